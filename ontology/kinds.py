"""The kinds of things and the relations between them: the whitelist for code, stores and screens.

What they are called, what they join and how they map to CIDOC-CRM 7.1 and RiC-O 1.1 is said once, in
ontology/schema/*.yaml; this module reads the list generated from there. Relation names are camelCase; Neo4j types
are the same words in UPPER_SNAKE.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_LIST = Path(__file__).resolve().parent / "schema" / "generated" / "kinds.json"


class Kind(StrEnum):
    """The kinds of entity; the first five are what recognisers mark in a text."""

    PERSON = "PERSON"
    PLACE = "PLACE"
    ORGANIZATION = "ORGANIZATION"
    EVENT = "EVENT"
    WORK = "WORK"
    PERIOD = "PERIOD"
    THEME = "THEME"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindInfo:
    """How a kind is named, drawn and mapped."""

    label: str  # Neo4j label
    zh: str
    ru: str
    ja: str
    en: str
    color: str
    icon: str
    crm: str
    rico: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationInfo:
    """One relation: what it joins, how it is said, and how it prints under the annotation guideline."""

    name: str
    heads: frozenset[Kind]
    tails: frozenset[Kind]
    zh: str
    ru: str
    ja: str
    en: str
    crm: str
    rico: str

    @property
    def edge_type(self) -> str:
        """The Neo4j relationship type: the camelCase name in UPPER_SNAKE."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.name).upper()


MARKED = (Kind.PERSON, Kind.PLACE, Kind.ORGANIZATION, Kind.EVENT, Kind.WORK)


def _kind(row: dict[str, str]) -> KindInfo:
    return KindInfo(**{key: value for key, value in row.items() if key != "kind"})


def _relation(row: dict[str, str], heads: list[str], tails: list[str]) -> RelationInfo:
    return RelationInfo(heads=frozenset(map(Kind, heads)), tails=frozenset(map(Kind, tails)), **row)


_generated = json.loads(_LIST.read_text(encoding="utf-8"))
_kinds = {row["kind"]: _kind(row) for row in _generated["kinds"]}

KINDS: dict[Kind, KindInfo] = {kind: _kinds[kind] for kind in Kind}
RELATIONS: dict[str, RelationInfo] = {
    row["name"]: _relation(row, row.pop("heads"), row.pop("tails")) for row in _generated["relations"]
}
"""Every relation that a claim may state, by name."""


def fits(relation: str, head: Kind, tail: Kind) -> bool:
    """Whether a relation may join two kinds."""
    info = RELATIONS.get(relation)
    return info is not None and head in info.heads and tail in info.tails
