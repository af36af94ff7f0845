"""实体: one page a thing."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.state import AUDIENCE, archive, words
from app.text import Texts
from app.widgets.accounts import show_accounts
from app.widgets.choosing import choose_entity
from app.widgets.claims import folded, show_claims
from app.widgets.decided import show_decided
from app.widgets.links import entity_link, record_link
from app.widgets.marks import timeline
from app.widgets.words import name_note, plain
from kg.export.dates import life
from kg.queries import EntityPage, entity_page, relation_label
from ontology.kinds import KINDS

t: Texts = words()
NEIGHBORS = 14


def _head(page: EntityPage) -> None:
    ref = page.entity
    years = life(page.begin, page.end, t.language)
    unsure = f'<span class="dm-unsure">{escape(t("entity.unsure"))}</span>'
    st.html(
        f'<div class="dm-hero"><h1>{escape(ref.label)}</h1>'
        f'<p><span class="dm-kind" style="background:{KINDS[ref.kind].color}"></span>'
        f"{escape(t('kind.' + ref.kind.value))}　{escape(years)} {unsure if page.certainty != 'certain' else ''}"
        "</p></div>"
    )
    origin = t("entity.authority", source=page.source) if page.authority else t("entity.from_mentions")
    note = f"<p>{escape(page.note)}</p>" if page.note else ""
    st.html(f'<div class="dm-note">{note}<p class="dm-sigil">{escape(origin)}</p></div>')


def _names(page: EntityPage) -> None:
    """Names of the authority file as chips with their sort, then how the records write them."""
    st.subheader(t("entity.names"))
    rows = [
        f'<span class="dm-chip">{escape(name.text)}<small>{escape(name_note(name, t))}</small></span>'
        for name in page.names
    ]
    known = {name.text for name in page.names}
    written = dict.fromkeys("".join(text.split("\n")) for text, _, _ in page.spellings)
    others = "、".join(text for text in written if text not in known)
    said = f'<p class="dm-sigil">{escape(t("entity.spellings", names=others))}</p>' if others else ""
    st.html("".join(rows) + said)


def _facts(page: EntityPage) -> None:
    st.subheader(t("entity.facts"))
    accepted = [fact for group in page.facts for fact in group.facts]
    if not accepted:
        st.caption(t("entity.no_facts"))
    show_claims(accepted, t, deciding=True)
    candidates = [fact for group in page.candidates for fact in group.facts]
    folded(candidates, t, title=t("entity.candidates"), deciding=True)
    show_decided(page.entity.id, t)


def _neighbors(page: EntityPage) -> None:
    if not page.neighbors:
        return
    st.subheader(t("entity.neighbours"))
    for neighbor in page.neighbors[:NEIGHBORS]:
        said = [relation_label(predicate, t.language) for predicate in neighbor.predicates[:2]]
        entity_link(neighbor.entity, "、".join(dict.fromkeys(said)))


def _themes(page: EntityPage) -> None:
    if not page.themes:
        return
    st.subheader(t("entity.themes"))
    for theme in page.themes:
        st.page_link("views/topics.py", label=plain(theme.theme_label), query_params={"id": theme.theme})
        st.html(f'<p class="dm-reason">{escape(theme.reason)}</p>')


def _records(page: EntityPage) -> None:
    if not page.records:  # an event without a name: its accounts have led to the records
        return
    st.subheader(t("entity.records"))
    for row in page.records:
        end = row.first + len(page.entity.label)
        note = t("home.mentions", n=row.mentions)
        record_link(row.record, t, start=row.first, end=end, note=note)


with archive() as opened:
    wanted = choose_entity(opened, t, label=t("entity.choose"))
    page = entity_page(opened, wanted, AUDIENCE, lang=t.language) if wanted else None
if page is None:
    st.info(t("app.none"))
else:
    _head(page)
    main, aside = st.columns([2.2, 1], gap="large")
    with main:
        if page.names or page.spellings:
            _names(page)
        if page.told.accounts:
            show_accounts(page.told, t)
        if page.records or page.facts:
            _facts(page)
        if page.timeline:
            st.subheader(t("entity.timeline"))
            st.html(timeline(page.timeline, t, about=page.entity.id))
        _records(page)
    with aside:
        if page.records or page.facts:
            with st.container(key="button-graph"):
                st.page_link(
                    "views/graph.py",
                    label=t("entity.graph"),
                    icon=":material/hub:",
                    query_params={"id": page.entity.id},
                )
        _neighbors(page)
        _themes(page)
