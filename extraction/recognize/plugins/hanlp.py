"""A HanLP named-entity recogniser as a finder: a folder of the user's, or a public name where there is a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from extraction.recognize.plugins.labels import HANLP
from extraction.recognize.plugins.packages import bring
from extraction.recognize.spans import Found
from extraction.text.segment import sentences
from ontology.errors import BadInput
from ontology.ids import checksum, content_id
from ontology.kinds import Kind

ENCODER = "encoder"
"""The folder inside a recogniser's folder that holds the encoder's sizes and its tokenizer."""
BLANK = "\ufffd"
"""What HanLP sees in place of white space, which its tokenizer would swallow."""
SCORE = 0.75
_BATCH = 32


def characters(text: str) -> list[str]:
    """The tokens HanLP gets: one a character, none of them white space."""
    return [BLANK if one.isspace() else one for one in text]


def _checksums(files: Iterable[Path]) -> Iterator[str]:
    return (checksum(file.read_bytes()) for file in files if file.is_file())


class HanlpFinder:
    """Finds names with a HanLP recogniser that tags characters. Never decides overlaps: the merger does."""

    def __init__(self, where: str | Path, *, labels: Mapping[str, Kind] = HANLP) -> None:
        """Remember the folder or the public name; the model is loaded at the first text."""
        self.where = str(where)
        self.labels = labels

    @cached_property
    def model(self) -> Any:
        """The recogniser, on the processor."""
        hanlp = bring("hanlp", plugin="hanlp")
        folder = Path(self.where)
        if (folder / "config.json").is_file():
            inside = {"transformer": str(folder / ENCODER)} if (folder / ENCODER).is_dir() else {}
            return hanlp.load(str(folder), devices=-1, verbose=False, **inside)
        if self.where in hanlp.pretrained.ALL:
            return hanlp.load(self.where, devices=-1, verbose=False)
        raise BadInput(
            self.where,
            "this is neither the folder of a HanLP recogniser nor a public name of one",
            "Give the folder with config.json, vocabs.json and model.pt.",
        )

    @cached_property
    def version(self) -> str:
        """A hash of the model's description and weights; of its name, where it has no folder."""
        files = (Path(self.where) / name for name in ("config.json", "vocabs.json", "model.pt"))
        return content_id("hlp", self.where if not Path(self.where).is_dir() else "", *_checksums(files))

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """Names in a text, sentence by sentence."""
        spans = sentences(text)
        if not spans:
            return
        answers = self.model([characters(text[start:end]) for start, end in spans], batch_size=_BATCH)
        for (start, _), names in zip(spans, answers, strict=True):
            for _, label, first, last in names:
                kind = self.labels.get(label)
                if kind is not None:
                    yield Found(
                        start=start + first, end=start + last, kind=kind, score=SCORE, by="hanlp", rule=label
                    )
