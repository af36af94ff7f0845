"""Pattern rules over the reading layer, one module a subject, written as tables that a linguist can extend."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extraction.recognize.grammar import bodies, people, places, russian, units, works
from extraction.recognize.grammar.scene import Scene
from extraction.recognize.grammar.segment import Cut, cut
from extraction.recognize.spans import Found

VERSION = "2"
"""Raise by one with every change of a rule or word list: the version of a recognizer depends on it."""

Grammar = Callable[[Scene], Iterator[Found]]
HAN_GRAMMARS: tuple[Grammar, ...] = (units.find, bodies.find, works.find, places.find)
"""The grammars of Chinese and Japanese before people, whose names lean on the others as edges."""


class GrammarFinder:
    """All grammars of a language as one finder."""

    def __init__(self, lang: str) -> None:
        """Choose the grammars of a language."""
        self.lang = lang

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """Names by rule; `known` names serve as safe beginnings and ends."""
        if self.lang == "ru":
            yield from russian.find(Scene(text=text, lang=self.lang, known=known))
            return
        words = cut(text, known) if self.lang == "zh" else Cut([])
        scene = Scene(text=text, lang=self.lang, known=known, cut=words)
        found = [item for grammar in HAN_GRAMMARS for item in grammar(scene)]
        yield from found
        yield from people.find(scene)
