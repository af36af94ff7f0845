"""Passages whose names and claims are known, as the steps of the pipeline would hand them over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extraction.pipeline import record_of_text
from extraction.relate.train.passages import Stated
from extraction.steps import Linked, Marked
from ontology.kinds import Kind
from ontology.records import Entity, Link, Mention, entity_id, mention_id

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A passage with its names, what they stand for, and what it claims between these."""

    marked: Marked
    linked: Linked
    claims: frozenset[tuple[str, str, str]]  # head entity, label, tail entity


def known(
    id: str,
    lang: str,
    text: str,
    spans: Sequence[Span],
    canonicals: Sequence[str],
    claims: Sequence[tuple[str, str, str]],
) -> Known:
    """A passage from its spans, a canonical name for each, and claims between canonical names."""
    record = record_of_text(id, text, lang)
    mentions: list[Mention] = []
    entities: dict[str, Entity] = {}
    links: dict[str, Link] = {}
    first: dict[str, str] = {}
    for (start, end, kind), canonical in zip(spans, canonicals, strict=True):
        entity = Entity(
            id=first.setdefault(canonical, entity_id(Kind(kind), canonical)),
            kind=Kind(kind),
            canonical=canonical,
        )
        entities.setdefault(entity.id, entity)
        mention = Mention(
            id=mention_id(record, start, end), record=record.id, start=start, end=end, text=text[start:end],
            kind=entities[entity.id].kind, score=1.0, found_by=("gold",),
        )  # fmt: skip
        mentions.append(mention)
        links[mention.id] = Link(mention=mention.id, entity=entity.id, score=1.0, why="gold")
    return Known(
        marked=Marked(record=record, mentions=tuple(mentions), dates=()),
        linked=Linked(entities=entities, links=links),
        claims=frozenset((first[a], label, first[b]) for a, label, b in claims if a != b),
    )


def as_known(one: Stated) -> Known:
    """A passage as the pipeline would hand it over, its names called by their longest spelling."""
    name: dict[int, str] = {}
    for (start, end, _), group in zip(one.spans, one.groups, strict=True):
        name[group] = max(name.get(group, ""), one.text[start:end], key=len)
    claims = [(name[head], label, name[tail]) for head, label, tail in sorted(one.claims)]
    return known(one.source, one.item.lang, one.text, one.spans, [name[g] for g in one.groups], claims)
