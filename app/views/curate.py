"""策展: choose things and passages, order them, caption them, export a site that opens offline."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.exports import make_site
from app.state import AUDIENCE, archive, settings, words, workspace
from app.widgets.choosing import choose, entities_of
from app.widgets.exhibits import exhibit
from app.widgets.words import distinct, plain
from kg.curation import (
    Exhibition,
    ExhibitionShelf,
    add_item,
    add_section,
    entity_item,
    remove_section,
    retitle,
    write_section,
)
from kg.queries import Sight
from ontology.access import Audience

t = words()


def _save(exhibition: Exhibition) -> None:
    with archive(writing=True) as opened:
        ExhibitionShelf(opened).save(exhibition)
    st.rerun()


def _new(first: bool) -> None:
    with st.expander(t("curate.new"), expanded=first, icon=":material/add:"), st.form("new", border=False):
        title = st.text_input(t("curate.title"))
        intro = st.text_area(t("curate.intro"))
        if st.form_submit_button(t("curate.create"), type="primary") and title.strip():
            with archive(writing=True) as opened:
                made = ExhibitionShelf(opened).create(title, intro=intro)
            st.query_params["id"] = made.id
            st.rerun()


def _about(made: Exhibition) -> None:
    st.html(f'<div class="dm-hero"><h1>{escape(made.title)}</h1><p>{escape(made.intro)}</p></div>')
    with st.expander(t("curate.about"), icon=":material/edit:"), st.form(f"about-{made.id}", border=False):
        title = st.text_input(t("curate.title"), made.title)
        intro = st.text_area(t("curate.intro"), made.intro)
        if st.form_submit_button(t("curate.save")):
            _save(retitle(made, title.strip() or made.title, intro=intro))


def _section(made: Exhibition, sight: Sight, number: int) -> None:
    section = made.sections[number]
    key = f"{made.id} {number} {section.title} {section.text}"
    st.subheader(plain(section.title))
    left, right = st.columns([1, 2])
    title = left.text_input(t("curate.section_title"), section.title, key=f"section {key}")
    text = right.text_input(t("curate.section_text"), section.text, key=f"text {key}")
    if title.strip() and (title, text) != (section.title, section.text):
        _save(write_section(made, number, title=title, text=text))
    if not section.items and st.button(t("curate.remove_section"), key=f"drop {key}"):
        _save(remove_section(made, number))
    for index in range(len(section.items)):
        changed = exhibit(made, sight, (number, index), t)
        if changed is not None:
            _save(changed)


def _grow(made: Exhibition, sight: Sight) -> None:
    left, right = st.columns(2)
    with left.form("grow-section", clear_on_submit=True):
        title = st.text_input(t("curate.section_title"))
        if st.form_submit_button(t("curate.add_section"), icon=":material/add:") and title.strip():
            _save(add_section(made, title))
    refs = distinct({ref.id: f"{ref.label} · {t('kind.' + ref.kind.value)}" for ref in entities_of(sight)})
    with right.form("grow-entity", clear_on_submit=True):
        chosen = st.selectbox(t("curate.add_entity"), list(refs), format_func=lambda one: refs[one])
        if st.form_submit_button(t("curate.add"), icon=":material/add:") and chosen:
            _save(add_item(made, entity_item(sight, chosen)))


def _export(made: Exhibition) -> None:
    st.subheader(t("curate.export"))
    names = {Audience.OPEN: t("curate.audience_open"), Audience.STAFF: t("curate.audience_staff")}
    chosen = st.radio(t("curate.audience"), list(names), format_func=lambda one: names[one], horizontal=True)
    if not st.button(t("curate.make"), type="primary", icon=":material/archive:"):
        return
    report = make_site(workspace(), made.id, audience=chosen, settings=settings(), language=t.language)
    if report.left_out:
        st.warning(t("curate.left_out", n=len(report.left_out)))
    name, icon = report.path.name, ":material/download:"
    label, data = t("curate.download", name=name), report.path.read_bytes()
    st.download_button(label, data=data, file_name=name, icon=icon, on_click="ignore")


st.title(t("nav.curate"))
with archive() as opened:
    shelf = ExhibitionShelf(opened).list()
    _new(first=not shelf)
    if shelf:
        titles = {one.id: one.title for one in shelf}
        chosen_id = choose(list(titles), titles, label=t("curate.choose"), default=shelf[-1].id)
        exhibition = next(one for one in shelf if one.id == chosen_id)
        seen = Sight(opened, AUDIENCE, lang=t.language)
        _about(exhibition)
        if not any(section.items for section in exhibition.sections):
            st.info(t("curate.empty"))
        for place in range(len(exhibition.sections)):
            _section(exhibition, seen, place)
        _grow(exhibition, seen)
        _export(exhibition)
