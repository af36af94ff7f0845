"""One event as several records tell it: their accounts side by side, and where they contradict each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from kg.queries.passages import Passage, passage_at
from kg.queries.sight import EntityRef, RecordRef, Sight
from kg.queries.statements import ask
from kg.records.codec import event_from
from ontology.dates.bounds import edtf_bounds
from ontology.dates.numbers import number
from ontology.happenings import dates_apart, whereabouts
from ontology.names import fold
from ontology.records import DateValue, EventMention

_COUNTED = re.compile(r"([^\d一二三四五六七八九十百千万两〇零]+)([\d一二三四五六七八九十百千万两〇零]+)")
"""A tally: what was done to whom, and how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TookPart:
    """Somebody in a part, on a side where the record says so."""

    entity: EntityRef
    part: str  # a Part, empty where the record only names him beside the event
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one sentence of one record says of an event."""

    record: RecordRef
    passage: Passage  # the sentence
    type: str
    date: DateValue | None  # none where the sentence itself does not say when
    participants: tuple[TookPart, ...]
    places: tuple[EntityRef, ...]
    outcomes: tuple[str, ...]  # in the words of the record
    stance: str  # whose paper it is, empty where nobody could tell
    modality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What the accounts contradict each other in, and what each of them says; none is taken for true."""

    about: str  # date, place, outcome
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """All accounts of one event that an audience may read, by record, and their conflicts."""

    accounts: tuple[Account, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def records(self) -> int:
        """How many records tell of it."""
        return len({one.record.id for one in self.accounts})


def accounts_of(sight: Sight, event_id: str) -> Accounts:
    """What every readable record tells of an event, whether by its name or in words joined to it."""
    if not sight.has_happenings:
        return Accounts(accounts=(), conflicts=())
    rows = ask(sight.archive, "accounts_of_event", audience=sight.audience, event=event_id)
    groups = [list(group) for _, group in groupby(rows, key=lambda row: (row["record"], row["first"]))]
    told = [[event_from(row, row) for row in group] for group in groups]
    made = [(events, account) for events in told if (account := _account(sight, events))]
    conflicts = tuple(_conflicts(sight, event_id, made)) if len(made) > 1 else ()
    return Accounts(accounts=tuple(account for _, account in made), conflicts=conflicts)


def _account(sight: Sight, events: Sequence[EventMention]) -> Account | None:
    first = events[0]
    record = sight.record_ref(first.record)
    if record is None:
        return None
    start, end = first.sentence if first.sentence != (0, 0) else (first.start, first.end)
    return Account(
        record=record,
        passage=passage_at(sight, first.record, start, end),
        type=first.type,
        date=first.date if first.dated else None,
        participants=tuple(dict.fromkeys(_took_part(sight, events))),
        places=sight.refs(tuple(dict.fromkeys(place for event in events for place in event.places))),
        outcomes=tuple(dict.fromkeys(one.text for event in events for one in event.outcomes)),
        stance=first.stance,
        modality=first.modality,
    )


def _took_part(sight: Sight, events: Iterable[EventMention]) -> Iterator[TookPart]:
    """Those whose part the sentence tells, then those it only names."""
    kept = list(events)
    told = {one.entity for event in kept for one in event.frame}
    for event in kept:
        for one in event.frame:
            if ref := sight.ref(one.entity):
                yield TookPart(entity=ref, part=one.part, side=one.side)
    for event in kept:
        for id_ in event.participants:
            if id_ not in told and (ref := sight.ref(id_)):
                yield TookPart(entity=ref, part="")


def _conflicts(
    sight: Sight, event_id: str, made: Sequence[tuple[list[EventMention], Account]]
) -> Iterator[Conflict]:
    """What cannot all be true; a long event may be told by its first day and by its last."""
    accounts = [account for _, account in made]
    dates = [one.date for one in accounts if one.date]
    if any(dates_apart(*two) for two in combinations(dates, 2)) and not _lasted(sight, event_id, dates):
        yield Conflict(about="date", values=tuple(dict.fromkeys(one.edtf for one in dates)))
    spots = [{ref.id for ref in one.places} for one in accounts if one.type != "named"]
    if _far_apart(sight, spots):
        named = (ref.label for one in accounts for ref in one.places)
        yield Conflict(about="place", values=tuple(dict.fromkeys(named)))
    counted = [text for one in accounts for text in one.outcomes]
    for group in _miscounted(counted):
        yield Conflict(about="outcome", values=tuple(dict.fromkeys(group)))


def _lasted(sight: Sight, event_id: str, dates: Iterable[DateValue]) -> bool:
    """Whether the authority file knows an event so long that all the days lie in it."""
    entity = sight.entity(event_id)
    first = edtf_bounds(entity.begin)[0] if entity and entity.begin else 0
    last = edtf_bounds(entity.end or entity.begin)[1] if entity and entity.begin else 0
    return bool(first and last) and all(first <= one.lo and one.hi <= last for one in dates)


def _far_apart(sight: Sight, spots: Sequence[Collection[str]]) -> bool:
    places = whereabouts(sight.authority) if sum(map(bool, spots)) > 1 else None
    return places is not None and any(places.apart(*two) for two in combinations(spots, 2))


def _miscounted(outcomes: Iterable[str]) -> Iterator[list[str]]:
    """Tallies of the same thing that differ in number."""
    groups: dict[str, dict[int, str]] = {}
    for text in outcomes:
        found = _COUNTED.search(fold(text))
        if found and (value := number(found[2])) is not None:
            groups.setdefault(found[1], {}).setdefault(value, text)
    return (list(group.values()) for group in groups.values() if len(group) > 1)
