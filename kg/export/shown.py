"""What an exhibition shows, as plain values: ready for a page, with nothing in it that the audience may not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.export.texts import export_texts
from ontology.access import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """For whom and in which language an export is made, and where fonts and page images lie."""

    audience: Audience = Audience.OPEN
    lang: str = "zh"
    archive_name: str = ""
    fonts: Path | None = None  # a folder with .woff2 files
    pages: Path | None = None  # the workspace folder pages/
    texts: Mapping[str, str] = field(default_factory=dict)  # words that replace ours

    @property
    def words(self) -> Mapping[str, str]:
        """The catalogue for the language with what was replaced."""
        return {**export_texts(self.lang), **self.texts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a passage; with an entity where it names one."""

    text: str
    entity: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownImage:
    """The image of a page, with the boxes of a passage in percent: left, top, width, height."""

    file: str  # inside the export
    alt: str
    width: int
    height: int
    boxes: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFact:
    """A claim on the card of a thing, with the numbers of its sources."""

    text: str
    date: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEntity:
    """A thing in the glossary or on a card."""

    id: str
    label: str
    kind: str  # a value of Kind, in lower case, for the style
    kind_label: str
    names: tuple[str, ...]
    life: str
    unsure: bool
    facts: tuple[ShownFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownItem:
    """One thing on display, looked up."""

    kind: str  # entity, passage, image
    caption: str = ""
    entity: ShownEntity | None = None
    before: str = ""
    pieces: tuple[Piece, ...] = ()
    after: str = ""
    lang: str = ""
    vertical: bool = False
    source: int = 0  # number of its citation
    image: ShownImage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """A room: its number in words, heading, paragraphs and items."""

    part: str
    anchor: str
    title: str
    paragraphs: tuple[str, ...]
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvent:
    """A line of the time line."""

    edtf: str
    date: str
    label: str
    unsure: bool
    source: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """Everything an export prints, and the files that go with it."""

    title: str
    intro: tuple[str, ...]
    sections: tuple[ShownSection, ...]
    glossary: tuple[ShownEntity, ...]
    timeline: tuple[ShownEvent, ...]
    sources: tuple[str, ...]
    images: Mapping[str, bytes]
    left_out: tuple[str, ...]
    sample: bool
    records: int
    passages: int

    @property
    def items(self) -> int:
        """How many items are shown."""
        return sum(len(section.items) for section in self.sections)
