"""The one family of errors; each is a sentence that says what happened and what to do.

ArchiveError
├── UnreadableDocument   a file of the archive cannot be read; the run reports it and goes on
├── BadInput             something handed in (a setting, a JSON line, an id) does not fit
├── WorkspaceError       the workspace is missing, in use or of another kind
├── StoreUnavailable     a graph server does not answer or refuses
├── AudienceMismatch     data for one audience would meet data for another
└── MissingPart          an optional package or system program is not installed
"""

from __future__ import annotations


class ArchiveError(Exception):
    """What went wrong, where, and what mends it."""

    def __init__(self, place: str, reason: str, remedy: str = "") -> None:
        """Keep the three parts apart so that a report can show them in columns."""
        super().__init__(place, reason, remedy)
        self.place = place
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        """One sentence: place, reason, remedy."""
        tail = f" {self.remedy}" if self.remedy else ""
        return f"{self.place}: {self.reason.rstrip('.')}.{tail}"


class UnreadableDocument(ArchiveError):
    """A file that cannot be read; counted in the run report, never lost silently."""


class BadInput(ArchiveError):
    """A value handed in by a person or a file that does not fit."""


class WorkspaceError(ArchiveError):
    """The workspace folder is missing, busy, or not one of ours."""


class StoreUnavailable(ArchiveError):
    """A graph server that does not answer or refuses us."""


class AudienceMismatch(ArchiveError):
    """Two audiences would meet in one store."""


class MissingPart(ArchiveError):
    """An optional package or program that this command needs."""
