"""A correction of softmax scores fitted to examples: convex, so the same examples give the same numbers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
MEMORY = 12
"""Steps that the search for the minimum remembers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Rows to learn from: what the model saw and said, what should have been said, and how much that counts."""

    states: Floats  # (rows, wide)
    logits: Floats  # (rows, labels): the scores to be corrected
    wanted: Floats  # (rows, labels): probabilities
    weights: Floats  # (rows,)


def log_softmax(logits: Floats) -> Floats:
    """Log probabilities over the last axis."""
    high = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(high - np.log(np.exp(high).sum(axis=-1, keepdims=True)), dtype=np.float32)


def fit(examples: Examples, *, keep: float, steps: int = 25) -> Floats:
    """The correction, (wide + 1, labels), whose last row is the shift.

    Args:
        examples: the rows.
        keep: how strongly each number is drawn to nought.
        steps: of the search, at most; what is learnt late fits the examples and nothing else.
    """
    wide = np.concatenate((examples.states, np.ones((len(examples.states), 1), np.float32)), axis=1)
    shape = (wide.shape[1], examples.logits.shape[1])
    weights = examples.weights[:, None]

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        change = flat.reshape(shape).astype(np.float32)
        said = log_softmax(examples.logits + wide @ change)
        wrong = (np.exp(said) - examples.wanted) * weights
        cost = -float((weights * examples.wanted * said).sum(dtype=np.float64))
        slope = (wide.T @ wrong).astype(np.float64).ravel() + keep * flat
        return cost + keep / 2 * float(flat @ flat), slope

    return np.asarray(_minimum(loss, np.zeros(wide.shape[1] * shape[1]), steps).reshape(shape), np.float32)


def _minimum(loss: Callable[[Doubles], tuple[float, Doubles]], at: Doubles, steps: int) -> Doubles:
    """Where a smooth convex function is least (L-BFGS with halving steps)."""
    past: deque[tuple[Doubles, Doubles]] = deque(maxlen=MEMORY)
    cost, slope = loss(at)
    for number in range(steps if slope.any() else 0):
        way = _direction(slope, past)
        descent = float(way @ slope)
        size = min(1.0, 1.0 / float(np.abs(slope).sum())) if number == 0 else 1.0
        for _ in range(20):
            there, new_slope = loss(at + size * way)
            if there <= cost + 1e-4 * size * descent:
                break
            size /= 2
        else:
            return at
        if (
            float(way @ (new_slope - slope)) > 0
        ):  # rounding can hide the bend of a slope that is nearly nought
            past.append((size * way, new_slope - slope))
        gained, at, cost, slope = cost - there, at + size * way, there, new_slope
        if gained <= 1e-6 * max(1.0, abs(cost)):
            break
    return at


def _direction(slope: Doubles, past: deque[tuple[Doubles, Doubles]]) -> Doubles:
    """Down the slope, bent by how it changed in the steps before."""
    way, factors = -slope, []
    for step, turned in reversed(past):
        factor = float(step @ way) / float(turned @ step)
        factors.append(factor)
        way = way - factor * turned
    if past:
        step, turned = past[-1]
        way = way * (float(step @ turned) / float(turned @ turned))
    for (step, turned), factor in zip(past, reversed(factors), strict=True):
        way = way + step * (factor - float(turned @ way) / float(turned @ step))
    return way
