"""How fast we are; run by `dangmai test --benchmarks`. The figures are printed, the limits are generous."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.demo import sample_folder
from app.settings import Settings
from app.wiring import steps_for
from app.workspace import Workspace
from extraction.pipeline import record_of_text
from kg.queries import search
from kg.records import open_archive
from ontology.access import Audience
from tests.folders import build_at

pytestmark = pytest.mark.benchmark
ENOUGH = 20_000
"""Characters a language is measured on."""


def _say(capsys: pytest.CaptureFixture[str], sentence: str) -> None:
    with capsys.disabled():
        print(f"\n{sentence}")


def test_a_build_of_the_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Seconds by stage, then those of a second run that finds nothing to do."""
    first = build_at(tmp_path / "w", sample_folder())
    second = build_at(tmp_path / "w", sample_folder())

    _say(capsys, "\n".join([*first.lines(), *second.lines()]))
    assert first.seconds < 600
    assert second.seconds < 60


@pytest.mark.parametrize("lang", ["zh", "ru", "ja"])
def test_recognition(sample_workspace: Workspace, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    """Characters a second of the sample's texts of one language, repeated to a length that can be timed."""
    with open_archive(sample_workspace.archive, read_only=True) as archive:
        texts = [record.text for record in archive.records() if record.lang == lang]
    text = "\n".join(texts)
    record = record_of_text("long", "\n".join([text] * (ENOUGH // len(text) + 1)), lang)
    recognizer = steps_for(Settings()).recognizer
    recognizer.recognize(record_of_text("warm", text, lang))
    started = time.perf_counter()

    marked = recognizer.recognize(record)

    seconds = time.perf_counter() - started
    speed = len(record.text) / seconds
    _say(
        capsys,
        f"{lang}: {len(record.text)} characters, {len(marked.mentions)} mentions, {speed:,.0f} a second",
    )
    assert len(marked.mentions) > 100
    assert speed > 200


def test_a_search(sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """Milliseconds of a query on the built sample, the second time it is asked."""
    with open_archive(sample_workspace.archive, read_only=True) as archive:
        search(archive, "赵尚志", audience=Audience.STAFF, limit=20)
        started = time.perf_counter()
        page = search(archive, "趙尚志", audience=Audience.STAFF, limit=20)
        seconds = time.perf_counter() - started

    _say(capsys, f"search: {1000 * seconds:.0f} ms, {page.total} passages")
    assert page.total > 0
    assert seconds < 10
