"""The shape of dates in Chinese characters: one pattern for Chinese and Japanese, fed with each one's words.

The pattern only says where a date may stand and what its parts are; `chinese.py` says what they mean.
It is written for folded text (`ontology.names.fold`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ontology.dates.eras import BRANCHES, ERAS, STEMS
from ontology.dates.numbers import DIGITS, NUMERAL
from ontology.dates.telegrams import FIRST, PATTERN


@dataclass(frozen=True)
class Words:
    """The relative words of a language: each with its distance in years, months or days.

    A word of `told` leans on the date told before; a word of `written` leans on the day of writing.
    """

    told_years: Mapping[str, int]
    written_years: Mapping[str, int]
    told_months: Mapping[str, int]
    written_months: Mapping[str, int]
    told_days: Mapping[str, int]
    written_days: Mapping[str, int]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern of a date with these words."""
        years = _either(self.told_years, self.written_years)
        months = _either(self.told_months, self.written_months)
        days = _either(self.told_days, self.written_days)
        return re.compile(_shape(years, months, days), re.VERBOSE)


LUNAR = frozenset({"农历", "夏历", "阴历", "旧历", "古历", "旧暦"})
"""Words that say a date is one of the Chinese calendar."""
JULIAN = frozenset({"俄历", "儒略历", "露暦", "露历"})
"""Words that say a date is Old Style."""
N = f"[{NUMERAL}]"
_DIGIT = f"[{''.join(DIGITS)}\\d]"
_YEAR = rf"(?:[一二12１２]{_DIGIT}{{3}})"
_TO = r"(?:至|到|—{1,2}|[–―－~～〜─-]{1,2}|から|迄|ヨリ|より)"
JOIN = re.compile(rf"[ \u3000]?起?{_TO}[ \u3000]?")
"""What stands between the two ends of a span of time."""
_CALENDAR = "公元|公历|西历|西元|农历|夏历|阴历|旧历|古历|旧暦|阳历|新历|俄历|儒略历|露暦|露历"
_ERAS = "|".join(ERAS)
_GAP = r"[ \u3000]?"


def _either(*tables: Mapping[str, int]) -> str:
    """All words of some tables as alternatives, longest first."""
    return "|".join(sorted((word for table in tables for word in table), key=lambda word: (-len(word), word)))


def _shape(years: str, months: str, days: str) -> str:
    """The pattern, built for one language."""
    first = rf"[{NUMERAL}约正冬腊元闰初]|大约|{_CALENDAR}|[{STEMS}][{BRANCHES}]|{FIRST}|{years}|{months}|{days}|{_ERAS}"
    return rf"""
(?<!{N})(?<!第)(?=上世纪|本世纪|翌|{first})
(?: {_DECADE} | {_NUMERIC} | {_LIFE} | {PATTERN}
  | (?P<about_first>大约|约)? (?:(?P<calendar>{_CALENDAR}),?)?
    (?:{_year(years)} (?:[(（][^()（）]{{2,12}}年[)）])? (?:[{STEMS}][{BRANCHES}]年?)? [,，]? (?:[のノ](?=[春夏秋冬末初正{NUMERAL}]))? (?:(?P<calendar_too>{_CALENDAR}))? {_GAP})?
    (?:{_month(months)} {_GAP})?
    (?:{_day(days)})?
    (?:{_TAIL})? (?(day_from)(?:まで|マデ|迄)?) (?(month_from)(?:まで|マデ|迄)?) (?(year_from)(?:まで|マデ|迄)?)
)
(?P<about>前后|左右|上下|顷|ごろ|ころ)? (?: (?P<since>以来|至今|迄今) | (?P<before>以前|之前) )?
"""


_DECADE = rf"""
(?: (?: (?P<century>{N}{{1,3}}|上|本)世纪 )? (?P<decade_from>[二三四五六七八](?=[三四五六七八九]十))?(?P<decade>[二三四五六七八九]十|[2-9]0)年代
  | (?P<decade_year>{_YEAR})年代 | (?P<decade_era>{_ERAS})(?P<decade_number>{N}{{1,2}})年代
  | (?P<century_alone>{N}{{1,2}})世纪 )
(?:初期?|中期|中叶|末期?|后期|前期|末叶|前半|后半|初头)?
"""
_NUMERIC = r"(?P<ny>1[5-9]\d\d|20\d\d)(?P<sign>[./-])(?P<nm>\d{1,2})(?P=sign)(?P<nd>\d{1,2})(?![\d.])"
_LIFE = rf"(?<=[(（])(?P<born>1[5-9]\d\d)年?{_TO}(?P<died>1[5-9]\d\d|20\d\d)年?(?=[)）])"
_TAIL = r"""
(?P<night>夜)(?!间|里|袭)
| (?P<xun>[上中下初])旬
| (?P<half>[上下])半年
| 第(?P<quarter>[一二三四1-4])季度
| (?:初|早|仲|暮|深|晚|盛|隆|严|入)?(?P<season>[春夏秋冬])(?![节耕荒收])(?P<season_too>[春夏秋冬])?(?:之交|季|天|间)?
| (?P<edge>年?(?:初头|初|底|末)(?![中小级一二三四五六七八九十]) | 中(?=[，。、；,旬期]))
"""


def _year(words: str) -> str:
    """A year: of an era, in four digits, cyclical, relative, or short before a month."""
    return rf"""
(?: 翌?(?P<era>{_ERAS})(?P<era_year>元|{N}{{1,4}}){_GAP}年(?!代)(?:度|间)?
  | (?:(?P<year_from>{_YEAR})年?{_TO})?(?P<year>{_YEAR})(?:{_GAP}年(?!代)(?:度|间)?|(?=(?:、{_YEAR})+年))
  | (?P<cyclical>[{STEMS}][{BRANCHES}])年
  | (?P<year_word>{words})
  | (?P<short_year>{N}{{2,3}})年(?={_GAP}闰?[{NUMERAL}正冬腊元]{{1,3}}月) )
"""


def _month(words: str) -> str:
    """A month: a number, a lunar name, or relative; perhaps the last of several."""
    return rf"""
(?: (?: (?P<month_from>{N}{{1,3}})月?{_TO}(?={N}{{1,3}}月(?!{N}) ) )?
    (?P<leap>闰)?(?: (?P<lunar_month>[正冬腊]) | (?P<month>元|{N}{{1,3}}) ){_GAP}月(?:份|间)?
  | (?P<month_word>{words}) )
"""


def _day(words: str) -> str:
    """A day: a number, a lunar day, or relative; perhaps the last of several."""
    return rf"""
(?: 翌?(?: (?P<day_from>{N}{{1,3}})[日号]?{_TO}(?={N}{{1,3}}[日号]) )?
    (?P<first_ten>初)?(?P<day>{N}{{1,3}})(?:{_GAP}[日号]|(?(month)(?=(?:、{N}{{1,3}})+日)|(?!)))
  | (?P<bare_day>初[一二三四五六七八九十]|[廿卅][一二三四五六七八九]?)(?!年)
  | (?(lunar_month)(?P<after_name>[二三]?十[一二三四五六七八九]?)|(?!))
  | (?(calendar)(?P<after_calendar>[二三]?十[一二三四五六七八九]?)|(?!))
  | (?P<day_word>{words}) )
"""
