"""The graph in a Neo4j server: the store for big archives and for people who write Cypher.

A Community server has one database and no roles, so one server holds the graph of one audience.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from typing import Any

from kg.graph.projection import AccountNode, Edge, Node, Projection
from kg.graph.store import Row, Value, answer, arguments, question_text, refuse_other_audience
from kg.records.codec import dump
from ontology.access import Audience
from ontology.errors import MissingPart, StoreUnavailable
from ontology.kinds import KINDS, RELATIONS, Kind

BATCH = 2000
SECONDS = 30.0
"""How long a question may take."""
_PATIENCE = 10.0  # seconds for connecting and for repeating a failed transaction


class Neo4jGraphStore:
    """A graph in a Neo4j server, reached over Bolt with the official driver."""

    def __init__(self, uri: str, *, user: str, password: str, database: str = "neo4j") -> None:
        """Connect, and say at once when nobody answers."""
        self._place, self._database = uri, database
        self._neo4j = _driver_package()
        with self._errors_as_sentences():
            self._driver = self._neo4j.GraphDatabase.driver(
                uri,
                auth=(user, password),
                connection_timeout=_PATIENCE,
                connection_acquisition_timeout=2 * _PATIENCE,
                max_transaction_retry_time=_PATIENCE,
                notifications_min_severity="OFF",
            )
        try:
            with self._errors_as_sentences():
                self._driver.verify_connectivity()
        except StoreUnavailable:
            self._driver.close()
            raise

    def load(self, projection: Projection, audience: Audience) -> None:
        """Hold this projection and nothing else, in batches; a load that was cut off is mended by the next."""
        refuse_other_audience(self._place, self.audience(), audience)
        for one in question_text("constraints", "cypher").split(";\n"):
            self._write(one)
        mark = projection.digest()[:16]
        self._write(question_text("save_meta", "cypher"), audience=audience.value, digest="")
        self._load_nodes(projection, mark)
        self._load_edges(projection, mark)
        self._load_accounts(projection, mark)
        self._sweep(mark)
        self._write(question_text("save_meta", "cypher"), audience=audience.value, digest=projection.digest())

    def ask(self, question: str, **parameters: Value) -> list[Row]:
        """The answer to a named question, read-only and with a time limit."""
        values = arguments(question, parameters)
        plain = {name: list(v) if isinstance(v, tuple | set | frozenset) else v for name, v in values.items()}
        return [answer(row) for row in self._read(question_text(question, "cypher"), plain)]

    def counts(self) -> dict[str, int]:
        """How many nodes, edges, records and namings it holds."""
        return dict(self._read(question_text("counts", "cypher"), {})[0])

    def audience(self) -> Audience | None:
        """For whom it was loaded; none while it is empty."""
        rows = self._read(question_text("meta", "cypher"), {})
        return Audience(rows[0]["audience"]) if rows else None

    def close(self) -> None:
        """Let go of the server."""
        self._driver.close()

    def _load_nodes(self, projection: Projection, mark: str) -> None:
        for kind in Kind:
            text = question_text("load_nodes", "cypher").replace("LABEL", KINDS[kind].label)
            nodes = (one for one in projection.nodes if one.kind == kind.value)
            self._write_rows(text, (_node_properties(one, mark) for one in nodes))
        records = ({**asdict(one), "projection": mark} for one in projection.records)
        self._write_rows(question_text("load_records", "cypher"), records)

    def _load_edges(self, projection: Projection, mark: str) -> None:
        for relation in RELATIONS.values():
            text = question_text("load_edges", "cypher").replace("TYPE", relation.edge_type)
            edges = (one for one in projection.edges if one.type == relation.name)
            self._write_rows(text, (_edge_properties(one, mark) for one in edges))
        namings = ({**asdict(one), "projection": mark} for one in projection.namings)
        self._write_rows(question_text("load_namings", "cypher"), namings)

    def _load_accounts(self, projection: Projection, mark: str) -> None:
        for step in ("load_accounts", "link_accounts"):
            accounts = (_account_properties(one, mark) for one in projection.accounts)
            self._write_rows(question_text(step, "cypher"), accounts)

    def _sweep(self, mark: str) -> None:
        """Take away what an earlier load left and this one did not bring."""
        for part in ("sweep_edges", "sweep_nodes"):
            for label in ("Account", "Entity", "Record"):
                text = question_text(part, "cypher").replace("LABEL", label)
                while self._write(text, projection=mark, limit=BATCH)[0]["gone"]:
                    pass

    def _write_rows(self, text: str, rows: Iterable[Mapping[str, object]]) -> None:
        every = iter(rows)
        while batch := list(islice(every, BATCH)):
            self._write(text, rows=batch)

    def _write(self, text: str, **parameters: object) -> list[dict[str, Any]]:
        """One managed transaction: the driver repeats it, so every statement may run twice."""
        with self._errors_as_sentences(), self._driver.session(database=self._database) as session:
            found: list[dict[str, Any]] = session.execute_write(lambda tx: tx.run(text, parameters).data())
            return found

    def _read(self, text: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
        limited = self._neo4j.unit_of_work(timeout=SECONDS)
        with (
            self._errors_as_sentences(),
            self._driver.session(
                database=self._database, default_access_mode=self._neo4j.READ_ACCESS
            ) as session,
        ):
            found: list[dict[str, Any]] = session.execute_read(
                limited(lambda tx: tx.run(text, parameters).data())
            )
            return found

    @contextmanager
    def _errors_as_sentences(self) -> Iterator[None]:
        errors = self._neo4j.exceptions
        try:
            yield
        except errors.AuthError as error:
            raise StoreUnavailable(
                self._place, "the Neo4j server refuses this user or password", "Check both in the settings."
            ) from error
        except (errors.ServiceUnavailable, errors.SessionExpired) as error:
            raise StoreUnavailable(
                self._place,
                "no Neo4j server answers",
                "Start it with `dangmai neo4j start`, or check the address.",
            ) from error
        except (errors.Neo4jError, errors.DriverError, ValueError) as error:
            told = str(getattr(error, "message", None) or error)
            first = next(iter(told.splitlines()), "no reason given")
            raise StoreUnavailable(
                self._place,
                f"the Neo4j server did not do it ({first})",
                "Read the server's log, then try again.",
            ) from error


def _driver_package() -> Any:
    try:
        return importlib.import_module("neo4j")
    except ImportError as error:
        raise MissingPart(
            "neo4j", "the driver is not installed", "Install it with `pip install 'dangmai[neo4j]'`."
        ) from error


def _node_properties(node: Node, mark: str) -> dict[str, object]:
    """Names as texts for people, and as JSON with language and type for the screens."""
    names: Sequence[str] = list(dict.fromkeys(name.text for name in node.names))
    full = dump([asdict(name) for name in node.names])
    return {**asdict(node), "names": names, "names_json": full, "projection": mark}


def _account_properties(account: AccountNode, mark: str) -> dict[str, object]:
    lists = {name: list(getattr(account, name)) for name in ("parts", "places", "outcomes")}
    return {**asdict(account), **lists, "projection": mark}


def _edge_properties(edge: Edge, mark: str) -> dict[str, object]:
    kept = {name: value for name, value in asdict(edge).items() if name not in ("source", "target", "type")}
    lists = {name: list(kept[name]) for name in ("assertions", "passages", "stances")}
    return {
        "source": edge.source,
        "target": edge.target,
        "edge": {**kept, **lists, "relation": edge.type, "projection": mark},
    }
