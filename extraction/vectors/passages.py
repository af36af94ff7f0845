"""Cutting a record into passages: stretches of a few hundred characters that end where a sentence ends.

The text is read without the line breaks of its print and in modern Russian spelling, as the encoder learnt it; the
span of a passage is in L0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.text.layers import layers_of, unfolded
from extraction.text.segment import sentences
from ontology.records import Layer, Record

LEAST, ENOUGH, MOST = 200, 300, 400
"""Characters from which a passage may end with its paragraph, from which it ends with its sentence, and its limit."""
_TAIL = 100
"""A last passage shorter than this joins the one before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageText:
    """A stretch of a record in L0, and how the encoder reads it."""

    start: int
    end: int
    text: str


def passages_of(record: Record) -> Iterator[PassageText]:
    """The passages of a record, in order; together they hold all of its text but blanks."""
    layer = _read_layer(record)
    for start, end in cut(layer.text):
        source = layer.source_span(start, end)
        yield PassageText(start=source[0], end=source[1], text=layer.text[start:end])


def cut(text: str) -> list[tuple[int, int]]:
    """The passages of a text as half-open spans, in order."""
    spans: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if spans and _goes_on(text, spans[-1], (start, end)):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return _with_tail_joined(spans)


def _goes_on(text: str, passage: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether a sentence still belongs to the passage before it."""
    size = passage[1] - passage[0]
    if size >= ENOUGH or sentence[1] - passage[0] > MOST:
        return False
    return size < LEAST or "\n" not in text[passage[1] : sentence[0]]


def _with_tail_joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(spans) > 1:
        (start, _), (tail, end) = spans[-2:]
        if end - tail < _TAIL and end - start <= MOST:
            return [*spans[:-2], (start, end)]
    return spans


def _read_layer(record: Record) -> Layer:
    scanned = any(page.lines for page in record.pages)
    layers = layers_of(record.text, lang=record.lang, script=record.script, scanned=scanned)
    return unfolded(layers)
