"""The report of `dangmai evaluate --html` in a real browser without any network."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from app.commands.measure import evaluate
from ontology.paths import data_folder
from tests.journeys.watching import Watched

GOLD = data_folder() / "gold" / "sample.jsonl"


def test_the_report_opens_and_filters_without_network(offline: Watched, tmp_path: Path) -> None:
    """Fonts come from inside, nothing is asked for, and only the passages with mistakes can be shown."""
    file = tmp_path / "report.html"
    evaluate([GOLD], names=["rules"], html=file)
    page = offline.page

    page.goto(file.as_uri())

    expect(page.locator("article")).to_have_count(12)
    page.wait_for_function("() => [...document.fonts].some(face => face.status === 'loaded')")
    page.locator("#only-wrong").check()
    shown = page.locator("article:visible")
    assert 0 < shown.count() < 12
    assert page.locator("article:visible[data-wrong='']").count() == 0
    page.locator("input[data-c='0']").uncheck()
    expect(shown).to_have_count(0)
    assert (offline.outside, offline.errors) == ([], [])
