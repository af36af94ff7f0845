"""From what somebody typed to what is looked for: names widened by their aliases, and the marks in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.queries.sight import Sight
from kg.records.passages import match_expression, segment
from ontology.names import fold, name_key, name_keys
from ontology.records import Entity

_EAST = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")
_OLD_RUSSIAN = str.maketrans({"ѣ": "е", "і": "и", "ѳ": "ф", "ѵ": "и", "ё": "е"})
_SHORTEST = 2
"""A name of one character is too common to widen a search by."""
_LONG_WORD = 4
_LONGEST = 24
"""No name in a query written without spaces is looked for beyond this length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One part of a query: the words as typed, and the other names of the thing they name."""

    words: str
    aliases: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()

    @property
    def readings(self) -> tuple[str, ...]:
        """Everything that counts as a hit for this part."""
        return (self.words, *self.aliases)


class NameIndex:
    """Which things bear a name, as far as an audience may know; make it once and keep it while nothing changes."""

    def __init__(self, sight: Sight) -> None:
        """Collect the names of everything that readable records speak of."""
        self._bearers: dict[str, list[Entity]] = {}
        self._sounding: dict[str, list[Entity]] | None = None  # made for the first name in foreign letters
        for entity in sight.entities():
            for key in dict.fromkeys(_keys(entity)):
                self._bearers.setdefault(key, []).append(entity)

    def bearers(self, words: str) -> tuple[Entity, ...]:
        """The things that have exactly this name; else, for Latin or Russian letters, those that sound like it."""
        found = {one.id: one for key in _spellings(words) for one in self._bearers.get(key, ())}
        if not found and not _EAST.search(words):
            found = {one.id: one for key in _sounds(words) for one in self._by_sound().get(key, ())}
        return tuple(found.values())

    def _by_sound(self) -> dict[str, list[Entity]]:
        """Things by how their names sound: Yang Jingyu and Янъ Цзинъюй find 杨靖宇. A help for readers, no proof."""
        if self._sounding is None:
            self._sounding = {}
            for entity in {one.id: one for group in self._bearers.values() for one in group}.values():
                for key in {key for name in entity.names for key in _sounds(name.text)}:
                    self._sounding.setdefault(key, []).append(entity)
        return self._sounding

    def pieces(self, words: str) -> tuple[str, ...]:
        """Words written without spaces, cut where a known name begins and ends: 杨靖宇牺牲 is a name and a word."""
        if not _EAST.search(words):
            return (words,)
        cuts, at = {0, len(words)}, 0
        while at < len(words):
            end = next(
                (e for e in range(min(len(words), at + _LONGEST), at + 1, -1) if self._is_name(words[at:e])),
                0,
            )
            cuts.update({at, end} if end else ())
            at = end or at + 1
        ordered = sorted(cuts)
        return tuple(words[first:last] for first, last in pairwise(ordered))

    def _is_name(self, words: str) -> bool:
        return any(key in self._bearers for key in _spellings(words))

    def matching(self, words: str) -> tuple[Entity, ...]:
        """The things whose name holds these words: exact ones first, then those that begin with them."""
        keys = [key for key in _spellings(words) if len(key) >= 1]
        ranked: dict[str, tuple[int, Entity]] = {}
        for name, entities in self._bearers.items():
            rank = min((_rank(key, name) for key in keys), default=3)
            for entity in entities if rank < 3 else ():
                best = ranked.get(entity.id, (3, entity))
                ranked[entity.id] = min(best, (rank, entity), key=lambda one: one[0])
        return tuple(one for _, one in sorted(ranked.values(), key=lambda one: (one[0], one[1].id)))


def terms_of(text: str, names: NameIndex) -> tuple[Term, ...]:
    """The parts of a query; a part (or the whole) that is a name also stands for the other names of its bearer."""
    whole = _widened(text.strip(), names)
    if whole.entities:
        return (whole,)
    return tuple(_widened(piece, names) for part in text.split() for piece in names.pieces(part))


def expression(terms: Iterable[Term]) -> str:
    """The full-text expression: every part must occur, in one of its readings."""
    parts = []
    for term in terms:
        readings = dict.fromkeys(filter(None, (_one(reading) for reading in term.readings)))
        if readings:
            parts.append(f"({' OR '.join(readings)})")
    return " AND ".join(parts)


def highlights(text: str, terms: Iterable[Term], *, offset: int = 0) -> tuple[tuple[int, int], ...]:
    """Where the readings of a query stand in a text, as spans moved by an offset; longest first, no overlaps."""
    folded = plain(text)
    readings = [reading for term in terms for reading in term.readings if reading.strip()]
    whole = _spans(folded, readings)
    # A name may be taken apart by other words: then its longer words are marked one by one.
    words = [word for reading in readings for word in reading.split() if len(word) >= _LONG_WORD]
    return tuple((start + offset, end + offset) for start, end in whole or _spans(folded, words))


def _spans(folded: str, readings: Iterable[str]) -> list[tuple[int, int]]:
    patterns = [_pattern(reading) for reading in readings]
    spans = sorted(
        (match.span() for pattern in patterns for match in pattern.finditer(folded) if match.group()),
        key=lambda span: (span[0], -span[1]),
    )
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def plain(text: str) -> str:
    """A text in which spelling variants look alike, of the same length."""
    lowered = "".join(one if len(one) == 1 else char for char in text for one in [char.lower()])
    return fold(lowered).translate(_OLD_RUSSIAN)


def _sounds(name: str) -> frozenset[str]:
    return frozenset(key for key in name_keys(name) if key.startswith(("py:", "ro:")))


def _one(reading: str) -> str:
    expression_ = match_expression(reading)
    return f"({expression_})" if " AND " in expression_ else expression_


def _widened(words: str, names: NameIndex) -> Term:
    bearers = names.bearers(words) if len(words) >= _SHORTEST else ()
    own = set(_spellings(words))
    aliases: dict[str, str] = {}
    for entity in bearers:
        for name in (entity.canonical, *(name.text for name in entity.names)):
            if len(name) >= _SHORTEST and not own & set(_spellings(name)):
                aliases.setdefault(name_key(name, ""), name)
    return Term(words=words, aliases=tuple(aliases.values()), entities=tuple(one.id for one in bearers))


def _keys(entity: Entity) -> Iterator[str]:
    yield from _spellings(entity.canonical)
    for name in entity.names:
        yield from _spellings(name.text)


def _spellings(words: str) -> tuple[str, ...]:
    """The keys under which a name may be kept: with and without the spaces of Russian."""
    return tuple(dict.fromkeys(filter(None, (name_key(words, "ru"), name_key(words, "")))))


def _rank(key: str, name: str) -> int:
    """How well typed words fit a name: 0 equal, 1 its beginning, 2 inside it, 3 not at all."""
    if key == name:
        return 0
    if name.startswith(key):
        return 1
    return 2 if len(key) >= _SHORTEST and key in name else 3


def _pattern(reading: str) -> re.Pattern[str]:
    """A reading as it may be printed: broken over lines, hyphenated, with another Russian ending."""
    words = [_word(part) for part in plain(reading).split()]
    return re.compile(r"\s+".join(words))


def _word(part: str) -> str:
    if _EAST.search(part):
        return r"\s*".join(re.escape(char) for char in part)
    stem = segment(part).split(" ")[0] or part
    broken = r"(?:[-\u00ad]\r?\n)?".join(re.escape(char) for char in stem)
    return rf"(?<!\w){broken}\w*(?:-\w+)?"
