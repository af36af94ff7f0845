"""Which pieces of the base model's vocabulary are kept: those of the scripts that are read, and that occur.

The original has 250,002 pieces for a hundred languages. Kept are every piece of Chinese characters and kana, every
piece in the letters of modern Russian, and of the rest (old Russian and Latin letters, digits, marks) what occurs in
the texts, with each single character and each Latin pair of letters.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from extraction.encoder.pieces import SPACE, Pieces

SPECIAL = 4
"""Begin, pad, end and unknown come first and are always kept."""
RESERVED = "\ufdd0"
"""Not a character: how the first four pieces are written, so that no text is taken for one of them."""
_EAST = re.compile(
    rf"{SPACE}?[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+"
)
_RUSSIAN = re.compile(rf"{SPACE}?[а-яёА-ЯЁ]+")
_SHORT_LATIN = re.compile(rf"{SPACE}?[A-Za-z]{{1,2}}")
_READ = re.compile(
    rf"[{SPACE}\u0021-\u024f\u0300-\u030f\u0400-\u045f\u0462-\u0463\u0472-\u0475\u2010-\u205e\u2070-\u218f\u2190-\u22ff"
    r"\u2460-\u24ff\u2500-\u25ff\u3000-\u33ff\ufe30-\ufe4f\uff01-\uffef]+"
)
_WORDS = 20_000
"""How many of the commonest English words count as a text."""


def kept_pieces(pieces: Sequence[str], used: set[int]) -> list[int]:
    """The numbers of the pieces that stay, in their old order."""
    return [n for n, piece in enumerate(pieces) if n < SPECIAL or _stays(piece, n in used)]


def _stays(piece: str, is_used: bool) -> bool:
    if _EAST.fullmatch(piece) or _RUSSIAN.fullmatch(piece) or _SHORT_LATIN.fullmatch(piece):
        return True
    bare = piece.removeprefix(SPACE)
    return bool(_READ.fullmatch(piece)) and (is_used or len(bare) <= 1)


def used_pieces(vocabulary: Pieces, texts: Iterator[str]) -> set[int]:
    """The numbers of the pieces that occur when texts are cut by the full vocabulary."""
    found = np.zeros(len(vocabulary), dtype=bool)
    for text in texts:
        found[vocabulary.cut(text).ids] = True
    return set(map(int, np.flatnonzero(found)))


def texts_below(folder: Path) -> Iterator[str]:
    """Every text of the `.jsonl`, `.csv` and `.txt` files below a folder, in a fixed order."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".jsonl":
            lines = path.read_text(encoding="utf-8").splitlines()
            yield from (str(json.loads(line).get("text", "")) for line in lines if line.strip())
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as rows:
                yield from (" ".join(row) for row in csv.reader(rows))
        elif path.suffix == ".txt":
            yield from path.read_bytes().decode("utf-8", "replace").splitlines()


def english_words(path: Path) -> Iterator[str]:
    """The commonest words of a frequency list (`word count` a line, the commonest first), small and capital."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()[:_WORDS]
    for line in lines:
        word = line.split()[0]
        yield word
        yield word.capitalize()
