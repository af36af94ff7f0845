"""Scores held against the share that is right, worked out by hand."""

import pytest

from extraction.calibration import reliability, table
from extraction.evaluate import Key, Scored

GOLD: list[Key] = [(0, 3, "PERSON"), (4, 6, "PLACE")]


def _line(*marks: tuple[int, int, str, float, tuple[str, ...]]) -> Scored:
    names = ("start", "end", "type", "score", "found_by")
    return {"id": "a", "entities": [dict(zip(names, mark, strict=True)) for mark in marks]}


def test_the_error_is_the_gap_averaged_over_mentions() -> None:
    """Two at 0.95, one of them right, and one right at 0.65: (2 × 0.45 + 1 × 0.35) / 3."""
    line = _line(
        (0, 3, "PERSON", 0.95, ("grammar",)),
        (4, 6, "PERSON", 0.95, ("grammar",)),
        (4, 6, "PLACE", 0.65, ("gazetteer",)),
    )

    everything, grammar, gazetteer = reliability([(GOLD, line)])

    assert everything.error == pytest.approx((2 * 0.45 + 0.35) / 3)
    assert [(b.low, b.right, b.mentions) for b in everything.bins] == [(0.6, 1, 1), (0.9, 1, 2)]
    assert (grammar.finder, gazetteer.finder) == ("grammar", "gazetteer")
    assert gazetteer.error == pytest.approx(0.35)


def test_a_mention_of_two_finders_counts_for_both() -> None:
    """Who found it with others answers for it too, but it is one mention in the whole."""
    everything, *finders = reliability([(GOLD, _line((0, 3, "PERSON", 1.0, ("natasha", "gazetteer"))))])

    assert everything.mentions == 1
    assert [(one.finder, one.mentions) for one in finders] == [("gazetteer", 1), ("natasha", 1)]


def test_scores_at_the_edges_have_a_bin() -> None:
    """0 and 1 and 0.3, which no float is exactly, fall where a reader expects them."""
    line = _line((0, 3, "PERSON", 1.0, ()), (4, 6, "PLACE", 0.0, ()), (1, 2, "PLACE", 0.1 + 0.2, ()))

    (everything,) = reliability([(GOLD, line)])

    assert [b.low for b in everything.bins] == [0.0, 0.3, 0.9]


def test_few_mentions_have_a_wide_interval() -> None:
    """Wilson's interval of 8 of 10 is 49 to 94 %."""
    spans: list[Key] = [(n, n + 1, "PLACE") for n in range(8)]
    line = _line(*((n, n + 1, "PLACE", 0.8, ("x",)) for n in range(10)))

    (everything, _) = reliability([(spans, line)])

    assert everything.bins[0].interval == pytest.approx((0.490, 0.943), abs=0.001)
    assert "8 / 10" in table([everything])


def test_marks_without_a_score_say_nothing() -> None:
    """Predictions of others may have no scores."""
    assert reliability([(GOLD, {"entities": [{"start": 0, "end": 3, "type": "PERSON"}]})]) == ()
