"""Search by meaning: how many questions find their passage, across languages too."""

from __future__ import annotations

import pytest

from extraction.vectors import TextEncoder
from extraction.vectors.recall import places, recall
from ontology.paths import data_folder


@pytest.mark.benchmark
def test_no_fewer_questions_find_their_passage_than_were_measured() -> None:
    """The figures of data/models/base/README.md hold: 71 of 100 among the nearest five, 68 across languages."""
    found = places(data_folder() / "gold" / "meaning", TextEncoder())

    across = [one for one in found if len(set(one.languages.split(">"))) > 1]

    assert len(across) >= 40
    assert recall(found, 5) >= 0.69
    assert recall(across, 5) >= 0.66
