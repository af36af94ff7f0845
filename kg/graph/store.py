"""What a graph store can do, and the questions that every store answers alike.

A question is a file in `statements/`, once as `.sql` and once as `.cypher`; values are parameters only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from kg.graph.projection import Projection
from ontology.access import Audience
from ontology.errors import AudienceMismatch, BadInput

Value = str | int | float | None | Sequence[str]
"""What a question may be asked with."""
Row = dict[str, object]
"""One line of an answer: texts, numbers, and for `names`, `assertions`, `stances` and the parts, places and outcomes of an account lists."""

_REQUIRED = object()
QUESTIONS: dict[str, dict[str, object]] = {
    "node": {"id": _REQUIRED},
    "nodes": {"ids": _REQUIRED, "limit": 500},
    "nodes_of_kind": {"kind": _REQUIRED, "limit": 100, "offset": 0},
    "neighborhood": {"id": _REQUIRED, "kinds": None, "limit": 200},
    "neighborhood_2": {"id": _REQUIRED, "kinds": None, "limit": 200},
    "edges_among": {"ids": _REQUIRED, "limit": 1000},
    "edge": {"key": _REQUIRED},
    "edge_evidence": {"key": _REQUIRED, "limit": 200},
    "edges_in_time": {"lo": _REQUIRED, "hi": _REQUIRED, "limit": 500},
    "co_mentioned": {"id": _REQUIRED, "kinds": None, "limit": 50},
    "accounts_of": {"id": _REQUIRED, "limit": 200},
    "records_of": {"id": _REQUIRED, "limit": 200},
    "entities_of_record": {"record": _REQUIRED, "limit": 500},
    "top_connected": {"kinds": None, "limit": 50},
    "counts_by_kind": {},
    "counts_by_type": {},
    "step": {"ids": _REQUIRED, "limit": 50_000},
}
"""The questions with their parameters and what these are when nothing is said."""

_LISTS = frozenset({"names", "assertions", "stances", "parts", "places", "outcomes"})
_FOLDER = Path(__file__).resolve().parent / "statements"


class GraphStore(Protocol):
    """Holds one projection for one audience and answers questions. Never decides what is true or open."""

    def load(self, projection: Projection, audience: Audience) -> None:
        """Hold this projection and nothing else; loading it again changes nothing."""

    def ask(self, question: str, **parameters: Value) -> list[Row]:
        """The answer to a named question."""

    def counts(self) -> dict[str, int]:
        """How many nodes, edges, records and namings it holds."""

    def audience(self) -> Audience | None:
        """For whom it was loaded; none while it is empty."""

    def close(self) -> None:
        """Let go of the file or the server."""


def arguments(question: str, given: Mapping[str, Value]) -> dict[str, object]:
    """All parameters of a question: those given, and the usual ones for the rest."""
    if question not in QUESTIONS:
        raise BadInput(
            question, "is no question a graph answers", f"Ask one of {', '.join(sorted(QUESTIONS))}."
        )
    usual = QUESTIONS[question]
    strange = sorted(set(given) - set(usual))
    missing = sorted(name for name, value in usual.items() if value is _REQUIRED and name not in given)
    if strange or missing:
        wrong = ", ".join(
            (*(f"{name} is unknown" for name in strange), *(f"{name} is missing" for name in missing))
        )
        raise BadInput(question, wrong, f"Its parameters are {', '.join(sorted(usual)) or 'none'}.")
    return {**usual, **given}


@cache
def question_text(question: str, dialect: str) -> str:
    """The statement for a question, or a step of loading, in `sql` or `cypher`."""
    return (_FOLDER / f"{question}.{dialect}").read_text(encoding="utf-8").strip().rstrip(";")


def answer(row: Mapping[str, object]) -> Row:
    """A row as both stores give it: lists that were kept as JSON are lists again."""
    return {
        name: json.loads(value) if name in _LISTS and isinstance(value, str) else value
        for name, value in row.items()
    }


def refuse_other_audience(place: str, held: Audience | None, wanted: Audience) -> None:
    """Stop before two audiences meet in one store."""
    if held is not None and held is not wanted:
        raise AudienceMismatch(
            place,
            f"it holds the graph for {held.value}, and this one is for {wanted.value}",
            "Use another file or another server for each audience.",
        )
