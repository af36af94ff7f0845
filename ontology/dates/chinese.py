"""What dates in Chinese characters mean: Gregorian, era, lunar, cyclical and relative ones.

One reader serves Chinese and Japanese; it goes through a text from left to right and remembers the last date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from ontology.dates.calendars import day_or_none, julian_day, lunar_day, lunar_month
from ontology.dates.eras import ERAS, cyclical_years
from ontology.dates.grammar import JOIN, JULIAN, LUNAR, Words
from ontology.dates.numbers import number
from ontology.dates.values import Known, Reading, day_edtf, plain_edtf, span_edtf
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

_SEASON = {"春": 21, "夏": 22, "秋": 23, "冬": 24}
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_XUN = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
_NAME_AFTER_MONTH = re.compile(r"革命|事变|惨案|起义|风暴|暴动|党人|事件|饼|经")
_COUNTED_BEFORE = re.compile(
    r"(?:[第每近约达历经共满隔数几需费仅逾越迟早晚凡延]|历时|持续|激战|苦战|血战|连续|为期)$"
)
_SPAN_AFTER = re.compile(
    rf"[内后间之来以余多游]|[{''.join('一二三四五六七八九十')}\d]+[夜天]|(?<=号)|本(?!部|军|县|市|省|团|师|队|日)"
)
_PEOPLE_AFTER = re.compile(r"[军伪方寇元语人兵俄满]")

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
            start, end = _trimmed(found)
            if start >= end or not _may_be_date(found, text):
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
        reading = _fixed(found) or self.spoken(found)
        if reading is None:
            return None
        if found["about"] or found["about_first"]:
            reading = reading.about()
        return _open(found, reading)

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
        spoken = _says_day(found) or found["month_word"] or found["day_word"]
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
        if _says_day(found):
            if _says_year(found):
                return None
            return self.bare_day(found)
        return _part_of_year(found, year) if year.rule != "day" else None

    def in_month(self, found: re.Match[str], year: Reading) -> Reading | None:
        """A date whose month has a number or a lunar name."""
        month = _LUNAR_MONTHS.get(found["lunar_month"] or "") or number(found["month"] or "") or 0
        if not 1 <= month <= 12:
            return None
        if not year.edtf.isdigit():
            return replace(year, edtf="")
        if _is_lunar(found, year):
            return _lunar(found, year, month)
        return _gregorian(found, year, month)

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
        return _gregorian(found, reading, months % 12 + 1)

    def relative_day(self, word: str) -> Reading:
        """同日, 翌日, 本日."""
        if word in self.words.told_days:
            base, distance = self.told, self.words.told_days[word]
        else:
            base, distance = self.written, self.words.written_days[word]
            base = base if base.day else self.told
        start = day_or_none(base.year, base.month, base.day) if base.day else None
        return Reading(edtf=_shifted(start, distance), rule="relative", era=base.era)

    def bare_day(self, found: re.Match[str]) -> Reading:
        """十一日: a day of the month told before."""
        base = self.told if self.told.month else self.written
        if not base.month or (self.told.year and base.year != self.told.year):
            return Reading(edtf="", rule="day")
        reading = Reading(edtf=plain_edtf(base.year), rule="day", era=base.era)
        return _gregorian(found, reading, base.month)


def _trimmed(found: re.Match[str]) -> tuple[int, int]:
    """The span of the date itself: without 公历 before it, and a comma, a space or the hour after it."""
    start, end = found.span()
    if found["calendar"] and found["calendar"] not in LUNAR:
        start = found.end("calendar")
    if found["night"]:
        end = min(end, found.start("night"))
    return start, start + len(found.string[start:end].rstrip("，, \u3000"))


def _may_be_date(found: re.Match[str], text: str) -> bool:
    """Whether the neighbours allow a date: 十月革命 is a name, 激战三日 a length of time."""
    if _says_year(found) or found["day_word"] or found["month_word"]:
        return True
    before, after = text[max(found.start() - 2, 0) : found.start()], text[found.end() : found.end() + 3]
    if found["month"] and not _says_day(found):
        return not (_NAME_AFTER_MONTH.match(after) or before.endswith(("个", "第", "几", "数", "每")))
    if found["day"] and not found["month"] and not found["lunar_month"]:
        if found[0].endswith("号") or _COUNTED_BEFORE.search(before) or _SPAN_AFTER.match(after):
            return False
        return not (found["day"] in "一二三四五六七八九" and _PEOPLE_AFTER.match(after))
    return not (found["bare_day"] and not found["month"] and not found["lunar_month"])


def _says_year(found: re.Match[str]) -> bool:
    """Whether a date names its year."""
    return bool(
        found["era"] or found["year"] or found["cyclical"] or found["year_word"] or found["short_year"]
    )


def _says_day(found: re.Match[str]) -> bool:
    """Whether a date has a numbered day."""
    return bool(_day_digits(found))


def _day_digits(found: re.Match[str]) -> str:
    """The digits of the day, empty where there is none."""
    digits = found["day"] or found["bare_day"] or found["after_name"] or found["after_calendar"] or ""
    return digits.removeprefix("初")


def _is_lunar(found: re.Match[str], year: Reading) -> bool:
    """Whether month and day are those of the Chinese calendar."""
    calendar = found["calendar_too"] or found["calendar"]
    if calendar:
        return calendar in LUNAR
    marked = found["leap"] or found["lunar_month"] or found["first_ten"]
    return bool(marked) or (found["bare_day"] or "").startswith("初") or year.calendar == "chinese_lunisolar"


def _lunar(found: re.Match[str], year: Reading, month: int) -> Reading:
    """A month or a day of the Chinese calendar as Gregorian days."""
    leap = bool(found["leap"])
    reading = replace(year, rule="lunar", calendar="chinese_lunisolar")
    digits = _day_digits(found)
    if not digits:
        return replace(reading, edtf=span_edtf(lunar_month(int(year.edtf), month, leap)))
    day = lunar_day(int(year.edtf), month, number(digits) or 0, leap=leap)
    reading = replace(reading, edtf=day_edtf(day))
    first = number(found["day_from"] or "")
    if first is None:
        return reading
    start = day_edtf(lunar_day(int(year.edtf), month, first, leap=leap))
    return replace(reading, edtf=start).until(reading)


def _gregorian(found: re.Match[str], year: Reading, month: int) -> Reading:
    """A Gregorian month, part of it, or day; the last of several makes a span of time."""
    number_of_year, digits = int(year.edtf), _day_digits(found)
    if digits:
        reading = replace(year, edtf=plain_edtf(number_of_year, month, number(digits) or 32))
        if (found["calendar_too"] or found["calendar"]) in JULIAN:
            old = julian_day(number_of_year, month, number(digits) or 32)
            return replace(year, edtf=day_edtf(old), rule="old-style", calendar="julian")
        first = number(found["day_from"] or "")
        if first is None:
            return reading
        return replace(year, edtf=plain_edtf(number_of_year, month, first or 32)).until(reading)
    reading = replace(year, edtf=plain_edtf(number_of_year, month))
    if found["xun"]:
        return replace(reading, bounds=_xun_bounds(number_of_year, month, found["xun"]))
    first = number(found["month_from"] or "")
    if first is None:
        return reading
    return replace(year, edtf=plain_edtf(number_of_year, first)).until(reading)


def _xun_bounds(year: int, month: int, part: str) -> tuple[int, int]:
    """First and last day of a third of a month."""
    first, last = _XUN[part]
    while not day_or_none(year, month, last):
        last -= 1
    base = year * 10000 + month * 100
    return base + first, base + last


def _part_of_year(found: re.Match[str], year: Reading) -> Reading | None:
    """A season, half or quarter of a year; the year itself for its beginning and end."""
    if found["xun"] or found["night"]:
        return year if _says_year(found) else None
    if not year.edtf.isdigit():
        return year
    if found["season"]:
        return _season(found, year)
    if found["half"]:
        return replace(
            year,
            edtf=f"{year.edtf}-01/{year.edtf}-06"
            if found["half"] == "上"
            else f"{year.edtf}-07/{year.edtf}-12",
        )
    if found["quarter"]:
        last = (number(found["quarter"]) or 1) * 3
        return replace(year, edtf=f"{year.edtf}-{last - 2:02d}/{year.edtf}-{last:02d}")
    return year


def _season(found: re.Match[str], year: Reading) -> Reading:
    """A season, or two that follow each other."""
    first = replace(year, edtf=f"{year.edtf}-{_SEASON[found['season']]}")
    if not found["season_too"]:
        return first
    return first.until(replace(year, edtf=f"{year.edtf}-{_SEASON[found['season_too']]}"))


def _fixed(found: re.Match[str]) -> Reading | None:
    """Dates that need no context: decades, centuries, figures with dots, years of life."""
    if found["ny"]:
        return Reading(
            edtf=plain_edtf(int(found["ny"]), int(found["nm"]) or 13, int(found["nd"]) or 32), rule="figures"
        )
    if found["born"]:
        return Reading(edtf=found["born"], rule="years-of-life").until(
            Reading(edtf=found["died"], rule="years-of-life")
        )
    if found["decade_year"]:
        return Reading(edtf=f"{(number(found['decade_year']) or 0) // 10}X", rule="decade")
    if found["decade"]:
        century = number(found["century"] or "") if found["century"] not in ("上", "本") else 20
        return Reading(edtf=f"{(century or 20) - 1}{(number(found['decade']) or 0) // 10}X", rule="decade")
    if found["century_alone"]:
        century = number(found["century_alone"]) or 0
        return Reading(edtf=f"{century - 1}XX", rule="century") if 11 <= century <= 21 else None
    if found["decade_era"]:
        first = ERAS[found["decade_era"]].year(number(found["decade_number"]) or 0)
        return Reading(edtf=f"{first}/{first + 9}" if first else "", rule="era-decade", calendar="era")
    return None


def _open(found: re.Match[str], reading: Reading) -> Reading:
    """A date from or up to which something lasted."""
    if not reading.edtf or "/" in reading.edtf or "[" in reading.edtf:
        return reading
    if found["since"]:
        return replace(reading, edtf=f"{reading.edtf}/..", bounds=(0, 0))
    return replace(reading, edtf=f"../{reading.edtf}", bounds=(0, 0)) if found["before"] else reading


def _shifted(start: date | None, days: int) -> str:
    """A day some days later in EDTF; empty where the first day is unknown."""
    try:
        return day_edtf(start + timedelta(days=days) if start else None)
    except OverflowError:
        return ""
