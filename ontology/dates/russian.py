"""Dates in Russian texts: month names in every case, Old and New Style, double dates, seasons, decades.

Written for the modernised layer, and tolerant of old letters. Days before the reform of 1918 are Old Style
unless they say otherwise; months and years stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from ontology.dates.calendars import day_or_none, julian_day, lunar_day, russian_day
from ontology.dates.eras import ERAS
from ontology.dates.values import Known, Reading, day_edtf, plain_edtf

_MONTHS = (
    "янв(?:ар(?:ь|я|ю|[её]м|е)|\\.)", "фев(?:рал(?:ь|я|ю|[её]м|е)|р?\\.)", "март(?:а|у|ом|е)?|мар\\.",
    "апр(?:ел(?:ь|я|ю|ем|е)|\\.)", "ма(?:й|я|ю|ем|е)", "июн(?:ь|я|ю|ем|е)", "июл(?:ь|я|ю|ем|е)",
    "авг(?:уст(?:а|у|ом|е)?|\\.)", "сен(?:тябр(?:ь|я|ю|[её]м|е)|т?\\.)", "окт(?:ябр(?:ь|я|ю|[её]м|е)|\\.)",
    "ноя(?:бр(?:ь|я|ю|[её]м|е)|б?\\.)", "дек(?:абр(?:ь|я|ю|[её]м|е)|\\.)",
)  # fmt: skip
_STARTS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = rf"(?:{'|'.join(_MONTHS)})ъ?(?![а-яё])"
_OLD_LETTERS = str.maketrans("ѣѢіІ", "еЕиИ")
_YEAR = r"(?:1[5-9]|20)\d\d"
_UNIT = r"(?:годъ?(?:а|у|ом|е|ы|ов|ах|ам)?(?![а-яё])|гг?\.|г(?![а-яё.]))"
_RELATIVE_YEARS = {
    r"то[гм](?:о|ъ)?\s+же\s+год[ау]": 0, r"тот\s+же\s+год": 0, r"эт(?:ого|ом)\s+же\s+год[ау]": 0,
    r"следующ(?:его|ем)ъ?\s+год[ау]": 1, r"предыдущ(?:его|ем)ъ?\s+год[ау]": -1,
}  # fmt: skip
_WRITTEN_YEARS = {
    r"с(?:его|ем)\s+год[ау]|с\.\s?г\.": 0, r"(?:эт|нынешн|текущ)(?:ого|ом|его|ем)ъ?\s+год[ау]": 0,
    r"прошл(?:ого|ом|аго)ъ?\s+год[ау]": -1,
}  # fmt: skip
_YEAR_WORD = "|".join([*_RELATIVE_YEARS, *_WRITTEN_YEARS])
_DAY_WORDS = {r"то(?:го|т)\s+же\s+(?:дня|день|числа)": 0, r"следующ(?:ий|его)\s+д(?:ень|ня)": 1}
_SEASONS = {"весн": 21, "лет": 22, "осен": 23, "зим": 24}
_ROMAN = {"XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21}
_REIGNS = {"сян": "咸丰", "тун": "同治", "гуан": "光绪", "сюан": "宣统"}
_TENS = {"двадцат": 2, "тридцат": 3, "сороков": 4, "пятидесят": 5, "шестидесят": 6, "семидесят": 7}

_PATTERN = re.compile(
    rf"""(?<![а-яёa-z\d.])(?:(?P<about>около|приблизительно\s+в)\s+|(?P<before>до)\s+)?
(?: (?P<reign_day>\d{{1,2}})-(?:й|го)\s+д(?:ень|ня)\s+(?P<reign_month>\d{{1,2}})-й\s+луны\s+(?P<reign_year>\d{{1,2}})-го\s+года\s+(?P<reign>сян|тун|гуан|сюан)[\w-]*
  | (?P<nd>\d{{1,2}})\.(?P<nm>\d{{1,2}}|[IVX]{{1,4}})\.(?P<ny>{_YEAR})(?!\d)(?:\s*{_UNIT})?
  | (?:(?:с\s+|от\s+)?(?P<day_from>\d{{1,2}})(?:-?го)?\s*(?:\s(?:по|до|на)\s|[—–-])\s*(?=\d{{1,2}}(?:-?[её]|-?го)?\s+{_MONTH}))?
    (?:(?P<day>\d{{1,2}})(?:-?(?:го|е|ое))?
       (?:\s*(?:\((?P<day_two>\d{{1,2}})\)|/\s*(?P<day_slash>\d{{1,2}})(?!\d)))?\s+)?
    (?P<month>{_MONTH})
    (?:\s*[(/]\s*(?P<day_other>\d{{1,2}})\s+(?P<month_other>{_MONTH})\s*\)?)?
    (?:,?\s+(?:(?P<year>{_YEAR})(?!\d)(?:-?го)?(?:\s*{_UNIT})?|(?P<month_year_word>{_YEAR_WORD})))?
  | (?P<season>весн|лет|осен|зим)(?:а|о|у|ы|ь|ью|ой|ою|е|и|ом)ъ?\s+(?P<season_year>{_YEAR})(?:\s?[/—–-]\s?(?:19)?\d\d)?(?!\d)(?:-?го)?(?:\s*{_UNIT})?
  | (?P<war_from>{_YEAR})[—–/-](?P<war_to>\d\d)\s*гг?\.
  | (?:(?P<half>перв|втор)[а-яё]+\s+половин[а-яё]+\s+)?(?:(?:с\s+)?(?P<year_from>{_YEAR})(?:\s*{_UNIT})?\s*(?:\s(?:по|до)\s|[—–-])\s*)?
    (?P<year_alone>{_YEAR})(?:(?:-?(?:го|й|м|ый|ом))?\s*{_UNIT}|(?=(?:,\s*{_YEAR})*\s+и\s+{_YEAR}\s*{_UNIT}))
  | (?P<decade>(?:1[5-9]|20)?\d0)-?(?:е|х|ые|ых)\s*(?:годы|годов|годах|гг\.|г\.)(?:\s+(?P<decade_century>XVI{{0,3}}|XIX|XXI?)\s*(?:век|столет|в\.)[а-яё]*)?
  | (?P<decade_word>{"|".join(_TENS)})(?:ые|ых)\s+год(?:ы|ов|ах)
  | (?P<century>XVI{{0,3}}|XIX|XXI?)(?:-?(?:й|го|м|ый))?\s*(?:век(?:а|у|ом|е)?(?![а-яё])|столети[еяю]м?|в\.)
  | (?P<number_day>\d{{1,2}})(?:-?го)?\s+(?:числа(?![а-яё])|сего\s+месяца|того\s+же\s+месяца)
  | (?P<year_word>{_YEAR_WORD})(?![а-яё])
  | (?P<day_word>{"|".join(_DAY_WORDS)})(?![а-яё])
)
(?:,?\s*\(?(?:по\s+)?(?P<style>ст\.?\s*ст(?:\.|илю)|н\.?\s*ст(?:\.|илю)|старого\s+стиля|нового\s+стиля|старому\s+стилю|новому\s+стилю)\)?)?
""",
    re.VERBOSE | re.IGNORECASE,
)
_UNTIL = re.compile(r"\s*(?:\s(?:по|до)\s|[—–-])\s*", re.IGNORECASE)
_SINCE = re.compile(r"(?<![а-яё])(?:с|со|от)\s+$", re.IGNORECASE)
_MONTH_NAMES_OF_THINGS = re.compile(r"\s+революци|\s+восстани")

Piece = tuple[int, int, Reading]


@dataclass(frozen=True, slots=True)
class _Match:
    """A found expression with the place it ends at."""

    found: re.Match[str]

    def __getitem__(self, name: str) -> str:
        """A part of the expression, empty where absent."""
        return self.found[name] or ""

    @property
    def says_year(self) -> bool:
        """Whether the expression names its year."""
        return any(
            self[name]
            for name in ("year", "year_alone", "season_year", "month_year_word", "year_word", "ny", "war_to")
        )


def read_russian_dates(text: str, *, anchor: Known) -> list[Piece]:
    """The dates of a Russian text, spans of time joined, in order."""
    plain = text.translate(_OLD_LETTERS)
    matches = [_Match(found) for found in _PATTERN.finditer(plain) if _may_be_date(found, plain)]
    return list(_read(plain, matches, anchor))


def _may_be_date(found: re.Match[str], text: str) -> bool:
    """Whether the neighbours allow a date: a bare month must not be part of a name."""
    if found["month"] and not found["day"]:
        return not _MONTH_NAMES_OF_THINGS.match(text, found.end())
    return True


def _read(text: str, matches: list[_Match], anchor: Known) -> Iterator[Piece]:
    """Go through the expressions from left to right, remembering the last date."""
    told = anchor
    joined = {
        i
        for i, (a, b) in enumerate(pairwise(matches))
        if _UNTIL.fullmatch(text, a.found.end(), b.found.start())
    }
    i = 0
    while i < len(matches):
        match, last = matches[i], matches[i]
        if i in joined:
            last = matches[i + 1]
            reading = _span(match, last, told, anchor)
            i += 1
        else:
            reading = _understood(match, told, anchor)
        i += 1
        if reading is None:
            continue
        told = _remembered(reading, told)
        start = match.found.start()
        if match is not last and (since := _SINCE.search(text, max(0, start - 4), start)):
            start = since.start()
        yield start, last.found.end(), reading


def _remembered(reading: Reading, told: Known) -> Known:
    """What the next short date can lean on."""
    known = Known.of(reading.value(""))
    return known if known.year else told


def _span(first: _Match, last: _Match, told: Known, anchor: Known) -> Reading | None:
    """с 12 октября по 22 декабря 1929 г.: the first end takes the year of the second where it has none."""
    end = _understood(last, told, anchor)
    if end and last.says_year and not first.says_year:
        told = replace(told, year=Known.of(end.value("")).year or told.year)
    start = _understood(first, told, anchor)
    if start is None or end is None:
        return end
    if not last.says_year and first.says_year:
        end = _understood(last, _remembered(start, told), anchor) or end
    return start.until(end)


def _understood(match: _Match, told: Known, anchor: Known) -> Reading | None:
    """What one expression says."""
    reading = _reading(match, told, anchor)
    if reading and match["about"]:
        return reading.about()
    if reading and match["before"] and reading.edtf and "/" not in reading.edtf:
        return replace(reading, edtf=f"../{reading.edtf}", bounds=(0, 0))
    return reading


def _reading(match: _Match, told: Known, anchor: Known) -> Reading | None:
    """What the words say, before около and до."""
    if match["month"]:
        return _with_month(match, told, anchor)
    if match["year_alone"]:
        year = Reading(edtf=match["year_alone"], rule="year")
        if match["half"]:
            first = 1 if match["half"].lower() == "перв" else 7
            return replace(year, edtf=f"{year.edtf}-{first:02d}/{year.edtf}-{first + 5:02d}")
        return Reading(edtf=match["year_from"], rule="year").until(year) if match["year_from"] else year
    if match["season"]:
        season = _SEASONS[match["season"].lower()]
        return Reading(edtf=f"{match['season_year']}-{season}", rule="season")
    if match["year_word"]:
        return Reading(edtf=plain_edtf(_relative_year(match["year_word"], told, anchor)), rule="relative")
    if match["number_day"]:
        base = told if told.month else anchor
        day = int(match["number_day"]) or 32
        return Reading(edtf=plain_edtf(base.year, base.month, day) if base.month else "", rule="day")
    if match["day_word"]:
        return _relative_day(match["day_word"], told)
    return _fixed(match)


def _fixed(match: _Match) -> Reading | None:
    """Expressions that need no context: figures, decades, centuries, Chinese reigns."""
    if match["ny"]:
        month = _month_number(match["nm"])
        return (
            _single(int(match["ny"]), month, int(match["nd"]), match["style"]) if 1 <= month <= 12 else None
        )
    if match["war_from"]:
        first = Reading(edtf=match["war_from"], rule="year")
        return first.until(Reading(edtf=match["war_from"][:2] + match["war_to"], rule="year"))
    if match["reign"]:
        return _reign(match)
    if match["century"]:
        return Reading(edtf=f"{_ROMAN[match['century'].upper()] - 1}XX", rule="century")
    if match["decade_word"]:
        return Reading(edtf=f"19{_TENS[match['decade_word'].lower()]}X", rule="decade")
    decade = match["decade"]
    if len(decade) == 2:
        century = _ROMAN.get(match["decade_century"].upper(), 20)
        return Reading(edtf=f"{century - 1}{decade[0]}X", rule="decade")
    return Reading(edtf=f"{decade[:3]}X", rule="decade")


def _reign(match: _Match) -> Reading:
    """A day of a Chinese reign in Russian words: 16-й день 4-й луны 8-го года Сянь-фын."""
    year = ERAS[_REIGNS[match["reign"].lower()]].year(int(match["reign_year"])) or 0
    day = lunar_day(year, int(match["reign_month"]), int(match["reign_day"]))
    return Reading(edtf=day_edtf(day), rule="lunar", calendar="chinese_lunisolar")


def _with_month(match: _Match, told: Known, anchor: Known) -> Reading:
    """A month or a day, of the year named or told before."""
    month = _month_number(match["month"])
    year = int(match["year"] or 0) or _relative_year(match["month_year_word"], told, anchor)
    rule = "russian" if match["year"] else "relative"
    if not year:
        return Reading(edtf="", rule=rule)
    if not match["day"]:
        return Reading(edtf=plain_edtf(year, month), rule=rule)
    day, other = int(match["day"]), match["day_two"] or match["day_slash"] or match["day_other"]
    if other:
        return _double(year, (month, day), (_month_number(match["month_other"]) or month, int(other)))
    style = match["style"] or _usual_style(anchor)
    reading = _single(year, month, day, style)
    if match["day_from"]:
        return _single(year, month, int(match["day_from"]), style).until(reading)
    return reading


def _usual_style(anchor: Known) -> str:
    """The style of a paper that names none: one written after the reform of 1918 counts in New Style."""
    return "new" if (anchor.year, anchor.month) > (1918, 2) else ""


def _single(year: int, month: int, day: int, style: str) -> Reading:
    """A day in one style: Old before the reform of 1918, unless it says otherwise."""
    if style:
        old = style.lower().startswith("ст")
        found = julian_day(year, month, day) if old else day_or_none(year, month, day)
        if not old and (year, month) == (1918, 2):
            found = russian_day(year, month, day)
    else:
        old = (year, month) < (1918, 2)
        found = russian_day(year, month, day)
    return Reading(
        edtf=day_edtf(found),
        rule="old-style" if old else "russian",
        calendar="julian" if old else "gregorian",
    )


def _double(year: int, first: tuple[int, int], second: tuple[int, int]) -> Reading:
    """A day in both styles: the New Style one, whichever stands first."""
    later = year + 1 if second[0] < first[0] else year  # 25 декабря (7 января): the year may be either one
    for old, new, new_year in ((first, second, year), (first, second, later), (second, first, year)):
        found = day_or_none(new_year, *new)
        for old_year in (new_year, new_year - 1):
            if found and julian_day(old_year, *old) == found:
                return Reading(edtf=day_edtf(found), rule="double", calendar="mixed")
    stated = day_edtf(day_or_none(year, *second))
    return Reading(edtf=stated, rule="double-unequal", calendar="mixed", certainty="uncertain")


def _relative_year(words: str, told: Known, anchor: Known) -> int:
    """The year that words such as того же года mean; without words the year told before; 0 where unknown."""
    for pattern, distance in _WRITTEN_YEARS.items():
        if words and re.fullmatch(pattern, words, re.IGNORECASE):
            base = anchor.year or told.year
            return base + distance if base else 0
    for pattern, distance in _RELATIVE_YEARS.items():
        if words and re.fullmatch(pattern, words, re.IGNORECASE):
            return told.year + distance if told.year else 0
    return told.year


def _relative_day(words: str, told: Known) -> Reading:
    """The day told before, or the one after it."""
    start = day_or_none(told.year, told.month, told.day) if told.day else None
    distance = 1 if words.lower().startswith("следующ") else 0
    usable = start is not None and start < date.max
    return Reading(
        edtf=day_edtf(start + timedelta(days=distance) if start and usable else None), rule="relative"
    )


def _month_number(name: str) -> int:
    """The number of a month written as a word, in Roman or in Arabic figures; 0 where there is none."""
    plain = name.lower()
    if plain.isdecimal():
        return int(plain)
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    if plain in roman:
        return roman.index(plain) + 1
    return next((i for i, start in enumerate(_STARTS, start=1) if start and plain.startswith(start)), 0)
