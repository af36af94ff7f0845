"""A topic pack as a PDF for print. WeasyPrint and Pango are optional; nothing is fetched from a network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import ImageFile

from kg.curation.packs import Pack
from kg.export.dates import life, said
from kg.export.packing import ExportReport, written
from kg.export.pages import asset, environment, font_css, font_files
from kg.export.texts import export_texts
from ontology.errors import MissingPart

_FONTS = "font:"


def export_pdf(pack: Pack, path: Path, *, fonts: Path | None = None) -> ExportReport:
    """Write a topic pack as a PDF, with the fonts of a folder."""
    return ExportReport(path=written(path, pdf_of(pack, fonts=fonts)), items=len(pack.sources))


def pdf_of(pack: Pack, *, fonts: Path | None = None) -> bytes:
    """The pack as the bytes of a PDF."""
    weasyprint = _weasyprint()
    files = font_files(fonts)
    css = font_css(list(files), base=_FONTS, apart=True) + asset("pack.css").decode("utf-8")

    fetcher = _only(files, weasyprint)
    document = weasyprint.HTML(string=html_of(pack), url_fetcher=fetcher, base_url=_FONTS)
    config = weasyprint.text.fonts.FontConfiguration()
    sheet = weasyprint.CSS(string=css, font_config=config, url_fetcher=fetcher, base_url=_FONTS)
    made: bytes = document.write_pdf(stylesheets=[sheet], font_config=config)
    return made


def html_of(pack: Pack) -> str:
    """The pack as the page that becomes the PDF."""
    words = export_texts(pack.language)
    groups = [(words["people"], pack.people), (words["places"], pack.places), (words["others"], pack.others)]
    page = environment().get_template("pack.html.j2")
    return page.render(pack=pack, words=words, groups=groups, life=life, said=said)


def _only(files: Mapping[str, bytes], weasyprint: Any) -> Any:
    """A fetcher that gives out the fonts and refuses all else, so that no text of an archive can call a stranger."""

    class FontsOnly(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            name = url.removeprefix(_FONTS)
            if not url.startswith(_FONTS) or name not in files:
                raise ValueError("only the fonts of the export are read")
            return weasyprint.urls.URLFetcherResponse(url, files[name], {"Content-Type": "font/woff2"})

    return FontsOnly()


def _weasyprint() -> Any:
    """The optional library, or a sentence with both commands that install it."""
    patient = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint
        import weasyprint.text.fonts
        import weasyprint.urls
    except (ImportError, OSError) as error:  # OSError: the package is there and Pango is not
        raise MissingPart(
            "PDF",
            f"WeasyPrint or Pango is missing ({error})",
            'Run: pip install -e ".[pdf]" and, on Debian or Ubuntu: '
            "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Or export as DOCX.",
        ) from error
    finally:  # WeasyPrint makes Pillow take cut-off pictures for whole ones; a reader of scans must notice them
        ImageFile.LOAD_TRUNCATED_IMAGES = patient
    return weasyprint
