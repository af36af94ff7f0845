"""Edits on an aligned text: what a layer is made of."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from ontology.records import Layer

Edit = tuple[int, int, str]
"""Replace text[start:end] by a string; an empty string deletes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A derived text on its way to the next layer: character i comes from L0[starts[i]:ends[i]]."""

    text: str
    starts: array[int]
    ends: array[int]

    def named(self, name: str, *rules: str) -> Layer:
        """The layer made so far, under a name and with the rules that changed something."""
        return Layer(name=name, text=self.text, starts=self.starts, ends=self.ends, rules=rules)

    def with_text(self, text: str) -> Aligned:
        """The same alignment under a text of the same length."""
        return Aligned(text=text, starts=self.starts, ends=self.ends)


def untouched(text: str) -> Aligned:
    """L0 itself: every character comes from its own place."""
    return Aligned(text=text, starts=array("i", range(len(text))), ends=array("i", range(1, len(text) + 1)))


def edited(base: Aligned, edits: Iterable[Edit]) -> Aligned:
    """The text after a list of edits in rising order, aligned to L0 like its base.

    A replacement of equal length keeps the place of each character; any other copies the whole source span;
    a deletion leaves no entry.
    """
    pieces: list[str] = []
    starts, ends = array("i"), array("i")
    done = 0
    for start, end, new in edits:
        pieces.append(base.text[done:start])
        starts.extend(base.starts[done:start])
        ends.extend(base.ends[done:start])
        pieces.append(new)
        if len(new) == end - start:
            starts.extend(base.starts[start:end])
            ends.extend(base.ends[start:end])
        elif new:
            starts.extend([base.starts[start]] * len(new))
            ends.extend([base.ends[end - 1]] * len(new))
        done = end
    if not pieces:
        return base
    pieces.append(base.text[done:])
    starts.extend(base.starts[done:])
    ends.extend(base.ends[done:])
    return Aligned(text="".join(pieces), starts=starts, ends=ends)
