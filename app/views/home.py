"""首页: what is in this archive."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.state import AUDIENCE, archive, settings, words
from app.widgets.marks import entity_link
from kg.queries import Overview, TimelineItem, overview
from ontology.access import Access

t = words()


def _head(found: Overview) -> None:
    closed = sum(count.number for count in found.accesses if not Access(count.word).is_open)
    entities = sum(count.number for count in found.kinds)
    st.html(
        f'<div class="dm-hero"><h1>{escape(settings().archive_name)}</h1><p>{escape(t("app.tagline"))}</p></div>'
    )
    numbers = (
        (found.records, t("home.records")),
        (entities, t("home.entities")),
        (found.claims, t("home.claims")),
        (closed, t("home.closed")),
    )
    counts = "".join(f"<div><b>{number}</b>{escape(word)}</div>" for number, word in numbers)
    st.html(f'<div class="dm-counts">{counts}</div>')


def _search_box() -> None:
    with st.form("find", border=False):
        left, right = st.columns([6, 1], vertical_alignment="bottom")
        wanted = left.text_input(t("nav.search"), placeholder=t("home.find"), label_visibility="collapsed")
        if right.form_submit_button(t("nav.search"), type="primary", width="stretch"):
            st.switch_page("views/search.py", query_params={"q": wanted})


def _people(found: Overview) -> None:
    st.subheader(t("home.people"))
    for row in found.people[:10]:
        entity_link(row.entity, f"· {t('home.mentions', n=row.mentions)}")


def _themes(found: Overview) -> None:
    st.subheader(t("home.themes"))
    for card in found.themes[:10]:
        note = t("home.records_count", n=card.records)
        st.page_link(
            "views/topics.py", label=f"{card.label} · {note}", query_params={"id": card.id}, help=card.note
        )


def _events(events: tuple[TimelineItem, ...]) -> None:
    st.subheader(t("home.events"))
    rows = [
        f"<div><b>{escape(item.edtf)}</b>{escape(item.label)}</div>"
        for item in events
        if item.event is not None
    ]
    st.html(f'<div class="dm-years">{"".join(rows[:24])}</div>')


with archive() as opened:
    everything = overview(opened, AUDIENCE, lang=t.language)
_head(everything)
_search_box()
first, second, third = st.columns([1, 1.15, 1.35], gap="large")
with first:
    _people(everything)
with second:
    _themes(everything)
with third:
    _events(everything.events)
st.caption(" · ".join(f"{t('lang.' + count.word)} {count.number}" for count in everything.languages))
st.caption(t("home.sample_note"))
