"""Where a text says when it was written: a line that is only place and date, or a telegram's 二十日电."""

from __future__ import annotations

import re

_SENT = re.compile(
    r"[\u3000 ]?(?:[电讯訊]|专电|专讯|航讯|急电|来电|消息|通讯|[）)】〕]|于[^。\n]{1,8}$)", re.MULTILINE
)
_CLOSED = re.compile(
    r"[\u3000 ]*(?:[(（]?星期.[)）]?|夜|晨|晚|灯下|发|发出|[）)】〕])?[.。]?[\u3000 ]*(?=\r|\n|$)"
)
_TITLED = re.compile(r"[载刊][：:，,]?|[：:]")
"""What follows the date of a newspaper that is quoted: 《大公报》1931年10月1日载."""
_LINE = re.compile(r"[ \u3000\t]*(?:[（(〔【][^\n（）()]{2,14}[）)〕】])?[ \u3000\t：:]*(?:\r?\n)")
_BULLETS = "\n \u3000\t\r△▲●○◆◇◎■□·•*—-"
_BULLET = re.compile(rf"[{_BULLETS}]{{0,4}}")
_TITLE_END = re.compile(r"[\u3000 ]?[）)〕】]?(?:\r?\n)|[\u3000 ][^\n。！？]{2,20}[）)〕】]?(?:\r?\n)")
_FROM_END = re.compile(r"[\u3000 ]+[^\n。！？；，]{2,20}\r?\n")
_INSIDE = re.compile(r"[。！？!?；;，]|\d{4}")
_STOP = re.compile(r"[\u3000 ]?[.。\n]")
_NEXT = re.compile(r"\s+[А-ЯЁ]")
"""A new sentence behind the dot of an abbreviation: 2 сентября 1945 г."""
_SENTENCE_END = re.compile(r"[。！？!?…][」』”\"]*|(?<=[а-яё»)]{2})\.(?=\s+\S)")
_SIGNED = re.compile(
    r"[\u3000 ]+[^。！？!?，,]{1,16}$|(?:[出刊]?版)?[《「『«][^》」』»]{1,14}[》」』»][^。！？!?，,\n]{0,8}[)）]?$|[^。！？!?，,\n]{1,6}[)）]$"
)
_TITLE = 60
"""Characters of a title before its date."""
_LONGEST = 24
"""Characters before the date in a line that is a dateline: a town, an office, a signature."""


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the date between these places says when the text was written."""
    if not any(mark.match(text, end) for mark in (_CLOSED, _SENT, _TITLED)):
        return False
    nearest = max(0, start - _LONGEST - 1)  # no search further back: a text may be one long line
    line = text.rfind("\n", nearest, start) + 1
    opened = max(text.rfind(bracket, nearest, start) for bracket in "〔【［[：") + 1
    before = text[max(line, opened) or nearest : start]
    return len(before) <= _LONGEST and not _INSIDE.search(before)


def is_sent(text: str, end: int) -> bool:
    """Whether a date is that of a telegram or a report: 二十日电, 五日讯."""
    return bool(_SENT.match(text, end))


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether a date stands apart in the title of a text, as that of a report: （昭和五年三月　調査課）."""
    if start > _TITLE or text.find("\n", 0, start) >= 0 or _INSIDE.search(text[:start]):
        return False
    if start == 0:  # over a report, before the office it comes from
        return bool(_FROM_END.match(text, end))
    return text[start - 1] in "（(〔【\u3000 " and bool(_TITLE_END.match(text, end))


def at_line_start(text: str, start: int) -> bool:
    """Whether a date begins a line, perhaps behind a bullet."""
    if start and text[start - 1] not in _BULLETS:
        return False
    nearest = max(0, start - 5)
    line = text.rfind("\n", nearest, start) + 1
    return (line > 0 or nearest == 0) and bool(_BULLET.fullmatch(text, line, start))


def fills_line(text: str, end: int) -> bool:
    """Whether nothing follows a date on its line but perhaps a remark in brackets."""
    return bool(_LINE.match(text, end))


def ends_opening(text: str, start: int, end: int) -> bool:
    """Whether a date ends the short first sentence of a text, or is a sentence of its own near the top."""
    if not (_STOP.match(text, end) or (text[end - 1] == "." and _NEXT.match(text, end))):
        return False
    begun = max(text.rfind(sign, 0, start) for sign in ".。\n") + 1
    return (begun == 0 and start <= _TITLE) or (start <= 2 * _TITLE and not text[begun:start].strip())


def closing(text: str) -> tuple[int, int]:
    """What follows the last sentence of a text, where a letter bears its date; an empty span where it is long."""
    end = len(text.rstrip())
    lowest = max(0, end - 2 * _LONGEST - 1)
    line = text.rfind("\n", lowest, end) + 1
    if line:
        return line, end
    ends = [found.end() for found in _SENTENCE_END.finditer(text, lowest, end - 1)]
    return (ends[-1], end) if ends else (end, end)


def is_signature(text: str, start: int, end: int) -> bool:
    """Whether the date between these places of a closing says when the text was written, or where it was printed."""
    before = text[:start]
    if len(before) > _LONGEST or _INSIDE.search(before):
        return False
    return any(mark.match(text, end) for mark in (_CLOSED, _SENT, _SIGNED))
