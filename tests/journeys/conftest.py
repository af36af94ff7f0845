"""A real browser before the real app, cut off from everything but this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from app.serve import free_port, start, wait_until_serving
from app.workspace import Workspace
from tests.journeys.watching import Watched

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none these tests do not run, except on the build machine, where that is a failure."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = f"no browser: none of {', '.join(BROWSERS)} is installed"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def served_workspace(sample_workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The built sample in a folder that the app may write in."""
    folder = tmp_path_factory.mktemp("served") / "workspace"
    return Workspace(folder=shutil.copytree(sample_workspace.folder, folder))


@pytest.fixture(scope="package")
def address(served_workspace: Workspace) -> Iterator[str]:
    """Where the app answers."""
    port = free_port(8700)
    process = start(served_workspace, port=port)
    try:
        yield wait_until_serving(process, port=port)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A fresh visitor."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
    context.set_default_timeout(60_000)
    yield Watched(page=context.new_page())
    context.close()


@pytest.fixture
def offline(browser: Browser) -> Iterator[Watched]:
    """A fresh visitor without any network, for what was taken home."""
    context = browser.new_context(offline=True)
    yield Watched(page=context.new_page())
    context.close()
