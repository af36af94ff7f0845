"""The contracts of the pipeline: who finds, who decides who it is, who says what is claimed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ontology.records import Assertion, DateMention, Entity, EventMention, Link, Mention, Record

if TYPE_CHECKING:
    from extraction.link.constraints import Constraints


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A record with what was found in it, in order of position."""

    record: Record
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Who is who in an archive: the entities, and for every mention the entity it stands for."""

    entities: Mapping[str, Entity]  # by entity id
    links: Mapping[str, Link]  # by mention id

    def entity_of(self, mention: Mention) -> Entity | None:
        """The entity a mention stands for."""
        link = self.links.get(mention.id)
        return self.entities.get(link.entity) if link else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What one record claims: assertions between entities, and the things that happened."""

    assertions: tuple[Assertion, ...]
    events: tuple[EventMention, ...]
    unfinished: bool = False  # whether somebody who was asked did not answer: worth asking again another day


class Recognizer(Protocol):
    """Finds mentions and dates. Never decides who they are: that is the Linker's work."""

    @property
    def version(self) -> str:
        """What the found spans depend on besides the text: rules, vocabularies, models."""

    def recognize(self, record: Record) -> Marked:
        """Mark one record; spans are in L0."""


class Linker(Protocol):
    """Decides who is who over a whole archive. Never adds or moves a mention."""

    @property
    def version(self) -> str:
        """What the links depend on besides the mentions: rules and authority files."""

    def under(self, constraints: Constraints) -> Linker:
        """The same linker, bound by what people decided about who is who."""

    def link(self, archive: Iterable[Marked]) -> Linked:
        """Link every mention of an archive; the order of records does not matter."""


class Relator(Protocol):
    """States what a record claims about linked things. Never judges whether it is true."""

    @property
    def version(self) -> str:
        """What the claims depend on besides mentions and links."""

    def relate(self, marked: Marked, linked: Linked) -> Claims:
        """The claims of one record, each with its evidence."""
