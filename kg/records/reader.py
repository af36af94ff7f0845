"""The reading half of the archive file. What an audience may not read is not there for it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from kg.records import codec
from kg.records.passages import match_expression
from kg.records.rows import FileRow, LinkedMention, Passage, RecordHead, Sourced, StoredExhibition
from kg.records.statements import statement
from ontology.access import Access, Audience
from ontology.decisions import Decision
from ontology.records import (
    Assertion,
    DateMention,
    Entity,
    EventMention,
    Evidence,
    Link,
    Mention,
    Record,
)
from ontology.vectors import PassageVector

_CONTENT = {
    "meta": "key",
    "files": "path",
    "records": "id",
    "pages": "record, number",
    "runs": "stage, record",
    "mentions": "id",
    "dates": "record, position",
    "entities": "id",
    "links": "mention",
    "events": "record, position",
    "event_frames": "record, position",
    "happenings": "open_only, record, position",
    "assertions": "id",
    "claims": "assertion, record",
    "evidence": 'assertion, record, start, "end"',
    "exhibitions": "id",
    "decisions": "ordinal",
    "passages": 'record, start, "end"',
}
"""The tables that hold content and the order in which they are compared.

Vectors are not among them: their last digits depend on the processor.
"""


class ArchiveReader:
    """What can be asked of the archive file."""

    _connection: sqlite3.Connection

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for statements of one's own that only read."""
        return self._connection

    def files(self) -> tuple[FileRow, ...]:
        """What became of every file, by path."""
        return tuple(FileRow(**dict(row)) for row in self._rows("files", {}))

    def runs(self, stage: str) -> dict[str, str]:
        """For every record that a stage is done for, the run that did it."""
        return {row["record"]: row["run"] for row in self._rows("runs", {"stage": stage})}

    def meta(self, key: str) -> str:
        """A fact about the archive as a whole; empty where none was noted."""
        row = self._row("meta", {"key": key})
        return str(row["value"]) if row else ""

    def record_ids(self, audience: Audience = Audience.STAFF) -> tuple[str, ...]:
        """The ids of the records an audience may read, ordered by key."""
        return tuple(row["id"] for row in self._rows("record_ids", _open_only(audience)))

    def records(self, audience: Audience = Audience.STAFF) -> Iterator[Record]:
        """The records an audience may read, one by one, ordered by key; writing meanwhile is safe."""
        for record_id in self.record_ids(audience):
            record = self.record(record_id)
            if record:
                yield record

    def heads(self, audience: Audience = Audience.STAFF) -> Iterator[RecordHead]:
        """The records an audience may read, without their texts, ordered by key."""
        for row in self._rows("heads", _open_only(audience)):
            fields = {name: row[name] for name in ("id", "key", "ref_code", "date", "lang")}
            title = row["title"] or row["source"].rsplit("/", 1)[-1]
            yield RecordHead(title=title, access=Access(row["access"]), **fields)

    def record(self, record_id: str) -> Record | None:
        """One record with its pages."""
        row = self._row("record", {"id": record_id})
        if row is None:
            return None
        return codec.record_from(row, tuple(map(codec.page_from, self._rows("pages", {"record": record_id}))))

    def accesses(self) -> dict[str, Access]:
        """The access state of every record."""
        return {row["id"]: Access(row["access"]) for row in self._rows("accesses", {})}

    def mentions(self, record_id: str) -> tuple[Mention, ...]:
        """What a record names, in order of position."""
        return tuple(map(codec.mention_from, self._rows("mentions", {"record": record_id})))

    def mention(self, mention_id: str) -> Mention | None:
        """One name in a text."""
        row = self._row("mention", {"id": mention_id})
        return codec.mention_from(row) if row else None

    def dates(self, record_id: str) -> tuple[DateMention, ...]:
        """The dates a record states, as they were found."""
        found = ((row, codec.date_from(row["date"])) for row in self._rows("dates", {"record": record_id}))
        return tuple(
            DateMention(record=record_id, start=row["start"], end=row["end"], date=date)
            for row, date in found
            if date
        )

    def entities(self) -> Iterator[Entity]:
        """Every entity, by id, as staff knows it."""
        return map(codec.entity_from, self._rows("entities", {}))

    def entity(self, entity_id: str) -> Entity | None:
        """One entity as staff knows it."""
        row = self._row("entity", {"id": entity_id})
        return codec.entity_from(row) if row else None

    def links(self, record_id: str = "") -> dict[str, Link]:
        """Who the mentions of a record (or of all records) are, by mention id."""
        rows = self._rows("links_of_record", {"record": record_id}) if record_id else self._rows("links", {})
        return {row["mention"]: codec.link_from(row) for row in rows}

    def mentions_of(self, entity_id: str, audience: Audience = Audience.STAFF) -> tuple[LinkedMention, ...]:
        """Where an entity is named, as far as an audience may read."""
        rows = self._rows("mentions_of", {"entity": entity_id, **_open_only(audience)})
        return tuple(map(_linked_mention, rows))

    def spellings(self, audience: Audience) -> Iterator[sqlite3.Row]:
        """How often each entity is written in which way in which record: entity, record, text, lang, access, number."""
        yield from self._rows("mention_counts", _open_only(audience))

    def assertions(self, audience: Audience = Audience.STAFF, *, state: str = "") -> Iterator[Sourced]:
        """What the records an audience may read claim, by assertion id; read it to its end before you write."""
        return _sourced(self._rows("assertions", {"state": state, **_open_only(audience)}))

    def assertions_of(
        self, entity_id: str, audience: Audience = Audience.STAFF, *, state: str = ""
    ) -> tuple[Sourced, ...]:
        """What is claimed of an entity, as subject or object."""
        values = {"entity": entity_id, "state": state, **_open_only(audience)}
        return tuple(_sourced(self._rows("assertions_of", values)))

    def assertions_in(
        self, record_id: str, audience: Audience = Audience.STAFF, *, state: str = ""
    ) -> tuple[Sourced, ...]:
        """What a record claims, with the evidence that other records give for the same."""
        values = {"record": record_id, "state": state, **_open_only(audience)}
        return tuple(_sourced(self._rows("assertions_in", values)))

    def assertion(self, assertion_id: str, audience: Audience = Audience.STAFF) -> Sourced | None:
        """One assertion, if the audience may read a record that claims it."""
        values = {"id": assertion_id, "state": "", **_open_only(audience)}
        return next(_sourced(self._rows("assertion", values)), None)

    def events(self, record_id: str) -> tuple[EventMention, ...]:
        """What happened according to a record, in order of position."""
        return tuple(self._framed(self._rows("events", {"record": record_id})))

    def events_of(self, entity_id: str, audience: Audience = Audience.STAFF) -> tuple[EventMention, ...]:
        """What an entity took part in, saw, or was, by date."""
        rows = self._rows("events_of", {"entity": entity_id, **_open_only(audience)})
        return tuple(self._framed(rows))

    def all_events(self, audience: Audience = Audience.STAFF) -> Iterator[EventMention]:
        """What happened according to all records that an audience may read."""
        return self._framed(self._rows("events_readable", _open_only(audience)))

    def told_events(self, audience: Audience = Audience.STAFF) -> Iterator[tuple[str, Access, EventMention]]:
        """What readable records tell of events, named or joined: the event, the record's access, the account."""
        if self._row("happenings_laid", {}) is None:  # a file from before there were any
            return
        for row in self._rows("events_told", _open_only(audience)):
            (event,) = self._framed([row])
            yield row["told_of"], Access(row["access"]), event

    def _framed(self, rows: Iterable[sqlite3.Row]) -> Iterator[EventMention]:
        """Happenings with the frames around them; a file from before there were any has none."""
        laid = self._row("frames_laid", {}) is not None
        for row in rows:
            where = {"record": row["record"], "position": row["position"]}
            yield codec.event_from(row, self._row("frame", where) if laid else None)

    def search(
        self, query: str, *, audience: Audience = Audience.STAFF, limit: int = 50
    ) -> tuple[Passage, ...]:
        """The passages that hold every part of a query, best first; scripts and Russian endings do not matter."""
        expression = match_expression(query)
        if not expression:
            return ()
        values = {"expression": expression, "limit": limit, **_open_only(audience)}
        return tuple(Passage(**dict(row)) for row in self._rows("search", values))

    def vectors(
        self, version: str, *, audience: Audience = Audience.STAFF, record: str = ""
    ) -> Iterator[PassageVector]:
        """The vectors of the passages an audience may read, of one record or of all, as one encoder made them."""
        if self._row("vectors_laid", {}) is not None:  # a file from before there were any has none
            values = {"version": version, "record": record, **_open_only(audience)}
            for row in self._rows("vectors", values):
                yield PassageVector(**dict(row))

    def exhibitions(self) -> tuple[StoredExhibition, ...]:
        """The exhibitions in their order."""
        return tuple(StoredExhibition(**dict(row)) for row in self._rows("exhibitions", {}))

    def decisions(self) -> tuple[Decision, ...]:
        """What people decided, in the order they did; for staff alone. None in a file from before there were any."""
        if self._row("decisions_laid", {}) is None:
            return ()
        return tuple(map(codec.decision_from, self._rows("decisions", {})))

    def digest(self) -> str:
        """A SHA-256 over everything the file holds: equal archives have equal digests."""
        total = hashlib.sha256()
        for table, order in _CONTENT.items():
            total.update(table.encode())
            columns = [row["name"] for row in self._connection.execute(f"PRAGMA table_info({table})")]
            if not columns:  # a file from before this table: as good as an empty one
                continue
            chosen = ", ".join(f'"{name}"' for name in columns if (table, name) != ("passages", "id"))
            for row in self._connection.execute(f"SELECT {chosen} FROM {table} ORDER BY {order}"):
                total.update(codec.dump(list(row)).encode())
        return total.hexdigest()

    def _rows(self, name: str, values: Mapping[str, object]) -> Iterator[sqlite3.Row]:
        yield from self._connection.execute(statement(name), values)

    def _row(self, name: str, values: Mapping[str, object]) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._connection.execute(statement(name), values).fetchone()
        return row


def _open_only(audience: Audience) -> dict[str, object]:
    """The parameter that keeps closed records out; anything but staff gets what is open."""
    return {"open_only": int(audience is not Audience.STAFF)}


def _linked_mention(row: sqlite3.Row) -> LinkedMention:
    return LinkedMention(
        mention=codec.mention_from(row),
        link=codec.link_from(row, mention="id", score="link_score"),
        access=Access(row["access"]),
    )


def _sourced(rows: Iterator[sqlite3.Row]) -> Iterator[Sourced]:
    """Assertions out of rows of evidence: the first claim speaks, evidence of claims in its state counts."""
    for _, group in groupby(rows, key=lambda row: row["id"]):
        every = list(group)
        lead = every[0]
        backing = [row for row in every if row["state"] == lead["state"]]
        yield Sourced(
            assertion=_assertion(lead, tuple(map(_evidence, backing))),
            access=tuple(Access(row["access"]) for row in backing),
            stances=tuple(sorted({row["stance"] for row in backing} - {""})),
        )


def _assertion(row: sqlite3.Row, evidence: tuple[Evidence, ...]) -> Assertion:
    return Assertion(
        id=row["id"],
        subject=row["subject"],
        predicate=row["predicate"],
        object=row["object"],
        evidence=evidence,
        made_by=row["made_by"],
        confidence=row["confidence"],
        when=codec.date_from(row["date"]),
        role=row["role"],
        polarity=row["polarity"],
        modality=row["modality"],
        stance=row["stance"],
        state=row["state"],
        preferred=bool(row["preferred"]),
    )


def _evidence(row: sqlite3.Row) -> Evidence:
    return Evidence(
        record=row["record"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        prefix=row["prefix"],
        suffix=row["suffix"],
    )
