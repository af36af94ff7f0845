"""The pair model on whole records: windows of sentences, the surest place for every two entities and every label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extraction.recognize.tagger.form import tagger_form
from extraction.relate.pairs.inputs import Floats
from extraction.relate.pairs.labels import LABELS, SIGNATURES
from extraction.relate.pairs.model import PairModel
from extraction.relate.reading import Reading, Slot
from ontology.records import Entity

WINDOW = {"zh": 360, "ja": 360, "ru": 840}
"""Characters read together; windows overlap by half, so that names half a window apart are always seen together."""
MOST_NAMES = 48
"""Names of one window that are looked at; a roster longer than this is read in its first names and its next window."""
_NAMED = "PLOEW"
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim as the model sees it: both ends where it is surest, and how sure it is."""

    head: Slot
    label: str
    tail: Slot
    logit: float  # of the claim being stated

    @property
    def entities(self) -> tuple[Entity, Entity]:
        """Both ends."""
        head, tail = self.head.entity, self.tail.entity
        assert head is not None  # slots without are never judged
        assert tail is not None
        return head, tail


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """A stretch of the text with the names in it."""

    start: int
    end: int
    slots: tuple[Slot, ...]


class PairJudge:
    """Judges every two names of a record that stand near each other."""

    def __init__(self, model: PairModel, *, least: float) -> None:
        """Report what the model is at least so sure of (a logit)."""
        self._model = model
        self._least = least

    @property
    def version(self) -> str:
        """What the judgements depend on besides text, names and links."""
        return f"{self._model.version}+{self._least:g}"

    def judge(self, reading: Reading) -> list[Judged]:
        """What the model sees, each claim once, in order of its ends."""
        windows = list(_windows(reading))
        if not windows:
            return []
        text = tagger_form(reading.unfolded.text, reading.record.lang)
        names = [
            [(slot.start - one.start, slot.end - one.start, _kind(slot)) for slot in one.slots]
            for one in windows
        ]
        best: dict[_Key, Judged] = {}
        for number, scores in self._model.scores([text[one.start : one.end] for one in windows], names):
            for found in _joint(windows[number].slots, scores, self._least):
                head, tail = found.entities
                known = best.get((head.id, found.label, tail.id))
                if known is None or found.logit > known.logit:
                    best[head.id, found.label, tail.id] = found
        return [best[key] for key in sorted(best)]


def _windows(reading: Reading) -> Iterator[_Window]:
    """Stretches of whole sentences in which at least two things are named; each begins where half the last is past."""
    size = WINDOW.get(reading.record.lang, WINDOW["zh"])
    sentences = reading.sentences
    first = 0
    while first < len(sentences):
        start, last = sentences[first].start, first
        while last + 1 < len(sentences) and sentences[last + 1].end - start <= size:
            last += 1
        end = min(sentences[last].end, start + 2 * size)
        slots = [
            s for s in reading.slots if s.letter in _NAMED and s.entity and start <= s.start and s.end <= end
        ]
        if len({slot.entity.id for slot in slots if slot.entity}) > 1:
            yield _Window(start=start, end=end, slots=tuple(slots[:MOST_NAMES]))
        if last + 1 == len(sentences):
            return
        half = next(
            n for n in range(first + 1, last + 2) if n == last + 1 or sentences[n].start - start >= size / 2
        )
        first = half


def _kind(slot: Slot) -> str:
    assert slot.entity is not None
    return slot.entity.kind.value


def _joint(slots: Sequence[Slot], scores: Floats, least: float) -> Iterator[Judged]:
    """The claims between the entities of a window: over all their mentions, at the surest two of them."""
    own: dict[str, list[int]] = {}
    for place, slot in enumerate(slots):
        if slot.entity:
            own.setdefault(slot.entity.id, []).append(place)
    kinds = {id: _kind(slots[places[0]]) for id, places in own.items()}
    for head, heads in own.items():
        for tail, tails in own.items():
            labels = _labels(kinds[head], kinds[tail]) if head != tail else []
            if not labels:
                continue
            block = scores[np.ix_(heads, tails, labels)]
            summed = np.logaddexp.reduce(block.reshape(-1, len(labels)), axis=0)
            for column in np.flatnonzero(summed >= least):
                i, j = np.unravel_index(int(block[:, :, column].argmax()), block.shape[:2])
                yield Judged(
                    head=slots[heads[int(i)]],
                    label=LABELS[labels[column]],
                    tail=slots[tails[int(j)]],
                    logit=float(summed[column]),
                )


def _labels(head: str, tail: str) -> list[int]:
    return [number for number, label in enumerate(LABELS) if (head, tail) in SIGNATURES[label]]
