"""首页: what is in this archive."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.state import AUDIENCE, archive, settings, words
from app.widgets.links import entity_chips
from app.widgets.marks import access_badge, timeline
from app.widgets.words import plain
from kg.queries import Overview, TimelineItem, overview
from ontology.access import Access

t = words()
EVENTS = 20
THEMES = 12


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
        row = st.container(horizontal=True, gap="small")
        wanted = row.text_input(t("nav.search"), placeholder=t("home.find"), label_visibility="collapsed")
        if row.form_submit_button(t("nav.search"), type="primary", icon=":material/search:"):
            st.switch_page("views/search.py", query_params={"q": wanted})


def _themes(found: Overview) -> None:
    st.subheader(t("home.themes"))
    with st.container(horizontal=True, gap="xsmall", key="chips-themes"):
        for card in found.themes[:THEMES]:
            label = f"{plain(card.label)} :gray[{t('home.records_count', n=card.records)}]"
            st.page_link("views/topics.py", label=label, query_params={"id": card.id}, help=card.note or None)


def _things(found: Overview) -> None:
    for key, rows in (("people", found.people), ("places", found.places)):
        if rows:
            st.subheader(t(f"home.{key}"), help=t("home.by_mentions"))
            entity_chips([(row.entity, str(row.mentions)) for row in rows], key)


def _events(events: tuple[TimelineItem, ...]) -> None:
    """The named events, each at its first date."""
    named: dict[str, TimelineItem] = {}
    for item in events:
        if item.event is not None:
            named.setdefault(item.event.id, item)
    st.subheader(t("home.events"))
    st.html(timeline(list(named.values())[:EVENTS], t))


def _foot(found: Overview) -> None:
    """In which languages the records are, and how open."""
    languages = " · ".join(f"{t('lang.' + count.word)} {count.number}" for count in found.languages)
    states = " ".join(f"{access_badge(count.word, t)} {count.number}" for count in found.accesses)
    st.html(
        f'<div class="dm-foot"><p>{escape(t("home.languages"))} {escape(languages)}</p>'
        f"<p>{escape(t('record.access'))} {states}</p><p>{escape(t('home.sample_note'))}</p></div>"
    )


with archive() as opened:
    everything = overview(opened, AUDIENCE, lang=t.language)
_head(everything)
_search_box()
left, right = st.columns([1.25, 1], gap="large")
with left:
    _themes(everything)
    _things(everything)
with right:
    _events(everything.events)
_foot(everything)
