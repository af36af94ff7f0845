"""Texts as vectors: texts that mean alike point the same way, whatever language they are in.

Vectors of this model all lie close together: rank by them, never compare with a fixed bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extraction.encoder import Pieces, Table, base_folder
from ontology.errors import MissingPart, WorkspaceError

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


class TextEncoder:
    """The encoder; its files are read when the first text comes, and once."""

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        """Choose the folder of the model (the base model, if none is named) and how many threads may work."""
        self._folder = folder or base_folder()
        self._threads = threads

    @property
    def version(self) -> str:
        """What the vectors depend on besides the text."""
        return VERSION

    def questions(self, texts: Sequence[str]) -> Vectors:
        """A vector of length one for each question."""
        return self._encoded([QUESTION + text for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """A vector of length one for each passage."""
        return self._encoded([PASSAGE + text for text in texts])

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces.load(self._folder)

    @cached_property
    def _table(self) -> Table:
        return Table.load(self._folder)

    @cached_property
    def _session(self) -> InferenceSession:
        try:
            from onnxruntime import InferenceSession, SessionOptions
        except ImportError:
            raise MissingPart(
                "search by meaning", "onnxruntime is not installed", "Run: pip install onnxruntime"
            ) from None
        options = SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        path = self._folder / LAYERS
        if not path.is_file():
            raise WorkspaceError(str(path), "the encoder's layers are not there", "Install them again.")
        return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def _encoded(self, texts: Sequence[str]) -> Vectors:
        ids = [self._ids(text) for text in texts]
        result = np.zeros((len(ids), WIDTH), dtype=np.float32)
        for batch in batches([len(one) for one in ids]):
            result[batch] = self._run([ids[number] for number in batch])
        return result

    def _ids(self, text: str) -> NDArray[np.int64]:
        inner = self._pieces.cut(text).ids[: MOST_PIECES - 2]
        return np.concatenate(([self._pieces.begin], inner, [self._pieces.end])).astype(np.int64)

    def _run(self, ids: Sequence[NDArray[np.int64]]) -> Vectors:
        longest = max(map(len, ids))
        padded = np.full((len(ids), longest), self._pieces.pad, dtype=np.int64)
        mask = np.zeros((len(ids), longest), dtype=np.float32)
        for row, one in enumerate(ids):
            padded[row, : len(one)] = one
            mask[row, : len(one)] = 1
        (vectors,) = self._session.run([VECTOR], {ROWS: self._table.rows(padded), MASK: mask})
        return np.asarray(vectors, dtype=np.float32)


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
