"""The demo: the sample archive, built once into a workspace."""

from __future__ import annotations

import hashlib
from pathlib import Path

import typer

from app.progress import Bar
from app.settings import Settings, read_settings
from app.workspace import Workspace
from ontology.errors import WorkspaceError
from ontology.paths import data_folder

STAMP = "demo.stamp"
DEPENDS_ON = (
    "archive_code",
    "accept_at",
    "profile",
    "vectors",
    "relator_llm",
    "relator_llm_accept",
    *(f"{what}_{lang}" for what in ("pipeline", "plugins") for lang in ("zh", "ru", "ja")),
)
"""The settings that change what is found."""


def sample_folder() -> Path:
    """The sample archive that was written for demonstration."""
    folder = data_folder() / "sample" / "archive"
    if not folder.is_dir():
        raise WorkspaceError(str(folder), "the sample archive is missing", "Install 档脉 again.")
    return folder


def demo_state(settings: Settings) -> str:
    """A hash of everything the demo's archive depends on: sample, vocabularies, program and settings."""
    packages = Path(__file__).resolve().parent.parent
    files = [
        path
        for name in ("ontology", "extraction", "kg", "app")
        for path in (packages / name).rglob("*")
        if path.suffix in {".py", ".sql", ".yaml"}
    ]
    files += [path for path in sample_folder().rglob("*") if path.is_file()]
    files += (data_folder() / "authority").glob("*.csv")
    state = hashlib.sha256(repr([getattr(settings, name) for name in DEPENDS_ON]).encode("utf-8"))
    for path in sorted(files):
        state.update(path.name.encode("utf-8"))
        state.update(path.read_bytes())
    return state.hexdigest()


def prepare_demo(folder: Path) -> Workspace:
    """The demo's workspace; built the first time and when something it depends on has changed."""
    workspace = Workspace(folder=folder)
    stamp = folder / "reports" / STAMP
    settings = read_settings(folder)
    state = demo_state(settings)
    if workspace.archive.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == state:
        return workspace
    from app.build import build
    from app.wiring import steps_for

    report = build(
        workspace,
        sample_folder(),
        settings=settings,
        steps=steps_for(settings, workspace=workspace.folder),
        reporter=Bar(),
    )
    for line in report.lines():
        typer.echo(line)
    stamp.write_text(state, encoding="utf-8")
    return workspace
