"""An exhibition: sections of things, passages and page images, in the curator's order and with the curator's words.

It refers to entities and passages and copies nothing, so that what is later closed or corrected is closed and
corrected here too. Every verb returns a new exhibition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from ontology.errors import BadInput
from ontology.ids import content_id


class ItemKind(StrEnum):
    """What an item shows."""

    ENTITY = "entity"
    PASSAGE = "passage"
    IMAGE = "image"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing on display.

    An entity item also keeps one mention (record, start, end): after entities were merged or split, the one
    that now holds that mention is shown.
    """

    kind: ItemKind
    ref: str = ""  # entity id; for an image the page number
    record: str = ""
    start: int = 0
    end: int = 0
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A room of the exhibition: a heading, the curator's text, and items in order."""

    title: str
    text: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibition:
    """A title, an introduction and sections in order."""

    id: str
    title: str
    intro: str = ""
    sections: tuple[Section, ...] = ()


def new_exhibition(title: str, *, ordinal: int = 0, intro: str = "") -> Exhibition:
    """An empty exhibition; its id is made of its first title and how many of that title there were before."""
    if not title.strip():
        raise BadInput("exhibition", "it has no title", "Give it one.")
    return Exhibition(id=content_id("exh", title.strip(), ordinal), title=title.strip(), intro=intro)


def retitle(exhibition: Exhibition, title: str, *, intro: str | None = None) -> Exhibition:
    """The exhibition under another title, with another introduction if one is given; its id stays."""
    return replace(exhibition, title=title, intro=exhibition.intro if intro is None else intro)


def add_section(exhibition: Exhibition, title: str, *, text: str = "") -> Exhibition:
    """The exhibition with one more section at its end."""
    return replace(exhibition, sections=(*exhibition.sections, Section(title=title, text=text)))


def write_section(
    exhibition: Exhibition, section: int, *, title: str | None = None, text: str | None = None
) -> Exhibition:
    """The exhibition with another heading or text in a section."""
    old = _section(exhibition, section)
    new = replace(old, title=old.title if title is None else title, text=old.text if text is None else text)
    return _with_section(exhibition, section, new)


def move_section(exhibition: Exhibition, section: int, *, to: int) -> Exhibition:
    """The exhibition with a section at another place."""
    _section(exhibition, section)
    return replace(exhibition, sections=_moved(exhibition.sections, section, to))


def remove_section(exhibition: Exhibition, section: int) -> Exhibition:
    """The exhibition without a section."""
    _section(exhibition, section)
    return replace(exhibition, sections=_without(exhibition.sections, section))


def add_item(exhibition: Exhibition, item: Item, *, section: int = -1) -> Exhibition:
    """The exhibition with one more item at the end of a section (the last one unless said otherwise).

    An exhibition without sections gets its first one, under its own title.
    """
    if not exhibition.sections:
        exhibition = add_section(exhibition, exhibition.title)
    at = len(exhibition.sections) - 1 if section == -1 else section
    old = _section(exhibition, at)
    return _with_section(exhibition, at, replace(old, items=(*old.items, item)))


def move_item(
    exhibition: Exhibition, section: int, index: int, *, to: int, to_section: int | None = None
) -> Exhibition:
    """The exhibition with an item at another place, also of another section."""
    old = _section(exhibition, section)
    item = _item(old, index)
    if to_section is None or to_section == section:
        return _with_section(exhibition, section, replace(old, items=_moved(old.items, index, to)))
    taken = _with_section(exhibition, section, replace(old, items=_without(old.items, index)))
    target = _section(taken, to_section)
    place = min(max(to, 0), len(target.items))
    items = (*target.items[:place], item, *target.items[place:])
    return _with_section(taken, to_section, replace(target, items=items))


def caption(exhibition: Exhibition, section: int, index: int, *, text: str) -> Exhibition:
    """The exhibition with other words under an item."""
    old = _section(exhibition, section)
    new = replace(_item(old, index), caption=text)
    items = (*old.items[:index], new, *old.items[index + 1 :])
    return _with_section(exhibition, section, replace(old, items=items))


def remove(exhibition: Exhibition, section: int, index: int) -> Exhibition:
    """The exhibition without an item."""
    old = _section(exhibition, section)
    _item(old, index)
    return _with_section(exhibition, section, replace(old, items=_without(old.items, index)))


Thing = TypeVar("Thing")


def _moved(things: tuple[Thing, ...], index: int, to: int) -> tuple[Thing, ...]:
    rest = _without(things, index)
    place = min(max(to, 0), len(rest))
    return (*rest[:place], things[index], *rest[place:])


def _without(things: tuple[Thing, ...], index: int) -> tuple[Thing, ...]:
    return (*things[:index], *things[index + 1 :])


def _section(exhibition: Exhibition, at: int) -> Section:
    if not 0 <= at < len(exhibition.sections):
        raise BadInput(exhibition.title, f"it has no section {at + 1}", "Choose one of its sections.")
    return exhibition.sections[at]


def _item(section: Section, at: int) -> Item:
    if not 0 <= at < len(section.items):
        raise BadInput(section.title, f"it has no item {at + 1}", "Choose one of its items.")
    return section.items[at]


def _with_section(exhibition: Exhibition, at: int, section: Section) -> Exhibition:
    sections = (*exhibition.sections[:at], section, *exhibition.sections[at + 1 :])
    return replace(exhibition, sections=sections)
