"""Commands on decisions: make them, one by one or from a file, take them back, and list them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.lines import utf8
from app.wishes import Wish, span_in_words, verb_of, wishes_of_lines
from app.workspace import Workspace
from ontology.decisions import Verb
from ontology.errors import BadInput

if TYPE_CHECKING:
    from app.decided import Decided
    from ontology.decisions import Decision

Folder = Annotated[Path, typer.Argument(help="Folder of the archive.")]
Who = Annotated[str, typer.Option(help="Who decides.")]


def register(cli: typer.Typer) -> None:
    """Hang these commands on the root."""
    cli.command("decide")(decide)
    cli.command("decisions")(decisions)


def decide(
    workspace: Folder,
    verb: Annotated[
        str,
        typer.Argument(
            help="accept, reject (a claim, or a name in a text), merge, split, same-as, never-merge, rename, retype."
        ),
    ] = "",
    subjects: Annotated[
        list[str] | None,
        typer.Argument(
            help="What it is about: ids as dangmai show and why print them, names of things, "
            "RECORD:START:END for a stretch of text. Of a split first the thing, then the names that go off."
        ),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why, in a few words.")] = "",
    who: Who = "command line",
    kind: Annotated[str, typer.Option(help="The kind: of a name that was missed, or after retype.")] = "",
    name: Annotated[str, typer.Option(help="The new name after rename.")] = "",
    jsonl: Annotated[
        Path | None, typer.Option(help="Decisions from a file, one JSON object a line; all or none.")
    ] = None,
    undo: Annotated[str, typer.Option(help="Take back the decision with this id or number.")] = "",
) -> None:
    """Decide for good about claims, names and things; archive and graph follow at once, later builds too."""
    from app.decisions import decide_all
    from app.progress import Bar

    place = Workspace(folder=workspace).opened()
    if sum((bool(verb), jsonl is not None, bool(undo))) > 1:
        raise BadInput("decide", "this is several commands at once", "Give a verb, or --jsonl, or --undo.")
    if jsonl is not None:
        wishes = wishes_of_lines(jsonl, utf8(jsonl), who=who)
    elif undo:
        said = reason or "taken back on the command line"
        wishes = [Wish(verb=Verb.UNDO, subjects=(undo,), reason=said, who=who)]
    else:
        about = tuple(map(span_in_words, subjects or ()))
        wishes = [
            Wish(verb=verb_of(verb, "decide"), subjects=about, reason=reason, who=who, kind=kind, name=name)
        ]
    for decision in decide_all(place, wishes, reporter=Bar()):
        typer.echo(_head(decision, ", ".join(decision.subjects)))


def decisions(
    workspace: Folder,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Print what was decided, in order: number, verb, subjects, who, when, why, and whether it holds now."""
    from app.decided import decided
    from kg.records import open_archive

    with open_archive(Workspace(folder=workspace).opened().archive, read_only=True) as archive:
        every = decided(archive)
    for one in every:
        typer.echo(_as_json(one) if as_json else _line(one))
    if not as_json:
        typer.echo(f"{len(every)} decisions")


def _line(one: Decided) -> str:
    """A decision on one line, its subjects in words where they are known."""
    subjects = ", ".join(
        f"{subject} ({words}{', not there now' if subject in one.lost else ''})"
        if words
        else f"{subject} (not there now)"
        for subject, words in zip(one.decision.subjects, one.about, strict=True)
    )
    state = f" — {one.state}" if one.state else ""
    return _head(one.decision, subjects) + state


def _head(decision: Decision, subjects: str) -> str:
    value = f" → {decision.value}" if decision.value else ""
    said = f"[{decision.who}, {decision.when}] {decision.reason}"
    return " ".join(f"{decision.ordinal} {decision.verb} {subjects}{value} {said}".split())


def _as_json(one: Decided) -> str:
    decision = asdict(one.decision)
    kept = {
        key: decision[key] for key in ("ordinal", "id", "verb", "subjects", "value", "reason", "who", "when")
    }
    state = {"about": one.about, "lost": one.lost, "state": one.state or "holds"}
    return json.dumps({**kept, **state}, ensure_ascii=False)
