"""检索: full text in any spelling, with facets."""

from __future__ import annotations

import streamlit as st

from app.state import AUDIENCE, archive, words
from app.widgets.marks import chips, entity_link, highlighted, record_line
from kg.queries import Facets, Hit, SearchFilters, SearchPage, overview, search
from ontology.kinds import Kind

t = words()
PER_PAGE = 12


def _filters(facets: Facets, years: tuple[int, int]) -> SearchFilters:
    """The filters on the left; what is offered comes from the whole answer."""
    languages = st.multiselect(
        t("search.languages"),
        [count.word for count in facets.languages],
        format_func=lambda code: t(f"lang.{code}"),
        key="search-languages",
    )
    kinds = st.multiselect(
        t("search.kinds"),
        [count.word for count in facets.kinds],
        format_func=lambda kind: t(f"kind.{kind}"),
        key="search-kinds",
    )
    names = {count.word: f"{label} ({count.number})" for count, label in facets.themes}
    themes = st.multiselect(
        t("search.themes"), list(names), format_func=lambda one: names[one], key="search-themes"
    )
    fonds = st.multiselect(t("search.fonds"), [count.word for count in facets.fonds], key="search-fonds")
    span = (
        st.slider(t("search.years"), *years, value=years, key="search-years")
        if years[0] < years[1]
        else years
    )
    narrowed = span != years
    return SearchFilters(
        kinds=tuple(Kind(kind) for kind in kinds),
        languages=tuple(languages),
        themes=tuple(themes),
        fonds=tuple(fonds),
        lo=span[0] * 10000 + 101 if narrowed else 0,
        hi=span[1] * 10000 + 1231 if narrowed else 0,
    )


def _hit(hit: Hit) -> None:
    with st.container(border=True):
        text = highlighted(hit.text, hit.highlights, offset=hit.start)
        st.html(f'{record_line(hit.record, t)}<div class="dm-quote">{text}</div>')
        start, end = hit.highlights[0] if hit.highlights else (hit.start, hit.end)
        place = {"id": hit.record.id, "start": str(start), "end": str(end)}
        st.page_link(
            "views/record.py",
            label=t("search.open_record"),
            icon=":material/description:",
            query_params=place,
        )


def _answers(page: SearchPage) -> None:
    for expansion in page.expanded_with:
        st.caption(t("search.expanded", names="、".join(expansion.aliases)))
    if page.entities:
        st.markdown(f"**{t('search.entities')}**")
        for found in page.entities[:6]:
            note = f"· {t('kind.' + found.entity.kind.value)} · {t('home.records_count', n=found.records)}"
            entity_link(found.entity, note)
    st.caption(t("search.hits", n=page.total))
    if not page.total:
        st.info(t("search.no_hits"))
    for hit in page.hits:
        _hit(hit)
    pages = -(-page.total // PER_PAGE)
    if pages > 1:
        st.pagination(pages, key="search-page")


st.title(t("nav.search"))
if "q" in st.query_params and st.session_state.get("search-from") != st.query_params["q"]:
    st.session_state["search-field"] = st.session_state["search-from"] = st.query_params["q"]
query = st.text_input(
    t("search.field"), key="search-field", help=t("search.hint"), placeholder=t("home.find")
)
left, right = st.columns([1, 2.6], gap="large")
with archive() as opened:
    known = overview(opened, AUDIENCE, lang=t.language)
    wide = search(opened, query, audience=AUDIENCE, lang=t.language, limit=1)
    with left:
        chosen = _filters(wide.facets, (known.first_day // 10000, known.last_day // 10000))
    offset = (int(st.session_state.get("search-page", 1)) - 1) * PER_PAGE
    answer = search(
        opened, query, audience=AUDIENCE, filters=chosen, limit=PER_PAGE, offset=offset, lang=t.language
    )
with right:
    _answers(answer)
with left:
    st.html(chips((hit.entity, "") for hit in answer.entities[6:18]))
