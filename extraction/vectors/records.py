"""The vectors of a record: one for each of its passages."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.vectors.encoder import TextEncoder, as_int8
from extraction.vectors.passages import passages_of
from ontology.records import Record
from ontology.vectors import PassageVector


def vectors_of(record: Record, encoder: TextEncoder) -> Iterator[PassageVector]:
    """A vector for each passage of a record, in order of position."""
    found = list(passages_of(record))
    vectors = encoder.passages([passage.text for passage in found])
    for passage, (numbers, scale) in zip(found, map(as_int8, vectors), strict=True):
        yield PassageVector(
            record=record.id, start=passage.start, end=passage.end, numbers=numbers, scale=scale
        )
