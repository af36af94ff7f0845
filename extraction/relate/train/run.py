"""The training of the pair model: rounds over the passages, figures on the development passages after each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extraction.recognize.tagger.inputs import InputMaker
from extraction.recognize.train.base import Base
from extraction.recognize.train.export import MIDDLE_AFTER, Array
from extraction.recognize.train.items import GUIDELINES
from extraction.recognize.train.model import Tagger, seed
from extraction.recognize.train.variety import Pools, varied
from extraction.relate.pairs.inputs import marks
from extraction.relate.pairs.labels import KINDS, LABELS, SIGNATURES
from extraction.relate.train.export import largest
from extraction.relate.train.net import PairNet
from extraction.relate.train.passages import Stated
from ontology.authority import load_authority


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast to learn."""

    rounds: int = 12
    budget: int = 600  # pieces a batch, padding counted
    upper: int = 3
    layer_rate: float = 1.5e-4
    head_rate: float = 1e-3
    dropout: float = 0.1
    average: float = 0.99
    seed: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some passages as tensors, with what is true of them."""

    middle: Tensor
    mask: Tensor
    kinds: Tensor
    shares: Tensor
    passages: Sequence[Stated]


class Trainer:
    """A pair model in training; the lower layers, the tagger's, stay as they are."""

    def __init__(self, checkpoint: Path, plan: Plan) -> None:
        """Begin from a trained tagger."""
        seed(plan.seed)
        kept = torch.load(checkpoint, map_location="cpu", weights_only=False)
        base = Base()
        self.plan = plan
        self._lower = Tagger(base, layers=kept["plan"]["layers"], guidelines=len(GUIDELINES))
        self._lower.load_state_dict(kept["model"])
        self._lower.eval()
        self._lower.layers = self._lower.layers[:MIDDLE_AFTER]
        self.net = PairNet(base, kept["model"], upper=plan.upper)
        self.averaged = PairNet(base, kept["model"], upper=plan.upper).eval()
        self._maker = InputMaker()
        self._step = 0

    def train(self, passages: Sequence[Stated], report: Any) -> None:
        """All rounds; after each the report is called with its number and its mean loss."""
        versions = self._versions(passages)
        layers = list(self.net.layers.parameters())
        others = [one for name, one in self.net.named_parameters() if not name.startswith("layers.")]
        optimizer = torch.optim.AdamW(
            [
                {"params": layers, "lr": self.plan.layer_rate, "full": self.plan.layer_rate},
                {"params": others, "lr": self.plan.head_rate, "full": self.plan.head_rate},
            ],
            weight_decay=0.01,
        )
        total = len(list(self._groups(versions[0], Random(0)))) * self.plan.rounds
        for number in range(self.plan.rounds):
            chance = Random(self.plan.seed * 1000 + number)
            losses = []
            self.net.train()
            for group in self._groups(versions[number % len(versions)], chance):
                for part in optimizer.param_groups:
                    rise = min(1.0, (self._step + 1) / 60)
                    part["lr"] = part["full"] * rise * max(0.03, 1 - self._step / total)
                losses.append(self._learn(_together(group), optimizer))
            report(number, float(np.mean(losses)))

    def _learn(self, batch: Batch, optimizer: Any) -> float:
        logits = self.net(batch.middle, batch.mask, batch.kinds, batch.shares, self.plan.dropout)
        loss = _loss(logits, batch.passages)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        optimizer.step()
        self._step += 1
        keep = min(self.plan.average, self._step / (self._step + 10))
        with torch.no_grad():
            for mean, now in zip(self.averaged.parameters(), self.net.parameters(), strict=True):
                mean.lerp_(now, 1 - keep)
        return float(loss.detach())

    def scores(
        self, passages: Sequence[Stated]
    ) -> Iterator[tuple[Stated, dict[tuple[int, str, int], float]]]:
        """For each passage the probability of every claim that kinds allow."""
        with torch.no_grad():
            for one in passages:
                batch = _together([self._lower_states([one])[0]])
                logits = self.averaged(batch.middle, batch.mask, batch.kinds, batch.shares)
                yield one, _grouped(logits[0], one) if one.groups else {}

    def largest(self, passages: Sequence[Stated]) -> dict[str, Array]:
        """How large the inputs of the layers' matrices get over some passages, channel by channel."""
        return largest(self.averaged, (_together([one]) for one in self._lower_states(passages)))

    def _versions(self, passages: Sequence[Stated]) -> list[list[Lower]]:
        """The passages as they are, and once more with other names; what the lower layers make of both."""
        pools = Pools(load_authority(), [one.item for one in passages])
        chance = Random(self.plan.seed)
        other = [replace(one, item=varied(one.item, pools, chance, 0.5)) for one in passages]
        return [self._lower_states(passages), self._lower_states(other)]

    def _lower_states(self, passages: Sequence[Stated]) -> list[Lower]:
        found = []
        for one in passages:
            inputs = self._maker.make([one.item.text])
            made = marks(inputs, [one.item.spans])
            with torch.no_grad():
                middle = self._lower.encode(_Carrier(inputs.embedded, inputs.mask, 1))
            found.append(
                Lower(
                    passage=one,
                    middle=middle[0],
                    kinds=torch.from_numpy(made.kinds[0]),
                    shares=torch.from_numpy(made.shares[0]),
                )
            )
        return found

    def _groups(self, lowers: Sequence[Lower], chance: Random) -> Iterator[list[Lower]]:
        groups: list[list[Lower]] = [[]]
        for one in sorted(lowers, key=lambda one: len(one.middle) * chance.uniform(0.9, 1.1)):
            if groups[-1] and (len(groups[-1]) + 1) * len(one.middle) > self.plan.budget:
                groups.append([])
            groups[-1].append(one)
        chance.shuffle(groups)
        yield from groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Lower:
    """A passage with what the lower layers make of it."""

    passage: Stated
    middle: Tensor  # (pieces, hidden)
    kinds: Tensor  # (pieces,)
    shares: Tensor  # (names, pieces)


def _together(group: Sequence[Lower]) -> Batch:
    """Some passages as one batch, the shorter ones padded."""
    pieces, names = (max(one.shares.shape[n] for one in group) for n in (1, 0))
    shares = torch.zeros(len(group), names, pieces)
    for row, one in enumerate(group):
        shares[row, : one.shares.shape[0], : one.shares.shape[1]] = one.shares
    lengths = torch.tensor([len(one.middle) for one in group])
    return Batch(
        middle=nn.utils.rnn.pad_sequence([one.middle for one in group], batch_first=True),
        mask=torch.arange(pieces)[None, :] < lengths[:, None],
        kinds=nn.utils.rnn.pad_sequence([one.kinds for one in group], batch_first=True),
        shares=shares,
        passages=[one.passage for one in group],
    )


class _Carrier:
    """What the tagger's encoder asks of a batch."""

    def __init__(self, embedded: Any, mask: Any, texts: int) -> None:
        self.embedded, self.mask = torch.from_numpy(embedded), torch.from_numpy(mask)
        self.guideline = torch.zeros(texts, dtype=torch.long)


_ALLOWED = torch.tensor(
    [[[(head, tail) in SIGNATURES[label] for label in LABELS] for tail in KINDS] for head in KINDS]
)


def _joint(logits: Tensor, one: Stated) -> tuple[Tensor, Tensor]:
    """Logits of groups for groups, each over all mentions of both (log of the sum); and which of them kinds allow."""
    names = len(one.groups)
    kinds = torch.tensor([KINDS.index(kind) for _, _, kind in one.item.spans])
    allowed = _ALLOWED[kinds[:, None], kinds[None, :]]
    own = functional.one_hot(torch.tensor(one.groups), 1 + max(one.groups)).float()
    shown = logits[:names, :names]
    high = shown.detach().amax()
    summed = torch.einsum("ig,ijr,jh->ghr", own, torch.exp(shown - high) * allowed, own)
    may = torch.einsum("ig,ijr,jh->ghr", own, allowed.float(), own) > 0
    may &= ~torch.eye(own.shape[1], dtype=torch.bool)[:, :, None]
    return torch.log(summed.clamp(min=1e-20)) + high, may


def _truth(one: Stated, shape: torch.Size) -> Tensor:
    wanted = torch.zeros(shape)
    for head, label, tail in one.claims:
        wanted[head, tail, LABELS.index(label)] = 1
    return wanted


def _grouped(logits: Tensor, one: Stated) -> dict[tuple[int, str, int], float]:
    """The probability of each allowed claim between groups."""
    joint, may = _joint(logits, one)
    sure = torch.sigmoid(joint)
    return {(int(g), LABELS[r], int(h)): float(sure[g, h, r]) for g, h, r in may.nonzero()}


def _loss(logits: Tensor, passages: Sequence[Stated]) -> Tensor:
    total, count = logits.sum() * 0, 0
    for row, one in enumerate(passages):
        if len(one.groups) < 2:
            continue
        joint, may = _joint(logits[row], one)
        wanted = _truth(one, joint.shape)
        total = total + functional.binary_cross_entropy_with_logits(joint[may], wanted[may], reduction="sum")
        count += len(one.claims)
    return total / max(1, count)


def f1(
    scored: Sequence[tuple[Stated, dict[tuple[int, str, int], float]]], bound: float
) -> tuple[int, int, int]:
    """Claims right, made and wanted, at a bound."""
    right = made = wanted = 0
    for one, scores in scored:
        found = {key for key, value in scores.items() if value >= bound}
        right += len(found & one.claims)
        made += len(found)
        wanted += len(one.claims)
    return right, made, wanted
