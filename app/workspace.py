"""A workspace: one folder that holds one archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ontology.errors import WorkspaceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """The folder of one archive: `archive.db`, `pages/`, `exports/`, `reports/` and `settings.toml`."""

    folder: Path

    @property
    def archive(self) -> Path:
        """The archive file: records, claims, curation and the staff graph."""
        return self.folder / "archive.db"

    @property
    def pages(self) -> Path:
        """Images of scanned pages."""
        return self.folder / "pages"

    @property
    def exports(self) -> Path:
        """Where exports go unless told otherwise."""
        return self.folder / "exports"

    @property
    def report(self) -> Path:
        """The report of the last build."""
        return self.folder / "reports" / "build.json"

    @property
    def server(self) -> Path:
        """The home of the local Neo4j server, if one was made."""
        return self.folder / "neo4j"

    def create(self) -> Workspace:
        """Make the folders; a folder that holds something else is left alone."""
        if self.folder.exists() and not self.folder.is_dir():
            raise WorkspaceError(str(self.folder), "this is a file, not a folder", "Name another folder.")
        if self.folder.is_dir() and any(self.folder.iterdir()) and not self.is_ours:
            raise WorkspaceError(
                str(self.folder), "the folder holds other files", "Name an empty or a new folder."
            )
        for folder in (self.pages, self.exports, self.report.parent):
            folder.mkdir(parents=True, exist_ok=True)
        return self

    @property
    def is_ours(self) -> bool:
        """Whether this folder was made by us or holds only settings."""
        names = {path.name for path in self.folder.iterdir()}
        return "archive.db" in names or "reports" in names or names <= {"settings.toml"}

    def opened(self) -> Workspace:
        """This workspace, if there is an archive in it; else a sentence that says how to make one."""
        if not self.archive.is_file():
            raise WorkspaceError(
                str(self.folder), "there is no archive here", "Run: dangmai build WORKSPACE --from FOLDER."
            )
        return self
