"""GiNZA's Japanese pipeline `ja_ginza` as a finder; its ~200 fine types are read by a table of our own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from extraction.recognize.plugins.packages import bring
from extraction.recognize.plugins.pieces import pieces
from extraction.recognize.spans import Found
from ontology.kinds import Kind

if TYPE_CHECKING:
    from spacy.language import Language

SCORE = 0.7
_SIZE = 4_000
"""Characters at once: Sudachi, GiNZA's tokenizer, takes 49,149 bytes at most."""
_UNUSED = ["parser", "morphologizer", "attribute_ruler", "compound_splitter", "bunsetu_recognizer"]
_TYPES: Mapping[Kind, str] = {
    Kind.PERSON: "Person",
    Kind.PLACE: (
        "City Country Province County GPE_Other Region_Other Domestic_Region Continental_Region Island Mountain River "
        "Lake Sea Bay Geological_Region_Other Location_Other Station Railroad Port Airport Bridge Tunnel Road Canal "
        "Water_Route Line_Other Park Spa Worship_Place Archaeological_Place_Other Tumulus Facility_Other"
    ),
    Kind.ORGANIZATION: (
        "Company Company_Group Corporation_Other Organization_Other International_Organization Government Cabinet "
        "Political_Organization_Other Political_Party Military Public_Institution Research_Institute School GOE_Other "
        "Show_Organization Pro_Sports_Organization Sports_Organization_Other Sports_League"
    ),
    Kind.EVENT: "War Incident_Other Event_Other Conference Movement Earthquake Natural_Disaster",
    Kind.WORK: "Treaty Law Book Newspaper Magazine Movie Music Printing_Other Show Art_Other",
}
LABELS: Mapping[str, Kind] = {label: kind for kind, labels in _TYPES.items() for label in labels.split()}
"""GiNZA's types under our kinds; its others (ranks, dates, products, nationalities …) are left out."""


class GinzaFinder:
    """Finds names in modern Japanese with GiNZA. Never decides overlaps: the merger does."""

    @cached_property
    def pipeline(self) -> Language:
        """GiNZA's pipeline without the steps that names do not need."""
        bring("ginza", plugin="ginza")
        package = bring("ja_ginza", plugin="ginza")
        found: Language = package.load(exclude=_UNUSED)
        return found

    @property
    def version(self) -> str:
        """The pipeline's own name and version."""
        return f"ja_ginza {self.pipeline.meta.get('version', '')}"

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """Its entities, under our kinds."""
        for start, end in pieces(text, _SIZE):
            for entity in self.pipeline(text[start:end]).ents:
                kind = LABELS.get(entity.label_)
                if kind is not None:
                    yield Found(
                        start=start + entity.start_char,
                        end=start + entity.end_char,
                        kind=kind,
                        score=SCORE,
                        by="ginza",
                        rule=entity.label_,
                    )
