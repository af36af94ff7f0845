"""The graph as tables in the SQLite file of the archive: the store that needs nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from kg.graph.projection import Projection
from kg.graph.store import Row, Value, answer, arguments, question_text, refuse_other_audience
from kg.records.codec import dump
from kg.records.connection import connect, transaction
from ontology.access import Audience
from ontology.errors import StoreUnavailable

_TABLES = (
    "graph_accounts",
    "graph_namings",
    "graph_evidence",
    "graph_edges",
    "graph_nodes",
    "graph_records",
    "graph_meta",
)


class SqliteGraphStore:
    """A graph in the tables `graph_…` of an archive file."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the file; the tables are laid by the first load."""
        self._place = str(path)
        self._connection = connect(path, read_only=read_only)

    def load(self, projection: Projection, audience: Audience) -> None:
        """Replace the graph in one transaction: readers see the old one until the new one is whole."""
        refuse_other_audience(self._place, self.audience(), audience)
        with self._errors_as_sentences(), transaction(self._connection):
            for table in _TABLES:  # dropped, not emptied: an older file may lack a column
                self._connection.execute(f"DROP TABLE IF EXISTS {table}")
            for one in question_text("tables", "sql").split(";\n"):
                self._connection.execute(one)
            self._insert(projection)
            meta = {"audience": audience.value, "digest": projection.digest()}
            self._many("meta", ({"key": key, "value": value} for key, value in meta.items()))
        self._connection.execute("PRAGMA optimize")

    def ask(self, question: str, **parameters: Value) -> list[Row]:
        """The answer to a named question; an empty one before the first load."""
        values = {name: _plain(value) for name, value in arguments(question, parameters).items()}
        if not self._is_laid():
            return []
        with self._errors_as_sentences():
            return [
                answer(dict(row)) for row in self._connection.execute(question_text(question, "sql"), values)
            ]

    def counts(self) -> dict[str, int]:
        """How many nodes, edges, records and namings it holds."""
        if not self._is_laid():
            return {"nodes": 0, "edges": 0, "records": 0, "namings": 0}
        with self._errors_as_sentences():
            return dict(self._connection.execute(question_text("counts", "sql")).fetchone())

    def audience(self) -> Audience | None:
        """For whom it was loaded; none while it is empty."""
        if not self._is_laid():
            return None
        with self._errors_as_sentences():
            row = self._connection.execute("SELECT value FROM graph_meta WHERE key = 'audience'").fetchone()
        return Audience(row["value"]) if row else None

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _is_laid(self) -> bool:
        found = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'graph_meta'"
        with self._errors_as_sentences():
            return self._connection.execute(found).fetchone() is not None

    def _insert(self, projection: Projection) -> None:
        nodes = (
            {**asdict(one), "names": dump([asdict(name) for name in one.names])} for one in projection.nodes
        )
        self._many("nodes", nodes)
        edges = (
            {**asdict(one), "assertions": dump(one.assertions), "stances": dump(one.stances)}
            for one in projection.edges
        )
        self._many("edges", edges)
        self._many("evidence", _evidence(projection))
        self._many("records", map(asdict, projection.records))
        self._many("namings", map(asdict, projection.namings))
        lists = ("parts", "places", "outcomes")
        accounts = (
            {**asdict(one), **{name: dump(getattr(one, name)) for name in lists}}
            for one in projection.accounts
        )
        self._many("accounts", accounts)

    def _many(self, part: str, rows: Iterable[dict[str, object]]) -> None:
        self._connection.executemany(question_text(f"insert_{part}", "sql"), rows)

    @contextmanager
    def _errors_as_sentences(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreUnavailable(
                self._place, f"the graph cannot be reached ({error})", "Check the file, then build again."
            ) from error


def _evidence(projection: Projection) -> Iterator[dict[str, object]]:
    for edge in projection.edges:
        for passage in edge.passages:
            record, start, end = passage.split(":")
            yield {"edge": edge.key, "record": record, "start": int(start), "end": int(end)}


def _plain(value: object) -> object:
    """SQLite takes no lists: they go in as JSON and are opened by json_each."""
    return dump(list(value)) if isinstance(value, list | tuple | set | frozenset) else value
