"""Installing: a wheel carries all it needs, and the default requirements work in a fresh environment."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UV = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
CLONE = ("ontology", "extraction", "kg", "app", "data")
FILES = ("pyproject.toml", "requirements.txt", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's files in a folder of their own, so that nothing is written into the clone."""
    folder = tmp_path_factory.mktemp("clone")
    for name in CLONE:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def _uv(*arguments: str, cwd: Path, environment: dict[str, str] | None = None) -> None:
    assert UV is not None, "uv is part of requirements-dev.txt"
    done = subprocess.run(
        [UV, *arguments],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_wheel_carries_what_the_program_reads(clone: Path, tmp_path: Path) -> None:
    """Statements, schema, texts, templates, fonts, vocabularies and the sample: all that is no Python."""
    expected = {
        path.relative_to(clone).as_posix()
        for package in ("ontology", "extraction", "kg", "app")
        for path in (clone / package).rglob("*")
        if path.is_file()
    }
    expected |= {
        f"ontology/_data/{path.relative_to(clone / 'data').as_posix()}"
        for folder in ("authority", "sample/archive")
        for path in (clone / "data" / folder).rglob("*")
        if path.is_file()
    }

    _uv("build", "--quiet", "--wheel", "--out-dir", str(tmp_path), str(clone), cwd=tmp_path)

    (wheel,) = tmp_path.glob("dangmai-*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    assert sorted(expected - names) == []
    for ending in (
        ".sql",
        ".cypher",
        "pom.xml",
        ".yaml",
        ".woff2",
        ".csv",
        ".j2",
        "config.toml",
        "目录.xlsx",
    ):
        assert any(name.endswith(ending) for name in names), ending
    assert not any(name.startswith(("tests/", "data/", "notebooks/")) for name in names)
    assert "ontology/_data/LICENSE" in names


def test_a_fresh_environment_reads_russian(clone: Path, tmp_path: Path) -> None:
    """Names and lemmas in Russian do without setuptools, which is no longer part of every environment.

    The environment takes a gigabyte and is deleted afterwards.
    """
    place = tmp_path / "venv"
    sample = ROOT / "data" / "sample" / "archive" / "029-Справка-КВЖД-1929.txt"
    try:
        _uv("venv", "--quiet", "--no-python-downloads", "--python", sys.executable, str(place), cwd=clone)
        _uv(
            *("pip", "install", "--quiet", "-r", "requirements.txt"),
            cwd=clone,
            environment={"VIRTUAL_ENV": str(place)},
        )
        _uv("pip", "uninstall", "--quiet", "setuptools", cwd=clone, environment={"VIRTUAL_ENV": str(place)})

        surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(
            [str(place / "bin" / "dangmai"), "extract", str(sample)],
            cwd=tmp_path,
            env=surroundings,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    finally:
        shutil.rmtree(place, ignore_errors=True)

    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    found = {(mark["type"], mark["canonical"]) for mark in row["entities"]}
    assert row["lang"] == "ru"
    assert ("PLACE", "中东铁路") in found
    assert ("PLACE", "哈尔滨") in found
    assert len(row["entities"]) >= 12
