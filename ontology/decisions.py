"""What people decide about an archive. A decision is appended, never edited, and replayed on every rebuild."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ontology.anchors import Anchor, anchor_in
from ontology.errors import BadInput
from ontology.ids import content_id
from ontology.records import ClaimState

__all__ = [
    "ABOUT_THINGS",
    "MENTION",
    "STATE_OF",
    "Anchor",
    "Decision",
    "Target",
    "Verb",
    "anchor_in",
    "decision_id",
    "is_about_a_name",
    "standing",
    "taken_back",
]


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
    UNDO = "undo"  # takes back another decision


MENTION = "men-"
"""Begins the id of a mention: a decision about one says whether a span of a text is a name, and of what kind."""
ABOUT_THINGS = frozenset({Verb.MERGE, Verb.SPLIT, Verb.SAME_AS, Verb.NEVER_MERGE, Verb.RENAME, Verb.RETYPE})
"""What is decided about things."""

STATE_OF = {Verb.ACCEPT: ClaimState.ACCEPTED, Verb.REJECT: ClaimState.REJECTED}
"""The state a claim is in after a decision about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A thing or a claim as it was when somebody decided about it, so that it is found again by other ids."""

    label: str  # how it was called
    kind: str = ""  # of a thing: a value of ontology.kinds.Kind
    authority: str = ""  # of a thing that is in the authority files
    anchors: tuple[Anchor, ...] = ()  # of a thing: where it was named; of a claim: its evidence
    predicate: str = ""  # of a claim
    qualifier: str = ""  # of a claim: role, date and manner
    ends: tuple[Target, ...] = ()  # of a claim: its subject and its object


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
    anchor: Anchor | None = None  # for decisions about a name in a text
    targets: tuple[Target, ...] = ()  # for decisions about things and claims: one for each subject

    def __post_init__(self) -> None:
        """Refuse a decision about nothing, and one without a reason."""
        if not self.subjects or not all(self.subjects):
            raise BadInput(self.verb, "a decision is about something", "Name the id it is about.")
        if not self.reason.strip():
            raise BadInput(self.verb, "a decision needs a reason", "Say in a few words why.")


def decision_id(verb: Verb, subjects: tuple[str, ...], *, reason: str, who: str, ordinal: int) -> str:
    """The id of a decision: hash of what was decided, about what, why, by whom, and its place in the row."""
    return content_id("dec", verb.value, len(subjects), *subjects, reason, who, ordinal)


def is_about_a_name(decision: Decision) -> bool:
    """Whether a decision says of a span of a text that it is a name of some kind, or is none."""
    said = decision.verb in (Verb.ACCEPT, Verb.REJECT, Verb.RETYPE)
    return said and decision.anchor is not None and decision.subjects[0].startswith(MENTION)


def taken_back(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The ids of decisions that are taken back, each with what took it back; that can be taken back as well."""
    gone: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda one: one.ordinal, reverse=True):
        if decision.verb is Verb.UNDO and decision.id not in gone:
            gone |= {subject: decision for subject in decision.subjects}
    return gone


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold, in their order: nobody has taken them back."""
    every = sorted(decisions, key=lambda one: one.ordinal)
    gone = taken_back(every)
    return tuple(one for one in every if one.id not in gone and one.verb is not Verb.UNDO)
