"""Makes `leanings.npz` of the base model from questions written for the project; run by hand.

    python -m extraction.vectors.make_leanings

The questions are those of `data/gold/meaning/development.jsonl` and `parallel.jsonl`, each of the latter in four
languages. The questions of the benchmark (`pairs.jsonl`) have no part in it.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from extraction.encoder import base_folder
from extraction.vectors.encoder import TextEncoder
from extraction.vectors.leaning import LEANINGS, leanings
from ontology.paths import data_folder


def written_questions(folder: Path) -> dict[str, list[str]]:
    """The questions of a folder that say where a language leans, by language."""
    found: dict[str, list[str]] = {}
    for row in _rows(folder / "development.jsonl"):
        found.setdefault(row["ask"], []).append(row["question"])
    for row in _rows(folder / "parallel.jsonl"):
        for lang, question in sorted(row.items()):
            found.setdefault(lang, []).append(question)
    return found


def main() -> None:
    """Write the leanings into the folder of the base model."""
    encoder = TextEncoder()
    questions = written_questions(data_folder() / "gold" / "meaning")
    found = leanings({lang: encoder.bare_questions(texts) for lang, texts in sorted(questions.items())})
    with (base_folder() / LEANINGS).open("wb") as file:
        kept = {lang: vector.astype(np.float16) for lang, vector in found.items()}
        np.savez(file, zh=kept["zh"], ja=kept["ja"], ru=kept["ru"], en=kept["en"])
    print({lang: len(texts) for lang, texts in questions.items()})


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


if __name__ == "__main__":
    main()
