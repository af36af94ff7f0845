"""Any trained spaCy pipeline as a finder, loaded from a folder; nothing is downloaded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from extraction.recognize.plugins.pieces import pieces
from extraction.recognize.spans import Found
from ontology.errors import BadInput
from ontology.ids import content_id
from ontology.kinds import Kind

if TYPE_CHECKING:
    from spacy.language import Language

LABELS: Mapping[str, Kind] = {
    "PER": Kind.PERSON,
    "PERSON": Kind.PERSON,
    "Person": Kind.PERSON,
    "LOC": Kind.PLACE,
    "GPE": Kind.PLACE,
    "FAC": Kind.PLACE,
    "PLACE": Kind.PLACE,
    "City": Kind.PLACE,
    "Country": Kind.PLACE,
    "Province": Kind.PLACE,
    "ORG": Kind.ORGANIZATION,
    "ORGANIZATION": Kind.ORGANIZATION,
    "Military": Kind.ORGANIZATION,
    "Political_Organization_Other": Kind.ORGANIZATION,
    "EVENT": Kind.EVENT,
    "WORK_OF_ART": Kind.WORK,
    "LAW": Kind.WORK,
    "WORK": Kind.WORK,
    "Treaty": Kind.WORK,
}
"""What the labels of common trained pipelines are called here; other labels are left out."""
SCORE = 0.7
_SIZE = 4_000
"""Characters at once: pipelines with Sudachi take 49,149 bytes at most, and memory grows with the text."""


class SpacyFolderRecognizer:
    """A trained pipeline of the user's as a finder. Never decides overlaps: the merger does."""

    def __init__(self, folder: str | Path, *, name: str = "", labels: Mapping[str, Kind] = LABELS) -> None:
        """Remember the folder; it is read at the first text."""
        self.folder = Path(folder)
        self.name = name or self.folder.name
        self.labels = labels

    @cached_property
    def pipeline(self) -> Language:
        """The pipeline in the folder."""
        import spacy

        self._checked("config.cfg")
        return spacy.load(self.folder)

    @cached_property
    def version(self) -> str:
        """The pipeline's own name and version, and a hash of what it says of itself; it is not loaded for that."""
        raw = self._checked("meta.json").read_text(encoding="utf-8")
        meta = json.loads(raw)
        name = f"{meta.get('lang', '')}_{meta.get('name', '')} {meta.get('version', '')}"
        return f"{name} {content_id('spc', raw)}"

    def _checked(self, name: str) -> Path:
        """A file of the folder that a trained pipeline has."""
        if not (self.folder / name).is_file():
            raise BadInput(
                str(self.folder),
                "this folder holds no trained spaCy pipeline",
                f"Give the folder with {name}.",
            )
        return self.folder / name

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """Its entities, under our kinds."""
        for start, end in pieces(text, _SIZE):
            for entity in self.pipeline(text[start:end]).ents:
                kind = self.labels.get(entity.label_)
                if kind is not None:
                    yield Found(
                        start=start + entity.start_char,
                        end=start + entity.end_char,
                        kind=kind,
                        score=SCORE,
                        by=self.name,
                        rule=entity.label_,
                    )
