"""The fast tagger at run time: the same questions and answers as the large one, by numpy and ONNX Runtime only.

The embeddings of the base are shared with it: a matrix turns the rows it needs into its own width once, when the
tagger is loaded, so that a character costs five look-ups, a few convolutions, and a search for the best path where
anything is likely to be a name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from extraction.encoder import Pieces, Table
from extraction.encoder.session import open_session
from extraction.recognize.fast.decode import names as names_of
from extraction.recognize.fast.features import (
    GAP,
    HanFeatures,
    Word,
    hashes_of,
    is_russian,
    shape_of,
    words_of,
)
from extraction.recognize.reliability import Reliability
from extraction.recognize.tagger.model import Tagged
from ontology.errors import WorkspaceError
from ontology.paths import data_folder

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

TABLES, HAN, RUSSIAN = "tables.npz", "han.onnx", "russian.onnx"
"""The files of the fast tagger."""
STREAM = 16_384
"""Units whose names are sought together, about."""
SLICE = 1024
"""Units a net reads at once, about: what its layers keep of them fits a processor's cache."""
PLAIN = re.compile(r"[0-9A-Za-zА-Яа-яЁё]+|[-.,;:!?()«»—–]")
"""Words and marks that the base's vocabulary spells as they are."""
MOST_WORDS = 200_000
"""Words whose features are kept."""
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


class FastTagger:
    """The fast tagger in a folder; loaded at the first text, once a process."""

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        """Name the folder (data/models/fast if none) and how many threads may be used."""
        self.folder = folder or data_folder() / "models" / "fast"
        self._threads = threads

    @property
    def version(self) -> str:
        """A hash of the trained weights."""
        whole = hashlib.sha256()
        for name in (TABLES, HAN, RUSSIAN):
            whole.update(self._file(name).read_bytes())
        return whole.hexdigest()[:16]

    @property
    def reliability(self) -> Reliability:
        """How far its names and those of rules beside it are to be trusted."""
        return Reliability.load(self.folder)

    def tag(self, texts: Sequence[str], *, guideline: str = "ours") -> list[list[Tagged]]:
        """The names in some texts of at most a few hundred characters each, in their order.

        Args:
            texts: in the tagger's form; Russian ones are known by their letters.
            guideline: the fast tagger knows but one, ours.
        """
        found: list[list[Tagged]] = [[] for _ in texts]
        russian = [is_russian(text) for text in texts]
        for word_by_word in (False, True):
            numbers = [n for n, text in enumerate(texts) if text and russian[n] is word_by_word]
            for group in _streams([texts[n] for n in numbers]):
                chosen = [numbers[n] for n in group]
                read = self._words if word_by_word else self._characters
                for number, names in zip(chosen, read([texts[n] for n in chosen]), strict=True):
                    found[number] = names
        return found

    def _characters(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """The names in Chinese and Japanese texts, character by character."""
        features, starts = self._han_features.stream(texts)
        summed = self._han_rows[0][features[0]]
        for table, numbers in zip(self._han_rows[1:], features[1:], strict=True):
            summed += table[numbers]
        spans = names_of(self._probabilities(self._han, summed, features[0] | features[3]))
        names: list[list[Tagged]] = [[] for _ in texts]
        owners = np.searchsorted(starts, [start for start, *_ in spans], side="right") - 1
        for owner, (start, end, kind, sure) in zip(owners.tolist(), spans, strict=True):
            first = int(starts[owner])
            names[owner].append(Tagged(start=start - first, end=end - first, kind=kind, probability=sure))
        return names

    def _words(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """The names in Russian texts, word by word."""
        stream: list[tuple[int, Word] | None] = []
        for number, text in enumerate(texts):
            stream += [(number, word) for word in words_of(text)]
            stream += [None] * GAP
        gaps = np.array([one[1].gap if one else 0 for one in stream], dtype=np.int64)
        summed = self._known_words.of([one[1].text if one else "" for one in stream])
        summed += self._tables["gap"][gaps]
        names: list[list[Tagged]] = [[] for _ in texts]
        for start, end, kind, sure in names_of(self._probabilities(self._russian, summed, gaps)):
            first, last = stream[start], stream[end - 1]
            if first and last:
                tagged = Tagged(start=first[1].start, end=last[1].end, kind=kind, probability=sure)
                names[first[0]].append(tagged)
        return names

    def _probabilities(self, session: InferenceSession, summed: Floats, units: Numbers) -> Floats:
        """Label probabilities of a stream, (units, labels), from its summed features; empty units count for nothing."""
        parts = []
        for first, last in _slices(units):
            mask = (units[first:last] > 0).astype(np.float32)[None, None, None]
            features = np.ascontiguousarray(summed[first:last].T)[None, :, None]
            parts.append(session.run(None, {"features": features, "mask": mask})[0])
        said = np.concatenate(parts).astype(np.float32)
        said[units == 0] = 0
        said[units == 0, 0] = 1
        return said

    def _features_of(self, words: Sequence[str]) -> Floats:
        """The summed features of some Russian words, (words, wide)."""
        pieces = self._means(words)
        hashed = self._word_hashes[np.array([hashes_of(word) for word in words])]
        shapes = self._tables["shape"][[shape_of(word) for word in words]]
        summed = pieces @ self._tables["piece"] + shapes + np.einsum("ufk,fkw->uw", hashed, self._hash_to)
        return np.asarray(summed, dtype=np.float32)

    def _means(self, words: Sequence[str]) -> Floats:
        """The mean embedding of the pieces of each word."""
        means = np.zeros((len(words), self._table.width), dtype=np.float32)
        plain = [n for n, word in enumerate(words) if PLAIN.fullmatch(word)]
        if plain:
            cut = self._pieces.cut(" ".join(words[n] for n in plain))  # no piece goes on over a space
            starts = np.cumsum([0, *(len(words[n]) + 1 for n in plain[:-1])])
            firsts = np.searchsorted(cut.starts, starts)
            counts = np.diff(np.append(firsts, len(cut)))
            means[plain] = np.add.reduceat(self._table.rows(cut.ids), firsts) / counts[:, None]
        for n in sorted(set(range(len(words))).difference(plain)):  # marks may be spelled in another way
            means[n] = self._table.rows(self._pieces.cut(words[n]).ids).mean(axis=0)
        return means

    @cached_property
    def _han_rows(self) -> tuple[Floats, ...]:
        """For every feature of characters its rows in the width of the net; row 0 is nought."""
        tables, rows = self._tables, []
        for name, pieces in zip(("one", "two", "three"), self._han_features.pieces, strict=True):
            rows.append(self._table.rows(pieces) @ tables[name])
        for name in ("pair", "triple"):
            hashed = tables[name][1:] * tables[f"{name}_scales"]
            rows.append(hashed @ tables[f"{name}_to"])
        nought = np.zeros((1, rows[0].shape[1]), dtype=np.float32)
        return tuple(np.concatenate((nought, one)).astype(np.float32) for one in rows)

    @cached_property
    def _tables(self) -> Mapping[str, Floats]:
        with np.load(self._file(TABLES)) as kept:
            return {name: table.astype(np.float32) for name, table in kept.items()}

    @cached_property
    def _word_hashes(self) -> Floats:
        return np.asarray(self._tables["word"] * self._tables["word_scales"])

    @cached_property
    def _hash_to(self) -> Floats:
        return self._tables["word_to"]

    @cached_property
    def _known_words(self) -> _WordRows:
        return _WordRows(self._features_of, wide=self._hash_to.shape[2])

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces.load()

    @cached_property
    def _table(self) -> Table:
        return Table.load()

    @cached_property
    def _han_features(self) -> HanFeatures:
        return HanFeatures(self._pieces.pieces)

    @cached_property
    def _han(self) -> InferenceSession:
        return self._session(HAN)

    @cached_property
    def _russian(self) -> InferenceSession:
        return self._session(RUSSIAN)

    def _session(self, name: str) -> InferenceSession:
        return open_session(self._file(name), threads=self._threads, purpose="recognition of names")

    def _file(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise WorkspaceError(str(path), "the fast tagger is not there", "Install 档脉 again.")
        return path


class _WordRows:
    """The features of the words met so far, one row each; row 0 is nought."""

    def __init__(self, features_of: Callable[[Sequence[str]], Floats], *, wide: int) -> None:
        self._features_of = features_of
        self._places: dict[str, int] = {}
        self._rows = np.zeros((4096, wide), dtype=np.float32)

    def of(self, words: Sequence[str]) -> Floats:
        """The rows of some words, (words, wide); nought for an empty one."""
        if len(self._places) > MOST_WORDS:
            self._places.clear()
        new = list(dict.fromkeys(word for word in words if word and word not in self._places))
        if new:
            first = len(self._places) + 1
            self._places |= {word: first + n for n, word in enumerate(new)}
            while first + len(new) > len(self._rows):
                self._rows = np.concatenate((self._rows, np.zeros_like(self._rows)))
            self._rows[first : first + len(new)] = self._features_of(new)
        places = self._places
        return np.asarray(self._rows[[places[word] if word else 0 for word in words]])


def _slices(units: Numbers) -> Iterator[tuple[int, int]]:
    """Spans of a stream that a net reads at once: each ends with a gap, where one is near."""
    empty = np.flatnonzero(units == 0) + 1
    first = 0
    while first < len(units):
        place = np.searchsorted(empty, first + SLICE)
        last = int(empty[place]) if place < len(empty) else len(units)
        yield first, last
        first = last


def _streams(texts: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of texts that are read as one stream."""
    group: list[int] = []
    size = 0
    for number, text in enumerate(texts):
        if group and size + len(text) > STREAM:
            yield group
            group, size = [], 0
        group.append(number)
        size += len(text) + GAP
    if group:
        yield group
