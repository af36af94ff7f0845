"""The numbered headings of a plan, a statute or a report: its parts, sections and duties with their numbers.

Levels follow the order of Chinese official papers (GB/T 9704-2012, 7.3.3): 一、 then （一） then 1. then （1）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.records import Layer

_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"[ 　]*([一二三四五六七八九十百]{1,4})、")),
    (2, re.compile(r"[ 　]*[（(]([一二三四五六七八九十百]{1,4})[）)]")),
    (3, re.compile(r"[ 　]*(\d{1,3})[.．、](?!\d)")),
    (4, re.compile(r"[ 　]*[（(](\d{1,3})[）)]")),
)
_TITLE_END = re.compile(r"[。；！？\n\f]")
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One numbered heading: its level, its number as written, its words, and its span in L0."""

    level: int
    number: str
    title: str
    start: int
    end: int


def outline(layer: Layer) -> tuple[Heading, ...]:
    """The numbered headings of a text in order; read on a layer whose broken lines were joined."""
    return tuple(_headings(layer))


def _headings(layer: Layer) -> Iterator[Heading]:
    position = 0
    for line in layer.text.split("\n"):
        for level, pattern in _LEVELS:
            found = pattern.match(line)
            if found:
                title = _TITLE_END.split(line[found.end() :], maxsplit=1)[0].strip()
                if title and len(title) <= _LONGEST_TITLE:
                    end = position + line.index(title, found.end()) + len(title)
                    start, stop = layer.source_span(position + found.start(1), end)
                    yield Heading(level=level, number=found.group(1), title=title, start=start, end=stop)
                break
        position += len(line) + 1
