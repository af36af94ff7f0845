"""Train the pair model: `python -m extraction.relate.train --tagger CHECKPOINT --out FOLDER`.

CHECKPOINT is the `tagger.pt` of the tagger the product runs (`python -m extraction.recognize.train` leaves it in its
folder): the pair model goes on from that tagger's states. Of the passages written for their claims one in six is set
aside; on these the figures of every round are counted, and in the end how far rules and model are to be believed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from extraction.recognize.tagger.model import TaggerModel
from extraction.relate.joint import LEAST
from extraction.relate.pairs.judge import PairJudge
from extraction.relate.pairs.model import PairModel
from extraction.relate.relator import PatternRelator
from extraction.relate.train import weights
from extraction.relate.train.export import export, write_facts
from extraction.relate.train.gold import as_known
from extraction.relate.train.passages import Stated, is_aside, read_stated
from extraction.relate.train.run import Plan, Trainer, f1
from ontology.errors import ArchiveError
from ontology.paths import data_folder

CHECKPOINT = "pairs.pt"
_BOUNDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def main() -> int:
    """Read the command line, train, export, weigh."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tagger", type=Path, required=True, help="the trained tagger's tagger.pt")
    parser.add_argument("--out", type=Path, required=True, help="where the trained files are written")
    parser.add_argument("--rounds", type=int, default=Plan().rounds)
    given = parser.parse_args()
    passages = read_stated(data_folder() / "training", data_folder() / "claims")
    aside = [one for one in passages if is_aside(one)]
    learned = [one for one in passages if not is_aside(one)]
    trainer = Trainer(given.tagger, Plan(rounds=given.rounds))
    trainer.train(learned, lambda number, loss: _report(trainer, aside, number, loss))
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save(trainer.averaged.state_dict(), given.out / CHECKPOINT)
    finish(trainer, learned, aside, given.out)
    return 0


def finish(trainer: Trainer, learned: Sequence[Stated], aside: Sequence[Stated], out: Path) -> None:
    """Export what is trained, and fit how far it is to be believed beside the rules."""
    export(trainer.averaged.state_dict(), out, high=trainer.largest(learned[::8]))
    judge = PairJudge(PairModel(out, tagger=TaggerModel()), least=LEAST)
    found, wanted = weights.seen([as_known(one) for one in aside], PatternRelator(), judge)
    fitted = weights.fit(found)
    write_facts(out, asdict(fitted))
    for bound in _BOUNDS:
        print(bound, *(f"{100 * value:.1f}" for value in weights.f1(found, wanted, fitted, bound)))


def _report(trainer: Trainer, aside: Sequence[Stated], number: int, loss: float) -> None:
    scored = list(trainer.scores(aside))
    best = max(
        (2 * right / max(1, made + wanted), bound)
        for bound in _BOUNDS
        for right, made, wanted in [f1(scored, bound)]
    )
    print(f"round {number + 1}: loss {loss:.3f}, F1 {100 * best[0]:.1f} at {best[1]}", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ArchiveError as error:
        sys.exit(str(error))
