"""What several test files share: an open archive, and the sample that fills it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.records import Archive, open_archive
from tests.builders import Sample, an_archive


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
