"""A Neo4j server for tests: one that was named, else one of our own; never one with something in it."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pytest

from kg.graph import server
from kg.graph.neo4j import Neo4jGraphStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a Neo4j server for tests answers."""

    uri: str
    user: str
    password: str


def empty_stranger() -> Address:
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


def require_parts() -> None:
    """Skip by name, or fail under CI=true, where a server cannot be started."""
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


def emptied(address: Address) -> None:
    """Take everything of ours out of the server."""
    import neo4j

    with neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        driver.execute_query(
            "MATCH (n) WHERE n:Entity OR n:Record OR n:Account OR n:DangmaiProjection DETACH DELETE n"
        )
