"""The hand-marked dates: how many are found and read right, held against falling back, half by half."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import cast

import pytest

from extraction.text.layers import layers_of
from ontology.dates import find_dates
from ontology.paths import data_folder
from ontology.records import Lang

GOLD = data_folder() / "gold" / "dates.jsonl"
FLOORS = {"odd": (0.98, 0.98), "even": (0.93, 0.94)}
"""Span F1 and share of equal EDTF a little under what is reached; the even half is never looked at, only scored."""

Line = dict[str, object]


@dataclass(slots=True)
class Score:
    """Counts over some passages."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    equal: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of exact spans."""
        return 2 * self.matched / (self.gold + self.found)

    @property
    def edtf(self) -> float:
        """The share of matched spans whose EDTF is the same."""
        return self.equal / self.matched


def _lines() -> list[Line]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").split("\n") if line]


def _marked(line: Line) -> dict[tuple[int, int], str]:
    dates = line["dates"]
    assert isinstance(dates, list)
    return {(date["start"], date["end"]): date["edtf"] for date in dates}


def _read(line: Line) -> dict[tuple[int, int], str]:
    lang = cast(Lang, line["lang"])
    layer = layers_of(str(line["text"]), lang=lang)[-1]
    return {
        layer.source_span(start, end): date.edtf for start, end, date in find_dates(layer.text, lang=lang)
    }


def _score(lines: list[Line]) -> Score:
    score = Score()
    for line in lines:
        gold, found = _marked(line), _read(line)
        both = gold.keys() & found.keys()
        score.gold += len(gold)
        score.found += len(found)
        score.matched += len(both)
        score.equal += sum(gold[span] == found[span] for span in both)
    return score


def _half(name: str) -> list[Line]:
    return [line for line in _lines() if int(str(line["id"])[-1]) % 2 == (name == "odd")]


@pytest.mark.parametrize("half", FLOORS)
def test_dates_do_not_fall_back(half: str) -> None:
    """Spans and values of either half stay as good as they were."""
    score = _score(_half(half))

    assert score.gold > 200
    assert score.f1 >= FLOORS[half][0], score
    assert score.edtf >= FLOORS[half][1], score


@pytest.mark.parametrize("lang", ["zh", "ja", "ru"])
def test_no_language_hides_behind_the_others(lang: str) -> None:
    """Each language alone is found and read well."""
    score = _score([line for line in _lines() if line["lang"] == lang])

    assert score.gold > 80
    assert score.f1 >= 0.90, score
    assert score.edtf >= 0.92, score


def test_every_mark_is_the_text_at_its_place() -> None:
    """A gold file with slipped offsets would measure nothing."""
    marks = [(str(line["text"]), date) for line in _lines() for date in line["dates"]]  # type: ignore[attr-defined]

    assert len(marks) >= 220
    assert [date for text, date in marks if text[date["start"] : date["end"]] != date["text"]] == []
