"""What the archive file gives back beside the nouns of the ontology."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.access import Access, strictest
from ontology.decisions import Decision
from ontology.records import Assertion, Link, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """What became of one file of the folder that was read."""

    path: str  # inside the folder that was read, POSIX
    sha256: str
    reader_version: str
    outcome: str  # read, unreadable, skipped …
    reason: str = ""
    remedy: str = ""
    record: str = ""  # id of the record it became


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedMention:
    """A mention with the entity it stands for and the access state of its record."""

    mention: Mention
    link: Link
    access: Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """An assertion as far as one audience may know it, with the access state behind each piece of evidence."""

    assertion: Assertion
    access: tuple[Access, ...]  # one for each of assertion.evidence
    stances: tuple[str, ...] = ()  # whose papers say so, each once

    @property
    def strictest(self) -> Access:
        """The most closed state among its evidence."""
        return strictest(self.access)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a record that answers a search."""

    record: str
    start: int
    end: int
    score: float  # higher is better


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExhibition:
    """An exhibition as it is kept: its id, its place in the list and its JSON body."""

    id: str
    position: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHead:
    """A record without its text: what a list or a graph shows of it."""

    id: str
    key: str
    title: str
    ref_code: str
    date: str
    lang: str
    access: Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What replaying the decisions did to the claims."""

    changed: int  # claims that are in another state now
    kept: int  # claims that were in their state already
    waiting: tuple[Decision, ...] = ()  # decisions about what is not there now: kept until it is
