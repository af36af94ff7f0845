"""Render the sample sources to the files an archive would hand over, and to gold answers.

Run by hand, after a source has changed:

    python data/sample/render.py --font SERIF_TC.ttf --font SERIF_JP.ttf --font SERIF_SC.ttf

Reads `source/NN-*.txt`; writes `archive/` (texts, DOCX, PDF, scans, ALTO, the catalogue) and
`../gold/sample.jsonl`. A page is set in the first font that has all its characters, so the order
of `--font` matters. The committed files were made with Noto Serif TC 0.4.4, Noto Serif JP 0.4.3
and Noto Serif SC 0.4.3 (npm `@expo-google-fonts/noto-serif-*`, 400Regular, OFL; not committed), Pillow
13.0, reportlab 5.1, numpy 2.4, fonttools, python-docx 1.2 and openpyxl 3.1. With the same versions
a second run changes no byte: noise is seeded by the reference, dates inside containers are fixed.
"""

import argparse
import io
import json
import re
import zipfile
import zlib
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np
from aged_print import HEIGHT, WIDTH, Fonts, Placed, as_jpeg, as_png, colored, fit, scan, wrap
from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font as CellFont
from PIL import ImageFont
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from sources import Source, check, read_sources

HERE = Path(__file__).resolve().parent
ARCHIVE, GOLD = HERE / "archive", HERE.parent / "gold" / "sample.jsonl"
CATALOGUE = "目录.xlsx"
COLUMNS = "全宗号 目录号 案卷号 件号 档号 题名 责任者 日期 密级 开放标识 保管期限 文件名".split()
EPOCH = (1980, 1, 1, 0, 0, 0)
FIXED = "2020-01-01T00:00:00Z"
ONE_PAGE = range(34, 23, -1)  # sizes to try, in pixels


def file_of(source: Source) -> Path:
    """Where a source is rendered to."""
    return ARCHIVE / source.head["file"]


def write_txt(source: Source, fonts: Fonts) -> None:
    """Plain text in its own encoding."""
    encoding = source.head.get("encoding", "utf-8").lower()
    text = source.text.replace("\n", "\r\n") if source.head.get("newline") == "crlf" else source.text
    if encoding == "utf-16":  # the codec's own order depends on the machine
        text, encoding = "\ufeff" + text, "utf-16-le"
    try:
        file_of(source).write_bytes(text.encode(encoding))
    except UnicodeEncodeError as error:
        bad = source.text[error.start : error.end]
        raise SystemExit(f"{file_of(source).name}: {encoding} cannot write {bad!r}.") from None


def write_docx(source: Source, fonts: Fonts) -> None:
    """A word-processor file: the title as heading, then the paragraphs."""
    document = Document()
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", source.head["title"]
    document.add_heading(source.head["title"], level=1)
    for line in source.lines:
        if line != source.head["title"]:
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    file_of(source).write_bytes(timeless(out.getvalue()))


def timeless(container: bytes) -> bytes:
    """The same zip container with fixed dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(container)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:\w+ [^>]*>)[^<]*", rb"\g<1>" + FIXED.encode(), data)
            new.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def write_pdf(source: Source, fonts: Fonts) -> None:
    """A PDF whose text can be copied."""
    path = fonts.pick(source.text)
    pdfmetrics.registerFont(TTFont(Path(path).stem, path))
    size, leading, margin = 12, 21, 72
    canvas = Canvas(str(file_of(source)), pagesize=A4, pageCompression=1)
    canvas.setTitle(source.head["title"])

    def measure(text: str) -> float:
        return pdfmetrics.stringWidth(text, Path(path).stem, size)

    y = A4[1] - margin
    canvas.setFont(Path(path).stem, size)
    for number, line in enumerate(source.lines):
        indent = 2.0 * size if number and not line.startswith("【") else 0.0
        for index, piece in enumerate(wrap(line, measure, A4[0] - 2 * margin, indent)):
            if y < margin:
                canvas.showPage()
                canvas.setFont(Path(path).stem, size)
                y = A4[1] - margin
            canvas.drawString(margin + (0.0 if index else indent), y, piece)
            y -= leading
    canvas.save()


def write_scan_png(source: Source, fonts: Fonts) -> None:
    """One scanned page."""
    pages = list(scan(source, fonts, ONE_PAGE))
    if len(pages) > 1:
        raise SystemExit(f"{file_of(source).name}: the text does not fit on one page.")
    file_of(source).write_bytes(as_png(pages[0]))


def write_scan_pdf(source: Source, fonts: Fonts) -> None:
    """Scanned pages in a PDF without text."""
    canvas = Canvas(str(file_of(source)), pagesize=A4, pageCompression=1)
    canvas.setTitle(source.head["title"])
    for page in scan(source, fonts, range(44, 43, -1)):
        canvas.drawImage(ImageReader(io.BytesIO(as_jpeg(colored(page).convert("RGB"), 45))), 0, 0, *A4)
        canvas.showPage()
    canvas.save()


def write_alto(source: Source, fonts: Fonts) -> None:
    """A page image (deskewed, so the boxes fit) and its ALTO 4 transcription."""
    image = file_of(source).with_suffix(".png")
    pages = list(scan(source, fonts, ONE_PAGE, skewed=False))
    image.write_bytes(as_png(pages[0]))
    font, (page,) = fit(source, fonts.pick(source.text), ONE_PAGE)
    rng = np.random.default_rng(zlib.crc32(source.head["ref"].encode()))
    blocks: dict[int, list[Placed]] = {}
    for placed in page:
        blocks.setdefault(placed.paragraph, []).append(placed)
    body = "".join(alto_block(n, lines, font, rng) for n, lines in blocks.items())
    file_of(source).write_text(
        ALTO.format(image=quoteattr(image.name)[1:-1], body=body, w=WIDTH, h=HEIGHT), "utf-8"
    )


def alto_block(
    number: int, lines: list[Placed], font: ImageFont.FreeTypeFont, rng: np.random.Generator
) -> str:
    """One paragraph as an ALTO text block, a String a line."""
    out, em = [], int(font.size)
    for index, placed in enumerate(lines):
        box = f'HPOS="{placed.x:.0f}" VPOS="{placed.y:.0f}" WIDTH="{font.getlength(placed.text):.0f}" HEIGHT="{em * 1.4:.0f}"'
        sure = f"{0.90 + 0.09 * rng.random():.2f}"
        out.append(
            f'          <TextLine ID="b{number}l{index}" {box}>\n'
            f'            <String ID="b{number}l{index}s0" CONTENT={quoteattr(placed.text)} {box} WC="{sure}"/>\n'
            f"          </TextLine>\n"
        )
    left, top = min(p.x for p in lines), lines[0].y
    width = max(p.x + font.getlength(p.text) for p in lines) - left
    height = lines[-1].y + em * 1.4 - top
    box = f'HPOS="{left:.0f}" VPOS="{top:.0f}" WIDTH="{width:.0f}" HEIGHT="{height:.0f}"'
    return f'        <TextBlock ID="b{number}" {box}>\n{"".join(out)}        </TextBlock>\n'


ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" SCHEMAVERSION="4.2">
  <Description>
    <MeasurementUnit>pixel</MeasurementUnit>
    <sourceImageInformation>
      <fileName>{image}</fileName>
    </sourceImageInformation>
  </Description>
  <Layout>
    <Page ID="p1" PHYSICAL_IMG_NR="1" WIDTH="{w}" HEIGHT="{h}">
      <PrintSpace HPOS="0" VPOS="0" WIDTH="{w}" HEIGHT="{h}">
{body}      </PrintSpace>
    </Page>
  </Layout>
</alto>
"""

WRITERS = {"txt": write_txt, "docx": write_docx, "pdf": write_pdf, "scan-png": write_scan_png,
           "scan-pdf": write_scan_pdf, "alto": write_alto}  # fmt: skip


def write_catalogue(sources: list[Source]) -> None:
    """The finding aid: one row a file, every cell text."""
    book = Workbook()
    sheet = book.active
    sheet.title = "目录"
    sheet.append(COLUMNS)
    for source in sources:
        head = source.head
        keys = ("ref", "title", "creator", "date", "secrecy", "open", "retention", "file")
        sheet.append([*head["ref"].split("-"), *(head[key] for key in keys)])
    for cell in sheet[1]:
        cell.font = CellFont(bold=True)
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDEFGHIJKL", (8, 8, 8, 8, 18, 46, 26, 26, 8, 10, 10, 34), strict=True):
        sheet.column_dimensions[column].width = width
    out = io.BytesIO()
    book.save(out)
    (ARCHIVE / CATALOGUE).write_bytes(timeless(out.getvalue()))


def write_gold(sources: list[Source]) -> None:
    """The gold answers, checked against the files as they stand in the archive."""
    lines = []
    for source in sources:
        head = source.head
        if head["gold"] != "yes":
            continue
        text = file_of(source).read_bytes().decode(head["encoding"])
        for span in [*source.entities, *source.dates]:
            if text[span["start"] : span["end"]] != span["text"]:
                raise SystemExit(f"{file_of(source).name}: {span} does not stand in the file.")
        lines.append(json.dumps(
            {"id": head["ref"], "lang": head["lang"], "script": head["script"],
             "kind": source.kind, "source": {"title": head["title"], "ref": head["ref"]},
             "text": text, "entities": source.entities, "relations": source.relations,
             "dates": source.dates, "events": source.events}, ensure_ascii=False))  # fmt: skip
    GOLD.parent.mkdir(parents=True, exist_ok=True)
    GOLD.write_text("".join(line + "\n" for line in lines), "utf-8")


def main() -> None:
    """Render everything; leave nothing in the archive that no source asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--font", action="append", required=True, help="a TTF; may be given several times")
    fonts = Fonts(parser.parse_args().font)
    rl_config.invariant = 1
    sources = read_sources(HERE / "source")
    check(sources)
    ARCHIVE.mkdir(exist_ok=True)
    for source in sources:
        WRITERS[source.head["format"]](source, fonts)
    write_catalogue(sources)
    write_gold(sources)
    wanted = {s.head["file"] for s in sources} | {CATALOGUE}
    wanted |= {file_of(s).with_suffix(".png").name for s in sources if s.head["format"] == "alto"}
    for stray in sorted(p for p in ARCHIVE.iterdir() if p.name not in wanted):
        print(f"removed {stray.name}: no source asks for it")
        stray.unlink()
    print(
        f"{len(sources)} sources, {len(wanted)} files, {sum(p.stat().st_size for p in ARCHIVE.iterdir())} bytes"
    )


if __name__ == "__main__":
    main()
