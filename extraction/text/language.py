"""Which language and script a text is in: a rule for each line, and a vote of the lines.

Chinese characters alone may be Chinese or Japanese; a short string of them stays undecided unless it holds a
character that only one of the two writes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from ontology.records import Lang

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ENOUGH = 200_000  # characters that decide; a longer text is judged by its beginning
_LONG = 40  # that many Chinese characters without kana are Chinese even without a telling character
_MINORITY = 0.25
"""From this share on, a second script makes a text mixed."""


def language_of(text: str) -> tuple[Lang, str]:
    """The language and script of a text: Hans, Hant, Cyrl, Jpan, mixed or und."""
    weights: Counter[tuple[Lang, str]] = Counter()
    undecided = 0
    for line in text[:_ENOUGH].splitlines():
        signs = _signs(line)
        verdict = _of_line(signs)
        if verdict:
            weights[verdict] += signs.letters
        else:
            undecided += signs.letters
    if not weights:
        return ("zh", "und") if undecided >= _LONG else ("und", "und")
    (lang, script), _ = min(weights.items(), key=lambda item: (-item[1], item[0]))
    return lang, "mixed" if _is_mixed(weights, script) else script


@dataclass(frozen=True, slots=True)
class _Signs:
    """What one line holds: letters of each kind, and characters that only one script has."""

    han: int
    kana: int
    cyrillic: int
    simplified: int
    traditional: int
    japanese: int
    unreformed: int  # of the traditional ones, those that modern Japanese does not write either

    @property
    def letters(self) -> int:
        """All letters that count."""
        return self.han + self.kana + self.cyrillic


def _signs(line: str) -> _Signs:
    """Count the telling characters of a line."""
    han = _HAN.findall(line)
    simplified, traditional, japanese, unreformed = _telling()
    return _Signs(
        han=len(han),
        kana=len(_KANA.findall(line)),
        cyrillic=len(_CYRILLIC.findall(line)),
        simplified=sum(character in simplified for character in han),
        traditional=sum(character in traditional for character in han),
        japanese=sum(character in japanese for character in han),
        unreformed=sum(character in unreformed for character in han),
    )


def _of_line(signs: _Signs) -> tuple[Lang, str] | None:
    """The verdict of one line, or nothing where it tells nothing."""
    if signs.cyrillic > signs.han + signs.kana:
        return "ru", "Cyrl"
    if signs.kana >= 1 and signs.kana * 12 >= signs.han + signs.kana and signs.kana > signs.simplified:
        return "ja", "Jpan"
    if signs.japanese > signs.simplified + signs.unreformed:
        return "ja", "Jpan"
    if signs.simplified or signs.traditional:
        return "zh", "Hans" if signs.simplified >= signs.traditional else "Hant"
    return None


def _is_mixed(weights: Counter[tuple[Lang, str]], script: str) -> bool:
    """Whether another script holds a fair share of the text."""
    others = sum(weight for (_, other), weight in weights.items() if other != script)
    return others >= _MINORITY * sum(weights.values())


@cache
def _telling() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Characters that only simplified, only traditional, only modern Japanese, only unreformed writing has."""
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    joined = "\n".join(characters)
    sets: tuple[set[str], ...] = (set(), set(), set(), set())
    simplified, traditional, japanese, unreformed = sets
    converted = (OpenCC(name).convert(joined).split("\n") for name in ("t2s", "s2t", "jp2t", "t2jp"))
    for own, simple, full, older, newer in zip(characters, *converted, strict=True):
        in_japan, in_taiwan, in_mainland = (_in(own, name) for name in ("shift_jis", "big5", "gb2312"))
        if own != older and in_japan and not in_mainland and not in_taiwan:
            japanese.add(own)
        elif own != full and not in_taiwan and not in_japan:
            simplified.add(own)
        elif own != simple and not in_mainland:
            traditional.add(own)
            if own != newer:
                unreformed.add(own)
    return frozenset(simplified), frozenset(traditional), frozenset(japanese), frozenset(unreformed)


def _in(character: str, encoding: str) -> bool:
    """Whether a national character set holds a character."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
