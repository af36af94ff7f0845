"""The archive file of a workspace: one SQLite file that is the truth about an archive."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from kg.records.connection import connect
from kg.records.replay import ArchiveReplay


class Archive(ArchiveReplay):
    """An open archive file; close it, or use it as a context manager."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the file, and lay its tables when it is new."""
        self.path = path
        self.read_only = read_only
        self._place = str(path)
        self._connection = connect(path, read_only=read_only)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        """The archive itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file, whatever happened."""
        self.close()


def open_archive(path: Path, *, read_only: bool = False) -> Archive:
    """The archive file at a path, made when it is missing; read-only for screens and exports."""
    return Archive(path, read_only=read_only)
