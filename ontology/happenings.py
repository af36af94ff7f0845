"""When several records tell of one event: what their accounts share, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ontology.authority import Authority
from ontology.ids import content_id
from ontology.kinds import Kind
from ontology.records import DateValue, EventMention, Part, entity_id

_WIDE = frozenset({"country", "province", "region", "historical_polity", "league", "railway", "river", "sea"})
"""Kinds of place too wide to say that two records mean the same spot."""

KEY_PART: Mapping[str, Part] = {
    "death": Part.DIED,
    "birth": Part.BORN,
    "founding": Part.FOUNDED,
    "signing": Part.SIGNED,
    "arrest": Part.ARRESTED,
    "trial": Part.DEFENDANT,
}
"""The part that says which happening of its kind one is: whose death, which treaty."""

EVENT_TYPES: Mapping[str, tuple[str, str, str]] = {
    "named": ("事件", "event", "событие"),
    "founding": ("成立", "founding", "основание"),
    "reorganization": ("改编", "reorganization", "реорганизация"),
    "battle": ("战斗", "fighting", "бой"),
    "death": ("去世", "death", "смерть"),
    "birth": ("出生", "birth", "рождение"),
    "meeting": ("会议", "meeting", "собрание"),
    "signing": ("签订", "signing", "подписание"),
    "publication": ("发表", "publication", "публикация"),
    "construction": ("修建", "construction", "строительство"),
    "discovery": ("发现", "discovery", "обнаружение"),
    "movement": ("转移", "movement", "перемещение"),
    "uprising": ("起事", "uprising", "восстание"),
    "surrender": ("投降", "surrender", "капитуляция"),
    "diplomacy": ("外交", "diplomacy", "дипломатия"),
    "arrest": ("被捕", "arrest", "арест"),
    "visit": ("访问", "visit", "посещение"),
    "trial": ("审判", "trial", "суд"),
    "appointment": ("任免", "appointment", "назначение"),
}
"""What kinds of happening are called in Chinese, English and Russian: our own words, never those of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event that several records tell of, with all their accounts; none of them is preferred."""

    id: str  # entity id of an event
    accounts: tuple[EventMention, ...]
    why: str  # what the accounts share


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Which places lie inside which: cities, counties and what is smaller."""

    within: Mapping[str, frozenset[str]]  # entity id to the ids of all places around it
    wide: frozenset[str]  # ids of countries, provinces, rivers …

    def agree(self, some: Collection[str], others: Collection[str]) -> bool:
        """Whether two accounts name the same spot, or one inside the other."""
        return any(self._same(one, other) for one in some for other in others)

    def apart(self, some: Collection[str], others: Collection[str]) -> bool:
        """Whether two accounts name different spots; a wide place, or none, contradicts nothing."""
        spots, rest = ([one for one in side if one not in self.wide] for side in (some, others))
        return bool(spots and rest) and not self.agree(spots, rest)

    def _same(self, one: str, other: str) -> bool:
        if one == other:
            return one not in self.wide
        nothing: frozenset[str] = frozenset()
        return other in self.within.get(one, nothing) or one in self.within.get(other, nothing)


def whereabouts(authority: Authority) -> Whereabouts:
    """What the authority files say about places inside places."""
    places = {entry.id: entry for entry in authority.of(Kind.PLACE)}
    types = {id_: one.fields.get("place_type") or one.fields.get("type") or "" for id_, one in places.items()}
    narrow = {id_ for id_, type_ in types.items() if type_ and type_ not in _WIDE}
    around = {id_: {up for up in one.ids("broader") if up in narrow} for id_, one in places.items()}
    within = {id_: _closure(around, id_) for id_ in places if around[id_]}
    return Whereabouts(
        within={_entity(id_): frozenset(map(_entity, above)) for id_, above in within.items()},
        wide=frozenset(_entity(id_) for id_, type_ in types.items() if type_ in _WIDE),
    )


def dates_apart(one: DateValue | None, other: DateValue | None) -> bool:
    """Whether two dates cannot both be true; an unknown one contradicts nothing."""
    if one is None or other is None or not (one.hi and other.hi and one.lo and other.lo):
        return False
    return one.hi < other.lo or other.hi < one.lo


def happening_id(first: EventMention) -> str:
    """The id of an event that records only tell of: it hangs on the first of its accounts."""
    return entity_id(Kind.EVENT, content_id("hap", first.record, first.start, first.end, first.type))


def type_label(type_: str, lang: str) -> str:
    """What a kind of happening is called in a language."""
    zh, en, ru = EVENT_TYPES.get(type_, EVENT_TYPES["named"])
    return {"zh": zh, "ru": ru}.get(lang, en)


def _closure(around: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        for up in around.get(todo.pop(), set()) - found - {start}:
            found.add(up)
            todo.append(up)
    return found


def _entity(id_: str) -> str:
    return entity_id(Kind.PLACE, id_)
