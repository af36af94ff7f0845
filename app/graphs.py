"""The graph of an archive for one audience, with its themes, and the server it may be pushed to."""

from __future__ import annotations

from pathlib import Path

from app.settings import Settings
from kg.graph import GraphStore, Projection, project
from kg.graph.sqlite import SqliteGraphStore
from kg.queries import Sight
from kg.queries.themes import members
from kg.records import Archive
from ontology.access import Audience
from ontology.authority import load_authority
from ontology.errors import BadInput
from ontology.records import Entity


def projection_for(archive: Archive, audience: Audience) -> Projection:
    """Everything an audience may know as nodes and edges, themes with their reasons included."""
    authority = load_authority()
    themes: dict[str, list[tuple[Entity, str]]] = {}
    for theme, belonging in members(Sight(archive, audience, authority=authority)).items():
        entity = authority.entries[theme].entity()
        for one in belonging:
            themes.setdefault(one.entity.id, []).append((entity, one.reason))
    return project(archive, audience=audience, themes=themes)


def refresh_staff_graph(archive: Archive, path: Path) -> tuple[int, bool]:
    """Bring the staff graph in an archive file up to date: its size, and whether it had to be made anew."""
    projection = projection_for(archive, Audience.STAFF)
    size = len(projection.nodes) + len(projection.edges)
    if archive.meta("projected") == projection.digest():
        return size, False
    store = SqliteGraphStore(path)
    try:
        store.load(projection, audience=Audience.STAFF)
    finally:
        store.close()
    archive.save_meta("projected", projection.digest())
    return size, True


def server_store(settings: Settings) -> GraphStore:
    """The Neo4j server the settings name.

    Raises:
        BadInput: when none is named.
        StoreUnavailable: when it does not answer.
    """
    from kg.graph.neo4j import Neo4jGraphStore

    if not settings.neo4j_uri:
        raise BadInput(
            "neo4j", "no server is named", "Give --neo4j bolt://HOST:PORT or run dangmai neo4j start."
        )
    return Neo4jGraphStore(settings.neo4j_uri, user=settings.neo4j_user, password=settings.neo4j_password)
