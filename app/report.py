"""The report of a build: what was read, found and claimed, how long it took, and what could not be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReport:
    """One stage: how many items were worked on, how many were already done, and the seconds."""

    name: str
    done: int
    skipped: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A file that could not be read, with its reason and remedy."""

    path: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one build did."""

    folder: str
    stages: tuple[StageReport, ...]
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    digest: str
    graph_digest: str
    missing: tuple[str, ...] = ()  # files that became records once and are no longer in the folder
    waiting: tuple[str, ...] = ()  # decisions about what is not there now
    remarks: tuple[str, ...] = ()  # what plug-ins say of their work

    @property
    def seconds(self) -> float:
        """Seconds of all stages together."""
        return sum(stage.seconds for stage in self.stages)

    def save(self, path: Path) -> None:
        """Keep the report as JSON; it holds times and so is no part of the archive file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def lines(self) -> list[str]:
        """The report as it is printed."""
        stages = [
            f"  {stage.name:<10} {stage.done:>6} done {stage.skipped:>6} unchanged {stage.seconds:>8.1f} s"
            for stage in self.stages
        ]
        counts = "  " + ", ".join(f"{number} {name}" for name, number in self.counts.items())
        problems = [f"  {p.path}: {p.reason.rstrip('.')}. {p.remedy}".rstrip() for p in self.problems]
        unread = [f"Not read ({len(problems)}):", *problems] if problems else ["Every file was read."]
        return [
            f"Built in {self.seconds:.1f} s",
            *stages,
            counts,
            *unread,
            *self._missing(),
            *self._waiting(),
            *(f"Plug-in {remark}" for remark in self.remarks),
        ]

    def _missing(self) -> list[str]:
        """What is said of records whose file is gone."""
        if not self.missing:
            return []
        first = f"No longer in the folder, their records kept as they were ({len(self.missing)}):"
        return [first, f"  {', '.join(self.missing)}. To drop them build into a new workspace."]

    def _waiting(self) -> list[str]:
        """What is said of decisions that found nothing to decide."""
        if not self.waiting:
            return []
        first = f"Decisions about what is not there now, kept for when it is ({len(self.waiting)}):"
        return [first, f"  {', '.join(self.waiting)}. Read them with `dangmai decisions WORKSPACE`."]
