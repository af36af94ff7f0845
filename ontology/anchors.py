"""Places in texts that are found again: after another extraction, and after a text was read anew or corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ontology.errors import BadInput
from ontology.records import QUOTE_CONTEXT, Record

ALIKE = 0.5
"""How much of what stands around a quote must still stand there, as a share."""
_GRIPS = (12, 8, 5, 3)
"""How many characters beside a corrected quote must be as they were, the most first."""
_GROWTH = 4
"""How many characters a corrected name may gain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place in a record that still tells which thing was meant when ids have changed."""

    record: str  # the record's key
    quote: str
    prefix: str = ""
    suffix: str = ""
    position: int = 0  # where the quote began in L0
    source: str = ""  # the record's file, for records whose key is made of its bytes


def anchor_in(record: Record, start: int, end: int) -> Anchor:
    """The anchor for a span of a record, quoted with its surroundings."""
    if not 0 <= start < end <= len(record.text):
        raise BadInput(record.key, f"the span {start}–{end} lies outside the text", "Choose a name in it.")
    return Anchor(
        record=record.key,
        quote=record.text[start:end],
        prefix=record.text[max(0, start - QUOTE_CONTEXT) : start],
        suffix=record.text[end : end + QUOTE_CONTEXT],
        position=start,
        source=record.source,
    )


def span_of(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Where an anchor's place is in a text now; none where the text does not hold it any more.

    The same quote in the same surroundings is that place, wherever it moved to; where the quote itself was
    corrected, what now stands between its neighbors is.
    """
    start, end = anchor.position, anchor.position + len(anchor.quote)
    if text[start:end] == anchor.quote and _likeness(anchor, text, start, end) == 1.0:
        return start, end
    found = _best(anchor, text, _quotes(anchor.quote, text))
    return found or _best(anchor, text, _between(anchor, text))


def _best(anchor: Anchor, text: str, spans: Iterator[tuple[int, int]]) -> tuple[int, int] | None:
    """The span whose surroundings are most like the anchor's, the nearest of several, if any is alike at all."""
    scored = [(_likeness(anchor, text, *span), -abs(span[0] - anchor.position), span) for span in spans]
    likest = max(scored, default=None)
    return likest[2] if likest and likest[0] >= ALIKE else None


def _likeness(anchor: Anchor, text: str, start: int, end: int) -> float:
    """How much of what stood around a quote stands around a span: 1 for all of it."""
    before = text[max(0, start - len(anchor.prefix)) : start]
    after = text[end : end + len(anchor.suffix)]
    if (before, after) == (anchor.prefix, anchor.suffix):
        return 1.0
    whole = len(anchor.prefix) + len(anchor.suffix)
    same = _shared(anchor.prefix, before) + _shared(anchor.suffix, after)
    return min(same / whole, 0.99) if whole else 0.0


def _shared(one: str, other: str) -> int:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _quotes(quote: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def _between(anchor: Anchor, text: str) -> Iterator[tuple[int, int]]:
    """The spans between the neighbors of a quote, held as firmly as the text allows."""
    for size in _GRIPS:
        before, after = anchor.prefix[-size:], anchor.suffix[:size]
        spans = list(_held(anchor, text, before, after))
        if spans:
            yield from spans
            return


def _held(anchor: Anchor, text: str, before: str, after: str) -> Iterator[tuple[int, int]]:
    longest = len(anchor.quote) + _GROWTH
    starts = (end for _, end in _quotes(before, text)) if before else iter((0,))
    for start in starts:
        end = text.find(after, start + 1, start + longest + len(after)) if after else len(text)
        if start < end <= start + longest:
            yield start, end
