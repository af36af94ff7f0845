"""Ordinary words and likely names in running Chinese."""

from __future__ import annotations

import pytest

from extraction.recognize.grammar.segment import KNOWN, cut, is_word, tag_of
from extraction.recognize.spans import Found
from ontology.kinds import Kind


def words(text: str, *known: Found) -> list[str]:
    """The words of a text."""
    return [text[word.start : word.end] for word in cut(text, known).words]


def known(start: int, end: int) -> Found:
    """A span another finder has seen."""
    return Found(start=start, end=end, kind=Kind.PLACE, score=0.9, by="gazetteer")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("聘梁思成主持建筑系", ["梁思成"]),
        ("商人孙继武集股开采", ["孙继武"]),
        ("会议通过了决定", []),
        ("加强管理提高效率", []),
    ],
)
def test_a_likely_name_stands_out_from_ordinary_words(text: str, names: list[str]) -> None:
    """A surname alone makes no name: the words around it decide."""
    found = [text[word.start : word.end] for word in cut(text).names()]

    assert found == names


def test_a_known_span_stays_whole() -> None:
    """What the gazetteer has is never cut."""
    text = "到富拉尔基去"

    found = cut(text, (known(1, 5),))

    assert [(text[w.start : w.end], w.tag) for w in found.words][1] == ("富拉尔基", KNOWN)


def test_every_character_is_in_exactly_one_word() -> None:
    """Marks and foreign letters stand between the words and in none."""
    text = "一九三二年，苏炳文在海拉尔通电。ABC罕见字"

    found = cut(text).words

    assert "".join(text[w.start : w.end] for w in found) == "一九三二年苏炳文在海拉尔通电罕见字"


def test_words_are_asked_for_by_place() -> None:
    """By their beginning or by any of their characters."""
    text = "管理鸭子"

    found = cut(text)

    assert found.begins(1) is None
    assert found.over(1) == found.begins(0)
    assert words(text) == ["管理", "鸭子"]


def test_the_vocabulary_holds_no_full_names() -> None:
    """It says what is an ordinary word and of which sort."""
    assert is_word("管理")
    assert tag_of("召开") == "v"
    assert not is_word("梁思成")
