"""A part of the graph, ready to be drawn: nodes with names and colors, edges with their relations."""

from __future__ import annotations

import json
from dataclasses import dataclass

from kg.queries.entity_pages import known_entity
from kg.queries.passages import Fact, facts_from, relation_label
from kg.queries.sight import EntityRef, Sight
from kg.queries.statements import ask
from kg.records.reader import ArchiveReader
from ontology.access import Audience
from ontology.authority import Authority
from ontology.kinds import Kind

DRAWN = 80
"""How many nodes a drawing has unless more are asked for; above 300 nobody can read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphNode:
    """One thing in a drawing; `distance` counts steps from the middle."""

    id: str
    label: str
    kind: Kind
    color: str
    distance: int
    weight: int  # claims that join it to what is drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEdge:
    """All claims of one relation between two things of a drawing."""

    source: str
    target: str
    predicate: str
    label: str
    claims: tuple[str, ...]
    records: int
    confidence: float
    date: str = ""  # EDTF of the surest dated claim


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphView:
    """What is drawn, and how many things were left out to keep it readable."""

    center: str
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    left_out: int = 0


def ego_network(
    archive: ArchiveReader,
    entity_id: str,
    *,
    audience: Audience,
    depth: int = 1,
    limit: int = DRAWN,
    lang: str = "zh",
    authority: Authority | None = None,
) -> GraphView:
    """The neighborhood of a thing, by accepted claims that this audience may read."""
    sight = Sight(archive, audience, lang=lang, authority=authority)
    known_entity(sight, entity_id)
    distances, left_out = _reached(sight, entity_id, depth=depth, limit=limit)
    return _view(sight, entity_id, distances, left_out)


def view_of(sight: Sight, entities: tuple[str, ...]) -> GraphView:
    """Some chosen things and the accepted claims among them."""
    return _view(sight, "", {one: 0 for one in entities if sight.ref(one)}, 0)


def _reached(sight: Sight, start: str, *, depth: int, limit: int) -> tuple[dict[str, int], int]:
    """What lies within some steps, the best connected first, and how many did not fit."""
    reached, frontier, left_out = {start: 0}, [start], set[str]()
    for distance in range(1, depth + 1):
        strength: dict[str, int] = {}
        for entity in frontier:
            for row in list(ask(sight.archive, "neighbors", audience=sight.audience, entity=entity)):
                if row["other"] not in reached and sight.ref(row["other"]):
                    strength[row["other"]] = strength.get(row["other"], 0) + row["number"]
        ordered = sorted(strength, key=lambda one: (-strength[one], one))
        frontier = ordered[: max(limit - len(reached), 0)]
        left_out.update(ordered[len(frontier) :])
        reached.update(dict.fromkeys(frontier, distance))
    return reached, len(left_out - reached.keys())


def _view(sight: Sight, center: str, distances: dict[str, int], left_out: int) -> GraphView:
    rows = ask(
        sight.archive,
        "claims_among",
        audience=sight.audience,
        entities=json.dumps(sorted(distances)),
    )
    edges = _edges(tuple(facts_from(sight, list(rows))), sight.lang)
    refs = ((sight.ref(one), distance) for one, distance in distances.items())
    return GraphView(
        center=center,
        nodes=tuple(_node(ref, distance, edges) for ref, distance in refs if ref),
        edges=edges,
        left_out=left_out,
    )


def _node(ref: EntityRef, distance: int, edges: tuple[GraphEdge, ...]) -> GraphNode:
    weight = sum(len(edge.claims) for edge in edges if ref.id in (edge.source, edge.target))
    return GraphNode(
        id=ref.id, label=ref.label, kind=ref.kind, color=ref.color, distance=distance, weight=weight
    )


def _edges(facts: tuple[Fact, ...], lang: str) -> tuple[GraphEdge, ...]:
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        if fact.subject.id != fact.object.id:
            groups.setdefault((fact.subject.id, fact.predicate, fact.object.id), []).append(fact)
    return tuple(
        GraphEdge(
            source=source,
            target=target,
            predicate=predicate,
            label=relation_label(predicate, lang),
            claims=tuple(fact.id for fact in group),
            records=len({passage.record.id for fact in group for passage in fact.passages}),
            confidence=max(fact.confidence for fact in group),
            date=next((fact.date.edtf for fact in group if fact.date), ""),
        )
        for (source, predicate, target), group in sorted(groups.items())
    )
