"""检索: full text in any spelling, with facets."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app.state import AUDIENCE, archive, words
from app.widgets.links import entity_chips, record_link
from app.widgets.marks import highlighted
from kg.curation import ExhibitionShelf, draft_from_search
from kg.queries import Count, Facets, Hit, SearchFilters, SearchPage, overview, search
from ontology.kinds import Kind

t = words()
PER_PAGE = 12
EXHIBITED = 40
"""Passages at most that a draft of an exhibition takes from a search."""


def _facet(name: str, counts: Iterable[Count], prefix: str = "") -> tuple[str, ...]:
    """What to keep of one sort, with how many records each value would leave."""
    shown = {one.word: f"{t(prefix + one.word) if prefix else one.word} {one.number}" for one in counts}
    if not shown:
        return ()
    chosen = st.pills(
        t(f"search.{name}"),
        list(shown),
        selection_mode="multi",
        format_func=lambda word: shown[word],
        key=f"search-{name} {query}",
        wrap=True,
    )
    return tuple(chosen or ())


def _filters(facets: Facets, years: tuple[int, int]) -> SearchFilters:
    """The filters on the left; what is offered comes from the whole answer."""
    languages = _facet("languages", facets.languages, "lang.")
    kinds = _facet("kinds", facets.kinds, "kind.")
    names = {count.word: f"{label} {count.number}" for count, label in facets.themes}
    themes = st.multiselect(
        t("search.themes"),
        list(names),
        format_func=lambda one: names[one],
        key=f"search-themes {query}",
        placeholder=t("app.all"),
    )
    fonds = _facet("fonds", facets.fonds)
    span = years
    if years[0] < years[1]:
        span = st.slider(t("search.years"), *years, value=years, key="search-years")
    narrowed = span != years
    return SearchFilters(
        kinds=tuple(Kind(kind) for kind in kinds),
        languages=languages,
        themes=tuple(themes),
        fonds=fonds,
        lo=span[0] * 10000 + 101 if narrowed else 0,
        hi=span[1] * 10000 + 1231 if narrowed else 0,
    )


def _hit(hit: Hit) -> None:
    start, end = hit.highlights[0] if hit.highlights else (hit.start, hit.end)
    with st.container(border=True, gap="xxsmall"):
        record_link(hit.record, t, start=start, end=end)
        st.html(f'<div class="dm-quote">{highlighted(hit.text, hit.highlights, offset=hit.start)}</div>')


def _answers(page: SearchPage, key: str) -> None:
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
        _hit(hit)
    pages = -(-page.total // PER_PAGE)
    if pages > 1:
        st.pagination(pages, key=key)


def _exhibit(page: SearchPage) -> None:
    """What was found as the draft of an exhibition, which the curator then changes."""
    with archive(writing=True) as writable:
        made = ExhibitionShelf(writable).adopt(draft_from_search(page, page.query))
    st.switch_page("views/curate.py", query_params={"id": made.id})


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
    turned = f"search-page {query} {chosen}"  # another question starts on its first page
    offset = (int(st.session_state.get(turned, 1)) - 1) * PER_PAGE
    answer = search(
        opened, query, audience=AUDIENCE, filters=chosen, limit=PER_PAGE, offset=offset, lang=t.language
    )
with right:
    _answers(answer, turned)
    if (
        query.strip()
        and answer.total
        and st.button(t("curate.draft"), icon=":material/collections_bookmark:")
    ):
        with archive() as opened:
            _exhibit(
                search(opened, query, audience=AUDIENCE, filters=chosen, limit=EXHIBITED, lang=t.language)
            )
