"""Measures search by meaning: of the written questions, how many find their passage among the nearest.

    python -m extraction.vectors.recall [FOLDER [FILE]]

FOLDER (`data/gold/meaning` if none is named) holds `pairs.jsonl`, questions with the one passage that answers each,
and `distractors.jsonl`, passages that answer none. All passages stand in one pool. FILE names other questions of the
folder: `development.jsonl` are those that may be tuned on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extraction.vectors.encoder import TextEncoder
from ontology.errors import BadInput
from ontology.paths import data_folder

DEPTHS = (1, 5, 10)
"""How many of the nearest passages are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the answer to one question came, counted from 1."""

    id: str
    languages: str  # of the question and of its passage: zh>ru
    rank: int


def places(folder: Path, encoder: TextEncoder, *, asked: str = "pairs.jsonl") -> list[Place]:
    """The place of every question's passage among all passages of a folder."""
    pairs, others = _rows(folder / asked), _rows(folder / "distractors.jsonl")
    pool = encoder.passages([row["text"] for row in (*pairs, *others)])
    scores = encoder.questions([row["question"] for row in pairs]) @ pool.T
    langs = np.array([row["lang"] for row in (*pairs, *others)])
    for lang in sorted(set(langs)):  # as a search does: see kg/queries/meaning.py
        own = scores[:, langs == lang]
        scores[:, langs == lang] = (own - own.mean(axis=1, keepdims=True)) / own.std(axis=1, keepdims=True)
    answers = np.diagonal(scores)
    ranks = (scores > answers[:, None]).sum(axis=1) + 1
    return [
        Place(id=row["id"], languages=f"{row['ask']}>{row['lang']}", rank=int(rank))
        for row, rank in zip(pairs, ranks, strict=True)
    ]


def recall(found: Sequence[Place], depth: int) -> float:
    """The share of questions whose passage is among the nearest so many."""
    return sum(one.rank <= depth for one in found) / len(found)


def lines(found: Sequence[Place]) -> Iterator[str]:
    """The measurement as it is printed: in all, within and across languages, by pair, and what was missed."""
    groups: dict[str, list[Place]] = {"all": list(found)}
    for one in found:
        asked, _, given = one.languages.partition(">")
        groups.setdefault("within" if asked == given else "across", []).append(one)
    for one in sorted(found, key=lambda place: place.languages):
        groups.setdefault(one.languages, []).append(one)
    for name, some in groups.items():
        shares = "  ".join(f"@{depth} {recall(some, depth):6.1%}" for depth in DEPTHS)
        yield f"{name:<7} {len(some):>3}  {shares}"
    missed = (one for one in found if one.rank > DEPTHS[1])
    yield "Missed: " + ", ".join(f"{one.id} ({one.languages}, place {one.rank})" for one in missed)


def _rows(path: Path) -> list[Mapping[str, str]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (OSError, ValueError) as error:
        raise BadInput(str(path), f"cannot be read ({error})", "Name a folder with both files.") from None


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else data_folder() / "gold" / "meaning"
    file = sys.argv[2] if len(sys.argv) > 2 else "pairs.jsonl"
    print("\n".join(lines(places(given, TextEncoder(), asked=file))))
