"""How the nouns of the ontology become columns, and columns nouns again."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, replace
from typing import Any, cast

from ontology.access import Access
from ontology.decisions import Anchor, Decision, Target, Verb
from ontology.kinds import Kind
from ontology.records import (
    Box,
    DateValue,
    Description,
    Entity,
    EventMention,
    Lang,
    Line,
    Link,
    Mention,
    Name,
    Outcome,
    Page,
    Participation,
    Record,
)

_DESCRIPTION = tuple(Description.__dataclass_fields__)


def dump(value: object) -> str:
    """A value as JSON that is the same text every time."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def date_columns(date: DateValue | None) -> dict[str, object]:
    """A date as its JSON and its bounds; no date is an empty text and two zeros."""
    return {
        "date": dump(asdict(date)) if date else "",
        "lo": date.lo if date else 0,
        "hi": date.hi if date else 0,
    }


def date_from(text: str) -> DateValue | None:
    """The date that was kept, or none."""
    if not text:
        return None
    kept = json.loads(text)
    return DateValue(**{**kept, "readings": tuple(kept["readings"])})


def record_columns(record: Record) -> dict[str, object]:
    """A record without its pages as columns."""
    plain = {
        name: getattr(record, name)
        for name in ("id", "key", "text", "lang", "script", "source", "source_sha256", "encoding")
    }
    kept = {"access": record.access.value, "notes": dump(record.notes)}
    return {**plain, **kept, **asdict(record.description)}


def record_from(row: sqlite3.Row, pages: tuple[Page, ...]) -> Record:
    """A record from its row and its pages."""
    return Record(
        id=row["id"],
        key=row["key"],
        text=row["text"],
        lang=cast(Lang, row["lang"]),
        script=row["script"],
        source=row["source"],
        source_sha256=row["source_sha256"],
        pages=pages,
        description=Description(**{name: row[name] for name in _DESCRIPTION}),
        access=Access(row["access"]),
        encoding=row["encoding"],
        notes=tuple(json.loads(row["notes"])),
    )


def page_columns(record_id: str, page: Page) -> dict[str, object]:
    """A page as columns, its lines as JSON lists."""
    lines = [
        [line.start, line.end, line.box, line.score, line.direction, line.char_boxes] for line in page.lines
    ]
    return {
        "record": record_id,
        "number": page.number,
        "start": page.start,
        "end": page.end,
        "image": page.image,
        "width": page.width,
        "height": page.height,
        "lines": dump(lines),
    }


def page_from(row: sqlite3.Row) -> Page:
    """A page from its row."""
    return Page(
        number=row["number"],
        start=row["start"],
        end=row["end"],
        image=row["image"],
        width=row["width"],
        height=row["height"],
        lines=tuple(
            Line(
                start=start,
                end=end,
                box=_box(box),
                score=score,
                direction=direction,
                char_boxes=tuple(_box(one) for one in boxes),
            )
            for start, end, box, score, direction, boxes in json.loads(row["lines"])
        ),
    )


def _box(numbers: list[int]) -> Box:
    left, top, right, bottom = numbers
    return left, top, right, bottom


def mention_columns(mention: Mention) -> dict[str, object]:
    """A mention as columns."""
    return {
        "id": mention.id,
        "record": mention.record,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind.value,
        "score": mention.score,
        "found_by": dump(mention.found_by),
    }


def mention_from(row: sqlite3.Row) -> Mention:
    """A mention from its row."""
    return Mention(
        id=row["id"],
        record=row["record"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        kind=Kind(row["kind"]),
        score=row["score"],
        found_by=tuple(json.loads(row["found_by"])),
    )


def entity_columns(entity: Entity) -> dict[str, object]:
    """An entity as columns, its names as JSON."""
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "canonical": entity.canonical,
        "names": dump([asdict(name) for name in entity.names]),
        "authority": entity.authority,
        "begin": entity.begin,
        "end": entity.end,
        "note": entity.note,
        "source": entity.source,
        "certainty": entity.certainty,
        "sensitivity": dump(entity.sensitivity),
    }


def entity_from(row: sqlite3.Row) -> Entity:
    """An entity from its row."""
    return Entity(
        id=row["id"],
        kind=Kind(row["kind"]),
        canonical=row["canonical"],
        names=tuple(Name(**name) for name in json.loads(row["names"])),
        authority=row["authority"],
        begin=row["begin"],
        end=row["end"],
        note=row["note"],
        source=row["source"],
        certainty=row["certainty"],
        sensitivity=tuple(json.loads(row["sensitivity"])),
    )


def link_columns(link: Link) -> dict[str, object]:
    """A link as columns."""
    return {
        "mention": link.mention,
        "entity": link.entity,
        "score": link.score,
        "why": link.why,
        "candidates": dump(link.candidates),
    }


def link_from(row: sqlite3.Row, *, mention: str = "mention", score: str = "score") -> Link:
    """A link from its row, whose columns for the mention and the score may carry other names."""
    return Link(
        mention=row[mention],
        entity=row["entity"],
        score=row[score],
        why=row["why"],
        candidates=tuple((entity, number) for entity, number in json.loads(row["candidates"])),
    )


def event_columns(position: int, event: EventMention) -> dict[str, object]:
    """Something that happened, as columns."""
    return {
        "record": event.record,
        "position": position,
        "start": event.start,
        "end": event.end,
        "text": event.text,
        "type": event.type,
        "participants": dump(event.participants),
        "places": dump(event.places),
        "event": event.event,
        **date_columns(event.date),
    }


def frame_columns(position: int, event: EventMention) -> dict[str, object]:
    """The frame around what happened, as columns."""
    return {
        "record": event.record,
        "position": position,
        "frame": dump([asdict(one) for one in event.frame]),
        "outcomes": dump([asdict(one) for one in event.outcomes]),
        "first": event.sentence[0],
        "last": event.sentence[1],
        "dated": int(event.dated),
        "stance": event.stance,
        "modality": str(event.modality),
    }


def event_from(row: sqlite3.Row, frame: sqlite3.Row | None = None) -> EventMention:
    """Something that happened, from its row and that of its frame."""
    event = EventMention(
        record=row["record"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        type=row["type"],
        date=date_from(row["date"]),
        participants=tuple(json.loads(row["participants"])),
        places=tuple(json.loads(row["places"])),
        event=row["event"],
    )
    return _framed(event, frame) if frame else event


def _framed(event: EventMention, frame: sqlite3.Row) -> EventMention:
    return replace(
        event,
        frame=tuple(Participation(**one) for one in json.loads(frame["frame"])),
        outcomes=tuple(Outcome(**one) for one in json.loads(frame["outcomes"])),
        sentence=(frame["first"], frame["last"]),
        dated=bool(frame["dated"]),
        stance=frame["stance"],
        modality=frame["modality"],
    )


def decision_columns(decision: Decision) -> dict[str, object]:
    """A decision as columns, its subjects as JSON, and so its anchor or its targets."""
    plain = {name: getattr(decision, name) for name in ("id", "ordinal", "reason", "who", "value", "when")}
    anchored: object = [asdict(one) for one in decision.targets] or (
        asdict(decision.anchor) if decision.anchor else None
    )
    return {
        **plain,
        "verb": decision.verb.value,
        "subjects": dump(decision.subjects),
        "anchor": dump(anchored) if anchored else "",
    }


def decision_from(row: sqlite3.Row) -> Decision:
    """A decision from its row."""
    plain = {name: row[name] for name in ("id", "ordinal", "reason", "who", "value", "when")}
    anchored = json.loads(row["anchor"]) if row["anchor"] else None
    return Decision(
        verb=Verb(row["verb"]),
        subjects=tuple(json.loads(row["subjects"])),
        anchor=Anchor(**anchored) if isinstance(anchored, dict) else None,
        targets=tuple(map(_target, anchored)) if isinstance(anchored, list) else (),
        **plain,
    )


def _target(kept: dict[str, Any]) -> Target:
    """A target from its JSON."""
    anchors = tuple(Anchor(**one) for one in kept["anchors"])
    return Target(**{**kept, "anchors": anchors, "ends": tuple(map(_target, kept["ends"]))})
