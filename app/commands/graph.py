"""Commands on the graph: counts, and filling a Neo4j server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from app.settings import Settings, read_settings
from app.workspace import Workspace
from ontology.access import Audience

cli = typer.Typer(help="The graph: counts, and filling a Neo4j server.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="Folder of the archive.")]
Address = Annotated[str, typer.Option("--neo4j", help="Server, e.g. bolt://127.0.0.1:7687.")]


def _settings(workspace: Path, address: str) -> Settings:
    """The settings with the server to use: the one given, the one named, else the workspace's own running one."""
    from kg.graph.server import status

    settings = read_settings(workspace)
    if address:
        settings = replace(settings, neo4j_uri=address)
    own = status(Workspace(folder=workspace).server)
    if own is not None and settings.neo4j_uri in ("", own.uri):
        return replace(settings, neo4j_uri=own.uri, neo4j_user=own.user, neo4j_password=own.password)
    return settings


@cli.command("push")
def push(
    workspace: Folder,
    neo4j: Address = "",
    audience: Annotated[
        Audience, typer.Option(help="open: open evidence only; staff: everything.")
    ] = Audience.OPEN,
) -> None:
    """Fill a Neo4j server with the graph; pushing twice changes nothing."""
    from app.graphs import projection_for, server_store
    from kg.records import open_archive

    place = Workspace(folder=workspace).opened()
    store = server_store(_settings(workspace, neo4j))
    try:
        with open_archive(place.archive, read_only=True) as archive:
            store.load(projection_for(archive, audience), audience)
        counts = store.counts()
    finally:
        store.close()
    typer.echo(f"{audience.value}: " + ", ".join(f"{number} {name}" for name, number in counts.items()))


@cli.command("status")
def status_(workspace: Folder, neo4j: Address = "") -> None:
    """Print how many nodes and edges the workspace's graph holds, and the server's, if one is named."""
    from app.graphs import server_store
    from kg.graph.sqlite import SqliteGraphStore

    place = Workspace(folder=workspace).opened()
    settings = _settings(workspace, neo4j)
    stores = [("archive.db", SqliteGraphStore(place.archive, read_only=True))]
    try:
        for name, store in stores:
            typer.echo(f"{name}: " + ", ".join(f"{number} {word}" for word, number in store.counts().items()))
    finally:
        for _, store in stores:
            store.close()
    if settings.neo4j_uri:
        server = server_store(settings)
        try:
            held = server.audience()
            counts = ", ".join(f"{number} {word}" for word, number in server.counts().items())
            typer.echo(f"{settings.neo4j_uri} ({held.value if held else 'empty'}): {counts}")
        finally:
            server.close()
