"""Stretches of a record that are put before a language model: whole sentences, the names in them numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.relate.reading import LETTERS, Reading, Slot
from ontology.kinds import RELATIONS, Kind, RelationInfo, fits
from ontology.records import Entity

NOT_ASKED = frozenset({"identifiedWith"})
"""Relations a model is never asked for: who is who is the linker's word."""
_OVERLAP = 4
"""A last sentence of at most a quarter of a window is shown again at the head of the next one."""
_SMALLEST = 200
"""Characters of a window that is not halved any more."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing that is named in a window, and in which of its sentences."""

    entity: Entity
    text: str  # as it is first written there
    sentences: frozenset[int]
    places: tuple[Span, ...]  # in the layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Neighboring sentences of a reading layer that name at least two things."""

    text: str
    start: int  # in the layer
    sentences: tuple[Span, ...]  # in the layer
    names: tuple[Named, ...]  # the model knows them by their place here, from 1 on
    dates: tuple[Slot, ...]

    @property
    def relations(self) -> tuple[RelationInfo, ...]:
        """The relations that can join two of the things named here, by name."""
        kinds = [one.entity.kind for one in self.names]
        return tuple(RELATIONS[name] for name in sorted(RELATIONS) if _joins_some(name, kinds))


def windows_of(reading: Reading, size: int) -> tuple[Window, ...]:
    """The windows of a record, of about `size` characters at most; nothing of a record that names one thing only."""
    packs = _packs(list(_sentences(reading, size)), size)
    return tuple(window for pack in packs if (window := _window(reading, pack)))


def halves_of(reading: Reading, window: Window) -> tuple[Window, ...]:
    """A window as two smaller ones that share a sentence where they can; none where it is too short for that."""
    spans = window.sentences
    if len(spans) < 2 or len(window.text) < _SMALLEST:
        return ()
    middle = len(spans) // 2
    shared = 1 if len(spans) > 2 else 0
    halves = (spans[: middle + shared], spans[middle:])
    return tuple(half for one in halves if (half := _window(reading, one)))


def _sentences(reading: Reading, size: int) -> Iterator[Span]:
    """The sentences of a layer; one that is longer than a window is cut, never inside a name or a date."""
    for sentence in reading.sentences:
        start = sentence.start
        for slot, following in zip(sentence.slots, sentence.slots[1:], strict=False):
            if following.end - start > size and slot.end > start:
                yield start, following.start
                start = following.start
        last = sentence.slots[-1].end if sentence.slots else start
        while sentence.end - start > size and max(start + size, last) < sentence.end:
            yield start, max(start + size, last)
            start = max(start + size, last)
        yield start, sentence.end


def _packs(spans: Sequence[Span], size: int) -> Iterator[Sequence[Span]]:
    """Neighbors that fit together."""
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= size:
            last += 1
        yield spans[first : last + 1]
        again = last > first and (spans[last][1] - spans[last][0]) * _OVERLAP <= size
        first = last if again and last + 1 < len(spans) else last + 1


def _window(reading: Reading, spans: Sequence[Span]) -> Window | None:
    """Sentences as a window, without those at its ends that stand beside no name; None where fewer than two are named."""
    start, end = spans[0][0], spans[-1][1]
    slots = [slot for slot in reading.slots if start <= slot.start and slot.end <= end]
    named = [
        number
        for number, (first, last) in enumerate(spans)
        if any(slot.entity and first <= slot.start < last for slot in slots)
    ]
    if not named:
        return None
    kept = tuple(spans[max(0, named[0] - 1) : named[-1] + 2])
    names = _names(reading, kept, slots)
    if len(names) < 2:
        return None
    start, end = kept[0][0], kept[-1][1]
    return Window(
        text=reading.layer.text[start:end],
        start=start,
        sentences=kept,
        names=names,
        dates=tuple(slot for slot in slots if slot.date and start <= slot.start and slot.end <= end),
    )


def _names(reading: Reading, spans: Sequence[Span], slots: Sequence[Slot]) -> tuple[Named, ...]:
    """What is named, each thing once, in the order of first naming."""
    where: dict[str, list[Slot]] = {}
    for slot in slots:
        if slot.entity is not None and slot.entity.kind in LETTERS:
            where.setdefault(slot.entity.id, []).append(slot)
    return tuple(
        Named(
            entity=found[0].entity,
            text=reading.layer.text[found[0].start : found[0].end],
            sentences=frozenset(
                number
                for number, (start, end) in enumerate(spans)
                if any(start <= slot.start < end for slot in found)
            ),
            places=tuple((slot.start, slot.end) for slot in found),
        )
        for found in where.values()
        if found[0].entity is not None
    )


def _joins_some(relation: str, kinds: Sequence[Kind]) -> bool:
    pairs = ((one, other) for n, one in enumerate(kinds) for m, other in enumerate(kinds) if n != m)
    return relation not in NOT_ASKED and any(fits(relation, one, other) for one, other in pairs)
