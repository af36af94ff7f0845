"""The heads of a workspace: what `dangmai retrain` learnt, kept one beside the other, one of them in use.

`models/head-<number>.npz` are the heads, `models/in-use` names the one the recogniser takes; without that file the
tagger speaks as it was shipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from extraction.recognize.tagger.head import Head
from ontology.errors import WorkspaceError

_NAME = re.compile(r"head-(\d+)\.npz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The folder `models/` of a workspace."""

    folder: Path

    @property
    def in_use(self) -> Path | None:
        """The head the recogniser takes; none where the shipped tagger speaks."""
        if not self._pointer.is_file():
            return None
        name = self._pointer.read_text(encoding="utf-8").strip()
        path = self.folder / name
        if not _NAME.fullmatch(name) or not path.is_file():
            raise WorkspaceError(
                str(self._pointer), f"the head “{name}” is not there", "Run: dangmai retrain WORKSPACE."
            )
        return path

    def numbers(self) -> list[int]:
        """The numbers of all heads kept, in order."""
        found = (_NAME.fullmatch(path.name) for path in self.folder.glob("head-*.npz"))
        return sorted(int(one[1]) for one in found if one)

    def add(self, head: Head) -> int:
        """Keep a head under the next number and put it in use."""
        number = max(self.numbers(), default=0) + 1
        head.save(self.path(number))
        self.use(number)
        return number

    def use(self, number: int) -> None:
        """Put a head in use; 0 is the tagger as it was shipped."""
        if number == 0:
            self._pointer.unlink(missing_ok=True)
            return
        unfinished = self.folder / "in-use.part"
        unfinished.write_text(f"{self.path(number).name}\n", encoding="utf-8")
        unfinished.replace(self._pointer)

    def load(self, number: int) -> Head:
        """A head by its number."""
        return Head.load(self.path(number))

    def path(self, number: int) -> Path:
        """The file of a head."""
        return self.folder / f"head-{number}.npz"

    @property
    def _pointer(self) -> Path:
        return self.folder / "in-use"


def heads_of(workspace: Path) -> Heads:
    """The heads of a workspace."""
    return Heads(folder=workspace / "models")


def number_of(path: Path | None) -> int:
    """The number of a head's file; 0 for none."""
    found = _NAME.fullmatch(path.name) if path else None
    return int(found[1]) if found else 0
