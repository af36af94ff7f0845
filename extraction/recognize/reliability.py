"""How far a found name is to be trusted: counts on development passages, by finder, rule and company.

A name found by a rule or a list is judged by what the trained tagger says there: the same (`agree`), something
else (`conflict`), or nothing (`alone`). A name of the tagger is judged by its probability, apart for names that no
rule touches and names that clash with one. The counts are made by `python -m extraction.recognize.train.reliability`
and lie beside the weights they belong to.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Self

from extraction.recognize.spans import Found
from ontology.errors import WorkspaceError

FILE = "reliability.json"
"""The file of counts in the folder of a trained tagger."""
PRIOR = {"agree": 0.97, "alone": 0.8, "conflict": 0.35}
"""What is believed of a rule that was never counted in this company, worth `WEIGHT` passages' names."""
WEIGHT = 4.0
LEAST = 0.45
"""A name of the tagger alone stays from this confidence on: about half of the F1 reached, where F1 is highest
(Lipton, Elkan, Naryanaswamy, Optimal Thresholding of Classifiers to Maximize F1 Measure, 2014)."""
RULES = frozenset(("gazetteer", "grammar"))
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Counts of right names by finder, rule and company; and two curves for the tagger's own probability."""

    counts: Mapping[str, Mapping[str, tuple[int, int]]]  # "finder rule" → company → right, all
    curves: Mapping[str, tuple[float, float]]  # company → slope and shift of log odds

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the counts beside trained weights."""
        path = folder / FILE
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise WorkspaceError(
                str(path), f"the tagger's reliability cannot be read ({error})", "Install 档脉 again."
            ) from None
        counts = {
            rule: {company: (right, every) for company, (right, every) in row.items()}
            for rule, row in kept["counts"].items()
        }
        return cls(counts=counts, curves={name: (a, b) for name, (a, b) in kept["curves"].items()})

    def of_rule(self, item: Found, company: str) -> float:
        """How likely a name of a rule, a list or a second opinion is right."""
        right, every = self.counts.get(f"{item.by} {item.rule}", {}).get(company, (0, 0))
        return (right + WEIGHT * PRIOR[company]) / (every + WEIGHT)

    def of_tagger(self, item: Found, company: str) -> float:
        """How likely a name of the tagger is right."""
        if company == "agree":
            return PRIOR["agree"]
        slope, shift = self.curves[company]
        return 1 / (1 + math.exp(-(slope * log_odds(item.score) + shift)))


def log_odds(probability: float) -> float:
    """The logarithm of the odds, with certainty cut off at one in ten thousand."""
    held = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(held / (1 - held))


class Company:
    """Whom each found name stands beside: one look at all candidates of a text."""

    def __init__(self, found: Sequence[Found]) -> None:
        """Sort out the tagger's names and the others'."""
        self._tagger = _Row(one for one in found if one.by == "tagger")
        self._others = _Row(one for one in found if one.by in RULES)

    def of(self, item: Found) -> str:
        """`agree`, `conflict` or `alone`."""
        side = self._others if item.by == "tagger" else self._tagger
        near = side.near(item)
        if not near:
            return "alone"
        same = any(one.start == item.start and one.end == item.end and one.kind is item.kind for one in near)
        return "agree" if same else "conflict"


class _Row:
    """Names in order of position, asked for those that overlap a span."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._found = sorted(found, key=attrgetter("start", "end"))
        self._starts = [one.start for one in self._found]

    def near(self, item: Found) -> list[Found]:
        """Those that share a character with a name, if they are not far longer than names are."""
        first = bisect_left(self._starts, item.start - _LONGEST)
        last = bisect_left(self._starts, item.end, first)
        return [one for one in self._found[first:last] if one.end > item.start]
