"""Commands that write files for others: site, topic pack, tables. Open evidence only unless told otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from app.settings import read_settings
from app.workspace import Workspace
from kg.export import ExportReport
from ontology.access import Audience
from ontology.errors import BadInput

cli = typer.Typer(
    help="Write files for others; open evidence only unless told otherwise.", no_args_is_help=True
)
Folder = Annotated[Path, typer.Argument(help="Folder of the archive.")]
ForWhom = Annotated[Audience, typer.Option("--audience", help="open: open evidence only; staff: everything.")]
Language = Annotated[str, typer.Option("--language", help="zh, en or ru; empty takes the setting.")]


def _say(report: ExportReport) -> None:
    left_out = f", {len(report.left_out)} left out" if report.left_out else ""
    typer.echo(f"{report.path} ({report.items} items{left_out})")


@cli.command("site")
def site(
    workspace: Folder,
    exhibition: Annotated[str, typer.Argument(help="Title or id of an exhibition.")],
    audience: ForWhom = Audience.OPEN,
    language: Language = "",
) -> None:
    """Export an exhibition as a zip with a site that opens without network."""
    from app.exports import make_site
    from kg.curation import ExhibitionShelf
    from kg.records import open_archive

    place, settings = Workspace(folder=workspace).opened(), read_settings(workspace)
    with open_archive(place.archive, read_only=True) as archive:
        made = [one for one in ExhibitionShelf(archive).list() if exhibition in (one.id, one.title)]
        titles = ", ".join(one.title for one in ExhibitionShelf(archive).list())
    if not made:
        raise BadInput(
            exhibition, "no exhibition has this title or id", f"There are: {titles or 'none yet'}."
        )
    lang = language or settings.language
    _say(make_site(place, made[0].id, audience=audience, settings=settings, language=lang))


@cli.command("pack")
def pack(
    workspace: Folder,
    theme: Annotated[str, typer.Argument(help="Id or name of a theme, e.g. T021 or 东北抗日联军.")],
    audience: ForWhom = Audience.OPEN,
    language: Language = "",
    pdf: Annotated[bool, typer.Option("--pdf", help="PDF instead of DOCX (needs the extra [pdf]).")] = False,
) -> None:
    """Export a topic pack for a class as DOCX or PDF."""
    from app.exports import make_pack
    from ontology.authority import load_authority

    place, settings = Workspace(folder=workspace).opened(), read_settings(workspace)
    ids = [
        one.id for one in load_authority().themes() if theme in (one.id, *(name.text for name in one.names))
    ]
    if not ids:
        raise BadInput(
            theme, "no theme has this name or id", "The themes stand in data/authority/themes.csv."
        )
    lang = language or settings.language
    _say(make_pack(place, ids[0], audience=audience, settings=settings, language=lang, pdf=pdf))


@cli.command("tables")
def tables(workspace: Folder, audience: ForWhom = Audience.OPEN, language: Language = "") -> None:
    """Export entities and claims as CSV and the graph as GraphML."""
    from app.exports import make_tables

    place, settings = Workspace(folder=workspace).opened(), read_settings(workspace)
    lang = language or settings.language
    for report in make_tables(place, audience=audience, settings=settings, language=lang):
        _say(report)


@cli.command("places")
def places(
    file: Annotated[Path, typer.Argument(help="Where to write, e.g. places.jsonld.")],
    unsure: Annotated[bool, typer.Option("--unsure", help="Also places that nobody has confirmed.")] = False,
) -> None:
    """Export the gazetteer in the Linked Places Format (GeoJSON-LD): points with names by time, no borders."""
    from ontology.authority import load_authority
    from ontology.gazetteer import to_lpf
    from ontology.kinds import Kind

    entries = [one for one in load_authority().of(Kind.PLACE) if unsure or one.certainty == "certain"]
    text = json.dumps(to_lpf(entries), ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")
    typer.echo(f"{file} ({len(entries)} places)")
