"""四史专题: choose a theme, see the pack, take it along as DOCX."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from app.exports import make_pack
from app.state import AUDIENCE, archive, settings, words, workspace
from app.widgets.choosing import choose
from app.widgets.links import entity_chips, passage_link
from app.widgets.marks import short_quote, timeline
from app.widgets.words import plain
from kg.curation import ExhibitionShelf, Pack, draft_from_pack, topic_pack
from kg.queries import Sight, ThemeCard, theme_cards
from ontology.access import Audience

t = words()


def _choose(cards: tuple[ThemeCard, ...]) -> ThemeCard:
    names = {card.id: f"{card.label} · {t('home.records_count', n=card.records)}" for card in cards}
    chosen = choose(list(names), names, label=t("topics.choose"))
    return next(card for card in cards if card.id == chosen)


def _why(card: ThemeCard) -> None:
    with st.expander(t("topics.why"), icon=":material/help:"):
        st.html(f"<p>{escape(card.rule)}</p>")
        for one in card.reasons[:40]:
            st.html(f"<b>{escape(one.entity.label)}</b> <span class='dm-sigil'>{escape(one.reason)}</span>")


def _pack(pack: Pack) -> None:
    st.subheader(t("topics.overview"))
    st.html("".join(f"<p>{escape(sentence)}</p>" for sentence in pack.overview))
    for key, entries in (("people", pack.people), ("places", pack.places), ("others", pack.others)):
        if entries:
            st.subheader(t(f"topics.{key}"))
            entity_chips(
                [(one.entity, t("home.records_count", n=one.records)) for one in entries], f"pack-{key}"
            )
    if pack.timeline:
        st.subheader(t("topics.timeline"))
        st.html(timeline(pack.timeline, t))
    st.subheader(t("topics.sources"))
    for source in pack.sources:
        with st.container(gap="xxsmall"):
            st.html(
                f'<p class="dm-cite">[{source.number}] {escape(source.citation)}</p>{short_quote(source.passage)}'
            )
            passage_link(source.passage, t)
    st.subheader(t("topics.questions"))
    for number, question in enumerate(pack.questions, start=1):
        with st.expander(f"{number}\\. {plain(question.text)}"):
            st.html(f"<p>{escape(t('topics.hint'))}: {escape(question.hint)}</p>")


def _docx(theme: str) -> bytes:
    """The pack as a Word file, made when it is asked for."""
    report = make_pack(workspace(), theme, audience=Audience.OPEN, settings=settings(), language=t.language)
    return report.path.read_bytes()


def _exhibit(pack: Pack) -> None:
    """The topic as the draft of an exhibition, which the curator then changes."""
    headings = (t("topics.people"), t("topics.places"), t("topics.others"), t("topics.sources"))
    with archive(writing=True) as writable:
        draft = draft_from_pack(Sight(writable, Audience.OPEN, lang=t.language), pack, headings=headings)
        made = ExhibitionShelf(writable).adopt(draft)
    st.switch_page("views/curate.py", query_params={"id": made.id})


st.title(t("nav.topics"))
with archive() as opened:
    cards = theme_cards(Sight(opened, AUDIENCE, lang=t.language))
    if not cards:
        st.info(t("app.none"))
    else:
        card = _choose(cards)
        st.caption(plain(card.note))
        _why(card)
        name = settings().archive_name
        pack = topic_pack(opened, card.id, audience=Audience.OPEN, language=t.language, archive_name=name)
        st.download_button(
            t("topics.make"),
            data=partial(_docx, card.id),
            file_name=f"{card.label}.docx",
            type="primary",
            icon=":material/school:",
            disabled=not pack.sources,
            on_click="ignore",
        )
        if pack.sources:
            if st.button(t("curate.draft"), icon=":material/collections_bookmark:"):
                _exhibit(pack)
            _pack(pack)
        else:
            st.info(t("topics.empty"))
