"""Commands on the authority files and the gazetteer: are they sound, and which place is meant?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ontology.authority_check import check_authority

cli = typer.Typer(help="The files of known people, places, bodies, events.", no_args_is_help=True)


@cli.callback()
def _group() -> None:
    """The files of known people, places, bodies, events: check them, look a place up."""


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


@cli.command("place")
def place(
    name: Annotated[str, typer.Argument(help="A place name in any language, of any time.")],
    on: Annotated[str, typer.Option(help="When it was used: an EDTF date such as 1935 or 1935-07.")] = "",
    near: Annotated[
        list[str] | None, typer.Option(help="Id of a place named beside it; may be repeated.")
    ] = None,
) -> None:
    """Print which places a name may mean, the likeliest first, with the reason."""
    from ontology.gazetteer import Gazetteer

    for one in Gazetteer().candidates(name, on=on or None, near=near or ()):
        typer.echo(f"{one.score:.2f} {one.entry.id} {one.entry.canonical}  {one.why}")
