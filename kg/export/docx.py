"""A topic pack as a Word file that a teacher can change: sources with citations, a time line, questions."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from kg.curation.packs import Pack, PackEntry
from kg.export.dates import life, said
from kg.export.packing import ExportReport, repacked, written
from kg.export.texts import export_texts

LATIN, EAST = "Times New Roman", "宋体"
HEADING = "黑体"
RED = RGBColor(0x9E, 0x2A, 0x2B)
_MADE = datetime(2000, 1, 1)  # a fixed day: the same pack is the same file
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32)], " ")


def export_docx(pack: Pack, path: Path) -> ExportReport:
    """Write a topic pack as a Word file."""
    out = io.BytesIO()
    document_of(pack).save(out)
    return ExportReport(path=written(path, repacked(out.getvalue())), items=len(pack.sources))


def document_of(pack: Pack) -> Any:
    """The pack as a document of python-docx."""
    words = export_texts(pack.language)
    document = Document()
    _dress(document, pack)
    document.add_heading(_plain(pack.title), level=0)
    if pack.sample:
        document.add_paragraph(words["sample"], style="Intense Quote")
    document.add_heading(words["overview"], level=1)
    for line in pack.overview:
        document.add_paragraph(_plain(line))
    document.add_paragraph(words["pack_note"])
    for heading, entries in (("people", pack.people), ("places", pack.places), ("others", pack.others)):
        _entries(document, words[heading], entries, pack=pack)
    _timeline(document, pack)
    _sources(document, pack)
    _questions(document, pack)
    return document


def _dress(document: Any, pack: Pack) -> None:
    """Fonts for Latin, Cyrillic and Chinese, and properties that say no time and no person."""
    for name, east in (("Normal", EAST), ("Title", HEADING), ("Heading 1", HEADING), ("Heading 2", HEADING)):
        style = document.styles[name]
        style.font.name = LATIN
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
        fonts.set(qn("w:ascii"), LATIN)
        fonts.set(qn("w:hAnsi"), LATIN)
        fonts.set(qn("w:eastAsia"), east)
        if name != "Normal":
            style.font.color.rgb = RED
    document.styles["Normal"].font.size = Pt(11)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = _plain(pack.title), "Dangmai", "Dangmai"
    about.comments, about.created, about.modified, about.revision = "", _MADE, _MADE, 1


def _entries(document: Any, heading: str, entries: tuple[PackEntry, ...], *, pack: Pack) -> None:
    if not entries:
        return
    words = export_texts(pack.language)
    document.add_heading(heading, level=1)
    for entry in entries:
        line = document.add_paragraph(style="List Bullet")
        line.add_run(_plain(entry.entity.label)).bold = True
        span = life(entry.begin, entry.end, pack.language)
        also = f"{words['also']} {'、'.join(entry.names[:6])}" if entry.names else ""
        unsure = words["unsure"] if entry.entity.certainty != "certain" else ""
        tail = " · ".join(filter(None, (span, also, unsure)))
        line.add_run(_plain(f"  {tail}" if tail else ""))


def _timeline(document: Any, pack: Pack) -> None:
    if not pack.timeline:
        return
    words = export_texts(pack.language)
    document.add_heading(words["timeline"], level=1)
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, ("when", "what", "source"), strict=True):
        cell.paragraphs[0].add_run(words[heading]).bold = True
    for item in pack.timeline:
        cells = table.add_row().cells
        unsure = f" ({words['unsure']})" if item.certainty != "certain" else ""
        cells[0].text = _plain(f"{said(item.edtf, pack.language)}{unsure}")
        cells[1].text = _plain(_happened(item.label, [one.label for one in item.participants], item.source))
        numbers = (pack.source_number(passage) for passage in item.passages)
        cells[2].text = "".join(f"[{number}]" for number in numbers if number)


def _happened(label: str, who: list[str], source: str) -> str:
    return f"{label}（{'、'.join(who)}）" if who and source == "mention" else label


def _sources(document: Any, pack: Pack) -> None:
    document.add_heading(export_texts(pack.language)["sources"], level=1)
    for source in pack.sources:
        document.add_heading(f"[{source.number}] {_plain(source.record.title)}", level=2)
        quote = document.add_paragraph(style="Quote")
        quote.add_run(_plain(source.passage.prefix)).font.color.rgb = RGBColor(0x8A, 0x82, 0x76)
        quote.add_run(_plain(source.passage.quote))
        quote.add_run(_plain(source.passage.suffix)).font.color.rgb = RGBColor(0x8A, 0x82, 0x76)
        document.add_paragraph(_plain(source.citation))


def _questions(document: Any, pack: Pack) -> None:
    if not pack.questions:
        return
    words = export_texts(pack.language)
    document.add_heading(words["questions"], level=1)
    for number, question in enumerate(pack.questions, start=1):
        document.add_paragraph(_plain(f"{number}. {question.text}"))
        document.add_paragraph(_plain(f"{words['hint']}: {question.hint}")).paragraph_format.left_indent = Pt(
            22
        )
    document.add_page_break()
    document.add_heading(f"{words['answers']} ({words['as_said']})", level=1)
    for number, question in enumerate(pack.questions, start=1):
        numbers = "".join(f"[{one}]" for one in question.sources)
        document.add_paragraph(_plain(f"{number}. {question.answer} {numbers}"))


def _plain(text: str) -> str:
    """A text without what XML cannot hold: page breaks and control signs become spaces."""
    return "".join(
        " " if 0xD800 <= ord(one) <= 0xDFFF or one in "\ufffe\uffff" else one
        for one in text.translate(_NOT_XML)
    )
