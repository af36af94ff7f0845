"""Sentences of a text: by punctuation where there is some, else by line and by length."""

from __future__ import annotations

import re

LONGEST = 200
"""Characters after which a sentence without punctuation is cut; vertical print often lost its full stops."""

_END = re.compile(
    r"[。！？!?…．]+[”’」』）)】》\"'»]*|[;；\n\r\f]|\.[”’)\"'»]*(?=\s+[^a-zа-яё\s\d]|\s*$|\s*[\n\r\f])"
)
_ABBREVIATION = re.compile(  # after a figure г. and в. may well end a sentence: 1 мая 1936 г. Он уехал.
    r"(?:^|[^а-яёa-z])(?:[а-яёa-z]|ст|им|ул|тов|др|пр|см|стр|ок|гор|ген|полк|no|mr|dr|st)\.$", re.IGNORECASE
)
_AFTER_FIGURE = re.compile(r"\d\s?(?:гг?|вв?)\.$")
_SOFT = re.compile(r"[，,、：: \u3000]")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as half-open spans, in order, without the blanks around them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        if found[0].startswith(".") and _is_abbreviation(
            text[max(start, found.start() - 8) : found.start() + 1]
        ):
            continue
        _add(spans, text, start, found.end())
        start = found.end()
    _add(spans, text, start, len(text))
    return spans


def _is_abbreviation(end: str) -> bool:
    """Whether a full stop after these words only shortens the last one."""
    return bool(_ABBREVIATION.search(end)) and not _AFTER_FIGURE.search(end)


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Keep one sentence, cut into pieces where it is too long."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = _cut(text, start)
        spans.append((start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))


def _cut(text: str, start: int) -> int:
    """Where to cut a long sentence: after the last comma or space of its second half, else at the limit."""
    last = start + LONGEST
    for position in range(last, start + LONGEST // 2, -1):
        if _SOFT.match(text[position - 1]):
            return position
    return last
