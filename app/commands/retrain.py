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
    settings = read_settings(workspace)
    if back:
        number = lessons.back(place)
        typer.echo(f"In use: head {number}." if number else "In use: the recogniser as it was shipped.")
    else:
        typer.echo(_said(lessons.retrain(place, tagger=TaggerModel(threads=settings.threads))))
    if settings.profile == "accurate":
        typer.echo("Build the archive again to have its texts read anew.")
    else:
        typer.echo(
            f"This archive is read by the profile “{settings.profile}”, which learns nothing: heads are for “accurate”."
        )


def _said(done: Retrained) -> str:
    """What was learnt, in a few lines."""
    facts, known = done.head.facts, "" if done.new else "; it was learnt from these decisions before"
    lines = [
        f"Head {done.number} is in use{known}.",
        f"{facts['judged']} judged names, {len(done.head.names)} different ones to remember.",
        f"The shipped recogniser agrees with {facts['shipped_agrees']} of them.",
    ]
    if facts["learnt_agrees"] is not None:
        lines.append(f"Learnt from the others in turn, it agrees with {facts['learnt_agrees']}.")
    if done.passed_over:
        lines.append(f"{done.passed_over} decisions were passed over: their place is no longer in the texts.")
    return "\n".join(lines)
