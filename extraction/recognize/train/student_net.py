"""The fast tagger as torch modules: summed features, then a few convolutions of growing step."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from extraction.encoder import Pieces, Table
from extraction.recognize.fast.features import BUCKETS, HASHES, SHAPES, HanFeatures, hashes_of, shape_of
from extraction.recognize.tagger.labels import LABELS

WIDE = 128
"""Numbers kept of a unit."""
STEPS = (1, 2, 4, 1, 4)
"""How far each layer looks to both sides; no farther than the gap between two texts of a stream."""
LEAN, HASHED = 128, 32
Array = npt.NDArray[np.float32]


class Trunk(nn.Module):
    """From summed features to label scores."""

    def __init__(self) -> None:
        """Small first weights, so that the layers begin as no more than corrections."""
        super().__init__()
        self.layers = nn.ModuleList(nn.Conv1d(WIDE, WIDE, 3, padding=step, dilation=step) for step in STEPS)
        self.last = nn.Linear(WIDE, len(LABELS))

    def forward(self, summed: Tensor, mask: Tensor) -> Tensor:
        """Label logits, (units, labels), of a stream of summed features, (units, wide); mask: (units,)."""
        real = mask[None, None]
        x = functional.dropout(summed, 0.1, self.training).T[None] * real
        for layer in self.layers:
            x = (x + functional.relu(layer(x))) * real
        return self.last(functional.dropout(x[0].T, 0.1, self.training))


class Hashed(nn.Module):
    """A table of hashed features, narrow, with a way into the width of the net; now and then blind."""

    def __init__(self, ways: int = 1) -> None:
        """Ways: how many features share the table, each with its own way."""
        super().__init__()
        self.table = nn.Embedding(BUCKETS + 1, HASHED, padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.3)
        self.table.weight.data[0] = 0
        self.way = nn.Parameter(torch.randn(ways, HASHED, WIDE) * (0.3 / HASHED**0.5))

    def forward(self, numbers: Tensor) -> Tensor:
        """The sum of the features, (units, wide), of numbers (units, ways)."""
        rows = self.table(numbers)
        if self.training:
            rows = rows * (torch.rand(*numbers.shape, 1) > 0.25) / 0.75
        return torch.einsum("ufk,fkw->uw", rows, self.way)


class HanNet(nn.Module):
    """Chinese and Japanese, character by character."""

    def __init__(self, features: HanFeatures, table: Table) -> None:
        """Take the base's embeddings of pieces of one to three characters, made lean once and kept as they are."""
        super().__init__()
        rows = [table.rows(pieces) for pieces in features.pieces]
        self.lean = lean_matrix(np.concatenate(rows))
        for name, one in zip(HanFeatures.names, rows, strict=False):
            nought = np.zeros((1, LEAN), dtype=np.float32)
            self.register_buffer(f"{name}_rows", torch.from_numpy(np.concatenate((nought, one @ self.lean))))
        self.ways = nn.ModuleDict({name: nn.Linear(LEAN, WIDE, bias=False) for name in HanFeatures.names[:3]})
        self.hashed = nn.ModuleDict({name: Hashed() for name in HanFeatures.names[3:]})
        self.trunk = Trunk()

    def forward(self, numbers: Tensor) -> Tensor:
        """Label logits of a stream, from its features (5, units)."""
        pieces = zip(self.ways.items(), numbers, strict=False)
        summed = sum(way(getattr(self, f"{name}_rows")[one]) for (name, way), one in pieces)
        for hashed, one in zip(self.hashed.values(), numbers[3:], strict=True):
            summed = summed + hashed(one[:, None])
        return self.trunk(summed, (numbers[3] > 0).float())


class RussianNet(nn.Module):
    """Russian, word by word; only the words it is given can be looked up."""

    def __init__(self, words: list[str], pieces: Pieces, table: Table) -> None:
        """Keep the features of all words of the training."""
        super().__init__()
        means = np.stack([table.rows(pieces.cut(word).ids).mean(axis=0) for word in words])
        self.lean = lean_matrix(means)
        self.places = {word: place for place, word in enumerate(words, 1)}
        nought = np.zeros((1, LEAN), dtype=np.float32)
        self.register_buffer("rows", torch.from_numpy(np.concatenate((nought, means @ self.lean))))
        hashes = np.array([(0,) * HASHES, *(hashes_of(word) for word in words)])
        self.register_buffer("hashes", torch.from_numpy(hashes))
        self.register_buffer("shapes", torch.tensor([0, *(shape_of(word) for word in words)]))
        self.way = nn.Linear(LEAN, WIDE, bias=False)
        self.hashed = Hashed(HASHES)
        self.shape = nn.Embedding(SHAPES + 1, WIDE, padding_idx=0)
        self.gap = nn.Embedding(4, WIDE, padding_idx=0)
        self.trunk = Trunk()

    def forward(self, numbers: Tensor) -> Tensor:
        """Label logits of a stream, from its words and gaps (2, units)."""
        words, gaps = numbers
        summed = self.way(self.rows[words]) + self.hashed(self.hashes[words])
        summed = summed + self.shape(self.shapes[words]) + self.gap(gaps)
        return self.trunk(summed, (words > 0).float())


def lean_matrix(rows: Array) -> Array:
    """What turns embeddings into their LEAN main components, each of the same spread."""
    _, values, axes = np.linalg.svd(rows.T @ rows)
    spread = np.sqrt(values[:LEAN] / len(rows))
    return np.asarray(axes[:LEAN].T / spread, dtype=np.float32)
