"""Links that lead on: to records with their access state, to the pages of things."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from app.text import Texts
from app.widgets.marks import access_badge
from app.widgets.words import plain
from kg.queries import EntityRef, Passage, RecordRef


def access_note(access: str, t: Texts) -> None:
    """The access state as a badge beside a link."""
    st.html(access_badge(access, t), width="content")


def passage_link(passage: Passage, t: Texts, *, here: bool = False) -> None:
    """A link to the record with this passage marked, with the record's access state; short on its own page."""
    place = {"id": passage.record.id, "start": str(passage.start), "end": str(passage.end)}
    page = f" · {t('record.page', n=passage.page)}" if passage.page > 1 else ""
    named = f"{plain(passage.record.title)} · {plain(passage.record.ref_code)}{page}"
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.page_link(
            "views/record.py",
            label=t("record.show_passage") if here else named,
            icon=":material/format_quote:",
            help=None if here else t("entity.evidence"),
            query_params=place,
        )
        if not here:
            access_note(passage.record.access, t)


def record_link(record: RecordRef, t: Texts, *, start: int = 0, end: int = 0, note: str = "") -> None:
    """A link to a record, at a passage if one is given, with what the catalogue says and the access state."""
    place = {"id": record.id, **({"start": str(start), "end": str(end)} if end else {})}
    said = " · ".join(part for part in (record.ref_code, record.date, t(f"lang.{record.lang}"), note) if part)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.page_link(
            "views/record.py",
            label=f"**{plain(record.title)}**",
            icon=":material/description:",
            query_params=place,
        )
        access_note(record.access, t)
        st.html(f'<span class="dm-sigil">{escape(said)}</span>', width="content")


def entity_link(entity: EntityRef, note: str = "") -> None:
    """A link to the page of a thing."""
    label = f"{plain(entity.label)} :gray[{plain(note)}]" if note else plain(entity.label)
    st.page_link("views/entity.py", label=label, query_params={"id": entity.id})


def entity_chips(entities: Iterable[tuple[EntityRef, str]], key: str) -> None:
    """Things as a row of links that wraps, each with a small note."""
    with st.container(horizontal=True, gap="xsmall", key=f"chips-{key}"):
        for entity, note in entities:
            entity_link(entity, note)
