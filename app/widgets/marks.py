"""Passages, access states, time lines and marked text as escaped HTML."""

from __future__ import annotations

import base64
import functools
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from app.text import Texts
from app.widgets.words import when
from kg.export.dates import said
from kg.queries import Mark, Passage, TextPage, TimelineItem
from ontology.access import Access
from ontology.kinds import KINDS, MARKED

DATE_COLOR = "#8A7F73"
QUOTED = 120
"""Characters of a quote under a claim."""
TO_FOCUS = "<script>setTimeout(() => document.querySelector('mark.focus')?.scrollIntoView({block: 'center'}), 400)</script>"
"""Brings the passage in question into view; holds nothing of an archive."""


def access_badge(access: str, t: Texts) -> str:
    """The access state as a small badge; colour is not its only sign."""
    look = "open" if Access(access).is_open else "closed"
    return f'<span class="dm-access {look}">{escape(t(f"access.{access}"))}</span>'


def highlighted(text: str, spans: Iterable[tuple[int, int]], *, offset: int = 0) -> str:
    """A text with some spans marked; the spans count from `offset`."""
    pieces, position = [], 0
    for start, end in sorted(spans):
        left, right = max(start - offset, position), min(end - offset, len(text))
        if left < right:
            pieces += [escape(text[position:left]), "<mark>", escape(text[left:right]), "</mark>"]
            position = right
    return "".join([*pieces, escape(text[position:])])


def legend(t: Texts, *, dates: bool = True) -> str:
    """What the colours of names mean."""
    rows = [(t(f"kind.{kind.value}"), KINDS[kind].color) for kind in MARKED]
    if dates:
        rows.append((t("kind.DATE"), DATE_COLOR))
    return "".join(
        f'<span class="dm-chip"><span class="dm-kind" style="background:{color}"></span>{escape(name)}</span>'
        for name, color in rows
    )


def marked_text(
    page: TextPage, focus: tuple[int, int], t: Texts, *, lang: str, vertical: bool = False
) -> str:
    """A page's text: names underlined and linked, dates underlined, the passage in question on a yellow ground."""
    spans: list[tuple[int, int, str, str]] = [
        (mark.start, mark.end, _opening(mark, t), "</a>" if mark.entity else "</mark>") for mark in page.marks
    ]
    for one in page.dates:
        title = escape(
            " · ".join(dict.fromkeys(filter(None, (said(one.date.edtf, t.language), one.date.edtf))))
        )
        spans.append((one.start, one.end, f'<mark style="--dm:{DATE_COLOR}" title="{title}">', "</mark>"))
    pieces, position = [], page.start
    for start, end, opening, closing in sorted(spans):
        if start < position:
            continue
        pieces += [_plain(page, position, start, focus), opening, _plain(page, start, end, focus), closing]
        position = end
    pieces.append(_plain(page, position, page.end, focus))
    look = "dm-text vertical" if vertical else "dm-text"
    return f'<div class="{look}" lang="{escape(lang)}">{"".join(pieces)}</div>'


def _opening(mark: Mark, t: Texts) -> str:
    """The tag that opens a name: a link where we know who it is."""
    kind = t(f"kind.{mark.kind.value}")
    parts = (mark.entity.label if mark.entity else "", kind, mark.why)
    look = f'class="dm-name" style="--dm:{KINDS[mark.kind].color}"'
    title = escape(" · ".join(part for part in parts if part))
    if mark.entity is None:
        return f'<mark {look} title="{title}">'
    return f'<a {look} title="{title}" href="{_address("entity", t, id=mark.entity.id)}">'


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


def short_quote(passage: Passage) -> str:
    """The quote alone, its lines joined; a long one is cut in the tooltip's favour."""
    text = " ".join(passage.quote.split())
    shown = text if len(text) <= QUOTED else f"{text[:QUOTED]}…"
    return f'<div class="dm-quote" title="{escape(text)}">{escape(shown)}</div>'


def timeline(items: Iterable[TimelineItem], t: Texts, *, about: str = "") -> str:
    """What happened, in order, as HTML; on the page of a thing it is not named again."""
    rows = []
    for item in items:
        unsure = f" ({t('entity.unsure')})" if item.certainty != "certain" else ""
        # A claim and a named event say who and where themselves; so does a sentence that holds the name.
        refs = () if item.source != "mention" else (*item.participants, *item.places)
        others = [ref.label for ref in refs if ref.id != about and ref.label not in item.label]
        rest = ("、" if t.language == "zh" else ", ").join(others[:4])
        rows.append(
            f"<div>{when(item.edtf, item.raw, t)} {_event(item, t, about)}{escape(unsure)} "
            f'<span class="dm-sigil">{escape(rest)}</span>{_told(item, t)}</div>'
        )
    return f'<div class="dm-years">{"".join(rows)}</div>'


def _told(item: TimelineItem, t: Texts) -> str:
    """That several records tell of it, and that they contradict each other, with the way to all accounts."""
    if item.happening is None:
        return ""
    said = t("account.disputed") if item.disputed else t("account.several")
    return f' <a class="dm-chip" href="{_address("entity", t, id=item.happening.id)}">{escape(said)}</a>'


def _event(item: TimelineItem, t: Texts, about: str) -> str:
    """What happened, as a link to the event's page where it has one, else to the passage that says so."""
    if item.event is not None and item.event.id != about:
        return f'<a href="{_address("entity", t, id=item.event.id)}">{escape(item.label)}</a>'
    if item.passages:
        first = item.passages[0]
        place = _address("record", t, id=first.record.id, start=first.start, end=first.end)
        return f'<a href="{place}">{escape(item.label)}</a>'
    return escape(item.label)


def _address(screen: str, t: Texts, **place: object) -> str:
    """Another screen, seen from this one; all screens lie side by side. The link opens a new visit: it says the language."""
    return escape(f"{screen}?{urlencode({**place, 'language': t.language})}")
