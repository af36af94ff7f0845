"""Russian names in kana: クズネツォフ and Кузнецов have one skeleton of consonants.

Kana blur l and r, v and b, and put a vowel after every consonant, in ways that differ from book to book. So the
vowels are left out and what kana do not tell apart is made equal; only a skeleton of some length says anything.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from ontology.kana import is_kana, words_of_kana

_LEAST = 4
"""Consonants from which two names are hardly alike by chance."""
_RUSSIAN = dict(zip("бвгджзклмнпрстфхцчшщ", "f f g z z z k r m n p r s t f f t t s st".split(), strict=True))
_ROMAJI = (
    ("tsh", "t"), ("sh", "s"), ("ch", "t"), ("ts", "t"), ("dz", "z"), ("d", "z"), ("j", "z"), ("b", "f"), ("v", "f"), ("h", "f"),
    ("w", "f"), ("l", "r"), ("c", "t"),
)  # fmt: skip
_LETTERS = str.maketrans(dict(zip("аеёийоуыэюя", "a e io i i o u i e yu ya".split(), strict=True)))
_VOWELS = re.compile("[aeiouy]+")
_REPEATED = re.compile(r"(.)\1+")
_LAST_PART = re.compile("[・＝=]")


@lru_cache(maxsize=1 << 14)
def skeleton_of_russian(word: str) -> str:
    """The consonants of a Russian word as kana tell them apart; empty for a short one."""
    made = "".join(_RUSSIAN.get(letter, "") for letter in word.lower())
    return _long_enough(made)


@lru_cache(maxsize=1 << 14)
def skeleton_of_kana(name: str) -> str:
    """The same of the last part of a name in kana; empty for other text."""
    if not is_kana(name):
        return ""
    words = words_of_kana(last_part(name))
    if len(words) != 1:
        return ""
    sound = words[0]
    for written, plain in _ROMAJI:
        sound = sound.replace(written, plain)
    return _long_enough(_VOWELS.sub("", sound))


def likeness(kana_name: str, russian: str) -> float:
    """How like the vowels of two names with one skeleton are, from 0 to 1: セミヨノフ is Семёнов before Симонов."""
    heard = "".join(words_of_kana(last_part(kana_name)))
    written = russian.lower().translate(_LETTERS)
    mine, theirs = (re.sub("[^aeiou]", "", text) for text in (heard, written))
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()


def last_part(name: str) -> str:
    """The surname of a western name in kana: クズネツォフ of ステパン・クズネツォフ."""
    return _LAST_PART.split(unicodedata.normalize("NFKC", name))[-1]


def _long_enough(skeleton: str) -> str:
    plain = _REPEATED.sub(r"\1", skeleton)
    return plain if len(plain) >= _LEAST else ""
