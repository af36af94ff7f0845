"""Dates counted from the one told before: 三日后, 越二日, 两个月后."""

from __future__ import annotations

import re
from datetime import timedelta

from ontology.dates.calendars import day_or_none
from ontology.dates.numbers import NUMERAL, number
from ontology.dates.values import Known, Reading, day_edtf, plain_edtf

_N = f"[{NUMERAL}]"
LATER = rf"""
(?P<later> [越逾](?P<passed>{_N}{{1,2}})[日天]
  | (?:その|其の|其ノ)?(?P<wait>{_N}{{1,3}}|[两半])(?P<unit>(?<!{_N}{_N})日|天|年|周[间年]?|个?星期|个月|[かヶカケ箇]月)[之以]?后(?!期) )
"""
"""A length of time with a word for "later", in the verbose pattern of a date."""
FIRST = rf"[そ其][のノ](?={_N})|[越逾](?={_N})|[两半](?=[日天年周个])"
"""How it begins where it begins with no numeral, for a look ahead."""
_MOST_YEARS = 30
"""More is no span of time in a story: 三六年后 is after 1936."""


def later(found: re.Match[str], told: Known) -> Reading | None:
    """The day, month or year that lies so much later; nothing where what was told is not exact enough."""
    if found["passed"]:
        return Reading(edtf=days_later(told, number(found["passed"]) or 0), rule="later")
    written, unit = found["wait"], found["unit"]
    count = {"两": 2, "半": 0}.get(written) or number(written) or 0
    if unit in ("日", "天"):
        edtf = days_later(told, count)
    elif "周" in unit or "星期" in unit:
        edtf = days_later(told, 7 * count)
    elif "月" in unit:
        edtf = months_later(told, count)
    elif written == "半":
        edtf = months_later(told, 6)
    else:
        edtf = plain_edtf(told.year + count) if told.year and 0 < count <= _MOST_YEARS else ""
    return Reading(edtf=edtf, rule="later") if edtf else None


def days_later(told: Known, count: int) -> str:
    """A day some days after the one told."""
    start = day_or_none(told.year, told.month, told.day) if told.day else None
    return day_edtf(start + timedelta(days=count)) if start and start.year < 9990 else ""


def months_later(told: Known, count: int) -> str:
    """A month some months after the one told."""
    if not told.month or not count:
        return ""
    months = told.year * 12 + told.month - 1 + count
    return plain_edtf(months // 12, months % 12 + 1)
