"""What the fast tagger looks at: characters in Chinese and Japanese, words in Russian.

Texts are read as one stream, with GAP empty units between them, so that no net of its depth mixes two texts. Every
unit has the numbers of a few features: rows of the base vocabulary (a character, the pieces of two and three
characters that begin with it, the pieces of a word), and hashes of what has no piece of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from extraction.encoder.pieces import SPACE

GAP = 4
"""Empty units between two texts: as many as the widest step of a layer."""
BUCKETS = 1 << 15
"""Rows of a table of hashed features."""
Numbers = npt.NDArray[np.int64]
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_CYRILLIC, _CYRILLIC_END = 0x400, 0x530
_EAST, _EAST_END = 0x3040, 0xA000
_BITS = 21  # of a code point


def code_points(text: str) -> Numbers:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


def is_russian(text: str) -> bool:
    """Whether a text is to be read word by word: more Cyrillic letters than kana and Chinese characters."""
    codes = code_points(text)
    cyrillic = np.count_nonzero((codes >= _CYRILLIC) & (codes < _CYRILLIC_END))
    return bool(cyrillic > np.count_nonzero((codes >= _EAST) & (codes < _EAST_END)))


class HanFeatures:
    """Features of characters. Feature numbers count from 1; 0 means there is none."""

    names = ("one", "two", "three", "pair", "triple")

    def __init__(self, pieces: Sequence[tuple[str, float]]) -> None:
        """Index the pieces of one, two and three characters of the base vocabulary."""
        short = {size: dict[int, int]() for size in (1, 2, 3)}
        for number, (piece, _) in enumerate(pieces):
            if number > 3 and len(piece) in short and SPACE not in piece:
                short[len(piece)][_key([ord(letter) for letter in piece])] = number
        keys = {size: np.array(sorted(found), dtype=np.int64) for size, found in short.items()}
        self._keys = keys
        self.pieces = tuple(
            np.array([short[size][key] for key in keys[size].tolist()], dtype=np.int64) for size in (1, 2, 3)
        )
        """The piece behind each number of the first three features, from number 1 on."""

    def stream(self, texts: Sequence[str]) -> tuple[Numbers, Numbers]:
        """The features of some texts as one stream, (5, units), and where each text begins in it."""
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(lengths + GAP)[:-1]))
        codes = code_points(("\0" * GAP).join(texts))
        ahead = np.concatenate((codes, [0, 0]))
        second, third = ahead[1:-1], ahead[2:]
        pair = codes << _BITS | second
        features = np.zeros((5, len(codes)), dtype=np.int64)
        features[0] = self._find(1, codes)
        features[1] = self._find(2, pair)
        features[2] = self._find(3, pair << _BITS | third)
        features[3] = 1 + _mixed(codes, second, np.zeros_like(codes))
        features[4] = 1 + _mixed(codes, second, third)
        features[:, codes == 0] = 0
        return features, starts

    def _find(self, size: int, wanted: Numbers) -> Numbers:
        keys = self._keys[size]
        if not len(keys):
            return np.zeros_like(wanted)
        places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[places] == wanted, places + 1, 0)


def _key(codes: Sequence[int]) -> int:
    key = 0
    for code in codes:
        key = key << _BITS | code
    return key


def _mixed(first: Numbers, second: Numbers, third: Numbers) -> Numbers:
    """A bucket for each combination of characters."""
    mixed = (first * 73_856_093) ^ (second * 19_349_663) ^ (third * 83_492_791)
    mixed ^= mixed >> 15
    return (mixed * 2_654_435_761 >> 13) & (BUCKETS - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or mark of a Russian text."""

    text: str
    start: int
    end: int
    gap: int  # what stands before it: 1 nothing, 2 a space, 3 a line break


def words_of(text: str) -> Iterator[Word]:
    """The words and marks of a text, in order."""
    at = 0
    for found in _WORD.finditer(text):
        between = text[at : found.start()]
        gap = 1 if not between else 3 if "\n" in between else 2
        yield Word(text=found.group(), start=found.start(), end=found.end(), gap=gap)
        at = found.end()


SHAPES = 10
"""Shapes of words that are told apart, and 0 for none."""
HASHES = 5
"""Hashed features of a word."""


def shape_of(word: str) -> int:
    """How a word is written: figures, a mark, capitals; short words apart."""
    if word[0].isdigit():
        return 1 if len(word) == 4 else 2
    if not word[0].isalpha():
        return 3
    if word.islower():
        return 4 if len(word) < 4 else 5
    if len(word) == 1:
        return 6
    if word.isupper():
        return 7 if len(word) < 6 else 8
    return 9 if word[1:].islower() else 10


def hashes_of(word: str) -> tuple[int, ...]:
    """The hashed features of a word: itself, its first four letters, its last two, three and four."""
    plain = "0" * len(word) if word[0].isdigit() else word.lower().replace("ё", "е")
    parts = (plain, "<" + plain[:4], ">2" + plain[-2:], ">3" + plain[-3:], ">4" + plain[-4:])
    return tuple(1 + (crc32(part.encode()) & (BUCKETS - 1)) for part in parts)
