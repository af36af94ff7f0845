"""Makes `data/models/base/meaning.npz`: what of a vector tells the language, so that it can be left out.

    python -m extraction.vectors.make_space --corpora FOLDER

A vector of the base model says what a text is about and, more loudly, in which language it is written: a Chinese
question lies nearer to any Chinese passage than to the Russian one that answers it. The mean vectors of a few hundred
paragraphs in each language span the directions in which languages differ; comparing goes without them (Yang et al.,
"A Simple and Effective Method To Eliminate the Self Language Bias in Multilingual Representations", EMNLP 2021).
Paragraphs that stand in the benchmark are not used. Run by hand.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from extraction.encoder import base_folder
from extraction.vectors.encoder import TextEncoder, Vectors
from extraction.vectors.space import SPACE
from ontology.paths import data_folder
from ontology.vectors import Space

FILES = {"zh": ("zh_wiki.jsonl",), "ja": ("ja_wiki.jsonl", "ja_aozora.jsonl"), "ru": ("ru/ud_gsd_ru.jsonl",)}
"""The paragraphs of each language."""
EACH = 80
"""How many of each language."""
LONG = (80, 200)
"""Characters a paragraph must have, and may keep."""


def paragraphs(folder: Path, *, without: set[str]) -> Mapping[str, list[str]]:
    """Paragraphs of each language, settled by their ids, the same number of each file."""
    found = {}
    for lang, files in FILES.items():
        found[lang] = [text for file in files for text in _some(folder / file, EACH // len(files), without)]
    return found


def _some(path: Path, count: int, without: set[str]) -> list[str]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    fitting = {row["id"]: row["text"] for row in rows if len(row["text"]) >= LONG[0]}
    order = sorted(set(fitting) - without, key=lambda one: hashlib.sha256(one.encode()).hexdigest())
    return [fitting[one][: LONG[1]] for one in order[:count]]


def space_of(vectors: Mapping[str, Vectors]) -> Space:
    """The space without the directions in which the means of the languages differ."""
    means = np.array([some.mean(axis=0) for _, some in sorted(vectors.items())])
    center = means.mean(axis=0)
    _, _, directions = np.linalg.svd(means - center, full_matrices=False)
    return Space(center=center, left_out=directions[: len(means) - 1])


def main() -> None:
    """Encode the paragraphs and write the file."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--corpora", type=Path, required=True)
    given = ask.parse_args()
    gold = (data_folder() / "gold" / "meaning" / "distractors.jsonl").read_text(encoding="utf-8")
    without = {str(json.loads(line)["id"]) for line in gold.splitlines()}
    encoder, texts = TextEncoder(), paragraphs(given.corpora / "unlabelled", without=without)
    space = space_of({lang: encoder.passages(some) for lang, some in texts.items()})
    np.savez(base_folder() / SPACE, center=space.center, left_out=space.left_out)


if __name__ == "__main__":
    main()
