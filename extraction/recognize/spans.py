"""What a finder yields, and how it travels through a spaCy document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from spacy.tokens import Span

from ontology.kinds import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A span of a text that a finder takes for a name; offsets are into the text the finder was given."""

    start: int
    end: int
    kind: Kind
    score: float
    by: str  # gazetteer, grammar, natasha, a pipeline's name
    rule: str = ""  # the rule inside the finder, for the merge table and for the curious

    @property
    def length(self) -> int:
        """How many characters the span holds."""
        return self.end - self.start

    def overlaps(self, other: Found) -> bool:
        """Whether two spans share a character."""
        return self.start < other.end and other.start < self.end

    def moved(self, by: int) -> Found:
        """The same span in a text that begins `by` characters earlier."""
        return Found(
            start=self.start + by,
            end=self.end + by,
            kind=self.kind,
            score=self.score,
            by=self.by,
            rule=self.rule,
        )


class Finder(Protocol):
    """Finds names in a text. Never resolves overlaps: that is the merger's work."""

    def find(self, text: str, known: tuple[Found, ...]) -> Iterable[Found]:
        """Names in a text; `known` is what the finders before this one have found."""


def text_of(doc: Doc) -> str:
    """The text of a document, joined from its tokens once and kept: spaCy joins it at every look."""
    if TEXT not in doc.user_data:
        doc.user_data[TEXT] = doc.text
    return str(doc.user_data[TEXT])


TEXT = "dangmai_text"
"""Key in `doc.user_data` for the document's text."""


def put(doc: Doc, key: str, found: Iterable[Found]) -> None:
    """Store spans in `doc.spans[key]` with their scores and rules beside them."""
    spans, scores, rules, by = [], [], [], []
    by_characters = len(doc) == len(text_of(doc))
    for item in sorted(found, key=lambda one: (one.start, one.end, one.kind, one.rule)):
        span = _span(doc, item, by_characters)
        if span is not None:
            spans.append(span)
            scores.append(item.score)
            rules.append(item.rule)
            by.append(item.by)
    doc.spans[key] = spans
    doc.spans[key].attrs.update(scores=scores, rules=rules, by=by)


def _span(doc: Doc, item: Found, by_characters: bool) -> Span | None:
    """A span of a document; where every token is a character, offsets are token numbers."""
    if by_characters:
        return Span(doc, item.start, item.end, label=item.kind.value)
    return doc.char_span(item.start, item.end, label=item.kind.value, alignment_mode="expand")


def taken(doc: Doc, key: str) -> Iterator[Found]:
    """The spans of `doc.spans[key]` as they were put."""
    if key not in doc.spans:
        return
    group = doc.spans[key]
    extras = zip(group.attrs["scores"], group.attrs["rules"], group.attrs["by"], strict=True)
    by_characters = len(doc) == len(text_of(doc))
    for span, (score, rule, by) in zip(group, extras, strict=True):
        start, end = (span.start, span.end) if by_characters else (span.start_char, span.end_char)
        yield Found(start=start, end=end, kind=Kind(span.label_), score=score, by=by, rule=rule)
