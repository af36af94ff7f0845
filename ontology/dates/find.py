"""Dates in running text, and the date of a catalogue field."""

from __future__ import annotations

import re
from dataclasses import replace

from ontology.dates.bounds import edtf_bounds
from ontology.dates.chinese import read_dates
from ontology.dates.chinese_words import CHINESE
from ontology.dates.eras import ERAS
from ontology.dates.japanese import JAPANESE
from ontology.dates.russian import read_russian_dates
from ontology.dates.values import Found, Known, Piece, Reading, plain_edtf
from ontology.names import fold
from ontology.records import DateValue

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_EDTF = re.compile(
    r"[\[{]?[\dX]{4}(?:-[\dX]{2}){0,2}[?~%]?(?:(?:/|,|\.\.)(?:[\dX]{4}(?:-[\dX]{2}){0,2}[?~%]?|\.\.)?)*[\]}]?|\.\./[\dX-]+"
)
_PACKED = re.compile(r"((?:1[5-9]|20)\d\d)(\d\d)(\d\d)")
_AROUND = " \t\u3000()（）[]〔〕.。,，"


def find_dates(text: str, *, lang: str, anchor: DateValue | None = None) -> list[Found]:
    """Every date of a text with its span, in order; short ones lean on the date before or on the anchor.

    The text is the reading layer of a record or any part of it; spans are half-open in that text.
    """
    return [
        (start, end, reading.value(text[start:end])) for start, end, reading in _pieces(text, lang, anchor)
    ]


def parse_date(text: str, *, lang: str = "zh", anchor: DateValue | None = None) -> DateValue:
    """The date that a short field states, in any calendar, in EDTF or as figures; empty EDTF where unclear."""
    bare = text.strip(_AROUND)
    written = _figures(text.strip())
    if written:
        return written.value(text)
    pieces = _pieces(bare, "ru" if _CYRILLIC.search(bare) else lang, anchor)
    if len(pieces) != 1:
        readings = tuple(reading.edtf for _, _, reading in pieces if reading.edtf)
        return DateValue(
            raw=text, edtf="", certainty="uncertain", rule="unclear" if pieces else "", readings=readings
        )
    return pieces[0][2].value(text)


def _pieces(text: str, lang: str, anchor: DateValue | None) -> list[Piece]:
    """What the readers of the languages find; dates in the other script of a mixed record are read as well."""
    known = _known(anchor)
    cyrillic = bool(_CYRILLIC.search(text))
    russian = lang == "ru" or (lang == "und" and cyrillic)
    if not russian:
        words, other = (JAPANESE, None) if lang == "ja" else (CHINESE, JAPANESE)
        pieces = read_dates(text, words=words, anchor=known, other=other)
        return (
            _merged(pieces, read_russian_dates(text, anchor=known, everywhere=False), text)
            if cyrillic
            else pieces
        )
    pieces = read_russian_dates(text, anchor=known)
    if not _HAN.search(text):
        return pieces
    words = JAPANESE if _KANA.search(text) else CHINESE
    return _merged(pieces, read_dates(text, words=words, anchor=known), text, script=_HAN)


def _merged(
    pieces: list[Piece], others: list[Piece], text: str, *, script: re.Pattern[str] = _CYRILLIC
) -> list[Piece]:
    """Dates of two readers in order; one of the second counts if it holds its script and stands apart."""
    taken = bytearray(len(text))
    for start, end, _ in pieces:
        taken[start:end] = b"\1" * (end - start)
    apart = [
        piece
        for piece in others
        if script.search(text, piece[0], piece[1]) and not any(taken[piece[0] : piece[1]])
    ]
    return sorted([*pieces, *apart], key=lambda piece: piece[:2])


def _known(anchor: DateValue | None) -> Known:
    """What the day of writing tells, with the era it was written in."""
    known = Known.of(anchor)
    raw = fold(anchor.raw) if anchor else ""
    era = next((name for name in ERAS if name in raw), "")
    return replace(known, era=era) if known.year else known


def _figures(text: str) -> Reading | None:
    """EDTF and figures such as 19360220, where 00 says unknown."""
    if found := _PACKED.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return Reading(edtf=plain_edtf(year, month, day), rule="figures")
    if _EDTF.fullmatch(text) and any(edtf_bounds(text)):
        certainty = "approximate" if "~" in text else "uncertain" if "?" in text or "%" in text else "certain"
        return Reading(edtf=text, rule="edtf", certainty=certainty)
    return None
