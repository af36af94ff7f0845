"""From what a rule understood to a DateValue, and from a DateValue to what the next date can lean on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ontology.dates.bounds import edtf_bounds
from ontology.dates.calendars import day_or_none
from ontology.records import DateValue

_FULL = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")

_SEASON = re.compile(r"\d{4}-2[1-4]")

RANKS = {"-21": 4, "-22": 7, "-23": 10, "-24": 12}
"""A month in the middle of a season, by the end of its EDTF."""
LAST_MONTHS = {21: 5, 22: 8, 23: 11, 24: 12}
"""The month after which a season with no year lies in the next one."""

FAR_AHEAD = 6
"""Months after the day of writing beyond which a month without a year is rather one of the past."""

Found = tuple[int, int, DateValue]
"""A span of the text that was read, half-open, and the date it states."""


Moon = tuple[int, int, bool]
"""Year and month of the Chinese calendar, and whether the month is a leap one; zeros where unknown."""
NO_MOON: Moon = (0, 0, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known when a short date is read: year, month and day of a date before it; 0 where unknown."""

    year: int = 0
    month: int = 0
    day: int = 0
    era: str = ""  # the era in which that date was written, if any
    only_written: bool = False  # the date under a letter: says when it was written, tells nothing before
    old: bool = False  # written in Old Style: days that follow are too
    moon: Moon = NO_MOON  # the month of the Chinese calendar, if it was written in that

    @property
    def counted(self) -> int:
        """The year as it was written: of a lunar date its lunar year, which may end after New Year."""
        return self.moon[0] or self.year

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.year)

    def within(self, era: str, moon: Moon) -> Known:
        """The same day, written in an era or in a month of the Chinese calendar."""
        return Known(year=self.year, month=self.month, day=self.day, era=era, moon=moon)

    @classmethod
    def of(cls, value: DateValue | None) -> Known:
        """What a date tells the next one: of a span of time, its end."""
        return cls.of_edtf(value.edtf) if value else cls()

    @classmethod
    @lru_cache(maxsize=8192)
    def of_edtf(cls, edtf: str) -> Known:
        """The same for an EDTF expression."""
        found = _FULL.match(edtf.lstrip("[").removesuffix("/..").rpartition("/")[2])
        if not found or (edtf.startswith("[") and not found[3]):
            return cls()
        month = int(found[2] or 0)
        return cls(year=int(found[1]), month=month if month <= 12 else 0, day=int(found[3] or 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One understood date before it becomes a value: its EDTF, calendar and rule; narrower bounds if known."""

    edtf: str
    rule: str
    calendar: str = "gregorian"
    certainty: str = "certain"
    bounds: tuple[int, int] = (0, 0)
    readings: tuple[str, ...] = ()
    era: str = ""
    moon: Moon = NO_MOON

    def value(self, raw: str) -> DateValue:
        """The finished value of an expression as written."""
        lo, hi = self.bounds if any(self.bounds) else edtf_bounds(self.edtf)
        return DateValue(
            raw=raw,
            edtf=self.edtf,
            lo=lo,
            hi=hi,
            calendar=self.calendar,
            certainty=self.certainty,
            rule=self.rule,
            readings=self.readings or self._members(),
        )

    def at(self, edtf: str) -> Reading:
        """The same reading of another day; built by hand, as it is the most frequent step."""
        return Reading(
            edtf=edtf,
            rule=self.rule,
            calendar=self.calendar,
            certainty=self.certainty,
            era=self.era,
            moon=self.moon,
        )

    def _members(self) -> tuple[str, ...]:
        """The members of a set of two or more readings."""
        return tuple(self.edtf[1:-1].split(",")) if self.edtf.startswith("[") else ()

    def unsure(self) -> Reading:
        """The same date with a question mark."""
        if not self.edtf or not self.edtf[-1].isdigit() or "/" in self.edtf:
            return replace(self, certainty="uncertain")
        return replace(self, edtf=f"{self.edtf}?", certainty="uncertain")

    def about(self) -> Reading:
        """The same date, said to be approximate."""
        if not self.edtf or self.edtf.endswith("~"):
            return self
        ends = self.edtf.split("/")
        takes_sign = "[" not in self.edtf and not any(_SEASON.fullmatch(end) for end in ends)
        edtf = (
            "/".join(f"{end}~" for end in ends) if takes_sign else self.edtf
        )  # no sign on a season in level 1
        return replace(self, edtf=edtf, certainty="approximate")

    def since(self) -> Reading:
        """From this date until now; of a decade or century from its first year."""
        return replace(self, edtf=f"{self.edtf.replace('X', '0')}/..", bounds=(0, 0))

    def before(self) -> Reading:
        """Up to this date; of a decade or century up to its first year."""
        return replace(self, edtf=f"../{self.edtf.replace('X', '0')}", bounds=(0, 0))

    def until(self, end: Reading) -> Reading:
        """The span of time from this date to another one."""
        first, last = self.edtf.partition("/")[0], end.edtf.rpartition("/")[2]
        usable = bool(first and last) and "[" not in first + last
        lo, hi = edtf_bounds(self.edtf)[0], edtf_bounds(end.edtf)[1]
        if usable is False and self._members() and len(self._members()) == len(end._members()):
            both = zip(self._members(), end._members(), strict=True)
            readings = tuple(f"{one}/{other}" for one, other in both)
            return Reading(
                edtf="",
                rule=f"{end.rule}-range",
                calendar="unknown",
                certainty="uncertain",
                readings=readings,
            )
        if not usable or lo > hi:
            return Reading(edtf="", rule=f"{self.rule}-range", calendar=self.calendar)
        return Reading(
            edtf=f"{first}/{last}",
            rule=f"{end.rule}-range",
            calendar=self.calendar if self.calendar == end.calendar else "mixed",
            certainty=self.certainty if self.certainty != "certain" else end.certainty,
            bounds=(self.bounds[0] or lo, end.bounds[1] or hi),
            era=end.era,
            moon=end.moon,
        )


Piece = tuple[int, int, Reading]
"""A span of text and what it was understood to say."""


def day_edtf(day: date | None) -> str:
    """A day in EDTF; empty where there is none."""
    return day.isoformat() if day else ""


def plain_edtf(year: int, month: int = 0, day: int = 0) -> str:
    """A Gregorian year, month or day in EDTF; empty where the calendar has no such day."""
    if not 1 <= year <= 9999 or month > 12:
        return ""
    if not month:
        return f"{year:04d}"
    return day_edtf(day_or_none(year, month, day)) if day else f"{year:04d}-{month:02d}"


def span_edtf(span: tuple[date, date] | None) -> str:
    """A span of days in EDTF; empty where there is none."""
    return f"{span[0].isoformat()}/{span[1].isoformat()}" if span else ""
