"""From records to claims, in one function that reads aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extraction.steps import Claims, Linked, Linker, Marked, Recognizer, Relator
from extraction.text.language import language_of
from ontology.access import Access
from ontology.errors import BadInput
from ontology.ids import checksum
from ontology.records import PAGE_BREAK, Lang, Page, Record, record_id

TEXT_KEY = "text:"
"""Begins the key of a record that was handed in as bare text."""
_LANGS: tuple[Lang, ...] = ("zh", "ru", "ja", "und")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SCRIPTS = {"ru": "Cyrl", "ja": "Jpan"}


def extract(
    archive: Sequence[Record], *, recognizer: Recognizer, linker: Linker, relator: Relator
) -> Iterator[tuple[Marked, Linked, Claims]]:
    """Read an archive: for each record, in order, what is named in it, who that is, and what it claims."""
    marked = [recognizer.recognize(record) for record in archive]
    linked = linker.link(marked)  # needs them all: 孙中山 is Сунь Ятсен
    for each in marked:
        yield each, linked, relator.relate(each, linked)


def record_of_text(id: str, text: str, lang: str | None = None) -> Record:
    """A record for a bare text, as in a JSON line: the text is L0 as it stands, nobody knows its access."""
    if not id:
        raise BadInput("a text", "it has no id", "Give each text an id of its own.")
    judged, script = _judged(text)
    language = judged if lang is None else _known_language(id, lang)
    key = TEXT_KEY + id
    return Record(
        id=record_id(key),
        key=key,
        text=text,
        lang=language,
        script=script if language == judged else _SCRIPTS.get(language, "und"),
        source=id,
        source_sha256=checksum(text.encode("utf-8", "surrogatepass")),
        pages=tuple(_pages(text)),
        access=Access.UNKNOWN,
    )


def _known_language(id: str, lang: str) -> Lang:
    for known in _LANGS:
        if lang == known:
            return known
    raise BadInput(id, f"“{lang}” is none of the languages read here", f"Say one of {', '.join(_LANGS)}.")


def _judged(text: str) -> tuple[Lang, str]:
    """The language and script of a text; a few Chinese characters that tell nothing are read as Chinese."""
    lang, script = language_of(text)
    return ("zh", script) if lang == "und" and _HAN.search(text) else (lang, script)


def _pages(text: str) -> Iterator[Page]:
    start = 0
    for number, piece in enumerate(text.split(PAGE_BREAK), 1):
        yield Page(number=number, start=start, end=start + len(piece))
        start += len(piece) + len(PAGE_BREAK)
