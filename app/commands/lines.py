"""Texts that come as JSON lines: read, checked, made records; what does not fit is said with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from ontology.errors import BadInput
from ontology.records import Record

_HALF = re.compile("[\ud800-\udfff]")


def records_of_lines(path: Path) -> Iterator[Record]:
    """The records of JSON lines, in their order, each text taken as it stands."""
    seen: set[str] = set()
    for number, line in enumerate(utf8(path).split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path.name}, line {number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise BadInput(
                place, f"this is not JSON ({error.msg})", "Write one JSON object a line."
            ) from None
        record = record_of_row(row, place)
        if record.id in seen:
            raise BadInput(place, "its id is used twice", "Give each text an id of its own.")
        seen.add(record.id)
        yield record


def record_of_row(row: object, place: str) -> Record:
    """The record of one JSON line; `place` says where it stands."""
    from extraction.pipeline import record_of_text

    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        raise BadInput(place, "a line needs id and text", 'For instance {"id": "1", "text": "…"}.')
    if _HALF.search(f"{row['id']}{row['text']}"):
        raise BadInput(place, "it holds half a character (a lone surrogate)", "Write the whole character.")
    try:
        return record_of_text(str(row["id"]), row["text"], row.get("lang"))
    except BadInput as error:
        raise BadInput(f"{place}, {error.place}", error.reason, error.remedy) from None


def utf8(path: Path) -> str:
    """The content of a file of JSON lines."""
    if not path.is_file():
        raise BadInput(str(path), "this file is not there", "Check its name.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BadInput(f"{path.name}, line {line}", "this is not UTF-8", "Save the file as UTF-8.") from None
