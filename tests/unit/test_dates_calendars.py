"""Calendars: the Chinese one and Old Style against days known from history."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
import sxtwl
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.dates.calendars import julian_day, lunar_day, lunar_month, russian_day
from ontology.dates.numbers import number

LUNAR = """
1850-1-14 1850-02-25; 1851-L8-1 1851-09-25; 1858-4-16 1858-05-28; 1860-10-2 1860-11-14; 1861-7-17 1861-08-22;
1874-12-5 1875-01-12; 1895-3-23 1895-04-17; 1896-4-22 1896-06-03; 1898-3-6 1898-03-27; 1901-7-25 1901-09-07;
1907-3-8 1907-04-20; 1908-10-21 1908-11-14; 1911-8-19 1911-10-10; 1911-12-25 1912-02-12; 1914-10-1 1914-11-17;
1916-1-1 1916-02-03; 1920-10-1 1920-11-10; 1931-8-7 1931-09-18; 1931-8-15 1931-09-26; 1933-L5-1 1933-06-23;
1945-7-8 1945-08-15; 1949-8-10 1949-10-01
"""


@pytest.mark.parametrize("case", [case.strip() for case in LUNAR.split(";")])
def test_lunar_days(case: str) -> None:
    """Days of the Chinese calendar that history dates in both calendars."""
    written, expected = case.split()
    year, month, day = written.split("-")

    found = lunar_day(int(year), int(month.lstrip("L")), int(day), leap="L" in month)

    assert date.fromisoformat(expected) == found


def test_every_lunar_day_agrees_with_another_almanac() -> None:
    """From 1840 to 1950 each day has the number that an independent library gives it."""
    day, last = date(1840, 1, 1), date(1950, 12, 31)
    wrong = []

    while day <= last:
        other = sxtwl.fromSolar(day.year, day.month, day.day)
        named = other.getLunarYear(), other.getLunarMonth(), other.getLunarDay()
        if day != lunar_day(*named, leap=other.isLunarLeap()):
            wrong.append((day, named))
        day += timedelta(days=1)

    assert wrong == []


@pytest.mark.parametrize(
    "case", [(1932, 5, 1, True), (1936, 13, 1, False), (1936, 1, 31, False), (1936, 1, 0, False)]
)
def test_days_the_chinese_calendar_lacks(case: tuple[int, int, int, bool]) -> None:
    """A leap month that the year did not have, a 31st day: nothing, not a neighbour."""
    year, month, day, leap = case

    assert lunar_day(year, month, day, leap=leap) is None


@pytest.mark.parametrize("year", range(1850, 1951, 10))
def test_lunar_months_follow_each_other(year: int) -> None:
    """The months of a year leave no day out and count none twice."""
    spans = sorted(
        span for leap in (False, True) for month in range(1, 13) if (span := lunar_month(year, month, leap))
    )

    assert all(before[1] + timedelta(days=1) == after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((1800, 2, 28), "1800-03-11"), ((1800, 2, 29), "1800-03-12"), ((1858, 5, 16), "1858-05-28"),
        ((1900, 2, 28), "1900-03-12"), ((1900, 2, 29), "1900-03-13"), ((1900, 3, 1), "1900-03-14"),
        ((1904, 2, 29), "1904-03-13"), ((1917, 10, 25), "1917-11-07"), ((1918, 1, 31), "1918-02-13"),
    ],
)  # fmt: skip
def test_old_style_days(old: tuple[int, int, int], new: str) -> None:
    """The Julian calendar falls back by one more day at the turn of most centuries."""
    assert date.fromisoformat(new) == julian_day(*old)


@settings(deadline=None)
@given(st.dates(min_value=date(1700, 3, 12), max_value=date(2100, 1, 1)))
def test_old_style_days_follow_each_other(day: date) -> None:
    """The day after an Old Style day is the day after its New Style day."""
    first, second = julian_day(day.year, day.month, day.day), julian_day(*_next_julian(day))

    assert first is not None
    assert second is not None
    assert first + timedelta(days=1) == second


def _next_julian(day: date) -> tuple[int, int, int]:
    """The Julian day after a day whose name exists in both calendars."""
    if (day.month, day.day) == (2, 28) and day.year % 4 == 0:
        return day.year, 2, 29
    following = day + timedelta(days=1)
    return following.year, following.month, following.day


@pytest.mark.parametrize("day", range(1, 14))
def test_days_that_russia_skipped(day: int) -> None:
    """1 to 13 February 1918 never were."""
    assert russian_day(1918, 2, day) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一九三六", 1936), ("二〇〇〇", 2000), ("一九四○", 1940), ("二十五", 25), ("十", 10), ("十一", 11), ("廿六", 26),
        ("卅", 30), ("百零五", 105), ("元", 1), ("1936", 1936), ("１９３６", 1936), ("三十七八", None), ("", None), ("年", None),
    ],
)  # fmt: skip
def test_numbers(text: str, value: int | None) -> None:
    """Numbers in every script of the archives; an odd string is none."""
    assert value == number(text)
