"""The trained taggers by name: `accurate` reads best, `fast` is for large text corpora."""

from __future__ import annotations

from extraction.recognize.tagger.finder import NameTagger
from extraction.recognize.tagger.model import TaggerModel
from ontology.errors import BadInput

PROFILES = ("accurate", "fast")


def tagger_of(profile: str, *, threads: int = 1) -> NameTagger:
    """The tagger of a profile, not yet loaded."""
    if profile == "accurate":
        return TaggerModel(threads=threads)
    if profile == "fast":
        from extraction.recognize.fast.model import FastTagger

        return FastTagger()
    raise BadInput(
        profile, "there is no such profile of the recogniser", f"Use one of {', '.join(PROFILES)}."
    )
