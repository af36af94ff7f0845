"""Learning from the decisions of a workspace: names people accepted, rejected, retyped or marked themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.heads import Heads, heads_of, number_of
from app.workspace import Workspace
from extraction.recognize.adapt import (
    Judged,
    Lesson,
    StateReader,
    learn,
    lessons_of,
    written_lessons,
)
from extraction.recognize.tagger.head import Head
from kg.records import Archive, open_archive
from ontology.anchors import span_of
from ontology.decisions import Decision, Verb, is_about_a_name, standing
from ontology.errors import BadInput
from ontology.ids import content_id
from ontology.kinds import MARKED, Kind
from ontology.paths import data_folder
from ontology.records import Mention, Record, record_id

LEAST = 10
"""Decisions about names that are wanted before anything is learnt."""
WRITTEN = 6
"""Of the passages written for training, one of so many is looked at beside the judged texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """What the decisions of an archive say about the names in its texts; of one span the last one counts."""

    of_record: Mapping[str, tuple[Judged, ...]]  # by record id, in L0
    decisions: tuple[str, ...]  # their ids
    passed_over: int  # decisions about names whose place is no longer in the texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrained:
    """The head in use now, and how it fared."""

    number: int
    head: Head
    new: bool  # false where it was learnt from the same texts and decisions before
    passed_over: int


def retrain(workspace: Workspace, *, tagger: StateReader) -> Retrained:
    """Learn from all decisions about names that hold, and put the new head in use.

    The shipped tagger is where it starts from every time; heads learnt before are kept.

    Args:
        workspace: whose decisions.
        tagger: the shipped tagger, without a head.

    Raises:
        BadInput: when there are too few decisions about names.
    """
    with open_archive(workspace.archive, read_only=True) as archive:
        told = judgements(archive)
        if len(told.decisions) < LEAST:
            raise BadInput(
                str(workspace.folder),
                f"{len(told.decisions)} decisions are about names in its texts, and {LEAST} are wanted",
                "Record more with: dangmai decide WORKSPACE --jsonl FILE.",
            )
        lessons = [
            *_lessons(archive, told.of_record),
            *written_lessons(data_folder() / "training", every=WRITTEN),
        ]
    heads, learnt_from = heads_of(workspace.folder), content_id("les", tagger.version, *lessons)
    number = _kept(heads, learnt_from)
    if not number:
        learned = learn(tagger, lessons)
        facts = {
            "learnt_from": learnt_from,
            "before": number_of(heads.in_use),
            "decisions": list(told.decisions),
            "judged": learned.judged,
            "shipped_agrees": learned.before,
            "learnt_agrees": learned.after,
        }
        number = heads.add(replace(learned.head, facts=facts))
        return Retrained(number=number, head=heads.load(number), new=True, passed_over=told.passed_over)
    heads.use(number)
    return Retrained(number=number, head=heads.load(number), new=False, passed_over=told.passed_over)


def back(workspace: Workspace) -> int:
    """Put the head in use that was in use before; its number, 0 for the tagger as it was shipped.

    Raises:
        BadInput: when the tagger speaks as it was shipped.
    """
    heads = heads_of(workspace.folder)
    used = number_of(heads.in_use)
    if not used:
        raise BadInput(
            str(workspace.folder), "the recogniser is as it was shipped", "There is nothing to go back to."
        )
    before = heads.load(used).facts.get("before")
    number = before if isinstance(before, int) and before in heads.numbers() else 0
    heads.use(number)
    return number


def judgements(archive: Archive) -> Judgements:
    """What was decided about the names in the texts of an archive."""
    told: dict[tuple[str, int, int], tuple[Judged, str]] = {}
    passed_over = 0
    for decision in filter(is_about_a_name, standing(archive.decisions())):
        record = archive.record(record_id(decision.anchor.record)) if decision.anchor else None
        judged = _judged(archive, decision, record) if record else None
        if record is None or judged is None:
            passed_over += 1
        else:
            told[record.id, judged.start, judged.end] = judged, decision.id
    by_record: dict[str, list[Judged]] = {}
    for (record_key, _, _), (judged, _) in sorted(told.items()):
        by_record.setdefault(record_key, []).append(judged)
    return Judgements(
        of_record={key: tuple(found) for key, found in by_record.items()},
        decisions=tuple(sorted(decision for _, decision in told.values())),
        passed_over=passed_over,
    )


def _judged(archive: Archive, decision: Decision, record: Record) -> Judged | None:
    """A decision as a judgement about a span of a record's text; none where the place or the kind is lost."""
    span = span_of(decision.anchor, record.text) if decision.anchor else None
    kind = _kind(decision, archive.mentions(record.id))
    if span is None or kind is None:
        return None
    return Judged(start=span[0], end=span[1], kind=kind, right=decision.verb is not Verb.REJECT)


def _kind(decision: Decision, mentions: tuple[Mention, ...]) -> Kind | None:
    """The kind a decision is about: as it says itself, else that of the mention."""
    if decision.value:
        return Kind(decision.value) if decision.value in MARKED else None
    return next((one.kind for one in mentions if one.id == decision.subjects[0]), None)


def _lessons(archive: Archive, judged: Mapping[str, tuple[Judged, ...]]) -> Iterator[Lesson]:
    """The texts of the records that something was judged in, as far as it was."""
    for record_key in sorted(judged):
        record = archive.record(record_key)
        lessons = list(lessons_of(record, judged[record_key])) if record else []
        while lessons and not lessons[-1].judged:
            lessons.pop()
        yield from lessons


def _kept(heads: Heads, learnt_from: str) -> int:
    """The head that was learnt from just this; 0 if there is none."""
    return next(
        (n for n in reversed(heads.numbers()) if heads.load(n).facts.get("learnt_from") == learnt_from), 0
    )
