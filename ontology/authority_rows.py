"""The rows of the authority files as a check reads them: all of them, the bad ones as findings."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from ontology.authority import COMMON, REFERENCES, parse_names, references
from ontology.dates.bounds import edtf_bounds
from ontology.kinds import Kind
from ontology.records import Name

FOREVER = 99999999
"""The last day of what has no known end."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong in one row, and what mends it."""

    file: str
    line: int
    row: str  # id and name, empty for a whole file
    reason: str
    remedy: str

    def __str__(self) -> str:
        """A sentence to print."""
        who = f"{self.row}: " if self.row else ""
        return f"{self.file}, line {self.line}: {who}{self.reason}. {self.remedy}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of an authority file, with where it stands."""

    file: str
    line: int
    kind: Kind
    cells: Mapping[str, str]
    names: tuple[Name, ...]
    refs: Mapping[str, tuple[tuple[str, str], ...]]

    @property
    def id(self) -> str:
        """Its authority id."""
        return self.cells["id"]

    @property
    def label(self) -> str:
        """Id and name, to name it in a sentence."""
        return f"{self.id} {self.cells['canonical']}"

    def say(self, reason: str, remedy: str) -> Finding:
        """A finding about this row."""
        return Finding(file=self.file, line=self.line, row=self.label, reason=reason, remedy=remedy)

    def life(self) -> tuple[int, int]:
        """The longest time it can have lasted."""
        return span(self.cells["begin"])[0], span(self.cells["end"])[1] if self.cells["end"] else FOREVER


def read_rows(path: Path, name: str, kind: Kind | None) -> Iterator[Row | Finding]:
    """The rows of one file; what cannot be read becomes a finding, and the reading goes on."""
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    except (FileNotFoundError, UnicodeDecodeError):
        yield Finding(
            file=name, line=1, row="", reason="the file is missing or not UTF-8", remedy="Restore it."
        )
        return
    lacking = [column for column in COMMON if column not in (reader.fieldnames or ())]
    if lacking:
        reason = f"columns are missing: {', '.join(lacking)}"
        yield Finding(file=name, line=1, row="", reason=reason, remedy="Add them to the header.")
        return
    for cells in reader:
        yield _row(cells, name, reader.line_num, kind)


def _row(cells: dict[str, str], file: str, line: int, kind: Kind | None) -> Row | Finding:
    who = f"{cells.get('id') or '?'} {cells.get('canonical') or ''}".strip()
    try:
        if None in cells or None in cells.values():
            raise ValueError("the row has another number of cells than the header")
        if not cells["id"] or not cells["canonical"]:
            raise ValueError("a row needs an id and a canonical name")
        return Row(
            file=file,
            line=line,
            kind=kind or Kind(cells["kind"]),
            cells=cells,
            names=(Name(text=cells["canonical"], type="preferred"), *parse_names(cells["names"])),
            refs={column: references(cells[column]) for column in REFERENCES if cells.get(column)},
        )
    except (ValueError, KeyError) as error:
        return Finding(
            file=file, line=line, row=who, reason=str(error), remedy="See data/README.md for the spelling."
        )


def span(text: str) -> tuple[int, int]:
    """First and last day that are possible; a date marked ~ or ? may be a year off."""
    first, last = edtf_bounds(text)
    off = 10000 if "~" in text or "?" in text else 0
    return max(first - off, 0), (last + off) if last else FOREVER


@functools.cache
def is_edtf(text: str) -> bool:
    """Whether a text is an EDTF date of days that exist; a plain date, the commonest, needs no parser."""
    try:
        for day in _DAY.findall(text):
            date.fromisoformat(day)  # the parser lets 1937-02-29 pass
        if not _PLAIN.fullmatch(text):
            parse_edtf(text)
    except (ValueError, EDTFParseException):
        return False
    return True
