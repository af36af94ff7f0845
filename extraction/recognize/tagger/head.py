"""What reviewers taught the tagger: a small correction of its last step, and the names they accepted.

The shipped tagger stays as it is. Its last step makes label scores out of states; a head adds `states @ change + shift`
to them, and wherever an accepted name stands, `NAME` to the scores of the labels that would mark it: a hint that the
best path through the text may follow or not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from extraction.recognize.tagger.labels import label_ids
from ontology.errors import WorkspaceError

Floats = npt.NDArray[np.float32]
NAME = 3.0
"""How much an accepted name counts where it stands again, in natural logarithms of odds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A correction of label scores, the tagger it was learnt for, and where it comes from."""

    change: Floats  # (wide, labels)
    shift: Floats  # (labels,)
    names: Mapping[str, str]  # accepted names, as the tagger reads them, and their kinds
    base: str  # version of the tagger whose states it reads
    facts: Mapping[str, object]  # decisions it was learnt from, figures: for people to read

    @property
    def version(self) -> str:
        """A hash of the numbers and the names, and of the tagger they are for."""
        numbers = hashlib.sha256(self.base.encode())
        for part in (self.change, self.shift):
            numbers.update(np.ascontiguousarray(part, dtype="<f4").tobytes())
        numbers.update(json.dumps(sorted(self.names.items())).encode())
        return numbers.hexdigest()[:16]

    def correct(self, text: str, states: Floats, logits: Floats) -> Floats:
        """Label scores of a text as the reviewers would have them."""
        scores = np.asarray(logits + (states @ self.change + self.shift), dtype=np.float32)
        hinted = np.zeros(scores.shape, dtype=bool)
        for name, kind in self.names.items():
            labels = label_ids(len(name), [(0, len(name), kind)])
            for start in _places(name, text):
                hinted[np.arange(start, start + len(name)), labels] = True
        scores[hinted] += NAME
        return scores

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {"base": self.base, "names": dict(self.names), "facts": dict(self.facts)}
        said = json.dumps(kept, ensure_ascii=False, sort_keys=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            np.savez(file, change=self.change, shift=self.shift, said=np.array(said))
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The head in a file.

        Raises:
            WorkspaceError: when there is none, or it cannot be read.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                said = json.loads(str(kept["said"]))
                change, shift = (np.asarray(kept[name], dtype=np.float32) for name in ("change", "shift"))
            return cls(
                change=change, shift=shift, names=said["names"], base=said["base"], facts=said["facts"]
            )
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise WorkspaceError(
                str(path),
                f"what the reviewers taught cannot be read ({error})",
                "Run: dangmai retrain WORKSPACE.",
            ) from None


def _places(name: str, text: str) -> Iterator[int]:
    """Where a name stands in a text: in scripts that part words by spaces, as whole words."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (_one_word(text, start) or _one_word(text, end)):
            yield start
        start = text.find(name, start + 1)


def _one_word(text: str, place: int) -> bool:
    """Whether letters of one word stand on both sides of a place."""
    return 0 < place < len(text) and all(
        one.isalpha() and one < "\u0590" for one in text[place - 1 : place + 1]
    )
