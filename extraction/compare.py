"""Several recognisers side by side over the same hand-marked passages, with how sure each figure is.

Counts are those of `evaluate`: exact spans and types, summed over passages before a rate is taken. Beside each figure
stands the interval that the percentile bootstrap gives (see `resample`), and for every configuration after the first
the difference of its F1 to the first one's, on the same draws. A file that marks names alone (no `dates` in any
passage) is measured by people, places and bodies alone.

A configuration that does not read a language has no figure there, rather than a bad one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extraction.calibration import Reliability, reliability
from extraction.evaluate import MAIN_TYPES, Key, Passage, Scored, by_id
from extraction.gold import GoldFile, languages_of
from extraction.mistakes import DATE, Side, side_of, spans_of
from extraction.resample import Interval, Numbers, drawn_sums, interval, rates
from extraction.scores import Counts
from extraction.steps import Marked

NAMES = ("main types", *MAIN_TYPES)
MEASURES = (*NAMES, "events, works", "dates", "edtf")
"""What is measured, in the order it is shown; of `edtf` the counts are right / matched / matched."""
_F1 = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One configuration and what it marked, a list of passages for each gold file."""

    name: str
    answers: tuple[Sequence[Scored], ...]
    languages: frozenset[str] | None = None  # those it reads; None where it reads whatever comes

    def reads(self, languages: frozenset[str]) -> bool:
        """Whether it reads all of these languages."""
        return self.languages is None or languages <= self.languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How far a configuration's F1 lies above (or below) the first one's."""

    value: float
    interval: Interval

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.interval[0] > 0 or self.interval[1] < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure of one configuration over one group: counts, and the intervals of its rates."""

    counts: Counts
    precision: Interval | None
    recall: Interval | None
    f1: Interval | None
    difference: Difference | None = None  # to the first configuration, where both have a figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The passages of one language in one file, or all of the file."""

    name: str
    passages: int
    figures: Mapping[str, Mapping[str, Figure]]  # by measure, then by configuration


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One gold file: its groups, and every passage as each configuration marked it."""

    name: str
    groups: tuple[Group, ...]
    passages: tuple[Scored, ...]
    gold: Mapping[str, Mapping[Key, str]]  # by passage id, dates with their EDTF
    sides: Mapping[str, Mapping[str, Side]]  # by configuration, then by passage id; only languages it reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The result of one run."""

    configurations: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    reliabilities: Mapping[str, tuple[Reliability, ...]]  # by configuration
    unmarked: Mapping[str, tuple[str, ...]]  # by configuration: kinds that the gold has and it marks nowhere
    names_only: tuple[str, ...]  # gold files measured by people, places and bodies alone
    remarks: tuple[str, ...] = ()  # what the caller has to say, as of plug-ins that are not installed


def marks_of(marked: Marked, name: str) -> dict[str, object]:
    """What a recogniser found in one passage, in the format of predictions, scores and finders included."""
    return {
        "id": name,
        "lang": marked.record.lang,
        "entities": [
            {
                "start": one.start,
                "end": one.end,
                "type": one.kind.value,
                "score": one.score,
                "found_by": one.found_by,
            }
            for one in marked.mentions
        ],
        "dates": [{"start": one.start, "end": one.end, "edtf": one.date.edtf} for one in marked.dates],
    }


def compare(
    files: Sequence[GoldFile], columns: Sequence[Column], *, remarks: Sequence[str] = ()
) -> Comparison:
    """Measure every configuration on every file."""
    return Comparison(
        configurations=tuple(column.name for column in columns),
        sheets=tuple(_sheet(number, file, columns) for number, file in enumerate(files)),
        reliabilities={column.name: _reliabilities(files, column) for column in columns},
        unmarked=_unmarked(files, columns),
        names_only=tuple(file.name for file in files if file.only_names),
        remarks=tuple(remarks),
    )


# --- one file ------------------------------------------------------------------------------

_Sides = Sequence[tuple[Passage, Passage]]


def _sheet(number: int, file: GoldFile, columns: Sequence[Column]) -> Sheet:
    sides = {column.name: _paired(file, column.answers[number]) for column in columns}
    langs = [str(line["lang"]) for line in file.passages]
    wanted = [(lang, [n for n, one in enumerate(langs) if one == lang]) for lang in sorted(set(langs))]
    measures = NAMES if file.only_names else MEASURES
    groups = []
    for name, numbers in [*wanted, ("all", list(range(len(langs))))]:
        spoken = frozenset(langs[n] for n in numbers)
        picked = {
            column.name: [sides[column.name][n] for n in numbers] if column.reads(spoken) else []
            for column in columns
        }
        groups.append(Group(name=name, passages=len(numbers), figures=_figures(picked, measures)))
    return Sheet(
        name=file.name,
        groups=tuple(groups),
        passages=file.passages,
        gold={str(line["id"]): spans_of(file.seen(line, str(line["text"]))) for line in file.passages},
        sides={column.name: _shown(file, column, sides[column.name]) for column in columns},
    )


def _paired(file: GoldFile, answers: Sequence[Scored]) -> list[tuple[Passage, Passage]]:
    """Each passage as marked by hand and as marked by one configuration; a missing answer is an empty one."""
    found = by_id(answers)
    return [
        (file.seen(line, str(line["text"])), file.seen(found.get(name, {}), str(line["text"])))
        for name, line in by_id(file.passages).items()
    ]


def _shown(file: GoldFile, column: Column, sides: _Sides) -> dict[str, Side]:
    """The passages that a configuration reads, with its mistakes in the kinds that it marks at all."""
    types = _kinds_marked(column)
    shown = {}
    for line, (gold, found) in zip(file.passages, sides, strict=True):
        if column.reads(languages_of([line])):
            name = str(line["id"])
            wanted, offered = spans_of(gold, types), spans_of(found)
            shown[name] = side_of(name, str(line["text"]), gold=wanted, found=offered)
    return shown


def _figures(sides: Mapping[str, _Sides], measures: Sequence[str]) -> dict[str, dict[str, Figure]]:
    """One group's figures; the draws are the same for every configuration and measure."""
    first = next(iter(sides), "")
    counted = {
        column: np.array([_counts(*pair, measures) for pair in pairs], dtype=np.float64)
        for column, pairs in sides.items()
        if pairs
    }
    drawn = {column: _drawn(numbers) for column, numbers in counted.items()}
    figures: dict[str, dict[str, Figure]] = {measure: {} for measure in measures}
    for place, measure in enumerate(measures):
        base = (_summed(counted[first][:, place]), drawn[first][:, place]) if first in counted else None
        for column, numbers in counted.items():
            figures[measure][column] = _figure(
                _summed(numbers[:, place]), drawn[column][:, place], None if column == first else base
            )
    return figures


def _drawn(counts: Numbers) -> Numbers:
    """The rates of every measure in every draw; the seed is fixed, so passages are drawn alike for all columns."""
    passages, measures, three = counts.shape
    return rates(drawn_sums(counts.reshape(passages, -1)).reshape(-1, measures, three))


def _figure(counts: Counts, drawn: Numbers, first: tuple[Counts, Numbers] | None) -> Figure:
    return Figure(
        counts=counts,
        precision=interval(drawn[:, 0]),
        recall=interval(drawn[:, 1]),
        f1=interval(drawn[:, _F1]),
        difference=_difference(counts, drawn, first) if first is not None else None,
    )


def _difference(counts: Counts, drawn: Numbers, first: tuple[Counts, Numbers]) -> Difference | None:
    base = first[0].f1
    spread = interval(drawn[:, _F1] - first[1][:, _F1])
    if counts.f1 is None or base is None or spread is None:
        return None
    return Difference(value=counts.f1 - base, interval=spread)


def _counts(gold: Passage, found: Passage, measures: Sequence[str]) -> list[tuple[int, int, int]]:
    """Right, predicted and gold of one passage, for each measure."""
    both = gold.entities.keys() & found.entities.keys()

    def of(*types: str) -> tuple[int, int, int]:
        right, predicted, wanted = (
            sum(key[2] in types for key in keys) for keys in (both, found.entities, gold.entities)
        )
        return right, predicted, wanted

    dated = gold.dates.keys() & found.dates.keys()
    read = sum(gold.dates[key] == found.dates[key] for key in dated)
    numbers = {
        "main types": of(*MAIN_TYPES),
        **{kind: of(kind) for kind in MAIN_TYPES},
        "events, works": of("EVENT", "WORK"),
        "dates": (len(dated), len(found.dates), len(gold.dates)),
        "edtf": (read, len(dated), len(dated)),
    }
    return [numbers[measure] for measure in measures]


def _summed(numbers: Numbers) -> Counts:
    right, predicted, gold = (int(one) for one in numbers.sum(axis=0))
    return Counts(right=right, predicted=predicted, gold=gold)


# --- over all files ------------------------------------------------------------------------


def _kinds_marked(column: Column) -> frozenset[str]:
    """The kinds of span that a configuration marks anywhere."""
    kinds: set[str] = set()
    for answers in column.answers:
        for line in answers:
            entities = line.get("entities")
            kinds |= {str(item.get("type")) for item in entities} if isinstance(entities, list) else set()
            kinds |= {DATE} if line.get("dates") else set()
    return frozenset(kinds)


def _unmarked(files: Sequence[GoldFile], columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    """Kinds that the gold has and a configuration never marks: its mistakes are listed without them."""
    found: dict[str, tuple[str, ...]] = {}
    for column in columns:
        wanted = {
            key[2]
            for file in files
            for line in file.passages
            if column.reads(languages_of([line]))
            for key in spans_of(file.seen(line, str(line["text"])))
        }
        lacking = tuple(sorted(wanted - _kinds_marked(column)))
        if lacking:
            found[column.name] = lacking
    return found


def _reliabilities(files: Sequence[GoldFile], column: Column) -> tuple[Reliability, ...]:
    scored = []
    for file, answers in zip(files, column.answers, strict=True):
        found = by_id(answers)
        for line in file.passages:
            if column.reads(languages_of([line])):
                seen = file.seen(line, str(line["text"]))
                answer = found.get(str(line["id"]), {})
                if file.only_names:
                    answer = _names_of(answer)
                scored.append((seen.entities, answer))
    return reliability(scored)


def _names_of(line: Scored) -> Scored:
    entities = line.get("entities")
    kept = [item for item in entities if item.get("type") in MAIN_TYPES] if isinstance(entities, list) else []
    return {**line, "entities": kept}
