"""Known names in Russian text, whose words are inflected: matched word by word on their dictionary forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from extraction.recognize.gazetteer import KIND_ORDER, Known, score_of
from extraction.recognize.spans import Found
from ontology.authority import Authority
from ontology.errors import MissingPart

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_ENDINGS = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ом|ем|ой|ей|ою|ею|ах|ях|ая|яя|ое|ее|ую|юю|ый|ий|ых|их|а|я|у|ю|е|и|ы|й|ь|о)$"
)
_STEM_FROM = 5


class RussianGazetteer:
    """A tree of dictionary forms; proper words must be written with a capital, as in the name."""

    def __init__(self, authority: Authority) -> None:
        """Index the Russian names of an authority."""
        self._tree: dict[str, Any] = {}
        self._forms: dict[str, frozenset[str]] = {}
        self._size = 0
        for entry in authority.entries.values():
            if entry.named and entry.kind in KIND_ORDER:
                for name in entry.names:
                    if name.lang == "ru" and _CYRILLIC.search(name.text):
                        self._add(name.text, Known(kind=entry.kind, score=score_of(entry, name)))

    @cached_property
    def _morph(self) -> Any:
        """The morphological dictionary, loaded once."""
        try:
            import pymorphy3
        except ImportError as error:
            raise MissingPart(
                "Russian names", "the package pymorphy3 is not installed", "Run: pip install dangmai[ru]"
            ) from error
        return pymorphy3.MorphAnalyzer()

    def __len__(self) -> int:
        """How many names it knows."""
        return self._size

    def _add(self, text: str, known: Known) -> None:
        words = _WORD.findall(text)
        if not words or (len(words) == 1 and len(words[0]) < 3):
            return
        nodes = [self._tree]
        for word in words:
            nodes = [node.setdefault(key, {}) for node in nodes for key in sorted(self._keys(word))]
        for node in nodes:
            old = node.get("", known)
            node[""] = min(old, known, key=lambda one: KIND_ORDER.index(one.kind))
        self._size += 1

    def _keys(self, word: str) -> frozenset[str]:
        """The forms under which a word is looked up, marked by whether it is written with a capital."""
        if word not in self._forms:
            self._forms[word] = self._forms_of(word)
        return self._forms[word]

    def _forms_of(self, word: str) -> frozenset[str]:
        plain = word.lower().replace("ё", "е")
        if word.isupper() and 2 <= len(word) <= 5:
            return frozenset({word})  # abbreviations do not inflect
        capital = "^" if word[0].isupper() else ""
        forms = {plain} | {parse.normal_form.replace("ё", "е") for parse in self._morph.parse(word)}
        if capital and len(plain) >= _STEM_FROM:
            forms.add("~" + _ENDINGS.sub("", plain))
        return frozenset(capital + form for form in forms)

    def _begins(self, word: str) -> bool:
        """Whether a name may begin with a word; says so without its dictionary forms, where that is safe.

        A word of the dictionary has no other forms than the dictionary's, so it begins a name only if it is a form
        of a first word of one. Most words of a text are settled so, at a tenth of the cost.
        """
        if word in self._forms or len(word) < 3 or (word.isupper() and len(word) <= 5):
            return True
        plain = word.lower().replace("ё", "е")
        capital = "^" if word[0].isupper() else ""
        stem = f"^~{_ENDINGS.sub('', plain)}"
        if plain in self._first_forms[capital] or capital + plain in self._tree:
            return True
        return (bool(capital) and stem in self._tree) or not self._morph.word_is_known(word)

    @cached_property
    def _first_forms(self) -> dict[str, frozenset[str]]:
        """All forms of the first words of names that are words of the dictionary: with a capital ("^") and without."""
        found: dict[str, set[str]] = {"": set(), "^": set()}
        for key in self._tree:
            word = key.removeprefix("^")
            if not word.startswith("~") and self._morph.word_is_known(word):
                lexemes = (parse.lexeme for parse in self._morph.parse(word))
                found["^" if key.startswith("^") else ""] |= {
                    form.word.replace("ё", "е") for lexeme in lexemes for form in lexeme
                }
        return {capital: frozenset(forms) for capital, forms in found.items()}

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """Known names in a text in modern spelling, longest match from the left."""
        words = list(_WORD.finditer(text))
        index, never = 0, set[str]()
        while index < len(words):
            first = words[index].group()
            if first in never or not self._begins(first):
                never.add(first)
                index += 1
                continue
            step, found = self._at(text, words, index)
            if found:
                yield found
            index += step

    def _at(self, text: str, words: list[re.Match[str]], index: int) -> tuple[int, Found | None]:
        """The longest name that begins with this word, and how many words to go on."""
        nodes, best, step = [self._tree], None, 1
        for offset, word in enumerate(words[index : index + 12]):
            if offset and not _joined(text[words[index + offset - 1].end() : word.start()]):
                break
            nodes = [node[key] for node in nodes for key in sorted(self._keys(word.group())) if key in node]
            ends = [node[""] for node in nodes if "" in node]
            if ends:
                item = min(ends, key=lambda one: KIND_ORDER.index(one.kind))
                best, step = (word.end(), item), offset + 1
            if not nodes:
                break
        if best is None:
            return 1, None
        end, item = best
        return step, Found(
            start=words[index].start(),
            end=end,
            kind=item.kind,
            score=item.score,
            by="gazetteer",
            rule="authority",
        )


def _joined(between: str) -> bool:
    """Whether two words may belong to one name: a space, a hyphen, a dot of an initial, a line break."""
    return len(between) <= 3 and not between.strip(' \n-–—.·«»"()№')
