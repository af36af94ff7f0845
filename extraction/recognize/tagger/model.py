"""The trained tagger at run time: texts in, names with confidences out; numpy and ONNX Runtime only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from extraction.encoder import Cut
from extraction.encoder.session import open_session
from extraction.recognize.reliability import Reliability
from extraction.recognize.tagger.head import Head
from extraction.recognize.tagger.inputs import InputMaker, Inputs
from extraction.recognize.tagger.labels import best_paths, spans_of
from ontology.errors import BadInput, WorkspaceError
from ontology.kinds import Kind
from ontology.paths import data_folder

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

GRAPH, CHARACTERS, FACTS = "tagger.onnx", "characters.npy", "tagger.json"
"""The files of a trained tagger."""
INPUTS = ("embedded", "mask", "token_of", "place", "characters", "character_mask", "guideline")
OUTPUTS = ("states", "logits")
MIDDLE = "middle"
"""The pieces' states halfway up, before the layers turn to names; other models read on from there."""
BUDGET = 300
"""Pieces read at once, padding counted: what the layers keep of them fits a processor's cache, and the fewer texts share
one scale of eight-bit numbers, the truer these are (development F1 of 150, 300, 600, 3000: 79.6, 80.0, 79.3, 79.4)."""
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A name the tagger sees: a span of the text, its kind, and how sure the tagger is (not yet calibrated)."""

    start: int
    end: int
    kind: Kind
    probability: float  # the lowest of the probabilities of its characters' labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the tagger computes of one text: states before the last step and label log probabilities."""

    states: Floats  # (characters, wide)
    logits: Floats  # (characters, labels)


class TaggerModel:
    """A trained tagger in a folder; loaded at the first text, once a process."""

    def __init__(self, folder: Path | None = None, *, threads: int = 1, head: Path | None = None) -> None:
        """Name the folder (data/models/tagger if none), how many threads may be used, and what reviewers taught."""
        self.folder = folder or data_folder() / "models" / "tagger"
        self._threads = threads
        self._head_file = head

    @property
    def version(self) -> str:
        """A hash of the trained weights, and of what reviewers taught beside them."""
        return f"{self._shipped}+{self._head.version}" if self._head else self._shipped

    @property
    def reliability(self) -> Reliability:
        """How far its names and those of rules beside it are to be trusted."""
        return Reliability.load(self.folder)

    def tag(self, texts: Sequence[str], *, guideline: str = "ours") -> list[list[Tagged]]:
        """The names in some texts of at most a few hundred characters each, in their order."""
        found: list[list[Tagged]] = [[] for _ in texts]
        for numbers, reads in self.read(texts, guideline=guideline):
            scores = _log_softmax(_padded([one.logits for one in reads]))
            lengths = np.array([len(one.logits) for one in reads])
            paths = best_paths(scores, lengths)
            chosen = np.take_along_axis(scores, paths[:, :, None], axis=2)[:, :, 0]
            for number, path, sure in zip(numbers, paths, chosen, strict=True):
                found[number] = [
                    Tagged(start=s, end=e, kind=kind, probability=float(np.exp(sure[s:e].min())))
                    for s, e, kind in spans_of(path)
                ]
        return found

    def read(
        self, texts: Sequence[str], *, guideline: str = "ours"
    ) -> Iterator[tuple[list[int], list[Read]]]:
        """States and logits of some texts, batch by batch, with the numbers of the texts; empty texts are left out."""
        cuts = [self._maker.pieces.cut(text) for text in texts]
        for numbers in _batches(cuts, texts):
            inputs = self._inputs([texts[n] for n in numbers], [cuts[n] for n in numbers], guideline)
            states, logits = self._session.run(list(OUTPUTS), inputs)
            yield (
                numbers,
                [self._as_taught(texts[n], states[row], logits[row]) for row, n in enumerate(numbers)],
            )

    def middle(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Inputs, Floats]]:
        """The pieces' states halfway up, (texts, pieces, hidden), batch by batch, with the numbers of the texts."""
        cuts = [self._maker.pieces.cut(text) for text in texts]
        for numbers in _batches(cuts, texts):
            made = self._maker.make([texts[n] for n in numbers], [cuts[n] for n in numbers])
            (states,) = self._session.run([MIDDLE], self._given(made, "ours"))
            yield numbers, made, states

    def _as_taught(self, text: str, states: Floats, logits: Floats) -> Read:
        """What was computed of a text, without the padding, and with what reviewers taught."""
        states, logits = states[: len(text)], logits[: len(text)]
        return Read(states=states, logits=self._head.correct(text, states, logits) if self._head else logits)

    def _inputs(self, texts: Sequence[str], cuts: Sequence[Cut], guideline: str) -> Mapping[str, object]:
        return self._given(self._maker.make(texts, cuts), guideline)

    def _given(self, made: Inputs, guideline: str) -> Mapping[str, object]:
        longest = made.token_of.shape[1]
        inside = np.arange(longest) < made.lengths[:, None]
        return {
            "embedded": made.embedded,
            "mask": made.mask,
            "token_of": made.token_of,
            "place": made.place,
            "characters": self._characters[made.alone],
            "character_mask": inside[:, :, None].astype(np.float32),
            "guideline": np.full(len(made.lengths), self._number_of(guideline)),
        }

    def _number_of(self, guideline: str) -> int:
        if guideline not in self._guidelines:
            raise BadInput(
                guideline,
                "the tagger was not trained on this guideline",
                f"Ask by one of {', '.join(self._guidelines)}.",
            )
        return self._guidelines.index(guideline)

    @cached_property
    def _shipped(self) -> str:
        return hashlib.sha256(self._file(GRAPH).read_bytes()).hexdigest()[:16]

    @cached_property
    def _head(self) -> Head | None:
        head = Head.load(self._head_file) if self._head_file else None
        if head and head.base != self._shipped:
            raise WorkspaceError(
                str(self._head_file),
                "it was learnt for another version of the recogniser",
                "Run: dangmai retrain WORKSPACE, or with --back to go without it.",
            )
        return head

    @cached_property
    def _maker(self) -> InputMaker:
        return InputMaker()

    @cached_property
    def _characters(self) -> Floats:
        return np.asarray(np.load(self._file(CHARACTERS)), dtype=np.float32)

    @cached_property
    def _guidelines(self) -> list[str]:
        return list(json.loads(self._file(FACTS).read_text(encoding="utf-8"))["guidelines"])

    @cached_property
    def _session(self) -> InferenceSession:
        return open_session(
            self._file(GRAPH), threads=self._threads, purpose="recognition of names", fused=True
        )

    def _file(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise WorkspaceError(str(path), "the trained tagger is not there", "Install 档脉 again.")
        return path


def _batches(cuts: Sequence[Cut], texts: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of texts that are read together: of like length, so that little is padding."""
    batch: list[int] = []
    for number in sorted((n for n, text in enumerate(texts) if text), key=lambda n: (-len(cuts[n]), n)):
        if batch and (len(batch) + 1) * (len(cuts[batch[0]]) + 2) > BUDGET:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _padded(parts: Sequence[Floats]) -> Floats:
    whole = np.zeros((len(parts), max(map(len, parts)), parts[0].shape[1]), dtype=np.float32)
    for row, part in enumerate(parts):
        whole[row, : len(part)] = part
    return whole


def _log_softmax(logits: Floats) -> Floats:
    high = logits - logits.max(axis=2, keepdims=True)
    return np.asarray(high - np.log(np.exp(high).sum(axis=2, keepdims=True)), dtype=np.float32)
