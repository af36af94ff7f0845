"""The command that reads dates out of JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from ontology.dates import find_dates, parse_date
from ontology.errors import BadInput
from ontology.records import DateValue, Lang

_REMEDY = 'For instance {"id": "1", "lang": "zh", "text": "同年冬", "anchor": "1936-02-20"}.'
_LANGS: tuple[Lang, ...] = ("zh", "ru", "ja", "und")


def register(cli: typer.Typer) -> None:
    """Hang this command on the root."""
    cli.command("dates")(dates)


def dates(
    jsonl: Annotated[Path, typer.Option("--jsonl", help="Read {id, lang?, text, anchor?} lines.")],
) -> None:
    """Print the dates of JSON lines: span, EDTF, first and last day, calendar, certainty, readings."""
    for line in _lines(jsonl):
        found = find_dates(line.text, lang=line.lang, anchor=line.anchor)
        rows = [_row(start, end, value) for start, end, value in found]
        typer.echo(json.dumps({"id": line.id, "dates": rows}, ensure_ascii=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line of the input, checked."""

    id: object
    text: str
    lang: Lang
    anchor: DateValue | None


def _row(start: int, end: int, value: DateValue) -> dict[str, object]:
    """One date as it is printed."""
    return {
        "start": start,
        "end": end,
        "text": value.raw,
        "edtf": value.edtf,
        "lo": value.lo,
        "hi": value.hi,
        "calendar": value.calendar,
        "rule": value.rule,
        "certainty": value.certainty,
        "readings": list(value.readings),
    }


def _lines(path: Path) -> Iterator[_Line]:
    """The lines of a file in their order; a line that does not fit stops with its number."""
    if not path.is_file():
        raise BadInput(str(path), "this file is not there", "Check its name.")
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(path.name, "this file is not UTF-8", "Save it as UTF-8.") from None
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            yield _line(line, f"{path.name}, line {number}")


def _line(line: str, place: str) -> _Line:
    """One line, or a sentence about what is wrong with it."""
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise BadInput(place, "this is not JSON", "One JSON object a line.") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        raise BadInput(place, "a line needs id and text", _REMEDY)
    return _Line(
        id=row["id"],
        text=row["text"],
        lang=_lang(row.get("lang"), text=row["text"], place=place),
        anchor=_anchor(row.get("anchor"), place),
    )


def _lang(lang: object, *, text: str, place: str) -> Lang:
    """The language a line names, else the one its text is in."""
    if lang is None or lang == "":
        from extraction.text.language import language_of

        return language_of(text)[0]
    known = next((one for one in _LANGS if one == lang), None)
    if known is None:
        raise BadInput(place, f"lang is {lang!r}", f"One of {', '.join(_LANGS)}, or leave it out.")
    return known


def _anchor(anchor: object, place: str) -> DateValue | None:
    """The day, month or year a line was written in."""
    if anchor is None or anchor == "":
        return None
    value = parse_date(anchor) if isinstance(anchor, str) else None
    if value is None or value.rule != "edtf" or len(value.edtf) not in (4, 7, 10) or "X" in value.edtf:
        raise BadInput(place, f"anchor is {anchor!r}", "An EDTF day, month or year such as 1936-02-20.")
    return value
