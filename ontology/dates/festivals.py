"""Days that bear a name: 除夕, 端午, 中秋 of the Chinese calendar, 清明 and 冬至 of the sun, 元旦."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from lunar_python import Solar

from ontology.dates.calendars import day_or_none, lunar_day, lunar_month
from ontology.dates.numbers import NUMERAL
from ontology.dates.values import Reading, day_edtf

_LUNAR = {
    "春节": (1, 1), "大年初一": (1, 1), "元宵": (1, 15), "上元": (1, 15), "灯节": (1, 15), "端午": (5, 5), "端阳": (5, 5),
    "七夕": (7, 7), "中元": (7, 15), "中秋": (8, 15), "重阳": (9, 9), "重九": (9, 9), "腊八": (12, 8), "小年": (12, 23),
    "二月二": (2, 2), "三月三": (3, 3), "六月六": (6, 6), "九月九": (9, 9),
}  # fmt: skip
_LAST_DAY = ("除夕", "大年三十", "大年夜", "年三十")
_TERMS = ("清明", "冬至")
_FIXED = {
    "元旦": (1, 1), "双十节": (10, 10), "国庆节": (10, 1), "五一国际劳动节": (5, 1), "五一劳动节": (5, 1), "五一节": (5, 1),
    "八一建军节": (8, 1), "建军节": (8, 1), "三八妇女节": (3, 8), "三八节": (3, 8), "十月革命节": (11, 7),
}  # fmt: skip
_REPUBLIC = 1949
_NAMES = "|".join(sorted((*_LUNAR, *_LAST_DAY, *_TERMS, *_FIXED), key=lambda name: (-len(name), name)))
FESTIVAL = rf"(?P<festival>(?!冬至[^，。、；节日夜前后\s]|年三十[{NUMERAL}岁多余有]|.月.[{NUMERAL}日号、至到])(?:{_NAMES}))(?:佳节|节)?(?:当天|当日|当晚|之夜|前夜|夜|日)?(?![上]河|县|镇|村|屯|[月]?饼|粽|晚会|联欢|诗|词)"
"""A day with a name in a text."""
FIRST = "春节|大年|元宵|上元|灯节|端[午阳]|七夕|中[元秋]|重[阳九]|腊八|小年|除夕|年三十|清明|冬至|元旦|双十节|国庆节|五一(?:国际)?(?:劳动)?节|(?:八一)?建军节|三八(?:妇女)?节|十月革命节"
"""How such a name begins, for a look ahead."""


def festival(name: str, year: int) -> Reading:
    """The day of that name in a year; of a lunar day the year is the lunar one."""
    if name in _LAST_DAY:
        month = lunar_month(year, 12)
        return _lunar(month[1] if month else None)
    if name in _LUNAR:
        return _lunar(lunar_day(year, *_LUNAR[name]))
    if name in _TERMS:
        return Reading(edtf=day_edtf(_term(name, year)), rule="festival")
    if name == "元旦" and year < 1912:  # before the republic: the lunar new year
        return _lunar(lunar_day(year, 1, 1))
    if name == "国庆节" and year < _REPUBLIC:
        name = "双十节"
    return Reading(edtf=day_edtf(day_or_none(year, *_FIXED[name])), rule="festival")


def festival_of(name: str, years: str) -> Reading | None:
    """The day of that name in a year, or in each of a set of years; nothing where the year is unknown."""
    if not years.startswith("["):
        return festival(name, int(years)) if years.isdigit() else None
    days = [festival(name, int(year)).edtf for year in years.strip("[]").split(",")]
    return Reading(
        edtf=f"[{','.join(days)}]" if all(days) else "",
        rule="festival",
        calendar="chinese_lunisolar",
        certainty="uncertain",
    )


def _lunar(day: date | None) -> Reading:
    """A festival of the Chinese calendar."""
    return Reading(edtf=day_edtf(day), rule="festival", calendar="chinese_lunisolar")


@lru_cache(maxsize=512)
def _term(name: str, year: int) -> date | None:
    """The day of a solar term, or nothing outside the years that are computed."""
    if not 1600 <= year <= 2100:
        return None
    table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
    found = table["DONG_ZHI" if name == "冬至" else name]  # the table's own 冬至 is that of the winter before
    return date(found.getYear(), found.getMonth(), found.getDay())
