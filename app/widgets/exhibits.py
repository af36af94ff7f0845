"""What is on display in an exhibition, as its curator sees it."""

from __future__ import annotations

import streamlit as st

from app.text import Texts
from app.widgets.links import entity_link, passage_link, record_link
from app.widgets.marks import short_quote
from kg.curation import Item, ItemKind
from kg.queries import Sight, passage_at
from ontology.access import Access


def exhibit(sight: Sight, item: Item, t: Texts) -> None:
    """One thing on display, with a warning where the public would not see it."""
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
