"""A found Russian expression, and what is known when it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ontology.dates.russian_words import ordinal
from ontology.dates.values import Known

NOTHING = Known()
"""Nothing told."""


@dataclass(frozen=True, slots=True)
class Match:
    """A found expression with the place it stands at."""

    found: re.Match[str]

    def __getitem__(self, name: str) -> str:
        """A part of the expression, empty where absent."""
        return self.found[name] or ""

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.found.start()

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.found.end()

    @property
    def says_year(self) -> bool:
        """Whether the expression names its year."""
        return any(self[name] for name in _YEARS)

    @property
    def year(self) -> int:
        """The year in figures or words; 0 where there is none."""
        written = self["year"] or self["year_after"] or self["year_other"] or self["year_inner"]
        in_words = ordinal(self["year_in_words"])
        return int(written) if written else in_words + (1900 if 0 < in_words < 100 else 0)


_YEARS = (
    "year", "year_other", "short_in_words", "year_inner", "iso_year", "year_after", "year_in_words", "words_alone", "year_alone", "season_year", "season_year_word", "season_year_in_words",
    "month_year_word", "year_word", "ny", "war_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known while a text is read: the date told, the day of writing, whether it may be Old Style."""

    told: Known
    written: Known
    keeps_old: bool = False
    told_here: bool = False  # whether a date of this text was read, not only the day of writing
    event: Known = NOTHING  # an event named before any date
    rank: int = 0  # the month told, or one in the middle of the season told

    @property
    def base(self) -> Known:
        """What words such as "the next year" lean on."""
        return self.event if self.event.year and not self.told_here else self.told

    def told_by(self, known: Known) -> Context:
        """The same, after a date was read."""
        return replace(self, told=known, told_here=True)
