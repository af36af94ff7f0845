"""The parts of one found date in Chinese characters: may it be a date, and what do its parts say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from ontology.dates.calendars import day_or_none, julian_day, lunar_day, lunar_month
from ontology.dates.eras import BRANCHES, ERAS, STEMS, Era
from ontology.dates.grammar import GLOSSES, JULIAN, LUNAR
from ontology.dates.numbers import number, pair
from ontology.dates.values import LAST_MONTHS, Known, Reading, day_edtf, plain_edtf, span_edtf

_SEASON = {"春": 21, "夏": 22, "秋": 23, "冬": 24}
LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_XUN = {"上": (1, 10), "中": (11, 20), "下": (21, 31), "初": (1, 10)}
_NAME_AFTER_MONTH = re.compile(r"革命|事变|惨案|起义|风暴|暴动|党人|事件|饼|经")
_COUNTED_BEFORE = re.compile(
    r"(?:[第每近约达历经共满隔数几需费仅逾越迟早晚凡延]|历时|持续|激战|苦战|血战|连续|为期)$"
)
_LASTED_BEFORE = re.compile(
    r"停战|休战|停火|停工|停业|停课|停刊|停职|罢工|罢市|罢课|休整|休息|休假|放假|请假|给假|坚守|固守|死守|坚持|围困|围攻|对峙|相持|行军|步行|航行|行驶"
    r"|拘留|拘役|禁闭|监禁|关押|训练|集训|受训|戒严|停留|逗留|驻留|养病|住院|展期|延期|延长|宽限|缩短|断粮|断炊|绝食|开会|会期|会议|工期|为期"
)
"""What lasts: a number of days after it, at the end of a clause, is a length of time."""
_LASTED_MONTHS = re.compile(r"历时|长达|为期|持续|时隔|相隔|[历凡]$")
_DAYS_TOO = re.compile(rf"[又零]?[{''.join('一二三四五六七八九十')}\d]+天|之[久内间]|有?余")
_CLAUSE_END = re.compile(r"[，。；、,;\n]|$")
_SPAN_AFTER = re.compile(
    rf"[目内后间之来以余多游]|[{''.join('一二三四五六七八九十')}\d]+[夜天]|(?<=号)|本(?!部|军|县|市|省|团|师|队|日)"
)
_PEOPLE_AFTER = re.compile(r"[军伪方寇元语人兵俄满]")


def trimmed(found: re.Match[str]) -> tuple[int, int]:
    """The span of the date itself: without 公历 before it, and a comma or a space after it."""
    start, end = found.span()
    if found["calendar"] in GLOSSES:
        start = found.end("calendar")
    return start, start + len(found.string[start:end].rstrip("，, \u3000のノ"))


# A relative word cut out of longer ones: 日|本年产量, 证|明日期, 以|上月份, 于|是日军, 的|是年轻人, 同日|本.
_LEFT_OF = {
    "本": "日", "明": "说证表声文标黎光阐指", "上": "以海马岸", "下": "以", "来": "以近历年向", "去": "过", "前": "以战之",
    "昨": "", "是": "不就也正都总还只但可于若凡", "次": "每多数此首两几一二三四五六七八九十", "今": "至", "当": "相正", "其": "尤", "该": "应",
}  # fmt: skip
_RIGHT_OF = {
    "年": re.compile(r"[轻龄纪代青头级老利会]"),
    "天": re.compile(r"[皇下津然主文]"),
    "月": re.compile(r"[亮饼球台刊]"),
    "日": re.compile(r"本(?!部|军|县|市|省|团|师|队)|[子报语文人元期程常记军伪寇方美俄]"),
}
_BEFORE_THAT = "，。、；：！？\n到在从自就于是直等 （“「\u3000"
_STILL_DAYS = frozenset({"次日", "翌日", "今日", "本日"})


def is_part_of_a_word(word: str, before: str, after: str) -> bool:
    """Whether a relative word is only a piece of the words around it."""
    if before and before[-1] in _LEFT_OF.get(word[0], ""):
        return True
    if word in ("后年", "后天") and before and before[-1] not in "，。、；：！？\n到在等至于拟定 （“「":
        return True  # 战后|年年: "after" and another word
    if word[0] == "那" and before and before[-1] not in _BEFORE_THAT:
        return True  # 解放那年: the year of what stands before it
    if word == "同年" and before and before[-1] in "偕吾诸其":
        return True  # one who passed the examination in the same year
    if word in ("当年", "今天", "当天") and after.startswith("的"):
        return True  # "in those days", "of today": no date
    if word in _STILL_DAYS:
        return bool(re.match(r"本(?!部|军|县|市|省|团|师|队)", after))
    right = _RIGHT_OF.get(word[-1])
    return bool(right and right.match(after))


def may_be_date(found: re.Match[str], text: str) -> bool:
    """Whether the neighbours allow a date: 十月革命 is a name, 激战三日 a length of time."""
    before, after = text[max(found.start() - 2, 0) : found.start()], text[found.end() : found.end() + 3]
    for word in (found["year_word"], found["month_word"], found["day_word"]):
        if word and found[0].strip("，, \u3000") == word and is_part_of_a_word(word, before, after):
            return False
    if after[:1] in ("电", "讯") and found["day"] and not after.startswith(_ELECTRIC):
        return True  # 安达二十日电, where 达 is no verb
    if says_year(found) or any(map(found.__getitem__, _ALWAYS)):
        return True
    if found["month"] and not says_day(found):
        if _LASTED_MONTHS.search(before) or _DAYS_TOO.match(after):
            return False
        return not (_NAME_AFTER_MONTH.match(after) or before.endswith(("个", "第", "几", "数", "每", "年又")))
    if found["day"] and not found["month"] and not found["lunar_month"]:
        if found[0].endswith("号") or _COUNTED_BEFORE.search(before) or _SPAN_AFTER.match(after):
            return False
        if _LASTED_BEFORE.search(before) and _CLAUSE_END.match(after):
            return False
        return not (found["day"] in "一二三四五六七八九" and _PEOPLE_AFTER.match(after))
    return not (found["bare_day"] and not found["month"] and not found["lunar_month"])


_ELECTRIC = ("电话", "电报", "电灯", "电台")
_ALWAYS = (
    "event", "festival", "edge_of_year", "edge_of_month", "xun_alone", "half_alone", "bare_season", "later", "coded", "rhyme", "day_word",
    "month_word", "month_pair", "listed_day", "yesterday",
)  # fmt: skip
"""The parts that nothing but a date has."""


def says_year(found: re.Match[str]) -> bool:
    """Whether a date names its year."""
    return any(map(found.__getitem__, _YEARS))


_YEARS = (
    "era", "year", "cyclical", "cyclical_year", "year_word", "short_year", "before_year", "year_of_season",
    "listed_year", "next_year", "lone_year", "span_from", "event_year", "reign", "republic", "same_era", "ny", "wy", "ne",
)  # fmt: skip


def says_day(found: re.Match[str]) -> bool:
    """Whether a date has a numbered day."""
    return bool(_day_digits(found))


def _day_digits(found: re.Match[str]) -> str:
    """The digits of the day, empty where there is none."""
    digits = next((found[name] for name in _DAYS if found[name]), "")
    return digits.removeprefix("初")


_DAYS = (
    "day", "day_pair", "listed_day", "bare_day", "after_name", "after_calendar", "after_calendar_too", "after_leap",
    "after_era", "before_night",
)  # fmt: skip


def is_lunar(found: re.Match[str], year: Reading) -> bool:
    """Whether month and day are those of the Chinese calendar."""
    calendar = found["calendar_too"] or found["calendar"]
    if calendar:
        return calendar in LUNAR
    marked = found["leap"] or found["lunar_month"] or found["first_ten"]
    if marked or (found["bare_day"] or "").startswith("初") or year.calendar == "chinese_lunisolar":
        return True
    era = ERAS.get(year.era)
    return bool(era and year.rule in _OF_ERA and era.is_lunar(int(year.edtf)))


_OF_ERA = frozenset({"era", "era-short", "relative", "month"})
"""Rules after which months and days are those of the era's calendar."""


def lunar(found: re.Match[str], year: Reading, month: int) -> Reading:
    """A month or a day of the Chinese calendar as Gregorian days."""
    leap = bool(found["leap"]) or (year.moon[2] and not found["month"] and not found["lunar_month"])
    reading = replace(year, rule="lunar", calendar="chinese_lunisolar", moon=(int(year.edtf), month, leap))
    digits = _day_digits(found)
    if not digits:
        reading = replace(reading, edtf=span_edtf(lunar_month(int(year.edtf), month, leap)))
        first_month = number(found["month_from"] or "")
        if first_month is None:
            return reading
        return replace(reading, edtf=span_edtf(lunar_month(int(year.edtf), first_month))).until(reading)
    first, last = _first_and_last(found, digits)
    reading = reading.at(day_edtf(lunar_day(int(year.edtf), month, last, leap=leap)))
    if first is None:
        return reading
    start = day_edtf(lunar_day(int(year.edtf), month, first, leap=leap))
    return replace(reading, edtf=start).until(reading)


def _first_and_last(found: re.Match[str], digits: str) -> tuple[int | None, int]:
    """The days a span of days begins and ends with; nothing and the day where there is only one."""
    both = pair(digits) if found["day_pair"] else None
    if both:
        return both
    value = number(digits) or 0
    if not 1 <= value <= 31 and digits[-1] in "三四五六七":  # 四、五、六三日: the last of three days
        value = number(digits[:-1]) or 0
    return number(found["day_from"] or ""), value or 32


def gregorian(found: re.Match[str], year: Reading, month: int) -> Reading:
    """A Gregorian month, part of it, or day; the last of several makes a span of time."""
    number_of_year, digits = int(year.edtf), _day_digits(found)
    if digits:
        first, last = _first_and_last(found, digits)
        reading = year.at(plain_edtf(number_of_year, month, last or 32))
        if (found["calendar_too"] or found["calendar"]) in JULIAN:
            old = julian_day(number_of_year, month, last)
            return replace(year, edtf=day_edtf(old), rule="old-style", calendar="julian")
        if first is None:
            return reading
        return year.at(plain_edtf(number_of_year, month, first or 32)).until(reading)
    reading = year.at(plain_edtf(number_of_year, month))
    if found["xun"]:
        part = found["xun_too"] or found["xun"]
        low, high = xun_bounds(number_of_year, month, found["xun"]), xun_bounds(number_of_year, month, part)
        return replace(reading, bounds=(low[0], high[1]))
    first = number(found["month_from"] or "")
    if first is None:
        return reading
    return year.at(plain_edtf(number_of_year, first)).until(reading)


def xun_bounds(year: int, month: int, part: str) -> tuple[int, int]:
    """First and last day of a third of a month."""
    first, last = _XUN[part]
    while not day_or_none(year, month, last):
        last -= 1
    base = year * 10000 + month * 100
    return base + first, base + last


def part_of_year(found: re.Match[str], year: Reading) -> Reading | None:
    """A season, half or quarter of a year; the year itself for its beginning and end."""
    if found["xun"] or found["half_month"]:
        return year if says_year(found) else None
    if not year.edtf.isdigit():
        return year
    if found["season"]:
        return _season(found, year)
    if found["half"]:
        return half_of_year(found["half"], year)
    if found["quarter"]:
        last = (number(found["quarter"]) or 1) * 3
        return replace(year, edtf=f"{year.edtf}-{last - 2:02d}/{year.edtf}-{last:02d}")
    return year


def season_alone(found: re.Match[str], told: Known, month: int) -> Reading:
    """A season without a year: the first that is not over by the month told; its year is empty where unknown."""
    written = found["lone_season"] or found["season_begun"]
    name = next(character for character in written if character in _SEASON)
    later = 1 if month > LAST_MONTHS[_SEASON[name]] else 0
    edtf = f"{told.year + later:04d}-{_SEASON[name]}" if told.year else ""
    return Reading(edtf=edtf, rule="season", era=told.era)


def half_of_year(half: str, year: Reading) -> Reading:
    """The months of 上半年 or 下半年."""
    months = ("01", "06") if half == "上" else ("07", "12")
    return replace(year, edtf="/".join(f"{year.edtf}-{month}" for month in months))


def _season(found: re.Match[str], year: Reading) -> Reading:
    """A season, or two that follow each other."""
    first = replace(year, edtf=f"{year.edtf}-{_SEASON[found['season']]}")
    if not found["season_too"]:
        return first
    return first.until(replace(year, edtf=f"{year.edtf}-{_SEASON[found['season_too']]}"))


def era_year(found: re.Match[str]) -> Reading | None:
    """民国二十五年; 民国二十五、六年 and 昭和七八年 are two years that follow each other."""
    era, written = ERAS[found["era"]], found["era_year"]
    value = number(written)
    both = pair(written) if value is None or era.year(value) is None else None
    if both:
        first, last = (_of_era(era, one) for one in both)
        return first.until(last)
    if value is None:
        return None
    reading = _of_era(era, value)
    if not found["era_from"]:
        return reading
    return _of_era(era, number(found["era_from"]) or 0).until(reading)


def _of_era(era: Era, value: int) -> Reading:
    """The year of an era with that number."""
    return Reading(edtf=plain_edtf(era.year(value) or 0), rule="era", calendar="era", era=era.name)


def cyclical_era_year(found: re.Match[str]) -> Reading | None:
    """光绪丙申年: the one year of that name within the reign."""
    era = ERAS[found["cyclical_era"]]
    stem, branch = STEMS.index(found["cyclical_year"][0]), BRANCHES.index(found["cyclical_year"][1])
    if stem % 2 != branch % 2:
        return None
    years = range(era.first_year, era.first_year + era.years)
    year = next((one for one in years if (one - 4) % 10 == stem and (one - 4) % 12 == branch), 0)
    return Reading(edtf=plain_edtf(year), rule="cyclical", calendar="chinese_lunisolar", era=era.name)


def fixed(found: re.Match[str]) -> Reading | None:
    """Dates that need no context: decades, centuries, figures with dots, years of life."""
    if found["ne"]:
        year = ERAS[found["ne"]].year(int(found["ney"])) or 0
        edtf = plain_edtf(year, int(found["nem"]) or 13, int(found["ned"]) or 32)
        return Reading(edtf=edtf, rule="figures", calendar="era", era=found["ne"])
    if found["wy"]:
        day = (number(found[name]) or 0 for name in ("wy", "wm", "wd"))
        edtf = plain_edtf(next(day), next(day) or 13, next(day) or 32)
        return Reading(edtf=edtf, rule="figures") if edtf else None
    if found["ny"]:
        return Reading(
            edtf=plain_edtf(int(found["ny"]), int(found["nm"]) or 13, int(found["nd"]) or 32), rule="figures"
        )
    if found["my"]:
        return Reading(edtf=plain_edtf(int(found["my"]), int(found["mm"])), rule="figures")
    if found["born"]:
        born, died = (Reading(edtf=found[name], rule="years-of-life") for name in ("born", "died"))
        born = born.unsure() if found["born_unsure"] else born
        return born.until(died.unsure() if found["died_unsure"] else died)
    if found["decade_year"]:
        return Reading(edtf=f"{(number(found['decade_year']) or 0) // 10}X", rule="decade")
    if found["decade"]:
        century = number(found["century"] or "") if found["century"] not in ("上", "本") else 20
        last = Reading(edtf=f"{(century or 20) - 1}{(number(found['decade']) or 0) // 10}X", rule="decade")
        if found["decade_first"]:
            start = (number(found["decade_first"]) or 0) // 10
            return replace(last, edtf=f"{(century or 20) - 1}{start}X").until(last)
        first = number(found["decade_from"] or "")
        return replace(last, edtf=f"{(century or 20) - 1}{first}X").until(last) if first else last
    if found["century_alone"]:
        century = number(found["century_alone"]) or 0
        return Reading(edtf=f"{century - 1}XX", rule="century") if 11 <= century <= 21 else None
    if found["decade_era"]:
        first = ERAS[found["decade_era"]].year(number(found["decade_number"]) or 0)
        return Reading(edtf=f"{first}/{first + 9}" if first else "", rule="era-decade", calendar="era")
    return None


def of_event(found: re.Match[str], day: str) -> Reading | None:
    """九一八后, 七七事变以前: from or up to the day of the event; nothing where only its name stands."""
    if found["event_since"]:
        return Reading(edtf=f"{day}/..", rule="event")
    return Reading(edtf=f"../{day}", rule="event") if found["event_before"] else None


def opened(found: re.Match[str], reading: Reading) -> Reading:
    """A date from or up to which something lasted."""
    if not reading.edtf or "/" in reading.edtf or "[" in reading.edtf:
        return reading
    if found["since"]:
        return reading.since()
    return reading.before() if found["before"] else reading


def shifted(start: date | None, days: int) -> str:
    """A day some days later in EDTF; empty where the first day is unknown."""
    try:
        return day_edtf(start + timedelta(days=days) if start else None)
    except OverflowError:
        return ""
