"""An exhibition as a zip that opens by double click: one page, its style, fonts and page images, no network."""

from __future__ import annotations

from pathlib import Path

from kg.curation.exhibitions import Exhibition
from kg.curation.questions import kind_label
from kg.export.packing import ExportReport, written, zipped
from kg.export.pages import asset, environment, font_css, font_files
from kg.export.showing import shown
from kg.export.shown import Options, Show, ShownEntity
from kg.queries.sight import Sight
from kg.records.reader import ArchiveReader
from ontology.access import Audience
from ontology.kinds import MARKED

PUBLIC = Options()


def export_site(
    archive: ArchiveReader, exhibition: Exhibition, path: Path, *, options: Options = PUBLIC
) -> ExportReport:
    """Write an exhibition as a zip; what the audience may not see is left out and counted."""
    sight = Sight(archive, options.audience, lang=options.lang)
    show = shown(exhibition, sight, options)
    data = zipped(site_files(show, options))
    return ExportReport(path=written(path, data), items=show.items, left_out=show.left_out)


def site_files(show: Show, options: Options) -> dict[str, bytes]:
    """The files of the zip by name."""
    fonts = font_files(options.fonts)
    page = environment().get_template("exhibition.html.j2")
    html = page.render(
        show=show,
        options=options,
        words=options.words,
        staff=options.audience is Audience.STAFF,
        kinds=[(kind.value.lower(), kind_label(kind, options.lang)) for kind in MARKED],
        things={one.id: _note(one, options) for one in show.glossary},
        fonts=bool(fonts),
    )
    return {
        "index.html": html.encode("utf-8"),
        "style.css": asset("style.css"),
        "exhibition.js": asset("exhibition.js"),
        "fonts.css": font_css(list(fonts), base="fonts/").encode("utf-8"),
        **{f"fonts/{name}": data for name, data in fonts.items()},
        **show.images,
    }


def _note(thing: ShownEntity, options: Options) -> str:
    """What the note at a name says."""
    also = f"{options.words['also']} {'、'.join(thing.names[:6])}" if thing.names else ""
    unsure = options.words["unsure"] if thing.unsure else ""
    return " · ".join(filter(None, (thing.label, thing.kind_label, thing.life, also, unsure)))
