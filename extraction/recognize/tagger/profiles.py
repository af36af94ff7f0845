"""The trained taggers by name: `accurate` reads best, `fast` is for large text corpora."""

from __future__ import annotations

from pathlib import Path

from extraction.recognize.fast.model import FastTagger
from extraction.recognize.tagger.finder import NameTagger
from extraction.recognize.tagger.model import GRAPH, TaggerModel
from ontology.errors import BadInput

PROFILES = ("accurate", "fast")


def tagger_of(profile: str, *, threads: int = 1, head: Path | None = None) -> NameTagger:
    """The tagger of a profile, not yet loaded.

    Args:
        profile: accurate or fast.
        threads: how many threads the accurate one may use.
        head: what reviewers taught the accurate one; the fast one goes without.

    Raises:
        BadInput: for another name.
    """
    if profile == "accurate":
        return TaggerModel(threads=threads, head=head)
    if profile == "fast":
        return FastTagger()
    raise BadInput(
        profile, "there is no such profile of the recogniser", f"Use one of {', '.join(PROFILES)}."
    )


def tagger_in(folder: Path) -> NameTagger:
    """The trained tagger in a folder, of whichever profile."""
    return TaggerModel(folder) if (folder / GRAPH).is_file() else FastTagger(folder)
