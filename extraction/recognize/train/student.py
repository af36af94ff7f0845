"""Train the fast tagger: `python -m extraction.recognize.train.student --corpora FOLDER --teacher FOLDER --out FOLDER`.

The teacher, a folder of the trained tagger, marks plain text and the labelled corpora by our guideline; the student
learns its probabilities, and beside them the passages written for training, their names changed every round.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import Tensor, nn

from extraction.encoder import Pieces, Table
from extraction.recognize.fast.features import GAP, HanFeatures, words_of
from extraction.recognize.tagger.labels import LABELS
from extraction.recognize.tagger.model import TaggerModel
from extraction.recognize.train.card import CARD, LICENCE, inputs
from extraction.recognize.train.items import Item, read_written
from extraction.recognize.train.model import seed
from extraction.recognize.train.student_export import export
from extraction.recognize.train.student_lessons import (
    PLAIN,
    Lesson,
    lessons_of,
    plain_texts,
    taught,
    word_targets,
)
from extraction.recognize.train.student_net import HanNet, RussianNet
from extraction.recognize.train.variety import Pools, varied, worn
from ontology.authority import load_authority
from ontology.paths import data_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentPlan:
    """How long and how fast the student learns."""

    rounds: int = 4
    russian_rounds: int = 12
    copies: int = 5  # of each written passage, a round
    units: int = 5000  # of a stream
    rate: float = 2e-3
    seed: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Some lessons one after another, as tensors."""

    numbers: Tensor  # (features, units)
    target: Tensor  # (units, labels); nought where nothing is to be learned


class Written:
    """The passages written for training, varied anew every round."""

    def __init__(self, folder: Path) -> None:
        """Read them, and the names to put in place of theirs."""
        self._items = read_written(folder)
        self._pools = Pools(load_authority(), self._items)

    def round(self, copies: int, chance: Random, *, russian: bool) -> list[Lesson]:
        """The lessons of a round; the first copy as written."""
        items = [item for item in self._items if (item.lang == "ru") is russian]
        return list(lessons_of(self._varied(items, copies, chance)))

    def _varied(self, items: Sequence[Item], copies: int, chance: Random) -> Iterator[Item]:
        for copy in range(copies):
            for item in items:
                yield worn(varied(item, self._pools, chance) if copy else item, chance)

    def words(self) -> set[str]:
        """All words of the Russian passages; names in them are never changed."""
        return {word.text for item in self._items if item.lang == "ru" for word in words_of(item.text)}


def main() -> None:
    """Read the command line, ask the teacher, train both nets and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of ner/ and unlabelled/")
    parser.add_argument("--teacher", type=Path, required=True, help="folder of the trained tagger")
    parser.add_argument("--out", type=Path, required=True, help="where the files of the fast tagger go")
    parser.add_argument("--kept", type=Path, help="file to keep what the teacher says (in --out if none)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=StudentPlan().rounds)
    parser.add_argument("--part", type=int, default=1, help="take one of so many plain texts (to try things)")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    seed(StudentPlan().seed)
    given.out.mkdir(parents=True, exist_ok=True)
    texts = list(plain_texts(given.corpora))[:: given.part]
    teacher = TaggerModel(given.teacher, threads=given.threads)
    lessons = taught(teacher, texts, given.kept or given.out / "taught.npz")
    plan, written = StudentPlan(rounds=given.rounds), Written(data_folder() / "training")
    han = _han([one for one in lessons if one.lang != "ru"], written, plan)
    russian = _russian([one for one in lessons if one.lang == "ru"], written, plan)
    export(han, russian, given.out)
    _write_card(given.out / CARD, given.corpora, teacher.version)


def _write_card(card: Path, corpora: Path, teacher: str) -> None:
    """Write what the student was made from: its teacher's version, and the checksum of every file learned from."""
    found = inputs(corpora, data_folder() / "training", PLAIN)
    facts = {"teacher": teacher, "licence": LICENCE, "inputs": dict(sorted(found.items()))}
    card.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _han(lessons: Sequence[Lesson], written: Written, plan: StudentPlan) -> HanNet:
    features = HanFeatures(Pieces.load().pieces)
    net = HanNet(features, Table.load())

    def stream(group: Sequence[Lesson]) -> Stream:
        numbers, starts = features.stream([one.text for one in group])
        target = np.zeros((numbers.shape[1], len(LABELS)), dtype=np.float32)
        for start, one in zip(starts, group, strict=True):
            target[start : start + len(one.text)] = one.target
        return Stream(numbers=torch.from_numpy(numbers), target=torch.from_numpy(target))

    def streams(number: int) -> Iterator[Stream]:
        chance = Random(plan.seed * 1000 + number)
        mix = [*lessons, *written.round(plan.copies, chance, russian=False)]
        yield from (stream(group) for group in _groups(mix, plan.units, chance))

    _learn(net, [lambda n=n: streams(n) for n in range(plan.rounds)], plan)
    return net


def _russian(lessons: Sequence[Lesson], written: Written, plan: StudentPlan) -> RussianNet:
    words = written.words().union(*({word.text for word in words_of(one.text)} for one in lessons))
    net = RussianNet(sorted(words), Pieces.load(), Table.load())

    def stream(group: Sequence[Lesson]) -> Stream:
        places, gaps, targets = [], [], []
        for one in group:
            row, target = word_targets(one)
            places += [*(net.places.get(word.text, 0) for word in row), *[0] * GAP]
            gaps += [*(word.gap for word in row), *[0] * GAP]
            targets += [target, np.zeros((GAP, len(LABELS)), dtype=np.float32)]
        return Stream(
            numbers=torch.tensor([places, gaps]),
            target=torch.from_numpy(np.concatenate(targets).astype(np.float32)),
        )

    def streams(number: int) -> Iterator[Stream]:
        chance = Random(plan.seed * 1000 + number)
        mix = [*lessons, *written.round(plan.copies, chance, russian=True)]
        yield from (stream(group) for group in _groups(mix, plan.units * 3, chance))

    _learn(net, [lambda n=n: streams(n) for n in range(plan.russian_rounds)], plan)
    return net


def _groups(lessons: list[Lesson], units: int, chance: Random) -> Iterator[list[Lesson]]:
    """Lessons in random order, in groups of about so many characters."""
    chance.shuffle(lessons)
    group: list[Lesson] = []
    size = 0
    for one in lessons:
        if not one.text:
            continue
        group.append(one)
        size += len(one.text)
        if size >= units:
            yield group
            group, size = [], 0
    if group:
        yield group


def _learn(net: nn.Module, rounds: Sequence[object], plan: StudentPlan) -> None:
    """Learn all rounds; the rate rises for a hundred steps and falls along a cosine."""
    optimizer = torch.optim.AdamW(net.parameters(), lr=plan.rate, weight_decay=0.01, betas=(0.9, 0.98))
    step, began, net_name = 0, time.monotonic(), type(net).__name__
    for number, streams in enumerate(rounds):
        net.train()
        chances, total, made = list(streams()), 0.0, 0  # type: ignore[operator]
        for count, one in enumerate(chances):
            share = (number + count / len(chances)) / len(rounds)
            rate = (
                plan.rate * min(1.0, (step + 1) / 100) * (0.01 + 0.99 * (1 + math.cos(math.pi * share)) / 2)
            )
            for group in optimizer.param_groups:
                group["lr"] = rate
            log = torch.log_softmax(net(one.numbers), dim=1)
            loss = -(one.target * log).sum() / one.target.sum().clamp(min=1)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            step, made, total = step + 1, made + 1, total + loss.item()
            if step % 100 == 0:
                print(
                    f"{time.monotonic() - began:7.0f} s  {net_name} step {step}  loss {total / made:.4f}",
                    flush=True,
                )
        line = {"net": net_name, "round": number, "steps": step, "loss": round(total / max(1, made), 4)}
        print(json.dumps(line | {"seconds": round(time.monotonic() - began)}), flush=True)
    net.eval()


if __name__ == "__main__":
    main()
