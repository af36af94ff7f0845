"""The trained tagger alone, asked by the name of an annotation guideline: to measure it, not to work with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extraction.recognize.spans import Found
from extraction.recognize.tagger.finder import TaggerFinder
from extraction.recognize.tagger.model import TaggerModel

_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_CYRILLIC = re.compile("[А-Яа-яЁё]")


class BareTagger:
    """The accurate tagger as a finder of its own, without gazetteer, grammar and merger."""

    unfolded = True
    """It folds characters itself, by language, and wants them as they were before."""

    def __init__(self, guideline: str = "ours") -> None:
        """Ask by a guideline: ours, uner, stockmark, ud_gsd, factrueval."""
        self._model = TaggerModel()
        self._guideline = guideline

    @property
    def version(self) -> str:
        """The weights' version and the guideline."""
        return f"{self._model.version} {self._guideline}"

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """The names of a text in whichever of the three languages it is."""
        lang = "ja" if _KANA.search(text) else "ru" if _CYRILLIC.search(text) else "zh"
        for one in TaggerFinder(self._model, lang, guideline=self._guideline).find(text):
            yield replace(one, by="tagger")
