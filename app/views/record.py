"""文献: the text with its marks, the page image, the archive reference."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.state import AUDIENCE, archive, settings, words, workspace
from app.widgets.choosing import choose_record
from app.widgets.marks import access_badge, legend, marked_text, page_image, quote, record_link
from kg.curation import ExhibitionShelf, Item, ItemKind, add_item
from kg.queries import RecordPage, citation, record_page

t = words()


def _focus(page: RecordPage) -> tuple[int, int]:
    """The passage in the address, cut to the text."""
    length = max((one.end for one in page.pages), default=0)
    try:
        start, end = (int(st.query_params.get(name, "0")) for name in ("start", "end"))
    except ValueError:
        return 0, 0
    return (start, end) if 0 <= start < end <= length else (0, 0)


def _description(page: RecordPage) -> None:
    said = page.description
    rows = {
        t("record.ref_code"): said.ref_code,
        t("record.creator"): said.creator,
        t("record.date"): said.date,
        t("record.secrecy"): said.secrecy,
        t("record.retention"): said.retention,
        t("record.source"): page.source,
    }
    st.subheader(t("record.description"))
    st.html(f"{escape(t('record.access'))} {access_badge(page.access.value, t)}")
    for label, value in rows.items():
        if value:
            st.html(f'<span class="dm-sigil">{escape(label)}</span> {escape(value)}')
    for note in page.notes:
        st.caption(f"{t('record.notes')}: {note}")


def _cite(page: RecordPage, focus: tuple[int, int]) -> None:
    with archive() as opened:
        record = opened.record(page.record.id)
    if record is None:
        return
    number = next((one.number for one in page.pages if one.start <= focus[0] < one.end), None)
    st.subheader(t("record.citation"))
    shown = number if len(page.pages) > 1 else None
    cited = citation(record, archive_name=settings().archive_name, page=shown, lang=t.language)
    st.code(cited, language=None, wrap_lines=True)


def _add(page: RecordPage, focus: tuple[int, int]) -> None:
    """Put the passage of the address (or the opening of the text) into an exhibition."""
    start, end = focus if focus[1] else (0, min(120, max(one.end for one in page.pages)))
    label = t("record.add") if focus[1] else t("record.add_whole")
    with archive() as opened:
        shelves = ExhibitionShelf(opened).list()
    names = {one.id: one.title for one in shelves}
    with st.form("add", border=True):
        chosen = st.selectbox(
            t("curate.choose"), ["", *names], format_func=lambda i: names.get(i, t("curate.new"))
        )
        if st.form_submit_button(label, icon=":material/add:"):
            item = Item(kind=ItemKind.PASSAGE, record=page.record.id, start=start, end=end)
            with archive(writing=True) as opened:
                shelf = ExhibitionShelf(opened)
                made = shelf.load(chosen) if chosen else shelf.create(page.record.title)
                shelf.save(add_item(made, item))
            st.success(t("record.added", title=made.title))


def _texts(page: RecordPage, focus: tuple[int, int]) -> None:
    for one in page.pages:
        if len(page.pages) > 1:
            st.markdown(f"**{t('record.page', n=one.number)}**")
        picture = page_image(one, workspace().pages, focus=focus, alt=t("record.page", n=one.number))
        if picture:
            text, image = st.tabs([t("record.text"), t("record.image")])
            image.html(picture)
            text.html(marked_text(one, focus, t))
        else:
            st.html(marked_text(one, focus, t))
    st.html(legend(t))


with archive() as opened:
    wanted = choose_record(opened, t)
    page = record_page(opened, wanted, AUDIENCE, lang=t.language) if wanted else None
if page is None:
    st.info(t("app.none"))
else:
    focus = _focus(page)
    st.html(
        f'<div class="dm-hero"><h1>{escape(page.record.title)}</h1><p>{escape(page.record.ref_code)} '
        f"{access_badge(page.access.value, t)}</p></div>"
    )
    main, aside = st.columns([2, 1], gap="large")
    with main:
        _texts(page, focus)
        if page.facts:
            st.subheader(t("record.claims"))
        for fact in page.facts:
            title = f"{fact.subject.label} → {fact.object.label}　{fact.role or ''}"
            with st.expander(title):
                for passage in fact.passages:
                    st.html(quote(passage, t))
                    record_link(passage, t("entity.evidence"))
    with aside:
        _description(page)
        _cite(page, focus)
        _add(page, focus)
