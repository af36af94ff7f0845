"""Commands on texts without a workspace: what they say, and how they are divided."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from app.commands.lines import records_of_lines
from app.commands.measure import evaluate
from app.settings import read_settings
from ontology.errors import ArchiveError, BadInput
from ontology.records import Record


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
    records = list(records_of_lines(jsonl) if jsonl else _from_files(files or [], problems))
    steps = steps_for(read_settings())
    found = run(records, recognizer=steps.recognizer, linker=steps.linker, relator=steps.relator)
    for marked, linked, claims in found:
        typer.echo(
            json.dumps(to_json(marked, linked, claims, all_relations=all_relations), ensure_ascii=False)
        )
    for remark in steps.remarks:
        typer.echo(remark, err=True)
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
