"""策展: choose things and passages, order them, caption them, export a site that opens offline."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.exports import make_site
from app.state import AUDIENCE, archive, settings, words, workspace
from app.widgets.choosing import entities_of
from app.widgets.exhibits import exhibit
from kg.curation import (
    Exhibition,
    ExhibitionShelf,
    add_item,
    add_section,
    caption,
    entity_item,
    move_item,
    remove,
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
    with st.form(f"about-{made.id}"):
        title = st.text_input(t("curate.title"), made.title)
        intro = st.text_area(t("curate.intro"), made.intro)
        if st.form_submit_button(t("curate.save")):
            _save(retitle(made, title.strip() or made.title, intro=intro))


def _item(made: Exhibition, sight: Sight, section: int, index: int) -> None:
    item = made.sections[section].items[index]
    key = f"{made.id}-{section}-{index}"
    with st.container(border=True):
        exhibit(sight, item, t)
        words_under = st.text_input(t("curate.caption"), item.caption, key=f"caption-{key}")
        if words_under != item.caption:
            _save(caption(made, section, index, text=words_under))
        row = st.container(horizontal=True)
        verbs: tuple[tuple[str, str, Callable[[], Exhibition]], ...] = (
            ("curate.up", "arrow_upward", lambda: move_item(made, section, index, to=index - 1)),
            ("curate.down", "arrow_downward", lambda: move_item(made, section, index, to=index + 1)),
            ("curate.remove", "delete", lambda: remove(made, section, index)),
        )
        for verb, icon, changed in verbs:
            if row.button(t(verb), icon=f":material/{icon}:", key=f"{verb}-{key}"):
                _save(changed())


def _section(made: Exhibition, sight: Sight, number: int) -> None:
    section = made.sections[number]
    title = st.text_input(t("curate.section_title"), section.title, key=f"section-{made.id}-{number}")
    if title.strip() and title != section.title:
        _save(write_section(made, number, title=title))
    for index in range(len(section.items)):
        _item(made, sight, number, index)


def _grow(made: Exhibition, sight: Sight) -> None:
    left, right = st.columns(2)
    with left.form("grow-section", clear_on_submit=True):
        title = st.text_input(t("curate.section_title"))
        if st.form_submit_button(t("curate.add_section"), icon=":material/add:") and title.strip():
            _save(add_section(made, title))
    refs = {ref.id: f"{ref.label} · {t('kind.' + ref.kind.value)}" for ref in entities_of(sight)}
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
    name = report.path.name
    st.download_button(
        t("curate.download", name=name),
        data=report.path.read_bytes(),
        file_name=name,
        icon=":material/download:",
        on_click="ignore",
    )


st.title(t("nav.curate"))
with archive() as opened:
    shelf = ExhibitionShelf(opened).list()
    _new(first=not shelf)
    titles = {one.id: one.title for one in shelf}
    if titles:
        wanted = st.query_params.get("id", "")
        index = list(titles).index(wanted) if wanted in titles else len(titles) - 1
        chosen_id = st.selectbox(
            t("curate.choose"), list(titles), index=index, format_func=lambda one: titles[one]
        )
        exhibition = next(one for one in shelf if one.id == chosen_id)
        seen = Sight(opened, AUDIENCE, lang=t.language)
        _about(exhibition)
        if not any(section.items for section in exhibition.sections):
            st.info(t("curate.empty"))
        for place in range(len(exhibition.sections)):
            _section(exhibition, seen, place)
        _grow(exhibition, seen)
        _export(exhibition)
