"""Reading order: the order in which a reader's eye takes the lines of a page.

Horizontal print runs from top to bottom, column by column where columns of prose stand side by side. Vertical
print runs from right to left; a page of several tiers is read tier by tier, and a tier needs three columns
with the same top, or a seal that cuts a column would look like one.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Literal

from ontology.records import Box

_TALL = 1.5
_TIER_COLUMNS = 3
_SIDE_LINES = 3
_GUTTER = 1.0
_FILLED = 0.6
_PROSE_WIDTH = 6.0
_CROSSED = 0.3


def direction_of(box: Box, *, characters: int) -> Literal["h", "v"]:
    """Whether a line runs down the page: taller than wide, and more than one character."""
    return "v" if characters > 1 and _height(box) > _TALL * _width(box) else "h"


def is_vertical(boxes: Sequence[Box], *, lengths: Sequence[int]) -> bool:
    """Whether most characters of a page stand in lines that run downwards."""
    tall = sum(
        size for box, size in zip(boxes, lengths, strict=True) if direction_of(box, characters=size) == "v"
    )
    return tall * 2 > sum(lengths)


def reading_order(boxes: Sequence[Box], *, vertical: bool) -> list[int]:
    """The indexes of some lines in the order they are read."""
    indexes = list(range(len(boxes)))
    if not boxes:
        return []
    return _vertical(indexes, boxes=boxes) if vertical else _horizontal(indexes, boxes=boxes)


def _horizontal(indexes: list[int], *, boxes: Sequence[Box]) -> list[int]:
    """Bands of the page from top to bottom, each split into its columns of prose."""
    gutter = _gutter(indexes, boxes=boxes)
    if gutter is None:
        return _rows(indexes, boxes=boxes)
    left, right, across = _sides(indexes, boxes=boxes, gutter=gutter)
    order: list[int] = []
    top = float("-inf")
    for line in [*sorted(across, key=lambda i: boxes[i][1]), None]:
        bottom = boxes[line][1] if line is not None else float("inf")
        for side in (left, right):
            band = [i for i in side if top <= _middle_y(boxes[i]) < bottom]
            order += _horizontal(band, boxes=boxes) if band else []
        order += [line] if line is not None else []
        top = bottom
    return order


def _rows(indexes: list[int], *, boxes: Sequence[Box]) -> list[int]:
    """Lines from top to bottom; those on one level from left to right."""
    rows: list[list[int]] = []
    for i in sorted(indexes, key=lambda i: (_middle_y(boxes[i]), boxes[i][0])):
        if rows and _same_level(boxes[i], boxes[rows[-1][0]]):
            rows[-1].append(i)
        else:
            rows.append([i])
    return [i for row in rows for i in sorted(row, key=lambda i: boxes[i][0])]


def _gutter(indexes: list[int], *, boxes: Sequence[Box]) -> float | None:
    """The middle of a white strip with prose on both sides, if the page has one."""
    if len(indexes) < 2 * _SIDE_LINES:
        return None
    em = median(_height(boxes[i]) for i in indexes)
    edges = sorted({boxes[i][2] for i in indexes})
    candidates = []
    for edge in edges[:-1]:
        after = min((boxes[i][0] for i in indexes if boxes[i][0] >= edge), default=edge)
        if after - edge >= _GUTTER * em:
            candidates.append((edge + after) / 2)
    fitting = [x for x in candidates if _parts_prose(indexes, boxes=boxes, gutter=x, em=em)]
    return min(fitting, key=lambda x: len(_sides(indexes, boxes=boxes, gutter=x)[2]), default=None)


def _parts_prose(indexes: list[int], *, boxes: Sequence[Box], gutter: float, em: float) -> bool:
    """Whether both sides of a strip are columns of prose rather than cells of a table."""
    left, right, across = _sides(indexes, boxes=boxes, gutter=gutter)
    if len(across) > _CROSSED * len(indexes) or min(len(left), len(right)) < _SIDE_LINES:
        return False
    for side in (left, right):
        width = max(boxes[i][2] for i in side) - min(boxes[i][0] for i in side)
        if width < _PROSE_WIDTH * em or median(_width(boxes[i]) for i in side) < _FILLED * width:
            return False
    return True


def _sides(
    indexes: list[int], *, boxes: Sequence[Box], gutter: float
) -> tuple[list[int], list[int], list[int]]:
    """The lines left of a strip, right of it, and across it."""
    left = [i for i in indexes if boxes[i][2] <= gutter]
    right = [i for i in indexes if boxes[i][0] >= gutter]
    return left, right, [i for i in indexes if boxes[i][0] < gutter < boxes[i][2]]


def _vertical(indexes: list[int], *, boxes: Sequence[Box]) -> list[int]:
    """Tiers from top to bottom, in each the columns from right to left."""
    tops = _tier_tops(indexes, boxes=boxes)
    em = median(_width(boxes[i]) for i in indexes)
    tiers: dict[int, list[int]] = {}
    for i in indexes:
        tier = sum(1 for top in tops if boxes[i][1] >= top - em / 2)
        tiers.setdefault(tier, []).append(i)
    return [i for tier in sorted(tiers) for i in _columns(tiers[tier], boxes=boxes)]


def _tier_tops(indexes: list[int], *, boxes: Sequence[Box]) -> list[float]:
    """The heights at which a tier begins: three columns start there and few run through."""
    em = median(_width(boxes[i]) for i in indexes)
    tops: list[float] = []
    for start in sorted({boxes[i][1] for i in indexes}):
        if tops and start - tops[-1] < 2 * em:
            continue
        level = [i for i in indexes if start <= boxes[i][1] <= start + em / 2]
        through = [i for i in indexes if boxes[i][1] < start - em and boxes[i][3] > start + em]
        above = any(boxes[i][3] <= start + em / 2 for i in indexes)
        if above and len(level) >= _TIER_COLUMNS and len(through) <= _CROSSED * len(level):
            tops.append(float(start))
    return tops


def _columns(indexes: list[int], *, boxes: Sequence[Box]) -> list[int]:
    """Columns from right to left; pieces of one column from top to bottom."""
    columns: list[list[int]] = []
    for i in sorted(indexes, key=lambda i: (-_middle_x(boxes[i]), boxes[i][1])):
        if columns and _same_column(boxes[i], boxes[columns[-1][0]]):
            columns[-1].append(i)
        else:
            columns.append([i])
    return [i for column in columns for i in sorted(column, key=lambda i: boxes[i][1])]


def _same_level(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared * 2 > min(_height(one), _height(other))


def _same_column(one: Box, other: Box) -> bool:
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return shared * 2 > min(_width(one), _width(other))


def _width(box: Box) -> int:
    return box[2] - box[0]


def _height(box: Box) -> int:
    return box[3] - box[1]


def _middle_x(box: Box) -> float:
    return (box[0] + box[2]) / 2


def _middle_y(box: Box) -> float:
    return (box[1] + box[3]) / 2
