"""Dates that stand side by side and are one: the two ends of a span of time, a day in two calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ontology.dates.grammar import JOIN
from ontology.dates.values import Piece, Reading

_OPEN = re.compile(r"[ \u3000]?[(（〔\[［](?:即|公历|西历|阳历|新历)?")
_CLOSE = re.compile(r"[)）〕\]］]")
_YEAR_ALONE = re.compile(
    r"[ \u3000]?[(（〔\[［](?:公元|西元)?(?:1[5-9]\d\d|20\d\d|[一二][〇○零一二三四五六七八九]{3})[)）〕\]］]"
)
_NAMES_ITSELF = re.compile(r"年|历|暦|\d{4}")
"""What a reading in brackets must hold: its year, or the name of its calendar."""


def joined(text: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Two dates with a word for "until" between them are one span of time, two calendars of a day one date."""
    last: Piece | None = None
    for piece in pieces:
        if last and is_gloss(text, last, piece):
            last = (last[0], piece[1] + 1, _best(last[2], piece[2]))
            continue
        if last and 0 < piece[0] - last[1] <= 4 and JOIN.fullmatch(text, last[1], piece[0]):
            last = (last[0], _past_made(text, piece[1]), last[2].until(piece[2]))
            continue
        if last:
            yield _with_year(text, last)
        last = piece
    if last:
        yield _with_year(text, last)


def is_gloss(text: str, first: Piece, second: Piece) -> bool:
    """Whether the second date is the first one in another calendar, in brackets: 清光绪六年（1880年）."""
    if not 0 < second[0] - first[1] <= 4 or not _OPEN.fullmatch(text, first[1], second[0]):
        return False
    if not _CLOSE.match(text, second[1]):
        return False
    if first[2].edtf == second[2].edtf and _is_lunar(second[2]) and not _is_lunar(first[2]):
        return True  # 十一月一日（十月初一）
    if not _NAMES_ITSELF.search(text, first[1], second[1]):
        return False
    return _is_gregorian(first[2]) != _is_gregorian(second[2])


def _is_lunar(reading: Reading) -> bool:
    """Whether a day was written in the Chinese calendar."""
    return reading.calendar == "chinese_lunisolar"


def _is_gregorian(reading: Reading) -> bool:
    """Whether a date was written in the calendar of today."""
    return not reading.era and reading.calendar == "gregorian"


def _best(first: Reading, second: Reading) -> Reading:
    """The Gregorian one of two readings, unless the other is more exact."""
    plain, other = (first, second) if _is_gregorian(first) else (second, first)
    if not plain.edtf or _depth(plain.edtf) < _depth(other.edtf):
        return other
    return replace(plain, calendar="mixed", era=other.era, moon=other.moon)


def _depth(edtf: str) -> int:
    """How exact a date is: a year 1, a month or a span 2, a day 3."""
    return 2 if "/" in edtf else {4: 1, 7: 2, 10: 3}.get(len(edtf), 0)


def _with_year(text: str, piece: Piece) -> Piece:
    """光绪六年（1880）: the year in brackets belongs to the date; it may stand without 年."""
    start, end, reading = piece
    if _is_gregorian(reading) or not (found := _YEAR_ALONE.match(text, end)):
        return piece
    return start, found.end(), reading


def _past_made(text: str, end: int) -> int:
    """The end of a Japanese span of time: まで belongs to it."""
    return end + 2 if text.startswith(("まで", "マデ"), end) else end
