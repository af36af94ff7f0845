"""From a question to an exhibition in one step: the draft a curator then changes."""

from __future__ import annotations

from collections.abc import Iterable

from kg.curation.exhibitions import Exhibition, Item, ItemKind, Section, new_exhibition
from kg.curation.packs import Pack, PackEntry
from kg.queries.passages import Passage
from kg.queries.searching import SearchPage
from kg.queries.sight import Sight


def entity_item(sight: Sight, entity: str, *, caption: str = "") -> Item:
    """A thing as an item, with the first mention of it that can be read as its anchor."""
    anchor = next(iter(sight.archive.mentions_of(entity, sight.audience)), None)
    if anchor is None:
        return Item(kind=ItemKind.ENTITY, ref=entity, caption=caption)
    mention = anchor.mention
    return Item(
        kind=ItemKind.ENTITY,
        ref=entity,
        record=mention.record,
        start=mention.start,
        end=mention.end,
        caption=caption,
    )


def passage_item(passage: Passage, *, caption: str = "") -> Item:
    """A quoted passage as an item."""
    return Item(
        kind=ItemKind.PASSAGE,
        record=passage.record.id,
        start=passage.start,
        end=passage.end,
        caption=caption,
    )


def image_item(record: str, page: int, *, caption: str = "") -> Item:
    """The image of a page as an item."""
    return Item(kind=ItemKind.IMAGE, ref=str(page), record=record, caption=caption)


def draft_from_search(page: SearchPage, title: str) -> Exhibition:
    """An exhibition of what a search found: the things first, then the passages."""
    things = tuple(Item(kind=ItemKind.ENTITY, ref=hit.entity.id) for hit in page.entities)
    passages = tuple(
        Item(kind=ItemKind.PASSAGE, record=hit.record.id, start=hit.start, end=hit.end) for hit in page.hits
    )
    return _filled(title, (title, (*things, *passages)))


def draft_from_pack(sight: Sight, pack: Pack, *, headings: tuple[str, str, str, str]) -> Exhibition:
    """An exhibition of a topic: people, places, units and events, then the sources; headings in that order."""
    people, places, others, sources = headings
    return _filled(
        pack.title,
        (people, _entities(sight, pack.people)),
        (places, _entities(sight, pack.places)),
        (others, _entities(sight, pack.others)),
        (sources, tuple(passage_item(one.passage) for one in pack.sources)),
    )


def _entities(sight: Sight, entries: Iterable[PackEntry]) -> tuple[Item, ...]:
    return tuple(entity_item(sight, entry.entity.id) for entry in entries)


def _filled(title: str, *sections: tuple[str, tuple[Item, ...]]) -> Exhibition:
    made = new_exhibition(title)
    filled = tuple(Section(title=heading, items=items) for heading, items in sections if items)
    return Exhibition(id=made.id, title=made.title, sections=filled)
