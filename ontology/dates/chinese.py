"""What dates in Chinese characters mean: Gregorian, era, lunar, cyclical and relative ones.

One reader serves Chinese and Japanese; it goes through a text from left to right and remembers the last date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ontology.dates.calendars import day_or_none
from ontology.dates.chinese_years import OF_TOLD, Years
from ontology.dates.datelines import closing, is_sent, is_signature
from ontology.dates.eras import ERAS
from ontology.dates.events import event_at
from ontology.dates.festivals import festival_of
from ontology.dates.grammar import Words
from ontology.dates.later import later
from ontology.dates.memory import TOP
from ontology.dates.numbers import number, pair
from ontology.dates.parts import (
    LUNAR_MONTHS,
    fixed,
    gregorian,
    half_of_year,
    is_lunar,
    lunar,
    may_be_date,
    of_event,
    opened,
    part_of_year,
    says_day,
    says_year,
    season_alone,
    shifted,
    trimmed,
    xun_bounds,
)
from ontology.dates.spans import joined
from ontology.dates.telegrams import DAYS, MONTHS
from ontology.dates.values import Known, Piece, Reading, plain_edtf
from ontology.names import fold

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]{2}")
_PLANNED = re.compile(r"[拟定限将准订待]")
_CLAUSE = 5
_SOON, _HALF_MONTH = 3, 15
"""Days ahead of the day of writing up to which a letter, or a newspaper, may speak of what is to come."""
_FRESH = 5
"""Days after which a report is no news."""


def read_dates(text: str, *, words: Words, anchor: Known, other: Words | None = None) -> list[Piece]:
    """The dates of a text in Chinese characters, spans of time joined, in order."""
    folded = fold(text)
    start = anchor or _closing(folded, words)
    pieces = list(joined(folded, _Reader(words, start, other=other).pieces(folded)))
    day = Known() if anchor else _of_report(folded, pieces)
    if not day:
        return pieces
    return list(joined(folded, _Reader(words, day, other=other).pieces(folded)))


def _of_report(text: str, pieces: list[Piece]) -> Known:
    """The day of a dateline such as 二十六日讯 at the top, if the first full date told is that day or just before it."""
    if not pieces or pieces[0][0] > TOP or pieces[0][2].edtf or not is_sent(text, pieces[0][1]):
        return Known()
    day = number(text[pieces[0][0] : pieces[0][1]].rstrip("日")) or 0
    told = next((Known.of_edtf(piece[2].edtf) for piece in pieces if piece[2].edtf), Known())
    if not told.day or not 0 <= day - told.day <= _FRESH:
        return Known()
    return replace(told, day=day, only_written=True)


def _closing(text: str, words: Words) -> Known:
    """The date under a letter, if it names its year and there is no dateline at the top."""
    start, end = closing(text)
    if start == end:
        return Known()
    known = [
        Known.of_edtf(reading.edtf).within(reading.era, reading.moon)
        for first, last, reading in _Reader(words, Known()).pieces(text[start:end])
        if is_signature(text[start:end], first, last)
    ]
    return replace(known[-1], only_written=True) if known and known[-1].day else Known()


class _Reader(Years):
    """Reads dates from left to right and remembers what was told."""

    def __init__(self, words: Words, anchor: Known, *, other: Words | None = None) -> None:
        super().__init__(words, anchor)
        self.other = other

    def pieces(self, text: str) -> Iterator[Piece]:
        """Every date of a text, before spans of time are joined."""
        for found in self.matches(text):
            start, end = trimmed(found)
            if start >= end or not (may_be_date(found, text) or self.is_day_of_moon(found)):
                continue
            lined = self.open_line(found, start)
            reading = self.understood(found)
            if reading:
                piece = (start, end, reading)
                if found["born"] is None and found["event"] is None:
                    self.take(found, piece)
                    if lined:
                        self.close_line(text, end)
                self.last = piece
                yield piece

    def is_day_of_moon(self, found: re.Match[str]) -> bool:
        """Whether 初八 alone is a day of the Chinese month told before."""
        return bool(self.told.moon[1] and (found["bare_day"] or "").startswith("初"))

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Whatever may be a date; lines with kana in a Chinese record are read with Japanese words."""
        own, place = self.words, 0
        while self.other and (kana := _KANA.search(text, place)):
            start = text.rfind("\n", place, kana.start()) + 1 or place
            end = text.find("\n", kana.start()) + 1 or len(text)
            yield from own.pattern.finditer(text, place, start)
            self.words = self.other
            yield from self.words.pattern.finditer(text, start, end)
            self.words, place = own, end
        yield from own.pattern.finditer(text, place)

    def understood(self, found: re.Match[str]) -> Reading | None:
        """What one date says, or nothing where it is none."""
        if found["event"]:
            return self.by_event(found)
        if found["later"]:
            return later(found, self.told if self.told_here else Known())
        if found["bare_season"]:
            return self.season(found)
        reading = fixed(found) or self.telegram(found) or self.by_name(found) or self.spoken(found)
        if reading is None:
            return None
        if found["unsure"]:
            reading = reading.unsure()
        if found["about"] or found["about_first"]:
            reading = reading.about()
        return opened(found, reading)

    def by_event(self, found: re.Match[str]) -> Reading | None:
        """九一八后; the name of an event alone is no date, but what follows may lean on it."""
        event = event_at(found.string, found.start("event"))
        if event is None:
            return None
        self.event, self.event_end = event.known, found.end()
        return of_event(found, event.edtf)

    def by_name(self, found: re.Match[str]) -> Reading | None:
        """年底, 月初, 中旬 of the year or month told before."""
        base = self.told if self.told.month or not self.written.month else self.written
        if found["edge_of_year"]:
            return Reading(edtf=plain_edtf(base.year), rule="part", era=base.era)
        if found["half_alone"]:
            year = Reading(edtf=plain_edtf(base.year), rule="part", era=base.era)
            return half_of_year(found["half_alone"], year) if base.year else year
        if not found["edge_of_month"] and not found["xun_alone"]:
            return None
        reading = Reading(
            edtf=plain_edtf(base.year, base.month) if base.month else "", rule="part", era=base.era
        )
        if not found["xun_alone"] or not base.month:
            return reading
        return replace(reading, bounds=xun_bounds(base.year, base.month, found["xun_alone"]))

    def telegram(self, found: re.Match[str]) -> Reading | None:
        """艳电, 申删电: a day in telegram code, in the month and year told before where it names none."""
        rhyme = found["coded"] or found["rhyme"]
        if not rhyme:
            return None
        base = self.told if self.told.month or found["branch"] else self.written
        month = MONTHS.get(found["branch"] or "") or base.month
        edtf = plain_edtf(base.year, month, DAYS[rhyme]) if base.year and month else ""
        return Reading(edtf=edtf, rule="telegram", era=base.era)

    def season(self, found: re.Match[str]) -> Reading | None:
        """秋天 or 开春 with no year: the first one after the date told; without such a date 秋天 is none."""
        told = self.told if self.told_here else Known()
        if not told.year and found["lone_season"]:
            return None
        return season_alone(found, told, self.rank)

    def spoken(self, found: re.Match[str]) -> Reading | None:
        """A date made of year, month and day words."""
        year = self.year(found)
        if year is None:
            return None
        if found["festival"]:
            return festival_of(found["festival"], year.edtf)
        reading = self.month_and_day(found, year)
        if reading and found["year_from"] and reading.edtf:
            first = number(found["year_from"]) or 0
            start = Reading(edtf=plain_edtf(first), rule="year")
            reading = (start.unsure() if found["from_unsure"] else start).until(reading)
        return reading

    def month_and_day(self, found: re.Match[str], year: Reading) -> Reading | None:
        """Month, day, part of the year; the year alone where there is none."""
        if found["month"] or found["lunar_month"] or found["month_pair"]:
            return self.in_month(found, year)
        if found["month_word"]:
            return self.in_relative_month(found, year)
        if found["yesterday"]:
            return self.yesterday()
        if found["day_word"]:
            return self.relative_day(found)
        if says_day(found):
            if says_year(found):
                return None
            reading = self.bare_day(found)
            return reading if reading.edtf or found["day"] != "一" else None  # 一日 without context: one day
        return part_of_year(found, year) if year.rule != "day" else None

    def in_month(self, found: re.Match[str], year: Reading) -> Reading | None:
        """A date whose month has a number or a lunar name."""
        written = found["month_pair"] or found["month"] or ""
        month = LUNAR_MONTHS.get(found["lunar_month"] or "") or number(written) or 0
        both = pair(written)
        if both and year.edtf.isdigit():
            ends = (replace(year, edtf=plain_edtf(int(year.edtf), end)) for end in both)
            return next(ends).until(next(ends))
        if not 1 <= month <= 12:
            return None
        if year.edtf.startswith("[") and says_day(found):
            return self.in_each_year(found, year, month)
        if not year.edtf.isdigit():
            return replace(year, edtf="")
        if is_lunar(found, year) and not self.is_january(found, year):
            return lunar(found, year, month)
        return gregorian(found, year, month)

    def is_january(self, found: re.Match[str], year: Reading) -> bool:
        """Whether 正月 is only the old word for January, as in Japan after 1872."""
        named = found["lunar_month"] == "正" and not (
            found["calendar"] or found["calendar_too"] or found["leap"]
        )
        era = ERAS.get(year.era)
        lunar_era = bool(era and era.is_lunar(int(year.edtf)))
        return named and self.words.solar_new_year and not lunar_era and year.edtf > "1872"

    def in_each_year(self, found: re.Match[str], year: Reading, month: int) -> Reading:
        """A day of a cyclical year without context: the set of its days."""
        days = [lunar(found, replace(year, edtf=one), month).edtf for one in year.edtf.strip("[]").split(",")]
        known = [day for day in days if day]
        edtf = f"[{','.join(known)}]" if len(known) > 1 else "".join(known)
        return replace(year, edtf=edtf, rule="lunar", certainty="uncertain" if len(known) > 1 else "certain")

    def in_relative_month(self, found: re.Match[str], year: Reading) -> Reading:
        """同月, 上月 and what follows them."""
        word = found["month_word"]
        if word in self.words.told_months:
            base, distance = self.base(found), self.words.told_months[word]
        else:
            base, distance = self.base_of_writing(bool(self.written.month)), self.words.written_months[word]
        if not base.month:
            return Reading(edtf="", rule="relative")
        if base.moon[1] and distance == 0 and word in self.words.told_months:
            year = Reading(edtf=plain_edtf(base.moon[0]), rule="relative", era=base.era, moon=base.moon)
            return lunar(found, year, base.moon[1])
        if base.moon[1] and says_day(found) and not year.edtf:
            return self.in_moon(found, base, distance)
        own_year = int(year.edtf) if year.edtf.isdigit() else base.year
        months = own_year * 12 + base.month - 1 + distance
        reading = Reading(edtf=plain_edtf(months // 12), rule="relative", era=base.era)
        return gregorian(found, reading, months % 12 + 1)

    @staticmethod
    def in_moon(found: re.Match[str], base: Known, distance: int) -> Reading:
        """本月初三日, 上月二十八日 in a paper that counts by the moon."""
        months = base.moon[0] * 12 + base.moon[1] - 1 + distance
        moon = (months // 12, months % 12 + 1, base.moon[2] and distance == 0)
        return lunar(
            found, Reading(edtf=plain_edtf(moon[0]), rule="relative", era=base.era, moon=moon), moon[1]
        )

    def relative_day(self, found: re.Match[str]) -> Reading | None:
        """同日, 翌日, 本日."""
        word = found["day_word"]
        if word in self.words.told_days:
            base, distance = self.base(found), self.words.told_days[word]
        else:
            base, distance = self.base_of_writing(bool(self.written.day)), self.words.written_days[word]
        start = day_or_none(base.year, base.month, base.day) if base.day else None
        if start is None and word[0] in OF_TOLD:
            return None
        return Reading(edtf=shifted(start, distance), rule="relative", era=base.era)

    def yesterday(self) -> Reading | None:
        """昨 alone in a report of a known day."""
        day = day_or_none(self.written.year, self.written.month, self.written.day)
        return Reading(edtf=shifted(day, -1), rule="relative", era=self.written.era) if day else None

    def bare_day(self, found: re.Match[str]) -> Reading:
        """十一日: a day of the month told before, of the lunar month if that was one."""
        base = self.told if self.told.month else self.written
        moon = base.moon
        if moon[1]:
            return lunar(
                found, Reading(edtf=plain_edtf(moon[0]), rule="day", era=base.era, moon=moon), moon[1]
            )
        if self.head.month and is_sent(found.string, found.end()):
            base = self.month_of_report(found)
        elif not base.month or (self.told.year and base.year != self.told.year):
            return Reading(edtf="", rule="day")
        if found["listed_day"] and not self.told_here:
            return Reading(edtf="", rule="day")
        if self.is_past(found, base):
            base = _month_before(base)
        reading = Reading(edtf=plain_edtf(base.year), rule="day", era=base.era)
        return gregorian(found, reading, base.month)

    def is_past(self, found: re.Match[str], base: Known) -> bool:
        """Whether a day after the day of writing is rather one of the month before: 三十日 in a letter of the third."""
        if not base.day or base != self.written:
            return False
        ahead = (number(found["day"] or found["bare_day"] or "") or 0) - base.day
        planned = _PLANNED.search(found.string, max(0, found.start() - _CLAUSE), found.start())
        return not planned and ahead > (_SOON if base.only_written else _HALF_MONTH)

    def month_of_report(self, found: re.Match[str]) -> Known:
        """The month of 三十日电 under the head of a newspaper: the one before if that day is still to come."""
        head = self.head
        if not head.day or (number(found["day"] or "") or 0) <= head.day:
            return head
        return _month_before(head)


def _month_before(known: Known) -> Known:
    """The month before that of a day."""
    months = known.year * 12 + known.month - 2
    return replace(known, year=months // 12, month=months % 12 + 1, day=0)
