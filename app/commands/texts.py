"""Commands on texts without a workspace: extract what they say, and measure against gold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from app.settings import read_settings
from ontology.errors import ArchiveError, BadInput
from ontology.records import Record

_HALF = re.compile("[\ud800-\udfff]")


def register(cli: typer.Typer) -> None:
    """Hang these commands on the root."""
    cli.command("extract")(extract)
    cli.command("evaluate")(evaluate)
    cli.command("outline")(outline)


def extract(
    files: Annotated[list[Path] | None, typer.Argument(help="Files to read.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a record (the only output).")
    ] = True,
    jsonl: Annotated[
        Path | None, typer.Option("--jsonl", help="Read {id, lang?, text} lines instead.")
    ] = None,
    all_relations: Annotated[
        bool, typer.Option("--all-relations", help="Also relations beyond the annotation guideline.")
    ] = False,
) -> None:
    """Print what files or JSON lines say: names, dates, relations, events, one JSON object a record."""
    from app.wiring import steps_for
    from extraction.output import to_json
    from extraction.pipeline import extract as run

    if bool(files) == (jsonl is not None):
        raise BadInput(
            "extract", "give either files or --jsonl FILE", "For instance: dangmai extract letter.txt."
        )
    problems: list[ArchiveError] = []
    records = list(_from_lines(jsonl) if jsonl else _from_files(files or [], problems))
    steps = steps_for(read_settings())
    found = run(records, recognizer=steps.recognizer, linker=steps.linker, relator=steps.relator)
    for marked, linked, claims in found:
        typer.echo(
            json.dumps(to_json(marked, linked, claims, all_relations=all_relations), ensure_ascii=False)
        )
    _fail_on(problems)


def outline(files: Annotated[list[Path], typer.Argument(help="Files to read.")]) -> None:
    """Print the numbered headings of plans, statutes and reports: parts, sections, duties by number."""
    from extraction.text.layers import layers_of
    from extraction.text.outline import outline as headings_of

    problems: list[ArchiveError] = []
    for record in _from_files(files, problems):
        joined = layers_of(record.text, lang=record.lang, script=record.script)[0]
        headings = headings_of(joined)
        for heading in headings:
            typer.echo(f"{'  ' * (heading.level - 1)}{heading.number} {heading.title}")
        levels = sorted({heading.level for heading in headings})
        counts = ", ".join(f"level {n}: {sum(one.level == n for one in headings)}" for n in levels)
        typer.echo(f"{record.source}: {counts or 'no numbered headings'}")
    _fail_on(problems)


def _fail_on(problems: list[ArchiveError]) -> None:
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(1)


def _from_files(files: list[Path], problems: list[ArchiveError]) -> Iterator[Record]:
    """The records of some files; what cannot be read is noted and the rest goes on."""
    from app.wiring import ocr_for
    from extraction.read import match, read_file

    settings = read_settings()
    ocr, taken = ocr_for(settings), dict[str, str]()
    for file in files:
        if not file.is_file():
            raise BadInput(str(file), "this file is not there", "Check its name.")
        answer = read_file(
            file,
            name=file.name,
            catalogue=match((), files=(file.name,)),
            archive_code=settings.archive_code,
            ocr=ocr,
        )
        if answer.problem is not None:
            problems.append(answer.problem)
        elif answer.record is not None and answer.record.id in taken:
            twin = taken[answer.record.id]
            problems.append(BadInput(str(file), f"it is the same as {twin}", "It is read once."))
        elif answer.record is not None:
            taken[answer.record.id] = str(file)
            yield answer.record


def _from_lines(path: Path) -> Iterator[Record]:
    """The records of JSON lines, in their order, each text taken as it stands."""
    seen: set[str] = set()
    for number, line in enumerate(_utf8(path).split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path.name}, line {number}"
        record = _record_of(line, place)
        if record.id in seen:
            raise BadInput(place, "its id is used twice", "Give each text an id of its own.")
        seen.add(record.id)
        yield record


def _record_of(line: str, place: str) -> Record:
    """The record of one JSON line."""
    from extraction.pipeline import record_of_text

    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(place, f"this is not JSON ({error.msg})", "Write one JSON object a line.") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        raise BadInput(place, "a line needs id and text", 'For instance {"id": "1", "text": "…"}.')
    if _HALF.search(f"{row['id']}{row['text']}"):
        raise BadInput(place, "it holds half a character (a lone surrogate)", "Write the whole character.")
    try:
        return record_of_text(str(row["id"]), row["text"], row.get("lang"))
    except BadInput as error:
        raise BadInput(f"{place}, {error.place}", error.reason, error.remedy) from None


def _utf8(path: Path) -> str:
    """The content of a file of JSON lines."""
    if not path.is_file():
        raise BadInput(str(path), "this file is not there", "Check its name.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BadInput(f"{path.name}, line {line}", "this is not UTF-8", "Save the file as UTF-8.") from None


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Hand-marked passages, one JSON object a line.")],
    predictions: Annotated[
        Path | None,
        typer.Option("--pred", help="Predictions; without them the texts of the gold are read now."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure against hand-marked passages: precision, recall and F1 by type and language, linking, relations."""
    from extraction.evaluate import evaluate as measure
    from extraction.evaluate import read_passages

    for file in (gold, predictions or gold):
        _utf8(file)  # says in a sentence what is wrong with it
    passages = read_passages(gold)
    answers = read_passages(predictions) if predictions else list(_predicted(gold))
    result = measure(passages, answers)
    typer.echo(json.dumps(result.as_dict(), ensure_ascii=False, indent=1) if as_json else result.to_text())


def _predicted(gold: Path) -> Iterator[dict[str, object]]:
    """What we make of the gold's own texts."""
    from app.wiring import steps_for
    from extraction.output import to_json
    from extraction.pipeline import extract as run

    steps = steps_for(read_settings())
    records = list(_from_lines(gold))
    for found in run(records, recognizer=steps.recognizer, linker=steps.linker, relator=steps.relator):
        yield to_json(*found)
