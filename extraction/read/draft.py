"""What a format reader hands over, and how a draft becomes a record with offsets into L0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extraction.text.language import language_of
from ontology.errors import UnreadableDocument
from ontology.records import PAGE_BREAK, Box, Lang, Line, Page

LONGEST_LINE = 5_000_000
LARGEST_TEXT = 20_000_000
LARGEST_FILE = 500_000_000
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """One line of a page before it has a place in L0."""

    text: str
    box: Box
    score: float = 1.0
    direction: Literal["h", "v"] = "h"
    char_boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """One page as a format reader found it: plain text, or lines with boxes and the image they lie on."""

    text: str = ""
    lines: tuple[DraftLine, ...] = ()
    png: bytes = b""
    width: int = 0
    height: int = 0

    @property
    def content(self) -> str:
        """The page's text: its lines joined by newlines where it has any."""
        return "\n".join(line.text for line in self.lines) if self.lines else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One document as a format reader found it."""

    pages: tuple[DraftPage, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """The picture of a page, to be kept under the name its Page refers to."""

    name: str
    png: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A draft laid out as L0: the text, its pages, their pictures and its language."""

    text: str
    pages: tuple[Page, ...]
    images: tuple[PageImage, ...]
    lang: Lang
    script: str


def lay_out(draft: Draft, *, sha256: str, name: str) -> Laid:
    """Join the pages of a draft to one text and give every page and line its span."""
    text = PAGE_BREAK.join(page.content for page in draft.pages)
    refuse_oversize(text, name=name)
    pages = tuple(_pages(draft, sha256=sha256))
    images = tuple(
        PageImage(name=page.image, png=found.png)
        for page, found in zip(pages, draft.pages, strict=True)
        if page.image
    )
    lang, script = language_of(text)
    return Laid(text=text, pages=pages, images=images, lang=lang, script=script)


def refuse_oversize(text: str, *, name: str) -> None:
    """Refuse a text or a line that no later step could hold."""
    if len(text) * 4 > LONGEST_LINE:  # below that, no line can be too long in any encoding
        longest = max((_size(line) for line in text.split("\n")), default=0)
        if longest > LONGEST_LINE:
            raise UnreadableDocument(
                name,
                f"one line is {longest / _MEGABYTE:.1f} MB long; the limit is {LONGEST_LINE // _MEGABYTE} MB",
                "Break the text into lines or split the file.",
            )
    if _size(text) > LARGEST_TEXT:
        raise oversize(name, size=_size(text), limit=LARGEST_TEXT)


def oversize(name: str, *, size: int, limit: int) -> UnreadableDocument:
    """The problem of a file or text above a limit."""
    return UnreadableDocument(
        name, f"it is {size / _MEGABYTE:.1f} MB; the limit is {limit // _MEGABYTE} MB", "Split it."
    )


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


def _pages(draft: Draft, *, sha256: str) -> Iterator[Page]:
    """The pages with their spans; the page breaks lie between them."""
    start = 0
    for number, page in enumerate(draft.pages, 1):
        end = start + len(page.content)
        yield Page(
            number=number,
            start=start,
            end=end,
            image=f"{sha256[:16]}-{number}.png" if page.png else "",
            width=page.width,
            height=page.height,
            lines=tuple(_lines(page, start=start)),
        )
        start = end + len(PAGE_BREAK)


def _lines(page: DraftPage, *, start: int) -> Iterator[Line]:
    """The lines of a page with their spans in L0."""
    for line in page.lines:
        end = start + len(line.text)
        yield Line(
            start=start,
            end=end,
            box=line.box,
            score=line.score,
            direction=line.direction,
            char_boxes=line.char_boxes,
        )
        start = end + 1
