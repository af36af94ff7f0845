"""From a question to an exhibition, in a real browser, on the whole sample archive."""

from __future__ import annotations

import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from app.settings import Settings
from app.workspace import Workspace
from kg.records import open_archive
from tests.journeys.watching import Watched

SCREENS = ("", "search?q=杨靖宇", "graph", "entity", "record", "curate", "topics")
FONT_LOADED = "() => [...document.fonts].some(face => face.status === 'loaded')"


def settled(page: Page) -> None:
    """Wait until the app has drawn its screen."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    expect(page.locator('[data-testid="stSkeleton"]')).to_have_count(0)


def test_from_a_question_to_an_exhibition(
    watched: Watched, offline: Watched, address: str, served_workspace: Workspace, tmp_path: Path
) -> None:
    """Search, person, evidence, record, exhibition, export; the export opens from a disk and cites its source."""
    page = watched.page

    page.goto(address)
    page.get_by_placeholder("在档案中查找").fill("杨靖宇")
    page.get_by_test_id("stMain").get_by_role("button", name="检索").click()
    page.locator(".st-key-chips-found").get_by_role("link", name="杨靖宇").click()
    expect(page.locator(".dm-hero h1")).to_have_text("杨靖宇")
    settled(page)
    page.get_by_test_id("stMain").get_by_role("link", name="东北抗日联军第一路军大事记").first.click()
    expect(page.locator(".dm-hero h1")).to_have_text("东北抗日联军第一路军大事记")
    quote = quoted(served_workspace, page.url)
    assert "杨靖宇" in quote
    expect(page.locator("mark.focus").first).to_be_in_viewport()
    assert "".join(page.locator("mark.focus").all_text_contents()) == quote

    page.get_by_role("button", name="把标出的段落加入展览").click()
    page.get_by_role("link", name="去看这个展览").wait_for()
    settled(page)  # a click while the page is still being drawn anew goes to what is taken away
    page.get_by_role("link", name="去看这个展览").click()
    expect(page.locator(".dm-quote")).to_have_text(" ".join(quote.split()))
    page.get_by_role("button", name="生成展览文件").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载").click()
    download.value.save_as(tmp_path / "site.zip")
    zipfile.ZipFile(tmp_path / "site.zip").extractall(tmp_path / "site")

    index = next((tmp_path / "site").rglob("index.html"))
    offline.page.goto(index.as_uri())
    offline.page.wait_for_function(FONT_LOADED)
    body = offline.page.locator("body")
    expect(body).to_contain_text("S001-1-0002-003")
    expect(body).to_contain_text(Settings().archive_name)
    assert (watched.outside, watched.errors) == ([], [])
    assert (offline.outside, offline.errors) == ([], [])


def quoted(workspace: Workspace, url: str) -> str:
    """The passage of the archive that an address points at."""
    place = parse_qs(urlsplit(url).query)
    with open_archive(workspace.archive, read_only=True) as archive:
        record = archive.record(place["id"][0])
    assert record is not None
    return record.text[int(place["start"][0]) : int(place["end"][0])]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_asks_nobody_outside(watched: Watched, address: str, screen: str) -> None:
    """Every screen draws itself in our own typeface without one request beyond this machine."""
    watched.page.goto(f"{address}/{screen}")

    settled(watched.page)
    expect(watched.page.locator('[data-testid="stMain"] h1').first).to_be_visible()
    watched.page.wait_for_function("() => document.fonts.check(\"16px 'Dangmai Sans'\")")
    assert watched.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert (watched.outside, watched.errors) == ([], [])


@pytest.mark.parametrize(("language", "word"), [("ru", "Граф"), ("en", "Graph")])
def test_the_page_says_its_language(watched: Watched, address: str, language: str, word: str) -> None:
    """Screen readers and fonts are told the truth, and the menu speaks it."""
    watched.page.goto(f"{address}/?language={language}")

    expect(watched.page.get_by_test_id("stSidebarNav").get_by_role("link", name=word)).to_be_visible()
    watched.page.wait_for_function(f"() => document.documentElement.lang === '{language}'")


def test_the_drawing_leads_on_and_can_be_taken_home(
    watched: Watched, offline: Watched, address: str, tmp_path: Path
) -> None:
    """A double click opens the page of a thing; the downloaded file draws itself without network."""
    page = watched.page
    page.goto(f"{address}/graph")
    frame = page.frame_locator("iframe").first
    frame.locator("canvas").wait_for()
    drawn = next(one for one in page.frames if one != page.main_frame)
    drawn.wait_for_function("() => window.READY && network.physics.stabilized")
    spot = drawn.evaluate(
        "() => { const id = nodes.getIds()[0]; return network.canvasToDOM(network.getPositions([id])[id]); }"
    )

    with page.context.expect_page() as opened:
        frame.locator("canvas").dblclick(position={"x": spot["x"], "y": spot["y"]})
    with page.expect_download() as download:
        page.get_by_role("button", name="下载单文件网页").click()
    download.value.save_as(tmp_path / "graph.html")
    offline.page.goto((tmp_path / "graph.html").as_uri())
    offline.page.wait_for_function("() => window.READY === true")

    assert "/entity?" in opened.value.url
    assert offline.page.evaluate("() => nodes.getIds().length") > 2
    assert offline.page.evaluate(FONT_LOADED)
    assert (watched.outside, watched.errors) == ([], [])
    assert (offline.outside, offline.errors) == ([], [])
