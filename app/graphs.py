"""The graph of an archive for one audience, with its themes, and the server it may be pushed to."""

from __future__ import annotations

from app.settings import Settings
from kg.graph import GraphStore, Projection, project
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
