"""Parts of a text small enough for a tagger, cut between sentences."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.text.segment import sentences


def pieces(text: str, size: int, *, overlap: int = 0) -> Iterator[tuple[int, int]]:
    """Half-open spans of whole sentences, each about `size` characters at most.

    Args:
        text: what is cut.
        size: characters a piece may have; a sentence has 200 at most.
        overlap: how many characters of the piece before are read again, as far as whole sentences fit into them.
    """
    spans = sentences(text)
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= size:
            last += 1
        yield spans[first][0], spans[last][1]
        if last + 1 == len(spans):
            return
        following = last + 1
        while following - 1 > first and spans[last][1] - spans[following - 1][0] <= max(overlap, 0):
            following -= 1
        first = following
