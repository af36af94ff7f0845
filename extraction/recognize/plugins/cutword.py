"""cutword 0.1.1 as a finder for Chinese: a small LSTM tagger, Apache-2.0, with the weights inside its package."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import cache
from typing import Any

from extraction.recognize.plugins.labels import CUTWORD
from extraction.recognize.plugins.packages import bring
from extraction.recognize.spans import Found
from extraction.text.segment import sentences

SCORE = 0.7
_BATCH = 64


class CutwordFinder:
    """Finds names in Chinese with cutword. Never decides overlaps: the merger does."""

    version = "cutword 0.1.1"

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """People, places and bodies in a text, simplified or traditional."""
        spans = sentences(text)
        for at in range(0, len(spans), _BATCH):
            some = spans[at : at + _BATCH]
            # The tagger drops blanks and then miscounts: a comma in the place of each keeps the numbers.
            asked = ["".join("，" if one.isspace() else one for one in text[s:e]) for s, e in some]
            for (start, _), sentence, names in zip(some, asked, _answers(asked), strict=True):
                for name in names:
                    kind = CUTWORD.get(name.ner_type_en)
                    if kind is None or sentence[name.begin : name.end] != name.entity:
                        continue
                    yield Found(
                        start=start + name.begin,
                        end=start + name.end,
                        kind=kind,
                        score=SCORE,
                        by="cutword",
                        rule=name.ner_type_en,
                    )


def _answers(asked: list[str]) -> Any:
    """What the tagger finds in each sentence; its chatter goes to the error stream."""
    tagger = _tagger()
    with warnings.catch_warnings(), redirect_stdout(sys.stderr):
        warnings.simplefilter("ignore")
        return tagger.predict(asked)


@cache
def _tagger() -> Any:
    """The tagger, loaded once a process."""
    bring("torch", plugin="cutword")  # cutword needs it and does not say so
    with warnings.catch_warnings(), redirect_stdout(sys.stderr):
        warnings.simplefilter("ignore")
        return bring("cutword", plugin="cutword").NER(device="cpu")
