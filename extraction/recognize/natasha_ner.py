"""natasha as a finder: people, places and bodies in modern Russian, from the weights inside its wheel."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from extraction.recognize.spans import Found
from ontology.errors import MissingPart
from ontology.kinds import Kind

KINDS = {"PER": Kind.PERSON, "LOC": Kind.PLACE, "ORG": Kind.ORGANIZATION}
SCORE = 0.8


class NatashaFinder:
    """Finds names in Russian with natasha's tagger; its morphology is not used."""

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """People, places and bodies in a text in modern spelling."""
        natasha, segmenter, tagger = _parts()
        doc = natasha.Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        for span in doc.spans:
            yield Found(
                start=span.start,
                end=span.stop,
                kind=KINDS[span.type],
                score=SCORE,
                by="natasha",
                rule=span.type,
            )


@cache
def _parts() -> tuple[Any, Any, Any]:
    """The package, its segmenter and its tagger, loaded once a process."""
    try:
        import natasha
    except ImportError as error:
        raise MissingPart(
            "Russian texts", "the package natasha is not installed", "Run: pip install dangmai[ru]"
        ) from error
    return natasha, natasha.Segmenter(), natasha.NewsNERTagger(natasha.NewsEmbedding())
