"""The command `dangmai`."""

from __future__ import annotations

import sys
from importlib.metadata import version

import typer

from app.commands import archive, export, graph, neo4j, start, texts
from ontology.errors import ArchiveError

cli = typer.Typer(
    name="dangmai",
    help="档脉: from digitised archives to a knowledge graph, exhibitions and lessons.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
start.register(cli)
archive.register(cli)
texts.register(cli)
cli.add_typer(graph.cli, name="graph")
cli.add_typer(neo4j.cli, name="neo4j")
cli.add_typer(export.cli, name="export")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dangmai {version('dangmai')}")
        raise typer.Exit


@cli.callback()
def _root(
    _: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """档脉: from digitised archives to a knowledge graph, exhibitions and lessons."""


def main() -> None:
    """Run the command; an error of ours is one sentence and exit code 2, Ctrl-C is 130."""
    try:
        cli()
    except ArchiveError as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        typer.echo("Stopped; run the same command again and it goes on where it stopped.", err=True)
        sys.exit(130)
