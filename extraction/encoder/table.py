"""A vector for every piece, kept in four bits a number."""

from __future__ import annotations

from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from extraction.encoder.pieces import base_folder
from ontology.errors import WorkspaceError

EMBEDDINGS = "embeddings.npz"
"""The file of the table: `scales` (fp16, one for 32 numbers) and `weights` (two numbers a byte)."""
BLOCK = 32
"""Numbers that share one scale."""
ZERO = 8
"""The four-bit value that means nought."""


class Table:
    """The embeddings of all pieces; only the rows that are asked for become floats."""

    def __init__(self, scales: NDArray[np.float16], weights: NDArray[np.uint8]) -> None:
        """Keep the table as stored: [pieces, blocks] scales and [pieces, blocks, 16] pairs of weights."""
        self._scales = scales
        self._weights = weights

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """The table of a trained folder; that of the base model if none is named."""
        path = (folder or base_folder()) / EMBEDDINGS
        try:
            with np.load(path) as kept:
                return cls(kept["scales"], kept["weights"])
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise WorkspaceError(
                str(path), f"the embeddings cannot be read ({error})", "Install it again."
            ) from None

    def __len__(self) -> int:
        """How many pieces have a vector."""
        return len(self._scales)

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return int(self._scales.shape[1]) * BLOCK

    def rows(self, ids: NDArray[np.integer]) -> NDArray[np.float32]:
        """The vectors of some pieces, in the shape of `ids` with one axis more."""
        pairs = self._weights[ids]
        both = np.concatenate((pairs & 15, pairs >> 4), axis=-1).astype(np.float32)
        both -= ZERO
        both *= self._scales[ids].astype(np.float32)[..., None]
        return both.reshape(*ids.shape, self.width)
