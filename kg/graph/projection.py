"""The graph that the records make for one audience: nodes for what is named, edges for what is claimed.

It can always be made again from the archive file; the same archive gives the same projection.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby

from kg.records.reader import ArchiveReader
from kg.records.rows import Sourced
from ontology.access import Access, Audience, loosest
from ontology.ids import content_id
from ontology.kinds import RELATIONS, Kind
from ontology.names import name_key
from ontology.records import Assertion, Entity, Modality, Name, Polarity

Themes = Mapping[str, Sequence[tuple[Entity, str]]]
"""For an entity id the themes it belongs to, each with the reason why."""
CLASSIFIED = "classifiedAs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Something the archive speaks of, as far as one audience may know it."""

    id: str
    kind: str  # a value of ontology.kinds.Kind
    label: str  # the name to show in Chinese
    canonical: str
    names: tuple[Name, ...] = ()
    begin: str = ""
    end: str = ""
    certainty: str = "certain"
    mentions: int = 0
    records: int = 0
    degree: int = 0  # claims it takes part in; themes do not count
    access: str = Access.OPEN.value  # the most open record that names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One relation between two nodes with the assertions and passages it rests on."""

    key: str  # source~type~target~hash of date and role, and of polarity and modality where these are not plain
    source: str
    target: str
    type: str  # a name of ontology.kinds.RELATIONS
    assertions: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()  # record:start:end
    confidence: float = 1.0
    evidence: int = 0  # number of passages
    edtf: str = ""
    lo: int = 0
    hi: int = 0
    role: str = ""
    stances: tuple[str, ...] = ()  # whose papers say so: values of ontology.records.Stance
    polarity: str = Polarity.AFFIRMED.value
    modality: str = Modality.FACT.value
    why: str = ""  # the reason of a classification
    access: str = Access.OPEN.value  # the most open record that proves it


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNode:
    """A record, where every edge ends that asks for proof."""

    id: str
    title: str
    ref_code: str
    date: str
    access: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """That a record names something, and how often."""

    record: str
    entity: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNode:
    """What one sentence of a record says of an event; the accounts of one event stand beside each other."""

    id: str  # record:start:end of the word that says it happened
    event: str  # id of a node, or of an event without a name that several records tell of
    record: str
    start: int  # of the sentence
    end: int
    type: str
    edtf: str = ""  # empty where the sentence itself does not say when
    lo: int = 0
    hi: int = 0
    stance: str = ""
    modality: str = Modality.FACT.value
    parts: tuple[str, ...] = ()  # entity~part~side
    places: tuple[str, ...] = ()  # entity ids
    outcomes: tuple[str, ...] = ()  # in the words of the record
    access: str = Access.OPEN.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Everything a graph store holds for one audience, each part in the order of its ids."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    records: tuple[RecordNode, ...] = ()
    namings: tuple[Naming, ...] = field(default=())
    accounts: tuple[AccountNode, ...] = ()

    def digest(self) -> str:
        """A SHA-256 over all of it: equal graphs have equal digests."""
        total = hashlib.sha256()
        for part in (self.nodes, self.edges, self.records, self.namings, self.accounts):
            for one in part:
                line = json.dumps(asdict(one), ensure_ascii=False, sort_keys=True)
                total.update(f"{type(one).__name__}{line}\n".encode())
        return total.hexdigest()


def project(archive: ArchiveReader, *, audience: Audience, themes: Themes | None = None) -> Projection:
    """The graph for one audience.

    Themes must have been found from what this audience may read; they are added as they are.
    """
    spelled = _spellings(archive, audience)
    known = {
        one.id: _as_known(one, spelled[one.id], audience) for one in archive.entities() if one.id in spelled
    }
    edges = sorted(_edges(archive, audience, known), key=lambda edge: edge.key)
    classified = sorted(_classified(known, themes or {}), key=lambda edge: edge.key)
    degrees = Counter(end for edge in edges for end in {edge.source, edge.target})
    nodes = [_node(entity, spelled[id_], degrees[id_]) for id_, entity in known.items()]
    nodes += _theme_nodes(known, themes or {})
    return Projection(
        nodes=tuple(sorted(nodes, key=lambda node: node.id)),
        edges=tuple(sorted((*edges, *classified), key=lambda edge: edge.key)),
        records=tuple(_record_nodes(archive, audience)),
        namings=tuple(_namings(known, spelled)),
        accounts=tuple(_accounts(archive, audience, known)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spelling:
    """How often a record writes a name in one way."""

    record: str
    text: str
    lang: str
    access: Access
    number: int


def _spellings(archive: ArchiveReader, audience: Audience) -> dict[str, list[_Spelling]]:
    found: dict[str, list[_Spelling]] = {}
    for row in archive.spellings(audience):
        spelling = _Spelling(
            record=row["record"],
            text=row["text"],
            lang=row["lang"],
            access=Access(row["access"]),
            number=row["number"],
        )
        found.setdefault(row["entity"], []).append(spelling)
    return found


def _as_known(entity: Entity, spelled: list[_Spelling], audience: Audience) -> Entity:
    """The entity under names this audience may know.

    Names of the authority file are public. A thing known from mentions alone goes by what the readable ones
    call it, and nothing that was inferred from the others.
    """
    if audience is Audience.STAFF or entity.authority:
        return entity
    keys = {name_key(one.text, one.lang) for one in spelled}
    names = tuple(name for name in entity.names if name_key(name.text, name.lang) in keys)
    canonical = entity.canonical if name_key(entity.canonical) in keys else _commonest(spelled)
    return replace(entity, canonical=canonical, names=names, begin="", end="", note="", source="")


def _commonest(spelled: list[_Spelling]) -> str:
    numbers: Counter[str] = Counter()
    for one in spelled:
        numbers[one.text] += one.number
    return min(numbers, key=lambda text: (-numbers[text], text))


def _node(entity: Entity, spelled: Iterable[_Spelling], degree: int) -> Node:
    every = list(spelled)
    return Node(
        id=entity.id,
        kind=entity.kind.value,
        label=entity.label("zh"),
        canonical=entity.canonical,
        names=entity.names,
        begin=entity.begin,
        end=entity.end,
        certainty=entity.certainty,
        mentions=sum(one.number for one in every),
        records=len({one.record for one in every}),
        degree=degree,
        access=loosest(one.access for one in every).value if every else Access.OPEN.value,
    )


def _edges(archive: ArchiveReader, audience: Audience, known: Mapping[str, Entity]) -> Iterator[Edge]:
    """One edge for all assertions that say the same of the same two, at the same time, in the same role and manner."""
    said: dict[str, list[Sourced]] = {}
    for sourced in archive.assertions(audience, state="accepted"):
        claim = sourced.assertion
        if claim.subject in known and claim.object in known and claim.predicate in RELATIONS:
            key = edge_key(claim.subject, claim.predicate, claim.object, qualifier=_qualifier(claim))
            said.setdefault(key, []).append(sourced)
    return (_edge(key, group) for key, group in said.items())


def _qualifier(claim: Assertion) -> str:
    """What sets one edge apart from another between the same two: a plan or a denial never joins a fact."""
    said = f"{claim.when.edtf if claim.when else ''}|{claim.role}"
    plain = claim.polarity == Polarity.AFFIRMED and claim.modality == Modality.FACT
    return said if plain else f"{said}|{claim.polarity}|{claim.modality}"


def edge_key(source: str, type_: str, target: str, *, qualifier: str = "") -> str:
    """The key of an edge: it begins with its source, so that a store finds it without searching."""
    return f"{source}~{type_}~{target}~{content_id('q', qualifier)}"


def _edge(key: str, group: list[Sourced]) -> Edge:
    lead = group[0].assertion
    passages = {f"{one.record}:{one.start}:{one.end}" for each in group for one in each.assertion.evidence}
    return Edge(
        key=key,
        source=lead.subject,
        target=lead.object,
        type=lead.predicate,
        assertions=tuple(sorted(each.assertion.id for each in group)),
        passages=tuple(sorted(passages)),
        confidence=max(each.assertion.confidence for each in group),
        evidence=len(passages),
        edtf=lead.when.edtf if lead.when else "",
        lo=lead.when.lo if lead.when else 0,
        hi=lead.when.hi if lead.when else 0,
        role=lead.role,
        stances=tuple(sorted({stance for each in group for stance in each.stances})),
        polarity=str(lead.polarity),
        modality=str(lead.modality),
        access=loosest(state for each in group for state in each.access).value,
    )


def _classified(known: Mapping[str, Entity], themes: Themes) -> Iterator[Edge]:
    for entity in known:
        for theme, reason in themes.get(entity, ()):
            yield Edge(
                key=edge_key(entity, CLASSIFIED, theme.id),
                source=entity,
                target=theme.id,
                type=CLASSIFIED,
                why=reason,
            )


def _theme_nodes(known: Mapping[str, Entity], themes: Themes) -> list[Node]:
    """The themes that something known belongs to, unless records name them already."""
    used = {
        theme.id: theme for entity in known for theme, _ in themes.get(entity, ()) if theme.id not in known
    }
    return [_node(theme, (), 0) for theme in used.values() if theme.kind is Kind.THEME]


def _record_nodes(archive: ArchiveReader, audience: Audience) -> Iterator[RecordNode]:
    for head in sorted(archive.heads(audience), key=lambda one: one.id):
        yield RecordNode(
            id=head.id, title=head.title, ref_code=head.ref_code, date=head.date, access=head.access.value
        )


def _accounts(
    archive: ArchiveReader, audience: Audience, known: Mapping[str, Entity]
) -> Iterator[AccountNode]:
    """What readable records tell of events; who took part or where is left out where it may not be known."""
    for told_of, access, event in archive.told_events(audience):
        if event.event and event.event not in known:
            continue
        date = event.date if event.dated else None
        yield AccountNode(
            id=f"{event.record}:{event.start}:{event.end}",
            event=told_of,
            record=event.record,
            start=event.sentence[0],
            end=event.sentence[1],
            type=event.type,
            edtf=date.edtf if date else "",
            lo=date.lo if date else 0,
            hi=date.hi if date else 0,
            stance=event.stance,
            modality=str(event.modality),
            parts=tuple(f"{one.entity}~{one.part}~{one.side}" for one in event.frame if one.entity in known),
            places=tuple(place for place in event.places if place in known),
            outcomes=tuple(one.text for one in event.outcomes),
            access=access.value,
        )


def _namings(known: Mapping[str, Entity], spelled: Mapping[str, list[_Spelling]]) -> Iterator[Naming]:
    for entity in sorted(known):
        for record, group in groupby(spelled[entity], key=lambda one: one.record):
            yield Naming(record=record, entity=entity, count=sum(one.number for one in group))
