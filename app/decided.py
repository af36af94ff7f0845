"""The decisions of an archive as they stand now: what they are about in words, and whether they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.queries import relation_label
from kg.records import Archive
from kg.records.finding import Finder
from ontology.decisions import (
    ABOUT_THINGS,
    STATE_OF,
    Decision,
    Target,
    Verb,
    is_about_a_name,
    taken_back,
)
from ontology.records import Entity, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision with its subjects in words and what has become of it."""

    decision: Decision
    about: tuple[str, ...]  # one for each subject
    lost: tuple[str, ...] = ()  # the subjects that are not there now
    taken_back: int = 0  # the number of the decision that took it back
    differs: bool = False  # it is there, but not as was decided: a build or another decision stands between

    @property
    def state(self) -> str:
        """What has become of it, in words; empty where it simply holds."""
        if self.taken_back:
            return f"taken back by {self.taken_back}"
        if self.lost:
            return "not there now"
        return "does not hold now" if self.differs else ""


def decided(archive: Archive, *, lang: str = "zh") -> list[Decided]:
    """Every decision of an archive, in order; relations are said in a language."""
    every, find = archive.decisions(), Finder(archive)
    gone, numbers = taken_back(every), {one.id: one for one in every}
    words = _Words(archive=archive, find=find, lang=lang)
    return [_decided(words, one, numbers, gone.get(one.id)) for one in every]


def decided_about(archive: Archive, entity: str, *, lang: str = "zh") -> list[Decided]:
    """The decisions that hold about a thing, and about what is claimed of it, the latest first."""
    claims = {one.assertion.id for one in archive.assertions_of(entity)}
    return [
        one
        for one in reversed(decided(archive, lang=lang))
        if one.decision.verb is not Verb.UNDO
        and not one.taken_back
        and {entity, *claims} & set(one.decision.subjects)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """Where words for the subjects of decisions are found, and in which language."""

    archive: Archive
    find: Finder
    lang: str


def _decided(words: _Words, decision: Decision, every: dict[str, Decision], by: Decision | None) -> Decided:
    if decision.verb is Verb.UNDO:
        about = (_line(every.get(one)) for one in decision.subjects)
        return Decided(decision=decision, about=tuple(about), taken_back=by.ordinal if by else 0)
    said = dict(_said(words, decision))
    lost = tuple(one for one, told in said.items() if not told)
    return Decided(
        decision=decision,
        about=tuple(told or _label(decision, one) for one, told in said.items()),
        lost=lost,
        taken_back=by.ordinal if by else 0,
        differs=not by and not lost and not _holds(words.find, decision),
    )


def _line(decision: Decision | None) -> str:
    return f"{decision.ordinal} {decision.verb}" if decision else ""


def _label(decision: Decision, subject: str) -> str:
    """How a subject was called that is not there now."""
    place = decision.subjects.index(subject)
    if decision.anchor:
        return decision.anchor.quote
    return decision.targets[place].label if place < len(decision.targets) else ""


def _said(words: _Words, decision: Decision) -> Iterator[tuple[str, str]]:
    """Each subject in words, empty where it is not there now."""
    find = words.find
    if decision.anchor is not None and is_about_a_name(decision):
        found = find.span(decision.anchor)
        yield decision.subjects[0], _quoted(*found) if found else ""
    elif decision.verb in STATE_OF:
        for subject, claim in find.claims(decision).items():
            yield subject, _claim(words, claim) if claim else ""
    elif decision.verb in ABOUT_THINGS:
        for place, subject in enumerate(decision.subjects):
            target = decision.targets[place] if place < len(decision.targets) else None
            yield subject, target.label if target and find.is_there(target) else ""
    else:
        yield from ((one, one) for one in decision.subjects)


def _quoted(record: Record, start: int, end: int) -> str:
    return f"“{' '.join(record.text[start:end].split())}” in {record.title}"


def _claim(words: _Words, claim: str) -> str:
    sourced = words.archive.assertion(claim)
    if sourced is None:
        return ""
    said = sourced.assertion
    ends = (words.archive.entity(end) for end in (said.subject, said.object))
    head, tail = (end.label(words.lang) if end else "?" for end in ends)
    return f"{head} {relation_label(said.predicate, words.lang)} {tail}"


def _holds(find: Finder, decision: Decision) -> bool:
    """Whether the archive is as was decided."""
    if decision.verb is Verb.MERGE:
        return len({one.id for one in _now(find, decision.targets)}) == 1
    if decision.verb is Verb.SPLIT:
        whole, *off = (find.entity(target) for target in decision.targets)
        return whole is None or all(one is None or one.id != whole.id for one in off)
    if decision.verb in (Verb.NEVER_MERGE, Verb.SAME_AS):
        return len({one.id for one in _now(find, decision.targets)}) == len(decision.targets)
    return True


def _now(find: Finder, targets: Sequence[Target]) -> list[Entity]:
    """The things that some targets are now; an authority's that was merged away is not one of them."""
    return [found for target in targets if (found := find.entity(target))]
