"""The tagger as a torch module: the lower layers of the encoder, and a head that is exact to the character."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extraction.recognize.tagger.labels import LABELS
from extraction.recognize.train.base import Base

WIDE = 256
"""How many numbers the head keeps of a character."""


class Layer(nn.Module):
    """One encoder layer: self-attention, then a feed-forward net, each followed by its norm."""

    def __init__(self, base: Base, number: int) -> None:
        """Take the weights of a layer of the base."""
        super().__init__()
        self.heads = base.sizes.heads
        hidden, wide = base.sizes.hidden, base.sizes.feed_forward
        name = f"l{number}."
        qkv = [_linear(base, f"{name}{part}", hidden, hidden) for part in "qkv"]
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.qkv.weight.data = torch.cat([one.weight.data for one in qkv])
        self.qkv.bias.data = torch.cat([one.bias.data for one in qkv])
        self.out = _linear(base, f"{name}ao", hidden, hidden)
        self.attention_norm = _norm(base, f"{name}aln")
        self.wide = _linear(base, f"{name}fi", wide, hidden)
        self.narrow = _linear(base, f"{name}fo", hidden, wide)
        self.norm = _norm(base, f"{name}oln")

    def forward(self, x: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """States (texts, tokens, hidden) after this layer; mask is added to the attention scores."""
        texts, tokens, hidden = x.shape
        q, k, v = self.qkv(x).view(texts, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = self.out(seen.transpose(1, 2).reshape(texts, tokens, hidden))
        x = self.attention_norm(x + functional.dropout(seen, dropout, self.training))
        inner = self.narrow(functional.gelu(self.wide(x)))
        return self.norm(x + functional.dropout(inner, dropout, self.training))


class Tagger(nn.Module):
    """Label scores for every character of a text.

    The state of a token is spread to its characters; each character adds the embedding of itself as a piece of
    one character, and its place in the token; two convolutions look at the neighbours.
    """

    def __init__(self, base: Base, *, layers: int, guidelines: int, frozen: int = 0) -> None:
        """Build on a base; `guidelines` is how many annotation guidelines the head can answer by."""
        super().__init__()
        hidden, wide = base.sizes.hidden, WIDE
        self.frozen = frozen
        self.positions = nn.Parameter(torch.from_numpy(base.tensor("emb.pos").reshape(-1, hidden).copy()))
        self.token_type = nn.Parameter(
            torch.from_numpy(base.tensor("emb.type").reshape(-1, hidden)[0].copy())
        )
        self.norm = _norm(base, "emb.ln")
        self.guideline = nn.Embedding(guidelines, hidden)
        nn.init.zeros_(self.guideline.weight)
        self.layers = nn.ModuleList(Layer(base, number) for number in range(layers))
        self.character = nn.Linear(hidden, 96)
        self.place = nn.Embedding(16, 32)
        self.head_guideline = nn.Embedding(guidelines, 32)
        self.first = nn.Conv1d(hidden + 160, wide, 3, padding=1)
        self.second = nn.Conv1d(wide, wide, 3, padding=1)
        self.last = nn.Linear(wide, len(LABELS))

    def forward(self, batch: Any, dropout: float = 0.0) -> Tensor:
        """Label logits, (texts, characters, labels)."""
        return self.last(functional.dropout(self.states(batch, dropout), 0.2, self.training))

    def encode(self, batch: Any, dropout: float = 0.0) -> Tensor:
        """Token states of the last layer, (texts, tokens, hidden)."""
        tokens = batch.embedded.shape[1]
        x = (
            batch.embedded
            + self.positions[:tokens]
            + self.token_type
            + self.guideline(batch.guideline)[:, None]
        )
        x = functional.dropout(self.norm(x), 0.1, self.training)
        mask = torch.where(batch.mask[:, None, None, :], 0.0, -math.inf)
        for number, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= self.frozen):
                x = layer(x, mask, dropout)
        return x

    def states(self, batch: Any, dropout: float = 0.0) -> Tensor:
        """Character states before the last step, (texts, characters, wide)."""
        x = self.encode(batch, dropout)
        spread = torch.gather(x, 1, batch.token_of[:, :, None].expand(-1, -1, x.shape[2]))
        guideline = self.head_guideline(batch.guideline)[:, None].expand(-1, spread.shape[1], -1)
        parts = [spread, self.character(batch.characters), self.place(batch.place), guideline]
        y = torch.cat(parts, dim=2) * batch.character_mask[:, :, None]
        y = functional.gelu(self.first(y.transpose(1, 2))) * batch.character_mask[:, None, :]
        y = functional.gelu(self.second(y)) + y
        return y.transpose(1, 2)


def _linear(base: Base, name: str, out: int, into: int) -> nn.Linear:
    layer = nn.Linear(into, out)
    layer.weight.data = torch.from_numpy(base.matrix(f"{name}.w", out).copy())
    layer.bias.data = torch.from_numpy(base.tensor(f"{name}.b").copy())
    return layer


def _norm(base: Base, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(base.sizes.hidden, eps=base.sizes.epsilon)
    norm.weight.data = torch.from_numpy(base.tensor(f"{name}.w").copy())
    norm.bias.data = torch.from_numpy(base.tensor(f"{name}.b").copy())
    return norm


def seed(number: int) -> None:
    """Fix every source of chance."""
    torch.manual_seed(number)
    np.random.seed(number)
