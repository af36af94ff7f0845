"""PDF: the text layer with a box for every character, or OCR of the page where there is none."""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extraction.read.columns import direction_of, is_vertical, reading_order
from extraction.read.draft import Draft, DraftLine, DraftPage
from extraction.read.ocr import Ocr
from extraction.read.scan import read_picture
from ontology.errors import UnreadableDocument
from ontology.records import Box

_SCREEN_DPI = 150
_OCR_DPI = 200
_POINTS_PER_INCH = 72
_LARGEST_PIXELS = 60_000_000
_NO_LAYER = "no text layer"
_BROKEN = "it is broken and was not read"
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\xad": "-"}
_WIDEST_GAP = 1.5  # in characters; wider is another column or cell
_STEP_BACK = 0.6


@dataclass(frozen=True, slots=True)
class _Char:
    """A character of the text layer and its box in pixels; a space the library added has none."""

    text: str
    box: Box | None


def read_pdf(data: bytes, *, name: str, ocr: Ocr | None) -> Draft:
    """The pages of a PDF, each from its text layer or, without one, by OCR."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _cannot_open(name, code=error.err_code) from error
    try:
        read = [_page(document, number, ocr=ocr) for number in range(len(document))]
    finally:
        document.close()
    return _draft(read, name=name, ocr=ocr)


def _draft(read: list[tuple[DraftPage, tuple[str, ...]]], *, name: str, ocr: Ocr | None) -> Draft:
    """Put pages together, with their notes by number; refuse a document of which nothing could be read."""
    if all(_BROKEN in notes for _, notes in read):
        raise UnreadableDocument(name, "it has no whole page", "Restore it from the original.")
    if ocr is None and all(_NO_LAYER in notes for _, notes in read):
        raise UnreadableDocument(
            name, "it is a scan and OCR is not installed", "Install it: pip install 'dangmai[ocr]'."
        )
    notes = tuple(f"page {number}: {note}" for number, (_, all_) in enumerate(read, 1) for note in all_)
    return Draft(pages=tuple(page for page, _ in read), notes=notes)


def _cannot_open(name: str, *, code: int | None) -> UnreadableDocument:
    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return UnreadableDocument(name, "it is locked with a password", "Save it without one.")
    return UnreadableDocument(name, "it is not a whole PDF", "Restore it from the original.")


def _page(document: Any, index: int, *, ocr: Ocr | None) -> tuple[DraftPage, tuple[str, ...]]:
    """One page and what was noticed on it; a broken page does not take the others with it."""
    try:
        page = document[index]
        try:
            return _open_page(page, ocr=ocr)
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return DraftPage(), (_BROKEN,)


def _open_page(page: Any, *, ocr: Ocr | None) -> tuple[DraftPage, tuple[str, ...]]:
    """A page from its text layer, else by OCR."""
    chars = _chars(page, scale=_scale(page, dpi=_SCREEN_DPI))
    if _tells(chars):
        return _layered(page, chars), ()
    png, size = _render(page, dpi=_OCR_DPI)
    if ocr is None:
        return DraftPage(png=png, width=size[0], height=size[1]), (_NO_LAYER,)
    return read_picture(png, size=size, ocr=ocr)


def _tells(chars: list[_Char]) -> bool:
    """Whether a text layer holds readable characters rather than nothing or codes of a broken font."""
    solid = [char.text for char in chars if not char.text.isspace()]
    sound = sum(1 for text in solid if text.isprintable() and text != "\ufffd")
    return bool(solid) and sound * 2 > len(solid)


def _layered(page: Any, chars: list[_Char]) -> DraftPage:
    """A page from its text layer: lines in reading order with their boxes."""
    png, (width, height) = _render(page, dpi=_SCREEN_DPI)
    lines = [line for piece in _pieces(chars) if (line := _line(piece))]
    boxes = [line.box for line in lines]
    vertical = is_vertical(boxes, lengths=[len(line.text) for line in lines])
    order = reading_order(boxes, vertical=vertical)
    return DraftPage(lines=tuple(lines[i] for i in order), png=png, width=width, height=height)


def _line(piece: list[_Char]) -> DraftLine | None:
    """A run of characters as a line, spaces at its ends left out."""
    while piece and piece[0].text.isspace():
        piece = piece[1:]
    while piece and piece[-1].text.isspace():
        piece = piece[:-1]
    if not piece:
        return None
    filled = _fill(piece)
    box = _union(filled)
    text = "".join(char.text for char in piece)
    return DraftLine(
        text=text, box=box, direction=direction_of(box, characters=len(text)), char_boxes=tuple(filled)
    )


def _fill(piece: list[_Char]) -> list[Box]:
    """A box for every character; a space without one gets the empty box where the last character ends."""
    last = next(char.box for char in piece if char.box)
    boxes = []
    for char in piece:
        last = char.box or (last[2], last[1], last[2], last[3])
        boxes.append(last)
    return boxes


def _pieces(chars: list[_Char]) -> Iterator[list[_Char]]:
    """Runs of characters that follow each other on the page, across or down."""
    piece: list[_Char] = []
    before: Box | None = None
    down: bool | None = None
    for char in chars:
        if char.box is None:
            piece.append(char)
            continue
        across_ok, down_ok = _follows(before, char.box)
        fits = before is None or (across_ok and down is not True) or (down_ok and down is not False)
        if not fits:
            yield piece
            piece, down = [], None
        elif before is not None:
            down = not across_ok
        piece.append(char)
        before = char.box
    if piece:
        yield piece


def _follows(before: Box | None, box: Box) -> tuple[bool, bool]:
    """Whether a character stands next to the one before it: to the right, or below."""
    if before is None:
        return True, True
    em = max(before[2] - before[0], before[3] - before[1], box[2] - box[0], box[3] - box[1], 1)
    level = min(before[3], box[3]) - max(before[1], box[1])
    plumb = min(before[2], box[2]) - max(before[0], box[0])
    across = level > 0 and -_STEP_BACK * em <= box[0] - before[2] <= _WIDEST_GAP * em
    below = plumb > 0 and box[1] >= before[1] and -em / 4 <= box[1] - before[3] <= em / 4
    return across and box[0] >= before[0], below and not across


def _union(boxes: list[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _chars(page: Any, *, scale: float) -> list[_Char]:
    """The characters of a text layer in the order of the file."""
    layer = page.get_textpage()
    try:
        chars = [_char(page, layer, index, scale=scale) for index in range(layer.count_chars())]
    finally:
        layer.close()
    return _join_surrogates([char for char in chars if char is not None])


def _char(page: Any, layer: Any, index: int, *, scale: float) -> _Char | None:
    """One character; breaks and broken codes are left out, spaces have no box."""
    code = pdfium.FPDFText_GetUnicode(layer, index)
    text = _HYPHENS.get(chr(code), chr(code)) if code <= 0x10FFFF else ""
    if not text or code == 0:
        return None
    if text in "\r\n":
        return None
    if text.isspace():
        return _Char(text, None)
    left, bottom, right, top = layer.get_charbox(index, loose=True)
    corners = [_pixel(page, x, y, scale=scale) for x, y in ((left, top), (right, bottom))]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return _Char(text, (xs[0], ys[0], xs[1], ys[1]))


def _join_surrogates(chars: list[_Char]) -> list[_Char]:
    """Make one character of two halves: the library gives rare Han characters in UTF-16 units."""
    joined: list[_Char] = []
    for char in chars:
        if joined and "\ud800" <= joined[-1].text <= "\udbff" and "\udc00" <= char.text <= "\udfff":
            pair = (joined.pop().text + char.text).encode("utf-16-le", "surrogatepass")
            char = _Char(pair.decode("utf-16-le"), char.box)
        joined.append(char)
    return [char for char in joined if not "\ud800" <= char.text <= "\udfff"]


def _pixel(page: Any, x: float, y: float, *, scale: float) -> tuple[int, int]:
    """A point of the page in pixels of its picture, whatever its rotation and crop."""
    width, height = (math.ceil(side * scale) for side in page.get_size())
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value, down.value


def _scale(page: Any, *, dpi: int) -> float:
    """Pixels a point at a resolution, less where the page is a poster."""
    width, height = page.get_size()
    wanted = dpi / _POINTS_PER_INCH
    pixels = max(width * height, 1.0) * wanted * wanted
    return float(wanted * min(1.0, (_LARGEST_PIXELS / pixels) ** 0.5))


def _render(page: Any, *, dpi: int) -> tuple[bytes, tuple[int, int]]:
    """The picture of a page as PNG, and its size."""
    bitmap = page.render(scale=_scale(page, dpi=dpi))
    out = io.BytesIO()
    picture = bitmap.to_pil()
    picture.save(out, format="PNG")
    size = picture.size
    bitmap.close()
    return out.getvalue(), (int(size[0]), int(size[1]))
