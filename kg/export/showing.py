"""Hanging an exhibition for one audience: items are looked up, what is closed is left out and counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from kg.curation.exhibitions import Exhibition, Item, ItemKind
from kg.curation.packs import is_sample
from kg.curation.questions import kind_label
from kg.export.dates import life, said
from kg.export.shown import (
    Options,
    Piece,
    Show,
    ShownEntity,
    ShownEvent,
    ShownFact,
    ShownImage,
    ShownItem,
    ShownSection,
)
from kg.export.texts import ordinal
from kg.queries.citations import citation
from kg.queries.entity_pages import facts_of
from kg.queries.passages import Fact, page_number, relation_label
from kg.queries.record_pages import boxes_of
from kg.queries.sight import Sight
from kg.queries.statements import ask
from kg.queries.timelines import from_mentions
from ontology.ids import checksum
from ontology.records import Entity, Page, Record

Row = sqlite3.Row

CONTEXT = 36
"""Characters shown before and after a short quote."""
SHORT = 90
FACTS = 6
"""How many claims the card of a thing shows."""


def shown(exhibition: Exhibition, sight: Sight, options: Options) -> Show:
    """The exhibition as this audience may see it."""
    return _Hanging(sight, options).show(exhibition)


class _Hanging:
    """One exhibition being hung: collects sources, things and images as they are used."""

    def __init__(self, sight: Sight, options: Options) -> None:
        self.sight = sight
        self.options = options
        self.words = options.words
        self.sources: dict[str, int] = {}
        self.things: dict[str, Entity] = {}
        self.spans: list[tuple[str, int, int]] = []
        self.images: dict[str, bytes] = {}
        self.left_out: list[str] = []
        self.records: dict[str, Record] = {}

    def show(self, exhibition: Exhibition) -> Show:
        sections = tuple(self._sections(exhibition))
        timeline = self._timeline()
        glossary = sorted(self.things.values(), key=lambda one: (one.kind.value, one.canonical, one.id))
        return Show(
            title=exhibition.title,
            intro=_paragraphs(exhibition.intro),
            sections=sections,
            glossary=tuple(self._thing(one) for one in glossary),
            timeline=timeline,
            sources=tuple(self.sources),
            images=dict(self.images),
            left_out=tuple(self.left_out),
            sample=any(is_sample(self.sight, one) for one in self.records),
            records=len(self.records),
            passages=len(self.spans),
        )

    def _sections(self, exhibition: Exhibition) -> list[ShownSection]:
        made: list[ShownSection] = []
        for number, section in enumerate(exhibition.sections, start=1):
            items = [self._item(item) for item in section.items]
            for place, item in enumerate(items, start=1):
                if item is None:
                    self.left_out.append(self.words["left_out"].format(section=number, item=place))
            kept = tuple(item for item in items if item)
            if section.items and not kept:
                continue  # a heading may say what its items say: without them it is not shown either
            part = self.words["part"].format(n=ordinal(len(made) + 1, self.options.lang))
            made.append(
                ShownSection(
                    part=part,
                    anchor=f"part-{len(made) + 1}",
                    title=section.title,
                    paragraphs=_paragraphs(section.text),
                    items=kept,
                )
            )
        return made

    def _item(self, item: Item) -> ShownItem | None:
        if item.kind is ItemKind.ENTITY:
            return self._card(item)
        record = self._record(item.record)
        if record is None:
            return None
        return (
            self._passage(item, record) if item.kind is ItemKind.PASSAGE else self._image_item(item, record)
        )

    def _record(self, id_: str) -> Record | None:
        if self.sight.record_ref(id_) is None:
            return None
        return self.records.setdefault(id_, self.sight.record(id_))

    def _card(self, item: Item) -> ShownItem | None:
        entity = self.sight.entity(item.ref) or self._anchored(item)
        if entity is None:
            return None
        self.things[entity.id] = entity
        facts = [fact for fact in facts_of(self.sight, entity.id) if fact.state == "accepted"]
        best = sorted(facts, key=lambda fact: (not fact.preferred, -fact.confidence, -fact.records, fact.id))
        card = self._thing(entity, facts=tuple(map(self._fact, best[:FACTS])))
        return ShownItem(kind="entity", caption=item.caption, entity=card)

    def _anchored(self, item: Item) -> Entity | None:
        """The thing that now holds the mention an item was made with."""
        rows = ask(self.sight.archive, "marks_of_record", audience=self.sight.audience, record=item.record)
        holder = next(
            (row["entity"] for row in rows if (row["start"], row["end"]) == (item.start, item.end)), None
        )
        return self.sight.entity(holder) if holder else None

    def _fact(self, fact: Fact) -> ShownFact:
        role = f"（{fact.role}）" if fact.role else ""
        relation = relation_label(fact.predicate, self.options.lang)
        for end in (fact.subject, fact.object):
            entity = self.sight.entity(end.id)
            if entity:
                self.things.setdefault(end.id, entity)
        return ShownFact(
            text=f"{fact.subject.label} {relation} {fact.object.label}{role}",
            date=said(fact.date.edtf, self.options.lang) if fact.date else "",
            sources=tuple(dict.fromkeys(self._cited(one.record.id, one.page) for one in fact.passages[:2])),
        )

    def _cited(self, record_id: str, page: int) -> int:
        """The number under which a page is cited."""
        record = self._record(record_id)
        assert record is not None  # whoever cites has read it
        line = citation(
            record, archive_name=self.options.archive_name, page=page or None, lang=self.options.lang
        )
        return self.sources.setdefault(line, len(self.sources) + 1)

    def _passage(self, item: Item, record: Record) -> ShownItem | None:
        start, end = max(item.start, 0), min(item.end, len(record.text))
        if start >= end:
            return None
        self.spans.append((record.id, start, end))
        page = record.page_at(start)
        around = CONTEXT if end - start < SHORT else 0
        return ShownItem(
            kind="passage",
            caption=item.caption,
            before=record.text[max(page.start if page else 0, start - around) : start],
            pieces=self._pieces(record, start, end),
            after=record.text[end : min(page.end if page else len(record.text), end + around)],
            lang=record.lang,
            vertical=_vertical(page),
            source=self._cited(record.id, page_number(self.sight, record.id, start)),
            image=self._image(record, page, start, end) if page else None,
        )

    def _image_item(self, item: Item, record: Record) -> ShownItem | None:
        page = next((one for one in record.pages if str(one.number) == item.ref), None)
        image = self._image(record, page, item.start, item.end) if page else None
        if page is None or image is None:
            return None
        return ShownItem(
            kind="image", caption=item.caption, image=image, source=self._cited(record.id, page.number)
        )

    def _pieces(self, record: Record, start: int, end: int) -> tuple[Piece, ...]:
        """The passage cut at its marks; of marks that overlap the outer one is shown."""
        rows = ask(self.sight.archive, "marks_of_record", audience=self.sight.audience, record=record.id)
        pieces, at = [], start
        for row in list(rows):
            if row["start"] < at or row["end"] > end or not row["entity"]:
                continue
            entity = self.sight.entity(row["entity"])
            if entity is None:
                continue
            self.things.setdefault(entity.id, entity)
            pieces.append(Piece(text=record.text[at : row["start"]]))
            named = record.text[row["start"] : row["end"]]
            pieces.append(Piece(text=named, entity=entity.id, kind=entity.kind.value.lower()))
            at = row["end"]
        return tuple(piece for piece in (*pieces, Piece(text=record.text[at:end])) if piece.text)

    def _image(self, record: Record, page: Page, start: int, end: int) -> ShownImage | None:
        """The page's image, copied under a name made of its content."""
        data = _read_image(self.options.pages, page.image)
        if data is None:
            return None
        file = f"images/{checksum(data)[:16]}{Path(page.image).suffix.lower()}"
        self.images[file] = data
        return ShownImage(
            file=file,
            alt=self.words["image_of"].format(title=record.title, n=page.number),
            width=page.width,
            height=page.height,
            boxes=_percent(page, start, end),
        )

    def _thing(self, entity: Entity, *, facts: tuple[ShownFact, ...] = ()) -> ShownEntity:
        ref = self.sight.ref_to(entity)
        names = (name.text for name in entity.names if name.text != ref.label)
        return ShownEntity(
            id=entity.id,
            label=ref.label,
            kind=entity.kind.value.lower(),
            kind_label=kind_label(entity.kind, self.options.lang),
            names=tuple(dict.fromkeys(names)),
            life=life(entity.begin, entity.end, self.options.lang),
            unsure=entity.certainty != "certain",
            facts=facts,
        )

    def _timeline(self) -> tuple[ShownEvent, ...]:
        """What the shown passages say happened, by date."""
        found = [row for one in dict.fromkeys(self.spans) for row in self._told(*one)]
        events = []
        for item in from_mentions(self.sight, found):
            first = item.passages[0]
            events.append(
                ShownEvent(
                    edtf=item.edtf,
                    date=said(item.edtf, self.options.lang),
                    label=item.label,
                    unsure=item.certainty != "certain",
                    source=self._cited(first.record.id, first.page),
                )
            )
        return tuple(events)

    def _told(self, record: str, start: int, end: int) -> Sequence[Row]:
        rows = ask(self.sight.archive, "events_of_record", audience=self.sight.audience, record=record)
        return [row for row in rows if start <= row["start"] and row["end"] <= end and row["lo"]]


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _vertical(page: Page | None) -> bool:
    """Whether a page was printed in columns."""
    return page is not None and bool(page.lines) and all(line.direction == "v" for line in page.lines)


def _percent(page: Page, start: int, end: int) -> tuple[tuple[float, float, float, float], ...]:
    if not (page.width and page.height):
        return ()
    return tuple(
        (
            round(100 * left / page.width, 2),
            round(100 * top / page.height, 2),
            round(100 * (right - left) / page.width, 2),
            round(100 * (bottom - top) / page.height, 2),
        )
        for left, top, right, bottom in boxes_of(page, start, end)
    )


def _read_image(folder: Path | None, name: str) -> bytes | None:
    """The bytes of a page image; none where there is no scan or the name leads out of the folder."""
    if folder is None or not name:
        return None
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    return path.read_bytes()
