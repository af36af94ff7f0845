"""Commands for a Neo4j server of one's own: start, stop, status."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.workspace import Workspace

cli = typer.Typer(help="A local Neo4j for this workspace (needs Java 17 and Maven).", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="Folder of the archive.")]


@cli.command("start")
def start(workspace: Folder) -> None:
    """Start the workspace's Neo4j on this machine; the first time its jars are fetched with Maven."""
    from kg.graph.server import start as start_server

    running = start_server(Workspace(folder=workspace).opened().server)
    typer.echo(f"{running.uri}  user {running.user}  password {running.password}")


@cli.command("stop")
def stop(workspace: Folder) -> None:
    """Stop the workspace's Neo4j."""
    from kg.graph.server import stop as stop_server

    stopped = stop_server(Workspace(folder=workspace).opened().server)
    typer.echo("stopped" if stopped else "it was not running")


@cli.command("status")
def status(workspace: Folder) -> None:
    """Say whether the workspace's Neo4j is running, and where."""
    from kg.graph.server import status as server_status

    running = server_status(Workspace(folder=workspace).opened().server)
    typer.echo(f"{running.uri}  user {running.user}" if running else "not running")
