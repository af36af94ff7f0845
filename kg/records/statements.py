"""The SQL of the archive file, read from the `.sql` files beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_MARK = "-- :name "


def schema() -> str:
    """The tables of an empty archive file."""
    return (_HERE / "schema.sql").read_text(encoding="utf-8")


def additions() -> str:
    """The tables that came later: laid in every archive file that is opened for writing."""
    return (_HERE / "additions.sql").read_text(encoding="utf-8")


@cache
def statement(name: str) -> str:
    """One named statement; every value in it is a parameter."""
    return _statements()[name]


@cache
def _statements() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((_HERE / "statements").glob("*.sql")):
        for block in path.read_text(encoding="utf-8").split(_MARK)[1:]:
            name, _, text = block.partition("\n")
            found[name.strip()] = text.strip()
    return found
