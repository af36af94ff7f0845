"""EDTF said in the words of a language, as far as it can be said in few words."""

from __future__ import annotations

import re

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([?~%]?)")
_MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_RU_ALONE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
_ABOUT = {"zh": "约", "ru": "ок. ", "en": "c. "}
_OR = {"zh": "或", "ru": " или ", "en": " or "}
_SINCE = {"zh": ("{}起", "至{}"), "ru": ("с {}", "до {}"), "en": ("from {}", "until {}")}


def said(edtf: str, lang: str) -> str:
    """A date in words; an expression that is more than a day, month, year or span stays EDTF."""
    if edtf.startswith("[") and "," in edtf and ".." not in edtf:
        members = [_one(member.strip(), lang) for member in edtf.strip("[]").split(",")]
        return _OR.get(lang, _OR["en"]).join(members) if all(members) else edtf
    first, slash, last = edtf.partition("/")
    if not slash:
        return _one(edtf, lang) or edtf
    begin, end = _one(first, lang), _one(last, lang)
    since, until = _SINCE.get(lang, _SINCE["en"])
    if begin and end:
        return f"{begin}—{end}"
    if begin and last in ("", ".."):
        return since.format(begin)
    return until.format(end) if end and first in ("", "..") else edtf


def life(begin: str, end: str, lang: str) -> str:
    """Birth and death, founding and dissolution; empty where neither is known."""
    known = [said(one, lang) if one not in ("", "..") else "" for one in (begin, end)]
    if begin and begin == end:
        return known[0]
    return "—".join(known) if any(known) else ""


def _one(edtf: str, lang: str) -> str:
    found = _DAY.fullmatch(edtf)
    if not found or (found[2] and not 1 <= int(found[2]) <= 12):
        return ""
    year, month, day = found[1], int(found[2] or 0), int(found[3] or 0)
    about = _ABOUT.get(lang, _ABOUT["en"]) if found[4] else ""
    return about + (_chinese(year, month, day) if lang == "zh" else _western(year, month, day, lang))


def _chinese(year: str, month: int, day: int) -> str:
    return f"{int(year)}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def _western(year: str, month: int, day: int, lang: str) -> str:
    if not month:
        return year
    names = _MONTHS.get(lang, _MONTHS["en"])
    if not day:
        return f"{_RU_ALONE[month - 1] if lang == 'ru' else names[month - 1]} {year}"
    return f"{day} {names[month - 1]} {year}"
