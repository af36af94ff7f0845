"""The writing half of the archive file. Every method is one transaction; doing it twice changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from itertools import groupby
from typing import TypeVar

from kg.records import codec
from kg.records.connection import transaction
from kg.records.passages import passages, segment
from kg.records.rows import FileRow, StoredExhibition
from kg.records.statements import statement
from ontology.access import Audience
from ontology.errors import BadInput, WorkspaceError
from ontology.happenings import Happening
from ontology.records import (
    Assertion,
    ClaimState,
    DateMention,
    Entity,
    EventMention,
    Link,
    Mention,
    Record,
)
from ontology.vectors import PassageVector

MARKED = "marked"
"""The stage that finds mentions and dates."""
CLAIMED = "claimed"
"""The stage that states what a record claims."""
ENCODED = "encoded"
"""The stage that gives every passage its vector."""
STATES = tuple(state.value for state in ClaimState)
"""What may become of an assertion."""


class ArchiveWriter:
    """What can be put into the archive file."""

    _connection: sqlite3.Connection
    _place: str

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make several steps one: all of them or none, also when the process is killed."""
        try:
            with transaction(self._connection):
                yield
        except sqlite3.IntegrityError as error:
            raise BadInput(
                self._place,
                f"a row points at nothing or is there already ({error})",
                "Build again from the files.",
            ) from error
        except sqlite3.OperationalError as error:
            raise WorkspaceError(
                self._place,
                f"cannot be written ({error})",
                "Close other programs that write in it, then try again.",
            ) from error

    def save_file(self, row: FileRow) -> None:
        """Note what became of a file that was read."""
        with self.transaction():
            self._run("save_file", asdict(row))

    def remove_file(self, path: str) -> None:
        """Forget a file that is no longer there; its record is removed with `remove_record`."""
        with self.transaction():
            self._run("remove_file", {"path": path})

    def save_record(self, record: Record) -> None:
        """Keep a record; a new text under the same key drops all that was found in the old one."""
        with self.transaction():
            old = self._connection.execute(statement("record_text"), {"id": record.id}).fetchone()
            if old is not None and old["text"] != record.text:
                self._run("remove_record", {"id": record.id})
            self._run("save_record", codec.record_columns(record))
            self._run("remove_pages", {"record": record.id})
            self._run_many("save_page", (codec.page_columns(record.id, page) for page in record.pages))
            if old is None or old["text"] != record.text:
                self._run_many("save_passage", _passage_rows(record))

    def remove_record(self, record_id: str) -> None:
        """Drop a record with everything that hangs on it; claims that others make too stay."""
        with self.transaction():
            self._run("remove_record", {"id": record_id})

    def save_run(self, record_id: str, *, stage: str, run: str) -> None:
        """Note that a stage is done for a record, by the run id of what it depends on."""
        with self.transaction():
            self._run("save_run", {"stage": stage, "record": record_id, "run": run})

    def save_marked(
        self, record_id: str, run: str, *, mentions: Iterable[Mention], dates: Iterable[DateMention]
    ) -> None:
        """Replace the mentions and dates of a record; links of mentions that stay are kept."""
        kept = [codec.mention_columns(_of_record(mention, record_id)) for mention in mentions]
        with self.transaction():
            ids = codec.dump(sorted(str(row["id"]) for row in kept))
            self._run("remove_mentions_except", {"record": record_id, "ids": ids})
            self._run_many("save_mention", kept)
            self._run("remove_dates", {"record": record_id})
            self._run_many("save_date", _date_rows(record_id, dates))
            self.save_run(record_id, stage=MARKED, run=run)

    def save_vectors(
        self, record_id: str, run: str, *, version: str, vectors: Iterable[PassageVector]
    ) -> None:
        """Replace the vectors of a record's passages by those that one version of an encoder made."""
        rows = [asdict(_of_record(one, record_id)) | {"version": version} for one in vectors]
        with self.transaction():
            self._run("remove_vectors", {"record": record_id})
            self._run_many("save_vector", rows)
            self.save_run(record_id, stage=ENCODED, run=run)

    def save_linked(self, entities: Iterable[Entity], links: Iterable[Link]) -> None:
        """Replace all entities and links: who is who is decided for the whole archive at once."""
        with self.transaction():
            self._run("remove_links", {})
            self._run("remove_entities", {})
            self._run_many("save_entity", map(codec.entity_columns, sorted(entities, key=lambda one: one.id)))
            self._run_many("save_link", map(codec.link_columns, sorted(links, key=lambda one: one.mention)))

    def save_claims(
        self, record_id: str, run: str, *, assertions: Iterable[Assertion], events: Iterable[EventMention]
    ) -> None:
        """Replace what one record claims; what other records say of the same assertion stays."""
        claims = _merged(_evident(one, record_id) for one in assertions)
        with self.transaction():
            self._run("remove_claims", {"record": record_id})
            for assertion in claims:
                self._save_claim(record_id, assertion)
            self._run("remove_events", {"record": record_id})
            for position, event in enumerate(events):
                self._save_event(position, _of_record(event, record_id))
            self.save_run(record_id, stage=CLAIMED, run=run)

    def save_happenings(self, audience: Audience, happenings: Iterable[Happening]) -> None:
        """Replace which happenings are one event, as found from what an audience may read."""
        scope = {"open_only": int(audience is not Audience.STAFF)}
        with self.transaction():
            self._run("remove_happenings", scope)
            for one in happenings:
                told = (
                    {name: getattr(each, name) for name in ("record", "start", "end", "type")}
                    for each in one.accounts
                )
                self._run_many(
                    "save_happening", ({**scope, **each, "event": one.id, "why": one.why} for each in told)
                )

    def set_state(self, assertion_id: str, state: str) -> bool:
        """Put an assertion into a state in every record that claims it; false where no record does.

        It holds until a record is claimed anew; what is to last is a decision.
        """
        if state not in STATES:
            raise BadInput(state, "is no state of an assertion", f"Use one of {', '.join(STATES)}.")
        with self.transaction():
            values = {"assertion": assertion_id, "state": state}
            return self._connection.execute(statement("set_state"), values).rowcount > 0

    def save_exhibition(self, exhibition: StoredExhibition) -> None:
        """Keep an exhibition."""
        with self.transaction():
            self._run("save_exhibition", asdict(exhibition))

    def remove_exhibition(self, exhibition_id: str) -> None:
        """Drop an exhibition."""
        with self.transaction():
            self._run("remove_exhibition", {"id": exhibition_id})

    def save_meta(self, key: str, value: str) -> None:
        """Note a fact about the archive as a whole, such as its name."""
        with self.transaction():
            self._run("save_meta", {"key": key, "value": value})

    def _save_claim(self, record_id: str, assertion: Assertion) -> None:
        self._run("save_assertion", _assertion_columns(assertion))
        self._run("save_claim", _claim_columns(record_id, assertion))
        self._run_many(
            "save_evidence", ({"assertion": assertion.id, **asdict(one)} for one in assertion.evidence)
        )

    def _save_event(self, position: int, event: EventMention) -> None:
        self._run("save_event", codec.event_columns(position, event))
        self._run("save_frame", codec.frame_columns(position, event))
        involved = sorted({*event.participants, *event.places, event.event} - {""})
        rows = ({"entity": one, "record": event.record, "position": position} for one in involved)
        self._run_many("save_event_entity", rows)

    def _run(self, name: str, values: Mapping[str, object]) -> None:
        self._connection.execute(statement(name), values)

    def _run_many(self, name: str, rows: Iterable[Mapping[str, object]]) -> None:
        self._connection.executemany(statement(name), rows)


Found = TypeVar("Found", Mention, DateMention, EventMention, PassageVector)


def _of_record(found: Found, record_id: str) -> Found:
    """What was found, when it was found in this record."""
    if found.record != record_id:
        raise BadInput(
            f"{found.record} {found.start}–{found.end}", f"does not lie in {record_id}", "Mark it again."
        )
    return found


def _passage_rows(record: Record) -> Iterator[dict[str, object]]:
    for start, end in passages(record.text):
        yield {"record": record.id, "start": start, "end": end, "words": segment(record.text[start:end])}


def _date_rows(record_id: str, dates: Iterable[DateMention]) -> Iterator[dict[str, object]]:
    for position, found in enumerate(dates):
        span = {"record": _of_record(found, record_id).record, "start": found.start, "end": found.end}
        yield {**span, "position": position, **codec.date_columns(found.date)}


def _evident(assertion: Assertion, record_id: str) -> Assertion:
    """The assertion, when all of its evidence lies in the record that claims it."""
    if any(one.record != record_id for one in assertion.evidence):
        raise BadInput(
            assertion.id, f"its evidence is not all in {record_id}", "Save it with its own record."
        )
    return assertion


def _merged(assertions: Iterable[Assertion]) -> list[Assertion]:
    """One claim an assertion: the accepted and surest speaks, the evidence of all of them counts."""
    ordered = sorted(assertions, key=lambda one: (one.id, one.state != "accepted", -one.confidence))
    groups = (list(group) for _, group in groupby(ordered, key=lambda one: one.id))
    return [
        replace(group[0], evidence=tuple(one for claim in group for one in claim.evidence))
        for group in groups
    ]


def _assertion_columns(assertion: Assertion) -> dict[str, object]:
    return {name: getattr(assertion, name) for name in ("id", "subject", "predicate", "object")}


def _claim_columns(record_id: str, assertion: Assertion) -> dict[str, object]:
    plain = ("made_by", "confidence", "role", "polarity", "modality", "stance", "state")
    return {
        "assertion": assertion.id,
        "record": record_id,
        "preferred": int(assertion.preferred),
        **codec.date_columns(assertion.when),
        **{name: getattr(assertion, name) for name in plain},
    }
