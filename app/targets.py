"""What people decide about, looked up in the archive and anchored in its texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.wishes import Span
from kg.records import Archive, LinkedMention
from kg.records.finding import Finder, qualifier_of
from ontology.anchors import Anchor, anchor_in
from ontology.authority import Authority, load_authority
from ontology.decisions import MENTION, Target
from ontology.errors import BadInput
from ontology.kinds import Kind
from ontology.names import name_key
from ontology.records import Assertion, Entity, Mention, Record, entity_id, mention_id

CLAIM = "ast-"
"""Begins the id of a claim."""
MOST = 24
"""Places at most by which a thing is remembered."""
MOST_OF_AN_END = 6
"""Places at most by which the ends of a claim are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of text that is a name, or could be one."""

    id: str  # of the mention that is there, or would be
    anchor: Anchor
    mention: Mention | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A thing somebody named, with what tells it later."""

    id: str
    target: Target


class Subjects:
    """Looks up what decisions are to be about; remembers what it read, so make one for each batch."""

    def __init__(self, archive: Archive, *, authority: Authority | None = None) -> None:
        """Look into an archive and the authority files."""
        self._archive = archive
        self._authority = authority or load_authority()
        self._finder = Finder(archive)
        self._things: dict[str, Meant] = {}

    def claim(self, id_: str) -> tuple[Assertion, Target]:
        """A claim by its id."""
        sourced = self._archive.assertion(id_)
        if sourced is None:
            raise BadInput(
                id_, "no record makes this claim", "Find its id with `dangmai show WORKSPACE NAME`."
            )
        claim = sourced.assertion
        head, tail = (self._end(end, claim) for end in (claim.subject, claim.object))
        shown = {one.record: one for one in reversed(claim.evidence)}
        anchors = tuple(anchor_in(self._record(one.record), one.start, one.end) for one in shown.values())
        return claim, Target(
            label=f"{head.label} {claim.predicate} {tail.label}",
            anchors=anchors,
            predicate=claim.predicate,
            qualifier=qualifier_of(claim),
            ends=(head, tail),
        )

    def place(self, said: str | Span) -> Place:
        """A name in a text: the id of a mention, or a stretch of a record."""
        if isinstance(said, str):
            record, start, end = self._of_mention(said)
        else:
            record, start, end = self._record(said.record), said.start, said.end
        anchor = anchor_in(record, start, end)
        if anchor.quote != anchor.quote.strip():
            raise BadInput(
                record.key, f"the span {start}–{end} begins or ends blank", "Leave the blanks out."
            )
        there = self._archive.mentions(record.id)
        found = next((one for one in there if (one.start, one.end) == (start, end)), None)
        return Place(id=mention_id(record, start, end), anchor=anchor, mention=found)

    def thing(self, said: str | Span) -> Meant:
        """A thing: its id, its name, an id of the authority files, or a name in a text that stands for it."""
        if isinstance(said, Span) or said.startswith(MENTION):
            return self._named_at(self.place(said))
        if said not in self._things:
            self._things[said] = self._looked_up(said)
        return self._things[said]

    def entity_at(self, place: Place) -> str:
        """The id of what a name in a text stands for; empty where no name is marked."""
        link = self._archive.links(place.mention.record).get(place.mention.id) if place.mention else None
        return link.entity if link else ""

    def entity_now(self, target: Target) -> str:
        """The id of what was meant by a target of an earlier decision, as things are now."""
        found = self._finder.entity(target)
        return found.id if found else ""

    def mentions_of(self, entity: str) -> int:
        """How often a thing is named."""
        return len(self._archive.mentions_of(entity))

    def _looked_up(self, said: str) -> Meant:
        entity = self._archive.entity(said)
        if entity is None:
            named = self._by_name.get(said) or self._by_key.get(name_key(said)) or []
            if len(named) > 1:
                ids = ", ".join(sorted(one.id for one in named))
                raise BadInput(
                    said, f"several things are called so: {ids}", "Give the id of the one you mean."
                )
            entity = next(iter(named), None)
        if entity is not None:
            return Meant(id=entity.id, target=self._target(entity, MOST))
        entry = self._authority.entries.get(said)
        if entry is None:
            raise BadInput(
                said, "nothing in this archive has this id or name", "Look it up with dangmai search."
            )
        unnamed = Target(label=entry.canonical, kind=entry.kind.value, authority=entry.id)
        return Meant(id=entity_id(entry.kind, entry.id), target=unnamed)

    @cached_property
    def _by_name(self) -> dict[str, list[Entity]]:
        """The things by their canonical name, and by the id they have in the authority files."""
        found: dict[str, list[Entity]] = {}
        for entity in self._archive.entities():
            for name in {entity.canonical, entity.authority} - {""}:
                found.setdefault(name, []).append(entity)
        return found

    @cached_property
    def _by_key(self) -> dict[str, list[Entity]]:
        """The things by any of their names, however it is spelled."""
        found: dict[str, list[Entity]] = {}
        for entity in self._archive.entities():
            keys = {name_key(name.text, name.lang if name.lang == "ru" else "") for name in entity.names}
            for key in sorted(keys):
                found.setdefault(key, []).append(entity)
        return found

    def _named_at(self, place: Place) -> Meant:
        entity = self._archive.entity(self.entity_at(place))
        if entity is None:
            raise BadInput(place.anchor.quote, "no name is marked here", "Accept it as a name first.")
        target = Target(label=place.anchor.quote, kind=entity.kind.value, anchors=(place.anchor,))
        return Meant(id=entity.id, target=target)

    def _end(self, entity: str, claim: Assertion) -> Target:
        """An end of a claim, remembered by its names in the claim's own record first."""
        found = self._archive.entity(entity)
        if found is None:
            return Target(label=entity)
        return self._target(found, MOST_OF_AN_END, near={one.record for one in claim.evidence})

    def _target(self, entity: Entity, most: int, *, near: set[str] | None = None) -> Target:
        named = self._archive.mentions_of(entity.id)
        ordered = sorted(named, key=lambda one: one.mention.record not in (near or ()))
        chosen = _telling(ordered, most)
        return Target(
            label=entity.canonical,
            kind=entity.kind.value,
            authority=entity.authority,
            anchors=tuple(anchor_in(self._record(m.record), m.start, m.end) for m in chosen),
        )

    def _of_mention(self, said: str) -> tuple[Record, int, int]:
        row = self._archive.mention(said)
        if row is None:
            raise BadInput(
                said, "no name has this id", "Give the record with start and end, or an id from dangmai why."
            )
        return self._record(row.record), row.start, row.end

    def _record(self, said: str) -> Record:
        record = self._finder.record_called(said)
        if record is None:
            raise BadInput(said, "no record has this id, key or 档号", "Look it up with dangmai search.")
        return record


def _telling(named: Sequence[LinkedMention], most: int) -> list[Mention]:
    """The mentions that tell a thing best: every spelling once, every record once, then the others."""
    every = [one.mention for one in named]
    order = [*_firsts(every, "text"), *_firsts(every, "record"), *every]
    return list({one.id: one for one in order}.values())[:most]


def _firsts(mentions: Sequence[Mention], what: str) -> Iterator[Mention]:
    seen = set()
    for one in mentions:
        if getattr(one, what) not in seen:
            seen.add(getattr(one, what))
            yield one


def kind_named(said: str, place: str) -> Kind:
    """A kind by its name."""
    try:
        return Kind(said.upper())
    except ValueError:
        kinds = ", ".join(kind.value for kind in Kind)
        raise BadInput(place, f"“{said}” is no kind", f"Use one of {kinds}.") from None
