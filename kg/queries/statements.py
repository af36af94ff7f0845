"""The SQL of the questions, read from the `.sql` files beside this module."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kg.records.reader import ArchiveReader
from kg.records.statements import named_statements
from ontology.access import Audience

_FOLDER = Path(__file__).resolve().parent / "statements"


def ask(archive: ArchiveReader, name: str, *, audience: Audience, **values: object) -> Iterator[sqlite3.Row]:
    """The rows that answer a named question, as far as the audience may read."""
    given = {**values, "open_only": int(audience is not Audience.STAFF)}
    yield from archive.connection.execute(statement(name), given)


def statement(name: str) -> str:
    """One named question; every value in it is a parameter."""
    return named_statements(_FOLDER)[name]
