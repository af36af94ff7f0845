"""Claims with the passages they rest on, as the pages of things and of records show them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.text import Texts
from app.widgets.links import passage_link
from app.widgets.marks import short_quote
from app.widgets.words import sentence
from kg.queries import Fact

SHOWN = 8
"""Claims that are shown at once; the rest waits folded."""
PASSAGES = 4


def show_claims(facts: Sequence[Fact], t: Texts, *, here: bool = False) -> None:
    """Claims, the first ones open and the others folded away; `here` on the page of the record that makes them."""
    for fact in facts[:SHOWN]:
        _claim(fact, t, here=here)
    rest = facts[SHOWN:]
    if rest:
        with st.expander(t("app.more_n", n=len(rest))):
            for fact in rest:
                _claim(fact, t, here=here)


def folded(facts: Sequence[Fact], t: Texts, *, title: str, here: bool = False) -> None:
    """Claims nobody has accepted yet, behind a heading that says so."""
    if facts:
        with st.expander(f"{title} ({len(facts)})", icon=":material/help:"):
            for fact in facts:
                _claim(fact, t, here=here)


def _claim(fact: Fact, t: Texts, *, here: bool) -> None:
    """One claim, its first passage, and the ways to all of them."""
    first, *others = fact.passages
    with st.container(gap="xxsmall"):
        st.html(f"{sentence(fact, t)}{short_quote(first)}")
        for passage in (first, *others[: PASSAGES - 1]):
            passage_link(passage, t, here=here)
