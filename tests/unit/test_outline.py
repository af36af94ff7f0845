"""Numbered headings of plans and reports."""

from __future__ import annotations

from extraction.text.layers import layers_of
from extraction.text.outline import outline


def test_headings_keep_their_level_number_and_place_in_the_text() -> None:
    """A duty is found by its number, and its span leads back to the text as digitised."""
    text = "三、主要任务\n（一）健全体制，加\n强统筹\n1.健全管理体制机制。坚持统一领导。\n2.完善标准。按照规定，3.5万件。\n"
    joined = layers_of(text, lang="zh")[0]

    found = outline(joined)

    assert [(1, "三"), (2, "一"), (3, "1"), (3, "2")] == [(one.level, one.number) for one in found]
    assert "健全管理体制机制" == found[2].title
    assert text[found[2].start : found[2].end] == "1.健全管理体制机制"


def test_a_number_inside_a_sentence_is_no_heading() -> None:
    """1936.2 and 3.5 万 are figures."""
    joined = layers_of("1936.2公里的线路\n共3.5万件\n", lang="zh")[0]

    assert outline(joined) == ()
