"""Search by meaning finds what was asked for, across languages."""

from __future__ import annotations

import pytest

from extraction.vectors import TextEncoder
from extraction.vectors.recall import places, recall
from ontology.paths import data_folder


@pytest.mark.benchmark
def test_questions_find_their_passage_among_the_nearest_five() -> None:
    """At least 85 of 100 questions, and as many where question and passage differ in language."""
    found = places(data_folder() / "gold" / "meaning", TextEncoder())

    across = [one for one in found if len(set(one.languages.split(">"))) > 1]

    assert len(across) >= 40
    assert recall(found, 5) >= 0.85
    assert recall(across, 5) >= 0.85
