"""The sample archive, built for real: everything found in it leads back to its place in its text and on its page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.report import RunReport
from app.workspace import Workspace
from kg.records import Archive, open_archive
from ontology.records import PAGE_BREAK, Line, Page, Record


@pytest.fixture(scope="module")
def archive(sample_workspace: Workspace) -> Iterator[Archive]:
    """The archive file of the built sample, read-only."""
    with open_archive(sample_workspace.archive, read_only=True) as opened:
        yield opened


def test_it_reads_every_file_and_keeps_some_closed(archive: Archive, sample_workspace: Workspace) -> None:
    """The sample shows every format we read and all access states."""
    assert sum(1 for _ in archive.records()) == 36
