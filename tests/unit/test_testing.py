"""`dangmai test`: what the tests need is named before anything is installed, and brought once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import testing
from app.testing import (
    SYSTEM_PARTS,
    SystemPart,
    apt_command,
    bring_python_parts,
    bring_system_parts,
    run_tests,
)
from ontology.errors import MissingPart, WorkspaceError

ABSENT = SystemPart(package="no-such-package", serves="nothing", is_there=lambda: False)
PRESENT = SystemPart(package="there", serves="everything", is_there=lambda: True)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that is the whole PATH; nothing of the system is run by these tests."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("CI", raising=False)
    return folder


def _program(folder: Path, name: str, *, exit_code: int = 0) -> Path:
    """A program that writes its arguments into a log beside it."""
    log = folder / f"{name}.log"
    (folder / name).write_text(f'#!/bin/sh\necho "$@" >>{log}\nexit {exit_code}\n', encoding="utf-8")
    (folder / name).chmod(0o755)
    return log


def test_the_command_names_only_what_is_missing() -> None:
    """One line that can be copied, without asking and without recommended extras."""
    assert apt_command([ABSENT]) == (
        "apt-get update && apt-get install -y --no-install-recommends no-such-package"
    )


def test_what_is_there_is_not_looked_for(monkeypatch: pytest.MonkeyPatch, programs: Path) -> None:
    """With all parts there, nothing is said and nothing is run."""
    monkeypatch.setattr(testing, "SYSTEM_PARTS", (PRESENT,))
    said: list[str] = []

    bring_system_parts(said.append)

    assert said == []


def test_without_apt_the_command_is_printed(monkeypatch: pytest.MonkeyPatch, programs: Path) -> None:
    """On another system the tests that need a missing part are skipped, and it is said how to have them."""
    monkeypatch.setattr(testing, "SYSTEM_PARTS", (PRESENT, ABSENT))
    said: list[str] = []

    bring_system_parts(said.append)

    assert said[0] == "The tests need: no-such-package (nothing)"
    assert said[1].startswith("Tests that need these are skipped; to run them: apt-get update && ")
    assert len(said) == 2


def test_in_ci_a_missing_part_is_an_error(monkeypatch: pytest.MonkeyPatch, programs: Path) -> None:
    """There a skipped test would pass for a good one."""
    monkeypatch.setattr(testing, "SYSTEM_PARTS", (ABSENT,))
    monkeypatch.setenv("CI", "true")

    with pytest.raises(MissingPart, match="no-such-package could not be installed"):
        bring_system_parts(lambda _: None)


def test_root_on_debian_installs_what_is_named(monkeypatch: pytest.MonkeyPatch, programs: Path) -> None:
    """The command is said first, then run, exactly as it was said."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    _program(programs, "apt-get")
    (programs / "sh").symlink_to("/bin/sh")
    log = programs / "apt-get.log"
    part = SystemPart(package="wanted", serves="a test", is_there=lambda: log.is_file())
    monkeypatch.setattr(testing, "SYSTEM_PARTS", (part,))
    said: list[str] = []

    bring_system_parts(said.append)

    assert said == ["The tests need: wanted (a test)", apt_command([part])]
    assert log.read_text().splitlines() == ["update", "install -y --no-install-recommends wanted"]


def test_the_parts_have_debian_names_and_can_be_looked_for() -> None:
    """Every check answers on this machine; no part stands there twice."""
    names = [part.package for part in SYSTEM_PARTS]

    assert len(set(names)) == len(names)
    assert all(isinstance(part.is_there(), bool) for part in SYSTEM_PARTS)
    assert {"chromium", "openjdk-17-jre-headless", "maven", "libpango-1.0-0"} <= set(names)


def test_python_parts_are_installed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, programs: Path
) -> None:
    """requirements-dev.txt is installed into this very environment, and again only when it changes."""
    log = _program(programs, "uv")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    root = tmp_path / "clone"
    root.mkdir()
    for name in ("requirements-dev.txt", "pyproject.toml"):
        (root / name).write_text("one\n", encoding="utf-8")
    monkeypatch.setattr(testing, "ROOT", root)
    said: list[str] = []

    bring_python_parts(said.append)
    bring_python_parts(said.append)
    first = log.read_text().splitlines()
    (root / "requirements-dev.txt").write_text("two\n", encoding="utf-8")
    bring_python_parts(said.append)

    assert first == [f"pip install --quiet --python {sys.executable} -r requirements-dev.txt"]
    assert len(log.read_text().splitlines()) == 2
    assert len(said) == 2


def test_a_failed_installation_is_an_error_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, programs: Path
) -> None:
    """No stamp is left that would hide it the next time."""
    log = _program(programs, "uv", exit_code=1)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))

    for _ in range(2):
        with pytest.raises(MissingPart, match="did not finish"):
            bring_python_parts(lambda _: None)

    assert len(log.read_text().splitlines()) == 2


def test_an_installed_product_has_no_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says where they are."""
    monkeypatch.setattr(testing, "ROOT", tmp_path)

    with pytest.raises(WorkspaceError, match="carries no tests"):
        run_tests(benchmarks=False, arguments=(), say=lambda _: None)


@pytest.mark.parametrize(
    ("benchmarks", "arguments", "expected"),
    [
        (False, (), ["--ignore=tests/benchmarks", "--ignore=tests/plugins", "tests"]),
        (True, (), ["tests/benchmarks"]),
        (
            False,
            ("-k", "dates"),
            ["--ignore=tests/benchmarks", "--ignore=tests/plugins", "tests", "-k", "dates"],
        ),
        (False, ("tests/unit/test_cli.py", "-x"), ["tests/unit/test_cli.py", "-x"]),
        (True, ("-s",), ["tests/benchmarks", "-s"]),
    ],
)
def test_what_pytest_is_asked(
    monkeypatch: pytest.MonkeyPatch, benchmarks: bool, arguments: tuple[str, ...], expected: list[str]
) -> None:
    """All but the timings, or the timings alone; options are passed on, and paths take the place of both."""
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 5)

    monkeypatch.setattr(testing, "bring_system_parts", lambda _: None)
    monkeypatch.setattr(testing, "bring_python_parts", lambda _: None)
    monkeypatch.setattr(subprocess, "run", run)

    code = run_tests(benchmarks=benchmarks, arguments=arguments, say=lambda _: None)

    assert code == 5
    assert asked == [[sys.executable, "-m", "pytest", *expected]]
