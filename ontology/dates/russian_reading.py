"""What one date in Russian words or figures says, with what was told before it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from ontology.dates.calendars import day_or_none, julian_day, lunar_day, old_style, russian_day
from ontology.dates.eras import ERAS
from ontology.dates.events import event_at
from ontology.dates.later import days_later, months_later
from ontology.dates.russian_context import NOTHING, Context, Match
from ontology.dates.russian_words import (
    COUNTS,
    REIGNS,
    RELATIVE_YEARS,
    ROMAN,
    SEASONS,
    TENS,
    TOLD_DAYS,
    WRITTEN_DAYS,
    WRITTEN_YEARS,
    month_number,
    ordinal,
)
from ontology.dates.values import FAR_AHEAD, LAST_MONTHS, Known, Reading, day_edtf, plain_edtf

_LATIN = str.maketrans("ХІхі", "XIXI")
_REFORM = (1918, 2)
"""The month of the reform; its days are those of the New Style."""
_LAST_TWO_STYLES = 1960


def understood(match: Match, context: Context) -> Reading | None:
    """What one expression says."""
    reading = _reading(match, context)
    if reading is None or not reading.edtf:
        return reading
    reading = _part(match, reading)
    if match["about"]:
        return reading.about()
    if match["before"] and "/" not in reading.edtf and "[" not in reading.edtf:
        return reading.before()
    return reading


def _reading(match: Match, context: Context) -> Reading | None:
    """What the words say, before около and до."""
    if match["month"] or match["month_first"]:
        return _with_month(match, context)
    if match["listed"]:
        if not context.told.month:
            return Reading(edtf="", rule="day")
        return _day_of_month((*_month_of(context.told), int(match["listed"]) or 32), context)
    if match["year_alone"] or match["words_alone"] or match["short_in_words"]:
        short = 1900 + ordinal(match["short_in_words"])
        value = int(match["year_alone"] or 0) or ordinal(match["words_alone"]) or short
        year = Reading(edtf=plain_edtf(value), rule="year")
        return Reading(edtf=match["year_from"], rule="year").until(year) if match["year_from"] else year
    if match["season"] or match["season_alone"] or match["lone_season"]:
        return _season(match, context)
    if match["event"]:
        return _event(match)
    return _leaning(match, context) or _fixed(match, context)


def _season(match: Match, context: Context) -> Reading | None:
    """A season of a year named, told or meant: весной 1945 г., зимой того же года, прошлой осенью."""
    name = (match["season"] or match["season_alone"] or match["lone_season"]).lower()
    number = next(value for start, value in SEASONS.items() if name.startswith(start))
    if match["season_year"]:
        return Reading(edtf=f"{match['season_year']}-{number}", rule="season")
    if match["season_year_in_words"]:
        return Reading(edtf=f"{1900 + ordinal(match['season_year_in_words'])}-{number}", rule="season")
    if match["lone_season"] and not (context.told_here and context.told.year):
        return None
    if match["lone_season"] or match["which_season"].lower().startswith(("т", "сл")):
        year = _year_of_season(number, context)
    elif match["season_year_word"]:
        year = _relative_year(match["season_year_word"], context)
    else:
        base = context.written.year or context.told.year
        if base and number == SEASONS["зим"] and context.written.month in (1, 2):
            base -= 1  # in February "this winter" began in the year before
        year = base - (1 if base and match["which_season"].lower() in ("прошл", "минувш") else 0)
    return Reading(edtf=f"{year:04d}-{number}" if year else "", rule="relative")


def _year_of_season(season: int, context: Context) -> int:
    """The year of the first such season that is not over by the date told; 0 where no date is told."""
    year = context.told.year
    if season == SEASONS["зим"]:
        return year - (1 if context.told.month in (1, 2) else 0) if year else 0
    return year + (1 if context.rank > LAST_MONTHS[season] else 0) if year else 0


def _event(match: Match) -> Reading | None:
    """После Октябрьской революции: from the day of the event, or up to it."""
    event = event_at(match.found.string, match.found.start("event"))
    if event is None:
        return None
    before = match["event_side"].lower() == "до"
    return Reading(edtf=f"../{event.edtf}" if before else f"{event.edtf}/..", rule="event")


def _leaning(match: Match, context: Context) -> Reading | None:
    """Dates that lean on the one before or on the day of writing."""
    if match["year_word"]:
        return Reading(edtf=plain_edtf(_relative_year(match["year_word"], context)), rule="relative")
    if match["edge_unit"]:
        return _edge(match["edge_unit"].lower(), context)
    if match["month_word"]:
        return Reading(edtf=plain_edtf(*_relative_month(match["month_word"], context)), rule="relative")
    if match["wait_unit"] or match["waited_unit"] or match["third_day"]:
        return _later(match, context)
    numbered = match["number_day"] or match["clock_day"] or match["night_day"] or match["bare_ordinal"]
    in_words = match["number_words"] or match["night_words"]
    if numbered or in_words:
        words = match["number_month"] or match["day_of_month"]
        year, month = _relative_month(words, context)
        day = int(numbered or ordinal(in_words)) or 32
        if not month and (match["clock_day"] or match["bare_ordinal"]):
            return None
        return _day_of_month((year, month, day), context) if month else Reading(edtf="", rule="day")
    return _relative_day(match["day_word"], context) if match["day_word"] else None


def _edge(words: str, context: Context) -> Reading | None:
    """В конце года, к середине месяца: the year or month told; nothing where none was."""
    if words.endswith("года"):
        year = _relative_year(words, context) if " " in words else context.told.year
        return Reading(edtf=plain_edtf(year), rule="part") if year else None
    year, month = _relative_month(words if " " in words else "", context)
    return Reading(edtf=plain_edtf(year, month), rule="part") if month else None


def _day_of_month(day: tuple[int, int, int], context: Context) -> Reading:
    """A day of the month told or of writing, in the style of the dates before it."""
    base = context.told if context.told.month else context.written
    return (
        replace(_single(day, "", context), rule="day")
        if base.old
        else Reading(edtf=plain_edtf(*day), rule="day")
    )


def _month_of(known: Known) -> tuple[int, int]:
    """Year and month of a date as it was written: of an Old Style day its Old Style month."""
    day = day_or_none(known.year, known.month, known.day) if known.old and known.day else None
    return old_style(day)[:2] if day else (known.year, known.month)


def _later(match: Match, context: Context) -> Reading | None:
    """Через два дня, год спустя: counted from the date told; nothing where that is not exact enough."""
    written = (match["wait"] or match["waited"]).lower()
    unit = (match["wait_unit"] or match["waited_unit"] or "дня").lower()
    count = 2 if match["third_day"] else COUNTS.get(written) or int(written or 1)
    told = context.told if context.told_here else NOTHING
    if unit.startswith(("дн", "ден", "сут", "нед")):
        edtf = days_later(told, count * (7 if unit.startswith("нед") else 1))
    elif unit.startswith("мес") or unit == "полгода":
        edtf = months_later(told, count if unit.startswith("мес") else 6)
    else:
        edtf = plain_edtf(told.year + count) if told.year else ""
    return Reading(edtf=edtf, rule="later") if edtf else None


def _fixed(match: Match, context: Context) -> Reading | None:
    """Expressions that need no context: figures, decades, centuries, Chinese reigns."""
    if match["ny"]:
        month = month_number(match["nm"] or match["nm_roman"] or match["nm_dash"])
        year = int(match["ny"]) + (1900 if len(match["ny"]) == 2 else 0)
        return _single((year, month, int(match["nd"])), match["style"], context) if 1 <= month <= 12 else None
    if match["iso_year"]:
        day = (int(match["iso_year"]), int(match["iso_month"]) or 13, int(match["iso_day"]) or 32)
        return Reading(edtf=plain_edtf(*day), rule="figures")
    if match["born"]:
        first = Reading(edtf=match["born"], rule="years-of-life")
        return first.until(Reading(edtf=match["died"], rule="years-of-life"))
    if match["war_from"]:
        first = Reading(edtf=match["war_from"], rule="year")
        return first.until(Reading(edtf=match["war_from"][:2] + match["war_to"], rule="year"))
    if match["reign"]:
        return _reign(match)
    if match["century"]:
        return _century(match)
    if match["decade_word"]:
        return Reading(edtf=f"19{TENS[match['decade_word'].lower()]}X", rule="decade")
    if match["decade_bare"]:
        return Reading(edtf=f"{match['decade_bare'][:-1].rjust(3, '_').replace('__', '19')}X", rule="decade")
    if not match["decade"]:
        return None
    last = _decade(match["decade"], match)
    return _decade(match["decade_first"], match).until(last) if match["decade_first"] else last


def _decade(figures: str, match: Match) -> Reading:
    """30-е годы, 1890-е годы, 60-е годы XIX века."""
    century = ROMAN.get(_latin(match["decade_century"]), 20)
    start = figures[:3] if len(figures) == 4 else f"{century - 1}{figures[0]}"
    return Reading(edtf=f"{start}X", rule="decade")


def _century(match: Match) -> Reading | None:
    """XIX век, XIX–XX вв."""
    last, first = ROMAN.get(_latin(match["century"])), ROMAN.get(_latin(match["century_from"]))
    if last is None:
        return None
    reading = Reading(edtf=f"{last - 1}XX", rule="century")
    return Reading(edtf=f"{first - 1}XX", rule="century").until(reading) if first else reading


def _latin(numeral: str) -> str:
    """A Roman numeral typed with Cyrillic letters, in Latin ones."""
    return numeral.upper().translate(_LATIN)


def _reign(match: Match) -> Reading:
    """A day of a Chinese reign in Russian words: 16-й день 4-й луны 8-го года Сянь-фын."""
    year = ERAS[REIGNS[match["reign"].lower()]].year(int(match["reign_year"])) or 0
    day = lunar_day(year, int(match["reign_month"]), int(match["reign_day"]))
    return Reading(edtf=day_edtf(day), rule="lunar", calendar="chinese_lunisolar")


def _with_month(match: Match, context: Context) -> Reading:
    """A month or a day, of the year named or told before."""
    month = month_number(match["month"] or match["month_first"])
    year = match.year or _year_without_figures(match, context)
    rule = "russian" if match.year else "relative"
    if not year:
        return Reading(edtf="", rule=rule)
    day = int(match["day"] or match["day_after"] or 0) or ordinal(match["day_words"])
    if not day and not (match["day"] or match["day_after"]):
        return Reading(edtf=plain_edtf(year, month), rule=rule)
    other = match["day_two"] or match["day_slash"] or match["day_other"]
    if other:
        return _double(year, (month, day), (month_number(match["month_other"]) or month, int(other)))
    reading = _single((year, month, day), match["style"], context)
    if match["day_from"]:
        return _single((year, month, int(match["day_from"])), match["style"], context).until(reading)
    return reading


def _year_without_figures(match: Match, context: Context) -> int:
    """The year that того же года means, the year told before, or that of the last month of that name."""
    if match["month_which"]:
        base = context.written if context.written.year else context.told
        year, of_base = _month_of(base)
        back = month_number(match["month"]) > of_base > 0 and match["month_which"].lower() != "сего"
        return year - (1 if back else 0)
    written, month = context.written, month_number(match["month"] or match["month_first"])
    if not match["month_year_word"] and (written.month, written.day) == (month, int(match["day"] or -1)):
        return written.year  # the day of writing itself, whatever year was told on the way
    return _relative_year(match["month_year_word"], context) or _year_of_writing(match, context.written)


def _year_of_writing(match: Match, written: Known) -> int:
    """The year of a month without one in a paper of a known day: the one before if the month is far ahead."""
    month = month_number(match["month"] or match["month_first"])
    return written.year - (1 if written.month and month - written.month > FAR_AHEAD else 0)


def _single(day: tuple[int, int, int], style: str, context: Context) -> Reading:
    """A day in one style: Old before the reform of 1918, unless it says otherwise; in church papers either."""
    if not style and context.keeps_old and (1918, 2, 14) <= day <= (_LAST_TWO_STYLES, 12, 31):
        return _either_style(day)
    told = style.lower().startswith(("ст", "юл"))
    new = (bool(style) and not told) or (not style and _is_after_reform(context.written))
    if new and day[:2] != _REFORM:
        return Reading(edtf=day_edtf(day_or_none(*day)), rule="russian")
    found = julian_day(*day) if told else russian_day(*day)
    old = told or day[:2] < _REFORM
    return Reading(
        edtf=day_edtf(found),
        rule="old-style" if old else "russian",
        calendar="julian" if old else "gregorian",
    )


def _is_after_reform(written: Known) -> bool:
    """Whether a paper was written after the reform of 1918: then it counts in New Style."""
    return (written.year, written.month) > _REFORM if written.month else written.year > _REFORM[0]


def _either_style(day: tuple[int, int, int]) -> Reading:
    """A day that may be New or Old Style: the set of both."""
    days = [found for found in (day_or_none(*day), julian_day(*day)) if found]
    if len(days) < 2:
        return Reading(edtf=day_edtf(days[0] if days else None), rule="two-styles", calendar="julian")
    edtf = f"[{','.join(map(day_edtf, days))}]"
    return Reading(edtf=edtf, rule="two-styles", calendar="unknown", certainty="uncertain")


def _double(year: int, first: tuple[int, int], second: tuple[int, int]) -> Reading:
    """A day in both styles: the New Style one, whichever stands first."""
    later = year + 1 if second[0] < first[0] else year  # 25 декабря (7 января): the year may be either one
    for old, new, new_year in ((first, second, year), (first, second, later), (second, first, year)):
        found = day_or_none(new_year, *new)
        for old_year in (new_year, new_year - 1):
            if found and julian_day(old_year, *old) == found:
                return Reading(edtf=day_edtf(found), rule="double", calendar="mixed")
    stated, converted = day_edtf(day_or_none(year, *second)), day_edtf(julian_day(year, *first))
    readings = tuple(sorted({stated, converted} - {""}))
    return Reading(
        edtf=stated,
        rule="double-unequal",
        calendar="mixed",
        certainty="uncertain",
        readings=readings if len(readings) > 1 else (),
    )


def _part(match: Match, reading: Reading) -> Reading:
    """Halves and quarters of a year are months; halves and thirds of a month have narrower bounds."""
    quarter = match["quarter"].lower() or match["quarter_roman"].upper()
    if len(reading.edtf) == 4 and reading.edtf.isdigit() and (quarter or match["half"]):
        length = 3 if quarter else 6
        index = _INDEX[quarter or match["half"].lower()]
        first = index * length + 1
        return replace(reading, edtf=f"{reading.edtf}-{first:02d}/{reading.edtf}-{first + length - 1:02d}")
    if len(reading.edtf) == 7 and reading.edtf[5:] < "13" and (match["third"] or match["half"]):
        lo, hi = reading.value("").lo, reading.value("").hi
        thirds = {
            "перв": (lo, lo + 9),
            "втор": (lo + 10, lo + 19),
            "треть": (lo + 20, hi),
            "последн": (lo + 20, hi),
        }
        halves = {"перв": (lo, lo + 14), "втор": (lo + 15, hi)}
        bounds = thirds[match["third"].lower()] if match["third"] else halves[match["half"].lower()]
        return replace(reading, bounds=bounds)
    return reading


_INDEX = {
    "перв": 0, "втор": 1, "трет": 2, "четверт": 3, "четвёрт": 3, "I": 0, "II": 1, "III": 2, "IV": 3,
}  # fmt: skip


def _relative_year(words: str, context: Context) -> int:
    """The year that words such as того же года mean; without words the year told before; 0 where unknown."""
    base = context.written.year or context.told.year
    for pattern, distance in WRITTEN_YEARS.items():
        if words and re.fullmatch(pattern, words, re.IGNORECASE):
            return base + distance if base else 0
    for pattern, distance in RELATIVE_YEARS.items():
        if words and re.fullmatch(pattern, words, re.IGNORECASE):
            return context.base.year + distance if context.base.year else 0
    return context.told.year


def _relative_month(words: str, context: Context) -> tuple[int, int]:
    """Year and month that сего месяца, прошлого месяца mean; without words those told before; 0 where unknown."""
    plain = words.lower()
    leans_on_told = not plain or plain.startswith(("том", "того", "следующ"))
    base = context.told if leans_on_told and context.told.month else context.written
    base = base if base.month else context.told
    if not base.month:
        return 0, 0
    distance = -1 if plain.startswith(("прошл", "минувш", "истекш")) else 1 if plain.startswith("след") else 0
    year, month = _month_of(base)
    months = year * 12 + month - 1 + distance
    return months // 12, months % 12 + 1


def _relative_day(words: str, context: Context) -> Reading:
    """The day told before, the one after it, yesterday."""
    distance, base = 0, context.base
    for table, leans_on in ((TOLD_DAYS, context.base), (WRITTEN_DAYS, context.written)):
        for pattern, days in table.items():
            if re.match(pattern, words, re.IGNORECASE):
                distance, base = days, leans_on if leans_on.day else context.told
    start = day_or_none(base.year, base.month, base.day) if base.day else None
    usable = start is not None and date.min < start < date.max
    return Reading(
        edtf=day_edtf(start + timedelta(days=distance) if start and usable else None), rule="relative"
    )
