"""What people decided about who is who, laid over what the linker found: merge, split, keep apart, another kind.

The linker gathers mentions in groups, one a thing. Decisions change the groups in the order they were made; each
speaks of things by an entry of the authority file or by mentions, never by an entity's id, which a better
recogniser or a corrected text would change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from ontology.decisions import Verb
from ontology.ids import content_id
from ontology.kinds import Kind
from ontology.names import fold
from ontology.records import Mention

ENTRY = "="
"""Begins the key of a group that is an entry of the authority file."""
APART = frozenset({Verb.NEVER_MERGE, Verb.SAME_AS})
"""Decisions after which two things stay two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing as a decision means it: an entry of the authority file, else what these mentions name."""

    entry: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One decision about who is who, in the words of the archive as it is now.

    Of a split the first thing is what is split, the others are the mentions that go off, together.
    """

    id: str
    verb: Verb
    things: tuple[Thing, ...]
    why: str  # said of every link it makes
    kind: Kind | None = None  # of a retype


class Placed(Protocol):
    """A mention with whatever the linker keeps beside it."""

    @property
    def mention(self) -> Mention:
        """The mention itself."""


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled(Generic[P]):
    """The groups after all decisions, the kinds decided for some, and why a mention is where it is."""

    groups: Mapping[str, list[P]]
    kinds: Mapping[str, Kind]  # by key of a group
    reasons: Mapping[str, str]  # by mention id
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # entries merged into an entry's group


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """All decisions about who is who, the earliest first."""

    rulings: tuple[Ruling, ...] = ()

    @property
    def version(self) -> str:
        """What was decided, as a word; empty where nothing was."""
        return content_id("dcd", *map(repr, self.rulings)) if self.rulings else ""

    def applied(self, groups: Mapping[str, list[P]]) -> Ruled[P]:
        """The groups as people want them; keys of entries begin with `=`, all others are the linker's own."""
        if not self.rulings:
            return Ruled(groups=groups, kinds={}, reasons={})
        settling = _Settling(groups, self.rulings)
        for ruling in self.rulings:
            settling.follow(ruling)
        return Ruled(
            groups={key: group for key, group in settling.groups.items() if group},
            kinds=settling.kinds,
            reasons=settling.reasons,
            also={key: tuple(entries) for key, entries in settling.also.items()},
        )


NONE = Constraints()
"""Nobody has decided anything."""


class _Settling(Generic[P]):
    """The groups while decisions are followed one by one."""

    def __init__(self, groups: Mapping[str, list[P]], rulings: Sequence[Ruling]) -> None:
        self.groups = {key: list(group) for key, group in groups.items()}
        self.kinds: dict[str, Kind] = {}
        self.reasons: dict[str, str] = {}
        self.also: dict[str, list[str]] = {}
        self._moved: dict[str, str] = {}  # the key of a group that went into another
        self._bans: list[tuple[Thing, Thing]] = []
        wanted = {one for ruling in rulings for thing in ruling.things for one in thing.mentions}
        self._at = {
            placed.mention.id: key
            for key, group in groups.items()
            for placed in group
            if placed.mention.id in wanted
        }

    def follow(self, ruling: Ruling) -> None:
        """Do what one decision says, as far as what it speaks of is there."""
        if ruling.verb is Verb.MERGE:
            self._merge(ruling)
        elif ruling.verb is Verb.SPLIT:
            self._split(ruling)
        elif ruling.verb in APART:
            self._keep_apart(ruling)
        elif ruling.verb is Verb.RETYPE and ruling.kind is not None:
            key = self._key(ruling.things[0])
            if key is not None:
                self.kinds[key] = ruling.kind
                self._say(ruling, self.groups.get(key, ()))

    def _key(self, thing: Thing) -> str | None:
        """The group of a thing: its entry's, else the one that most of its mentions are in."""
        if thing.entry:
            return self._now(ENTRY + thing.entry)
        keys = Counter(self._now(self._at[one]) for one in thing.mentions if one in self._at)
        return min(keys, key=lambda key: (-keys[key], key)) if keys else None

    def _now(self, key: str) -> str:
        while key in self._moved:
            key = self._moved[key]
        return key

    def _merge(self, ruling: Ruling) -> None:
        keys = list(dict.fromkeys(key for thing in ruling.things if (key := self._key(thing)) is not None))
        if len(keys) < 2 or self._is_banned(set(keys)):
            return
        kept = next((key for key in keys if key.startswith(ENTRY)), min(keys))
        for key in keys:
            if key == kept:
                continue
            group = self.groups.pop(key, [])
            self.groups.setdefault(kept, []).extend(group)
            self._say(ruling, group)
            self._moved[key] = kept
            if key.startswith(ENTRY):
                entries = [key.removeprefix(ENTRY), *self.also.pop(key, ())]
                self.also.setdefault(kept, []).extend(entries)
            if key in self.kinds:
                self.kinds.setdefault(kept, self.kinds.pop(key))

    def _is_banned(self, keys: set[str]) -> bool:
        """Whether a merge of these groups would make one of what somebody wants to be two."""
        pairs = ({self._key(first), self._key(second)} for first, second in self._bans)
        return any(len(pair) == 2 and pair <= keys for pair in pairs)

    def _split(self, ruling: Ruling) -> None:
        whole, *parts = ruling.things
        key = self._key(whole)
        going = {one for part in parts for one in part.mentions}
        if key is not None:
            self._part(ruling, key, going)

    def _keep_apart(self, ruling: Ruling) -> None:
        """Two things that became one in the meantime are parted again; names alike go with their own."""
        for place, first in enumerate(ruling.things):
            for second in ruling.things[place + 1 :]:
                self._bans.append((first, second))
                key = self._key(first)
                if key is None or key != self._key(second):
                    continue
                stays, goes = (second, first) if second.entry and not first.entry else (first, second)
                self._part(ruling, key, _own(self.groups[key], stays, goes), mark=str(place))

    def _part(self, ruling: Ruling, key: str, going: set[str], *, mark: str = "") -> None:
        """Take mentions out of a group into one of their own."""
        group = self.groups.get(key, [])
        off = [placed for placed in group if placed.mention.id in going]
        if not off or (len(off) == len(group) and not key.startswith(ENTRY)):
            return
        new = f"{ruling.id}{mark}"
        self.groups[key] = [placed for placed in group if placed.mention.id not in going]
        self.groups.setdefault(new, []).extend(off)
        self._at |= {placed.mention.id: new for placed in off if placed.mention.id in self._at}
        self._say(ruling, off)

    def _say(self, ruling: Ruling, group: Iterable[P]) -> None:
        for placed in group:
            self.reasons[placed.mention.id] = ruling.why


def _own(group: Iterable[Placed], stays: Thing, goes: Thing) -> set[str]:
    """The mentions of a group that go with one of two things: those meant, and those written like them alone."""
    mentions = {placed.mention.id: placed.mention for placed in group}
    theirs = [mentions[one] for one in goes.mentions if one in mentions and one not in stays.mentions]
    ours = [mentions[one] for one in stays.mentions if one in mentions]
    near = {(one.record, fold(one.text)) for one in theirs} - {(one.record, fold(one.text)) for one in ours}
    alike = {fold(one.text) for one in theirs} - {fold(one.text) for one in ours}
    here = {(one.record, fold(one.text)) for one in ours}
    going = {one.id for one in theirs}
    for mention in mentions.values():
        place = (mention.record, fold(mention.text))
        if mention.id not in stays.mentions and (place in near or (place[1] in alike and place not in here)):
            going.add(mention.id)
    return going
