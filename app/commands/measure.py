"""Measure against hand-marked passages: one configuration in depth, or several side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.lines import record_of_row, utf8
from app.settings import read_settings
from ontology.errors import BadInput, MissingPart

if TYPE_CHECKING:
    from app.wiring import Steps
    from extraction.compare import Column, Comparison
    from extraction.evaluate import Scored
    from extraction.gold import GoldFile
    from ontology.records import Record

_FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
_FACES = {"Dangmai Sans": "NotoSansSC-Regular.woff2", "Dangmai Cyrillic": "NotoSans-Cyrillic.woff2"}
"""The fonts laid inside a report, so that it reads alike on every machine."""


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(help="Hand-marked passages, one JSON object a line; a corpus without ids too."),
    ],
    predictions: Annotated[
        list[Path] | None,
        typer.Option(
            "--pred", help="Predictions, one file for each gold file; without them the texts are read now."
        ),
    ] = None,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            help="A recogniser to compare, several times: ours, rules, natasha, lac, cutword, ginza, hanlp:FOLDER, "
            "spacy:FOLDER, llm:URL|MODEL. The first is the one the others are held against.",
        ),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the comparison with marked texts here.")
    ] = None,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="Also how often mentions of each score are right.")
    ] = False,
    split: Annotated[str, typer.Option("--split", help="Only passages of this split, such as held.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="Language of passages that do not say theirs.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure against hand-marked passages: one configuration in depth, or with --with several side by side."""
    from extraction.gold import named_apart, read_gold

    for file in (*gold, *(predictions or ())):
        utf8(file)  # says in a sentence what is wrong with it
    if predictions and len(predictions) != len(gold):
        raise BadInput("--pred", "one file of predictions is wanted for each gold file", "Name as many.")
    files = named_apart([read_gold(file, lang=lang, split=split) for file in gold], gold)
    given = [_answers(file, ids) for file, ids in zip(predictions or (), files, strict=False)]
    if len(files) == 1 and not (names or html or calibration):
        typer.echo(_in_depth(files[0], given[0] if given else None, as_json=as_json))
        return
    comparison = _compared(files, names or ([] if given else ["ours"]), given)
    typer.echo(_shown(comparison, calibration=calibration, as_json=as_json))
    if html is not None:
        _write_page(comparison, html)


def _answers(predictions: Path, file: GoldFile) -> list[Scored]:
    """The predictions of a file; those for passages of another split are passed over."""
    from extraction.evaluate import read_passages

    return [line for line in read_passages(predictions) if str(line.get("id")) not in file.left_out]


def _in_depth(file: GoldFile, given: list[Scored] | None, *, as_json: bool) -> str:
    """The measures of one configuration: names, dates, linking, relations, events."""
    from app.wiring import steps_for
    from extraction.evaluate import evaluate as measure

    if given is not None:
        result = measure(file.passages, given)
    else:
        steps = steps_for(read_settings())
        result = measure(file.passages, list(_predicted(file, steps)))
        result = replace(result, remarks=(*result.remarks, *steps.remarks))
    return json.dumps(result.as_dict(), ensure_ascii=False, indent=1) if as_json else result.to_text()


def _predicted(file: GoldFile, steps: Steps) -> Iterator[dict[str, object]]:
    """What we make of the gold's own texts, read as one archive."""
    from extraction.output import to_json
    from extraction.pipeline import extract as run

    found = run(_records(file), recognizer=steps.recognizer, linker=steps.linker, relator=steps.relator)
    for one in found:
        yield to_json(*one)


def _records(file: GoldFile) -> list[Record]:
    """The gold's texts as records."""
    return [record_of_row(dict(line), f"{file.name}, passage {line['id']}") for line in file.passages]


def _compared(files: Sequence[GoldFile], names: Sequence[str], given: Sequence[list[Scored]]) -> Comparison:
    """The comparison; a plug-in whose package is missing is left out and said."""
    from extraction.compare import Column, compare

    columns = [Column(name="pred", answers=tuple(given))] if given else []
    missing: dict[str, MissingPart] = {}
    for name in dict.fromkeys(names):
        try:
            columns.append(_column(name, files))
        except MissingPart as error:
            missing[name] = error
    if missing and not columns:
        raise next(iter(missing.values()))
    return compare(
        files, columns, remarks=[f"{name} is left out. {error}" for name, error in missing.items()]
    )


def _column(name: str, files: Sequence[GoldFile]) -> Column:
    """What one recogniser marks in the texts of the gold that are in a language it reads."""
    from app.wiring import languages_read_by, recognizer_named
    from extraction.compare import Column, marks_of

    recognizer, languages = recognizer_named(name, settings=read_settings()), languages_read_by(name)
    answers = []
    for file in files:
        pairs = zip(file.passages, _records(file), strict=True)
        answers.append(
            [
                marks_of(recognizer.recognize(record), str(line["id"]))
                for line, record in pairs
                if languages is None or line["lang"] in languages
            ]
        )
    return Column(name=name, answers=tuple(answers), languages=languages)


def _shown(comparison: Comparison, *, calibration: bool, as_json: bool) -> str:
    from extraction.report_text import as_dict, as_text

    if as_json:
        return json.dumps(as_dict(comparison), ensure_ascii=False, indent=1)
    return as_text(comparison, calibration=calibration)


def _write_page(comparison: Comparison, path: Path) -> None:
    from extraction.report_html import page

    fonts = {family: (_FONTS / name).read_bytes() for family, name in _FACES.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(comparison, fonts=fonts), encoding="utf-8")
    typer.echo(str(path), err=True)
