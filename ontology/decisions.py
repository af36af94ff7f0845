"""What people decide about an archive. A decision is appended, never edited, and replayed on every rebuild."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ontology.errors import BadInput
from ontology.ids import content_id
from ontology.records import QUOTE_CONTEXT, ClaimState, Record


class Verb(StrEnum):
    """What a person can decide."""

    ACCEPT = "accept"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    SAME_AS = "same-as"  # they stay two and are shown as one claim
    NEVER_MERGE = "never-merge"
    RENAME = "rename"
    RETYPE = "retype"
    CORRECT = "correct"  # the text
    OPEN = "open"
    CLOSE = "close"


STATE_OF = {Verb.ACCEPT: ClaimState.ACCEPTED, Verb.REJECT: ClaimState.REJECTED}
"""The state a claim is in after a decision about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place in a record that still tells which thing was meant when ids have changed."""

    record: str  # the record's key
    quote: str
    prefix: str = ""
    suffix: str = ""
    position: int = 0  # where the quote began in L0


def anchor_in(record: Record, start: int, end: int) -> Anchor:
    """The anchor for a span of a record, quoted with its surroundings."""
    if not 0 <= start < end <= len(record.text):
        raise BadInput(record.key, f"the span {start}–{end} lies outside the text", "Choose a name in it.")
    return Anchor(
        record=record.key,
        quote=record.text[start:end],
        prefix=record.text[max(0, start - QUOTE_CONTEXT) : start],
        suffix=record.text[end : end + QUOTE_CONTEXT],
        position=start,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one person decided, about what, and why; a later one about the same thing outweighs it."""

    id: str
    verb: Verb
    subjects: tuple[str, ...]  # ids of claims, things or records, in the order that was meant
    ordinal: int  # its place in the row of all decisions of the archive, from 1
    reason: str
    who: str
    value: str = ""  # what the verb needs beside its subjects: the new name, class or text
    when: str = ""  # as whoever saved it wrote it, for people to read; no part of the id
    anchor: Anchor | None = None  # for decisions about things

    def __post_init__(self) -> None:
        """Refuse a decision about nothing, and one without a reason."""
        if not self.subjects or not all(self.subjects):
            raise BadInput(self.verb, "a decision is about something", "Name the id it is about.")
        if not self.reason.strip():
            raise BadInput(self.verb, "a decision needs a reason", "Say in a few words why.")


def decision_id(verb: Verb, subjects: tuple[str, ...], *, reason: str, who: str, ordinal: int) -> str:
    """The id of a decision: hash of what was decided, about what, why, by whom, and its place in the row."""
    return content_id("dec", verb.value, len(subjects), *subjects, reason, who, ordinal)
