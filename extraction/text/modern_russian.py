"""Russian print before the reform of 1918, read in modern spelling, word by word.

Only spelling changes, never a word: a final ъ goes together with the consonant before it, so that a name found
in the modern text covers the ъ of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.text.alignment import Edit

_WORD = re.compile(r"[\u0400-\u04ff\u0300\u0301]+")
_OLD_LETTER = re.compile(r"[ѣѢѳѲѵѴ]")
_FINAL_HARD_SIGN = re.compile(r"[бвгджзклмнпрстфхцчшщ]ъ(?![\u0400-\u04ff])", re.IGNORECASE)
_LETTERS = str.maketrans("ѣѢіІїЇѳѲѵѴ", "еЕиИиИфФиИ")
# Whole words whose modern form has another ending; after the letters were changed, ъ still there.
_WORDS = {
    "онѣ": "они", "однѣ": "одни", "однѣхъ": "одних", "однѣмъ": "одним", "однѣми": "одними",
    "ея": "её", "нея": "неё", "ея́": "её", "самаго": "самого", "одного": "одного", "этаго": "этого",
    "его": "его", "кого": "кого",
}  # fmt: skip
_NOT_ADJECTIVES = frozenset({"благо", "саго", "драго", "много", "того", "этого", "яго", "баба-яго", "чикаго", "сантьяго", "карфаго", "арпаго"})  # fmt: skip
_ADJECTIVE = re.compile(r"(?<=..)(а|я)го(ся)?$")
_ADJECTIVE_HARD_STEMS = re.compile(r"(?<=[жшчщ])аго(ся)?$")
_PREFIX = re.compile(r"^(бе|ра|и|во|ни|чре|чере)з(?=[кпстфхцчшщ])")
# Plurals in -ыя are adjectives; those in -ия only after these stems (Россия, линия, армия are nouns).
_PLURAL = re.compile(
    r"(ыя|(?:(?:ск|цк|[шщжч])|(?:послед|преж|древ|край|верх|ниж|сосед|сред|внутрен|внеш)н)ия)$"
)


def looks_old(text: str) -> bool:
    """Whether a text shows the old spelling: a letter that was abolished, or final hard signs."""
    if _OLD_LETTER.search(text):
        return True
    return sum(1 for _, _ in zip(_FINAL_HARD_SIGN.finditer(text), range(3), strict=False)) >= 2


def modern_edits(text: str) -> Iterator[Edit]:
    """The edits that bring old spelling to modern spelling, in rising order."""
    known: dict[str, tuple[Edit, ...]] = {}
    for found in _WORD.finditer(text):
        word = found.group()
        edits = known.get(word)
        if edits is None:
            edits = known[word] = tuple(_word_edits(word))
        start = found.start()
        for first, last, new in edits:
            yield start + first, start + last, new


def modern_word(word: str) -> str:
    """One word in modern spelling."""
    done, pieces = 0, []
    for start, end, new in _word_edits(word):
        pieces += [word[done:start], new]
        done = end
    return "".join([*pieces, word[done:]])


def _word_edits(word: str) -> Iterator[Edit]:
    """The edits inside one word: letters and endings of equal length, then the final ъ."""
    modern = _respelled(word)
    hard = len(word) > 1 and word[-1] in "ъЪ"
    if not hard:
        if modern != word:
            yield 0, len(word), modern
        return
    if modern[:-2] != word[:-2]:
        yield 0, len(word) - 2, modern[:-2]
    yield len(word) - 2, len(word), modern[-2]


def _respelled(word: str) -> str:
    """The word with modern letters and endings, of equal length: a final ъ is still there."""
    modern = _WORDS.get(word.lower()) or _endings(word.lower().translate(_LETTERS))
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, modern, strict=True))


def _endings(word: str) -> str:
    """Endings and prefixes of a lower-case word, of equal length."""
    if word.rstrip("ъ") not in _NOT_ADJECTIVES:
        word = _ADJECTIVE_HARD_STEMS.sub(lambda found: "его" + (found[1] or ""), word)
        word = _ADJECTIVE.sub(lambda found: ("о" if found[1] == "а" else "е") + "го" + (found[2] or ""), word)
    if _PLURAL.search(word):
        word = word[:-1] + "е"
    return _PREFIX.sub(lambda found: found[1] + "с", word)
