"""Search by meaning: the passages whose vectors lie nearest to that of a question, in whatever language.

The vector of the question is made elsewhere, by the encoder that made those of the passages. All of this model's
vectors lie close together, so hits are ranked and the best are shown; no score says that a passage is an answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import islice
from sqlite3 import Row

import numpy as np
from numpy.typing import NDArray

from kg.queries.searching import (
    NO_FILTERS,
    SearchFilters,
    SearchPage,
    facets_of,
    filter_values,
    hit_at,
)
from kg.queries.sight import Sight
from kg.queries.statements import ask
from kg.records.reader import ArchiveReader
from kg.records.rows import Passage as Found
from ontology.access import Audience
from ontology.errors import BadInput

LEANING = 10
"""How many passages of the whole archive count in the spread of each language: few alone tell little."""
AT_ONCE = 4_096
"""Vectors that are compared at once; memory does not grow with the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How the scores of some passages are spread: their weight, sum, and sum of squares."""

    number: float = 0.0
    total: float = 0.0
    squares: float = 0.0

    def joined(self, scores: Iterable[float]) -> Spread:
        """The spread with more scores in it."""
        more = list(scores)
        return Spread(
            number=self.number + len(more),
            total=self.total + sum(more),
            squares=self.squares + sum(one * one for one in more),
        )

    def with_weight_of(self, other: Spread, number: float) -> Spread:
        """This spread with another in it that counts as so many scores."""
        share = number / other.number if other.number else 0.0
        return Spread(
            number=self.number + number,
            total=self.total + other.total * share,
            squares=self.squares + other.squares * share,
        )

    def standard(self, score: float) -> float:
        """By how many standard deviations a score stands out."""
        mean = self.total / self.number
        return (score - mean) / math.sqrt(max(self.squares / self.number - mean * mean, 1e-9))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks: the words, their vector, and the version of the encoder that made it."""

    text: str
    vector: NDArray[np.float32]
    version: str


def by_meaning(
    archive: ArchiveReader,
    question: Question,
    *,
    audience: Audience,
    filters: SearchFilters = NO_FILTERS,
    limit: int = 20,
    lang: str = "zh",
) -> SearchPage:
    """The passages nearest to a question, as far as the audience may read them, the nearest first.

    Raises:
        BadInput: when no passage of the archive has a vector of this encoder.
    """
    sight = Sight(archive, audience, lang=lang)
    if next(archive.vectors(question.version, audience=audience), None) is None:
        raise BadInput(
            "search by meaning",
            "the passages of this archive have no vectors",
            'Set vectors = "yes" and build it again.',
        )
    values = {**filter_values(sight, filters), "version": question.version}
    found = _nearest(ask(archive, "nearby", audience=audience, **values), question, limit)
    records = tuple(dict.fromkeys(one.record for one in found))
    return SearchPage(
        query=question.text,
        total=len(found),
        records=len(records),
        hits=tuple(hit_at(sight, one) for one in found),
        entities=(),
        expanded_with=(),
        facets=facets_of(sight, records),
        offset=0,
        limit=limit,
    )


def _nearest(rows: Iterator[Row], question: Question, limit: int) -> list[Found]:
    """The passages that stand out most among those of their language; equal ones in the order of place.

    Vectors of one language lie closer together: by the bare cosine every passage in the language of the question
    would come before the answer in another.
    """
    best: dict[str, list[Found]] = {}
    spread: dict[str, Spread] = {}
    while some := list(islice(rows, AT_ONCE)):
        for lang, found in _by_language(some, question).items():
            best[lang] = nsmallest(limit, [*best.get(lang, ()), *found], key=_rank)
            spread[lang] = spread.get(lang, Spread()).joined(one.score for one in found)
    every = Spread()
    for one in spread.values():
        every = every.with_weight_of(one, one.number)
    leaning = {lang: one.with_weight_of(every, LEANING) for lang, one in spread.items()}
    ranked = (
        replace(one, score=leaning[lang].standard(one.score)) for lang, some in best.items() for one in some
    )
    return nsmallest(limit, ranked, key=_rank)


def _by_language(rows: list[Row], question: Question) -> dict[str, list[Found]]:
    """Passages with their scores, by the language of their record."""
    numbers = np.frombuffer(b"".join(row["numbers"] for row in rows), dtype=np.int8)
    scales = np.array([row["scale"] for row in rows], dtype=np.float32)
    vectors = numbers.reshape(len(rows), -1) * scales[:, None]
    scores = vectors @ question.vector
    found: dict[str, list[Found]] = {}
    for row, score in zip(rows, scores.tolist(), strict=True):
        one = Found(record=row["record"], start=row["start"], end=row["end"], score=score)
        found.setdefault(row["lang"], []).append(one)
    return found


def _rank(found: Found) -> tuple[float, str, int]:
    return -found.score, found.record, found.start
