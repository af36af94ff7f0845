"""Commands on decisions: accept or reject a claim, and list what was decided."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.workspace import Workspace
from ontology.decisions import Decision, Verb
from ontology.records import Assertion

Folder = Annotated[Path, typer.Argument(help="Folder of the archive.")]


class Answer(StrEnum):
    """What may be said to a claim on the command line."""

    ACCEPT = Verb.ACCEPT.value
    REJECT = Verb.REJECT.value


def register(cli: typer.Typer) -> None:
    """Hang these commands on the root."""
    cli.command("decide")(decide)
    cli.command("decisions")(decisions)


def decide(
    workspace: Folder,
    answer: Annotated[Answer, typer.Argument(help="What to say to the claim.")],
    claim: Annotated[str, typer.Argument(help="Its id, as dangmai show prints it.")],
    reason: Annotated[str, typer.Option(help="Why, in a few words.")],
    who: Annotated[str, typer.Option(help="Who decides.")] = "command line",
) -> None:
    """Accept or reject a claim for good; the graph follows at once, and a later decision outweighs it."""
    from app.decisions import decide as write_down

    place = Workspace(folder=workspace).opened()
    decision = write_down(place, Verb(answer.value), [claim], who=who, reason=reason)
    typer.echo(_line(decision, {}))


def decisions(workspace: Folder) -> None:
    """Print what was decided, in order: number, verb, claim, who, when and why."""
    from kg.records import open_archive

    with open_archive(Workspace(folder=workspace).opened().archive, read_only=True) as archive:
        labels = {entity.id: entity.canonical for entity in archive.entities()}
        every = archive.decisions()
        for decision in every:
            found = {one: archive.assertion(one) for one in decision.subjects}
            said = {one: _claim(sourced.assertion, labels) for one, sourced in found.items() if sourced}
            typer.echo(_line(decision, {one: said.get(one, "not there now") for one in found}))
    typer.echo(f"{len(every)} decisions")


def _claim(claim: Assertion, labels: dict[str, str]) -> str:
    """A claim in words."""
    from kg.queries import relation_label

    ends = (labels.get(end, end) for end in (claim.subject, claim.object))
    return f" {relation_label(claim.predicate, 'zh')} ".join(ends)


def _line(decision: Decision, said: dict[str, str]) -> str:
    """A decision on one line, its claims in words where they are known."""
    subjects = ", ".join(f"{one} ({said[one]})" if one in said else one for one in decision.subjects)
    line = (
        f"{decision.ordinal} {decision.verb} {subjects} [{decision.who}, {decision.when}] {decision.reason}"
    )
    return " ".join(line.split())
