"""What decisions were about, found in the archive as it is now, though ids and texts may have changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.records.reader import ArchiveReader
from ontology.anchors import Anchor, span_of
from ontology.decisions import Decision, Target
from ontology.kinds import Kind
from ontology.records import Assertion, Entity, Mention, Record, entity_id, record_id

_KEPT = 32
"""How many records are kept in memory at once."""


class Finder:
    """Finds names, things and claims again; remembers what it has looked up, so make one for each question."""

    def __init__(self, archive: ArchiveReader) -> None:
        """Look into an archive."""
        self._archive = archive
        self._records: dict[str, Record | None] = {}
        self._named: dict[str, tuple[Mention, ...]] = {}
        self._sources: dict[str, str] | None = None
        self._codes: defaultdict[str, list[str]] | None = None

    def record(self, anchor: Anchor) -> Record | None:
        """The record of an anchor; one whose key is made of its bytes is found by its file's name."""
        wanted = record_id(anchor.record)
        found = self._read(wanted)
        if found is None and anchor.source:
            if self._sources is None:
                self._sources = {row.path: row.record for row in self._archive.files() if row.record}
            found = self._read(self._sources.get(anchor.source, ""))
        return found

    def record_called(self, said: str) -> Record | None:
        """A record by its id, its key, or the 档号 that it alone bears."""
        found = self._read(said) or self._read(record_id(said))
        if found is None and said:
            if self._codes is None:
                self._codes = defaultdict(list)
                for head in self._archive.heads():
                    self._codes[head.ref_code].append(head.id)
            called = self._codes.get(said, [])
            found = self._read(called[0]) if len(called) == 1 else None
        return found

    def span(self, anchor: Anchor) -> tuple[Record, int, int] | None:
        """Where an anchor's place is now."""
        record = self.record(anchor)
        span = span_of(anchor, record.text) if record else None
        return (record, *span) if record and span else None

    def mention(self, anchor: Anchor) -> Mention | None:
        """The name at an anchor's place; where none has just these bounds, the one that shares most with it."""
        place = self.span(anchor)
        if place is None:
            return None
        record, start, end = place
        shared = [
            (min(end, one.end) - max(start, one.start), (one.start, one.end) == (start, end), -one.start, one)
            for one in self._mentions(record.id)
            if one.start < end and start < one.end
        ]
        return max(shared, key=lambda found: found[:3])[3] if shared else None

    def mentions(self, anchors: Iterable[Anchor]) -> tuple[str, ...]:
        """The ids of the names at some places, each once."""
        found = (self.mention(anchor) for anchor in anchors)
        return tuple(dict.fromkeys(one.id for one in found if one))

    def entity(self, target: Target) -> Entity | None:
        """The thing that was meant: its authority's, else what most of its names stand for now."""
        if target.authority:
            found = self._archive.entity(entity_id(Kind(target.kind), target.authority))
            if found:
                return found
        votes: Counter[str] = Counter()
        for anchor in target.anchors:
            mention = self.mention(anchor)
            link = self._archive.links(mention.record).get(mention.id) if mention else None
            if link:
                votes[link.entity] += 1
        best = min(votes, key=lambda one: (-votes[one], one), default="")
        return self._archive.entity(best) if best else None

    def is_there(self, target: Target) -> bool:
        """Whether the texts still hold a place where a thing was named; an authority's may be named nowhere."""
        if target.authority and not target.anchors:
            return True
        return any(self.span(anchor) for anchor in target.anchors)

    def claims(self, decision: Decision) -> dict[str, str]:
        """For each claim that a decision is about, its id now; empty where no record makes it."""
        targets = decision.targets or (None,) * len(decision.subjects)
        return {
            subject: self._claim(subject, target)
            for subject, target in zip(decision.subjects, targets, strict=True)
        }

    def _claim(self, subject: str, target: Target | None) -> str:
        if self._archive.assertion(subject):
            return subject
        if target is None or len(target.ends) != 2:
            return ""
        head, tail = (self.entity(end) for end in target.ends)
        if head is None or tail is None:
            return ""
        records = {record.id for anchor in target.anchors if (record := self.record(anchor))}
        for sourced in self._archive.assertions_of(head.id):
            claim = sourced.assertion
            same = (claim.subject, claim.predicate, claim.object) == (head.id, target.predicate, tail.id)
            there = any(one.record in records for one in claim.evidence)
            if same and there and qualifier_of(claim) == target.qualifier:
                return claim.id
        return ""

    def _mentions(self, record: str) -> tuple[Mention, ...]:
        if record not in self._named:
            if len(self._named) >= _KEPT:
                self._named.clear()
            self._named[record] = self._archive.mentions(record)
        return self._named[record]

    def _read(self, record: str) -> Record | None:
        if record not in self._records:
            if len(self._records) >= _KEPT:
                self._records.clear()
            self._records[record] = self._archive.record(record) if record else None
        return self._records[record]


def qualifier_of(claim: Assertion) -> str:
    """What sets a claim apart from another of the same two in the same record."""
    return f"{claim.when.edtf if claim.when else ''}|{claim.role}|{claim.polarity}|{claim.modality}"
