"""Bytes become text: every encoding of the region, strictly."""

from __future__ import annotations

import pytest

from extraction.read.encodings import decode
from ontology.errors import UnreadableDocument

SIMPLIFIED = (
    "一九三六年三月，东北抗日联军第一军在濛江县召开干部会议。会议由杨靖宇主持，通过了关于西征的决定。\n"
)
TRADITIONAL = "中華民國二十五年三月，東北抗日聯軍第一軍在濛江縣召開幹部會議，會上通過了關於西征的決定。\n"
WITH_VARIANTS = TRADITIONAL + "羣衆在裏峯山恒產皆贊成。\n"
JAPANESE = "昭和十一年三月、東北抗日聯軍第一軍は濛江県に於いて幹部会議を開いた。巡察班は状況を報告する。\n"
RUSSIAN = "В марте 1936 года в городе Хабаровске состоялось совещание командиров. Присутствовал штаб.\r\n"
CAPITALS = "ПРИКАЗ ВОЙСКАМ ОСОБОЙ ДАЛЬНЕВОСТОЧНОЙ АРМИИ, ГОРОД ХАБАРОВСК"
OLD_RUSSIAN = "Приказъ по войскамъ: всѣмъ чинамъ явиться въ Харбинъ къ 9 января.\n"

CASES = [
    (SIMPLIFIED, "gb18030"),
    (SIMPLIFIED, "gbk"),
    (SIMPLIFIED, "utf-8"),
    (SIMPLIFIED, "utf-8-sig"),
    (SIMPLIFIED, "utf-16"),
    (SIMPLIFIED, "utf-16-le"),
    (SIMPLIFIED, "utf-16-be"),
    (SIMPLIFIED, "utf-32"),
    (TRADITIONAL, "big5"),
    (TRADITIONAL, "cp950"),
    (WITH_VARIANTS, "big5hkscs"),
    (TRADITIONAL, "gb18030"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8_r"),
    (RUSSIAN, "cp866"),
    (RUSSIAN, "iso8859_5"),
    (RUSSIAN, "utf-16-le"),
    (CAPITALS, "cp1251"),
    (CAPITALS, "koi8_r"),
    (CAPITALS, "cp866"),
    (OLD_RUSSIAN, "utf-8"),
]


@pytest.mark.parametrize(("text", "encoding"), CASES, ids=[f"{text[:4]}-{name}" for text, name in CASES])
def test_a_text_comes_back_whatever_it_was_saved_in(text: str, encoding: str) -> None:
    """Archives saved files in the encoding of their day; the reader gives the letters back exactly."""
    data = text.encode(encoding)

    found = decode(data, name="a.txt")

    assert text == found.text


@pytest.mark.parametrize(("text", "encoding"), CASES, ids=[f"{text[:4]}-{name}" for text, name in CASES])
def test_a_short_text_comes_back_too(text: str, encoding: str) -> None:
    """Twenty characters are enough to tell the encoding."""
    data = text[:20].encode(encoding)

    found = decode(data, name="a.txt")

    assert text[:20] == found.text


def test_line_ends_stay_as_they_are() -> None:
    """Offsets hang on every character, so `\\r\\n` is kept."""
    data = "第一行\r\n第二行\r\n".encode()

    found = decode(data, name="a.txt")

    assert found.text == "第一行\r\n第二行\r\n"


def test_a_second_opinion_that_differs_is_noted() -> None:
    """Where charset-normalizer reads something else, a person should look."""
    data = "一九三六年三月，东北抗日联军。".encode("gb18030")

    found = decode(data, name="a.txt")

    assert found.encoding == "gb18030"
    assert any("charset-normalizer" in note for note in found.notes)


def test_a_clear_text_carries_no_note() -> None:
    """Notes are for doubt only."""
    data = (SIMPLIFIED * 5).encode("gb18030")

    found = decode(data, name="a.txt")

    assert found.notes == ()


def test_a_broken_byte_in_utf8_is_named() -> None:
    """A damaged file is reported with the place of the damage, not read as another encoding."""
    data = SIMPLIFIED.encode()
    damaged = data[:60] + b"\xff" + data[60:]

    with pytest.raises(UnreadableDocument, match="UTF-8 but byte 60 is broken"):
        decode(damaged, name="a.txt")


def test_a_mark_that_lies_is_reported() -> None:
    """A UTF-8 mark before bytes that are not UTF-8."""
    data = b"\xef\xbb\xbf" + SIMPLIFIED.encode("gb18030")

    with pytest.raises(UnreadableDocument, match="say utf-8 but it is not"):
        decode(data, name="a.txt")


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02" * 50, b"abc\x00\x01def" * 9])
def test_binary_is_not_text(data: bytes) -> None:
    """A program or a picture that is called .txt."""
    with pytest.raises(UnreadableDocument, match="binary, not text"):
        decode(data, name="a.txt")


def test_a_marked_text_full_of_controls_is_binary() -> None:
    """A byte order mark does not make a text of anything."""
    data = b"\xff\xfe" + "\x01\x02\x03".encode("utf-16-le") * 9

    with pytest.raises(UnreadableDocument, match="binary, not text"):
        decode(data, name="a.txt")


def test_letters_of_no_known_kind_are_refused() -> None:
    """Bytes that no candidate turns into common letters are not guessed at."""
    data = "L'année dernière, à Kharbine, l'élève était âgé. ".encode("latin-1") * 10

    with pytest.raises(UnreadableDocument, match="encoding is not recognized"):
        decode(data, name="a.txt")
