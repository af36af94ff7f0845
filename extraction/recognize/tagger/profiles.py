"""The trained taggers by name: `accurate` reads best, `fast` is for large text corpora."""

from __future__ import annotations

from pathlib import Path

from extraction.recognize.tagger.finder import NameTagger
from extraction.recognize.tagger.model import GRAPH, TaggerModel
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


def tagger_in(folder: Path) -> NameTagger:
    """The trained tagger in a folder, of whichever profile."""
    if (folder / GRAPH).is_file():
        return TaggerModel(folder)
    from extraction.recognize.fast.model import FastTagger

    return FastTagger(folder)
