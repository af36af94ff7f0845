"""`dangmai test`: brings what the tests need, names it first, and runs them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.plugins import asked_for, try_plugins
from ontology.errors import MissingPart, WorkspaceError

ROOT = Path(__file__).resolve().parent.parent


def _has_library(name: str) -> Callable[[], bool]:
    def found() -> bool:
        listing = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=False)
        return name in listing.stdout

    return found


def _has_command(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemPart:
    """A program or library of the system that some tests need, and how Debian calls it."""

    package: str
    serves: str
    is_there: Callable[[], bool]


SYSTEM_PARTS: tuple[SystemPart, ...] = (
    SystemPart(
        package="chromium",
        serves="the browser journey",
        is_there=_has_command("chromium", "chromium-browser", "google-chrome"),
    ),
    SystemPart(package="libatomic1", serves="the browser driver", is_there=_has_library("libatomic.so.1")),
    SystemPart(package="openjdk-17-jre-headless", serves="a real Neo4j", is_there=_has_command("java")),
    SystemPart(package="maven", serves="a real Neo4j", is_there=_has_command("mvn")),
    SystemPart(package="libpango-1.0-0", serves="PDF", is_there=_has_library("libpango-1.0.so.0")),
    SystemPart(package="libpangoft2-1.0-0", serves="PDF", is_there=_has_library("libpangoft2-1.0.so.0")),
    SystemPart(package="libharfbuzz-subset0", serves="PDF", is_there=_has_library("libharfbuzz-subset.so.0")),
)
"""What the tests need from the system; nothing of it is needed by the product itself."""


_APART = ("--ignore=tests/benchmarks", "--ignore=tests/plugins")
"""What the plain run leaves out: timings, and tests that need an environment of their own."""


def missing_parts() -> tuple[SystemPart, ...]:
    """The system parts that are not on this machine."""
    return tuple(part for part in SYSTEM_PARTS if not part.is_there())


def apt_command(parts: Sequence[SystemPart]) -> str:
    """The one command that brings these parts on Debian."""
    packages = " ".join(part.package for part in parts)
    return f"apt-get update && apt-get install -y --no-install-recommends {packages}"


def _may_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def bring_system_parts(say: Callable[[str], None]) -> None:
    """Install what is missing where we may (Debian, root); else print the command that does it.

    Raises:
        MissingPart: under `CI=true`, where a missing part must not pass for a skipped test.
    """
    missing = missing_parts()
    if not missing:
        return
    command = apt_command(missing)
    say("The tests need: " + "; ".join(f"{part.package} ({part.serves})" for part in missing))
    if _may_install():
        say(command)
        subprocess.run(
            ["sh", "-c", command], check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        )
    still = missing_parts()
    if still and os.environ.get("CI") == "true":
        raise MissingPart("tests", f"{still[0].package} could not be installed", f"Run: {apt_command(still)}")
    if still:
        say(f"Tests that need these are skipped; to run them: {apt_command(still)}")


def bring_python_parts(say: Callable[[str], None]) -> None:
    """Install requirements-dev.txt into this environment, once and again when it changes."""
    wanted = hashlib.sha256(
        b"".join((ROOT / name).read_bytes() for name in ("requirements-dev.txt", "pyproject.toml"))
    ).hexdigest()
    stamp = Path(sys.prefix) / ".installed-dev"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say("Installing requirements-dev.txt …")
    uv = shutil.which("uv")
    installer = (
        [uv, "pip", "install", "--quiet", "--python", sys.executable]
        if uv
        else [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    )
    done = subprocess.run([*installer, "-r", "requirements-dev.txt"], cwd=ROOT, check=False)
    if done.returncode:
        raise MissingPart(
            "requirements-dev.txt", "the installation did not finish", "Read its reason above, run again."
        )
    stamp.write_text(wanted, encoding="utf-8")


def run_tests(*, benchmarks: bool, arguments: Sequence[str], say: Callable[[str], None]) -> int:
    """Run the test suite of this clone; the exit code is pytest's."""
    if not (ROOT / "tests").is_dir():
        raise WorkspaceError(
            str(ROOT), "an installed 档脉 carries no tests", "Run ./dangmai test in a clone."
        )
    plugins, arguments = asked_for(arguments)
    if plugins:
        bring_python_parts(say)  # uv is among them
        return try_plugins(plugins, arguments=arguments, say=say)
    bring_system_parts(say)
    bring_python_parts(say)
    chosen = ["tests/benchmarks"] if benchmarks else [*_APART, "tests"]
    if any((ROOT / one.split("::")[0]).exists() for one in arguments if not one.startswith("-")):
        chosen = []  # the caller names the tests
    command = [sys.executable, "-m", "pytest", *chosen, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
