"""The trained tagger as a finder: whole texts in windows of sentences, names with calibrated confidence out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from extraction.recognize.reliability import Reliability
from extraction.recognize.spans import Found
from extraction.recognize.tagger.form import tagger_form
from extraction.recognize.tagger.model import Tagged
from extraction.text.segment import sentences

WINDOW = {"zh": 180, "ja": 200, "ru": 480}
"""Characters read together: about as many pieces in every language, as long as the texts of the training."""


class NameTagger(Protocol):
    """A trained tagger: the accurate one or the fast one. Never sees more than a window at once."""

    @property
    def version(self) -> str:
        """A hash of the weights."""

    @property
    def reliability(self) -> Reliability:
        """How far its names and those of rules beside it are to be trusted."""

    def tag(self, texts: Sequence[str], *, guideline: str = "ours") -> list[list[Tagged]]:
        """The names in some texts of at most a few hundred characters, in their order."""


class TaggerFinder:
    """Finds names with a trained tagger."""

    def __init__(self, tagger: NameTagger, lang: str, *, guideline: str = "ours") -> None:
        """Read texts of a language with a tagger, by an annotation guideline it was trained on."""
        self._guideline = guideline
        self._tagger = tagger
        self._lang = lang

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """The names of a text, in order."""
        spans = list(windows(text, WINDOW[self._lang]))
        form = tagger_form(text, self._lang)
        for (start, _), names in zip(
            spans, self._tagger.tag([form[s:e] for s, e in spans], guideline=self._guideline), strict=True
        ):
            for one in names:
                yield Found(
                    start=start + one.start,
                    end=start + one.end,
                    kind=one.kind,
                    score=one.probability,
                    by="tagger",
                )


def windows(text: str, size: int) -> Iterator[tuple[int, int]]:
    """Spans of sentences that follow each other, together no longer than `size` where sentences allow it."""
    start = end = -1
    for first, last in sentences(text):
        if start >= 0 and last - start > size:
            yield start, end
            start = -1
        if start < 0:
            start = first
        end = last
    if start >= 0:
        yield start, end
