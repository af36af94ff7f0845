"""Exports of a workspace, for the screens and the command line alike. Open evidence only unless told otherwise."""

from __future__ import annotations

import re
from pathlib import Path

from app.graphs import projection_for
from app.settings import Settings
from app.workspace import Workspace
from kg.curation import ExhibitionShelf, topic_pack
from kg.export import (
    ExportReport,
    Options,
    export_docx,
    export_graphml,
    export_pdf,
    export_site,
    export_tables,
)
from kg.records import open_archive
from ontology.access import Audience

FONTS = Path(__file__).resolve().parent / "static" / "fonts"


def _file_name(title: str, audience: Audience, suffix: str) -> str:
    """A file name that every system takes, with a mark when the content is for staff alone."""
    plain = re.sub(r"[^\w.-]+", "-", title).strip("-.") or "export"
    return f"{plain[:60]}{'-staff' if audience is Audience.STAFF else ''}{suffix}"


def make_site(
    workspace: Workspace, exhibition_id: str, *, audience: Audience, settings: Settings, language: str
) -> ExportReport:
    """An exhibition as a zip with a site that opens from a folder, without network."""
    with open_archive(workspace.opened().archive, read_only=True) as archive:
        exhibition = ExhibitionShelf(archive).load(exhibition_id)
        options = Options(
            audience=audience,
            lang=language,
            archive_name=settings.archive_name,
            fonts=FONTS,
            pages=workspace.pages,
        )
        path = workspace.exports / _file_name(exhibition.title, audience, ".zip")
        return export_site(archive, exhibition, path, options=options)


def make_pack(
    workspace: Workspace,
    theme_id: str,
    *,
    audience: Audience,
    settings: Settings,
    language: str,
    pdf: bool = False,
) -> ExportReport:
    """A topic pack for a class, as DOCX or PDF."""
    with open_archive(workspace.opened().archive, read_only=True) as archive:
        pack = topic_pack(
            archive, theme_id, audience=audience, language=language, archive_name=settings.archive_name
        )
    if pdf:
        return export_pdf(pack, workspace.exports / _file_name(pack.title, audience, ".pdf"), fonts=FONTS)
    return export_docx(pack, workspace.exports / _file_name(pack.title, audience, ".docx"))


def make_tables(
    workspace: Workspace, *, audience: Audience, settings: Settings, language: str
) -> tuple[ExportReport, ...]:
    """Entities and claims as CSV, the graph as GraphML; for staff in a folder of their own."""
    staff = audience is Audience.STAFF  # its tables have the same names and must not pass for open ones
    folder = workspace.exports / "tables-staff" if staff else workspace.exports
    folder.mkdir(parents=True, exist_ok=True)
    with open_archive(workspace.opened().archive, read_only=True) as archive:
        tables = export_tables(
            archive, folder, audience=audience, lang=language, archive_name=settings.archive_name
        )
        path = folder / _file_name("graph", audience, ".graphml")
        return (*tables, export_graphml(projection_for(archive, audience), path))
