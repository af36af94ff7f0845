"""GiNZA as a finder, with the real package."""

from __future__ import annotations

from app.settings import Settings
from app.wiring import finder_named, recognizer_for
from extraction.pipeline import record_of_text
from extraction.recognize.plugins.ginza import LABELS, GinzaFinder

TEXT = "山田太郎は東京から長春へ行き、早稲田大学を卒業した。"


def test_it_finds_names_under_our_kinds() -> None:
    """Two cities and a school."""
    found = {
        (TEXT[one.start : one.end], one.kind.value) for one in finder_named("ginza", lang="ja").find(TEXT, ())
    }

    assert {("東京", "PLACE"), ("長春", "PLACE"), ("早稲田大学", "ORGANIZATION")} <= found


def test_the_table_names_types_that_the_pipeline_has() -> None:
    """A misspelt type would silently find nothing."""
    assert set(LABELS) - set(GinzaFinder().pipeline.get_pipe("ner").labels) == set()


def test_a_long_text_is_read_to_its_end() -> None:
    """Its tokenizer takes no more than 49,149 bytes at once; we hand it less."""
    text = (TEXT + "\n") * 700

    found = [one for one in GinzaFinder().find(text) if text[one.start : one.end] == "長春"]

    assert len(text.encode()) > 49_149
    assert len(found) > 650
    assert found[-1].start > len(text) - 2 * len(TEXT)


def test_it_joins_the_default_recogniser() -> None:
    """Named in the settings, its finds are among the mentions and say who found them."""
    recognizer = recognizer_for(Settings(plugins_ja="ginza"))

    marked = recognizer.recognize(record_of_text("1", TEXT, "ja"))

    assert any("ginza" in mention.found_by for mention in marked.mentions)
