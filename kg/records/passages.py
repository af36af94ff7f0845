"""How a text is cut and segmented for search: passages of a few sentences, words and character pairs.

SQLite's full-text index knows words between spaces. Chinese and Japanese have none, so each run of characters
is written as its overlapping pairs, followed by its single characters; Russian words lose their endings.
The text and the question go through the same function, so that they meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontology.names import fold

PASSAGE = 200
"""Characters a passage may have."""
OVERLAP = 20
"""Characters that two passages share where a long stretch had to be cut without a sentence end."""

_EAST = "\u2e80-\u2fdf\u3005\u3007\u3041-\u309f\u30a0-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
# Line ends and spaces inside a run of characters are print, not language.
_TOKEN = re.compile(rf"(?P<east>[{_EAST}](?:\s*[{_EAST}])*)|(?P<word>[^\W_{_EAST}]+)")
_SENTENCE = re.compile(r".+?(?:[。！？!?；;…]+[”’」』）\")]*|\.(?=\s)|\n[ \t\u3000]*\n|$)", re.DOTALL)
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\r?\n(?=[^\W\d_])")
_SOFT = "\n，,、：: \u3000\f"
_OLD_RUSSIAN = str.maketrans({"ѣ": "е", "і": "и", "ѳ": "ф", "ѵ": "и", "ё": "е"})
_ENDINGS = tuple(
    sorted(
        "иями ями ами ого его ому ему ыми ими ые ие ый ий ой ей ая яя ое ее ую юю ых их ым им ом ем ам ям ах ях"
        " ов ев ою ею ии ия ию а я о е ы и у ю ь ъ".split(),
        key=lambda ending: (-len(ending), ending),
    )
)
_STEM = 3
_CYRILLIC = re.compile(r"[а-я]")


def segment(text: str) -> str:
    """The words of a text as the search index knows them, joined by spaces."""
    return " ".join(word for run in _runs(text) for word in _index_words(run))


def match_expression(query: str) -> str:
    """The full-text expression for what somebody typed; empty where nothing in it can be searched for.

    Parts between spaces must all occur, in any order; inside a part the order counts.
    """
    return " AND ".join(f'"{" ".join(_query_words(run))}"' for part in query.split() for run in _runs(part))


def passages(text: str) -> Iterator[tuple[int, int]]:
    """The spans of a text that are searched and shown as one hit."""
    start = end = 0
    for left, right in _pieces(text):
        if end > start and (right - start > PASSAGE or left < end):
            yield from _trimmed(text, start, end)
            start = left
        end = right
    yield from _trimmed(text, start, end)


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """Stretches of one kind: (True, a run of Chinese or Japanese) or (False, a word), in order."""
    plain = fold(_HYPHEN.sub("", text)).lower()
    for found in _TOKEN.finditer(plain):
        if found["east"]:
            yield True, re.sub(r"\s+", "", found["east"])
        else:
            yield False, found["word"]


def _index_words(run: tuple[bool, str]) -> list[str]:
    east, text = run
    if not east:
        return [_stem(text)]
    return [*_pairs(text), *text]


def _query_words(run: tuple[bool, str]) -> list[str]:
    east, text = run
    if not east:
        return [_stem(text)]
    return _pairs(text) or [text]


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _stem(word: str) -> str:
    """A Russian word without its ending; other words as they are."""
    plain = word.translate(_OLD_RUSSIAN)
    if not _CYRILLIC.search(plain):
        return word
    plain = plain.removesuffix("ъ")
    ending = next((e for e in _ENDINGS if plain.endswith(e) and len(plain) - len(e) >= _STEM), "")
    return plain.removesuffix(ending)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, the long ones cut at a comma or a line end."""
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        while end - start > PASSAGE:
            cut = max(text.rfind(mark, start + PASSAGE // 2, start + PASSAGE) for mark in _SOFT) + 1
            cut = cut or start + PASSAGE
            yield start, cut
            start = cut - OVERLAP
        yield start, end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without white space at its edges, unless nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
