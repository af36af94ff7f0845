"""Texts as the arrays the tagger takes: pieces with their embeddings, and for each character its piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extraction.encoder import Cut, Pieces, Table

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
DEEPEST = 7
"""Places in a piece that are told apart; deeper ones count as this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Some texts of like length; T texts, P pieces of the longest, C characters of the longest."""

    embedded: Floats  # (T, P, hidden): the embeddings of the pieces, between the marks of begin and end
    mask: npt.NDArray[np.bool_]  # (T, P): whether there is a piece
    token_of: Numbers  # (T, C): the piece of each character; 0, the mark of begin, where it has none
    place: Numbers  # (T, C): the place in the piece, 8 more at its end
    alone: Numbers  # (T, C): each character as a piece of its own, a number in `InputMaker.alone_ids`
    lengths: Numbers  # (T,): characters


class InputMaker:
    """Turns texts into arrays by the vocabulary and the embeddings of the base."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load both; from data/models/base if no folder is named."""
        self.pieces = Pieces.load(folder)
        self.table = Table.load(folder)

    @cached_property
    def alone_ids(self) -> Numbers:
        """The pieces of one character; the four marks come first."""
        single = (n for n, (piece, _) in enumerate(self.pieces.pieces) if len(piece) == 1)
        return np.array([*range(4), *single])

    @cached_property
    def _alone(self) -> dict[str, int]:
        return {self.pieces.pieces[n][0]: place for place, n in enumerate(self.alone_ids) if place > 3}

    def make(self, texts: Sequence[str], cuts: Sequence[Cut] | None = None) -> Inputs:
        """Arrays of some texts; none of them may be empty."""
        cuts = cuts or [self.pieces.cut(text) for text in texts]
        lengths = np.array([len(text) for text in texts])
        ids = np.full((len(texts), 2 + max(len(cut) for cut in cuts)), self.pieces.pad)
        token_of, place = np.zeros((2, len(texts), int(lengths.max())), dtype=np.int64)
        alone = np.full_like(token_of, self.pieces.pad)
        for n, (text, cut) in enumerate(zip(texts, cuts, strict=True)):
            ids[n, 0], ids[n, 1 : 1 + len(cut)], ids[n, 1 + len(cut)] = (
                self.pieces.begin,
                cut.ids,
                self.pieces.end,
            )
            token_of[n, : len(text)], place[n, : len(text)] = _places(cut, len(text))
            alone[n, : len(text)] = [self._alone.get(one, self.pieces.unknown) for one in text]
        return Inputs(
            embedded=self.rows(ids),
            mask=ids != self.pieces.pad,
            token_of=token_of,
            place=place,
            alone=alone,
            lengths=lengths,
        )

    def rows(self, ids: Numbers) -> Floats:
        """The embeddings of pieces, in the shape of `ids` with one axis more."""
        unique, back = np.unique(ids, return_inverse=True)
        return self.table.rows(unique)[back.reshape(ids.shape)]


def _places(cut: Cut, length: int) -> tuple[Numbers, Numbers]:
    """For every character its piece (counted from 1) and its place in it."""
    sizes = cut.ends - cut.starts
    token_of, place = np.zeros((2, length), dtype=np.int64)
    numbers = np.repeat(np.arange(1, len(cut) + 1), sizes)
    inside = np.arange(len(numbers)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    at = np.repeat(cut.starts, sizes) + inside
    token_of[at] = numbers
    place[at] = np.minimum(inside, DEEPEST) + 8 * (inside + 1 == np.repeat(sizes, sizes))
    return token_of, place
