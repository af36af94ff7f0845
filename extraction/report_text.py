"""A comparison as text for a terminal and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from extraction.calibration import table
from extraction.compare import Comparison, Difference, Figure, Group, Sheet
from extraction.evaluate import MAIN_TYPES
from extraction.mistakes import KINDS, Example, Side, examples
from extraction.resample import LEVEL, ROUNDS, SEED, Interval
from extraction.scores import Counts

SHOWN = 3
"""Examples of each kind of mistake in a terminal."""
IN_JSON = 20
"""Examples of each kind of mistake in JSON."""


def as_text(comparison: Comparison, *, calibration: bool = False) -> str:
    """The comparison as tables: figures, mistakes by kind and, when asked for, calibration."""
    parts = [
        f"Exact spans and types. In brackets: {LEVEL:.0%} of {ROUNDS} draws of the passages (seed {SEED}); "
        "difference: F1 less the first configuration's, * where the interval leaves 0 out."
    ]
    for sheet in comparison.sheets:
        parts.append(f"== {sheet.name}")
        parts += ["\n".join(_group_rows(group, comparison.configurations)) for group in shown_groups(sheet)]
        parts += ["\n".join(rows) for rows in _mistake_rows(sheet)]
    if calibration:
        for name, reliabilities in comparison.reliabilities.items():
            parts.append(f"== calibration of {name}\n{table(reliabilities) or 'no mention has a score'}")
    said = remarks(comparison)
    return "\n\n".join(parts + (["\n".join(said)] if said else []))


def as_dict(comparison: Comparison) -> dict[str, object]:
    """The comparison as plain values."""
    return {
        "configurations": list(comparison.configurations),
        "bootstrap": {"rounds": ROUNDS, "level": LEVEL, "seed": SEED},
        "files": [_sheet_dict(sheet) for sheet in comparison.sheets],
        "calibration": {
            name: {one.finder: one.as_dict() for one in reliabilities}
            for name, reliabilities in comparison.reliabilities.items()
        },
        "remarks": remarks(comparison),
    }


def remarks(comparison: Comparison) -> list[str]:
    """What must be known beside the figures, in sentences."""
    said = list(comparison.remarks)
    for name, kinds in comparison.unmarked.items():
        said.append(f"{name} marks no {', '.join(kinds)}; its mistakes are listed without them.")
    if comparison.names_only:
        files = ", ".join(comparison.names_only)
        said.append(f"Measured by {', '.join(MAIN_TYPES)} alone, for they mark no dates: {files}.")
    return said


def shown_groups(sheet: Sheet) -> tuple[Group, ...]:
    """The groups worth showing: where all passages are in one language, "all" says nothing new."""
    return sheet.groups[:1] if len(sheet.groups) == 2 else sheet.groups


def counts_by_kind(sides: Mapping[str, Side]) -> dict[str, int]:
    """How many mistakes of each kind some passages hold."""
    found = dict.fromkeys(KINDS, 0)
    for side in sides.values():
        for one in side.wrong:
            found[one.kind] += 1
    return found


# --- text ----------------------------------------------------------------------------------


def _group_rows(group: Group, configurations: tuple[str, ...]) -> Iterator[str]:
    wide = max(13, *map(len, configurations))
    present = {name for by_name in group.figures.values() for name in by_name}
    absent = [name for name in configurations if name not in present]
    said = f" (not read by {', '.join(absent)})" if absent else ""
    yield f"{group.name}: {group.passages} passages{said}"
    yield (
        f"{'':15}{'configuration':{wide}}      P      R     F1  {f'{LEVEL:.0%} of F1':16}"
        f"{'right/found/gold':18}difference of F1"
    )
    for measure, by_name in group.figures.items():
        for place, (name, figure) in enumerate(by_name.items()):
            yield f"{measure if place == 0 else '':15}{name:{wide}}{_figure_row(figure)}".rstrip()


def _figure_row(figure: Figure) -> str:
    counts = figure.counts
    numbers = f"{counts.right}/{counts.predicted}/{counts.gold}"
    rates = "".join(_percent(rate) for rate in (counts.precision, counts.recall, counts.f1))
    return f"{rates}  {_between(figure.f1):16}{numbers:18}{_difference(figure.difference)}"


def _percent(value: float | None) -> str:
    return "      –" if value is None else f"{100 * value:7.1f}"


def _between(interval: Interval | None, sign: str = "") -> str:
    return f"[{100 * interval[0]:{sign}.1f}, {100 * interval[1]:{sign}.1f}]" if interval else ""


def _difference(difference: Difference | None) -> str:
    if difference is None:
        return ""
    clear = " *" if difference.is_clear else ""
    return f"{100 * difference.value:+6.1f} {_between(difference.interval, '+')}{clear}"


def _mistake_rows(sheet: Sheet) -> Iterator[list[str]]:
    counted = {name: counts_by_kind(sides) for name, sides in sheet.sides.items()}
    wide = max(9, *(len(name) + 2 for name in counted))
    rows = [f"{'mistakes':18}" + "".join(f"{name:>{wide}}" for name in counted)]
    for kind in KINDS:
        if any(found[kind] for found in counted.values()):
            rows.append(f"{kind:18}" + "".join(f"{found[kind]:>{wide}}" for found in counted.values()))
    yield rows
    for name, sides in sheet.sides.items():
        yield [f"{name}, most frequent:", *_example_rows(sides)]


def _example_rows(sides: Mapping[str, Side]) -> Iterator[str]:
    for kind, found in examples(sides.values()).items():
        for place, one in enumerate(found[:SHOWN]):
            yield f"  {kind if place == 0 else '':18}{one.count:>4} ×  {_said(one)}"


def _said(one: Example) -> str:
    middle = f"{one.gold or '(nothing)'} → {one.found or '(nothing)'}"
    return f"{middle}   …{one.before}[ ]{one.after}…   ({one.passage})"


# --- plain values --------------------------------------------------------------------------


def _sheet_dict(sheet: Sheet) -> dict[str, object]:
    return {
        "name": sheet.name,
        "groups": {group.name: _group_dict(group) for group in sheet.groups},
        "mistakes": {
            name: {
                "counts": counts_by_kind(sides),
                "examples": [
                    asdict(one) for found in examples(sides.values()).values() for one in found[:IN_JSON]
                ],
            }
            for name, sides in sheet.sides.items()
        },
    }


def _group_dict(group: Group) -> dict[str, object]:
    measures = {
        measure: {name: _figure_dict(figure) for name, figure in by_name.items()}
        for measure, by_name in group.figures.items()
    }
    return {"passages": group.passages, "measures": measures}


def _figure_dict(figure: Figure) -> dict[str, object]:
    intervals = {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
    found = _counts_dict(figure.counts) | {
        "intervals": {name: list(one) if one else None for name, one in intervals.items()}
    }
    if figure.difference:
        difference = figure.difference
        found["difference"] = {"f1": difference.value, "interval": list(difference.interval)}
    return found


def _counts_dict(counts: Counts) -> dict[str, object]:
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "right": counts.right,
        "predicted": counts.predicted,
        "gold": counts.gold,
    }
