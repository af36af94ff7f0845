"""检索: full text in any spelling, with facets."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app.meaning import question_of
from app.state import AUDIENCE, archive, settings, words
from app.widgets.hits import PER_PAGE, answers, cited_in, nearest_answers
from kg.curation import ExhibitionShelf, draft_from_search
from kg.queries import (
    Count,
    Facets,
    SearchFilters,
    SearchPage,
    by_meaning,
    overview,
    search,
)
from kg.records import Archive
from ontology.kinds import Kind

t = words()
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


def _find(opened: Archive, *, filters: SearchFilters, limit: int, offset: int = 0) -> SearchPage:
    """What answers the question: by its words, or by its meaning."""
    if asked:
        return by_meaning(opened, asked, audience=AUDIENCE, filters=filters, limit=limit, lang=t.language)
    return search(
        opened, query, audience=AUDIENCE, filters=filters, limit=limit, offset=offset, lang=t.language
    )


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
meant = st.toggle(t("search.by_meaning"), key="search-meaning", help=t("search.by_meaning_hint"))
asked = question_of(query, settings=settings()) if meant and query.strip() else None
left, right = st.columns([1, 2.6], gap="large")
with archive() as opened:
    if asked and next(opened.vectors(asked.version, audience=AUDIENCE), None) is None:
        st.info(t("search.no_vectors"))
        asked = None
    known = overview(opened, AUDIENCE, lang=t.language)
    wide = _find(opened, filters=SearchFilters(), limit=EXHIBITED if asked else 1)
    with left:
        chosen = _filters(wide.facets, (known.first_day // 10000, known.last_day // 10000))
    turned = f"search-page {query} {chosen}"  # another question starts on its first page
    offset = (int(st.session_state.get(turned, 1)) - 1) * PER_PAGE
    answer = _find(opened, filters=chosen, limit=PER_PAGE, offset=offset)
    cited = cited_in(answer, opened, t, archive_name=settings().archive_name) if asked else {}
with right:
    if asked:
        nearest_answers(answer, t, cited=cited)
    else:
        answers(answer, t, key=turned)
    wanted = query.strip() and answer.total
    if wanted and st.button(t("curate.draft"), icon=":material/collections_bookmark:"):
        with archive() as opened:
            _exhibit(_find(opened, filters=chosen, limit=EXHIBITED))
