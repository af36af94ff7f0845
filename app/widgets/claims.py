"""Claims with the passages they rest on, as the pages of things and of records show them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from app.decisions import decide
from app.state import workspace
from app.text import Texts
from app.widgets.links import passage_link
from app.widgets.marks import short_quote
from app.widgets.words import sentence
from kg.queries import Fact
from ontology.decisions import Verb
from ontology.records import Modality, Polarity

SHOWN = 8
"""Claims that are shown at once; the rest waits folded."""
PASSAGES = 4
WHO = "staff app"
"""Who decides where nobody has to say a name."""


def show_claims(facts: Sequence[Fact], t: Texts, *, here: bool = False, deciding: bool = False) -> None:
    """Claims, the first ones open and the others folded away.

    `here` is for the page of the record that makes them, `deciding` for where they are accepted and rejected.
    """
    for fact in facts[:SHOWN]:
        _claim(fact, t, here=here, deciding=deciding)
    rest = facts[SHOWN:]
    if rest:
        with st.expander(t("app.more_n", n=len(rest))):
            for fact in rest:
                _claim(fact, t, here=here, deciding=deciding)


def folded(
    facts: Sequence[Fact], t: Texts, *, title: str, here: bool = False, deciding: bool = False
) -> None:
    """Claims nobody has accepted yet, behind a heading that says so."""
    if facts:
        with st.expander(f"{title} ({len(facts)})", icon=":material/help:"):
            for fact in facts:
                _claim(fact, t, here=here, deciding=deciding)


def _claim(fact: Fact, t: Texts, *, here: bool, deciding: bool) -> None:
    """One claim, its first passage, the ways to all of them, and what may be decided about it."""
    first, *others = fact.passages
    with st.container(gap="xxsmall"):
        st.html(f"{sentence(fact, t)}{_manner(fact, t)}{short_quote(first)}")
        for passage in (first, *others[: PASSAGES - 1]):
            passage_link(passage, t, here=here)
        if deciding:
            _answers(fact, t)


def _manner(fact: Fact, t: Texts) -> str:
    """That the records deny it, plan it or have it from others, or that only a language model reads it there, as HTML."""
    said = [one.modality for one in fact.passages if one.modality != Modality.FACT]
    said += [one.polarity for one in fact.passages if one.polarity == Polarity.DENIED]
    if all(one.made_by.startswith("llm ") for one in fact.passages):
        said.append("by_llm")
    chips = (f'<span class="dm-chip">{escape(t(f"claim.{one}"))}</span>' for one in sorted(set(said)))
    return "".join(chips)


def _answers(fact: Fact, t: Texts) -> None:
    """Accept and reject; what the records only deny cannot be accepted as a fact."""
    denied = all(one.polarity == Polarity.DENIED for one in fact.passages)
    verbs = (Verb.REJECT,) if denied else (Verb.ACCEPT, Verb.REJECT)
    with st.container(horizontal=True, gap="xsmall", key=f"answers-{fact.id}"):
        for verb in verbs:
            if st.button(
                t(f"claim.{verb}"), help=t(f"claim.{verb}_help"), key=f"{verb}-{fact.id}", type="tertiary"
            ):
                decide(workspace(), verb, fact.ids, who=WHO, reason=t("claim.reason"))
                st.rerun()
