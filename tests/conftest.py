"""What several test files share: an open archive, and the sample that fills it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.build import build
from app.demo import sample_folder
from app.progress import Silent
from app.settings import Settings
from app.wiring import steps_for
from app.workspace import Workspace
from kg.graph import server
from kg.records import Archive, open_archive
from tests.builders import Sample, an_archive
from tests.servers import Address, empty_stranger, require_parts


@pytest.fixture
def empty_archive(tmp_path: Path) -> Iterator[Archive]:
    """A new archive file with nothing in it."""
    with open_archive(tmp_path / "empty.db") as archive:
        yield archive


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[tuple[Archive, Sample]]:
    """An archive file that holds the sample, and the sample."""
    archive, sample = an_archive(tmp_path)
    with archive:
        yield archive, sample


@pytest.fixture(scope="session")
def sample_workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The sample archive, built once for all tests (half a minute): read it; write in `sample_copy` alone."""
    workspace = Workspace(folder=tmp_path_factory.mktemp("sample") / "workspace")
    settings = Settings()
    build(workspace, sample_folder(), settings=settings, steps=steps_for(settings), reporter=Silent())
    return workspace


@pytest.fixture
def sample_copy(sample_workspace: Workspace, tmp_path: Path) -> Workspace:
    """The built sample in a folder of one test's own, which may write in it."""
    return Workspace(folder=shutil.copytree(sample_workspace.folder, tmp_path / "workspace"))


@pytest.fixture(scope="session")
def neo4j_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a server of our own that runs until the tests end."""
    require_parts()
    folder = tmp_path_factory.mktemp("neo4j")
    server.start(folder)
    try:
        yield folder
    finally:
        server.stop(folder)


@pytest.fixture(scope="session")
def neo4j_address(request: pytest.FixtureRequest) -> Address:
    """The server named by NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD, else one of our own for this run."""
    if os.environ.get("NEO4J_URI"):
        return empty_stranger()
    running = server.status(request.getfixturevalue("neo4j_folder"))
    assert running is not None
    return Address(uri=running.uri, user=running.user, password=running.password)
