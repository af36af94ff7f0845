"""The launcher of a clone: one line where it cannot help, an environment made once, and again when it must."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "cat", "cksum", "dirname", "rm", "mkdir", "chmod", "touch", "cp")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with what the launcher looks at."""
    folder = tmp_path / "a clone"  # with a space, as folders have
    folder.mkdir()
    shutil.copy(ROOT / "dangmai", folder / "dangmai")
    (folder / "requirements.txt").write_text("one==1\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return folder


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """The programs of a bare system, without Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return folder


def _program(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def _python(programs: Path, *, version_ok: bool = True, venv: bool = True) -> Path:
    """A python3 that makes environments with a python of the same kind and a `dangmai` that prints its arguments."""
    log = programs.parent / "log"
    inner = f'''#!/bin/sh
echo "$@" >>"{log}"
if [ "$2" = pip ] && [ "$3" = install ]; then [ ! -e "{programs}/fail" ] || exit 1; fi'''
    (programs / "inner").write_text(inner + "\n", encoding="utf-8")
    _program(
        programs / "python3",
        f'''[ "$1" = -c ] && exit {0 if version_ok else 1}
[ "$1 $2" = "-m venv" ] || exit 9
echo "made" >>"{log}"
{"" if venv else "mkdir -p $3; exit 1"}
mkdir -p "$3/bin"
cp "{programs}/inner" "$3/bin/python"; chmod +x "$3/bin/python"
printf '#!/bin/sh\\necho "ran: $*"\\n' >"$3/bin/dangmai"; chmod +x "$3/bin/dangmai"''',
    )
    return log


def _launch(
    clone: Path, programs: Path, *arguments: str, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(clone / "dangmai"), *arguments],
        cwd=cwd or clone.parent,
        env={"PATH": str(programs), "HOME": str(clone.parent)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _log(log: Path) -> list[str]:
    return [line for line in log.read_text().splitlines() if "--version" not in line]


def test_without_python_one_line_says_what_to_do(clone: Path, programs: Path) -> None:
    """The package is named; nothing is half made."""
    done = _launch(clone, programs, "demo")

    assert done.returncode == 1
    assert done.stderr == "档脉 needs Python 3.11 or newer: apt-get install -y python3 python3-venv\n"
    assert not (clone / ".venv").exists()


def test_with_an_old_python_one_line_says_what_to_do(clone: Path, programs: Path) -> None:
    """3.10 is as good as none."""
    _python(programs, version_ok=False)

    done = _launch(clone, programs, "demo")

    assert done.returncode == 1
    assert done.stderr.startswith("档脉 needs Python 3.11 or newer")


def test_without_the_venv_module_one_line_says_what_to_do(clone: Path, programs: Path) -> None:
    """Debian ships Python without it; what was half made is taken away again."""
    _python(programs, venv=False)

    done = _launch(clone, programs, "demo")

    assert done.returncode == 1
    assert done.stderr == (
        "Python cannot make a virtual environment here; this mends it: apt-get install -y python3-venv\n"
    )
    assert not (clone / ".venv").exists()


def test_the_first_start_installs_and_hands_over(clone: Path, programs: Path) -> None:
    """The environment is made, the requirements are installed, arguments and the current folder are kept."""
    log = _python(programs)

    done = _launch(clone, programs, "build", "a b", "--from", "c")

    assert (done.returncode, done.stdout) == (0, "ran: build a b --from c\n")
    assert "仅首次" in done.stderr
    assert _log(log) == ["made", "-m pip install --quiet --disable-pip-version-check -r requirements.txt"]


def test_the_second_start_installs_nothing(clone: Path, programs: Path) -> None:
    """It says nothing and is quick."""
    log = _python(programs)
    _launch(clone, programs, "demo")
    before = _log(log)

    done = _launch(clone, programs, "demo")

    assert (done.returncode, done.stdout, done.stderr) == (0, "ran: demo\n", "")
    assert _log(log) == before


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_requirements_are_installed_again(clone: Path, programs: Path, name: str) -> None:
    """After a pull that changes them, the same command brings what is new, in the same environment."""
    log = _python(programs)
    _launch(clone, programs, "demo")
    (clone / name).write_text("another\n", encoding="utf-8")

    done = _launch(clone, programs, "demo")

    assert done.stdout == "ran: demo\n"
    assert [line.split(" -r")[0] for line in _log(log)].count("made") == 1
    assert len([line for line in _log(log) if "install" in line]) == 2


def test_a_moved_clone_is_installed_again(clone: Path, programs: Path) -> None:
    """An environment knows where its clone lies; in another place its programs would not start."""
    log = _python(programs)
    _launch(clone, programs, "demo")
    moved = clone.rename(clone.parent / "moved")

    done = _launch(moved, programs, "demo")

    assert done.stdout == "ran: demo\n"
    assert len([line for line in _log(log) if "install" in line]) == 2


def test_a_failed_installation_is_tried_again(clone: Path, programs: Path) -> None:
    """The network failed: one line says to run again, and running again installs."""
    log = _python(programs)
    (programs / "fail").touch()

    failed = _launch(clone, programs, "demo")
    (programs / "fail").unlink()
    done = _launch(clone, programs, "demo")

    assert failed.returncode == 1
    assert failed.stdout == ""
    assert failed.stderr.splitlines()[-1].startswith("The installation did not finish")
    assert done.stdout == "ran: demo\n"
    assert len([line for line in _log(log) if "install" in line]) == 2


def test_uv_is_used_where_it_is(clone: Path, programs: Path) -> None:
    """It makes the environment and installs, without fetching a Python of its own."""
    log = _python(programs)
    _program(
        programs / "uv",
        f'''echo "uv $@ in $VIRTUAL_ENV" >>"{log}"
[ "$1" = venv ] || exit 0
for last; do :; done
mkdir -p "$last/bin"; cp "{programs}/inner" "$last/bin/python"; chmod +x "$last/bin/python"
printf '#!/bin/sh\\necho "ran: $*"\\n' >"$last/bin/dangmai"; chmod +x "$last/bin/dangmai"''',
    )

    done = _launch(clone, programs, "demo")

    assert done.stdout == "ran: demo\n"
    assert _log(log) == [
        f"uv venv --quiet --no-python-downloads --python {programs}/python3 {clone}/.venv in ",
        f"uv pip install --quiet --no-python-downloads -r requirements.txt in {clone}/.venv",
    ]


def test_a_uv_that_fails_leaves_it_to_python(clone: Path, programs: Path) -> None:
    """An old uv may not know the Python that is there."""
    log = _python(programs)
    _program(programs / "uv", 'if [ "$1" = venv ]; then exit 2; fi')

    done = _launch(clone, programs, "demo")

    assert done.stdout == "ran: demo\n"
    assert "made" in _log(log)


def test_it_is_a_script_that_any_shell_can_run() -> None:
    """It may be run, and it parses as POSIX sh."""
    assert os.access(ROOT / "dangmai", os.X_OK)
    assert subprocess.run(["sh", "-n", str(ROOT / "dangmai")], check=False).returncode == 0
