"""What one audience may know of the things an archive speaks of.

Staff sees an entity as it is kept. Everybody else sees it only when an open record names or claims it, and
then under the names of the public authority files and the spellings found in open records: a name that only a
closed page uses is not shown, neither as a label nor as an alias.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.queries.statements import ask
from kg.records.codec import event_from
from kg.records.reader import ArchiveReader
from ontology.access import Audience
from ontology.authority import Authority, Entry, load_authority
from ontology.errors import BadInput
from ontology.gazetteer import display_label
from ontology.happenings import KEY_PART, type_label
from ontology.kinds import KINDS, Kind
from ontology.names import name_key
from ontology.records import Entity, EventMention, Name, Record, entity_id

VOCABULARY = frozenset({Kind.THEME, Kind.PERIOD})
"""Kinds that come from public vocabularies and not from records."""
_KEPT = 64
"""How many records are kept in memory at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRef:
    """A thing to point at: its id, kind, the name to show and its color."""

    id: str
    kind: Kind
    label: str
    color: str
    certainty: str = "certain"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRef:
    """A record to point at, without its text."""

    id: str
    title: str
    ref_code: str
    date: str
    lang: str
    access: str


class Sight:
    """What one audience may know; remembers what it has looked up, so make one for each question."""

    def __init__(
        self,
        archive: ArchiveReader,
        audience: Audience,
        *,
        lang: str = "zh",
        authority: Authority | None = None,
    ) -> None:
        """Look at an archive as somebody who reads `lang`."""
        self.archive = archive
        self.audience = audience
        self.lang = lang
        self.authority = authority if authority is not None else load_authority()
        self._entities: dict[str, Entity | None] = {}
        self._records: dict[str, RecordRef | None] = {}
        self._read_records: dict[str, Record | None] = {}
        self.has_happenings = next(ask(archive, "happenings_laid", audience=audience), None) is not None

    def entity(self, id_: str) -> Entity | None:
        """An entity as this audience may know it; none where it may not."""
        if id_ not in self._entities:
            stored = self.archive.entity(id_)
            self._entities[id_] = self._seen(stored) if stored else self._term(id_) or self._told(id_)
        return self._entities[id_]

    def entities(self) -> Iterator[Entity]:
        """Every entity that a readable record names, by id."""
        for row in ask(self.archive, "linked_entities", audience=self.audience):
            entity = self.entity(row["id"])
            if entity:
                yield entity

    def ref(self, id_: str) -> EntityRef | None:
        """A thing to point at; none where this audience may not know it."""
        entity = self.entity(id_)
        return self.ref_to(entity) if entity else None

    def ref_to(self, entity: Entity) -> EntityRef:
        """How an entity is pointed at."""
        return EntityRef(
            id=entity.id,
            kind=entity.kind,
            label=self._label(entity),
            color=KINDS[entity.kind].color,
            certainty=entity.certainty,
        )

    def _label(self, entity: Entity) -> str:
        """The name to show; eight Russian places bear their Chinese name in brackets, as on Chinese maps."""
        entry = self.authority.entries.get(entity.authority) if entity.kind is Kind.PLACE else None
        if entry is not None and self.lang == "zh":
            return display_label(entry)
        return label_in(entity, self.lang)

    def refs(self, ids: tuple[str, ...]) -> tuple[EntityRef, ...]:
        """Those of some things that this audience may know."""
        return tuple(ref for ref in map(self.ref, ids) if ref)

    def record_ref(self, id_: str) -> RecordRef | None:
        """A record to point at; none where this audience may not read it."""
        if id_ not in self._records:
            rows = ask(self.archive, "record_head", audience=self.audience, record=id_)
            self._records[id_] = next(map(_record_ref, rows), None)
        return self._records[id_]

    def record(self, id_: str) -> Record:
        """A record with its text, or a sentence that says why it is not shown."""
        record = self._read(id_)
        if record is None or not self.audience.may_read(record.access):
            # One sentence for both: whether a closed record exists is nobody's business.
            raise BadInput(id_, "this record is not open", "Ask the archive for access.")
        return record

    def _read(self, id_: str) -> Record | None:
        """A record, kept for a while: a page of hits and a time line ask for the same ones again and again."""
        if id_ not in self._read_records:
            if len(self._read_records) >= _KEPT:
                self._read_records.clear()
            self._read_records[id_] = self.archive.record(id_)
        return self._read_records[id_]

    def happening_at(self, record: str, position: int) -> EntityRef | None:
        """The event that a happening of a record was joined to with those of other records this audience may read."""
        if not self.has_happenings:  # a file from before there were any
            return None
        rows = ask(self.archive, "happening_at", audience=self.audience, record=record, position=position)
        row = next(rows, None)
        return self.ref(row["event"]) if row else None

    def spellings(self, id_: str) -> tuple[tuple[str, str, int], ...]:
        """How readable records write a name: text, language, number; the commonest first."""
        rows = ask(self.archive, "spellings", audience=self.audience, entity=id_)
        return tuple((row["text"], row["lang"], row["number"]) for row in rows)

    def _seen(self, stored: Entity) -> Entity | None:
        if self.audience is Audience.STAFF:
            return stored
        spellings = self.spellings(stored.id)
        entry = self.authority.entries.get(stored.authority)
        if entry and entry.kind is stored.kind:
            return _public(stored, entry, spellings) if spellings or self._claimed(stored) else None
        return _unlisted(stored, spellings) if spellings else None

    def _claimed(self, stored: Entity) -> bool:
        """Whether an open record claims something of it, or it belongs to a public vocabulary."""
        if stored.kind in VOCABULARY:
            return True
        rows = ask(self.archive, "claims_of_entity", audience=self.audience, entity=stored.id)
        return next(rows, None) is not None

    def _told(self, id_: str) -> Entity | None:
        """An event without a name that several readable records tell of, called by whom or what it is of."""
        if not self.has_happenings:
            return None
        rows = list(ask(self.archive, "accounts_of_event", audience=self.audience, event=id_))
        events = [event_from(row, row) for row in rows]
        return Entity(id=id_, kind=Kind.EVENT, canonical=self._said_of(events)) if events else None

    def _said_of(self, events: Sequence[EventMention]) -> str:
        """What an event without a name is called, in our own words: 赵尚志去世."""
        type_ = events[0].type
        known = [one.entity for event in events for one in event.frame if one.part == KEY_PART.get(type_)]
        ids = known or [place for event in events for place in event.places]
        names = [ref.label for ref in self.refs(tuple(dict.fromkeys(ids))[:2])]
        label = type_label(type_, self.lang)
        return (
            f"{'、'.join(names)}{label}"
            if self.lang == "zh"
            else ": ".join(filter(None, (label, ", ".join(names))))
        )

    def _term(self, id_: str) -> Entity | None:
        """A theme or period that no record names yet."""
        return next((one.entity() for one in self.authority.themes() if one.entity().id == id_), None)


def label_in(entity: Entity, lang: str) -> str:
    """The name to show in a language: the preferred one, else a translation, else the canonical one."""
    own = [name for name in entity.names if name.lang == lang]
    for wanted in ("preferred", "translation", "variant"):
        found = next((name.text for name in own if name.type == wanted), "")
        if found and (lang != "zh" or wanted == "preferred"):
            return found
    return entity.canonical


def theme_entity_id(theme: str) -> str:
    """The entity id of a theme of the authority file."""
    return entity_id(Kind.THEME, theme)


def _public(stored: Entity, entry: Entry, spellings: tuple[tuple[str, str, int], ...]) -> Entity:
    """A listed entity: its row in the authority file, and the spellings of open records."""
    listed = replace(entry.entity(), id=stored.id)
    known = {name_key(name.text, name.lang) for name in listed.names}
    extra = tuple(
        Name(text=text, lang=lang, source="record")
        for text, lang, _ in spellings
        if name_key(text, lang) not in known
    )
    return replace(listed, names=(*listed.names, *extra))


def _unlisted(stored: Entity, spellings: tuple[tuple[str, str, int], ...]) -> Entity:
    """An entity known from mentions alone: only what open records call it, and nothing inferred.

    The canonical name of a row in an authority file that is not at hand is public too; its other names may not be.
    """
    keys = {name_key(text, lang) for text, lang, _ in spellings}
    public = bool(stored.authority) or name_key(stored.canonical) in keys
    canonical = stored.canonical if public else spellings[0][0]
    kept = tuple(name for name in stored.names if name_key(name.text, name.lang) in keys)
    known = {name_key(name.text, name.lang) for name in kept}
    extra = tuple(
        Name(text=text, lang=lang, source="record")
        for text, lang, _ in spellings
        if name_key(text, lang) not in known
    )
    plain = replace(stored, canonical=canonical, names=(*kept, *extra), authority="", note="")
    return replace(plain, begin="", end="", source="")


def _record_ref(row: sqlite3.Row) -> RecordRef:
    fields = {name: row[name] for name in ("id", "ref_code", "date", "lang", "access")}
    title = row["title"] or row["source"].rsplit("/", 1)[-1]
    return RecordRef(title=title, **fields)
