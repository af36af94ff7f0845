"""The two graph stores that every contract is tried on; Neo4j for real, or skipped by name with the reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.graph import GraphStore, server
from kg.graph.neo4j import Neo4jGraphStore
from kg.graph.sqlite import SqliteGraphStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a Neo4j server for tests answers."""

    uri: str
    user: str
    password: str


@pytest.fixture(scope="session")
def neo4j_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a server of our own that runs until the tests end."""
    _require_parts()
    folder = tmp_path_factory.mktemp("neo4j")
    server.start(folder)
    try:
        yield folder
    finally:
        server.stop(folder)


@pytest.fixture(scope="session")
def neo4j_address(request: pytest.FixtureRequest) -> Address:
    """The server named by NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD, else one of our own for this run."""
    if os.environ.get("NEO4J_URI"):
        return _empty_stranger()
    running = server.status(request.getfixturevalue("neo4j_folder"))
    assert running is not None
    return Address(uri=running.uri, user=running.user, password=running.password)


def _empty_stranger() -> Address:
    """A server we did not start is used only when nothing is in it, because the tests empty it."""
    address = Address(
        uri=os.environ["NEO4J_URI"],
        user=os.environ.get("NEO4J_USER", "neo4j"),
        password=os.environ.get("NEO4J_PASSWORD", ""),
    )
    store = Neo4jGraphStore(address.uri, user=address.user, password=address.password)
    held = store.counts()
    store.close()
    if any(held.values()):
        pytest.fail(f"the server at {address.uri} is not empty ({held}); the tests would empty it")
    return address


def _require_parts() -> None:
    try:
        import neo4j
    except ImportError:
        missing: tuple[str, ...] = ("the Python package neo4j",)
    else:
        assert neo4j
        missing = server.missing_parts()
    if not missing:
        return
    reason = f"Neo4j cannot be started here: {', '.join(missing)} not installed"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _emptied(address: Address) -> None:
    import neo4j

    with neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        driver.execute_query("MATCH (n) WHERE n:Entity OR n:Record OR n:DangmaiProjection DETACH DELETE n")


@pytest.fixture(params=["sqlite", "neo4j"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], GraphStore]]:
    """Opens the same, at first empty, graph as often as a test likes."""
    opened: list[GraphStore] = []
    if request.param == "neo4j":
        address: Address = request.getfixturevalue("neo4j_address")
        _emptied(address)

    def make() -> GraphStore:
        store: GraphStore
        if request.param == "sqlite":
            store = SqliteGraphStore(tmp_path / "graph.db")
        else:
            store = Neo4jGraphStore(address.uri, user=address.user, password=address.password)
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(make_store: Callable[[], GraphStore]) -> GraphStore:
    """An empty graph store."""
    return make_store()
