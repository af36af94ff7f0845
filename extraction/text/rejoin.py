"""Hard line breaks inside a paragraph: which to take out, and what stands in their place.

A break stays where a paragraph may end: after a full stop, at a blank line, after a short line, around a heading,
before an indented line, between rows of a table. A page break inside a sentence goes like a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extraction.text.alignment import Edit
from ontology.records import Lang

_LINE = re.compile(r"[^\n\r\f]+")
_TERMINAL = re.compile(r"[。！？!?…．][”’」』）)\]】》\"'»]*$|\.[”’)\]\"'»]*$")
_HEADING = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,5}[章节節編编部分条條款卷回]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、．.]|[\dIVX]{1,4}[、．.)]\s*\D"
    r"|[-*•●○■□◆#]|附[录錄件：:]|目[录錄次]|Глава|ГЛАВА|§|№"
)
_TABLE = re.compile(r"\t|\S[ \u3000]{2,}\S|[|│┃]")
_CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff]")
_NARROWEST = {"zh": 8, "ja": 8, "und": 8, "ru": 24}
_WIDEST = {"zh": 90, "ja": 90, "und": 90, "ru": 140}
_SHORT = 0.75  # of the usual width: the last line of a paragraph
_LONG_ENOUGH_FOR_A_PAGE = 20


def breaks_to_join(text: str, lang: Lang) -> Iterator[Edit]:
    """The edits that take out hard breaks, in rising order."""
    lines = [(found.start(), found.end()) for found in _LINE.finditer(text) if not found.group().isspace()]
    width = _usual_width([end - start for start, end in lines])
    wrapped = _NARROWEST[lang] <= width <= _WIDEST[lang]
    for (start, end), (next_start, next_end) in pairwise(lines):
        gap = text[end:next_start]
        if _joins(text[start:end], gap, text[next_start:next_end], width if wrapped else 0):
            yield _join(text, end, next_start, lang)


def _usual_width(lengths: list[int]) -> int:
    """The width to which lines were broken: the length that one line in four reaches."""
    return sorted(lengths)[len(lengths) * 3 // 4] if lengths else 0


def _joins(line: str, gap: str, following: str, width: int) -> bool:
    """Whether two lines belong to one paragraph; a width of 0 says that lines were not broken by hand."""
    paged = "\f" in gap
    if not paged and (not width or gap.count("\n") > 1):
        return False
    bare, after = line.strip(), following.strip()
    if _TERMINAL.search(bare) or (_HEADING.match(bare) and len(bare) < width * _SHORT):
        return False
    if _HEADING.match(after) or _TABLE.search(bare) or _TABLE.search(after):
        return False
    if following[:1].isspace() and not line[:1].isspace():
        return False  # an indented line opens a paragraph
    return len(bare) >= (width * _SHORT if width else _LONG_ENOUGH_FOR_A_PAGE)


def _join(text: str, end: int, start: int, lang: Lang) -> Edit:
    """The edit that closes one break; spaces beside it go with it."""
    while text[end - 1].isspace():
        end -= 1
    while text[start].isspace():
        start += 1
    before, after = text[end - 1], text[start]
    if lang == "ru" or (lang == "und" and not (_CJK.match(before) or _CJK.match(after))):
        if before in "-\u00ad\u2010" and after.islower() and _LETTER.match(text[max(end - 2, 0)]):
            return end - 1, start, ""  # a word broken at the end of a line
        return end, start, " "
    both_letters = _LETTER.match(before) and _LETTER.match(after)
    return end, start, " " if both_letters else ""
