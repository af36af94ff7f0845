"""Configurations side by side: the counts of `evaluate`, intervals that can be trusted, differences that are paired."""

import random

import numpy as np
import pytest

from extraction.compare import MEASURES, Column, Comparison, compare
from extraction.evaluate import Scored, evaluate, read_passages
from extraction.gold import GoldFile
from extraction.report_text import as_dict, as_text
from extraction.resample import drawn_sums, interval, rates
from extraction.scores import Counts
from ontology.paths import data_folder

GOLD = data_folder() / "gold" / "sample.jsonl"


def _worse(line: Scored, share: float, seed: int) -> Scored:
    """A prediction made from the gold: some marks lost, some moved, some dates misread."""
    chance = random.Random(f"{line['id']} {seed}")
    entities, dates = line["entities"], line["dates"]
    assert isinstance(entities, list)
    assert isinstance(dates, list)
    moved = [one | {"end": one["end"] + (chance.random() < share)} for one in entities]
    read = [one | {"edtf": "1900" if chance.random() < share else one["edtf"]} for one in dates]
    return {
        "id": line["id"],
        "entities": [one | {"score": 0.9} for one in moved if chance.random() > share],
        "dates": [one for one in read if chance.random() > share],
    }


@pytest.fixture(scope="module")
def passages() -> list[Scored]:
    """The gold of the sample."""
    return read_passages(GOLD)


@pytest.fixture(scope="module")
def comparison(passages: list[Scored]) -> Comparison:
    """Two made-up configurations, one better than the other, and one that reads Russian alone."""
    good, bad = ([_worse(line, share, 1) for line in passages] for share in (0.1, 0.4))
    columns = [
        Column(name="good", answers=(good,)),
        Column(name="bad", answers=(bad,)),
        Column(name="russian", answers=(good,), languages=frozenset({"ru"})),
    ]
    return compare([GoldFile(name="sample.jsonl", passages=tuple(passages))], columns)


@pytest.mark.parametrize("share", [0.1, 0.4])
def test_counts_are_those_of_evaluate(comparison: Comparison, passages: list[Scored], share: float) -> None:
    """Two ways to one figure, in every language and measure."""
    expected = evaluate(passages, [_worse(line, share, 1) for line in passages])
    name = "good" if share == 0.1 else "bad"

    for group, wanted in zip(comparison.sheets[0].groups, expected.groups, strict=True):
        assert group.name == wanted.name
        assert set(group.figures) == set(MEASURES)
        for measure in MEASURES[:-1]:
            assert group.figures[measure][name].counts == wanted.spans[measure].exact, measure
        edtf = group.figures["edtf"][name].counts
        assert (edtf.right, edtf.gold) == (wanted.edtf.right, wanted.edtf.of)


def test_an_interval_holds_its_figure_and_two_runs_agree(
    comparison: Comparison, passages: list[Scored]
) -> None:
    """The draws are fixed; the figure lies among them."""
    figures = comparison.sheets[0].groups[-1].figures["main types"]
    again = compare(
        [GoldFile(name="sample.jsonl", passages=tuple(passages))],
        [Column(name="bad", answers=([_worse(line, 0.4, 1) for line in passages],))],
    )

    assert again.sheets[0].groups[-1].figures["main types"]["bad"].f1 == figures["bad"].f1
    low, high = figures["bad"].f1 or (0, 0)
    assert low < (figures["bad"].counts.f1 or 0) < high


def test_the_worse_one_is_clearly_worse(comparison: Comparison) -> None:
    """The difference is taken on the same draws, and only against the first."""
    figures = comparison.sheets[0].groups[-1].figures["main types"]

    assert figures["good"].difference is None
    difference = figures["bad"].difference
    assert difference is not None
    assert difference.is_clear
    assert difference.value == pytest.approx(
        (figures["bad"].counts.f1 or 0) - (figures["good"].counts.f1 or 0)
    )


def test_a_paired_difference_of_equals_is_nothing(passages: list[Scored]) -> None:
    """Twins differ by nothing in every draw, however wide their own intervals are."""
    answers = [_worse(line, 0.4, 1) for line in passages]
    file = GoldFile(name="x", passages=tuple(passages))

    result = compare([file], [Column(name=name, answers=(answers,)) for name in ("one", "other")])

    difference = result.sheets[0].groups[-1].figures["main types"]["other"].difference
    assert difference is not None
    assert (difference.value, difference.interval, difference.is_clear) == (0, (0, 0), False)


def test_a_language_that_is_not_read_has_no_figure(comparison: Comparison) -> None:
    """Neither for the language, nor for all of them together."""
    figures = {group.name: group.figures["PERSON"] for group in comparison.sheets[0].groups}

    assert [name for name, by in figures.items() if "russian" in by] == ["ru"]
    assert figures["ru"]["russian"].counts == figures["ru"]["good"].counts
    assert "zh: 8 passages (not read by russian)" in as_text(comparison)
    assert len(comparison.sheets[0].sides["russian"]) == 2


def test_kinds_that_are_never_marked_are_said_and_not_listed_as_mistakes(passages: list[Scored]) -> None:
    """A tagger of three kinds is not blamed name by name for dates."""
    answers = [
        {"id": line["id"], "entities": [{"start": 0, "end": 1, "type": "PERSON"}]} for line in passages
    ]

    result = compare([GoldFile(name="x", passages=tuple(passages))], [Column(name="one", answers=(answers,))])

    assert result.unmarked == {"one": ("DATE", "EVENT", "ORGANIZATION", "PLACE", "WORK")}
    kinds = {
        key[2]
        for side in result.sheets[0].sides["one"].values()
        for wrong in side.wrong
        for key in wrong.gold
    }
    assert kinds == {"PERSON"}
    assert result.sheets[0].groups[-1].figures["dates"]["one"].counts.gold > 0


def test_a_corpus_of_names_is_measured_by_names() -> None:
    """Events and dates found in it are nobody's mistake."""
    gold = {
        "id": "1",
        "lang": "zh",
        "text": "昭和七年赵尚志",
        "entities": [{"start": 4, "end": 7, "type": "PERSON"}],
    }
    found = gold | {
        "entities": [
            {"start": 4, "end": 7, "type": "PERSON", "score": 0.9},
            {"start": 0, "end": 2, "type": "EVENT", "score": 0.9},
        ],
        "dates": [{"start": 0, "end": 4, "edtf": "1932"}],
    }

    result = compare([GoldFile(name="x", passages=(gold,))], [Column(name="one", answers=([found],))])

    assert list(result.sheets[0].groups[0].figures) == ["main types", "PERSON", "PLACE", "ORGANIZATION"]
    assert result.sheets[0].sides["one"]["1"].wrong == ()
    assert result.reliabilities["one"][0].mentions == 1
    assert result.sheets[0].groups[0].figures["PLACE"]["one"].f1 is None
    assert "x" in as_text(result)


def test_plain_values_hold_what_the_tables_show(comparison: Comparison) -> None:
    """Counts, intervals, differences, mistakes and calibration, under the names on the screen."""
    values = as_dict(comparison)

    files = values["files"]
    assert isinstance(files, list)
    figure = files[0]["groups"]["zh"]["measures"]["main types"]["bad"]
    assert set(figure) == {
        "precision",
        "recall",
        "f1",
        "right",
        "predicted",
        "gold",
        "intervals",
        "difference",
    }
    assert files[0]["mistakes"]["bad"]["counts"]["missed"] > 0
    assert values["calibration"]


# --- the bootstrap itself ----------------------------------------------------------------


def test_draws_are_of_whole_passages() -> None:
    """Every sum is made of as many passages as there are, each with all that was counted in it."""
    counts = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])

    sums = drawn_sums(counts, rounds=200)

    assert sums.shape == (200, 2)
    assert np.array_equal(sums[:, 1], 10 * sums[:, 0])
    assert (sums[:, 0].min(), sums[:, 0].max()) == (3, 12)


def test_the_interval_agrees_with_a_plain_bootstrap() -> None:
    """Drawn one by one with another generator the interval is the same, up to chance."""
    chance = random.Random(7)
    rows = [(chance.randint(0, 8), 9, 10) for _ in range(60)]

    quick = interval(rates(drawn_sums(np.array(rows, dtype=np.float64)))[:, 2])

    slow = []
    for _ in range(1000):
        drawn = [chance.choice(rows) for _ in rows]
        right, predicted, gold = (sum(column) for column in zip(*drawn, strict=True))
        slow.append(Counts(right=right, predicted=predicted, gold=gold).f1 or 0)
    slow.sort()
    assert quick == pytest.approx((slow[25], slow[975]), abs=0.012)


def test_a_figure_without_cases_has_no_interval() -> None:
    """Nothing predicted and nothing to find is not 0 and not 100."""
    nothing = rates(drawn_sums(np.zeros((5, 3)), rounds=10))

    assert interval(nothing[:, 2]) is None
