"""One thing: its names, what is claimed of it with the passages, its time line, its neighbors and its records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.queries.happenings import Accounts, accounts_of
from kg.queries.passages import Fact, facts_from, merged, relation_label
from kg.queries.sight import EntityRef, RecordRef, Sight
from kg.queries.statements import ask
from kg.queries.themes import Membership, themes_of
from kg.queries.timelines import TimelineItem, from_entity, from_facts, from_mentions, in_order
from kg.records.reader import ArchiveReader
from ontology.access import Audience
from ontology.authority import Authority
from ontology.errors import BadInput
from ontology.kinds import Kind
from ontology.records import Entity, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """The claims of one kind in one direction: `outgoing` where the thing is the subject."""

    predicate: str
    label: str
    outgoing: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbor:
    """A thing that accepted claims join to this one, and how many do."""

    entity: EntityRef
    claims: int
    predicates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCount:
    """A record that names a thing, how often, and where first."""

    record: RecordRef
    mentions: int
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """All that one audience may know of a thing."""

    entity: EntityRef
    names: tuple[Name, ...]
    spellings: tuple[tuple[str, str, int], ...]  # as written in the records: text, language, number
    authority: str
    begin: str
    end: str
    note: str
    source: str
    certainty: str
    facts: tuple[FactGroup, ...]
    candidates: tuple[FactGroup, ...]  # what a machine is not sure of; nobody has accepted it
    timeline: tuple[TimelineItem, ...]
    neighbors: tuple[Neighbor, ...]
    records: tuple[RecordCount, ...]
    themes: tuple[Membership, ...]
    told: Accounts  # of an event: what every readable record tells of it

    @property
    def mentions(self) -> int:
        """How often readable records name it."""
        return sum(one.mentions for one in self.records)


def entity_page(
    archive: ArchiveReader,
    entity_id: str,
    audience: Audience,
    *,
    lang: str = "zh",
    authority: Authority | None = None,
) -> EntityPage:
    """All that one audience may know of a thing."""
    sight = Sight(archive, audience, lang=lang, authority=authority)
    entity = known_entity(sight, entity_id)
    facts = facts_of(sight, entity_id)
    accepted = [fact for fact in facts if fact.state == "accepted"]
    return EntityPage(
        entity=sight.ref_to(entity),
        names=entity.names,
        spellings=sight.spellings(entity_id),
        authority=entity.authority,
        begin=entity.begin,
        end=entity.end,
        note=entity.note,
        source=entity.source,
        certainty=entity.certainty,
        facts=grouped(accepted, entity_id, lang),
        candidates=grouped((fact for fact in facts if fact.state == "candidate"), entity_id, lang),
        timeline=timeline_of(sight, entity, accepted),
        neighbors=_neighbors(accepted, entity_id),
        records=records_of(sight, entity_id),
        themes=themes_of(sight, entity),
        told=accounts_of(sight, entity_id)
        if entity.kind is Kind.EVENT
        else Accounts(accounts=(), conflicts=()),
    )


def known_entity(sight: Sight, entity_id: str) -> Entity:
    """An entity, or a sentence that says it is not there for this audience."""
    entity = sight.entity(entity_id)
    if entity is None:
        raise BadInput(entity_id, "nothing with this id is known here", "Look it up by its name.")
    return entity


def facts_of(sight: Sight, entity_id: str) -> tuple[Fact, ...]:
    """Accepted and candidate claims of a thing, as subject or object."""
    rows = ask(sight.archive, "claims_of_entity", audience=sight.audience, entity=entity_id)
    return merged(facts_from(sight, list(rows)))


def grouped(facts: Iterable[Fact], entity_id: str, lang: str) -> tuple[FactGroup, ...]:
    """Claims by relation and direction; in a group the preferred, surest and best sourced come first."""
    groups: dict[tuple[str, bool], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.predicate, fact.subject.id == entity_id), []).append(fact)
    return tuple(
        FactGroup(
            predicate=predicate,
            label=relation_label(predicate, lang),
            outgoing=outgoing,
            facts=tuple(sorted(group, key=_weight)),
        )
        for (predicate, outgoing), group in sorted(groups.items(), key=lambda one: (not one[0][1], one[0][0]))
    )


def timeline_of(sight: Sight, entity: Entity, facts: Iterable[Fact]) -> tuple[TimelineItem, ...]:
    """When something happened to a thing: dated claims and chronicle entries, by date."""
    rows = ask(sight.archive, "events_of_entity", audience=sight.audience, entity=entity.id)
    own = from_entity(sight, entity) if entity.kind is Kind.EVENT else ()
    return in_order((*own, *from_facts(facts, sight.lang), *from_mentions(sight, list(rows))))


def records_of(sight: Sight, entity_id: str) -> tuple[RecordCount, ...]:
    """The readable records that name a thing, the richest first."""
    rows = list(ask(sight.archive, "records_of_entity", audience=sight.audience, entity=entity_id))
    found = ((row, sight.record_ref(row["record"])) for row in rows)
    return tuple(
        RecordCount(record=record, mentions=row["number"], first=row["first"])
        for row, record in found
        if record
    )


def _weight(fact: Fact) -> tuple[bool, float, int, str]:
    return (not fact.preferred, -fact.confidence, -fact.records, fact.id)


def _neighbors(facts: Iterable[Fact], entity_id: str) -> tuple[Neighbor, ...]:
    found: dict[EntityRef, list[str]] = {}
    for fact in facts:
        found.setdefault(fact.other(entity_id), []).append(fact.predicate)
    joined = (
        Neighbor(entity=entity, claims=len(predicates), predicates=tuple(dict.fromkeys(predicates)))
        for entity, predicates in found.items()
        if entity.id != entity_id
    )
    return tuple(sorted(joined, key=lambda one: (-one.claims, one.entity.id)))
