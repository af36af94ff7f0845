"""The project's promises about itself: documents, pins, fonts, words, launcher."""

from __future__ import annotations

import re
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
import typer
import yaml
from click import Command, Group
from fontTools.ttLib import TTFont
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app.settings import PREFIX, Settings
from app.text import LANGUAGES, Texts, keys

ROOT = Path(__file__).resolve().parents[2]


def _commands() -> list[str]:
    from app.cli import cli

    def walk(command: Command, path: str) -> list[str]:
        if isinstance(command, Group):
            return [one for name, sub in command.commands.items() for one in walk(sub, f"{path} {name}")]
        return [path]

    return walk(typer.main.get_command(cli), "dangmai")


def test_every_command_stands_in_the_readme() -> None:
    """Nobody should need the source to find a command."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    missing = [command for command in _commands() if f"`{command}" not in readme]

    assert missing == []


def test_every_setting_stands_in_the_readme() -> None:
    """Every setting is documented under its name in the file and in the environment."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    missing = [field.name for field in fields(Settings) if f"`{field.name}`" not in readme]

    assert missing == []
    assert PREFIX in readme


def test_every_extra_stands_in_the_readme_with_its_install_line() -> None:
    """An extra that nobody can find is no extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    default = {"app", "ocr", "neo4j", "ru"}

    missing = [
        name for name in project["optional-dependencies"] if name not in default and f"[{name}]" not in readme
    ]

    assert missing == []


def _requirements(name: str) -> dict[str, Requirement]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    return {canonicalize_name(pin.name): pin for pin in pins}


@pytest.mark.parametrize(
    ("file", "extras"),
    [("requirements.txt", ("app", "ocr", "neo4j", "ru")), ("requirements-dev.txt", ("dev", "pdf"))],
)
def test_pins_lie_inside_the_ranges(file: str, extras: tuple[str, ...]) -> None:
    """requirements pins exactly what pyproject allows, package by package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    base = project["dependencies"] if file == "requirements.txt" else []
    ranges = [Requirement(text) for text in base]
    ranges += [Requirement(text) for extra in extras for text in project["optional-dependencies"][extra]]
    pins = _requirements(file)

    wrong = []
    for wanted in ranges:
        pin = pins.get(canonicalize_name(wanted.name))
        version = str(pin.specifier).removeprefix("==") if pin else ""
        if not version or version not in wanted.specifier:
            wrong.append(wanted.name)

    assert wrong == []
    assert set(pins) == {canonicalize_name(wanted.name) for wanted in ranges}


def _covered(pattern: str) -> set[int]:
    fonts = sorted((ROOT / "app" / "static" / "fonts").glob(pattern))
    return {code for font in fonts for code in TTFont(font).getBestCmap()}


@pytest.mark.parametrize("pattern", ["NotoSans*.woff2", "NotoSerif*.woff2", "NotoSans*Bold.woff2"])
def test_fonts_cover_every_character_of_the_sample(pattern: str) -> None:
    """No box instead of a character on any screen, in any of the three scripts."""
    sources = (ROOT / "data" / "sample" / "source").glob("*.txt")
    words = (ROOT / "app" / "text" / "texts.yaml").read_text(encoding="utf-8")
    names = [path.read_text(encoding="utf-8") for path in (ROOT / "data" / "authority").glob("*.csv")]
    text = "".join([words, *names, *(path.read_text(encoding="utf-8") for path in sources)])

    covered = _covered(pattern)
    missing = {char for char in text if not char.isspace() and ord(char) not in covered}

    assert missing == set()


def test_the_three_languages_have_the_same_words() -> None:
    """Chinese, English and Russian texts stand side by side, none is empty, and all fill the same places."""
    catalogue = yaml.safe_load((ROOT / "app" / "text" / "texts.yaml").read_text(encoding="utf-8"))

    for key in keys():
        row = catalogue[key]
        assert set(row) == set(LANGUAGES), key
        assert all(row[language].strip() for language in LANGUAGES), key
        places = [set(re.findall(r"{(\w+)}", row[language])) for language in LANGUAGES]
        assert places[0] == places[1] == places[2], key


def test_every_word_a_screen_asks_for_exists() -> None:
    """A key that is misspelt in a view would only show when someone opens it."""
    known = set(keys())
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py")]
    asked = {key for source in sources for key in re.findall(r"\bt\(\"([a-z]+\.[A-Za-z_]+)\"", source)}

    assert asked <= known
    assert asked


def test_words_in_russian_fill_their_places() -> None:
    """A sentence with a number is filled in every language."""
    assert Texts("ru")("home.mentions", n=3) == "упоминаний: 3"


def test_no_file_carries_a_path_of_a_machine_or_a_registry() -> None:
    """The project speaks of itself alone."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    needle = re.compile(rb"(/work/|/root/|/home/[a-z]+/|https?://[^\s\"']*(pypi|proxy|registry)[^\s\"']*)")

    found = []
    for name in filter(None, listed.decode("utf-8").split("\0")):
        path = ROOT / name
        if path.suffix in {
            ".py",
            ".md",
            ".toml",
            ".txt",
            ".yaml",
            ".yml",
            ".cff",
            ".xml",
            ".csv",
            ".sql",
            ".cypher",
        }:
            found += [f"{name}: {hit.group().decode()}" for hit in needle.finditer(path.read_bytes())]

    assert [one for one in found if "test_project.py" not in one] == []
