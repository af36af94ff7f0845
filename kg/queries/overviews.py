"""The first screen: what the archive holds, who and what it speaks of, and when."""

from __future__ import annotations

from dataclasses import dataclass

from kg.queries.sight import EntityRef, Sight
from kg.queries.statements import ask
from kg.queries.themes import ThemeCard, theme_cards
from kg.queries.timelines import TimelineItem, from_entity, from_mentions, in_order
from kg.records.reader import ArchiveReader
from ontology.access import Audience
from ontology.authority import Authority
from ontology.kinds import Kind

FEATURED = 12
"""How many people and places the first screen shows."""
EVENTS = 400
"""How many chronicle entries the time line takes at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A word and how many there are."""

    word: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Featured:
    """A thing the archive speaks of often: mentions, records and claims that join it to others."""

    entity: EntityRef
    mentions: int
    records: int
    links: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What one audience finds in an archive."""

    records: int
    languages: tuple[Count, ...]
    accesses: tuple[Count, ...]
    fonds: tuple[Count, ...]
    kinds: tuple[Count, ...]
    claims: int
    candidates: int
    first_day: int  # YYYYMMDD, 0 where nothing is dated
    last_day: int
    themes: tuple[ThemeCard, ...]
    people: tuple[Featured, ...]
    places: tuple[Featured, ...]
    events: tuple[TimelineItem, ...]


def overview(
    archive: ArchiveReader, audience: Audience, *, lang: str = "zh", authority: Authority | None = None
) -> Overview:
    """What the archive holds, as far as this audience may read."""
    sight = Sight(archive, audience, lang=lang, authority=authority)
    states = {one.word: one.number for one in _counts(sight, "claims_by_state")}
    days = next(ask(archive, "date_range", audience=audience))
    accesses = _counts(sight, "records_by_access")
    return Overview(
        records=sum(one.number for one in accesses),
        languages=_counts(sight, "records_by_language"),
        accesses=accesses,
        fonds=_counts(sight, "records_by_fonds"),
        kinds=_counts(sight, "entities_by_kind"),
        claims=states.get("accepted", 0),
        candidates=states.get("candidate", 0),
        first_day=days["lo"],
        last_day=days["hi"],
        themes=theme_cards(sight),
        people=featured(sight, Kind.PERSON),
        places=featured(sight, Kind.PLACE),
        events=events_in_time(sight),
    )


def featured(sight: Sight, kind: Kind, *, limit: int = FEATURED) -> tuple[Featured, ...]:
    """The things of a kind that most records name, with how well they are connected."""
    rows = ask(sight.archive, "most_mentioned", audience=sight.audience, kind=kind.value, limit=limit)
    found = ((row, sight.ref(row["id"])) for row in list(rows))
    return tuple(
        Featured(
            entity=ref, mentions=row["mentions"], records=row["records"], links=link_count(sight, ref.id)
        )
        for row, ref in found
        if ref
    )


def link_count(sight: Sight, entity: str) -> int:
    """To how many other things accepted claims join a thing."""
    rows = ask(sight.archive, "neighbors", audience=sight.audience, entity=entity)
    return sum(1 for row in rows if sight.ref(row["other"]))


def events_in_time(sight: Sight, *, limit: int = EVENTS) -> tuple[TimelineItem, ...]:
    """Chronicle entries and the named events of readable records, by date."""
    told = from_mentions(
        sight, list(ask(sight.archive, "dated_events", audience=sight.audience, limit=limit))
    )
    dated = {item.event.id for item in told if item.event}
    named = (
        item
        for entity in sight.entities()
        if entity.kind is Kind.EVENT and entity.id not in dated
        for item in from_entity(sight, entity)
    )
    return in_order((*told, *named))


def _counts(sight: Sight, name: str) -> tuple[Count, ...]:
    rows = ask(sight.archive, name, audience=sight.audience)
    return tuple(Count(word=row["word"], number=row["number"]) for row in rows)
