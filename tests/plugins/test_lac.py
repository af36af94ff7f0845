"""LAC as a finder, with the real package."""

from __future__ import annotations

from app.settings import Settings
from app.wiring import finder_named, recognizer_for
from extraction.pipeline import record_of_text
from extraction.recognize.plugins.lac import LacFinder

TEXT = "赵尚志指挥部队在 珠河一带作战。\n\n毛泽东在北京会见了苏联代表。"


def test_it_finds_names_under_our_kinds() -> None:
    """Spans lie where the names stand, with blanks before them."""
    found = {
        (TEXT[one.start : one.end], one.kind.value) for one in finder_named("lac", lang="zh").find(TEXT, ())
    }

    assert {("赵尚志", "PERSON"), ("毛泽东", "PERSON"), ("珠河", "PLACE"), ("北京", "PLACE")} <= found


def test_a_long_text_is_read_to_its_end() -> None:
    """Also where it has no full stop for pages, as after the reading of vertical print."""
    text = "毛泽东在北京会见了苏联代表，" * 400

    found = [one for one in LacFinder().find(text) if text[one.start : one.end] == "毛泽东"]

    assert len(found) > 360
    assert found[-1].start > len(text) - 60


def test_nothing_is_found_in_nothing() -> None:
    """An empty text, blanks and signs."""
    assert [list(LacFinder().find(text)) for text in ("", " \n\u3000", "。。、，", "——")] == [[], [], [], []]


def test_it_joins_the_default_recogniser() -> None:
    """Named in the settings, its finds are among the mentions and say who found them."""
    recognizer = recognizer_for(Settings(plugins_zh="lac"))

    marked = recognizer.recognize(record_of_text("1", TEXT))

    assert any("lac" in mention.found_by for mention in marked.mentions)
