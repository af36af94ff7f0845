"""What curators and teachers make of an archive: exhibitions and topic packs. They refer; they copy nothing."""

from kg.curation.drafts import draft_from_pack, draft_from_search, entity_item, image_item, passage_item
from kg.curation.exhibitions import (
    Exhibition,
    Item,
    ItemKind,
    Section,
    add_item,
    add_section,
    caption,
    move_item,
    move_section,
    new_exhibition,
    remove,
    remove_section,
    retitle,
    write_section,
)
from kg.curation.packs import Pack, PackEntry, topic_pack
from kg.curation.questions import Question, Source
from kg.curation.shelf import ExhibitionShelf

__all__ = [
    "Exhibition",
    "ExhibitionShelf",
    "Item",
    "ItemKind",
    "Pack",
    "PackEntry",
    "Question",
    "Section",
    "Source",
    "add_item",
    "add_section",
    "caption",
    "draft_from_pack",
    "draft_from_search",
    "entity_item",
    "image_item",
    "move_item",
    "move_section",
    "new_exhibition",
    "passage_item",
    "remove",
    "remove_section",
    "retitle",
    "topic_pack",
    "write_section",
]
