"""Which happenings of several records are one event. A wrong join is worse than none: who could be either is neither.

Named events are joined by their name, by the linker; this is for those that records only tell of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from ontology.happenings import KEY_PART, Happening, Whereabouts, dates_apart, happening_id
from ontology.names import fold
from ontology.records import DateValue, EventMention, Part

JOINING = "joining-1"
"""The version of these rules."""

_ONCE = frozenset({"death", "birth"})
"""What happens to anybody once: accounts of it are of one event, whatever day and place they give."""
_UNPLACED = frozenset({"founding", "signing"})
"""A body founded or a treaty signed in a month says enough without a place."""
_MET = frozenset({"battle", "meeting", "uprising", "surrender"})
"""What is told by its place and who took part."""
_OTHER_SENSE = {
    "arrest": "释|出狱|越狱|引渡|освобо",
    "battle": "失守|失陷|陷落|沦陷|撤|退|负伤|受伤|戒严|封锁",
    "meeting": "闭幕|选|通过|议决|宴|座谈",
    "surrender": "宣战|宣戦",
    "founding": "恢复|重建|复",
}
"""Words of a kind that tell of another turn of things than the others do."""
_MOST = 200
"""A contradictory knot of more tellings than this is left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """What one record tells of one happening, in one or more words of a sentence."""

    mentions: tuple[EventMention, ...]
    places: frozenset[str]
    people: frozenset[str]
    key: frozenset[str]
    date: DateValue | None  # only where the sentence itself says it

    @property
    def first(self) -> EventMention:
        """The word that stands for it."""
        return self.mentions[0]

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Its place among all tellings, whatever order they came in."""
        return _order(self.first)

    def of_part(self, part: Part) -> frozenset[str]:
        """Who took a part in it."""
        return frozenset(one.entity for event in self.mentions for one in event.frame if one.part == part)


def joined(events: Iterable[EventMention], places: Whereabouts) -> tuple[Happening, ...]:
    """The happenings that two records or more tell of; the order of events does not matter."""
    plain = sorted((one for one in events if not one.event and one.type in {*KEY_PART, *_MET}), key=_order)
    tellings = list(_tellings(plain))
    once = [one for one in tellings if _is_once(one)]
    groups = [*_by_key(once), *_by_likeness([one for one in tellings if not _is_once(one)], places)]
    found = [_happening(group) for group in groups if len({one.first.record for one in group}) > 1]
    return tuple(sorted(found, key=lambda one: one.id))


def _order(event: EventMention) -> tuple[str, int, int, str]:
    return event.record, event.start, event.end, event.type


def _tellings(events: Sequence[EventMention]) -> Iterator[_Telling]:
    """What each record tells, the words of one sentence about one happening together."""
    for _, group in groupby(events, key=lambda one: (one.record, one.sentence)):
        open_: list[list[EventMention]] = []
        for event in group:
            mine = next((one for one in open_ if _goes_on(one, event)), None)
            if mine is None:
                open_.append([event])
            else:
                mine.append(event)
        yield from map(_telling, open_)


def _goes_on(told: list[EventMention], event: EventMention) -> bool:
    """Whether a word goes on about a happening: 攻占某城，歼敌三百."""
    first = told[0]
    if (first.type, first.date, _sense(first)) != (
        event.type,
        event.date,
        _sense(event),
    ) or event.sentence == (0, 0):
        return False
    places = {place for one in told for place in one.places}
    known = [
        {one.entity for each in side for one in each.frame if one.part == KEY_PART.get(event.type)}
        for side in (told, [event])
    ]
    return (not event.places or bool(places & set(event.places))) and (not all(known) or known[0] == known[1])


def _telling(mentions: list[EventMention]) -> _Telling:
    first = mentions[0]
    part = KEY_PART.get(first.type)
    framed = [one for event in mentions for one in event.frame]
    named = {one for event in mentions for one in event.participants}
    return _Telling(
        mentions=tuple(mentions),
        places=frozenset(place for event in mentions for place in event.places),
        people=frozenset(named | {one.entity for one in framed}),
        key=frozenset(one.entity for one in framed if one.part == part),
        date=first.date if first.dated else None,
    )


def _is_once(telling: _Telling) -> bool:
    """Whether it is the death or the birth of one person."""
    return telling.first.type in _ONCE and len(telling.key) == 1


def _by_key(tellings: Sequence[_Telling]) -> Iterator[list[_Telling]]:
    groups: dict[tuple[str, frozenset[str]], list[_Telling]] = {}
    for one in tellings:
        groups.setdefault((one.first.type, one.key), []).append(one)
    return iter(groups.values())


def _by_likeness(tellings: Sequence[_Telling], places: Whereabouts) -> Iterator[list[_Telling]]:
    """Groups whose members agree, none of them with two tellings that contradict each other."""
    near: dict[int, set[int]] = {}
    for one, other in sorted(_pairs(tellings)):
        if _agree(tellings[one], tellings[other], places):
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    for group in _components(near):
        if not _torn(group, tellings, places):
            yield [tellings[one] for one in group]
        elif len(group) <= _MOST:
            sure = {
                one: {o for o in near[one] if not _doubtful(one, o, near, tellings, places)} for one in group
            }
            for part in _components({one: others for one, others in sure.items() if others}):
                if not _torn(part, tellings, places):
                    yield [tellings[one] for one in part]


def _pairs(tellings: Sequence[_Telling]) -> set[tuple[int, int]]:
    """The tellings worth comparing: of one kind, with one thing or person in common, in one month."""
    blocks: dict[tuple[str, str, int], list[int]] = {}
    for number, one in enumerate(tellings):
        if one.date is None or not _within_a_month(one.date):
            continue
        for entity in one.people | one.key:
            for month in {one.date.lo // 100, one.date.hi // 100}:
                blocks.setdefault((one.first.type, entity, month), []).append(number)
    return {pair for block in blocks.values() for pair in combinations(block, 2)}


def _within_a_month(date: DateValue) -> bool:
    return bool(date.lo and date.hi) and date.lo // 100 == date.hi // 100


def _agree(one: _Telling, other: _Telling, places: Whereabouts) -> bool:
    """Whether two tellings share all that makes them one happening, and nothing speaks against it."""
    if _against(one, other, places):
        return False
    type_ = one.first.type
    if type_ in KEY_PART and (not one.key or one.key != other.key):
        return False
    met = type_ in _UNPLACED or places.agree(one.places, other.places)
    return met and bool(one.people & other.people or one.key)


def _against(one: _Telling, other: _Telling, places: Whereabouts) -> bool:
    """Whether two tellings cannot be of one happening."""
    keyed = one.first.type in KEY_PART
    crossed = one.of_part(Part.ATTACKER) & other.of_part(Part.DEFENDER) or one.of_part(
        Part.DEFENDER
    ) & other.of_part(Part.ATTACKER)
    return bool(
        (one.first.record == other.first.record and not keyed)
        or dates_apart(one.date, other.date)
        or (one.key and other.key and not one.key & other.key)
        or places.apart(one.places, other.places)
        or _sense(one.first) != _sense(other.first)
        or crossed
    )


def _sense(event: EventMention) -> bool:
    """Whether its word tells of the other turn of things: set free and not arrested, lost and not taken."""
    words = _OTHER_SENSE.get(event.type)
    return words is not None and re.search(words, fold(event.text).lower()) is not None


def _components(near: dict[int, set[int]]) -> Iterator[list[int]]:
    seen: set[int] = set()
    for start in sorted(near):
        if start in seen:
            continue
        group, todo = {start}, [start]
        while todo:
            for other in near.get(todo.pop(), set()) - group:
                group.add(other)
                todo.append(other)
        seen |= group
        yield sorted(group)


def _torn(group: Sequence[int], tellings: Sequence[_Telling], places: Whereabouts) -> bool:
    """Whether two of a group contradict each other."""
    return any(_against(tellings[one], tellings[other], places) for one, other in combinations(group, 2))


def _doubtful(
    one: int, other: int, near: dict[int, set[int]], tellings: Sequence[_Telling], places: Whereabouts
) -> bool:
    """Whether one of two could as well be of a third that the other contradicts."""
    return any(
        _against(tellings[third], tellings[against], places)
        for mine, against in ((one, other), (other, one))
        for third in near[mine] - {against}
    )


def _happening(group: Sequence[_Telling]) -> Happening:
    accounts = sorted((event for one in group for event in one.mentions), key=_order)
    type_ = accounts[0].type
    if all(map(_is_once, group)):
        why = f"the {type_} of one person"
    elif type_ in KEY_PART:
        why = f"the same {type_} by what it is of and when" + (
            "" if type_ in _UNPLACED else ", and by its place"
        )
    else:
        why = f"the same {type_} by time, place and who took part"
    return Happening(id=happening_id(accounts[0]), accounts=tuple(accounts), why=why)
