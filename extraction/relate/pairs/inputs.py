"""Texts with marked names as the arrays the pair model takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extraction.recognize.tagger.inputs import Inputs
from extraction.relate.pairs.labels import KINDS

Span = tuple[int, int, str]
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Where the names of some texts stand; T texts, P pieces of the longest, N names of the richest."""

    kinds: Numbers  # (T, P): the kind of the name a piece belongs to, counted from 1; 0 for none
    shares: Floats  # (T, N, P): each name's pieces, summing to 1; nought for a name that is not there


def marks(inputs: Inputs, names: Sequence[Sequence[Span]]) -> Marks:
    """The marks of texts that were made into arrays, from the spans of their names."""
    texts, pieces = inputs.mask.shape
    kinds = np.zeros((texts, pieces), dtype=np.int64)
    shares = np.zeros((texts, max(1, *map(len, names)), pieces), dtype=np.float32)
    for row, spans in enumerate(names):
        for number, (start, end, kind) in enumerate(spans):
            own = np.unique(inputs.token_of[row, start:end])
            own = own[own > 0] if own.any() else own
            kinds[row, own] = 1 + KINDS.index(kind)
            shares[row, number, own] = 1 / len(own)
    return Marks(kinds=kinds, shares=shares)
