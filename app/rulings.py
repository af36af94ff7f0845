"""What people decided, in the words of the recogniser and the linker: places and mentions as they are now."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.link.constraints import Constraints, Ruling, Thing
from extraction.recognize.adapt import Judged
from kg.records import Archive
from kg.records.finding import Finder
from ontology.authority import Authority, load_authority
from ontology.decisions import Decision, Target, Verb, is_about_a_name, standing
from ontology.kinds import Kind

SAID = {
    Verb.MERGE: "合并",
    Verb.SPLIT: "拆分",
    Verb.SAME_AS: "等同",
    Verb.NEVER_MERGE: "禁止合并",
    Verb.RETYPE: "改类",
}
"""Decisions that the linker follows, as they are said in the reason for a link."""


def judged_names(archive: Archive) -> dict[str, tuple[Judged, ...]]:
    """What was decided about the names of each record, by record id; of one span the last word counts."""
    find = Finder(archive)
    told: dict[str, dict[tuple[int, int], Judged]] = {}
    for decision in filter(is_about_a_name, standing(archive.decisions())):
        place = find.span(decision.anchor) if decision.anchor else None
        if place is None or not decision.value:
            continue
        record, start, end = place
        right = decision.verb is not Verb.REJECT
        spans = told.setdefault(record.id, {})
        spans.pop((start, end), None)  # the later word takes its place at the end of the row
        spans[start, end] = Judged(start=start, end=end, kind=Kind(decision.value), right=right)
    return {record: tuple(spans.values()) for record, spans in told.items()}


def constraints(archive: Archive, *, authority: Authority | None = None) -> Constraints:
    """What was decided about who is who, for the linker; what is not there now binds nobody."""
    find = Finder(archive)
    known = authority or load_authority()
    return Constraints(rulings=tuple(_rulings(archive, find, known)))


def _rulings(archive: Archive, find: Finder, authority: Authority) -> Iterator[Ruling]:
    for decision in standing(archive.decisions()):
        if decision.verb in SAID and decision.targets:
            yield Ruling(
                id=decision.id,
                verb=decision.verb,
                things=tuple(_thing(find, target, authority) for target in decision.targets),
                why=reason_of(decision),
                kind=Kind(decision.value) if decision.verb is Verb.RETYPE else None,
            )


def _thing(find: Finder, target: Target, authority: Authority) -> Thing:
    entry = target.authority if target.authority in authority.entries else ""
    return Thing(entry=entry, mentions=find.mentions(target.anchors))


def reason_of(decision: Decision) -> str:
    """A decision as the reason for a link."""
    said = SAID.get(decision.verb, decision.verb.value)
    return f"第{decision.ordinal}号裁定（{said}，{decision.who}）：{decision.reason}"
