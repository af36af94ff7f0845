"""Answers to a search: things, and passages with their marks or their citation."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.state import AUDIENCE
from app.text import Texts
from app.widgets.links import entity_chips, record_link
from app.widgets.marks import highlighted
from app.widgets.words import plain
from kg.queries import Hit, SearchPage, Sight, citation
from kg.records import Archive

PER_PAGE = 12
"""Passages on one page."""
Place = tuple[str, int]
"""Where a passage is: its record and its first character."""


def answers(page: SearchPage, t: Texts, *, key: str) -> None:
    """What was found by words: things, the names searched for, and the passages page by page."""
    if page.entities:
        found = [
            (one.entity, f"{t('kind.' + one.entity.kind.value)} · {t('home.records_count', n=one.records)}")
            for one in page.entities
        ]
        st.html(f'<p class="dm-label">{t("search.entities")}</p>')
        entity_chips(found, "found")
    for expansion in page.expanded_with:
        st.caption(t("search.expanded", names="、".join(expansion.aliases)))
    if not page.total:
        st.info(t("search.no_hits"))
        return
    st.html(f'<p class="dm-label">{t("search.hits", n=page.total, records=page.records)}</p>')
    for hit in page.hits:
        _hit(hit, t)
    pages = -(-page.total // PER_PAGE)
    if pages > 1:
        st.pagination(pages, key=key)


def nearest_answers(page: SearchPage, t: Texts, *, cited: Mapping[Place, str]) -> None:
    """The passages nearest in meaning, each with its citation."""
    if not page.total:
        st.info(t("search.no_hits"))
        return
    st.html(f'<p class="dm-label">{t("search.nearest", n=page.total, records=page.records)}</p>')
    for hit in page.hits:
        _hit(hit, t, note=cited[hit.record.id, hit.start])


def cited_in(page: SearchPage, archive: Archive, t: Texts, *, archive_name: str) -> dict[Place, str]:
    """The citation of every passage on a page."""
    sight = Sight(archive, AUDIENCE, lang=t.language)
    return {
        (hit.record.id, hit.start): citation(
            sight.record(hit.record.id), archive_name=archive_name, page=hit.page or None, lang=t.language
        )
        for hit in page.hits
    }


def _hit(hit: Hit, t: Texts, *, note: str = "") -> None:
    start, end = hit.highlights[0] if hit.highlights else (hit.start, hit.end)
    with st.container(border=True, gap="xxsmall"):
        record_link(hit.record, t, start=start, end=end)
        st.html(f'<div class="dm-quote">{highlighted(hit.text, hit.highlights, offset=hit.start)}</div>')
        if note:
            st.caption(plain(note))
