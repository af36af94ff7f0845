"""The command that says why something stands in the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.workspace import Workspace


def register(cli: typer.Typer) -> None:
    """Hang this command on the root."""
    cli.command("why")(why)


def why(
    workspace: Annotated[Path, typer.Argument(help="Folder of the archive.")],
    subject: Annotated[
        str, typer.Argument(help="A claim's id, or a thing: its id, a name, or the id of a name in a text.")
    ],
    most: Annotated[int, typer.Option(help="Names and claims of a thing that are shown at most.")] = 20,
) -> None:
    """Print the chain from a claim or a thing back to its pages: names, lines, versions, decisions."""
    from app.targets import CLAIM, Subjects
    from app.why import why_claim, why_thing
    from kg.records import open_archive
    from ontology.errors import BadInput

    with open_archive(Workspace(folder=workspace).opened().archive, read_only=True) as archive:
        if subject.startswith(CLAIM):
            sourced = archive.assertion(subject)
            if sourced is None:
                raise BadInput(
                    subject, "no record makes this claim", "Find its id with `dangmai show WORKSPACE NAME`."
                )
            lines = why_claim(archive, sourced)
        else:
            entity = archive.entity(Subjects(archive).thing(subject).id)
            if entity is None:
                raise BadInput(subject, "no record names it", "Look it up with dangmai search.")
            lines = why_thing(archive, entity, most=most)
        for line in lines:
            typer.echo(line)
