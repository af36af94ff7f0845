"""四史专题: choose a theme, see the pack, take it along as DOCX."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.exports import make_pack
from app.state import AUDIENCE, archive, settings, words, workspace
from app.widgets.marks import entity_link, quote
from kg.curation import Pack, topic_pack
from kg.queries import Sight, ThemeCard, theme_cards
from ontology.access import Audience

t = words()


def _choose(cards: tuple[ThemeCard, ...]) -> ThemeCard:
    ids = [card.id for card in cards]
    names = {card.id: f"{card.label} · {t('home.records_count', n=card.records)}" for card in cards}
    wanted = st.query_params.get("id", "")
    index = ids.index(wanted) if wanted in names else 0
    chosen = st.selectbox(t("topics.choose"), ids, index=index, format_func=lambda one: names[one])
    if chosen != wanted:
        st.query_params["id"] = chosen
    return cards[ids.index(chosen)]


def _why(card: ThemeCard) -> None:
    with st.expander(t("topics.why"), icon=":material/help:"):
        for one in card.reasons[:40]:
            st.html(f"<b>{escape(one.entity.label)}</b> <span class='dm-sigil'>{escape(one.reason)}</span>")


def _pack(pack: Pack) -> None:
    st.subheader(t("topics.overview"))
    for sentence in pack.overview:
        st.markdown(sentence)
    for heading, entries in (("topics.people", pack.people), ("topics.places", pack.places)):
        if entries:
            st.subheader(t(heading))
            for entry in entries:
                entity_link(entry.entity, f"· {t('home.records_count', n=entry.records)}")
    st.subheader(t("topics.timeline"))
    rows = [f"<div><b>{escape(item.edtf)}</b>{escape(item.label)}</div>" for item in pack.timeline]
    st.html(f'<div class="dm-years">{"".join(rows)}</div>')
    st.subheader(t("topics.sources"))
    for source in pack.sources:
        cited = f"[{source.number}] {source.citation}"
        st.html(f'{quote(source.passage, t)}<div class="dm-cite">{escape(cited)}</div>')
    st.subheader(t("topics.questions"))
    for number, question in enumerate(pack.questions, start=1):
        with st.expander(f"{number}. {question.text}"):
            st.caption(f"{t('topics.hint')}: {question.hint}")


st.title(t("nav.topics"))
with archive() as opened:
    cards = theme_cards(Sight(opened, AUDIENCE, lang=t.language))
    if not cards:
        st.info(t("app.none"))
    else:
        card = _choose(cards)
        st.caption(card.note)
        _why(card)
        name = settings().archive_name
        pack = topic_pack(opened, card.id, audience=Audience.OPEN, language=t.language, archive_name=name)
        if st.button(t("topics.make"), type="primary", icon=":material/school:", disabled=not pack.sources):
            report = make_pack(
                workspace(), card.id, audience=Audience.OPEN, settings=settings(), language=t.language
            )
            file = report.path.name
            st.download_button(t("topics.download", name=file), data=report.path.read_bytes(), file_name=file)
        if pack.sources:
            _pack(pack)
        else:
            st.info(t("topics.empty"))
