"""The measures, against numbers worked out by hand."""

import json
from pathlib import Path

import pytest

from extraction.evaluate import evaluate, pair_counts, pair_spans, read_passages
from ontology.errors import BadInput

TEXT = "赵尚志任第三军军长，在珠河作战。"
GOLD = {
    "id": "a",
    "lang": "zh",
    "text": TEXT,
    "entities": [
        {"start": 0, "end": 3, "type": "PERSON", "canonical": "赵尚志"},
        {"start": 4, "end": 7, "type": "ORGANIZATION", "canonical": "东北抗日联军第三军"},
        {"start": 11, "end": 13, "type": "PLACE", "canonical": "尚志"},
    ],
    "dates": [{"start": 8, "end": 10, "edtf": "1936"}],
    "relations": [{"head": [0, 3], "type": "commanderOf", "tail": [4, 7]}],
    "events": [{"trigger": [13, 15], "edtf": "1936"}],
}


def found(**lists: object) -> dict[str, object]:
    """A prediction for the one passage."""
    return {"id": "a", **lists}


def test_gold_against_itself_is_perfect() -> None:
    """A gold file may stand in for a prediction, and nothing is then missing or too much."""
    scores = evaluate([GOLD], [GOLD]).overall

    rates = [counts.f1 for counts in (scores.clusters_matched, scores.relations, scores.events)]
    assert rates == [None, 1.0, 1.0]
    assert scores.spans["main types"].exact.f1 == 1.0
    assert scores.linking.value == scores.edtf.value == scores.event_dates.value == 1.0


def test_a_missing_prediction_counts_as_an_empty_one() -> None:
    """A passage nobody predicted costs recall and is said."""
    result = evaluate([GOLD], [])

    exact = result.overall.spans["main types"].exact
    assert (exact.right, exact.predicted, exact.gold) == (0, 0, 3)
    assert exact.precision is None
    assert exact.recall == 0
    assert result.remarks == ("1 passages have no prediction and count as empty.",)


def test_strict_and_loose_spans() -> None:
    """One span right, one longer than the gold, one of the wrong type: 1 of 3 strictly, 2 of 3 loosely."""
    prediction = found(
        entities=[
            {"start": 0, "end": 3, "type": "PERSON", "canonical": "赵尚志"},
            {"start": 4, "end": 9, "type": "ORGANIZATION"},
            {"start": 11, "end": 13, "type": "PERSON"},
            {"start": 11, "end": 13, "type": "ANIMAL"},
        ]
    )

    spans = evaluate([GOLD], [prediction]).overall.spans["main types"]
    assert (spans.exact.right, spans.overlap.right, spans.exact.predicted) == (1, 2, 3)
    assert spans.exact.f1 == pytest.approx(1 / 3)


def test_founded_is_founded_by_read_backwards() -> None:
    """One claim in two directions is one claim."""
    gold = GOLD | {"relations": [{"head_canonical": "甲会", "type": "foundedBy", "tail_canonical": "乙"}]}
    prediction = found(relations=[{"head_canonical": "乙", "type": "founded", "tail_canonical": "甲会"}])

    assert evaluate([gold], [prediction]).overall.relations.f1 == 1.0


def test_a_relation_of_a_thing_to_itself_is_not_counted() -> None:
    """Two names of one person are the business of linking."""
    alias = {"head_canonical": "赵尚志", "type": "aliasOf", "tail_canonical": "赵尚志"}
    wrong = {"head_canonical": "赵尚志", "type": "bornIn", "tail_canonical": "尚志"}

    relations = evaluate([GOLD], [found(relations=[alias, wrong])]).overall.relations
    assert (relations.right, relations.predicted, relations.gold) == (0, 1, 1)


def test_an_event_word_is_looked_up_in_the_text() -> None:
    """A trigger may be given as a word; one the text lacks is a wrong prediction."""
    prediction = found(events=[{"trigger": "作战", "edtf": "1937"}, {"trigger": "起义"}])

    scores = evaluate([GOLD], [prediction]).overall
    assert (scores.events.right, scores.events.predicted) == (1, 2)
    assert scores.event_dates.value == 0


def test_spans_pair_one_to_one_longest_overlap_first() -> None:
    """The equal span goes first, the rest by how much they share."""
    gold = [(0, 4, ""), (4, 10, "")]

    partners = pair_spans(gold, [(2, 9, ""), (0, 4, "")])

    assert partners == {(0, 4, ""): (0, 4, ""), (4, 10, ""): (2, 9, "")}


def test_clusters_count_pairs() -> None:
    """Three mentions of one person split into two and one: one pair of three is kept."""
    gold = {1: "甲", 2: "甲", 3: "甲", 4: "乙"}

    counts = pair_counts(gold, {1: "甲", 2: "甲", 3: "丙", 4: "丙"})

    assert (counts.right, counts.predicted, counts.gold) == (1, 2, 3)


def test_groups_are_languages_and_all() -> None:
    """A Russian passage is counted for itself and in the whole."""
    russian = {"id": "b", "lang": "ru", "text": "Харбин", "entities": []}

    result = evaluate([GOLD, russian], [GOLD, russian])

    assert [(group.name, group.passages) for group in result.groups] == [("ru", 1), ("zh", 1), ("all", 2)]
    assert "linking" in result.to_text()
    assert json.loads(json.dumps(result.as_dict()))["zh"]["linking"] == {"accuracy": 1.0, "right": 3, "of": 3}


def test_a_broken_line_is_refused_with_its_place(tmp_path: Path) -> None:
    """Whoever hands in a file learns which line to mend."""
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a"}\n\n{broken\n', encoding="utf-8")

    with pytest.raises(BadInput, match=r"gold\.jsonl, line 3"):
        read_passages(path)


@pytest.mark.parametrize(
    "line",
    [
        {"id": "a", "entities": [{"start": "0", "end": 3, "type": "PERSON"}]},
        {"id": "a", "dates": {"start": 0}},
        {"text": "no id"},
    ],
)
def test_lists_that_do_not_fit_are_refused(line: dict[str, object]) -> None:
    """Offsets are numbers, lists are lists, and a passage has an id."""
    with pytest.raises(BadInput):
        evaluate([line], [])
