"""Search by meaning as a user meets it: the build, the command, the screen, the setting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from app.build import build
from app.cli import cli
from app.meaning import question_of
from app.progress import Silent
from app.report import StageReport
from app.settings import Settings, read_settings
from app.text import Texts
from app.wiring import encoder_for, steps_for
from app.workspace import Workspace
from extraction.vectors import vectors_of
from kg.records import open_archive
from ontology.errors import BadInput
from tests.builders import Sample, an_archive

MAIN = Path(__file__).resolve().parents[2] / "app" / "main.py"
Screen = Callable[[], AppTest]
RUSSIAN_QUESTION = "Где погиб Ян Цзинъюй?"


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    """The small archive as a workspace, its passages with vectors."""
    archive, sample = an_archive(tmp_path)
    encoder = encoder_for(Settings())
    with archive:
        for record in (sample.open, sample.closed, sample.russian, sample.japanese):
            found = list(vectors_of(record, encoder))
            archive.save_vectors(record.id, "run", version=encoder.version, vectors=found)
    return sample


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Opens the search screen with a question in Russian."""
    monkeypatch.setenv("DANGMAI_WORKSPACE", str(tmp_path))

    def opened() -> AppTest:
        at = AppTest.from_file(str(MAIN), default_timeout=120)
        at.switch_page("views/search.py")
        at.query_params["q"] = RUSSIAN_QUESTION
        return at.run()

    return opened


def seen(at: AppTest) -> str:
    """Captions and HTML of a screen; one that failed fails the test."""
    assert not at.exception, at.exception
    return "\n".join([*(one.proto.body for one in at.get("html")), *(one.value for one in at.caption)])


def _encoded(folder: Path, files: Path, **chosen: str) -> StageReport:
    settings = Settings(**chosen)  # type: ignore[arg-type]
    report = build(
        Workspace(folder=folder), files, settings=settings, steps=steps_for(settings), reporter=Silent()
    )
    return next(stage for stage in report.stages if stage.name == "encode")


def test_a_build_gives_passages_their_vectors_once(tmp_path: Path) -> None:
    """New and changed texts are encoded, the others are not; a text that changed has only its new vectors."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_text("杨靖宇在濛江牺牲。", encoding="utf-8")
    (files / "b.txt").write_text("赵尚志任第三军军长。", encoding="utf-8")
    first = _encoded(tmp_path / "w", files)
    (files / "b.txt").write_text("赵一曼在珠河被俘。", encoding="utf-8")

    second = _encoded(tmp_path / "w", files)

    assert ((2, 0), (1, 1)) == ((first.done, first.skipped), (second.done, second.skipped))
    with open_archive(tmp_path / "w" / "archive.db", read_only=True) as archive:
        vectors = list(archive.vectors(encoder_for(Settings()).version))
    assert [(0, 9), (0, 9)] == [(one.start, one.end) for one in vectors]


def test_a_workspace_may_do_without_vectors(tmp_path: Path) -> None:
    """With vectors = "no" nothing is encoded, and the question says what to do."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_text("杨靖宇在濛江牺牲。", encoding="utf-8")

    stage = _encoded(tmp_path / "w", files, vectors="no")
    asked = CliRunner().invoke(cli, ["search", str(tmp_path / "w"), "谁牺牲了", "--meaning"])

    assert (0, 0) == (stage.done, stage.skipped)
    assert "have no vectors" in str(asked.exception) + asked.output


def test_the_command_prints_cited_passages_the_nearest_first(tmp_path: Path, sample: Sample) -> None:
    """A Russian question finds the Chinese sentence; every hit has its citation, span and access state."""
    done = CliRunner().invoke(cli, ["search", str(tmp_path), RUSSIAN_QUESTION, "--meaning", "--limit", "2"])

    lines = done.output.splitlines()
    assert 0 == done.exit_code, done.output
    assert "杨靖宇" in lines[0] or "楊靖宇" in lines[0]
    assert "档号：" in lines[1]
    assert "[0:" in lines[1]
    assert lines[1].endswith((" (open)", " (restricted)"))
    assert lines[-1].startswith("2 passages in ")


def test_an_empty_question_is_refused() -> None:
    """Blanks point nowhere."""
    with pytest.raises(BadInput, match="no question"):
        question_of("  ", settings=Settings())


def test_the_setting_takes_three_words(tmp_path: Path) -> None:
    """Anything else is named with what is expected."""
    (tmp_path / "settings.toml").write_text('vectors = "perhaps"\n', encoding="utf-8")

    with pytest.raises(BadInput, match="yes, no or auto"):
        read_settings(tmp_path)


def test_the_screen_finds_by_meaning_when_asked_to(screen: Screen, sample: Sample) -> None:
    """By words the Russian question finds nothing; by meaning it finds the Chinese record, cited, its state shown."""
    at = screen()
    by_words = seen(at)

    at.toggle(key="search-meaning").set_value(True).run()

    by_meaning = seen(at)
    assert "濛江" not in by_words
    assert "杨靖宇在濛江牺牲" in by_meaning
    assert "档号：001-01-0001-001" in by_meaning.replace("\\", "")
    assert "控制使用" in by_meaning


def test_the_screen_searches_words_where_there_are_no_vectors(
    screen: Screen, tmp_path: Path, sample: Sample
) -> None:
    """An archive without vectors says so and stays usable."""
    with open_archive(tmp_path / "archive.db") as archive:
        for record in archive.record_ids():
            archive.save_vectors(record, "run", version="other", vectors=[])
    at = screen()

    at.toggle(key="search-meaning").set_value(True).run()

    assert Texts("zh")("search.no_vectors") in [one.value for one in at.info]
