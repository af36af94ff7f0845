"""From records to claims, in one function that reads aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extraction.steps import Claims, Linked, Linker, Marked, Recognizer, Relator
from ontology.access import Access
from ontology.errors import BadInput
from ontology.ids import checksum
from ontology.names import fold
from ontology.records import PAGE_BREAK, Lang, Page, Record, record_id

TEXT_KEY = "text:"
"""Begins the key of a record that was handed in as bare text."""
_LANGS: tuple[Lang, ...] = ("zh", "ru", "ja", "und")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_OLD_SHAPES_FROM = 0.12
_SOME_OLD_SHAPES_FROM = 0.02


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
    language = _language(text) if lang is None else _known_language(id, lang)
    key = TEXT_KEY + id
    return Record(
        id=record_id(key),
        key=key,
        text=text,
        lang=language,
        script=_script(text, language),
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


def _language(text: str) -> Lang:
    """The language a text is written in, by its letters."""
    han, kana, cyrillic = (len(letters.findall(text)) for letters in (_HAN, _KANA, _CYRILLIC))
    if cyrillic > han + kana:
        return "ru"
    if kana and kana >= 0.08 * (han + kana):
        return "ja"
    return "zh" if han else "und"


def _script(text: str, lang: Lang) -> str:
    """The script of a text; Chinese is traditional where enough of its characters have another simple form."""
    if lang != "zh":
        return {"ru": "Cyrl", "ja": "Jpan"}.get(lang, "und")
    characters = _HAN.findall(text)
    old = sum(1 for character in characters if fold(character) != character)
    share = old / max(1, len(characters))
    return "Hant" if share >= _OLD_SHAPES_FROM else "mixed" if share >= _SOME_OLD_SHAPES_FROM else "Hans"


def _pages(text: str) -> Iterator[Page]:
    start = 0
    for number, piece in enumerate(text.split(PAGE_BREAK), 1):
        yield Page(number=number, start=start, end=start + len(piece))
        start += len(piece) + len(PAGE_BREAK)
