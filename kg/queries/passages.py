"""Claims with the passages they rest on, as a screen or an export shows them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from kg.queries.sight import EntityRef, RecordRef, Sight
from kg.queries.statements import ask
from kg.records.codec import date_from
from ontology.kinds import RELATIONS
from ontology.records import DateValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A quote with its surroundings, where it stands, and what it is taken to say how surely."""

    record: RecordRef
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    page: int  # 0 where the record has no pages
    date: DateValue | None = None
    role: str = ""
    confidence: float = 0.0
    stance: str = ""
    polarity: str = "affirmed"
    modality: str = "fact"
    state: str = ""
    preferred: bool = False
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One claim: who, what, whom, and the passages that say so."""

    id: str
    predicate: str
    subject: EntityRef
    object: EntityRef
    state: str  # accepted, candidate
    confidence: float
    date: DateValue | None
    role: str
    preferred: bool
    passages: tuple[Passage, ...]
    others: tuple[str, ...] = ()  # ids of further claims that say the same

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all claims that are shown as this one."""
        return (self.id, *self.others)

    @property
    def records(self) -> int:
        """How many records say so."""
        return len({passage.record.id for passage in self.passages})

    def other(self, entity: str) -> EntityRef:
        """The other end of the claim."""
        return self.object if self.subject.id == entity else self.subject


def facts_from(sight: Sight, rows: Iterable[sqlite3.Row]) -> Iterator[Fact]:
    """The claims in rows of evidence that follow one another by assertion."""
    for _, group in groupby(rows, key=lambda row: row["id"]):
        fact = _fact(sight, list(group))
        if fact:
            yield fact


def merged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Claims that say the same of the same two, in the same role at the same time, as one with all passages.

    A denial never joins what it denies.
    """
    groups: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        date, said = fact.date.edtf if fact.date else "", fact.passages[0].polarity
        key = (fact.state, fact.subject.id, fact.predicate, fact.object.id, fact.role, date, said)
        groups.setdefault(key, []).append(fact)
    return tuple(map(_one, groups.values()))


def passage_at(sight: Sight, record: str, start: int, end: int) -> Passage:
    """A stretch of a record as a passage that can be shown and cited."""
    found = sight.record(record)
    ref = sight.record_ref(record)
    assert ref is not None  # the record was readable a line ago
    return Passage(
        record=ref,
        start=start,
        end=end,
        quote=found.text[start:end],
        prefix=found.text[max(0, start - 24) : start],
        suffix=found.text[end : end + 24],
        page=page_number(sight, record, start),
    )


def page_number(sight: Sight, record: str, position: int) -> int:
    """The page that holds a position, 0 where there are none."""
    rows = ask(sight.archive, "page_of", audience=sight.audience, record=record, position=position)
    row = next(rows, None)
    return int(row["number"]) if row else 0


def relation_label(predicate: str, lang: str) -> str:
    """How a relation is said in a language."""
    info = RELATIONS.get(predicate)
    if info is None:
        return predicate
    return {"zh": info.zh, "ru": info.ru}.get(lang, info.en)


def _one(same: list[Fact]) -> Fact:
    lead = min(same, key=lambda fact: (not fact.preferred, -fact.confidence, fact.id))
    passages = {
        (one.record.id, one.start, one.end): one
        for fact in (lead, *(fact for fact in same if fact is not lead))
        for one in fact.passages
    }
    others = tuple(fact.id for fact in same if fact is not lead)
    return replace(lead, passages=tuple(passages.values()), others=others)


def _fact(sight: Sight, rows: list[sqlite3.Row]) -> Fact | None:
    """One claim; none where the audience may not know one of its ends or no record is left."""
    lead = min(rows, key=lambda row: (row["state"] != "accepted", not row["preferred"], -row["confidence"]))
    subject, object_ = sight.ref(lead["subject"]), sight.ref(lead["object"])
    passages = tuple(passage for row in rows if (passage := _passage(sight, row)))
    if subject is None or object_ is None or not passages:
        return None
    return Fact(
        id=lead["id"],
        predicate=lead["predicate"],
        subject=subject,
        object=object_,
        state=lead["state"],
        confidence=lead["confidence"],
        date=date_from(lead["date"]),
        role=lead["role"],
        preferred=bool(lead["preferred"]),
        passages=passages,
    )


def _passage(sight: Sight, row: sqlite3.Row) -> Passage | None:
    record = sight.record_ref(row["record"])
    if record is None:
        return None
    plain = ("start", "end", "quote", "prefix", "suffix", "role", "confidence", "stance", "polarity")
    return Passage(
        record=record,
        page=page_number(sight, row["record"], row["start"]),
        date=date_from(row["date"]),
        preferred=bool(row["preferred"]),
        **{name: row[name] for name in (*plain, "modality", "state", "made_by")},
    )
