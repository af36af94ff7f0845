"""The two graph stores that every contract is tried on; Neo4j for real, or skipped by name with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.graph import GraphStore
from kg.graph.neo4j import Neo4jGraphStore
from kg.graph.sqlite import SqliteGraphStore
from tests.servers import Address, emptied


@pytest.fixture(params=["sqlite", "neo4j"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], GraphStore]]:
    """Opens the same, at first empty, graph as often as a test likes."""
    opened: list[GraphStore] = []
    if request.param == "neo4j":
        address: Address = request.getfixturevalue("neo4j_address")
        emptied(address)

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
