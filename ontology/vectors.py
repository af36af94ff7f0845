"""The vector of a passage, as the extraction yields it and the archive file keeps it, and how vectors are compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ontology.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageVector:
    """Where a stretch of a record points in the space of meanings; its length is one."""

    record: str
    start: int  # in L0, like every span
    end: int
    numbers: bytes  # int8, one a dimension
    scale: float  # number × scale is the coordinate

    def __post_init__(self) -> None:
        """A vector without a passage or without numbers is none."""
        if not 0 <= self.start < self.end or not self.numbers or self.scale <= 0:
            raise BadInput(self.record, "a vector lacks its passage or its numbers", "Encode the text again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Where vectors are compared: seen from a center, without the directions that tell the language of a text."""

    center: NDArray[np.float32]
    left_out: NDArray[np.float32]  # [directions, width], at right angles to each other

    def seen(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Vectors (one a row) as they are compared: of length one again."""
        moved = vectors - self.center
        moved -= (moved @ self.left_out.T) @ self.left_out
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        shown: NDArray[np.float32] = (moved / np.maximum(lengths, 1e-9)).astype(np.float32)
        return shown
