"""The SQL of the archive file, read from the `.sql` files beside this module."""

from __future__ import annotations

from collections.abc import Mapping
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


def statement(name: str) -> str:
    """One named statement; every value in it is a parameter."""
    return named_statements(_HERE / "statements")[name]


@cache
def named_statements(folder: Path) -> Mapping[str, str]:
    """The statements of a folder's `.sql` files by the names that `-- :name` gives them."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.sql")):
        for block in path.read_text(encoding="utf-8").split(_MARK)[1:]:
            name, _, text = block.partition("\n")
            found[name.strip()] = text.strip().rstrip(";")
    return found
