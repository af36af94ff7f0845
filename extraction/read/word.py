"""Word files: paragraphs and tables in the order of the body, text boxes after their paragraph.

The XML is walked here because the library's own `text` leaves out tracked insertions, content controls and
text boxes, and an archive must not lose words silently.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from extraction.read.draft import Draft, DraftPage
from extraction.read.office import broken_container, refuse_bad_container
from ontology.errors import UnreadableDocument

_KIND = ".docx"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}
_APART = {"txbxContent", "Fallback", "del", "moveFrom", "pPr", "rPr"}  # not part of the running text


def read_word(data: bytes, *, name: str) -> Draft:
    """The text of a .docx: one line a paragraph, one line a table row with tabs between its cells."""
    refuse_bad_container(data, name=name, kind=_KIND)
    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise broken_container(name, kind=_KIND) from error
    text = "\n".join(_blocks(document.element.body))
    if not text.strip():
        raise UnreadableDocument(name, "it holds no text", "If it holds pictures, save it as PDF.")
    return Draft(pages=(DraftPage(text=text),), notes=tuple(_unread(document)))


def _blocks(parent: Any) -> Iterator[str]:
    """The lines of a body, a cell or a container within them."""
    for child in parent:
        kind = _local(child)
        if kind == "p":
            yield _running_text(child)
            yield from _boxes(child)
        elif kind == "tbl":
            yield from _rows(child)
        elif kind not in _APART:
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[str]:
    """One line a row; a cell of several paragraphs keeps them apart by a space."""
    for row in table.iter(f"{{{_namespace(table)}}}tr"):
        if _nearest(row, "tbl") is table:
            cells = (cell for cell in row.iter(f"{{{_namespace(table)}}}tc") if _nearest(cell, "tr") is row)
            yield "\t".join(" ".join(filter(None, _blocks(cell))).replace("\n", " ") for cell in cells)


def _running_text(parent: Any) -> str:
    """The text of a paragraph, as printed."""
    parts = []
    for child in parent:
        kind = _local(child)
        if kind == "t":
            parts.append(child.text or "")
        elif kind in _SIGNS:
            parts.append(_SIGNS[kind])
        elif kind not in _APART:
            parts.append(_running_text(child))
    return "".join(parts)


def _boxes(paragraph: Any) -> Iterator[str]:
    """The text boxes anchored in a paragraph, without the second copy kept for old programs."""
    for box in paragraph.iter(f"{{{_namespace(paragraph)}}}txbxContent"):
        if not any(_local(above) == "Fallback" for above in box.iterancestors()):
            yield from _blocks(box)


def _nearest(element: Any, kind: str) -> Any:
    return next((above for above in element.iterancestors() if _local(above) == kind), None)


def _namespace(element: Any) -> str:
    return str(etree.QName(element).namespace)


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _unread(document: Any) -> Iterator[str]:
    """What a Word file holds besides its body."""
    kinds = sorted({relation.reltype.rsplit("/", 1)[-1] for relation in document.part.rels.values()})
    for kind, word in (("footnotes", "footnotes"), ("endnotes", "endnotes"), ("comments", "comments")):
        if kind in kinds and _has_words(document, kind):
            yield f"its {word} were not read"


def _has_words(document: Any, kind: str) -> bool:
    """Whether a side part of a Word file holds any text."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/" + kind) and not relation.is_external:
            return b"<w:t>" in relation.target_part.blob or b"<w:t " in relation.target_part.blob
    return False
