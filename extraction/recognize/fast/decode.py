"""From label probabilities of a stream to names: the best legal path through every doubtful run.

The same paths as `tagger.labels.best_paths` finds, at a fraction of the cost: what may follow what is so regular that
two maxima a step decide everything. A unit outside all names parts the search before it from that after it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extraction.recognize.tagger.labels import KINDS, LABELS, spans_of
from ontology.kinds import Kind

SURE = 0.97
"""A unit is outside all names if that has this probability."""
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Span = tuple[int, int, Kind, float]
_NUMBERS = 1 + 4 * np.arange(len(KINDS))
_BEGIN, _INSIDE, _END = _NUMBERS, _NUMBERS + 1, _NUMBERS + 2
_CLOSED = np.array([n for n, label in enumerate(LABELS) if label[0] in "OES"])
"""Labels after which no name is open."""
_FRESH = np.array([n for n, label in enumerate(LABELS) if label[0] in "OBS"])
"""Labels that may follow those."""
_NEVER = np.float32(-1e4)


def names(probabilities: Floats) -> list[Span]:
    """The names of a stream, in order, each with the lowest probability of its units' labels."""
    labels = best_labels(probabilities)
    spans = spans_of(labels)
    if not spans:
        return []
    edges = np.array([(start, end) for start, end, _ in spans]).ravel()
    chosen = np.append(probabilities[np.arange(len(labels)), labels], 1)
    least = np.minimum.reduceat(chosen, edges)[::2].tolist()
    return [(start, end, kind, sure) for (start, end, kind), sure in zip(spans, least, strict=True)]


def best_labels(probabilities: Floats) -> Numbers:
    """The label of every unit of a stream."""
    labels = np.zeros(len(probabilities), dtype=np.int64)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], probabilities[:, 0] < SURE, [False]))))
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    if not len(starts):
        return labels
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    scores = np.log(np.maximum(probabilities, 1e-9))
    alive = np.searchsorted(-lengths, -np.arange(1, lengths[0] + 1), side="right")
    best, back = _forward(scores, starts, alive)
    now = np.zeros(len(starts), dtype=np.int64)
    for place in range(len(alive) - 1, -1, -1):
        going = alive[place + 1] if place + 1 < len(alive) else 0
        ending = best[going : alive[place]]  # these runs end here, outside every name or at a name's end
        now[going : alive[place]] = _CLOSED[ending[:, _CLOSED].argmax(axis=1)]
        labels[starts[: alive[place]] + place] = now[: alive[place]]
        if place:
            now[: alive[place]] = back[place][np.arange(alive[place]), now[: alive[place]]]
    return labels


def _forward(scores: Floats, starts: Numbers, alive: Numbers) -> tuple[Floats, list[npt.NDArray[np.int8]]]:
    """The best score of each label at the last unit of every run, and for each step where every label came from.

    Runs are in order of length, longest first; `alive` says how many reach each place.
    """
    best = np.full((len(starts), len(LABELS)), _NEVER, dtype=np.float32)
    best[:, _FRESH] = scores[starts][:, _FRESH]
    back = [np.zeros((0, len(LABELS)), dtype=np.int8)]
    for place in range(1, len(alive)):
        count = alive[place]
        before, now = best[:count], scores[starts[:count] + place]
        closed = before[:, _CLOSED]
        place_of = closed.argmax(axis=1)
        first, second = before[:, _BEGIN], before[:, _INSIDE]
        came = np.empty((count, len(LABELS)), dtype=np.int8)
        came[:, _FRESH] = _CLOSED[place_of][:, None]
        came[:, _INSIDE] = came[:, _END] = np.where(first >= second, _BEGIN, _INSIDE)
        opened = np.maximum(first, second)
        now[:, _FRESH] += closed[np.arange(count), place_of][:, None]
        now[:, _INSIDE] += opened
        now[:, _END] += opened
        best[:count] = now
        back.append(came)
    return best, back
