"""The command that learns from reviewers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.settings import read_settings
from app.workspace import Workspace

if TYPE_CHECKING:
    from app.retrain import Retrained


def register(cli: typer.Typer) -> None:
    """Hang this command on the root."""
    cli.command("retrain")(retrain)


def retrain(
    workspace: Annotated[Path, typer.Argument(help="Folder of the archive.")],
    back: Annotated[
        bool, typer.Option("--back", help="Learn nothing; use again what was in use before.")
    ] = False,
) -> None:
    """Teach the recogniser what reviewers decided about names; the old one is kept, and --back brings it back."""
    from app import retrain as lessons
    from extraction.recognize.tagger.model import TaggerModel

    place = Workspace(folder=workspace).opened()
    if back:
        number = lessons.back(place)
        typer.echo(f"In use: head {number}." if number else "In use: the recogniser as it was shipped.")
    else:
        threads = read_settings(workspace).threads
        typer.echo(_said(lessons.retrain(place, tagger=TaggerModel(threads=threads))))
    typer.echo("Build the archive again to have its texts read anew.")


def _said(done: Retrained) -> str:
    """What was learnt, in a few lines."""
    facts = done.head.facts
    lines = [
        f"Head {done.number} is in use{'' if done.new else '; it was learnt from these decisions before'}.",
        f"{facts['judged']} judged names: the shipped recogniser agrees with {facts['shipped_agrees']},",
        f"one that had not seen them and learnt from the others with {facts['learnt_agrees']}.",
    ]
    if done.passed_over:
        lines.append(f"{done.passed_over} decisions were passed over: their place is no longer in the texts.")
    return "\n".join(lines)
