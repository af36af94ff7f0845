"""Cutting text into the pieces the encoder knows, each with the span of characters it stands for.

Characters are first written plainly (full-width Latin, ligatures, line ends: the table of the vocabulary), and
white space becomes one mark. Spans are in the text as it was given, whatever was rewritten.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ontology.errors import WorkspaceError
from ontology.paths import data_folder

VOCABULARY = "vocabulary.json"
"""The file of pieces, scores and plain spellings."""
SPACE = "\u2581"
"""The mark that stands for white space, also before the first word."""
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A text in pieces: their numbers, and where each begins and ends in the text."""

    ids: Numbers
    starts: Numbers
    ends: Numbers  # a piece that is white space alone has an empty span

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self.ids)


class Pieces:
    """The vocabulary of the encoder. Adds no mark for begin or end: `begin`, `end` and `pad` are theirs."""

    begin = 0
    pad = 1
    end = 2
    unknown = 3

    def __init__(self, pieces: Iterable[tuple[str, float]], plain: Mapping[str, str]) -> None:
        """Make the tokenizer: the first four pieces are begin, pad, end and unknown."""
        from tokenizers import Tokenizer
        from tokenizers.models import Unigram

        self.pieces = list(pieces)
        self._plain = {ord(char): text for char, text in plain.items()}
        self._resized = {char for char, text in plain.items() if len(text) != 1}
        self._tokenizer = Tokenizer(Unigram(self.pieces, unk_id=self.unknown, byte_fallback=False))

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """The pieces of a trained folder; those of the base model if none is named."""
        path = (folder or base_folder()) / VOCABULARY
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise WorkspaceError(
                str(path), f"the vocabulary cannot be read ({error})", "Install it again."
            ) from None
        return cls([(piece, score) for piece, score in kept["pieces"]], kept["plain"])

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self.pieces)

    def cut(self, text: str) -> Cut:
        """A text in pieces, with spans in the text as given."""
        plain, origin = self._written_plainly(text)
        lead = 0 if plain.startswith(" ") else 1
        encoded = self._tokenizer.encode(SPACE * lead + plain.replace(" ", SPACE), add_special_tokens=False)
        spans = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2) - lead
        starts, ends = np.maximum(spans[:, 0], 0), np.maximum(spans[:, 1], 0)
        # A piece that begins with white space stands for the word after it.
        blank = np.frombuffer((plain + ".").encode("utf-32-le", "surrogatepass"), dtype="<u4") == ord(" ")
        starts = np.minimum(starts + blank[starts], ends)
        if origin is not None:
            starts, ends = _back(starts, ends, origin, len(text))
        return Cut(ids=np.array(encoded.ids, dtype=np.int64), starts=starts, ends=ends)

    def _written_plainly(self, text: str) -> tuple[str, Numbers | None]:
        """The text as the vocabulary spells it; and for each of its characters where it came from, if that moved."""
        plain = text.translate(self._plain)
        if "  " not in plain and self._resized.isdisjoint(text):
            return plain, None
        written: list[str] = []
        origin: list[int] = []
        for at, char in enumerate(text):
            for one in self._plain.get(ord(char), char):
                if one != " " or not written or written[-1] != " ":
                    written.append(one)
                    origin.append(at)
        return "".join(written), np.array(origin, dtype=np.int64)


def _back(starts: Numbers, ends: Numbers, origin: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Spans of the plain spelling as spans of the text it came from."""
    if not len(origin):
        return starts, ends
    first = np.append(origin, size)[starts]
    last = np.where(ends > starts, origin[np.maximum(ends - 1, 0)] + 1, first)
    return first, last


@cache
def base_folder() -> Path:
    """Where the base model lies: vocabulary, embeddings and layers."""
    return data_folder() / "models" / "base"
