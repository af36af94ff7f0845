"""Ordinary words and likely names in running Chinese: what tells a name from the words around it.

A sentence is cut where the words of a common vocabulary, the spans that are known already and the likely
personal names make the most probable row (unigrams, one pass from left to right). The vocabulary holds no
names: a personal name is a surname with one or two characters that are usual in given names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extraction.recognize.grammar import words
from extraction.recognize.spans import Found

NAME, KNOWN, PROPER, UNKNOWN = "N", "K", "G", "x"
"""Tags beside the parts of speech: a likely person, a known span, a proper word, a character no list has."""
_TOTAL = math.log(6e7)
_NAME_SHARE = math.log(1 / 60)
"""About how many words of historical prose are full personal names."""
_SURNAME_SHARE = math.log(1 / 150)
_WEAK_SURNAME = math.log(1 / 8)
_GIVEN_TOTAL = math.log(4.5e4)
_SINGLE_TOTAL = math.log(3.5e4)
_ALONE_SHARE = math.log(0.2)
_UNSEEN = -1.2
_SURNAME_STARTS = frozenset(name[0] for name in words.SURNAMES)
_HAN_RUN = re.compile(r"[\u3007\u3400-\u9fff々]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a cut sentence."""

    start: int
    end: int
    tag: str  # a part of speech by its first letter, or one of the tags above


class Cut:
    """A text cut into words: asked for the word at a place, and for likely names."""

    def __init__(self, row: list[Word]) -> None:
        """Index the words by their beginnings."""
        self.words = tuple(row)
        self._at = {word.start: word for word in row}
        self._begins = {place: word for word in row for place in range(word.start, word.end)}

    def begins(self, position: int) -> Word | None:
        """The word that begins at a place, None inside a word or outside Chinese text."""
        return self._at.get(position)

    def over(self, position: int) -> Word | None:
        """The word that covers a place."""
        return self._begins.get(position)

    def names(self) -> tuple[Word, ...]:
        """The likely personal names."""
        return tuple(word for word in self.words if word.tag == NAME)


def cut(text: str, known: Iterable[Found] = ()) -> Cut:
    """Cut a folded text; known spans stay whole."""
    fixed = {item.start: item.end for item in known}
    row: list[Word] = []
    for run in _HAN_RUN.finditer(text):
        row += _best_row(text, run.start(), run.end(), fixed)
    return Cut(row)


def _best_row(text: str, start: int, end: int, fixed: dict[int, int]) -> list[Word]:
    """The most probable row of words over a run of characters."""
    reach = end - start
    best = [-math.inf] * (reach + 1)
    best[0] = 0.0
    came: list[tuple[int, str]] = [(0, "")] * (
        reach + 1
    )  # where the best word that ends here begins; its tag
    for place in range(start, end):
        so_far = best[place - start]
        steps = _ordinary(text, place, end)
        if place in fixed and (known := fixed[place]) <= end:
            steps = [(known - place, -6.0, KNOWN), *steps]
        if text[place] in _SURNAME_STARTS:
            steps = [*steps, *_names(text, place, end)]
        for size, gain, tag in steps:
            target, total = place + size - start, so_far + gain
            if total > best[target]:
                best[target] = total
                came[target] = (place, tag)
    row: list[Word] = []
    place = end
    while place > start:
        before, tag = came[place - start]
        row.append(Word(before, place, tag))
        place = before
    return row[::-1]


Step = tuple[int, float, str]
"""A word that can begin at a place: its length, log probability and tag."""


_NO_WORD: list[Step] = [(1, -_TOTAL, UNKNOWN)]
_LONGEST_WORD = 4


def _ordinary(text: str, place: int, end: int) -> list[Step]:
    """The ordinary words that begin at a place of a run that goes on to `end`, shortest first."""
    singles, pairs = _starts()
    entry = pairs.get(text[place : place + 2]) if place + 2 <= end else None
    if entry is None:
        return singles.get(text[place], _NO_WORD)
    steps, longest = entry
    if longest < 3 or place + 3 > end:
        return steps
    get = _vocabulary().get
    more = [
        (size, *word)
        for size in range(3, min(longest, end - place) + 1)
        if (word := get(text[place : place + size]))
    ]
    return steps + more


@cache
def _starts() -> tuple[dict[str, list[Step]], dict[str, tuple[list[Step], int]]]:
    """For each first character the word that it is; for each first pair the words of one and two, and the longest."""
    singles: dict[str, list[Step]] = {}
    longest: dict[str, int] = {}
    vocabulary = _vocabulary()
    for word, entry in vocabulary.items():
        if len(word) == 1:
            singles[word] = [(1, *entry)]
        elif len(word) <= _LONGEST_WORD:
            longest[word[:2]] = max(len(word), longest.get(word[:2], 0))
    pairs: dict[str, tuple[list[Step], int]] = {}
    for two, size in longest.items():
        whole = vocabulary.get(two)
        pairs[two] = (singles.get(two[0], _NO_WORD) + ([(2, *whole)] if whole else []), size)
    return singles, pairs


def _names(text: str, place: int, end: int) -> Iterable[Step]:
    """A surname with a given name of one or two characters."""
    long = text[place : place + 2] in words.SURNAMES
    if not long and text[place] not in words.SURNAMES:
        return
    given = place + (2 if long else 1)
    surname = _SURNAME_SHARE + (_WEAK_SURNAME if not long and text[place] in words.WEAK_SURNAMES else 0.0)
    first, second, alone = _given_names()
    if given + 2 <= end:
        gain = first.get(text[given], _UNSEEN) + second.get(text[given + 1], _UNSEEN) - 2 * _GIVEN_TOTAL
        yield given + 2 - place, _NAME_SHARE + surname + gain, NAME
    if given + 1 <= end:
        gain = alone.get(text[given], _UNSEEN) - _SINGLE_TOTAL + _ALONE_SHARE
        yield given + 1 - place, _NAME_SHARE + surname + gain, NAME


@cache
def _vocabulary() -> dict[str, tuple[float, str]]:
    """Common words with their log probability and part of speech."""
    found: dict[str, tuple[float, str]] = {}
    for letter, size, rest in _rows("words.txt"):
        for word in rest.split():
            found[word] = (int(size) - _TOTAL, letter)
    return found


@cache
def _given_names() -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """How usual a character is as first, second and only character of a given name, as log counts."""
    found: dict[str, dict[str, float]] = {"first": {}, "second": {}, "single": {}}
    for name, size, rest in _rows("given_names.txt"):
        found[name].update(dict.fromkeys(rest, int(size) / 2))
    return found["first"], found["second"], found["single"]


def _rows(name: str) -> Iterable[tuple[str, str, str]]:
    lines = (files("extraction.recognize") / "lexicon" / name).read_text("utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            first, second, *rest = line.split(" ", 2)
            yield first, second, rest[0] if rest else ""


def tag_of(text: str) -> str:
    """The part of speech of an ordinary word, empty for what is none."""
    return _vocabulary().get(text, (0.0, ""))[1]


def is_word(text: str) -> bool:
    """Whether a text is an ordinary word."""
    return text in _vocabulary()
