"""The training run: mixes, steps, average of weights, figures on the development sets after every round."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import torch
from torch.nn import functional

from extraction.recognize.tagger.labels import LABELS, best_paths, spans_of
from extraction.recognize.train.base import Base
from extraction.recognize.train.batches import Batches, shortened
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
HELD_OUT = 150
"""Sentences of the Russian training file kept for development, for it has no part of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast to learn."""

    rounds: int = 5
    layers: int = 8
    frozen: int = 2
    budget: int = 2600  # pieces a batch, padding counted
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    copies: int = 4  # of each passage written for training, a round
    steps_guess: int = 1700  # for the fall of the learning rate
    average: float = 0.998
    seed: int = 7


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


def train(plan: Plan, *, corpora: Path, written: Path, out: Path) -> None:
    """Train and write `tagger.pt` (averaged weights) after every round."""
    seed(plan.seed)
    base = Base()
    data, batches = Data(corpora, written), Batches()
    model = Tagger(base, layers=plan.layers, guidelines=len(GUIDELINES), frozen=plan.frozen)
    optimizer = _optimizer(model, plan)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    step, began = 0, time.monotonic()
    for number in range(plan.rounds):
        model.train()
        for batch in batches.epoch(data.round(number, plan), budget=plan.budget, chance=Random(number)):
            rate = min(1.0, (step + 1) / 50) * max(0.02, 1 - step / plan.steps_guess)
            for group in optimizer.param_groups:
                group["lr"] = group["first"] * rate
            logits = model(batch)
            loss = functional.cross_entropy(logits.reshape(-1, len(LABELS)), batch.labels.reshape(-1))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
            keep = min(plan.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, value in model.state_dict().items():
                    average[name].lerp_(value, 1 - keep)
            if step % 20 == 0:
                print(f"{time.monotonic() - began:7.0f} s  step {step}  loss {loss.item():.4f}", flush=True)
        torch.save(
            {"plan": plan.__dict__ if hasattr(plan, "__dict__") else _as_dict(plan), "model": average},
            out / "tagger.pt",
        )
        torch.save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "round": number},
            out / "last.pt",
        )
        averaged = Tagger(base, layers=plan.layers, guidelines=len(GUIDELINES))
        averaged.load_state_dict(average)
        figures = {name: f1(averaged, batches, items) for name, items in data.development.items()}
        line = {"round": number, "steps": step, "seconds": round(time.monotonic() - began), "f1": figures}
        print(json.dumps(line, ensure_ascii=False), flush=True)


def _as_dict(plan: Plan) -> dict[str, object]:
    return {name: getattr(plan, name) for name in plan.__slots__}


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
