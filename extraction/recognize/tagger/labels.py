"""The tagger's labels, which may follow which, and the best legal path through a text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ontology.kinds import Kind

KINDS = (Kind.PERSON, Kind.PLACE, Kind.ORGANIZATION, Kind.EVENT, Kind.WORK)
LABELS = ("O", *(f"{part}-{kind.value}" for kind in KINDS for part in "BIES"))
"""O, then Beginning, Inside, End and Single of every kind (BIOES)."""
NEVER = np.float32(-1e4)
Array = npt.NDArray[np.float32]


def label_ids(length: int, spans: list[tuple[int, int, str]]) -> npt.NDArray[np.int64]:
    """The labels of the characters of a text, from spans that do not overlap."""
    ids = np.zeros(length, dtype=np.int64)
    number = {kind.value: 1 + 4 * n for n, kind in enumerate(KINDS)}
    for start, end, kind in spans:
        first = number[kind]
        if end - start == 1:
            ids[start] = first + 3
        else:
            ids[start], ids[start + 1 : end - 1], ids[end - 1] = first, first + 1, first + 2
    return ids


def _legal() -> Array:
    """Transition scores: 0 where one label may follow another, else hopeless."""
    table = np.full((len(LABELS), len(LABELS)), NEVER, dtype=np.float32)
    for here, before in enumerate(LABELS):
        for there, after in enumerate(LABELS):
            opened = before[0] in "BI"
            goes_on = after[0] in "IE" and after[1:] == before[1:]
            if (opened and goes_on) or (not opened and after[0] in "OBS"):
                table[here, there] = 0
    return table


LEGAL = _legal()
STARTS = np.array([0 if label[0] in "OBS" else NEVER for label in LABELS], dtype=np.float32)
ENDS = np.array([0 if label[0] in "OES" else NEVER for label in LABELS], dtype=np.float32)


def best_paths(scores: Array, lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The best legal label sequences of a batch.

    Args:
        scores: log probabilities, (texts, characters, labels); characters past a text's length are not read.
        lengths: characters of each text, (texts,).

    Returns:
        Label numbers, (texts, characters); 0 past the end.
    """
    texts, longest, count = scores.shape
    back = np.zeros((longest, texts, count), dtype=np.int8)
    best = scores[:, 0] + STARTS
    final = best.copy()
    for place in range(1, longest):
        ways = best[:, :, None] + LEGAL
        back[place] = ways.argmax(axis=1)
        best = ways.max(axis=1) + scores[:, place]
        alive = lengths > place
        final[alive] = best[alive]
    paths = np.zeros((texts, longest), dtype=np.int64)
    now = (final + ENDS).argmax(axis=1)
    rows = np.arange(texts)
    for place in range(longest - 1, -1, -1):
        inside = lengths > place
        paths[inside, place] = now[inside]
        now = np.where(inside, back[place, rows, now], now)
    return paths


def spans_of(path: npt.NDArray[np.int64]) -> list[tuple[int, int, Kind]]:
    """The names of a legal path."""
    found, start = [], 0
    for place in np.flatnonzero(path):
        kind, part = divmod(int(path[place]) - 1, 4)
        if part in (0, 3):
            start = int(place)
        if part in (2, 3):
            found.append((start, int(place) + 1, KINDS[kind]))
    return found
