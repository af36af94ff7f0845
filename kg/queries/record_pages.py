"""One record: its text by page with what it names and dates, the boxes on the scan, its description and claims."""

from __future__ import annotations

from dataclasses import dataclass

from kg.queries.passages import Fact, facts_from, merged
from kg.queries.sight import EntityRef, RecordRef, Sight
from kg.queries.statements import ask
from kg.queries.timelines import TimelineItem, from_mentions
from kg.records.codec import date_from
from kg.records.reader import ArchiveReader
from ontology.access import Access, Audience
from ontology.authority import Authority
from ontology.kinds import Kind
from ontology.records import Box, DateValue, Description, Line, Page, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span of the text that names something, and its boxes on the image, one a line."""

    start: int  # counted in the record's text
    end: int
    text: str
    kind: Kind
    score: float
    why: str  # why it is this entity
    entity: EntityRef | None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMark:
    """A span of the text that states a date."""

    start: int
    end: int
    date: DateValue
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """One page as it is read: its text, marks, and the image where it was scanned."""

    number: int
    start: int
    end: int
    text: str
    image: str  # file name inside the workspace folder pages/, empty for born-digital text
    width: int
    height: int
    vertical: bool
    marks: tuple[Mark, ...]
    dates: tuple[DateMark, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """All that one audience may know of a record."""

    record: RecordRef
    description: Description
    access: Access
    lang: str
    script: str
    source: str
    notes: tuple[str, ...]
    pages: tuple[TextPage, ...]
    entities: tuple[EntityRef, ...]
    facts: tuple[Fact, ...]
    candidates: tuple[Fact, ...]
    timeline: tuple[TimelineItem, ...]


def record_page(
    archive: ArchiveReader,
    record_id: str,
    audience: Audience,
    *,
    lang: str = "zh",
    authority: Authority | None = None,
) -> RecordPage:
    """A record as this audience may read it; a sentence where it may not."""
    sight = Sight(archive, audience, lang=lang, authority=authority)
    record = sight.record(record_id)
    marks, dates = _marks(sight, record), _dates(sight, record)
    rows = ask(archive, "claims_of_record", audience=audience, record=record_id)
    facts = merged(facts_from(sight, sorted(rows, key=lambda row: (row["id"], row["start"]))))
    events = ask(archive, "events_of_record", audience=audience, record=record_id)
    ref = sight.record_ref(record_id)
    assert ref is not None  # the record was readable a moment ago
    return RecordPage(
        record=ref,
        description=record.description,
        access=record.access,
        lang=record.lang,
        script=record.script,
        source=record.source,
        notes=record.notes,
        pages=tuple(_page(record, page, marks, dates) for page in _pages(record)),
        entities=tuple(dict.fromkeys(mark.entity for mark in marks if mark.entity)),
        facts=tuple(fact for fact in facts if fact.state == "accepted"),
        candidates=tuple(fact for fact in facts if fact.state == "candidate"),
        timeline=from_mentions(sight, list(events)),
    )


def boxes_of(page: Page, start: int, end: int) -> tuple[Box, ...]:
    """Where a span stands on the image: one box for each printed line it touches."""
    return tuple(
        _box(line, max(start, line.start), min(end, line.end))
        for line in page.lines
        if line.start < end and start < line.end
    )


def union(boxes: tuple[Box, ...]) -> Box | None:
    """The smallest box around some boxes."""
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _box(line: Line, start: int, end: int) -> Box:
    """The part of a line's box that a span takes: by characters where they are known, else by share."""
    if len(line.char_boxes) == line.end - line.start:
        around = union(line.char_boxes[start - line.start : end - line.start])
        if around:
            return around
    left, top, right, bottom = line.box
    length = max(line.end - line.start, 1)
    first, last = (start - line.start) / length, (end - line.start) / length
    if line.direction == "v":
        return left, top + round((bottom - top) * first), right, top + round((bottom - top) * last)
    return left + round((right - left) * first), top, left + round((right - left) * last), bottom


def _pages(record: Record) -> tuple[Page, ...]:
    """The pages; a text without any is one page."""
    return record.pages or (Page(number=1, start=0, end=len(record.text)),)


def _page(record: Record, page: Page, marks: tuple[Mark, ...], dates: tuple[DateMark, ...]) -> TextPage:
    return TextPage(
        number=page.number,
        start=page.start,
        end=page.end,
        text=record.text[page.start : page.end],
        image=page.image,
        width=page.width,
        height=page.height,
        vertical=bool(page.lines) and all(line.direction == "v" for line in page.lines),
        marks=tuple(mark for mark in marks if page.start <= mark.start < page.end),
        dates=tuple(date for date in dates if page.start <= date.start < page.end),
        lines=page.lines,
    )


def _marks(sight: Sight, record: Record) -> tuple[Mark, ...]:
    rows = ask(sight.archive, "marks_of_record", audience=sight.audience, record=record.id)
    return tuple(
        Mark(
            start=row["start"],
            end=row["end"],
            text=row["text"],
            kind=Kind(row["kind"]),
            score=row["score"],
            why=row["why"] or "",
            entity=sight.ref(row["entity"]) if row["entity"] else None,
            boxes=_boxes(record, row["start"], row["end"]),
        )
        for row in list(rows)
    )


def _dates(sight: Sight, record: Record) -> tuple[DateMark, ...]:
    rows = ask(sight.archive, "dates_of_record", audience=sight.audience, record=record.id)
    found = ((row, date_from(row["date"])) for row in rows)
    return tuple(
        DateMark(
            start=row["start"], end=row["end"], date=date, boxes=_boxes(record, row["start"], row["end"])
        )
        for row, date in found
        if date
    )


def _boxes(record: Record, start: int, end: int) -> tuple[Box, ...]:
    page = record.page_at(start)
    return boxes_of(page, start, end) if page else ()
