"""Which year a date in Chinese characters lies in: named, cyclical, shortened, or leaning on what was told."""

from __future__ import annotations

import re

from ontology.dates.eras import ERAS, cyclical_years
from ontology.dates.events import EVENT_YEARS
from ontology.dates.memory import Memory
from ontology.dates.numbers import number
from ontology.dates.parts import LUNAR_MONTHS, cyclical_era_year, era_year, says_day
from ontology.dates.values import FAR_AHEAD, Reading, plain_edtf

OF_TOLD = "那这この此"
"""How the words for "that year", "this day" begin; they are dates only where one was told."""
_WITHIN = ("month", "lunar_month", "season")
_ANNALS = 25
"""Years in one sweep of a chronicle."""
_NEAR = 4
"""Characters between the ends of a span of time."""


class Years(Memory):
    """The reader's sense of years."""

    def year(self, found: re.Match[str]) -> Reading | None:
        """The year a date lies in: its EDTF is a year, a set of years, or empty where unknown."""
        if found["era"]:
            return era_year(found)
        if found["republic"]:
            return _of_republic(number(found["republic"]) or 0)
        if found["before_year"]:
            value = 1912 - (number(found["before_year"]) or 0)
            return Reading(edtf=plain_edtf(value), rule="era", calendar="era")
        if found["event_year"]:
            return Reading(edtf=plain_edtf(EVENT_YEARS[found["event_year"]]), rule="event-year")
        if found["reign"]:
            return Reading(edtf="", rule="reign", calendar="era")
        if found["cyclical_year"]:
            return cyclical_era_year(found)
        if found["year"]:
            value = number(found["year"]) or 0
            return Reading(edtf=plain_edtf(value), rule="gregorian") if 1500 <= value <= 2100 else None
        if found["span_from"]:
            return _short_span(found["span_from"], found["span_to"])
        return self.leaning_year(found)

    def leaning_year(self, found: re.Match[str]) -> Reading | None:
        """A year that what was told, or the day of writing, makes plain."""
        if found["cyclical"]:
            return self.cyclical(found["cyclical"])
        if found["short_year"]:
            return self.short_year(found["short_year"])
        if found["year_word"]:
            return self.relative_year(found)
        if found["year_of_season"]:
            return self.year_of_season(found)
        if found["lone_year"]:
            return self.year_of_annals(found["lone_year"])
        of_era = found["listed_year"] or found["next_year"] or found["same_era"]
        if of_era:
            lasts = found["next_year"] and self.is_length(found)
            return self.short_year(of_era) if self.told.era and not lasts else None
        if found["month"] or found["lunar_month"] or found["month_pair"] or found["festival"]:
            return self.year_told(found)
        spoken = says_day(found) or found["month_word"] or found["day_word"] or found["yesterday"]
        return Reading(edtf="", rule="day") if spoken else None

    def year_told(self, found: re.Match[str]) -> Reading:
        """The year of a month without one: that of the date before, of a lunar date its lunar year."""
        base = self.told if self.told.year else self.written
        moon = base.moon
        says_lunar = found["leap"] or found["lunar_month"] or found["festival"] or found["first_ten"]
        era = ERAS.get(base.era)
        figures = (found["month"] or "一").isascii()  # 四月十六日（5月28日）: figures are the new calendar
        if moon[0] and not figures and (says_lunar or (era and era.is_lunar(moon[0]))):
            calendar = "chinese_lunisolar" if era and era.is_lunar(moon[0]) else "gregorian"
            month = LUNAR_MONTHS.get(found["lunar_month"] or "") or number(found["month"] or "") or 0
            past = (
                self.written.moon[0] == moon[0] and month - self.written.moon[1] > FAR_AHEAD
            )  # 臘月 in a paper of 正月
            return Reading(edtf=plain_edtf(moon[0] - past), rule="month", era=base.era, calendar=calendar)
        name = "" if era and era.is_lunar(base.year) and figures else base.era
        month = number(found["month"] or "") or 0
        today = (self.written.month, self.written.day) == (month, number(found["day"] or "") or -1)
        value = self.written.year if today else self.year_of_month(month)
        return Reading(edtf=plain_edtf(value), rule="month", era=name)

    def year_of_month(self, month: int) -> int:
        """The year of a month without one: that told, but of a paper's own day the one before if it is far ahead."""
        told = self.told
        if self.written.month and (not told.year or not self.told_here or told == self.written):
            return self.written.year - (1 if month - self.written.month > FAR_AHEAD else 0)
        if told.year < self.written.year and told.month - month > FAR_AHEAD:
            return told.year + 1  # from December to January, in a letter of the new year
        return told.year or self.written.year

    def year_of_season(self, found: re.Match[str]) -> Reading:
        """去冬, 今春, 翌春."""
        word = found["year_of_season"]
        base = self.base(found) if word in "翌是次该" else self.base_of_writing(bool(self.written.year))
        distance = {"去": -1, "昨": -1, "客": -1, "翌": 1, "次": 1, "来": 1, "明": 1}.get(word, 0)
        return Reading(
            edtf=plain_edtf(base.counted + distance if base.year else 0), rule="relative", era=base.era
        )

    def relative_year(self, found: re.Match[str]) -> Reading | None:
        """同年, 次年, 去年: counted from the date told, or from the day of writing."""
        word = found["year_word"]
        if word in self.words.told_years:
            base, distance = self.base(found), self.words.told_years[word]
        else:
            base, distance = self.base_of_writing(bool(self.written.year)), self.words.written_years[word]
        if word[0] in OF_TOLD and not base.year and not any(map(found.__getitem__, _WITHIN)):
            return None  # "that year", "this year" of nothing told
        return Reading(
            edtf=plain_edtf(base.counted + distance if base.year else 0), rule="relative", era=base.era
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
        certainty = "certain" if len(years) == 1 else "uncertain"
        return Reading(edtf=edtf, rule="cyclical", calendar="chinese_lunisolar", certainty=certainty)

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

    def is_length(self, found: re.Match[str]) -> bool:
        """Whether 八年 behind から is a length of time (事件から八年), as no date ends right before it."""
        near = self.last is not None and found.start() - self.last[1] <= _NEAR
        return found.string.startswith("ら", max(0, found.start() - 1)) and not near

    def year_of_annals(self, digits: str) -> Reading | None:
        """十二年 alone at the head of a clause: a year of the era told, if it comes after the one told."""
        era, value = ERAS.get(self.told.era), number(digits)
        if era is None or value is None or not self.told_here:
            return None
        return self.short_year(digits) if 0 < (era.year(value) or 0) - self.told.counted <= _ANNALS else None


def _of_republic(value: int) -> Reading:
    """民廿五年: a year of the republic."""
    return Reading(edtf=plain_edtf(1911 + value), rule="era", calendar="era", era="民国")


def _short_span(first: str, last: str) -> Reading | None:
    """1904—05年: two years of one century."""
    begin = number(first) or 0
    end = begin - begin % 100 + (number(last) or 0)
    if not 1500 <= begin < end:
        return None
    return Reading(edtf=plain_edtf(begin), rule="year").until(Reading(edtf=plain_edtf(end), rule="year"))
