"""The command `dangmai`."""

from __future__ import annotations

import io
import sys
from importlib.metadata import version
from typing import NoReturn

import typer

from app.commands import (
    archive,
    authority,
    dates,
    decisions,
    export,
    graph,
    neo4j,
    retrain,
    same,
    start,
    texts,
    why,
)
from app.progress import INTERRUPTION
from ontology.errors import ArchiveError

INTERRUPTED = 130
"""What Ctrl-C ends a command with."""

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
dates.register(cli)
decisions.register(cli)
why.register(cli)
same.register(cli)
retrain.register(cli)
cli.add_typer(graph.cli, name="graph")
cli.add_typer(neo4j.cli, name="neo4j")
cli.add_typer(export.cli, name="export")
cli.add_typer(authority.cli, name="authority")


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
    """Run the command; an error of ours or of the system is one sentence and exit code 2, Ctrl-C is 130."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names and texts come in every script, whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    INTERRUPTION.watch()
    try:
        cli()
    except ArchiveError as error:
        _fail(str(error), 2)
    except OSError as error:
        _fail(f"{error.filename or 'dangmai'}: {error.strerror or error}.", 2)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _fail("Stopped; run the same command again and it goes on where it stopped.", INTERRUPTED)
        raise


def _fail(sentence: str, code: int) -> NoReturn:
    typer.echo(sentence, err=True)
    sys.exit(code)
