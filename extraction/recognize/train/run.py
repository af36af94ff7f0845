"""The training run: mixes, steps, average of weights, figures on the development sets after every round."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

import torch
from torch.nn import functional

from extraction.recognize.tagger.labels import LABELS, best_paths, spans_of
from extraction.recognize.train.base import Base
from extraction.recognize.train.batches import Batch, Batches, shortened
from extraction.recognize.train.items import CORPORA, GUIDELINES, Item, read_corpus, read_written
from extraction.recognize.train.model import Tagger, seed
from extraction.recognize.train.silver import natasha_silver
from extraction.recognize.train.variety import Pools, joined, varied, worn
from ontology.authority import load_authority
from ontology.records import Lang

DEVELOPMENT: dict[str, tuple[Lang, str]] = {
    "ner/zh/uner_gsd_hans.dev.jsonl": ("zh", "uner"),
    "ner/zh/uner_gsd_hant.dev.jsonl": ("zh", "uner"),
    "ner/ja/stockmark.dev.jsonl": ("ja", "stockmark"),
    "ner/ja/ud_gsd.dev.jsonl": ("ja", "ud_gsd"),
}
AVERAGED, LAST = "tagger.pt", "last.pt"
HELD_OUT = 150
"""Sentences of the Russian training file kept for development, for it has no part of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast to learn."""

    rounds: int = 4
    layers: int = 8
    frozen: int = 2
    budget: int = 2600  # pieces a batch, padding counted
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    copies: int = 4  # of each passage written for training, a round
    steps_guess: int = 1700  # for the fall of the learning rate
    average: float = 0.998
    closing: int = 0  # batches after the rounds, at a rate that falls to nought
    closing_average: float = 0.98
    seed: int = 7

    def rate(self, step: int) -> float:
        """The share of the full learning rate at a step: it rises for fifty steps, then falls."""
        return min(1.0, (step + 1) / 50) * max(0.02, 1 - step / self.steps_guess)


class Data:
    """Everything learned from, and the mix of a round."""

    def __init__(self, corpora: Path, written: Path) -> None:
        """Read the corpora; the written passages are read at every round."""
        self._gold = [read_corpus(corpora / name, *how) for name, how in CORPORA.items()]
        self.development = {name: read_corpus(corpora / name, *how) for name, how in DEVELOPMENT.items()}
        self.development["factrueval, held out"] = self._gold[-1][-HELD_OUT:]
        self._gold[-1] = self._gold[-1][:-HELD_OUT]
        self._silver = natasha_silver(corpora)
        self._written = written
        self._authority = load_authority()

    def round(self, number: int, plan: Plan) -> list[Item]:
        """The texts of a round: gold once (of the Chinese pair one of two), silver in part, the written ones varied."""
        chance = Random(plan.seed * 1000 + number)
        hans, hant, *others = self._gold
        pair = [a if (n + number) % 2 else b for n, (a, b) in enumerate(zip(hans, hant, strict=True))]
        silver = [
            replace(item, guideline=chance.choice(("natasha", "uner")))
            for item in chance.sample(self._silver, len(self._silver) // 2)
        ]
        mix = [item for group in (pair, *others, silver) for item in _chained(group, chance)]
        return mix + self._ours(plan, chance)

    def _ours(self, plan: Plan, chance: Random) -> list[Item]:
        own = read_written(self._written)
        pools = Pools(self._authority, own)
        found = []
        for copy in range(plan.copies):
            changed = [varied(item, pools, chance) if copy else item for item in own]
            found += [worn(item, chance) for item in _chained(changed, chance)]
        return found


def _chained(items: Sequence[Item], chance: Random) -> Iterator[Item]:
    """Now and then two or three texts as one, so that the tagger meets more than lone sentences."""
    at = 0
    while at < len(items):
        count = chance.choices((1, 2, 3), weights=(0.7, 0.2, 0.1))[0]
        group = [one for one in items[at : at + count] if one.source == items[at].source]
        yield joined(group)
        at += len(group)


def train(plan: Plan, *, corpora: Path, written: Path, out: Path) -> dict[str, float]:
    """Train to the end, or go on where a training in the same folder stopped; the last development figures.

    `tagger.pt` (averaged weights) and `last.pt` (all that is needed to go on) are written after every round.
    """
    data, batches = Data(corpora, written), Batches()
    trainer = Trainer(plan, out)
    figures: dict[str, float] = {}
    for number in range(trainer.round, plan.rounds + (plan.closing > 0)):
        mix = batches.epoch(data.round(number, plan), budget=plan.budget, chance=Random(number))
        if number < plan.rounds:
            trainer.learn(mix, rate=lambda done: plan.rate(trainer.step), average=plan.average)
        else:
            falling = partial(_falling, high=plan.rate(trainer.step), steps=plan.closing)
            trainer.learn(islice(mix, plan.closing), rate=falling, average=plan.closing_average)
        trainer.save()
        averaged = trainer.averaged()
        figures = {name: f1(averaged, batches, items) for name, items in data.development.items()}
        print(
            json.dumps({"round": number, "steps": trainer.step, "f1": figures}, ensure_ascii=False),
            flush=True,
        )
    return figures


def _falling(done: int, *, high: float, steps: int) -> float:
    """A rate that falls to nought in so many steps."""
    return high * (1 - done / steps)


class Trainer:
    """A model in training: its optimizer, its averaged weights, how far it has come."""

    def __init__(self, plan: Plan, out: Path) -> None:
        """Start from the base, or from `last.pt` in the folder."""
        seed(plan.seed)
        self._base, self._plan, self._out = Base(), plan, out
        self._model = self._new(frozen=plan.frozen)
        self._optimizer = _optimizer(self._model, plan)
        self._average = {name: value.detach().clone() for name, value in self._model.state_dict().items()}
        self.step = self.round = 0
        if (out / LAST).is_file():
            kept = torch.load(out / LAST, weights_only=True)
            self._model.load_state_dict(kept["model"])
            self._optimizer.load_state_dict(kept["optimizer"])
            self._average = torch.load(out / AVERAGED, weights_only=True)["model"]
            self.step, self.round = kept["step"], kept["round"] + 1

    def learn(self, batches: Iterable[Batch], *, rate: Callable[[int], float], average: float) -> None:
        """Learn from batches, at a rate by the number of batches done in this round."""
        self._model.train()
        for done, batch in enumerate(batches):
            for group in self._optimizer.param_groups:
                group["lr"] = group["first"] * rate(done)
            logits = self._model(batch)
            loss = functional.cross_entropy(logits.reshape(-1, len(LABELS)), batch.labels.reshape(-1))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
            self._optimizer.step()
            self._optimizer.zero_grad()
            self.step += 1
            self._follow(min(average, (1 + self.step) / (10 + self.step)))
            if self.step % 20 == 0:
                print(f"step {self.step}  loss {loss.item():.4f}", flush=True)
        self.round += 1

    def _follow(self, keep: float) -> None:
        with torch.no_grad():
            for name, value in self._model.state_dict().items():
                self._average[name].lerp_(value, 1 - keep)

    def save(self) -> None:
        """Write averaged weights, and what is needed to go on."""
        torch.save({"plan": {"layers": self._plan.layers}, "model": self._average}, self._out / AVERAGED)
        torch.save(
            {
                "model": self._model.state_dict(),
                "optimizer": self._optimizer.state_dict(),
                "step": self.step,
                "round": self.round - 1,
            },
            self._out / LAST,
        )

    def averaged(self) -> Tagger:
        """A model with the averaged weights."""
        model = self._new(frozen=0)
        model.load_state_dict(self._average)
        return model

    def _new(self, *, frozen: int) -> Tagger:
        return Tagger(self._base, layers=self._plan.layers, guidelines=len(GUIDELINES), frozen=frozen)


def _optimizer(model: Tagger, plan: Plan) -> torch.optim.Optimizer:
    encoder = [value for name, value in model.named_parameters() if _in_encoder(name)]
    head = [value for name, value in model.named_parameters() if not _in_encoder(name)]
    for number in range(plan.frozen):
        for value in model.layers[number].parameters():
            value.requires_grad_(False)
    for value in (model.positions, model.token_type, *model.norm.parameters()):
        value.requires_grad_(plan.frozen == 0)
    groups = [(encoder, plan.encoder_rate), (head, plan.head_rate)]
    return torch.optim.AdamW(
        [
            {"params": [p for p in part if p.requires_grad], "lr": rate, "first": rate}
            for part, rate in groups
        ],
        weight_decay=0.01,
        fused=True,
    )


def _in_encoder(name: str) -> bool:
    return name.split(".")[0] in ("layers", "positions", "token_type", "norm")


@torch.no_grad()
def predict(
    model: Tagger, batches: Batches, items: Sequence[Item], *, guideline: str = ""
) -> list[tuple[tuple[int, int, str], ...]]:
    """The names the tagger finds in texts, by the texts' guideline or by another."""
    model.eval()
    parts = [(n, part) for n, item in enumerate(items) for part in shortened(item)]
    found: list[list[tuple[int, int, str]]] = [[] for _ in items]
    offsets = [0] * len(items)
    places = []
    for n, part in parts:
        places.append(offsets[n])
        offsets[n] += len(part.text)
    order = sorted(range(len(parts)), key=lambda k: len(parts[k][1].text))
    for first in range(0, len(order), 48):
        chosen = order[first : first + 48]
        asked = [replace(parts[k][1], guideline=guideline or parts[k][1].guideline) for k in chosen]
        batch = batches.batch(asked)
        scores = torch.log_softmax(model(batch), dim=2).numpy()
        paths = best_paths(scores, batch.lengths)
        for k, path in zip(chosen, paths, strict=True):
            n, shift = parts[k][0], places[k]
            found[n] += [(s + shift, e + shift, kind.value) for s, e, kind in spans_of(path)]
    return [tuple(sorted(spans)) for spans in found]


def f1(model: Tagger, batches: Batches, items: Sequence[Item], *, guideline: str = "") -> float:
    """Exact typed F1 in percent over the types the gold knows."""
    known = {"PERSON", "PLACE", "ORGANIZATION"}
    right = said = wanted = 0
    for item, spans in zip(items, predict(model, batches, items, guideline=guideline), strict=True):
        gold = {one for one in item.spans if one[2] in known}
        mine = {one for one in spans if one[2] in known}
        right, said, wanted = right + len(gold & mine), said + len(mine), wanted + len(gold)
    return round(200 * right / max(1, said + wanted), 2)
