"""Plain text files: decoded, and otherwise left exactly as they are."""

from __future__ import annotations

from extraction.read.draft import LARGEST_TEXT, Draft, DraftPage, oversize
from extraction.read.encodings import decode
from ontology.errors import UnreadableDocument
from ontology.records import PAGE_BREAK

_WIDEST = 2  # a byte of text in a legacy encoding may take two in UTF-8, and the reverse
_MAGIC = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a zip container such as .docx or .xlsx", ".docx or .xlsx"),
    (b"\x89PNG", "a PNG image", ".png"),
    (b"\xff\xd8\xff", "a JPEG image", ".jpg"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", ".docx, saved by a word processor"),
)


def read_plain(data: bytes, *, name: str) -> Draft:
    """The text of a plain file; form feeds in it part its pages."""
    for magic, what, suffix in _MAGIC:
        if data.startswith(magic):
            raise UnreadableDocument(name, f"by its content it is {what}", f"Give it the suffix {suffix}.")
    if len(data) > LARGEST_TEXT * _WIDEST:
        raise oversize(name, size=len(data), limit=LARGEST_TEXT)
    found = decode(data, name=name)
    if not found.text.strip():
        raise UnreadableDocument(name, "it holds no text", "Restore it from the original.")
    pages = tuple(DraftPage(text=text) for text in found.text.split(PAGE_BREAK))
    return Draft(pages=pages, encoding=found.encoding, notes=found.notes)
