"""What is on display in an exhibition, as its curator sees it and moves it about."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.text import Texts
from app.widgets.links import entity_link, passage_link, record_link
from app.widgets.marks import short_quote
from kg.curation import Exhibition, Item, ItemKind, caption, move_item, remove
from kg.queries import Sight, passage_at
from ontology.access import Access


def exhibit(made: Exhibition, sight: Sight, place: tuple[int, int], t: Texts) -> Exhibition | None:
    """One item of a section with what can be done to it; the exhibition as it shall be, if something was done."""
    section, index = place
    item = made.sections[section].items[index]
    # The key holds what is shown: after a move the words typed under one item must not stick to another.
    key = f"{made.id} {section} {index} {item}"
    with st.container(border=True):
        _shown(sight, item, t)
        words_under = st.text_input(t("curate.caption"), item.caption, key=f"caption {key}")
        if words_under != item.caption:
            return caption(made, section, index, text=words_under)
        row = st.container(horizontal=True)
        verbs: tuple[tuple[str, str, Callable[[], Exhibition]], ...] = (
            ("curate.up", "arrow_upward", lambda: move_item(made, section, index, to=index - 1)),
            ("curate.down", "arrow_downward", lambda: move_item(made, section, index, to=index + 1)),
            ("curate.remove", "delete", lambda: remove(made, section, index)),
        )
        for verb, icon, changed in verbs:
            if row.button(t(verb), icon=f":material/{icon}:", key=f"{verb} {key}"):
                return changed()
    return None


def _shown(sight: Sight, item: Item, t: Texts) -> None:
    """What the item shows, with a warning where the public would not see it."""
    if item.kind is ItemKind.ENTITY:
        ref = sight.ref(item.ref)
        if ref:
            entity_link(ref, t("kind." + ref.kind.value))
        return
    record = sight.record_ref(item.record)
    if record is None:
        st.caption(t("app.none"))
        return
    if item.kind is ItemKind.PASSAGE:
        passage = passage_at(sight, item.record, item.start, item.end)
        st.html(short_quote(passage))
        passage_link(passage, t)
    else:
        record_link(record, t, note=t("record.page", n=item.ref))
    if not Access(record.access).is_open:
        st.warning(t("curate.not_open"), icon=":material/lock:")
