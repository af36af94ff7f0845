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
    vocabulary = _vocabulary()
    reach = end - start
    best: list[tuple[float, int, str]] = [(-math.inf, 0, "")] * (reach + 1)
    best[0] = (0.0, 0, "")
    for place in range(start, end):
        so_far = best[place - start][0]
        for size, gain, tag in _steps(text, place, end, fixed, vocabulary):
            target, total = place + size - start, so_far + gain
            if total > best[target][0]:
                best[target] = (total, place, tag)
    row: list[Word] = []
    place = end
    while place > start:
        _, before, tag = best[place - start]
        row.append(Word(before, place, tag))
        place = before
    return row[::-1]


def _steps(
    text: str, place: int, end: int, fixed: dict[int, int], vocabulary: dict[str, tuple[float, str]]
) -> list[tuple[int, float, str]]:
    """The words that can begin at a place: length, log probability, tag."""
    steps: list[tuple[int, float, str]] = []
    known = fixed.get(place)
    if known is not None and known <= end:
        steps.append((known - place, -6.0, KNOWN))
    single = vocabulary.get(text[place])
    steps.append((1, *single) if single else (1, -_TOTAL, UNKNOWN))
    if place + 2 <= end and (word := vocabulary.get(text[place : place + 2])):
        steps.append((2, *word))
    if place + 3 <= end and (word := vocabulary.get(text[place : place + 3])):
        steps.append((3, *word))
    if place + 4 <= end and (word := vocabulary.get(text[place : place + 4])):
        steps.append((4, *word))
    if text[place] in _SURNAME_STARTS:
        steps += _names(text, place, end)
    return steps


def _names(text: str, place: int, end: int) -> Iterable[tuple[int, float, str]]:
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
        gain = alone.get(text[given], _UNSEEN) - _SINGLE_TOTAL + math.log(0.2)
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
