"""What reviewers taught the tagger: a small correction of its last step, kept in a file of its own.

The shipped tagger stays as it is. Its last step makes label scores out of states; a head adds
`states @ change + shift` to them. Without a head, or with one of nought, the shipped tagger speaks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from ontology.errors import WorkspaceError

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A correction of label scores, the tagger it was learnt for, and where it comes from."""

    change: Floats  # (wide, labels)
    shift: Floats  # (labels,)
    base: str  # version of the tagger whose states it reads
    facts: Mapping[str, object]  # decisions it was learnt from, figures: for people to read

    @property
    def version(self) -> str:
        """A hash of the numbers and of the tagger they are for."""
        numbers = hashlib.sha256(self.base.encode())
        for part in (self.change, self.shift):
            numbers.update(np.ascontiguousarray(part, dtype="<f4").tobytes())
        return numbers.hexdigest()[:16]

    def correct(self, states: Floats, logits: Floats) -> Floats:
        """Label scores as the reviewers would have them."""
        return np.asarray(logits + (states @ self.change + self.shift), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        said = json.dumps({"base": self.base, **self.facts}, ensure_ascii=False, sort_keys=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            np.savez(file, change=self.change, shift=self.shift, facts=np.array(said))
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The head in a file.

        Raises:
            WorkspaceError: when there is none, or it cannot be read.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                facts = json.loads(str(kept["facts"]))
                change, shift = (np.asarray(kept[name], dtype=np.float32) for name in ("change", "shift"))
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise WorkspaceError(
                str(path),
                f"what the reviewers taught cannot be read ({error})",
                "Run: dangmai retrain WORKSPACE.",
            ) from None
        return cls(change=change, shift=shift, base=str(facts.pop("base", "")), facts=facts)
