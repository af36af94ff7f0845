"""Passages, access states and marked text as escaped HTML, and the links that lead on."""

from __future__ import annotations

import base64
import functools
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import streamlit as st

from app.text import Texts
from kg.queries import EntityRef, Passage, RecordRef, TextPage
from ontology.access import Access
from ontology.kinds import KINDS, Kind

DATE_COLOR = "#8A7F73"


def access_badge(access: str, t: Texts) -> str:
    """The access state as a small badge; colour is not its only sign."""
    look = "open" if Access(access).is_open else "closed"
    return f'<span class="dm-access {look}">{escape(t(f"access.{access}"))}</span>'


def record_line(record: RecordRef, t: Texts) -> str:
    """A record in one line: title, reference, date, language, access."""
    parts = (record.ref_code, record.date, t(f"lang.{record.lang}"))
    said = escape(" · ".join(part for part in parts if part))
    return (
        f'<b>{escape(record.title)}</b> <span class="dm-sigil">{said}</span> {access_badge(record.access, t)}'
    )


def quote(passage: Passage, t: Texts) -> str:
    """A quoted passage with its surroundings, the quote marked, and where it stands."""
    where = record_line(passage.record, t)
    page = f" · {escape(t('record.page', n=passage.page))}" if passage.page else ""
    return (
        f'<div class="dm-quote">{escape(passage.prefix)}<mark>{escape(passage.quote)}</mark>'
        f"{escape(passage.suffix)}<br><small>{where}{page}</small></div>"
    )


def highlighted(text: str, spans: Iterable[tuple[int, int]], *, offset: int = 0) -> str:
    """A text with some spans marked; the spans count from `offset`."""
    pieces, position = [], 0
    for start, end in sorted(spans):
        left, right = max(start - offset, position), min(end - offset, len(text))
        if left < right:
            pieces += [escape(text[position:left]), "<mark>", escape(text[left:right]), "</mark>"]
            position = right
    return "".join([*pieces, escape(text[position:])])


def chips(entities: Iterable[tuple[EntityRef, str]]) -> str:
    """Things as chips with their colour, kind as tooltip, and a small note each."""
    return "".join(
        f'<span class="dm-chip" title="{escape(KINDS[ref.kind].zh)}">'
        f'<span class="dm-kind" style="background:{ref.color}"></span>{escape(ref.label)}'
        f"<small>{escape(note)}</small></span>"
        for ref, note in entities
    )


def legend(t: Texts) -> str:
    """What the colours under names mean."""
    kinds = [(t(f"kind.{kind.value}"), KINDS[kind].color) for kind in list(Kind)[:5]]
    rows = [*kinds, (t("kind.DATE"), DATE_COLOR)]
    return "".join(
        f'<span class="dm-chip"><span class="dm-kind" style="background:{color}"></span>{escape(name)}</span>'
        for name, color in rows
    )


def marked_text(page: TextPage, focus: tuple[int, int], t: Texts) -> str:
    """A page's text with names and dates underlined and the passage in question on a yellow ground."""
    spans: list[tuple[int, int, str, str]] = [
        (
            mark.start,
            mark.end,
            KINDS[mark.kind].color,
            _title(mark.entity, t(f"kind.{mark.kind.value}"), mark.why),
        )
        for mark in page.marks
    ]
    spans += [(one.start, one.end, DATE_COLOR, one.date.edtf or "?") for one in page.dates]
    pieces, position = [], page.start
    for start, end, color, title in sorted(spans):
        if start < position:
            continue
        pieces.append(_plain(page, position, start, focus))
        inner = _plain(page, start, end, focus)
        pieces.append(f'<mark style="--dm:{color}" title="{escape(title)}">{inner}</mark>')
        position = end
    pieces.append(_plain(page, position, page.end, focus))
    return f'<div class="dm-text" lang="{escape(t.language)}">{"".join(pieces)}</div>'


def _title(entity: EntityRef | None, kind: str, why: str) -> str:
    return " · ".join(part for part in (entity.label if entity else "", kind, why) if part)


def _plain(page: TextPage, start: int, end: int, focus: tuple[int, int]) -> str:
    """A stretch without names; the part inside the focus is marked."""
    left, right = max(start, focus[0]), min(end, focus[1])
    text = page.text
    cut = page.start
    if left >= right:
        return escape(text[start - cut : end - cut])
    inner = escape(text[left - cut : right - cut])
    return (
        escape(text[start - cut : left - cut])
        + f'<mark class="focus">{inner}</mark>'
        + escape(text[right - cut : end - cut])
    )


@functools.lru_cache(maxsize=32)
def _data_uri(path: str) -> str:
    return "data:image/png;base64," + base64.b64encode(Path(path).read_bytes()).decode("ascii")


def page_image(page: TextPage, folder: Path, *, focus: tuple[int, int], alt: str) -> str:
    """The scanned page with a box over every name on it; boxes of the passage in question are yellow."""
    if not page.image or not (folder / page.image).is_file() or not page.width or not page.height:
        return ""
    boxes = []
    for mark in page.marks:
        look = "focus" if mark.start < focus[1] and mark.end > focus[0] else ""
        for box in mark.boxes:
            boxes.append(
                f'<span class="{look}" style="{_place(box, page)};--dm:{KINDS[mark.kind].color}"'
                f' title="{escape(mark.text)}"></span>'
            )
    picture = f'<img src="{_data_uri(str(folder / page.image))}" alt="{escape(alt)}">'
    return f'<div class="dm-page">{picture}{"".join(boxes)}</div>'


def _place(box: Sequence[int], page: TextPage) -> str:
    left, top, right, bottom = box
    return (
        f"left:{100 * left / page.width:.2f}%;top:{100 * top / page.height:.2f}%;"
        f"width:{100 * (right - left) / page.width:.2f}%;height:{100 * (bottom - top) / page.height:.2f}%"
    )


def record_link(passage: Passage, label: str) -> None:
    """A link to the record with this passage marked."""
    place = {"id": passage.record.id, "start": str(passage.start), "end": str(passage.end)}
    st.page_link("views/record.py", label=label, icon=":material/format_quote:", query_params=place)


def entity_link(entity: EntityRef, note: str = "") -> None:
    """A link to the page of a thing."""
    label = f"{entity.label} {note}".strip()
    st.page_link("views/entity.py", label=label, query_params={"id": entity.id})
