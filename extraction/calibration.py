"""Whether a finder is as often right as its scores say: the reliability of mention scores.

A mention scored 0.8 should be right in eight of ten cases. Mentions are put into bins by score; in each bin the mean
score is held against the share that is right (span and type as in the gold). The expected calibration error (ECE) is
the gap of the two, averaged over mentions. A mention that several finders found counts for each of them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extraction.evaluate import Key, Scored, items_of, span_of

BINS = 10
"""Bins of equal width between 0 and 1."""
ALL = "all"
"""Stands for every mention, whoever found it."""
_Z = 1.959964
"""Standard deviations either side that hold 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The mentions whose scores lie in one bin."""

    low: float
    high: float
    mentions: int
    right: int
    score: float  # mean

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.mentions

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 % (Wilson), for few mentions tell little."""
        n, square = self.mentions, _Z * _Z
        middle = (self.share + square / (2 * n)) / (1 + square / n)
        spread = self.share * (1 - self.share) / n + square / (4 * n * n)
        half = _Z * math.sqrt(spread) / (1 + square / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How well the scores of one finder are calibrated; only bins with mentions are kept."""

    finder: str
    mentions: int
    bins: tuple[Bin, ...]

    @property
    def error(self) -> float:
        """The expected calibration error: 0 is perfect."""
        gaps = (each.mentions * abs(each.share - each.score) for each in self.bins)
        return sum(gaps) / self.mentions if self.mentions else 0.0

    def as_dict(self) -> dict[str, object]:
        """The figures as plain values, for JSON."""
        bins = [
            {"low": b.low, "high": b.high, "mentions": b.mentions, "right": b.right, "score": b.score}
            for b in self.bins
        ]
        return {"mentions": self.mentions, "ece": self.error, "bins": bins}


def reliability(scored: Iterable[tuple[Iterable[Key], Scored]]) -> tuple[Reliability, ...]:
    """The reliability of all mentions and of each finder's, most mentions first.

    Args:
        scored: for each passage the gold spans and the prediction, its entities with `score` and `found_by`.
    """
    seen: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for gold, line in scored:
        spans = set(gold)
        for score, finders, key in _mentions(line):
            for finder in (ALL, *finders):
                seen[finder].append((score, key in spans))
    ordered = sorted(seen.items(), key=lambda item: (item[0] != ALL, -len(item[1]), item[0]))
    return tuple(_reliability(finder, answers) for finder, answers in ordered)


def table(reliabilities: Sequence[Reliability]) -> str:
    """The reliabilities as text for a terminal."""
    rows = []
    for one in reliabilities:
        rows.append(f"{one.finder}: {one.mentions} mentions, ECE {100 * one.error:.1f}")
        rows.append("    scores          mean   right   95 % of right    right / mentions")
        for each in one.bins:
            low, high = each.interval
            rows.append(
                f"    {each.low:.1f}–{each.high:.1f}      {100 * each.score:8.1f}{100 * each.share:8.1f}"
                f"   [{100 * low:5.1f}, {100 * high:5.1f}]    {each.right} / {each.mentions}"
            )
    return "\n".join(rows)


def _mentions(line: Scored) -> Iterator[tuple[float, tuple[str, ...], Key]]:
    """The mentions of a prediction that have a score, each span and type once."""
    taken: set[Key] = set()
    for item in items_of(line, "entities"):
        key, score, finders = span_of(item, str(item.get("type"))), item.get("score"), item.get("found_by")
        if isinstance(score, int | float) and key not in taken:
            taken.add(key)
            yield float(score), tuple(map(str, finders)) if isinstance(finders, list | tuple) else (), key


def _reliability(finder: str, answers: Sequence[tuple[float, bool]]) -> Reliability:
    bins: Mapping[int, list[tuple[float, bool]]] = defaultdict(list)
    for score, right in answers:
        bins[min(BINS - 1, max(0, int(score * BINS + 1e-9)))].append((score, right))
    return Reliability(
        finder=finder,
        mentions=len(answers),
        bins=tuple(
            Bin(
                low=number / BINS,
                high=(number + 1) / BINS,
                mentions=len(inside),
                right=sum(right for _, right in inside),
                score=sum(score for score, _ in inside) / len(inside),
            )
            for number, inside in sorted(bins.items())
        ),
    )
