"""What the vectors of questions share because of their language, and how it is taken away.

A question in Chinese lies near other questions in Chinese before it lies near its answer. The mean of many questions
of one language says where they all lean; less that mean, what is left is what is asked. Half of what the languages
share stays in: it is what questions to an archive have in common with its passages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ontology.errors import WorkspaceError

LEANINGS = "leanings.npz"
"""The file of the base model that holds a vector for each language questions are asked in."""
KEPT = 0.5
"""The share of the common mean that stays in a question; measured on the development questions."""
_LETTERS = {
    "ja": re.compile(r"[\u3041-\u30ff]"),
    "zh": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "en": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
_KANA = 0.1
"""The share of kana among the characters of the East from which a question is Japanese: の alone may be a name."""
Vectors = NDArray[np.float32]


def question_language(text: str) -> str:
    """The language a question is written in, by most of its letters: zh, ja, ru, or en for all others."""
    count = {lang: len(letters.findall(text)) for lang, letters in _LETTERS.items()}
    eastern = count["zh"] + count["ja"]
    if eastern and eastern >= max(count["ru"], count["en"]) / 2:  # a character says as much as two letters
        return "ja" if count["ja"] >= _KANA * eastern else "zh"
    return "ru" if count["ru"] > count["en"] else "en"


def leanings(questions: Mapping[str, Vectors]) -> dict[str, Vectors]:
    """Where the questions of each language lean, from the vectors of many; all languages count alike."""
    means = {lang: vectors.mean(axis=0) for lang, vectors in sorted(questions.items())}
    common = np.mean(list(means.values()), axis=0)
    return {lang: (mean - KEPT * common).astype(np.float32) for lang, mean in means.items()}


def upright(vectors: Vectors, texts: Sequence[str], folder: Path) -> Vectors:
    """The vectors of questions without the leaning of their language, of length one again."""
    known = _read(folder)
    lean = np.stack([known[question_language(text)] for text in texts])
    found = vectors - lean
    result: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
    return result


@cache
def _read(folder: Path) -> dict[str, Vectors]:
    path = folder / LEANINGS
    try:
        with np.load(path) as kept:
            return {lang: kept[lang].astype(np.float32) for lang in _LETTERS}
    except (OSError, ValueError, KeyError) as error:
        raise WorkspaceError(
            str(path), f"the leanings of questions cannot be read ({error})", "Install it again."
        ) from None
