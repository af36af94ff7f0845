"""What happened, in order of time: named events, chronicle entries and dated claims."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.queries.passages import Fact, Passage, page_number, relation_label
from kg.queries.sight import EntityRef, Sight
from kg.records.codec import date_from
from ontology.dates.bounds import edtf_bounds
from ontology.records import DateValue, Entity

LONGEST = 160
"""Characters a sentence of a chronicle may have before it is cut around what happened."""
LABEL = 44
"""Characters of a sentence that stand on the time line."""
CONTEXT = 24
_END = re.compile(r"[。！？!?；;\f]|\.(?=\s)|\n\s*\n|[】\]]\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One thing that happened: when at the earliest and latest, what, who, where, and the passages."""

    edtf: str
    lo: int  # YYYYMMDD
    hi: int
    label: str
    source: str  # event (the vocabulary or a named event), mention (a chronicle entry), claim
    type: str = ""
    raw: str = ""  # the date as written
    event: EntityRef | None = None
    participants: tuple[EntityRef, ...] = ()
    places: tuple[EntityRef, ...] = ()
    passages: tuple[Passage, ...] = ()
    certainty: str = "certain"
    happening: EntityRef | None = None  # the event without a name that several records tell of
    disputed: bool = False  # other records give it another date


def in_order(items: Iterable[TimelineItem]) -> tuple[TimelineItem, ...]:
    """Items by their first day, the sharper date first; what has no date is left out."""
    dated = (item for item in items if item.lo and item.hi)
    return tuple(sorted(dated, key=lambda one: (one.lo, one.hi, one.source, one.label)))


def from_mentions(sight: Sight, rows: Iterable[sqlite3.Row]) -> tuple[TimelineItem, ...]:
    """Chronicle entries of readable records; the same named event on the same date once, with all passages."""
    merged: dict[tuple[str, ...], TimelineItem] = {}
    for row in rows:
        item = _mention(sight, row)
        if item is None:
            continue
        one = item.event or item.happening
        key = (one.id if one else f"{row['record']} {row['position']}", item.edtf)
        before = merged.get(key)
        merged[key] = _joined(before, item) if before else item
    return in_order(_disputed(merged.values()))


def _disputed(items: Iterable[TimelineItem]) -> Iterator[TimelineItem]:
    """Items, those marked that give a day on which the others of the same happening cannot lie."""
    kept = list(items)
    days: dict[str, list[TimelineItem]] = {}
    for item in kept:
        days.setdefault(item.happening.id if item.happening else "", []).append(item)
    for item in kept:
        others = days[item.happening.id] if item.happening else []
        apart = any(item.hi < one.lo or one.hi < item.lo for one in others)
        yield replace(item, disputed=True) if apart else item


def from_facts(facts: Iterable[Fact], lang: str) -> tuple[TimelineItem, ...]:
    """Dated claims as items of a time line."""
    return in_order(_claim(fact, fact.date, lang) for fact in facts if fact.date)


def from_entity(sight: Sight, entity: Entity) -> tuple[TimelineItem, ...]:
    """When a named event happened according to the authority file."""
    edtf = entity.begin if entity.begin == entity.end or not entity.end else f"{entity.begin}/{entity.end}"
    lo, hi = edtf_bounds(edtf)
    ref = sight.ref_to(entity)
    item = TimelineItem(
        edtf=edtf, lo=lo, hi=hi, label=ref.label, source="event", event=ref, certainty=entity.certainty
    )
    return in_order([item])


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds a span, without white space at its edges; a very long one is cut."""
    before = [found.end() for found in _END.finditer(text, max(0, start - LONGEST), start)]
    after = _END.search(text, end, min(len(text), end + LONGEST))
    first = before[-1] if before else max(0, start - LONGEST)
    last = after.end() if after else min(len(text), end + LONGEST)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def shortened(sentence: str, *, limit: int = LABEL) -> str:
    """A sentence in one line, cut where it is too long for a label."""
    line = re.sub(r"(?<=[\u2e80-\u9fff，。、；：])\s+(?=[\u2e80-\u9fff，。、；：])", "", sentence)
    line = " ".join(line.split()).rstrip("。；;")
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _mention(sight: Sight, row: sqlite3.Row) -> TimelineItem | None:
    date, record = date_from(row["date"]), sight.record_ref(row["record"])
    if date is None or record is None:
        return None
    text = sight.record(row["record"]).text
    start, end = sentence_around(text, row["start"], row["end"])
    passage = Passage(
        record=record,
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        page=page_number(sight, row["record"], row["start"]),
        date=date,
    )
    event = sight.ref(row["event"]) if row["event"] else None
    return TimelineItem(
        edtf=date.edtf,
        lo=date.lo,
        hi=date.hi,
        label=event.label if event else shortened(passage.quote),
        source="mention",
        type=row["type"],
        raw=date.raw,
        event=event,
        participants=sight.refs(tuple(json.loads(row["participants"]))),
        places=sight.refs(tuple(json.loads(row["places"]))),
        passages=(passage,),
        certainty=date.certainty,
        happening=None if event else sight.happening_at(row["record"], row["position"]),
    )


def _joined(first: TimelineItem, second: TimelineItem) -> TimelineItem:
    """One event that several passages tell of."""
    return replace(
        first,
        participants=tuple(dict.fromkeys((*first.participants, *second.participants))),
        places=tuple(dict.fromkeys((*first.places, *second.places))),
        passages=(*first.passages, *second.passages),
    )


def _claim(fact: Fact, date: DateValue, lang: str) -> TimelineItem:
    role = f"（{fact.role}）" if fact.role else ""
    return TimelineItem(
        edtf=date.edtf,
        lo=date.lo,
        hi=date.hi,
        label=f"{fact.subject.label} {relation_label(fact.predicate, lang)} {fact.object.label}{role}",
        source="claim",
        type=fact.predicate,
        raw=date.raw,
        participants=(fact.subject, fact.object),
        passages=fact.passages,
        certainty=date.certainty if fact.state == "accepted" else "uncertain",
    )
