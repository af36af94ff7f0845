"""The pair model as a torch module: three encoder layers that know where names stand, and a head for every two of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from extraction.recognize.train.base import Base
from extraction.recognize.train.export import MIDDLE_AFTER
from extraction.recognize.train.model import Layer
from extraction.relate.pairs.labels import KINDS, LABELS

WIDE = 192
"""How many numbers the head keeps of a name."""
FARTHEST = 8
"""Names further apart than this, in names, count as this far."""


class PairNet(nn.Module):
    """Scores of every label for every two names of a text, in both directions."""

    def __init__(self, base: Base, tagger: Mapping[str, Tensor], *, upper: int = 3) -> None:
        """Begin with the tagger's own layers from the middle upward."""
        super().__init__()
        hidden = base.sizes.hidden
        self.kind = nn.Embedding(1 + len(KINDS), hidden)
        nn.init.normal_(self.kind.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(base, MIDDLE_AFTER + n) for n in range(upper))
        for n, layer in enumerate(self.layers):
            name = f"layers.{MIDDLE_AFTER + n}."
            own = {key[len(name) :]: value for key, value in tagger.items() if key.startswith(name)}
            layer.load_state_dict(own)
        self.head, self.tail = nn.Linear(hidden, WIDE), nn.Linear(hidden, WIDE)
        self.far = nn.Embedding(2 * FARTHEST + 1, WIDE)
        self.of_head, self.of_tail, self.of_both = (nn.Linear(WIDE, WIDE) for _ in range(3))
        self.last = nn.Linear(WIDE, len(LABELS))
        nn.init.constant_(self.last.bias, -3.0)

    def forward(
        self, middle: Tensor, mask: Tensor, kinds: Tensor, shares: Tensor, dropout: float = 0.0
    ) -> Any:
        """Logits, (texts, names as heads, names as tails, labels)."""
        x = middle + self.kind(kinds)
        hidden_from = torch.where(mask[:, None, None, :], 0.0, -math.inf)
        for layer in self.layers:
            x = layer(x, hidden_from, dropout)
        names = functional.dropout(shares @ x, dropout, self.training)
        head, tail = functional.gelu(self.head(names)), functional.gelu(self.tail(names))
        order = torch.arange(names.shape[1])
        apart = (order[None, :] - order[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        both = self.of_both(head[:, :, None] * tail[:, None, :])
        inner = self.of_head(head)[:, :, None] + self.of_tail(tail)[:, None, :] + both + self.far(apart)[None]
        return self.last(functional.dropout(functional.gelu(inner), dropout, self.training))
