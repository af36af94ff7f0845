"""ALTO 2 to 4: pages that somebody else has read, with a box for every word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from lxml import etree

from extraction.read.columns import direction_of
from extraction.read.draft import Draft, DraftLine, DraftPage
from extraction.read.scan import pictures
from ontology.errors import UnreadableDocument
from ontology.records import Box

_UNSPACED = (("\u3000", "\u9fff"), ("\uf900", "\ufaff"), ("\uff00", "\uffef"), ("\U00020000", "\U0003ffff"))
Place = tuple[float, float, float, float]


def read_alto(data: bytes, *, name: str, picture: bytes = b"") -> Draft:
    """The pages of an ALTO file; `picture` is the scan that lies beside it."""
    root = _root(data, name=name)
    if _local(root).lower() != "alto":
        raise UnreadableDocument(
            name, f"its XML is <{_local(root)}>, not ALTO", "Give ALTO 2 to 4, or save its text as .txt."
        )
    pages = [element for element in root.iter() if _local(element) == "Page"]
    if not pages:
        raise UnreadableDocument(name, "the ALTO holds no page", "Export it again.")
    shown, notes = _shown(picture, name=name)
    drafts = tuple(
        _page(page, shown=shown[at] if at < len(shown) else None, name=name) for at, page in enumerate(pages)
    )
    if not any(page.content.strip() for page in drafts):
        raise UnreadableDocument(name, "the ALTO holds no text", "Give the scan without it.")
    return Draft(pages=drafts, encoding=str(root.getroottree().docinfo.encoding or ""), notes=notes)


def _shown(picture: bytes, *, name: str) -> tuple[list[tuple[bytes, tuple[int, int]]], tuple[str, ...]]:
    """The pictures of the pages; a broken scan does not take the text with it."""
    try:
        return (pictures(picture, name=name) if picture else []), ()
    except UnreadableDocument as problem:
        return [], (f"the scan beside it is not shown: {problem.reason}",)


def _root(data: bytes, *, name: str) -> Any:
    """The root of an XML file without a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Any = etree.fromstring(data, parser=parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise UnreadableDocument(name, f"line {line} is not XML", "Export it again.") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableDocument(name, "its XML declares a document type", "Remove the DOCTYPE line.")
    return root


def _page(page: Any, *, shown: tuple[bytes, tuple[int, int]] | None, name: str) -> DraftPage:
    """One page: its lines in the order of the file, boxes scaled to its picture."""
    png, size = shown or (b"", (round(_number(page, "WIDTH")), round(_number(page, "HEIGHT"))))
    scale = size[0] / _number(page, "WIDTH") if shown and _number(page, "WIDTH") else 1.0
    elements = [element for element in page.iter() if _local(element) == "TextLine"]
    lines = tuple(line for element in elements if (line := _line(element, scale=scale)))
    return DraftPage(lines=lines, png=png, width=size[0], height=size[1])


def _line(element: Any, *, scale: float) -> DraftLine | None:
    """One line: words and spaces, a box for every character spread over its word's box."""
    pieces = list(_pieces(element))
    text = "".join(piece for piece, _ in pieces)
    if not text.strip():
        return None
    box = _scaled(_line_place(element, pieces), scale=scale)
    direction = direction_of(box, characters=len(text))
    chars = tuple(
        _scaled(part, scale=scale)
        for piece, place in pieces
        for part in _spread(place, parts=len(piece), direction=direction)
    )
    return DraftLine(text=text, box=box, score=_score(element), direction=direction, char_boxes=chars)


def _pieces(element: Any) -> Iterator[tuple[str, Place]]:
    """The words, spaces and hyphens of a line with their places; a space left out of the file is put in."""
    before = ""
    for child in element:
        kind = _local(child)
        text = {"SP": " ", "HYP": child.get("CONTENT") or "-"}.get(kind, child.get("CONTENT") or "")
        if kind not in {"String", "SP", "HYP"} or not text:
            continue
        place = _place(child)
        if kind == "String" and before and _spaced(before) and _spaced(text[0]):
            yield " ", (place[0], place[1], 0.0, place[3])
        yield text, place
        before = text[-1] if kind == "String" else ""


def _spaced(char: str) -> bool:
    """Whether words in this character's script are parted by spaces."""
    return not any(low <= char <= high for low, high in _UNSPACED)


def _place(element: Any) -> Place:
    return (
        _number(element, "HPOS"),
        _number(element, "VPOS"),
        _number(element, "WIDTH"),
        _number(element, "HEIGHT"),
    )


def _line_place(element: Any, pieces: list[tuple[str, Place]]) -> Place:
    """A line's own place, else the one around its words."""
    if element.get("WIDTH") is not None:
        return _place(element)
    places = [place for _, place in pieces]
    left, top = min(place[0] for place in places), min(place[1] for place in places)
    right = max(place[0] + place[2] for place in places)
    bottom = max(place[1] + place[3] for place in places)
    return left, top, right - left, bottom - top


def _spread(place: Place, *, parts: int, direction: Literal["h", "v"]) -> Iterator[Place]:
    """A place cut into equal parts along the line."""
    left, top, width, height = place
    for part in range(parts):
        if direction == "v":
            yield left, top + height * part / parts, width, height / parts
        else:
            yield left + width * part / parts, top, width / parts, height


def _scaled(place: Place, *, scale: float) -> Box:
    left, top, width, height = place
    right, bottom = left + width, top + height
    return round(left * scale), round(top * scale), round(right * scale), round(bottom * scale)


def _score(element: Any) -> float:
    """The mean confidence of a line's words, 1 where the file gives none."""
    scores = [_number(child, "WC") for child in element if child.get("WC") is not None]
    return sum(scores) / len(scores) if scores else 1.0


def _number(element: Any, attribute: str) -> float:
    """A measure of the file; what is missing or no number counts as 0."""
    try:
        return float(element.get(attribute) or 0)
    except ValueError:
        return 0.0


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
