"""The SQL of the questions, read from the `.sql` files beside this module."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.records.reader import ArchiveReader
from ontology.access import Audience

_FOLDER = Path(__file__).resolve().parent / "statements"
_MARK = "-- :name "


def ask(archive: ArchiveReader, name: str, *, audience: Audience, **values: object) -> Iterator[sqlite3.Row]:
    """The rows that answer a named question, as far as the audience may read."""
    given = {**values, "open_only": int(audience is not Audience.STAFF)}
    yield from archive.connection.execute(statement(name), given)


@cache
def statement(name: str) -> str:
    """One named question; every value in it is a parameter."""
    return _statements()[name]


@cache
def _statements() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(_FOLDER.glob("*.sql")):
        for block in path.read_text(encoding="utf-8").split(_MARK)[1:]:
            name, _, text = block.partition("\n")
            found[name.strip()] = text.strip().rstrip(";")
    return found
