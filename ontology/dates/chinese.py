"""What dates in Chinese characters mean: Gregorian, era, lunar, cyclical and relative ones.

One reader serves Chinese and Japanese; it goes through a text from left to right and remembers the last date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ontology.dates.calendars import day_or_none
from ontology.dates.eras import ERAS, cyclical_years
from ontology.dates.grammar import JOIN, Words
from ontology.dates.numbers import number
from ontology.dates.parts import (
    LUNAR_MONTHS,
    fixed,
    gregorian,
    is_lunar,
    lunar,
    may_be_date,
    opened,
    part_of_year,
    says_day,
    says_year,
    shifted,
    trimmed,
    two_figures,
)
from ontology.dates.telegrams import DAYS, MONTHS
from ontology.dates.values import Known, Reading, plain_edtf
from ontology.names import fold

CHINESE = Words(
    told_years={
        "同年": 0, "是年": 0, "该年": 0, "当年": 0, "其年": 0, "这一年": 0, "这年": 0,
        "次年": 1, "翌年": 1, "第二年": 1, "转年": 1,
    },
    written_years={"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "来年": 1},
    told_months={"同月": 0, "是月": 0, "当月": 0, "该月": 0, "次月": 1, "翌月": 1},
    written_months={"本月": 0, "上月": -1, "下月": 1},
    told_days={
        "同日": 0, "是日": 0, "当日": 0, "该日": 0, "当天": 0, "同一天": 0, "次日": 1, "翌日": 1, "第二天": 1, "前一日": -1,
    },
    written_days={"今日": 0, "本日": 0, "今天": 0, "昨日": -1, "昨天": -1, "明日": 1, "明天": 1, "前天": -2},
)  # fmt: skip

Piece = tuple[int, int, Reading]
"""A span of text and what it was understood to say."""


def read_dates(text: str, *, words: Words, anchor: Known) -> list[Piece]:
    """The dates of a text in Chinese characters, spans of time joined, in order."""
    folded = fold(text)
    reader = _Reader(words, anchor)
    return list(_joined(folded, reader.pieces(folded)))


def _joined(text: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Two dates with a word for "until" between them are one span of time."""
    last: Piece | None = None
    for piece in pieces:
        if last and 0 < piece[0] - last[1] <= 4 and JOIN.fullmatch(text, last[1], piece[0]):
            last = (last[0], _past_made(text, piece[1]), last[2].until(piece[2]))
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _past_made(text: str, end: int) -> int:
    """The end of a Japanese span of time: まで belongs to it."""
    return end + 2 if text.startswith(("まで", "マデ"), end) else end


class _Reader:
    """Reads dates from left to right and remembers what was told."""

    def __init__(self, words: Words, anchor: Known) -> None:
        self.words = words
        self.written = anchor
        self.told = anchor

    def pieces(self, text: str) -> Iterator[Piece]:
        """Every date of a text, before spans of time are joined."""
        for found in self.words.pattern.finditer(text):
            start, end = trimmed(found)
            if start >= end or not may_be_date(found, text):
                continue
            reading = self.understood(found)
            if reading:
                if found["born"] is None:
                    self.remember(reading)
                yield start, end, reading

    def remember(self, reading: Reading) -> None:
        """Keep what the next short date can lean on."""
        known = Known.of(reading.value(""))
        if known.year:
            self.told = replace(known, era=reading.era)

    def understood(self, found: re.Match[str]) -> Reading | None:
        """What one date says, or nothing where it is none."""
        reading = fixed(found) or self.telegram(found) or self.spoken(found)
        if reading is None:
            return None
        if found["about"] or found["about_first"]:
            reading = reading.about()
        return opened(found, reading)

    def telegram(self, found: re.Match[str]) -> Reading | None:
        """艳电, 申删电: a day in telegram code, in the month and year told before where it names none."""
        rhyme = found["coded"] or found["rhyme"]
        if not rhyme:
            return None
        base = self.told if self.told.month or found["branch"] else self.written
        month = MONTHS.get(found["branch"] or "") or base.month
        edtf = plain_edtf(base.year, month, DAYS[rhyme]) if base.year and month else ""
        return Reading(edtf=edtf, rule="telegram", era=base.era)

    def spoken(self, found: re.Match[str]) -> Reading | None:
        """A date made of year, month and day words."""
        year = self.year(found)
        if year is None:
            return None
        reading = self.month_and_day(found, year)
        if reading and found["year_from"] and reading.edtf:
            first = number(found["year_from"]) or 0
            reading = Reading(edtf=plain_edtf(first), rule="year").until(reading)
        return reading

    def year(self, found: re.Match[str]) -> Reading | None:
        """The year a date lies in: its EDTF is a year, a set of years, or empty where unknown."""
        if found["era"]:
            era = ERAS[found["era"]]
            value = number(found["era_year"])
            if value is None:
                return None
            year = era.year(value)
            calendar = "chinese_lunisolar" if year and era.is_lunar(year) else "era"
            return Reading(edtf=plain_edtf(year or 0), rule="era", calendar=calendar, era=era.name)
        if found["year"]:
            value = number(found["year"]) or 0
            return Reading(edtf=plain_edtf(value), rule="gregorian") if 1500 <= value <= 2100 else None
        if found["cyclical"]:
            return self.cyclical(found["cyclical"])
        if found["short_year"]:
            return self.short_year(found["short_year"])
        if found["year_word"]:
            return self.relative_year(found["year_word"])
        if found["month"] or found["lunar_month"]:
            return Reading(edtf=plain_edtf(self.told.year), rule="month", era=self.told.era)
        spoken = says_day(found) or found["month_word"] or found["day_word"]
        return Reading(edtf="", rule="day") if spoken else None

    def relative_year(self, word: str) -> Reading:
        """同年, 次年, 去年: counted from the date told, or from the day of writing."""
        if word in self.words.told_years:
            base, distance = self.told, self.words.told_years[word]
        else:
            base, distance = self.written, self.words.written_years[word]
            base = base if base.year else self.told
        return Reading(
            edtf=plain_edtf(base.year + distance if base.year else 0), rule="relative", era=base.era
        )

    def cyclical(self, name: str) -> Reading | None:
        """甲午年: the year of that name nearest to what is told, else all of them."""
        years = cyclical_years(name)
        if not years:
            return None
        near = self.told.year or self.written.year
        if near:
            years = (min(years, key=lambda year: abs(year - near)),)
        edtf = plain_edtf(years[0]) if len(years) == 1 else f"[{','.join(map(str, years))}]"
        return Reading(edtf=edtf, rule="cyclical", calendar="chinese_lunisolar")

    def short_year(self, digits: str) -> Reading | None:
        """二十六年七月 in the era told before; 三六年二月 in the twentieth century."""
        value = number(digits)
        if value is None:
            return None
        era = ERAS.get(self.told.era) or ERAS.get(self.written.era)
        if era:
            return Reading(
                edtf=plain_edtf(era.year(value) or 0), rule="era-short", calendar="era", era=era.name
            )
        positional = len(digits) == 2 and not set(digits) & set("十廿卅百")
        return Reading(edtf=plain_edtf(1900 + value) if positional else "", rule="short-year")

    def month_and_day(self, found: re.Match[str], year: Reading) -> Reading | None:
        """Month, day, part of the year; the year alone where there is none."""
        if found["month"] or found["lunar_month"]:
            return self.in_month(found, year)
        if found["month_word"]:
            return self.in_relative_month(found, year)
        if found["day_word"]:
            return self.relative_day(found["day_word"])
        if says_day(found):
            if says_year(found):
                return None
            reading = self.bare_day(found)
            return reading if reading.edtf or found["day"] != "一" else None  # 一日 without context: one day
        return part_of_year(found, year) if year.rule != "day" else None

    def in_month(self, found: re.Match[str], year: Reading) -> Reading | None:
        """A date whose month has a number or a lunar name."""
        month = LUNAR_MONTHS.get(found["lunar_month"] or "") or number(found["month"] or "") or 0
        pair = two_figures(found["month"] or "")
        if pair and year.edtf.isdigit():
            ends = (replace(year, edtf=plain_edtf(int(year.edtf), end)) for end in pair)
            return next(ends).until(next(ends))
        if not 1 <= month <= 12:
            return None
        if not year.edtf.isdigit():
            return replace(year, edtf="")
        if is_lunar(found, year):
            return lunar(found, year, month)
        return gregorian(found, year, month)

    def in_relative_month(self, found: re.Match[str], year: Reading) -> Reading:
        """同月, 上月 and what follows them."""
        word = found["month_word"]
        if word in self.words.told_months:
            base, distance = self.told, self.words.told_months[word]
        else:
            base, distance = self.written, self.words.written_months[word]
            base = base if base.month else self.told
        if not base.month:
            return Reading(edtf="", rule="relative")
        own_year = int(year.edtf) if year.edtf.isdigit() else base.year
        months = own_year * 12 + base.month - 1 + distance
        reading = Reading(edtf=plain_edtf(months // 12), rule="relative", era=base.era)
        return gregorian(found, reading, months % 12 + 1)

    def relative_day(self, word: str) -> Reading:
        """同日, 翌日, 本日."""
        if word in self.words.told_days:
            base, distance = self.told, self.words.told_days[word]
        else:
            base, distance = self.written, self.words.written_days[word]
            base = base if base.day else self.told
        start = day_or_none(base.year, base.month, base.day) if base.day else None
        return Reading(edtf=shifted(start, distance), rule="relative", era=base.era)

    def bare_day(self, found: re.Match[str]) -> Reading:
        """十一日: a day of the month told before."""
        base = self.told if self.told.month else self.written
        if not base.month or (self.told.year and base.year != self.told.year):
            return Reading(edtf="", rule="day")
        reading = Reading(edtf=plain_edtf(base.year), rule="day", era=base.era)
        return gregorian(found, reading, base.month)
