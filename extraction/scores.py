"""What a comparison with hand-marked passages yields: counts, rates, and how they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Of what was predicted and what the gold holds, how much is right."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float | None:
        """The share of predictions that is right; None where there are none."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found; None where there is none."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        both = self.predicted + self.gold
        return 2 * self.right / both if both else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of the things looked at are right."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, None where nothing was looked at."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanScores:
    """Spans counted strictly and loosely."""

    exact: Counts
    overlap: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScores:
    """Every measure over one group of passages: a language, or all of them."""

    name: str
    passages: int
    spans: Mapping[str, SpanScores]  # by type, with "main types" (persons, places, organizations) and "dates"
    edtf: Share
    edtf_where_resolved: Share
    linking: Share
    clusters: Counts  # over every mention of either side
    clusters_matched: Counts  # over mentions marked alike
    relations: Counts
    events: Counts
    event_dates: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The measures of one comparison, by language and over all."""

    groups: tuple[GroupScores, ...]
    remarks: tuple[str, ...] = ()  # what could not be compared

    @property
    def overall(self) -> GroupScores:
        """The measures over all passages."""
        return self.groups[-1]

    def as_dict(self) -> dict[str, object]:
        """The measures as plain values, for JSON."""
        return {group.name: _group_dict(group) for group in self.groups} | {"remarks": list(self.remarks)}

    def to_text(self) -> str:
        """The measures as a table that fits a terminal."""
        parts = ["\n".join(_table(group)) for group in self.groups]
        return "\n\n".join(parts + (["\n".join(self.remarks)] if self.remarks else []))


def _counts_dict(counts: Counts) -> dict[str, object]:
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "right": counts.right,
        "predicted": counts.predicted,
        "gold": counts.gold,
    }


def _group_dict(group: GroupScores) -> dict[str, object]:
    spans = {
        name: {"exact": _counts_dict(scores.exact), "overlap": _counts_dict(scores.overlap)}
        for name, scores in group.spans.items()
    }
    shares = {
        name: {"accuracy": share.value, "right": share.right, "of": share.of}
        for name, share in _shares(group).items()
    }
    sets = {name: _counts_dict(counts) for name, counts in _sets(group).items()}
    return {"passages": group.passages, "spans": spans, **shares, **sets}


def _shares(group: GroupScores) -> dict[str, Share]:
    return {
        "edtf": group.edtf,
        "edtf where resolved": group.edtf_where_resolved,
        "linking": group.linking,
        "event dates": group.event_dates,
    }


def _sets(group: GroupScores) -> dict[str, Counts]:
    return {
        "clusters": group.clusters,
        "clusters, matched": group.clusters_matched,
        "relations": group.relations,
        "events": group.events,
    }


def _percent(value: float | None) -> str:
    return "     -" if value is None else f"{100 * value:6.1f}"


def _rates(counts: Counts) -> str:
    return " ".join(_percent(rate) for rate in (counts.precision, counts.recall, counts.f1))


def _table(group: GroupScores) -> list[str]:
    rows = [f"{group.name}: {group.passages} passages"]
    rows.append(f"{'':20}     P      R     F1 |    oP     oR    oF1 | right / predicted / gold")
    for name, scores in group.spans.items():
        exact = scores.exact
        tail = f"{exact.right} / {exact.predicted} / {exact.gold}"
        rows.append(f"{name:20}{_rates(exact)} |{_rates(scores.overlap)} | {tail}")
    for name, counts in _sets(group).items():
        tail = f"{counts.right} / {counts.predicted} / {counts.gold}"
        rows.append(f"{name:20}{_rates(counts)} |{'':20} | {tail}")
    for name, share in _shares(group).items():
        rows.append(f"{name:20}{_percent(share.value)}   ({share.right} of {share.of})")
    return rows
