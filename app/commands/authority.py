"""Commands on the authority files: are they sound?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ontology.authority_check import check_authority

cli = typer.Typer(help="Check the files of known people, places, bodies, events.", no_args_is_help=True)


@cli.callback()
def _group() -> None:
    """Check the files of known people, places, bodies, events."""


@cli.command("check")
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of the authority files; data/authority unless given.")
    ] = None,
) -> None:
    """Check references, dates, lives, chains, namesakes and the tree of themes; exit code 1 if any is wrong."""
    report = check_authority(folder)
    for finding in report.findings:
        typer.echo(str(finding))
    typer.echo(report.summary())
    if not report.ok:
        raise typer.Exit(1)
