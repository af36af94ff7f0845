"""What the pair model tells apart, by the names of the annotation guideline, and between which kinds it may stand."""

from __future__ import annotations

_P, _L, _O, _E, _W = "PERSON", "PLACE", "ORGANIZATION", "EVENT", "WORK"
SIGNATURES: dict[str, frozenset[tuple[str, str]]] = {
    label: frozenset(pairs)
    for label, pairs in {
        "memberOf": [(_P, _O), (_O, _O)],
        "leaderOf": [(_P, _O), (_P, _L)],
        "commanderOf": [(_P, _O)],
        "bornIn": [(_P, _L)],
        "diedIn": [(_P, _L)],
        "locatedIn": [(_O, _L), (_L, _L)],
        "participatedIn": [(_P, _E), (_O, _E), (_L, _E)],
        "tookPlaceIn": [(_E, _L)],
        "foundedBy": [(_O, _P)],
        "founded": [(_O, _O)],
        "partOf": [(_O, _O), (_W, _W), (_E, _E)],
        "signed": [(_P, _W), (_O, _W), (_L, _W)],
        "aliasOf": [(_P, _P), (_L, _L), (_O, _O), (_E, _E), (_W, _W)],
        "successorOf": [(_O, _O), (_L, _L)],
        "wroteWork": [(_P, _W), (_O, _W)],
        "kinOf": [(_P, _P)],
    }.items()
}
"""Every label with the kinds its head and tail may have."""
LABELS = tuple(SIGNATURES)
KINDS = (_P, _L, _O, _E, _W)


def allowed(label: str, head: str, tail: str) -> bool:
    """Whether a label may join two kinds."""
    return (head, tail) in SIGNATURES[label]
