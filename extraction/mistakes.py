"""What kind of mistake a wrong span is, judged beside the gold span it touches.

| kind | the machine … |
|---|---|
| missed | marked nothing where the gold has a name |
| spurious | marked something where the gold has nothing |
| type | marked the very span under another type |
| long, short, shifted | marked more, less, or partly beside the name; same type |
| type and boundary | touched the name with another span and another type |
| split | broke one name into several |
| merged | took several names for one |
| value | found the date and resolved it otherwise |

Spans that are right take no part; every other span is in exactly one mistake.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extraction.evaluate import Key, Passage

KINDS = (
    "missed",
    "spurious",
    "type",
    "long",
    "short",
    "shifted",
    "type and boundary",
    "split",
    "merged",
    "value",
)
"""The kinds of mistake, in the order they are shown."""
DATE = "DATE"
"""The type of a date's span, beside those of names."""
AROUND = 12
"""Characters shown on each side of an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake: the gold spans and the predicted spans it is about, in order."""

    kind: str
    gold: tuple[Key, ...]
    found: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A mistake that was made, how often, and where it was made first."""

    kind: str
    gold: str  # the name with its type, as the gold has it; empty where it has none
    found: str  # as the machine has it
    count: int
    before: str  # what stands to the left, at its first place
    after: str
    passage: str


def spans_of(passage: Passage, types: frozenset[str] | None = None) -> dict[Key, str]:
    """Names and dates of a passage as one set of spans; a date's value is its EDTF, a name has none."""
    spans = dict.fromkeys(passage.entities, "")
    spans |= {(start, end, DATE): edtf for (start, end, _), edtf in passage.dates.items()}
    return spans if types is None else {key: value for key, value in spans.items() if key[2] in types}


def mistakes(gold: Mapping[Key, str], found: Mapping[Key, str]) -> tuple[Mistake, ...]:
    """The mistakes of one passage, in order of position."""
    wrong = [
        Mistake(kind="value", gold=(key,), found=(key,))
        for key in gold.keys() & found.keys()
        if gold[key] != found[key]
    ]
    for mine, theirs in _touching(gold.keys() - found.keys(), found.keys() - gold.keys()):
        wrong += _judged(mine, theirs)
    return tuple(sorted(wrong, key=lambda one: ((one.gold + one.found)[0], KINDS.index(one.kind))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One passage with its marks by hand and those of one configuration."""

    name: str
    text: str
    gold: Mapping[Key, str]
    found: Mapping[Key, str]
    wrong: tuple[Mistake, ...]

    @property
    def right(self) -> list[Key]:
        """The spans that both have, dates with the same value."""
        return sorted(
            key for key in self.gold.keys() & self.found.keys() if self.gold[key] == self.found[key]
        )


def side_of(name: str, text: str, *, gold: Mapping[Key, str], found: Mapping[Key, str]) -> Side:
    """A passage with its mistakes."""
    return Side(name=name, text=text, gold=gold, found=found, wrong=mistakes(gold, found))


def examples(sides: Iterable[Side]) -> dict[str, tuple[Example, ...]]:
    """The mistakes by kind, the most frequent first."""
    places: dict[tuple[str, str, str], list[tuple[Side, Mistake]]] = defaultdict(list)
    for side in sides:
        for one in side.wrong:
            said = _said(side.text, one.gold, side.gold), _said(side.text, one.found, side.found)
            places[one.kind, *said].append((side, one))
    rows: dict[str, list[Example]] = {kind: [] for kind in KINDS}
    for key, where in sorted(places.items(), key=lambda item: (-len(item[1]), item[0])):
        rows[key[0]].append(_example(key, where))
    return {kind: tuple(found) for kind, found in rows.items() if found}


def _example(key: tuple[str, str, str], where: Sequence[tuple[Side, Mistake]]) -> Example:
    kind, gold, found = key
    side, first = where[0]
    spans = first.gold + first.found
    start, end = max(0, min(span[0] for span in spans)), max(0, max(span[1] for span in spans))
    return Example(
        kind=kind,
        gold=gold,
        found=found,
        count=len(where),
        before=" ".join(side.text[max(0, start - AROUND) : start].split()),
        after=" ".join(side.text[end : end + AROUND].split()),
        passage=side.name,
    )


def _touching(gold: Iterable[Key], found: Iterable[Key]) -> Iterator[tuple[list[Key], list[Key]]]:
    """Groups of spans that touch each other, directly or through one another."""
    sides: tuple[list[Key], list[Key]] = ([], [])
    reach = 0
    for key, which in sorted([(key, 0) for key in gold] + [(key, 1) for key in found]):
        if any(sides) and key[0] >= reach:
            yield sides
            sides, reach = ([], []), key[1]
        sides[which].append(key)
        reach = max(reach, key[1])
    if any(sides):
        yield sides


def _judged(gold: list[Key], found: list[Key]) -> list[Mistake]:
    """The mistakes of one group of touching spans."""
    pairs = _closest(gold, found)
    if len(pairs) == len(found) > 1 == len(gold):
        return [Mistake(kind="split", gold=tuple(gold), found=tuple(found))]
    if len(pairs) == len(gold) > 1 == len(found):
        return [Mistake(kind="merged", gold=tuple(gold), found=tuple(found))]
    wrong = []
    left, over = list(gold), list(found)
    for mine, theirs in pairs:
        if mine in left and theirs in over:
            wrong.append(Mistake(kind=_between(mine, theirs), gold=(mine,), found=(theirs,)))
            left.remove(mine)
            over.remove(theirs)
    wrong += [Mistake(kind="missed", gold=(key,), found=()) for key in left]
    return wrong + [Mistake(kind="spurious", gold=(), found=(key,)) for key in over]


def _closest(gold: list[Key], found: list[Key]) -> list[tuple[Key, Key]]:
    """Pairs that share a character, the longest overlap first."""
    shared = [
        (both, mine, theirs)
        for mine in gold
        for theirs in found
        if (both := min(mine[1], theirs[1]) - max(mine[0], theirs[0])) > 0
    ]
    return [(mine, theirs) for _, mine, theirs in sorted(shared, key=lambda row: (-row[0], row[1], row[2]))]


def _between(gold: Key, found: Key) -> str:
    """What is wrong with a span beside the name it touches."""
    if gold[:2] == found[:2]:
        return "type"
    if gold[2] != found[2]:
        return "type and boundary"
    if found[0] <= gold[0] and found[1] >= gold[1]:
        return "long"
    return "short" if found[0] >= gold[0] and found[1] <= gold[1] else "shifted"


def _said(text: str, keys: Sequence[Key], values: Mapping[Key, str]) -> str:
    """Spans as words: the name and its type, a date with its value."""
    words = []
    for key in keys:
        shown = f"{_visible(text[max(0, key[0]) : max(0, key[1])])} {key[2]}"
        words.append(f"{shown} = {values[key] or '?'}" if key[2] == DATE else shown)
    return " | ".join(words)


def _visible(name: str) -> str:
    """A name on one line; white space at its edges is shown, for it may be the whole mistake."""
    left, right = len(name) - len(name.lstrip()), len(name) - len(name.rstrip())
    return "␣" * left + " ".join(name.split()) + "␣" * (right if name.strip() else 0)
