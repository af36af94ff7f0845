"""Texts as vectors: texts that mean alike point the same way, whatever language they are in.

Vectors of this model all lie close together: rank by them, never compare with a fixed bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extraction.encoder import Pieces, Table, base_folder
from extraction.encoder.session import open_session
from extraction.vectors.leaning import upright
from ontology.errors import WorkspaceError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

LAYERS = "base.onnx"
"""The file of the layers."""
ROWS, MASK, VECTOR = "rows", "mask", "vector"
"""What goes into the layers and what comes out."""
WIDTH = 384
"""Numbers in a vector."""
VERSION = "e5-small-q4-1"
"""Changes with every change of a vector: what was made by another version is made again."""
MOST_PIECES = 512
"""Pieces of one text that are read, with the two marks; the rest of a longer text is not."""
BATCH_PIECES = 1_024
"""Pieces, padding included, that are read at once."""
QUESTION, PASSAGE = "query: ", "passage: "
"""The words before a text by which the model knows what it is."""
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    """The three files of the encoder, loaded."""

    pieces: Pieces
    table: Table
    session: InferenceSession


class TextEncoder:
    """The encoder; its files are read when the first text comes, and once a process."""

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        """Choose the folder of the model (the base model, if none is named) and how many threads may work."""
        self._folder = folder or base_folder()
        self._threads = threads

    @property
    def version(self) -> str:
        """What the vectors depend on besides the text."""
        return VERSION

    def questions(self, texts: Sequence[str]) -> Vectors:
        """A vector of length one for each question, without the leaning of its language: to be compared with passages."""
        found = self.bare_questions(texts)
        return upright(found, texts, self._folder) if len(found) else found

    def bare_questions(self, texts: Sequence[str]) -> Vectors:
        """A vector of length one for each question as the model gives it; from many the leanings are made."""
        return self._encoded([QUESTION + text for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """A vector of length one for each passage."""
        return self._encoded([PASSAGE + text for text in texts])

    def _encoded(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, WIDTH), dtype=np.float32)
        model = _loaded(self._folder, self._threads)
        ids = [_ids(model.pieces, text) for text in texts]
        result = np.zeros((len(ids), WIDTH), dtype=np.float32)
        for batch in batches([len(one) for one in ids]):
            result[batch] = _run(model, [ids[number] for number in batch])
        return result


@cache
def _loaded(folder: Path, threads: int) -> _Model:
    return _Model(pieces=Pieces.load(folder), table=Table.load(folder), session=_session(folder, threads))


def _session(folder: Path, threads: int) -> InferenceSession:
    path = folder / LAYERS
    if not path.is_file():
        raise WorkspaceError(str(path), "the encoder's layers are not there", "Install them again.")
    return open_session(path, threads=threads, purpose="search by meaning", spinning=True)


def _ids(pieces: Pieces, text: str) -> NDArray[np.int64]:
    inner = pieces.cut(text).ids[: MOST_PIECES - 2]
    return np.concatenate(([pieces.begin], inner, [pieces.end])).astype(np.int64)


def _run(model: _Model, ids: Sequence[NDArray[np.int64]]) -> Vectors:
    longest = max(map(len, ids))
    padded = np.full((len(ids), longest), model.pieces.pad, dtype=np.int64)
    mask = np.zeros((len(ids), longest), dtype=np.float32)
    for row, one in enumerate(ids):
        padded[row, : len(one)] = one
        mask[row, : len(one)] = 1
    (vectors,) = model.session.run([VECTOR], {ROWS: model.table.rows(padded), MASK: mask})
    return np.asarray(vectors, dtype=np.float32)


def as_int8(vector: NDArray[np.float32]) -> tuple[bytes, float]:
    """A vector as it is kept: one signed byte a number, and the scale that gives the numbers back."""
    scale = float(np.abs(vector).max()) / 127 or 1.0
    return np.round(vector / scale).astype(np.int8).tobytes(), scale


def batches(lengths: Sequence[int], *, most: int = BATCH_PIECES) -> Iterator[list[int]]:
    """The numbers of texts that are read together: of like length, so that little is padding."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda one: (-lengths[one], one)):
        if batch and (len(batch) + 1) * lengths[batch[0]] > most:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
