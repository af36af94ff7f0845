"""First and last day of an EDTF expression, as integers that sort: 19360220."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

_SINGLE = re.compile(r"([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?")
# Seasons 21–24, quarters 33–36, quadrimesters 37–39, semesters 40–41: first month and number of months.
_GROUPS = {
    **{21 + i: (3 + 3 * i, 3) for i in range(4)},
    **{25 + i: (3 + 3 * i, 3) for i in range(4)},
    **{33 + i: (1 + 3 * i, 3) for i in range(4)},
    **{37 + i: (1 + 4 * i, 4) for i in range(3)},
    **{40 + i: (1 + 6 * i, 6) for i in range(2)},
}


@lru_cache(maxsize=8192)
def edtf_bounds(edtf: str) -> tuple[int, int]:
    """Earliest and latest day of an EDTF expression as YYYYMMDD; 0 where open, unknown or not EDTF."""
    plain = re.sub(r"[?~%\s]", "", edtf)
    if plain[:1] in ("[", "{"):
        return _of_set(plain.strip("[]{}"))
    if "/" in plain:
        first, _, last = plain.partition("/")
        return _of_single(first)[0], _of_single(last)[1]
    return _of_single(plain)


def _of_set(members: str) -> tuple[int, int]:
    """Bounds of a set: the earliest of its members and the latest, 0 where it is open."""
    firsts: list[int] = []
    lasts: list[int] = []
    for member in members.split(","):
        first, dots, last = member.partition("..")
        firsts.append(_of_single(first)[0])
        lasts.append(_of_single(last if dots else first)[1])
    return (0 if 0 in firsts else min(firsts)), (0 if 0 in lasts else max(lasts))


def _of_single(text: str) -> tuple[int, int]:
    """Bounds of one date, with or without unspecified digits."""
    found = _SINGLE.fullmatch(text)
    if not found or found[1].startswith("X"):
        return 0, 0
    first, last = int(found[1].replace("X", "0")), int(found[1].replace("X", "9"))
    if first == 0:
        return 0, 0
    month, day = found[2], found[3]
    if first != last or month is None or "X" in month:
        return first * 10000 + 101, last * 10000 + 1231
    return _of_month(first, int(month), day)


def _of_month(year: int, month: int, day: str | None) -> tuple[int, int]:
    """Bounds of a month, a season or a day."""
    if month in _GROUPS and day is None:
        start, length = _GROUPS[month]
        return _packed(year, start, 1), _packed(*_month_end(year, start + length - 1))
    if not 1 <= month <= 12:
        return 0, 0
    length = monthrange(year, month)[1]
    if day is None or "X" in day:
        return _packed(year, month, 1), _packed(year, month, length)
    return (_packed(year, month, int(day)),) * 2 if 1 <= int(day) <= length else (0, 0)


def _month_end(year: int, month: int) -> tuple[int, int, int]:
    """The last day of a month that may lie in the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return year, month, monthrange(year, month)[1]


def _packed(year: int, month: int, day: int) -> int:
    """A day as one integer."""
    return year * 10000 + month * 100 + day
