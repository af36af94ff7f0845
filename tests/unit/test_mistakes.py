"""Wrong spans and what kind of mistake each is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.evaluate import Key
from extraction.mistakes import DATE, examples, mistakes, side_of

TEXT = "东北抗日联军第三军在珠河作战。"


@pytest.mark.parametrize(
    ("gold", "found", "kinds"),
    [
        ([(0, 3, "PERSON")], [], ["missed"]),
        ([], [(0, 3, "PERSON")], ["spurious"]),
        ([(0, 3, "PERSON")], [(0, 3, "PLACE")], ["type"]),
        ([(2, 4, "PLACE")], [(1, 5, "PLACE")], ["long"]),
        ([(2, 4, "PLACE")], [(2, 5, "PLACE")], ["long"]),
        ([(1, 5, "PLACE")], [(2, 5, "PLACE")], ["short"]),
        ([(1, 4, "PLACE")], [(2, 5, "PLACE")], ["shifted"]),
        ([(1, 4, "PLACE")], [(1, 3, "PERSON")], ["type and boundary"]),
        ([(0, 6, "ORGANIZATION")], [(0, 3, "PLACE"), (3, 6, "ORGANIZATION")], ["split"]),
        ([(0, 3, "PLACE"), (3, 6, "PLACE")], [(0, 6, "PLACE")], ["merged"]),
        ([(0, 3, "PLACE"), (5, 7, "PLACE")], [(3, 5, "PLACE")], ["missed", "spurious", "missed"]),
        ([(0, 4, "PLACE"), (5, 9, "PLACE")], [(1, 4, "PLACE"), (3, 9, "PLACE")], ["short", "long"]),
        ([(0, 3, "PLACE")], [(0, 3, "PLACE")], []),
    ],
)
def test_the_kind_of_a_mistake(gold: list[Key], found: list[Key], kinds: list[str]) -> None:
    """Each wrong span is judged beside what it touches."""
    wrong = mistakes(dict.fromkeys(gold, ""), dict.fromkeys(found, ""))

    assert [one.kind for one in wrong] == kinds


def test_a_date_that_is_resolved_otherwise_is_a_mistake_of_its_own() -> None:
    """The span is right, the value is not."""
    key = (0, 4, DATE)

    side = side_of("a", "昭和七年", gold={key: "1932"}, found={key: "1933"})

    assert [one.kind for one in side.wrong] == ["value"]
    assert side.right == []
    ((_, found),) = examples([side]).items()
    assert (found[0].gold, found[0].found) == ("昭和七年 DATE = 1932", "昭和七年 DATE = 1933")


def test_the_most_frequent_mistake_stands_first_with_its_place() -> None:
    """What happens twice is worth more than what happens once."""
    sides = [
        side_of(name, TEXT, gold={(10, 12, "PLACE"): ""} | more, found={})
        for name, more in (("a", {(0, 9, "ORGANIZATION"): ""}), ("b", {}))
    ]

    missed = examples(sides)["missed"]

    assert [(one.gold, one.count, one.passage) for one in missed] == [
        ("珠河 PLACE", 2, "a"),
        ("东北抗日联军第三军 ORGANIZATION", 1, "a"),
    ]
    assert (missed[0].before, missed[0].after) == ("东北抗日联军第三军在", "作战。")


def test_white_space_at_an_edge_is_shown() -> None:
    """Else both sides of the mistake would read alike."""
    side = side_of("a", "по Амуру и", gold={(3, 8, "PLACE"): ""}, found={(3, 9, "PLACE"): ""})

    (one,) = examples([side])["long"]

    assert (one.gold, one.found) == ("Амуру PLACE", "Амуру␣ PLACE")


_SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 4), st.sampled_from(["PERSON", "PLACE"])), max_size=8
).map(lambda rows: {(start, start + length, kind): "" for start, length, kind in rows})


@given(gold=_SPANS, found=_SPANS)
def test_every_wrong_span_is_in_exactly_one_mistake(gold: dict[Key, str], found: dict[Key, str]) -> None:
    """Nothing is forgotten and nothing is counted twice."""
    wrong = mistakes(gold, found)

    assert sorted(key for one in wrong for key in one.gold) == sorted(gold.keys() - found.keys())
    assert sorted(key for one in wrong for key in one.found) == sorted(found.keys() - gold.keys())
