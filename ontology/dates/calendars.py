"""From the Chinese and the Julian calendar to the Gregorian one, and back to nothing where a day never was."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from lunar_python import LunarYear, Solar

_REFORM = date(1918, 2, 14)
"""First day of the Gregorian calendar in Russia; the day before it was 31 January Old Style."""


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The Gregorian day, or nothing where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def lunar_month(year: int, month: int, leap: bool = False) -> tuple[date, date] | None:
    """First and last Gregorian day of a month of the Chinese calendar, or nothing where the year lacks it."""
    if not (1600 <= year <= 2100 and 1 <= month <= 12):
        return None
    found = LunarYear.fromYear(year).getMonth(-month if leap else month)
    if found is None:
        return None
    first = Solar.fromJulianDay(found.getFirstJulianDay())
    start = date(first.getYear(), first.getMonth(), first.getDay())
    return start, start + timedelta(days=found.getDayCount() - 1)


def lunar_day(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The Gregorian day of a day of the Chinese calendar."""
    span = lunar_month(year, month, leap)
    if span is None or day < 1:
        return None
    found = span[0] + timedelta(days=day - 1)
    return found if found <= span[1] else None


def julian_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of an Old Style day, or nothing where the calendar has no such day."""
    leap_only_there = (month, day) == (2, 29) and year % 100 == 0 and year % 400 != 0
    written = date(year, 2, 28) if leap_only_there and year > 0 else day_or_none(year, month, day)
    if written is None or not 1582 < year < 2200:
        return None
    return written + timedelta(days=_lag(year, month) + (1 if leap_only_there else 0))


def russian_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a day in a Russian paper: Old Style before the reform of 1918."""
    if (year, month, day) < (1918, 2, 1):
        return julian_day(year, month, day)
    found = day_or_none(year, month, day)
    return found if found and found >= _REFORM else None


def old_style(day: date) -> tuple[int, int, int]:
    """Year, month and day that the Julian calendar gives a Gregorian day."""
    found = day - timedelta(days=_lag(day.year, day.month))
    if julian_day(found.year, found.month, found.day) != day:  # around 29 February of a century
        found += timedelta(days=1)
    return found.year, found.month, found.day


def _lag(year: int, month: int) -> int:
    """How many days the Julian calendar is behind on a Julian day; it grows on 29 February of most centuries."""
    # From 29 February on (handled by the caller) and in every later month the new century counts.
    counted = year if month > 2 else year - 1
    return counted // 100 - counted // 400 - 2
