"""The order in which lines are read."""

from __future__ import annotations

from extraction.read.columns import direction_of, is_vertical, reading_order
from ontology.records import Box


def _vertical(*columns: tuple[int, int, int]) -> list[Box]:
    """Columns 40 wide given as right edge, top, bottom."""
    return [(right - 40, top, right, bottom) for right, top, bottom in columns]


def test_horizontal_lines_run_from_top_to_bottom() -> None:
    """Lines come in the order of their height, whatever order they were found in."""
    boxes = [(0, 100, 300, 130), (0, 0, 300, 30), (0, 50, 300, 80)]

    order = reading_order(boxes, vertical=False)

    assert order == [1, 2, 0]


def test_pieces_on_one_level_run_from_left_to_right() -> None:
    """A table row is read along the row."""
    boxes = [(200, 2, 280, 32), (0, 0, 80, 30), (0, 50, 80, 80), (200, 51, 280, 81)]

    order = reading_order(boxes, vertical=False)

    assert order == [1, 0, 2, 3]


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    """A heading across the page, then the left column, then the right one."""
    heading = [(100, 0, 700, 30)]
    left = [(0, 50 + 40 * row, 380, 80 + 40 * row) for row in range(4)]
    right = [(420, 50 + 40 * row, 800, 80 + 40 * row) for row in range(4)]
    boxes = [box for pair in zip(right, left, strict=True) for box in pair] + heading

    order = reading_order(boxes, vertical=False)

    assert [boxes[i] for i in order] == heading + left + right


def test_a_table_is_not_taken_for_columns() -> None:
    """Short cells stay in their rows."""
    cells = [(x, 40 * row, x + 60, 40 * row + 30) for row in range(4) for x in (0, 300)]

    order = reading_order(cells, vertical=False)

    assert [cells[i] for i in order] == cells


def test_vertical_columns_run_from_right_to_left() -> None:
    """The first column of vertical print is the rightmost."""
    boxes = _vertical((100, 0, 900), (300, 0, 900), (200, 60, 900))

    order = reading_order(boxes, vertical=True)

    assert order == [1, 2, 0]


def test_tiers_are_read_from_top_to_bottom() -> None:
    """A newspaper page of two tiers: the upper one first, each from right to left."""
    upper = _vertical(*((right, 0, 400) for right in (400, 300, 200, 100)))
    lower = _vertical(*((right, 450, 900) for right in (400, 300, 200, 100)))

    order = reading_order(lower + upper, vertical=True)

    assert [(lower + upper)[i] for i in order] == upper + lower


def test_a_seal_that_cuts_a_column_makes_no_tier() -> None:
    """One column in two pieces stays in its place: a tier needs three columns with the same top."""
    boxes = _vertical((400, 0, 900), (300, 0, 400), (300, 500, 900), (200, 0, 900), (100, 0, 900))

    order = reading_order(boxes, vertical=True)

    assert order == [0, 1, 2, 3, 4]


def test_indented_columns_make_no_tier() -> None:
    """Three columns that begin lower beside full ones are paragraphs, not a tier."""
    boxes = _vertical(
        *((right, 100 if right in (300, 500, 700) else 0, 900) for right in range(800, 0, -100))
    )

    order = reading_order(boxes, vertical=True)

    assert order == list(range(8))


def test_nothing_has_no_order() -> None:
    """An empty page."""
    assert reading_order([], vertical=True) == []


def test_a_tall_box_of_several_characters_runs_down() -> None:
    """One narrow character is not a vertical line."""
    assert direction_of((0, 0, 40, 300), characters=7) == "v"
    assert direction_of((0, 0, 10, 40), characters=1) == "h"


def test_most_characters_decide_how_a_page_runs() -> None:
    """A horizontal page number does not make a vertical page horizontal."""
    boxes = [(0, 0, 40, 900), (60, 0, 100, 900), (0, 920, 80, 950)]

    assert is_vertical(boxes, lengths=[22, 22, 3])
    assert not is_vertical(boxes[2:], lengths=[3])
