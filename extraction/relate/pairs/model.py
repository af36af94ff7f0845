"""The trained pair model at run time: texts with marked names in, scores for every two names out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extraction.encoder.session import open_session
from extraction.recognize.tagger.model import TaggerModel
from extraction.relate.pairs.inputs import Floats, Span, marks
from extraction.relate.pairs.labels import LABELS
from ontology.errors import WorkspaceError
from ontology.paths import data_folder

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

GRAPH, FACTS = "pairs.onnx", "pairs.json"
"""The files of a trained pair model."""
INPUTS = ("middle", "mask", "kinds", "shares")
OUTPUT = "scores"


class PairModel:
    """A trained pair model, which reads on from the states the tagger has halfway; loaded at the first text."""

    def __init__(
        self, folder: Path | None = None, *, tagger: TaggerModel | None = None, threads: int = 1
    ) -> None:
        """Name the folder (data/models/pairs if none), the tagger it was trained on, and how many threads may be used."""
        self._folder = folder or data_folder() / "models" / "pairs"
        self._threads = threads
        self._tagger = tagger or TaggerModel(threads=threads)

    @cached_property
    def version(self) -> str:
        """A hash of the trained weights."""
        return hashlib.sha256(self._file(GRAPH).read_bytes()).hexdigest()[:16]

    def scores(self, texts: Sequence[str], names: Sequence[Sequence[Span]]) -> Iterator[tuple[int, Floats]]:
        """For each text that names something, its number and its scores (heads, tails, labels), before the sigmoid."""
        told = [number for number, spans in enumerate(names) if spans and texts[number]]
        for group, inputs, middle in self._tagger.middle([texts[number] for number in told]):
            numbers = [told[place] for place in group]
            marked = marks(inputs, [names[number] for number in numbers])
            given = {"middle": middle, "mask": inputs.mask, "kinds": marked.kinds, "shares": marked.shares}
            (scores,) = self._session.run([OUTPUT], given)
            for row, number in enumerate(numbers):
                count = len(names[number])
                yield number, scores[row, :count, :count]

    @property
    def weights(self) -> dict[str, Any]:
        """How far it is to be believed beside the rules, as `Weights` of extraction.relate.joint has it."""
        return dict(self._facts["weights"])

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return dict(json.loads(self._file(FACTS).read_text(encoding="utf-8")))

    @cached_property
    def _session(self) -> InferenceSession:
        if tuple(self._facts["labels"]) != LABELS:
            raise WorkspaceError(
                str(self._folder), "the pair model tells other claims apart", "Install 档脉 again."
            )
        return open_session(self._file(GRAPH), threads=self._threads, purpose="reading of claims")

    def _file(self, name: str) -> Path:
        path = self._folder / name
        if not path.is_file():
            raise WorkspaceError(str(path), "the trained pair model is not there", "Install 档脉 again.")
        return path
