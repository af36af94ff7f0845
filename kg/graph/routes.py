"""The shortest way from one thing to another over what records claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.graph.store import GraphStore, Row

MAX_STEPS = 6
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way through the graph: the things passed, in order, and the edge between each two."""

    nodes: tuple[str, ...]
    edges: tuple[Row, ...] = ()


Seen = dict[str, tuple[str, Row] | None]
"""For every thing reached: the thing before it and the edge that led here; none for the start."""


def shortest_path(store: GraphStore, a: str, b: str, *, limit: int = MAX_STEPS) -> Route | None:
    """A shortest route of at most `limit` edges, the same in every store; none where there is none.

    Both ends are searched from, the smaller side first. Edges may be walked both ways; themes lead nowhere,
    for they would join everything to everything.
    """
    ends = [one for one in dict.fromkeys((a, b)) if store.ask("node", id=one)]
    if len(ends) < len({a, b}):
        return None
    if a == b:
        return Route(nodes=(a,))
    sides: tuple[Seen, Seen] = ({a: None}, {b: None})
    frontiers: list[list[str]] = [[a], [b]]
    for _ in range(limit):
        side = 0 if len(frontiers[0]) <= len(frontiers[1]) else 1
        frontiers[side] = _next(store, frontiers[side], sides[side])
        if not frontiers[side]:
            return None
        met = sorted(one for one in frontiers[side] if one in sides[1 - side])
        if met:
            return _joined(sides, met[0])
    return None


def _next(store: GraphStore, frontier: list[str], seen: Seen) -> list[str]:
    """What lies one step beyond the frontier and was not seen before."""
    found: dict[str, None] = {}
    for row in _steps(store, frontier):
        other = str(row["other"])
        if other not in seen:
            edge = {name: value for name, value in row.items() if name not in ("start", "other")}
            seen[other] = (str(row["start"]), edge)
            found[other] = None
    return sorted(found)


def _steps(store: GraphStore, frontier: list[str]) -> Iterator[Row]:
    for first in range(0, len(frontier), _BATCH):
        yield from store.ask("step", ids=frontier[first : first + _BATCH])


def _joined(sides: tuple[Mapping[str, tuple[str, Row] | None], ...], meeting: str) -> Route:
    before, after = (_back(side, meeting) for side in sides)
    nodes = (*reversed([node for node, _ in before]), meeting, *(node for node, _ in after))
    edges = (*reversed([edge for _, edge in before]), *(edge for _, edge in after))
    return Route(nodes=nodes, edges=edges)


def _back(seen: Mapping[str, tuple[str, Row] | None], node: str) -> list[tuple[str, Row]]:
    """The steps from a node back to the start of its side."""
    steps: list[tuple[str, Row]] = []
    came = seen[node]
    while came is not None:
        steps.append(came)
        came = seen[came[0]]
    return steps
