"""Each format of an archive becomes a text, or one sentence that says why not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from extraction.read import Catalogue, OcrLine, ReadFile, read_file
from ontology.errors import BadInput
from ontology.records import PAGE_BREAK, Record

PARAGRAPH = "一九三六年三月，东北抗日联军第一军在濛江县召开会议。"


class OneLine:
    """An engine that reads the same line on every picture: what a scan needs besides the real thing."""

    version = "one line 1"

    def __init__(self, *lines: OcrLine) -> None:
        """Keep what it will read."""
        self._lines = lines

    def read(self, image: bytes) -> tuple[OcrLine, ...]:
        """The lines, if the picture is one."""
        with Image.open(io.BytesIO(image)) as picture:
            picture.load()
        return self._lines


def _read(path: Path, *, ocr: OneLine | None = None) -> ReadFile:
    return read_file(path, name=path.name, catalogue=Catalogue(), archive_code="T", ocr=ocr)


def _record(path: Path, *, ocr: OneLine | None = None) -> Record:
    """The record of a file that must be readable, its pages checked."""
    record = _read(path, ocr=ocr).record
    assert record is not None
    assert PAGE_BREAK.join(record.text[page.start : page.end] for page in record.pages) == record.text
    return record


def _write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _pdf(*contents: str, extra: bytes = b"") -> bytes:
    """A small PDF with one page for each content stream, in Helvetica."""
    kids = " ".join(f"{10 + 2 * at} 0 R" for at in range(len(contents)))
    parts = [
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>endobj\n".encode(),
        b"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n",
    ]
    for at, content in enumerate(contents):
        parts.append(
            f"{10 + 2 * at} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents {11 + 2 * at} 0 R"
            f"/Resources<</Font<</F 3 0 R>>>>>>endobj\n{11 + 2 * at} 0 obj<</Length {len(content)}>>stream\n"
            f"{content}\nendstream endobj\n".encode()
        )
    return b"".join([*parts, b"trailer<</Root 1 0 R", extra, b">>\n%%EOF"])


def _show(text: str, *, x: int, y: int) -> str:
    return f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET\n"


def _png(*, size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, format="PNG")
    return out.getvalue()


# plain text


def test_a_text_file_stays_exactly_as_it_was(tmp_path: Path) -> None:
    """L0 is the decoded file: line ends, spaces and all."""
    text = f"{PARAGRAPH}\r\n  第二行  \r\n"

    record = _record(_write(tmp_path, "a.txt", text.encode("gb18030")))

    assert record.text == text
    assert record.encoding == "gb18030"


def test_form_feeds_part_the_pages_of_a_text(tmp_path: Path) -> None:
    """A typed file with page breaks has pages, and no character of it is lost."""
    record = _record(_write(tmp_path, "a.txt", f"{PARAGRAPH}\f{PARAGRAPH}第二页".encode()))

    assert [page.number for page in record.pages] == [1, 2]
    assert record.text[record.pages[1].start :].endswith("第二页")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t", "holds no text"),
        ("a.txt", bytes(range(256)) * 9, "binary, not text"),
        ("a.txt", b"%PDF-1.7 ...", "by its content it is a PDF"),
        ("a.txt", b"\x89PNG\r\n\x1a\n...", "by its content it is a PNG image"),
        ("a.txt", b"x" * 50_000_000, "the limit is"),
        ("a.txt", b"x" * 6_000_000 + b"\nend", "one line is 6.0 MB long"),
        ("a.txt", b"short line\n" * 2_000_000, "it is 22.0 MB; the limit is 20 MB"),
        ("a.txt", b"short line\n" * 4_000_000, "it is 44.0 MB; the limit is 20 MB"),
        ("a.docx", b"PK\x03\x04 not a zip", "not a whole .docx file"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "locked with a password or in an old Office format"),
        ("a.pdf", b"%PDF-1.4 garbage", "not a whole PDF"),
        ("a.pdf", b"", "empty (0 bytes)"),
        ("a.png", b"no picture", "cannot be decoded"),
        ("a.png", _png(size=(900, 900))[:400], "cannot be decoded"),
        ("a.xml", b"<alto><Layout>", "is not XML"),
        ("a.xml", b"<tei>text</tei>", "its XML is <tei>, not ALTO"),
        ("a.doc", b"old", "files of the kind .doc are not read"),
        ("a.py", b"print()", "files of the kind .py are not read"),
        ("README", b"text", "files of the kind without a suffix are not read"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """A bad file becomes a problem with its name, a reason and a remedy; nothing is raised."""
    path = _write(tmp_path, name, data)

    found = _read(path, ocr=OneLine())

    assert found.record is None
    assert found.problem is not None
    assert reason in found.problem.reason
    assert found.problem.place == name
    assert found.problem.remedy


# Word


def _word(folder: Path, build: Callable[[docx.document.Document], None]) -> Path:
    document = docx.Document()
    build(document)
    path = folder / "a.docx"
    document.save(str(path))
    return path


def test_a_word_file_keeps_the_order_of_its_body(tmp_path: Path) -> None:
    """Paragraphs and table rows come as they stand, one line each, cells parted by tabs."""

    def build(document: docx.document.Document) -> None:
        document.add_paragraph("名册")
        table = document.add_table(2, 2)
        for at, text in enumerate(("姓名", "职务", "杨靖宇", "军长")):
            table.cell(at // 2, at % 2).text = text
        document.add_paragraph("完")

    record = _record(_word(tmp_path, build))

    assert record.text == "名册\n姓名\t职务\n杨靖宇\t军长\n完"


def test_tracked_text_and_text_boxes_are_not_lost(tmp_path: Path) -> None:
    """Insertions count, deletions do not, and a text box follows the paragraph it hangs on."""
    xml = (
        f"<w:p {nsdecls('w')}><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:r><w:tab/><w:t>丁</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )

    def build(document: docx.document.Document) -> None:
        document.element.body.insert(0, parse_xml(xml))

    record = _record(_word(tmp_path, build))

    assert record.text == "甲乙\t丁\n框"


def test_a_word_file_without_words_is_a_problem(tmp_path: Path) -> None:
    """Perhaps it holds a picture only."""
    path = _word(tmp_path, lambda document: None)

    assert "holds no text" in str(_read(path).problem)


def test_a_zip_that_is_no_word_file_is_a_problem(tmp_path: Path) -> None:
    """A container of another kind."""
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("x.txt", "x")

    assert "not a whole .docx file" in str(_read(path).problem)


def test_footnotes_of_a_word_file_are_noted(tmp_path: Path) -> None:
    """What the reader leaves out it says."""
    path = _word(tmp_path, lambda document: document.add_paragraph("正文") and None)
    document = docx.Document(str(path))
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(path))

    assert _record(path).notes == ("its footnotes were not read",)


def test_a_swollen_container_is_refused_unopened(tmp_path: Path) -> None:
    """A few kilobytes may unpack to more than the memory."""
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container, container.open("big", "w") as part:
        for _ in range(301):
            part.write(bytes(1_000_000))

    assert "unpacked it would take 301 MB" in str(_read(path).problem)


def test_a_container_with_a_broken_part_is_a_problem(tmp_path: Path) -> None:
    """A byte lost inside the zip."""
    path = _word(tmp_path, lambda document: document.add_paragraph(PARAGRAPH) and None)
    data = bytearray(path.read_bytes())
    at = data.index(b"word/document.xml") + 200
    data[at : at + 40] = bytes(40)
    path.write_bytes(data)

    assert "not a whole .docx file" in str(_read(path).problem)


# PDF


def test_a_pdf_gives_its_pages_with_boxes(tmp_path: Path) -> None:
    """Pages are joined by a form feed; every line lies on the picture of its page, every character in it."""
    data = _pdf(
        _show("First line", x=50, y=350) + _show("Second", x=50, y=330), _show("Page two", x=50, y=350)
    )

    found = _read(_write(tmp_path, "a.pdf", data))

    record = _record(tmp_path / "a.pdf")
    assert record.text == "First line\nSecond\fPage two"
    assert [image.name for image in found.images] == [page.image for page in record.pages]
    for page in record.pages:
        for line in page.lines:
            left, top, right, bottom = line.box
            assert 0 <= left < right <= page.width
            assert 0 <= top < bottom <= page.height
            assert len(line.char_boxes) == line.end - line.start
    assert record.pages[0].width == 834
    assert abs(record.pages[0].lines[0].box[0] - 50 * 150 / 72) < 4


def test_columns_of_a_pdf_are_not_interleaved(tmp_path: Path) -> None:
    """Two columns that the file draws row by row are read one after the other."""
    rows = range(5)
    drawn = "".join(
        _show(f"left column row {row}", x=40, y=350 - 20 * row)
        + _show(f"right column row {row}", x=220, y=350 - 20 * row)
        for row in rows
    )

    record = _record(_write(tmp_path, "a.pdf", _pdf(drawn)))

    expected = [f"left column row {row}" for row in rows] + [f"right column row {row}" for row in rows]
    assert record.text.split("\n") == expected


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    """A password is not guessed."""
    lock = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32)

    found = _read(_write(tmp_path, "a.pdf", _pdf(_show("secret", x=50, y=350), extra=lock)))

    assert "locked with a password" in str(found.problem)


def test_vertical_print_in_a_pdf_is_read_from_right_to_left(tmp_path: Path) -> None:
    """Characters drawn one under the other make a column."""
    columns = {300: "first", 260: "second", 220: "third"}
    drawn = "".join(
        _show(char, x=x, y=350 - 14 * at) for x, word in columns.items() for at, char in enumerate(word)
    )

    record = _record(_write(tmp_path, "a.pdf", _pdf(drawn)))

    assert record.text == "first\nsecond\nthird"
    assert {line.direction for line in record.pages[0].lines} == {"v"}


def test_a_text_layer_of_broken_codes_is_not_trusted(tmp_path: Path) -> None:
    """A font whose codes mean nothing looks right and reads as noise: such a page is read by OCR."""
    data = _pdf(_show("xyz", x=50, y=350)).replace(
        b"/BaseFont/Helvetica", b"/BaseFont/Helvetica/ToUnicode 4 0 R"
    )
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfrange <78> <7A> <E000> endbfrange endcmap end"
    )
    data = data.replace(
        b"trailer", b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer" % (len(table), table)
    )
    line = OcrLine(text="读", box=(1, 2, 30, 20), score=0.99)

    record = _record(_write(tmp_path, "a.pdf", data), ocr=OneLine(line))

    assert record.text == "读"


def test_a_turned_page_keeps_its_boxes_on_the_picture(tmp_path: Path) -> None:
    """A page that is shown sideways has its boxes sideways."""
    data = _pdf(_show("Turned", x=50, y=350)).replace(b"/MediaBox", b"/Rotate 90/MediaBox")

    (line,) = _record(_write(tmp_path, "a.pdf", data)).pages[0].lines

    left, top, right, bottom = line.box
    assert bottom - top > right - left
    assert 0 <= left < right <= 834


def test_a_broken_page_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    """What could be read is kept, what could not is noted; a PDF of nothing but ruins is a problem."""
    pages = _pdf(_show("whole", x=50, y=350), _show("lost", x=50, y=350))
    half = _write(tmp_path, "a.pdf", pages.replace(b"12 0 R]", b"99 0 R]"))
    ruin = _write(tmp_path, "b.pdf", pages.replace(b"[10 0 R 12 0 R]", b"[98 0 R 99 0 R]"))

    record = _record(half)
    assert record.text == "whole\f"
    assert record.notes == ("page 2: it is broken and was not read",)
    assert "it has no whole page" in str(_read(ruin).problem)


def test_a_page_without_text_is_read_by_ocr(tmp_path: Path) -> None:
    """A PDF may mix typed and scanned pages."""
    data = _pdf(_show("typed", x=50, y=350), "0 0 m 100 100 l S")
    line = OcrLine(text="扫描", box=(1, 2, 30, 20), score=0.99)

    record = _record(_write(tmp_path, "a.pdf", data), ocr=OneLine(line))

    assert record.text == "typed\f扫描"
    assert record.pages[1].width == 1112


def test_a_scanned_page_without_ocr_is_noted(tmp_path: Path) -> None:
    """What was not read is said on the record; where nothing was read, it is a problem."""
    mixed = _write(tmp_path, "a.pdf", _pdf(_show("typed", x=50, y=350), "0 0 m 100 100 l S"))
    scan = _write(tmp_path, "b.pdf", _pdf("0 0 m 100 100 l S"))

    assert _record(mixed).notes == ("page 2: no text layer",)
    assert "it is a scan and OCR is not installed" in str(_read(scan).problem)


# scans


def test_a_scan_is_its_lines_joined(tmp_path: Path) -> None:
    """L0 of a scanned page is what the engine read, in its order; the picture is kept as it is."""
    lines = (
        OcrLine(text="第一行", box=(0, 0, 30, 10), score=0.99, char_boxes=((0, 0, 10, 10),) * 3),
        OcrLine(text="第二行", box=(0, 12, 30, 22), score=0.75),
    )
    path = _write(tmp_path, "a.png", _png())

    found = _read(path, ocr=OneLine(*lines))

    record = _record(path, ocr=OneLine(*lines))
    assert record.text == "第一行\n第二行"
    assert [(line.start, line.end, line.box) for line in record.pages[0].lines] == [
        (0, 3, (0, 0, 30, 10)),
        (4, 7, (0, 12, 30, 22)),
    ]
    assert record.notes == ("page 1: 1 of 2 lines were read with a score under 0.8",)
    assert found.images[0].png == path.read_bytes()
    assert found.images[0].name == f"{found.sha256[:16]}-1.png" == record.pages[0].image


def test_a_tiff_of_several_pages_is_one_record(tmp_path: Path) -> None:
    """Scanners save a file of many pages as one TIFF."""
    frames = [Image.new("L", (60, 40 + at), "white") for at in range(3)]
    path = tmp_path / "a.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:])

    record = _record(path, ocr=OneLine(OcrLine(text="页", box=(0, 0, 9, 9), score=1.0)))

    assert record.text == "页\f页\f页"
    assert [page.height for page in record.pages] == [40, 41, 42]


def test_a_photograph_without_text_is_a_record(tmp_path: Path) -> None:
    """A picture is a record too; that no text was found is noted."""
    record = _record(_write(tmp_path, "a.png", _png()), ocr=OneLine())

    assert record.text == ""
    assert record.notes == ("page 1: no text was found on the picture",)


def test_a_page_that_ocr_cannot_read_is_noted(tmp_path: Path) -> None:
    """Russian print and handwriting come out as noise: say so."""
    noise = OcrLine(text="188", box=(0, 0, 30, 10), score=0.6)

    record = _record(_write(tmp_path, "a.png", _png()), ocr=OneLine(noise))

    assert any("no Russian, no handwriting" in note for note in record.notes)


def test_a_scan_without_ocr_names_the_missing_part(tmp_path: Path) -> None:
    """The remedy is the command that installs it."""
    found = _read(_write(tmp_path, "a.png", _png()))

    assert found.problem is not None
    assert "pip install" in found.problem.remedy


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "I;16"])
def test_unusual_pictures_are_made_plain(tmp_path: Path, mode: str) -> None:
    """Transparency becomes paper and 16 bits of gray become 8, so that what is shown is what was read."""
    path = tmp_path / "a.png"
    if mode == "I;16":
        Image.new(mode, (60, 40), 40_000).save(path)
    else:
        clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
        clear.convert(mode).save(path, **({"transparency": 0} if mode == "P" else {}))

    found = _read(path, ocr=OneLine())

    with Image.open(io.BytesIO(found.images[0].png)) as shown:
        assert shown.convert("L").getpixel((5, 5)) == (156 if mode == "I;16" else 255)


def test_a_picture_of_too_many_pixels_is_a_problem(tmp_path: Path) -> None:
    """A small file may unpack to a wall."""
    path = tmp_path / "a.png"
    Image.new("1", (14_000, 14_000)).save(path)

    assert "too many pixels" in str(_read(path, ocr=OneLine()).problem)


class Refusing(OneLine):
    """An engine that cannot take a picture."""

    def read(self, image: bytes) -> tuple[OcrLine, ...]:
        """Refuse."""
        raise BadInput("OCR", "the picture is a strip", "Give whole pages.")


def test_a_picture_the_engine_refuses_is_a_problem_of_its_file(tmp_path: Path) -> None:
    """The run goes on, and the sentence names the file."""
    found = _read(_write(tmp_path, "a.png", _png()), ocr=Refusing())

    assert str(found.problem) == "a.png: the picture is a strip. Give whole pages."


# ALTO

ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v{version}#"><Layout><Page WIDTH="600" HEIGHT="400">
<PrintSpace><TextBlock>
<TextLine HPOS="10" VPOS="10" WIDTH="200" HEIGHT="20">
<String CONTENT="Штаб" HPOS="10" VPOS="10" WIDTH="80" HEIGHT="20" WC="0.9"/>
<String CONTENT="армии" HPOS="110" VPOS="10" WIDTH="100" HEIGHT="20" WC="0.7"/></TextLine>
<TextLine HPOS="10" VPOS="40" WIDTH="80" HEIGHT="20">
<String CONTENT="抗日" HPOS="10" VPOS="40" WIDTH="40" HEIGHT="20"/>
<String CONTENT="联军" HPOS="50" VPOS="40" WIDTH="40" HEIGHT="20"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>"""


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_alto_gives_text_and_boxes(tmp_path: Path, version: str) -> None:
    """Words are parted by spaces where their script does so; boxes are spread over the characters."""
    record = _record(_write(tmp_path, "a.xml", ALTO.format(version=version).encode()))

    assert record.text == "Штаб армии\n抗日联军"
    first, second = record.pages[0].lines
    assert first.score == pytest.approx(0.8)
    assert second.char_boxes == ((10, 40, 30, 60), (30, 40, 50, 60), (50, 40, 70, 60), (70, 40, 90, 60))
    assert len(first.char_boxes) == len("Штаб армии")


def test_alto_boxes_fit_the_picture_beside_it(tmp_path: Path) -> None:
    """A file measured in other units is scaled to its scan."""
    _write(tmp_path, "a.png", _png(size=(1200, 800)))

    record = _record(_write(tmp_path, "a.xml", ALTO.format(version="3").encode()))

    assert record.pages[0].lines[1].box == (20, 80, 180, 120)
    assert (record.pages[0].width, record.pages[0].height) == (1200, 800)


def test_alto_survives_a_broken_scan(tmp_path: Path) -> None:
    """The text is there; that the page cannot be shown is noted."""
    _write(tmp_path, "a.png", b"no picture")

    record = _record(_write(tmp_path, "a.xml", ALTO.format(version="3").encode()))

    assert record.text == "Штаб армии\n抗日联军"
    assert record.notes == ("the scan beside it is not shown: the picture cannot be decoded",)


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("<alto><Layout/></alto>", "holds no page"),
        ("<alto><Page><TextLine><String CONTENT=' '/></TextLine></Page></alto>", "holds no text"),
    ],
)
def test_an_alto_without_text_is_a_problem(tmp_path: Path, xml: str, reason: str) -> None:
    """Somebody exported nothing."""
    assert reason in str(_read(_write(tmp_path, "a.xml", xml.encode())).problem)


def test_alto_without_measures_still_gives_its_text(tmp_path: Path) -> None:
    """Hyphens and spaces count; a line without its own place has that of its words; bad numbers are 0."""
    xml = (
        "<alto><Page WIDTH='x'><TextLine><String CONTENT='Хаба' HPOS='10' WIDTH='40' VPOS='5' HEIGHT='9'/>"
        "<HYP CONTENT='-'/></TextLine><TextLine><String CONTENT='奉'/><SP/><String CONTENT='天'/></TextLine>"
        "<TextLine VPOS='0' WIDTH='9' HEIGHT='40'><String CONTENT='抗联' WIDTH='9' HEIGHT='40'/></TextLine>"
        "</Page></alto>"
    )

    record = _record(_write(tmp_path, "a.xml", xml.encode()))

    assert record.text == "Хаба-\n奉 天\n抗联"
    assert record.pages[0].lines[0].box == (0, 0, 50, 14)
    assert record.pages[0].lines[2].char_boxes == ((0, 0, 9, 20), (0, 20, 9, 40))


def test_xml_with_a_document_type_is_refused(tmp_path: Path) -> None:
    """Entities could read other files: none are allowed."""
    secret = _write(tmp_path, "secret.txt", b"secret")
    data = f'<!DOCTYPE alto [<!ENTITY x SYSTEM "{secret.as_uri()}">]><alto>&x;</alto>'.encode()

    found = _read(_write(tmp_path, "a.xml", data))

    assert "declares a document type" in str(found.problem)
