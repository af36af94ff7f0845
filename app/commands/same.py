"""The command that says whether two mentions, each in a sentence, are one thing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.lines import utf8
from app.settings import read_settings
from ontology.errors import BadInput
from ontology.kinds import MARKED, Kind

if TYPE_CHECKING:
    from extraction.link.same import Question

_FIELDS = ("id", "type", "a", "a_context", "b", "b_context")
_KINDS = {kind.value: kind for kind in MARKED}


def register(cli: typer.Typer) -> None:
    """Hang this command on the root."""
    cli.command("same")(same)


def same(
    jsonl: Annotated[
        Path, typer.Option("--jsonl", help="Lines {id, type, a, a_context, b, b_context}: two mentions.")
    ],
) -> None:
    """Say whether two mentions are one thing: {id, same: yes|no|unsure, score, why}, one JSON object a line."""
    from app.wiring import comparer_for

    questions = list(_questions(jsonl))
    comparer = comparer_for(read_settings())
    for question in questions:
        answer = comparer.compare(question)
        line = {"id": answer.id, "same": answer.same, "score": answer.score, "why": answer.why}
        typer.echo(json.dumps(line, ensure_ascii=False))


def _questions(path: Path) -> Iterator[Question]:
    """The questions of JSON lines, in their order."""
    for number, line in enumerate(utf8(path).split("\n"), start=1):
        if line.strip():
            yield _question(line, f"{path.name}, line {number}")


def _question(line: str, place: str) -> Question:
    from extraction.link.same import Question

    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(place, f"this is not JSON ({error.msg})", "Write one JSON object a line.") from None
    if not isinstance(row, dict) or any(field not in row for field in _FIELDS):
        raise BadInput(
            place, f"a line needs {', '.join(_FIELDS)}", "Give two mentions, each with its sentence."
        )
    return Question(id=str(row["id"]), kind=_kind(row["type"], place), **_texts(row, place))


def _kind(said: object, place: str) -> Kind:
    if said not in _KINDS:
        raise BadInput(place, f"“{said}” is no type of mention", f"Say one of {', '.join(_KINDS)}.")
    return _KINDS[str(said)]


def _texts(row: dict[str, object], place: str) -> dict[str, str]:
    """The two mentions and their sentences, which must be texts."""
    found = {field: row[field] for field in _FIELDS[2:]}
    if not all(isinstance(text, str) for text in found.values()):
        raise BadInput(place, "mentions and contexts must be texts", "Put them in quotation marks.")
    return {field: str(text) for field, text in found.items()}
