"""From bytes to text: which encoding a plain text file is in, decided strictly and never by dropping bytes.

A byte order mark decides; then strict UTF-8; then a scorer that asks of every candidate how common its letters
are. charset-normalizer has a second vote: where it reads something else, the record says so.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from extraction.read.letters import COMMON_HAN, CYRILLIC, FREQUENT_CYRILLIC, TYPOGRAPHIC
from ontology.errors import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where one name has several tables, the first that decodes every byte is taken: plain Big5 lacks 衆 裏 峯 恒.
_FAMILIES = (
    ("gb18030",),
    ("big5", "big5hkscs", "cp950"),
    ("cp932",),
    ("euc_jp",),
    ("cp1251",),
    ("koi8_r",),
    ("cp866",),
    ("iso8859_5",),
    ("mac_cyrillic",),
    ("utf-16-le",),
    ("utf-16-be",),
)
_SAMPLE = 20_000
_SECOND_VOTE_BYTES = 60_000
_LOWEST = 0.2
_CLEAR = 0.05
_MOST_CONTROLS = 0.005
_BROKEN_UTF8 = 0.3
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text with the encoding it was in and what the reader noticed."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, name: str) -> Decoded:
    """The text of a file, byte order mark removed and nothing else changed."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding=encoding, name=name)
    if b"\x1b$" in data and (text := _strictly(data, "iso2022_jp")) is not None:
        return Decoded(text=text, encoding="iso2022_jp")
    text = None if b"\0" in data else _strictly(data, "utf-8")
    if text is None:
        return _by_letters(data, name=name)
    return Decoded(text=_textual(text, name=name), encoding="utf-8")


def letter_score(text: str) -> float:
    """How much a text looks like Chinese, Japanese or Russian: the mean weight of its characters beyond ASCII."""
    weights = list(_weights(text[:_SAMPLE]))
    return sum(weights) / len(weights) if weights else 0.5


def _marked(data: bytes, *, encoding: str, name: str) -> Decoded:
    """Decode what a byte order mark announces."""
    text = _strictly(data, encoding)
    if text is None:
        raise UnreadableDocument(
            name, f"its first bytes say {encoding} but it is not", "Save it again as UTF-8."
        )
    return Decoded(text=_textual(text, name=name), encoding=encoding)


def _by_letters(data: bytes, *, name: str) -> Decoded:
    """The candidate whose letters are the most common, with a second opinion."""
    ranked = sorted(_candidates(data), key=lambda found: -found[0])
    if not ranked:
        raise _binary(name)
    score, encoding, text = ranked[0]
    _refuse_broken_utf8(data, name=name, best=score)
    if score < _LOWEST and b"\0" in data:
        raise _binary(name)
    if score < _LOWEST:
        raise UnreadableDocument(
            name, "its encoding is not recognized", "Open it in an editor and save it as UTF-8."
        )
    notes = [*_close_call(ranked), *_second_vote(data, encoding=encoding)]
    return Decoded(text=text, encoding=encoding, notes=tuple(notes))


def _candidates(data: bytes) -> Iterator[tuple[float, str, str]]:
    """Every encoding that decodes all the bytes to something textual: its score, name and text."""
    for family in _FAMILIES:
        for encoding in family:
            text = _strictly(data, encoding)
            if text is not None:
                if _is_textual(text):
                    yield letter_score(text), encoding, text
                break


def _strictly(data: bytes, encoding: str) -> str | None:
    """The decoded text, or None where a single byte does not fit."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _weights(text: str) -> Iterator[float]:
    """The weight of each character beyond ASCII, from −3 (never in a text) to 1 (very common)."""
    before = ""
    for char in text:
        if char > "\x7f":
            yield _cyrillic(char, before=before) if _is_cyrillic(char) else _weight(char)
        elif char.isalpha() and before and _is_cyrillic(before):
            yield -1.0
        before = char


def _weight(char: str) -> float:
    """How common a character that is not Cyrillic is."""
    if char in COMMON_HAN:
        return 1.0
    if "\u3000" <= char <= "\u30ff" or "\uff01" <= char <= "\uff5e":
        return 0.7
    if "\u4e00" <= char <= "\u9fff":
        return 0.0
    if char in TYPOGRAPHIC:
        return 0.3
    return -3.0 if unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"} else -0.5


def _is_cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u04ff"


def _cyrillic(char: str, *, before: str) -> float:
    """How common a Cyrillic letter is; a capital after a small one or after a Latin one tells a wrong table."""
    lower = char.lower()
    if lower not in CYRILLIC:
        return -0.5
    if (char != lower and before in CYRILLIC) or (before.isascii() and before.isalpha()):
        return -1.0
    return 1.0 if lower in FREQUENT_CYRILLIC else 0.3


def _close_call(ranked: list[tuple[float, str, str]]) -> Iterator[str]:
    """A note where two encodings fit nearly as well and read differently."""
    (best, encoding, text), rest = ranked[0], ranked[1:]
    for score, other, alternative in rest:
        if best - score < _CLEAR and alternative != text:
            yield f"encoding uncertain: read as {encoding}, {other} fits nearly as well"
            return


def _second_vote(data: bytes, *, encoding: str) -> Iterator[str]:
    """A note where charset-normalizer reads the beginning differently."""
    sample = data if len(data) <= _SECOND_VOTE_BYTES else data[: data.rfind(b"\n", 0, _SECOND_VOTE_BYTES) + 1]
    if not sample:
        return
    vote = from_bytes(sample).best()
    if vote is None or _strictly(sample, vote.encoding) != _strictly(sample, encoding):
        other = vote.encoding if vote else "nothing it knows"
        yield f"encoding read as {encoding}; charset-normalizer suggests {other}"


def _refuse_broken_utf8(data: bytes, *, name: str, best: float) -> None:
    """Say where UTF-8 breaks, if that is what the file is, instead of reading it as something else."""
    if b"\0" in data:
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        rest = data[: error.start] + data[error.end :]
        guess = letter_score(rest.decode("utf-8", "replace"))  # to judge by, never to keep
        if error.start and guess > best + _BROKEN_UTF8:
            raise UnreadableDocument(
                name, f"it is UTF-8 but byte {error.start} is broken", "Restore it from the original."
            ) from error


def _textual(text: str, *, name: str) -> str:
    """The text, unless it is full of control characters."""
    if not _is_textual(text):
        raise _binary(name)
    return text


def _is_textual(text: str) -> bool:
    """Whether control characters are as rare as in a text."""
    return "\0" not in text and len(_CONTROLS.findall(text)) <= _MOST_CONTROLS * len(text)


def _binary(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        name, "it is binary, not text", "Give it the suffix of its real format, or take it out of the folder."
    )
