"""How far rules and the pair model are to be believed beside each other, fitted on passages set aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from extraction.relate.guideline import guideline_key
from extraction.relate.joint import Weights, log_odds, logit_of, unsaid
from extraction.relate.pairs.judge import PairJudge
from extraction.relate.pairs.labels import LABELS
from extraction.relate.reading import Reading
from extraction.relate.relator import PatternRelator
from extraction.relate.train.gold import Known

UNSAID = "aliasOf"
"""Other names of one thing are the linker's business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A claim that rules or the model made of a passage."""

    label: str
    logit: float
    rule: float | None  # the confidence of the rule that found it
    right: bool


def seen(passages: Iterable[Known], rules: PatternRelator, judge: PairJudge) -> tuple[list[Seen], int]:
    """What both find in some passages, and how many claims there are to be found."""
    found, wanted = [], 0
    for one in passages:
        reading = Reading(one.marked, one.linked)
        said = {
            guideline_key(claim, one.linked): claim.confidence for claim in rules.read(reading).assertions
        }
        logits = {(a.id, j.label, b.id): j.logit for j in judge.judge(reading) for a, b in [j.entities]}
        for key in [*sorted(said), *unsaid(logits, set(said))]:
            if key[1] in LABELS and key[1] != UNSAID:
                logit = logit_of(key, logits) if key in said else logits[key]
                found.append(Seen(label=key[1], logit=logit, rule=said.get(key), right=key in one.claims))
        wanted += sum(label != UNSAID for _, label, _ in one.claims)
    return found, wanted


DENSE = 0.7
"""The passages set aside were written for their claims and state three times as many of them as ordinary ones; log odds
taken off what only the model sees, so that it is right as often as it says in ordinary text."""


def fit(found: Sequence[Seen]) -> Weights:
    """The weights under which what was right is likeliest, for claims that a rule found and others."""
    alone = [one for one in found if one.rule is None]
    told = [one for one in found if one.rule is not None]
    names = [label for label in LABELS if label != UNSAID]
    marked = [[1.0, one.logit, *(float(one.label == name) for name in names)] for one in alone]
    base, model, *own = _fitted(marked, alone, [_LOOSE, _LOOSE, *(_TIGHT for _ in names)])
    rows = [[1.0, log_odds(one.rule or 0), one.logit] for one in told]
    rule_base, rule_own, rule_model = _fitted(rows, told, [_LOOSE] * 3)
    return Weights(
        base=round(base - DENSE, 3),
        model=model,
        rule_base=rule_base,
        rule_own=rule_own,
        rule_model=rule_model,
        labels=dict(zip(names, own, strict=True)),
    )


_LOOSE, _TIGHT = 0.05, 1.0
"""How strongly weights are drawn to nought: those of all claims, those of the claims of one label."""


def _fitted(rows: Sequence[Sequence[float]], seen: Sequence[Seen], pull: Sequence[float]) -> list[float]:
    """Logistic regression by Newton's method, each weight drawn to nought a little."""
    given, right = np.array(rows, float), np.array([one.right for one in seen], float)
    drawn, weights = np.array(pull), np.zeros(given.shape[1])
    for _ in range(60):
        sure = 1 / (1 + np.exp(-np.clip(given @ weights, -30, 30)))
        slope = given.T @ (sure - right) + drawn * weights
        bend = (given * (sure * (1 - sure))[:, None]).T @ given + np.diag(drawn)
        weights -= np.linalg.solve(bend, slope)
    return [round(float(value), 3) for value in weights]


def f1(found: Sequence[Seen], wanted: int, weights: Weights, bound: float) -> tuple[float, float, float]:
    """Precision, recall and F1 at a bound on the confidence."""
    said = [one for one in found if weights.confidence(one.label, one.logit, one.rule) >= bound]
    right = sum(one.right for one in said)
    precision, recall = right / max(1, len(said)), right / max(1, wanted)
    return precision, recall, 2 * right / max(1, len(said) + wanted)
