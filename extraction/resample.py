"""How far a figure would move with other passages of the same kind: the percentile bootstrap.

Passages, not mentions, are drawn: names of one passage stand or fall together. All configurations are counted on the
same draws, so the interval of a difference is that of paired figures. The seed is fixed: the same counts give the same
intervals.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

ROUNDS = 1000
"""How often the passages are drawn anew."""
LEVEL = 0.95
"""The share of the draws that lies inside an interval."""
SEED = 20_230_918
_CELLS = 4_000_000
"""Draws times passages worked on at once: about 32 MB."""

Interval = tuple[float, float]
Numbers = npt.NDArray[np.float64]


def drawn_sums(counts: Numbers, *, rounds: int = ROUNDS) -> Numbers:
    """The sums of per-passage counts over passages drawn with replacement.

    Args:
        counts: one row a passage, one column a thing counted.
        rounds: how many draws.

    Returns:
        One row a draw, one column a thing counted.
    """
    passages = counts.shape[0]
    random = np.random.default_rng(SEED)
    at_once = max(1, min(rounds, _CELLS // max(1, passages)))
    sums = []
    for first in range(0, rounds, at_once):
        size = min(at_once, rounds - first)
        drawn = random.integers(0, passages, size=(size, passages)) + passages * np.arange(size)[:, None]
        times = np.bincount(drawn.ravel(), minlength=size * passages).reshape(size, passages)
        sums.append(times.astype(np.float64) @ counts)
    return np.concatenate(sums)


def rates(sums: Numbers) -> Numbers:
    """Precision, recall and F1 of sums `right, predicted, gold` in the last axis; nan where there is none."""
    right, predicted, gold = sums[..., 0], sums[..., 1], sums[..., 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.stack([right / predicted, right / gold, 2 * right / (predicted + gold)], axis=-1)


def interval(values: Numbers) -> Interval | None:
    """The middle 95 % of some draws; None where a figure has no value in any."""
    known = values[~np.isnan(values)]
    if not known.size:
        return None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
