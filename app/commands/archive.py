"""Commands on an archive: build it, search it, show a thing."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.settings import Settings, read_settings
from app.workspace import Workspace
from kg.records import Archive
from ontology.access import Audience
from ontology.errors import BadInput

Folder = Annotated[Path, typer.Argument(help="Folder of the archive.")]


def register(cli: typer.Typer) -> None:
    """Hang these commands on the root."""
    cli.command("build")(build)
    cli.command("search")(search)
    cli.command("show")(show)
    cli.command("path")(path)


def build(
    workspace: Folder,
    source: Annotated[Path, typer.Option("--from", help="Folder with the archive's files.")],
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar.")] = False,
) -> None:
    """Read a folder of files into an archive; run again, it goes on where it stopped and changes nothing."""
    from app.build import build as build_archive
    from app.progress import Bar, Silent
    from app.wiring import steps_for

    settings = read_settings(workspace)
    report = build_archive(
        Workspace(folder=workspace),
        source,
        settings=settings,
        steps=steps_for(settings, workspace=workspace),
        reporter=Silent() if quiet else Bar(),
    )
    for line in report.lines():
        typer.echo(line)


def search(
    workspace: Folder,
    words: Annotated[str, typer.Argument(help="What to look for, in any spelling.")],
    limit: Annotated[int, typer.Option(help="Passages at most.")] = 20,
    meaning: Annotated[
        bool, typer.Option("--meaning", help="By what passages mean, in any language, the nearest first.")
    ] = False,
) -> None:
    """Print the passages that answer a query, with the place of each."""
    from kg.queries import search as find
    from kg.records import open_archive

    with open_archive(Workspace(folder=workspace).opened().archive, read_only=True) as archive:
        if meaning:
            _print_nearest(archive, words, limit=limit, settings=read_settings(workspace))
            return
        page = find(archive, words, audience=Audience.STAFF, limit=limit)
    for expansion in page.expanded_with:
        typer.echo(f"= {' '.join(expansion.aliases)}")
    for hit in page.hits:
        text = " ".join(hit.text.split())
        typer.echo(
            f"{hit.record.ref_code or hit.record.title} [{hit.start}:{hit.end}] ({hit.record.access}) {text}"
        )
    typer.echo(f"{page.total} passages in {page.records} records")


def _print_nearest(archive: Archive, words: str, *, limit: int, settings: Settings) -> None:
    """The passages nearest in meaning, each with its citation."""
    from app.meaning import question_of
    from kg.queries import by_meaning, citation

    question = question_of(words, settings=settings)
    page = by_meaning(archive, question, audience=Audience.STAFF, limit=limit)
    for number, hit in enumerate(page.hits, start=1):
        record = archive.record(hit.record.id)
        assert record is not None  # it was found a line ago
        cited = citation(
            record, archive_name=settings.archive_name, page=hit.page or None, lang=settings.language
        )
        typer.echo(f"{number}. {' '.join(hit.text.split())}")
        typer.echo(f"   {cited} [{hit.start}:{hit.end}] ({hit.record.access})")
    typer.echo(f"{page.total} passages in {page.records} records")


def show(
    workspace: Folder,
    name: Annotated[str, typer.Argument(help="A name in any language, or an entity id.")],
) -> None:
    """Print the page of a thing as JSON: names, facts with evidence, timeline, records."""
    from kg.queries import entity_page
    from kg.records import open_archive

    with open_archive(Workspace(folder=workspace).opened().archive, read_only=True) as archive:
        for entity_id in _named(archive, name):
            page = entity_page(archive, entity_id, Audience.STAFF)
            typer.echo(json.dumps(asdict(page), ensure_ascii=False, indent=1, default=str))


def path(
    workspace: Folder,
    start: Annotated[str, typer.Argument(help="A name in any language, or an entity id.")],
    goal: Annotated[str, typer.Argument(help="Another one.")],
) -> None:
    """Print the shortest way from one thing to another over what the records claim."""
    from kg.graph import shortest_path
    from kg.graph.sqlite import SqliteGraphStore
    from kg.queries import Sight, relation_label
    from kg.records import open_archive

    place = Workspace(folder=workspace).opened().archive
    with (
        open_archive(place, read_only=True) as archive,
        closing(SqliteGraphStore(place, read_only=True)) as store,
    ):
        route = shortest_path(store, _named(archive, start)[0], _named(archive, goal)[0])
        if route is None:
            typer.echo("no way of at most six steps")
            return
        sight = Sight(archive, Audience.STAFF)
        labels = {node: ref.label for node in route.nodes if (ref := sight.ref(node))}
        for edge in route.edges:
            said = relation_label(str(edge["type"]), "zh")
            typer.echo(
                f"{labels[str(edge['source'])]} —{said}→ {labels[str(edge['target'])]} {edge['edtf']}".rstrip()
            )


def _named(archive: Archive, name: str) -> list[str]:
    """The ids of the things that have a name; a sentence where there is none."""
    from kg.queries import Sight
    from kg.queries.terms import NameIndex

    if archive.entity(name):
        return [name]
    found = [entity.id for entity in NameIndex(Sight(archive, Audience.STAFF)).bearers(name)]
    if not found:
        raise BadInput(name, "nothing in this archive has this name", "Look it up with dangmai search.")
    return found
