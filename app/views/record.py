"""文献: the text with its marks, the page image, the archive reference."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.state import AUDIENCE, archive, settings, words, workspace
from app.widgets.choosing import choose_record
from app.widgets.claims import folded, show_claims
from app.widgets.marks import TO_FOCUS, access_badge, legend, marked_text, page_image
from app.widgets.words import distinct
from kg.curation import ExhibitionShelf, Item, ItemKind, add_item
from kg.queries import RecordPage, TextPage, citation, record_page

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
    """What the catalogue says, as a small table."""
    said = page.description
    rows = {
        "ref_code": said.ref_code,
        "creator": said.creator,
        "date": said.date,
        "secrecy": said.secrecy,
        "retention": said.retention,
        "source": page.source,
        "notes": "\n".join(page.notes),
    }
    shown = [(t("record.access"), access_badge(page.access.value, t))]
    shown += [(t(f"record.{key}"), escape(value)) for key, value in rows.items() if value]
    st.subheader(t("record.description"))
    cells = "".join(f"<dt>{escape(label)}</dt><dd>{value}</dd>" for label, value in shown)
    st.html(f'<dl class="dm-facts">{cells}</dl>')


def _cite(page: RecordPage, focus: tuple[int, int]) -> None:
    with archive() as opened:
        record = opened.record(page.record.id)
    assert record is not None  # its page was drawn a moment ago
    number = next((one.number for one in page.pages if one.start <= focus[0] < one.end), None)
    shown = number if len(page.pages) > 1 else None
    cited = citation(record, archive_name=settings().archive_name, page=shown, lang=t.language)
    st.subheader(t("record.citation"))
    st.code(cited, language=None, wrap_lines=True)


def _add(page: RecordPage, focus: tuple[int, int]) -> None:
    """Put the passage of the address, or the opening of the text, into an exhibition."""
    start, end = focus if focus[1] else (0, min(120, page.pages[-1].end))
    if start >= end:
        return  # a blank sheet
    label = t("record.add") if focus[1] else t("record.add_whole")
    with archive() as opened:
        names = distinct(
            {"": t("curate.new"), **{one.id: one.title for one in ExhibitionShelf(opened).list()}}
        )
    st.subheader(t("nav.curate"))
    with st.form("add", border=True):
        chosen = st.selectbox(t("curate.choose"), list(names), format_func=lambda one: names[one])
        if st.form_submit_button(label, icon=":material/add:", width="stretch"):
            item = Item(kind=ItemKind.PASSAGE, record=page.record.id, start=start, end=end)
            with archive(writing=True) as opened:
                shelf = ExhibitionShelf(opened)
                made = shelf.load(chosen) if chosen else shelf.create(page.record.title)
                shelf.save(add_item(made, item))
            st.success(t("record.added", title=made.title))
            st.page_link("views/curate.py", label=t("record.to_exhibition"), query_params={"id": made.id})


def _sheet(page: RecordPage, one: TextPage, focus: tuple[int, int]) -> None:
    """One sheet: its text, and the image where it was scanned; columns of old print as columns."""
    if len(page.pages) > 1:
        st.html(f'<p class="dm-sheet">{escape(t("record.page", n=one.number))}</p>')
    text = marked_text(one, focus, t, lang=page.lang, vertical=one.vertical)
    picture = page_image(one, workspace().pages, focus=focus, alt=t("record.page", n=one.number))
    if not picture:
        st.html(text)
        return
    words_of, image = st.tabs([t("record.text"), t("record.image")])
    words_of.html(text)
    image.html(picture)


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
        for sheet in page.pages:
            _sheet(page, sheet, focus)
        st.html(legend(t) + (TO_FOCUS if focus[1] else ""), unsafe_allow_javascript=True)
        if page.facts or page.candidates:
            st.subheader(t("record.claims"))
            show_claims(page.facts, t, here=True)
            folded(page.candidates, t, title=t("entity.candidates"), here=True)
    with aside:
        _description(page)
        _cite(page, focus)
        _add(page, focus)
