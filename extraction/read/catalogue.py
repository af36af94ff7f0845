"""The catalogue: an Excel sheet with a row for each archival unit, and which row belongs to which file."""

from __future__ import annotations

import io
import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any
from zipfile import BadZipFile

import openpyxl
from lxml.etree import XMLSyntaxError
from openpyxl.utils.exceptions import InvalidFileException

from extraction.read.office import broken_container, refuse_bad_container
from ontology.access import Access, access_of, strictest
from ontology.errors import UnreadableDocument
from ontology.records import Description

COLUMNS = {
    "全宗号": "fonds",
    "目录号": "series",
    "案卷号": "file",
    "件号": "item",
    "档号": "ref_code",
    "题名": "title",
    "责任者": "creator",
    "日期": "date",
    "密级": "secrecy",
    "开放标识": "open_mark",
    "保管期限": "retention",
}
"""The columns a catalogue must have, and the field of Description each one fills."""
FILE_COLUMN = "文件名"
_HEADER_WITHIN = 10
_KIND = ".xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a catalogue: the unit it describes, its access state and the file it names."""

    description: Description
    access: Access
    file_name: str
    sheet: str  # path of the .xlsx
    place: str  # `Sheet!5`

    @property
    def label(self) -> str:
        """How the row is called in a problem sentence."""
        names = " ".join(filter(None, (self.description.ref_code, self.file_name)))
        return f"{self.place} ({names or 'without 档号'})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The rows of all sheets of a folder, by the file each belongs to, and the rows that fit none."""

    rows: Mapping[str, Row] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)  # file → the file before it with the same row
    problems: tuple[UnreadableDocument, ...] = ()


def read_catalogue(data: bytes, *, name: str) -> tuple[Row, ...]:
    """The rows of an Excel catalogue; dates may be real dates or words."""
    refuse_bad_container(data, name=name, kind=_KIND)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        tables = [(sheet.title, [tuple(row) for row in sheet.iter_rows()]) for sheet in book.worksheets]
        book.close()
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, XMLSyntaxError) as error:
        raise broken_container(name, kind=_KIND) from error
    heads = [(title, rows, _header(rows)) for title, rows in tables]
    usable = [(title, rows, head) for title, rows, head in heads if not _missing(head[1])]
    if not usable:
        raise _no_catalogue(name, heads=[head[1] for _, _, head in heads])
    return tuple(row for table in usable for row in _rows(table, name=name))


def match(rows: Iterable[Row], *, files: Sequence[str], scans: Mapping[str, str] | None = None) -> Catalogue:
    """Give every file its row: the one that names it, else the one whose 档号 stands in its name.

    Rows that name no file, or share a 档号, are reported; of rows that share one the strictest access holds.
    `scans` tells which picture belongs to which ALTO file, so that a row may name either.
    """
    kept, problems = _merge_twins(list(rows))
    owners = {picture: file for file, picture in (scans or {}).items()}
    shelf = _Shelf([*files, *owners])
    found = {owners.get(file, file): row for row in reversed(kept) for file in shelf.named(row)}
    used = {(row.sheet, row.place) for row in found.values()}
    codes = {row.description.ref_code: row for row in kept if (row.sheet, row.place) not in used}
    codes.pop("", None)
    coded = ((owners.get(file, file), _row_in_name(file, codes=codes)) for file in sorted(shelf.files))
    for file, row in coded:
        if row is not None:
            found.setdefault(file, row)
    used = {(row.sheet, row.place) for row in found.values()}
    problems += [_no_file(row) for row in kept if (row.sheet, row.place) not in used]
    return Catalogue(rows=found, shared=_shared(found), problems=tuple(problems))


def _shared(found: Mapping[str, Row]) -> dict[str, str]:
    """Of the files with one row all but the first, each with that first one."""
    first: dict[tuple[str, str], str] = {}
    holders = {file: first.setdefault((found[file].sheet, found[file].place), file) for file in sorted(found)}
    return {file: holder for file, holder in holders.items() if file != holder}


def _no_file(row: Row) -> UnreadableDocument:
    return UnreadableDocument(
        row.sheet, f"row {row.label} has no file", "Put the file into the folder, or correct the row."
    )


def _merge_twins(rows: list[Row]) -> tuple[list[Row], list[UnreadableDocument]]:
    """Keep the first of rows that share a 档号 or a file, with the strictest access of them all."""
    kept: list[Row] = []
    problems = []
    for column in ("ref_code", "file_name"):
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in kept if column == "file_name" else rows:
            groups[_value(row, column) or f"\0{row.sheet}\0{row.place}"].append(row)
        for twins in groups.values():
            if len(twins) > 1:
                problems.append(_twins(twins, column=column))
        kept = [replace(twins[0], access=strictest(row.access for row in twins)) for twins in groups.values()]
    return kept, problems


def _twins(twins: Sequence[Row], *, column: str) -> UnreadableDocument:
    word = "档号" if column == "ref_code" else FILE_COLUMN
    places = ", ".join(row.place for row in twins)
    return UnreadableDocument(
        twins[0].sheet,
        f"{word} {_value(twins[0], column)} stands in several rows ({places})",
        "Keep one; until then the first row holds, with the strictest access of them all.",
    )


def _value(row: Row, column: str) -> str:
    return row.description.ref_code if column == "ref_code" else _key(row.file_name)


class _Shelf:
    """The files of a folder, to be found by path or by name."""

    def __init__(self, files: Sequence[str]) -> None:
        self.files = files
        self._by_path = {_key(file): file for file in files}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for file in files:
            self._by_name[posixpath.basename(_key(file))].append(file)

    def named(self, row: Row) -> list[str]:
        """The file with the row's path beside its sheet, else from the top, else the only one of that name.

        A name that fits several files fits none: a wrong row could open a closed record.
        """
        wanted = _key(row.file_name)
        if not wanted:
            return []
        for path in (posixpath.join(posixpath.dirname(row.sheet), wanted), wanted):
            if path in self._by_path:
                return [self._by_path[path]]
        same = self._by_name.get(wanted, [])
        return same if len(same) == 1 else []


def _row_in_name(file: str, *, codes: Mapping[str, Row]) -> Row | None:
    """The row whose 档号 stands in a file's name, the longest first.

    A longer number must not pass for a shorter one: 0003-005 is neither 0003 nor 0003-0051.
    """
    name = posixpath.basename(_key(file))
    starts = [at for at in range(len(name)) if not (at and _is_code(name[at - 1]))]
    spans = ((start, end) for start in starts for end in range(start + 1, len(name) + 1))
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if name[start:end] in codes and not _goes_on(name, at=end):
            return codes[name[start:end]]
    return None


def _goes_on(name: str, *, at: int) -> bool:
    """Whether a code goes on behind this place: with a letter or digit, or a hyphen and one of those."""
    rest = name[at : at + 2]
    return rest[:1].isascii() and (rest[:1].isalnum() or (rest[:1] == "-" and rest[1:].isalnum()))


def _is_code(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "-")


def _key(path: str) -> str:
    """A path as it is compared: composed characters, forward slashes."""
    return unicodedata.normalize("NFC", path.strip().replace("\\", "/"))


def _header(rows: Sequence[tuple[Any, ...]]) -> tuple[int, dict[str, int]]:
    """Where the header row is and which column stands where: the fullest of the first rows."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        names = {re.sub(r"\s", "", str(cell.value)): at for at, cell in enumerate(row) if cell.value}
        head = {name: at for name, at in names.items() if name in COLUMNS or name == FILE_COLUMN}
        if len(head) > len(best[1]):
            best = (number, head)
    return best


def _missing(head: Mapping[str, int]) -> list[str]:
    return [name for name in COLUMNS if name not in head]


def _no_catalogue(name: str, *, heads: Sequence[Mapping[str, int]]) -> UnreadableDocument:
    best = max(heads, key=len, default={})
    return UnreadableDocument(
        name,
        f"as a catalogue it lacks the columns {' '.join(_missing(best))}",
        "Add them to its header row; other tables are read as .csv.",
    )


def _rows(
    table: tuple[str, Sequence[tuple[Any, ...]], tuple[int, dict[str, int]]], *, name: str
) -> Iterator[Row]:
    """The filled rows under a header."""
    title, rows, (at, head) = table
    for number, cells in enumerate(rows[at + 1 :], at + 2):
        texts = {column: _text(cells[place]) for column, place in head.items() if place < len(cells)}
        if not any(texts.values()):
            continue
        description = Description(**{COLUMNS[key]: text for key, text in texts.items() if key in COLUMNS})
        yield Row(
            description=description,
            access=access_of(description.open_mark, description.secrecy),
            file_name=texts.get(FILE_COLUMN, ""),
            sheet=name,
            place=f"{title}!{number}",
        )


def _text(cell: Any) -> str:
    """A cell as a person reads it: dates in ISO form, numbers with the zeros their format shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    shown = str(value).strip()
    zeros = str(getattr(cell, "number_format", ""))
    return shown.zfill(len(zeros)) if isinstance(value, int) and re.fullmatch("0+", zeros) else shown
