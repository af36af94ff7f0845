"""实体: one page a thing."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.state import AUDIENCE, archive, words
from app.text import Texts
from app.widgets.choosing import choose_entity
from app.widgets.marks import entity_link, quote, record_line, record_link
from kg.queries import EntityPage, Fact, FactGroup, TimelineItem, entity_page
from ontology.kinds import KINDS

t: Texts = words()


def _head(page: EntityPage) -> None:
    ref = page.entity
    life = " – ".join(part for part in (page.begin, page.end) if part)
    origin = t("entity.authority", source=page.source) if page.authority else t("entity.from_mentions")
    st.html(
        f'<div class="dm-hero"><h1>{escape(ref.label)}</h1>'
        f'<p><span class="dm-kind" style="background:{KINDS[ref.kind].color}"></span>'
        f"{escape(t('kind.' + ref.kind.value))} {escape(life)}</p></div>"
    )
    if page.certainty != "certain":
        st.badge(t("entity.unsure"), color="orange")
    st.caption(" · ".join(part for part in (page.note, origin) if part))


def _names(page: EntityPage) -> None:
    st.subheader(t("entity.names"))
    rows = []
    for name in page.names:
        unsure = t("entity.unsure") if name.certainty != "certain" else ""
        notes = " ".join(part for part in (t(f"lang.{name.lang}"), name.valid, unsure) if part)
        rows.append(f'<span class="dm-chip">{escape(name.text)}<small>{escape(notes)}</small></span>')
    st.html("".join(rows))


def _fact(fact: Fact) -> None:
    parts = [fact.subject.label, fact.object.label]
    when = fact.date.edtf or fact.date.raw if fact.date else ""
    notes = [
        when,
        t("entity.role", role=fact.role) if fact.role else "",
        t("entity.confidence", value=f"{fact.confidence:.2f}"),
    ]
    with st.expander(f"{' → '.join(parts)}　{'　'.join(note for note in notes if note)}"):
        for number, passage in enumerate(fact.passages):
            st.html(quote(passage, t))
            record_link(passage, f"{t('entity.evidence')} {number + 1}")


def _groups(groups: tuple[FactGroup, ...]) -> None:
    for group in groups:
        st.markdown(f"**{group.label}**{'' if group.outgoing else ' ←'}")
        for fact in group.facts:
            _fact(fact)


def _timeline(items: tuple[TimelineItem, ...]) -> None:
    if not items:
        return
    st.subheader(t("entity.timeline"))
    rows = []
    for item in items:
        unsure = f" ({t('entity.unsure')})" if item.certainty != "certain" else ""
        who = "、".join(ref.label for ref in item.participants[:4])
        where = "、".join(ref.label for ref in item.places[:3])
        rest = escape(" · ".join(part for part in (who, where, item.raw) if part))
        rows.append(
            f"<div><b>{escape(item.edtf)}</b>{escape(item.label + unsure)} "
            f'<span class="dm-sigil">{rest}</span></div>'
        )
    st.html(f'<div class="dm-years">{"".join(rows)}</div>')


def _aside(page: EntityPage) -> None:
    st.page_link(
        "views/graph.py", label=t("entity.graph"), icon=":material/hub:", query_params={"id": page.entity.id}
    )
    if page.neighbors:
        st.subheader(t("entity.neighbours"))
        for neighbor in page.neighbors[:14]:
            entity_link(neighbor.entity, f"· {'、'.join(neighbor.predicates[:2])}")
    if page.themes:
        st.subheader(t("entity.themes"))
        for theme in page.themes:
            st.page_link(
                "views/topics.py",
                label=theme.theme_label,
                query_params={"id": theme.theme},
                help=theme.reason,
            )
            st.caption(theme.reason)


def _records(page: EntityPage) -> None:
    st.subheader(t("entity.records"))
    for row in page.records:
        st.html(f"{record_line(row.record, t)} · {escape(t('home.mentions', n=row.mentions))}")
        place = {"id": row.record.id, "start": str(row.first), "end": str(row.first + len(page.entity.label))}
        st.page_link("views/record.py", label=t("search.open_record"), query_params=place)


with archive() as opened:
    wanted = choose_entity(opened, t, label=t("entity.choose"))
    page = entity_page(opened, wanted, AUDIENCE, lang=t.language) if wanted else None
if page is None:
    st.info(t("app.none"))
else:
    _head(page)
    main, aside = st.columns([2.2, 1], gap="large")
    with main:
        _names(page)
        st.subheader(t("entity.facts"))
        _groups(page.facts)
        if page.candidates:
            st.subheader(t("entity.candidates"))
            _groups(page.candidates)
        _timeline(page.timeline)
        _records(page)
    with aside:
        _aside(page)
