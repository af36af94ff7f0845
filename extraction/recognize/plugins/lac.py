"""LAC 2.1.2 as a finder for Chinese: Baidu's tagger, Apache-2.0, with the weights inside its package."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

from extraction.recognize.plugins.labels import LAC
from extraction.recognize.plugins.packages import bring
from extraction.recognize.spans import Found
from extraction.text.segment import sentences

SCORE = 0.7
_BATCH = 64


class LacFinder:
    """Finds names in simplified Chinese with LAC. Never decides overlaps: the merger does."""

    version = "lac 2.1.2"

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """People, places, bodies and works in a text folded to simplified characters."""
        spans = sentences(text)
        for at in range(0, len(spans), _BATCH):
            some = spans[at : at + _BATCH]
            answers = _tagger().run([text[start:end] for start, end in some])
            for (start, end), (words, labels) in zip(some, answers, strict=True):
                yield from _names(text[start:end], words, labels, start)


def _names(sentence: str, words: list[str], labels: list[str], offset: int) -> Iterator[Found]:
    """The words of one sentence that are names; a word is looked up where it stands, never counted blindly."""
    at = 0
    for word, label in zip(words, labels, strict=True):
        place = sentence.find(word, at)
        if place < 0:
            continue
        at = place + len(word)
        if label in LAC and word.strip():
            start, end = offset + place, offset + at
            yield Found(start=start, end=end, kind=LAC[label], score=SCORE, by="lac", rule=label)


@cache
def _tagger() -> Any:
    """LAC's tagger, loaded once a process.

    LAC asks for `paddle.fluid`, a name that paddle gave up with version 2.5; what LAC uses of it lives on in `paddle.base`.
    """
    os.environ.setdefault("GLOG_minloglevel", "2")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        paddle = bring("paddle", plugin="lac")
        fluid = bring("paddle.base", plugin="lac")
        sys.modules.setdefault("paddle.fluid", fluid)
        sys.modules.setdefault("paddle.fluid.core", fluid.core)
        paddle.fluid = fluid
        return bring("LAC", plugin="lac").LAC(mode="lac")
