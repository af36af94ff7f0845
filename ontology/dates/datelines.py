"""Where a text says when it was written: a line that is only place and date, or a telegram's 二十日电."""

from __future__ import annotations

import re

_SENT = re.compile(
    r"[\u3000 ]?(?:[电讯訊]|专电|专讯|航讯|急电|来电|消息|通讯|[）)】〕]|于[^。\n]{1,8}$)", re.MULTILINE
)
_CLOSED = re.compile(
    r"[\u3000 ]*(?:[(（]?星期.[)）]?|夜|晨|晚|灯下|发|发出|[）)】〕])?[.。]?[\u3000 ]*(?=\r|\n|$)"
)
_INSIDE = re.compile(r"[。！？!?；;，]|\d{4}")
_LONGEST = 24
"""Characters before the date in a line that is a dateline: a town, an office, a signature."""


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the date between these places says when the text was written."""
    nearest = max(0, start - _LONGEST - 1)  # no search further back: a text may be one long line
    line = text.rfind("\n", nearest, start) + 1
    before = text[line or nearest : start]
    if len(before) > _LONGEST or _INSIDE.search(before):
        return False
    return bool(_CLOSED.match(text, end) or _SENT.match(text, end))


def closing_line(text: str) -> tuple[int, int]:
    """The last line that is not empty, where a letter bears its date; an empty span where it is long."""
    end = len(text.rstrip())
    start = text.rfind("\n", 0, end) + 1
    return (start, end) if 0 < start and end - start <= 2 * _LONGEST else (end, end)
