"""What asking a language model has cost, and what became of its answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts that grow while texts are read; the one thing here that is not frozen."""

    answers: int = 0
    retries: int = 0
    halved: int = 0  # parts asked again in halves, since the answer was cut off
    parts_without_answer: int = 0
    characters_without_answer: int = 0
    kept: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    unmetered: int = 0  # answers without a count of tokens
    dropped: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)

    @property
    def tried(self) -> bool:
        """Whether anything was asked at all."""
        return bool(self.answers or self.faults)

    def meter(self, prompt: int | None, completion: int | None) -> None:
        """Add one answer and the tokens the server says it cost."""
        self.answers += 1
        if prompt is None or completion is None:
            self.unmetered += 1
            return
        self.prompt_tokens += prompt
        self.completion_tokens += completion

    def count(self, *, kept: int, dropped: Mapping[str, int]) -> None:
        """Add what became of one answer's names."""
        self.kept += kept
        self.dropped.update({reason: number for reason, number in dropped.items() if number})

    def fault(self, reason: str) -> None:
        """Add one try that brought nothing."""
        self.faults[reason] += 1

    def cost(self, *, prompt: float, completion: float) -> float:
        """What the tokens cost at prices per million tokens."""
        return (self.prompt_tokens * prompt + self.completion_tokens * completion) / 1_000_000

    def sentence(self) -> str:
        """The counts as one line of a run report."""
        dropped = ", ".join(f"{number} {reason}" for reason, number in sorted(self.dropped.items())) or "none"
        faults = ", ".join(f"{number} {reason}" for reason, number in sorted(self.faults.items())) or "none"
        return (
            f"language model: {self.answers} answers, {self.prompt_tokens} + {self.completion_tokens} tokens"
            f" ({self.unmetered} answers uncounted), {self.kept} names kept, dropped: {dropped}; faults: {faults};"
            f" {self.parts_without_answer} parts ({self.characters_without_answer} characters) without an answer"
        )
