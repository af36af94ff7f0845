"""What leaves the archive: the exhibition's zip, the pack as Word and PDF, tables and the graph file."""

from __future__ import annotations

import csv
import io
import re
import shutil
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import networkx
import pypdfium2
import pytest
from docx import Document
from PIL import ImageFile

from kg.curation import (
    Exhibition,
    Item,
    ItemKind,
    Pack,
    add_item,
    add_section,
    caption,
    entity_item,
    image_item,
    new_exhibition,
    topic_pack,
)
from kg.export import (
    ExportReport,
    Options,
    export_docx,
    export_graphml,
    export_pdf,
    export_site,
    export_tables,
)
from kg.export.dates import life, said
from kg.export.packing import repacked, written, zipped
from kg.export.pdf import _weasyprint
from kg.export.texts import export_texts, ordinal
from kg.graph import project
from kg.queries import Sight
from kg.records import Archive
from ontology.access import Audience
from ontology.errors import MissingPart, WorkspaceError
from ontology.kinds import Kind
from ontology.records import Description, Line, Page, Record
from tests.builders import Sample, a_link, a_mention, a_record, an_entity

Filled = tuple[Archive, Sample]
FONTS = Path(__file__).resolve().parents[2] / "app" / "static" / "fonts"
PNG = b"\x89PNG\r\n\x1a\n fake image"
ATTACK = "<script>alert(1)</script>{{ 7*7 }}</style>\"'&"


def hung(archive: Archive, sample: Sample) -> Exhibition:
    """An exhibition of one room: a person and the open record's text."""
    made = add_section(new_exhibition("白山黑水"), "人物", text="第一段\n第二段")
    made = add_item(made, entity_item(Sight(archive, Audience.OPEN), sample.yang.id))
    whole = Item(kind=ItemKind.PASSAGE, record=sample.open.id, start=0, end=len(sample.open.text))
    return caption(add_item(made, whole), 0, 1, text="原件说明")


def files_of(report: ExportReport) -> dict[str, bytes]:
    """What is in an exported zip."""
    with zipfile.ZipFile(report.path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def page_of(report: ExportReport) -> str:
    """The page of an exported exhibition."""
    return files_of(report)["index.html"].decode("utf-8")


def a_scan(archive: Archive, folder: Path) -> Record:
    """A record of one vertical scanned page whose image lies in a folder, named and linked."""
    text = "東北抗日聯軍"
    line = Line(start=0, end=6, box=(10, 0, 20, 60), score=0.9, direction="v")
    page = Page(number=1, start=0, end=6, image="scan.png", width=100, height=200, lines=(line,))
    record = replace(a_record(text, key="TEST:009", title="竖排"), pages=(page,), script="Hant")
    (folder / "scan.png").write_bytes(PNG)
    archive.save_record(record)
    return record


def test_the_page_shows_text_marks_and_citations(filled: Filled, tmp_path: Path) -> None:
    """A passage keeps its words, marks what it names, links to the glossary and cites its page."""
    archive, sample = filled

    html = page_of(
        export_site(
            archive, hung(archive, sample), tmp_path / "a.zip", options=Options(archive_name="省档案馆")
        )
    )

    assert f'<a class="mark person" href="#{sample.yang.id}">杨靖宇</a>' in html
    assert f'id="{sample.yang.id}"' in html
    assert "档号：001-01-0001-001，第1页，省档案馆。" in html
    assert "原件说明" in html
    assert "第一单元" in html
    assert re.sub(
        r"<[^>]+>", "", html.split("<blockquote")[1].split(">", 1)[1].split("</blockquote>")[0]
    ) == (sample.open.text)


def test_the_card_of_a_thing_cites_its_claims(filled: Filled, tmp_path: Path) -> None:
    """What is claimed of a person stands on the card with the numbers of its sources."""
    archive, sample = filled

    html = page_of(export_site(archive, hung(archive, sample), tmp_path / "a.zip"))

    card = html.split('<article class="card person">')[1].split("</article>")[0]
    assert "杨靖宇 指挥 东北抗日联军第一路军（总司令）" in card
    assert 'href="#source-1"' in card


def test_what_passages_tell_is_a_time_line(filled: Filled, tmp_path: Path) -> None:
    """A dated event inside a shown passage stands on the time line with people, place and source."""
    archive, sample = filled

    html = page_of(export_site(archive, hung(archive, sample), tmp_path / "a.zip"))

    row = html.split('<ol class="timeline">')[1].split("</ol>")[0]
    assert "<time>1940年2月23日</time>" in row
    assert "1940年2月23日，杨靖宇在濛江牺牲" in row


def test_the_page_needs_no_network(filled: Filled, tmp_path: Path) -> None:
    """Every address is relative and lies in the zip; scripts are plain files and fetch nothing."""
    archive, sample = filled
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    for name in ("NotoSerifSC-SemiBold.woff2", "NotoSans-CyrillicExt-Bold.woff2", "OFL.txt"):
        (fonts / name).write_bytes(b"font")

    report = export_site(archive, hung(archive, sample), tmp_path / "a.zip", options=Options(fonts=fonts))

    files = files_of(report)
    text = "\n".join(
        data.decode("utf-8") for name, data in files.items() if name.endswith((".html", ".css", ".js"))
    )
    addresses = re.findall(r'(?:src|href)="([^"#]+)"|url\("([^"]+)"\)', text)
    assert {"".join(pair) for pair in addresses} <= set(files)
    assert "fonts/NotoSerifSC-SemiBold.woff2" in files
    assert not re.search(r"https?:|//\w|type=\"module\"|\bfetch\(|XMLHttpRequest|\bimport\b", text)


def test_texts_of_an_archive_are_only_text(filled: Filled, tmp_path: Path) -> None:
    """Markup in titles, captions, texts and names is printed, never run."""
    archive, _ = filled
    record = a_record(f"{ATTACK}坏人", key="TEST:evil", title=ATTACK)
    record = replace(record, description=replace(record.description, creator=ATTACK))
    archive.save_record(record)
    person = an_entity(f"坏人{ATTACK}")
    mention = a_mention(record, "坏人")
    archive.save_marked(record.id, "run", mentions=[mention], dates=[])
    links = [*archive.links().values(), a_link(mention, person)]
    archive.save_linked([*archive.entities(), person], links)
    whole = Item(kind=ItemKind.PASSAGE, record=record.id, start=0, end=len(record.text), caption=ATTACK)
    made = add_item(add_section(new_exhibition(ATTACK), ATTACK, text=ATTACK), whole)

    options = Options(audience=Audience.STAFF, archive_name=ATTACK)
    html = page_of(export_site(archive, made, tmp_path / "a.zip", options=options))

    assert "<script>alert" not in html
    assert "</style>" not in html
    assert "{{ 7*7 }}" in html
    assert 2 == html.count("<script")


def test_scans_travel_with_their_boxes(filled: Filled, tmp_path: Path) -> None:
    """The page image is copied under a name of its content, the passage is boxed on it, vertical stays vertical."""
    archive, _ = filled
    record = a_scan(archive, tmp_path)
    made = add_item(new_exhibition("图像"), Item(kind=ItemKind.PASSAGE, record=record.id, start=2, end=6))
    made = add_item(made, image_item(record.id, 1))

    report = export_site(archive, made, tmp_path / "a.zip", options=Options(pages=tmp_path))

    files, html = files_of(report), page_of(report)
    assert [PNG] == [data for name, data in files.items() if name.startswith("images/")]
    assert "left:10.0%;top:10.0%;width:10.0%;height:20.0%" in html
    assert 'class="vertical"' in html
    assert 2 == report.items


def test_an_image_outside_the_folder_is_not_taken(filled: Filled, tmp_path: Path) -> None:
    """A page that names a file elsewhere is shown without an image."""
    archive, _ = filled
    pages = tmp_path / "pages"
    pages.mkdir()
    (tmp_path / "scan.png").write_bytes(PNG)
    record = a_record("图", key="TEST:out")
    page = replace(record.pages[0], image="../scan.png")
    archive.save_record(replace(record, pages=(page,)))
    made = add_item(new_exhibition("图像"), Item(kind=ItemKind.PASSAGE, record=record.id, start=0, end=1))

    report = export_site(archive, made, tmp_path / "a.zip", options=Options(pages=pages))

    assert [] == [name for name in files_of(report) if name.startswith("images/")]


def test_items_that_are_gone_are_counted(filled: Filled, tmp_path: Path) -> None:
    """A vanished entity, an empty span and a page that is not there are left out, each with a sentence."""
    archive, sample = filled
    made = hung(archive, sample)
    made = add_item(made, Item(kind=ItemKind.ENTITY, ref="ent-gone"))
    made = add_item(made, Item(kind=ItemKind.PASSAGE, record=sample.open.id, start=900, end=901))
    made = add_item(made, image_item(sample.open.id, 7))

    report = export_site(archive, made, tmp_path / "a.zip")

    assert 2 == report.items
    assert ["第1单元第3项", "第1单元第4项", "第1单元第5项"] == [line[:7] for line in report.left_out]


def test_an_anchor_finds_who_now_holds_the_mention(filled: Filled, tmp_path: Path) -> None:
    """After a merge the item shows the entity that its mention belongs to now."""
    archive, sample = filled
    anchored = entity_item(Sight(archive, Audience.OPEN), sample.yang.id)
    made = add_item(new_exhibition("人物"), replace(anchored, ref="ent-before-merge"))

    html = page_of(export_site(archive, made, tmp_path / "a.zip"))

    assert f'<h3><a href="#{sample.yang.id}">杨靖宇</a></h3>' in html


def test_samples_say_that_they_are_samples(filled: Filled, tmp_path: Path) -> None:
    """A text that calls itself a sample puts the note on the cover and in the colophon."""
    archive, sample = filled
    record = a_record("【样例文本：为演示而撰写】", key="TEST:sample")
    archive.save_record(record)
    made = add_item(hung(archive, sample), Item(kind=ItemKind.PASSAGE, record=record.id, start=0, end=6))

    with_sample = page_of(export_site(archive, made, tmp_path / "a.zip"))
    without = page_of(export_site(archive, hung(archive, sample), tmp_path / "b.zip"))

    assert 2 == with_sample.count("非档案原件")
    assert "非档案原件" not in without


def test_equal_exhibitions_are_equal_bytes(filled: Filled, tmp_path: Path) -> None:
    """Exporting twice gives the same file, whenever it is done."""
    archive, sample = filled
    pack = topic_pack(archive, "T021", audience=Audience.OPEN)

    sites = [export_site(archive, hung(archive, sample), tmp_path / f"{n}.zip").path for n in "ab"]
    words = [export_docx(pack, tmp_path / f"{n}.docx").path for n in "ab"]

    assert sites[0].read_bytes() == sites[1].read_bytes()
    assert words[0].read_bytes() == words[1].read_bytes()


@pytest.mark.parametrize(("lang", "part"), [("zh", "第一单元"), ("ru", "Раздел 1"), ("en", "Part 1")])
def test_exhibitions_speak_three_languages(filled: Filled, tmp_path: Path, lang: str, part: str) -> None:
    """The frame is in the reader's language; a curator may replace single words."""
    archive, sample = filled
    options = Options(lang=lang, texts={"sources": "¶ sources"})

    html = page_of(export_site(archive, hung(archive, sample), tmp_path / "a.zip", options=options))

    assert part in html
    assert "¶ sources" in html


def test_every_language_has_every_word() -> None:
    """The three catalogues have the same keys."""
    assert set(export_texts("zh")) == set(export_texts("ru")) == set(export_texts("en"))
    assert export_texts("en") is export_texts("xx")


def test_the_word_file_has_all_parts(filled: Filled, tmp_path: Path) -> None:
    """Title, citations, time line and questions, with fonts named for Chinese letters."""
    archive, _ = filled
    pack = topic_pack(archive, "T021", audience=Audience.OPEN, archive_name="省档案馆")

    report = export_docx(pack, tmp_path / "pack.docx")

    document = Document(str(report.path))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert pack.title in text
    assert all(source.citation in text for source in pack.sources)
    assert all(question.text in text for question in pack.questions)
    styles = zipfile.ZipFile(report.path).read("word/styles.xml").decode("utf-8")
    assert 'w:eastAsia="宋体"' in styles
    assert "Dangmai" == document.core_properties.author


def with_control_signs(pack: Pack) -> Pack:
    """A pack whose passages hold page breaks and other signs that XML forbids."""
    first = pack.sources[0]
    passage = replace(first.passage, quote=f"页\f首\x01\ufffe{first.passage.quote}")
    return replace(pack, sources=(replace(first, passage=passage), *pack.sources[1:]))


def test_page_breaks_in_a_quote_do_no_harm(filled: Filled, tmp_path: Path) -> None:
    """Signs that Word cannot hold become spaces."""
    archive, _ = filled
    pack = with_control_signs(topic_pack(archive, "T021", audience=Audience.OPEN))

    report = export_docx(pack, tmp_path / "pack.docx")

    assert "页 首" in "\n".join(one.text for one in Document(str(report.path)).paragraphs)


def test_the_time_line_of_a_pack_is_a_table(filled: Filled, tmp_path: Path) -> None:
    """What the pack's sources tell stands in a table with the numbers of these sources."""
    archive, sample = filled
    pack = topic_pack(archive, "T021", audience=Audience.OPEN)
    from kg.queries.timelines import TimelineItem

    item = TimelineItem(
        edtf="1936~",
        lo=19360101,
        hi=19361231,
        label="任职",
        source="mention",
        certainty="approximate",
        participants=(pack.others[0].entity,),
        passages=(pack.sources[0].passage,),
    )

    report = export_docx(replace(pack, timeline=(item,)), tmp_path / "pack.docx")

    row = [cell.text for cell in Document(str(report.path)).tables[0].rows[1].cells]
    assert ["约1936年 (存疑)", f"任职（{sample.army.canonical}）", "[1]"] == row


def test_the_pdf_is_printed_without_a_network(filled: Filled, tmp_path: Path) -> None:
    """The PDF holds the same text; an address in a title is never called."""
    archive, _ = filled
    pack = topic_pack(archive, "T021", audience=Audience.OPEN)
    evil = replace(pack, title='ВОЙНА<img src="http://127.0.0.1:9/x.png">')
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    # The small file alone: unpacking the Chinese ones takes half a minute.
    shutil.copy(FONTS / "NotoSerif-Cyrillic.woff2", fonts)

    report = export_pdf(evil, tmp_path / "pack.pdf", fonts=fonts)

    document = pypdfium2.PdfDocument(report.path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert '<img src="http' in text
    assert pack.sources[0].passage.quote[:6] in text
    assert [name for name in fonts_in(report.path) if "Dangmai-Serif-Cyrillic" in name]


def fonts_in(path: Path) -> set[str]:
    """The names of the fonts that the text of a PDF is set in."""
    document = pypdfium2.PdfDocument(path)
    names = {
        thing.get_font().get_base_name()
        for page in document
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    }
    document.close()
    return names


def test_a_missing_pdf_part_is_a_sentence(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without WeasyPrint the error names both commands that install what is missing."""
    archive, _ = filled
    pack = topic_pack(archive, "T021", audience=Audience.OPEN)
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    with pytest.raises(MissingPart) as missing:
        export_pdf(pack, tmp_path / "pack.pdf")

    assert 'pip install -e ".[pdf]"' in str(missing.value)
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in str(missing.value)


def test_tables_open_in_spreadsheets(filled: Filled, tmp_path: Path) -> None:
    """The files begin with the mark that spreadsheets need; a row for each passage of each claim."""
    archive, sample = filled

    entities, claims = export_tables(archive, tmp_path, archive_name="省档案馆")

    assert claims.path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(claims.path.read_text("utf-8-sig"))))
    assert claims.items == len(rows) == 3
    commands = [row for row in rows if row["predicate"] == "commanderOf"]
    assert {sample.open.key, sample.japanese.key} == {row["record"] for row in commands}
    assert "省档案馆" in commands[0]["citation"]
    people = list(csv.DictReader(io.StringIO(entities.path.read_text("utf-8-sig"))))
    assert ("3", "2") == next((row["mentions"], row["records"]) for row in people if row["label"] == "杨靖宇")


def test_a_cell_is_never_a_formula(filled: Filled, tmp_path: Path) -> None:
    """A name that begins like a formula is kept as text."""
    archive, _ = filled
    record = a_record("=HYPERLINK(1)", key="TEST:formula")
    archive.save_record(record)
    mention = a_mention(record, "=HYPERLINK(1)")
    person = an_entity("=HYPERLINK(1)")
    archive.save_marked(record.id, "run", mentions=[mention], dates=[])
    archive.save_linked([person], [a_link(mention, person)])

    entities, _ = export_tables(archive, tmp_path)

    row = next(csv.DictReader(io.StringIO(entities.path.read_text("utf-8-sig"))))
    assert "'=HYPERLINK(1)" == row["label"]


def test_the_graph_file_is_read_by_others(filled: Filled, tmp_path: Path) -> None:
    """GraphML with labels, kinds and relations that networkx reads back."""
    archive, sample = filled

    report = export_graphml(project(archive, audience=Audience.OPEN), tmp_path / "graph.graphml")

    graph = networkx.read_graphml(report.path, force_multigraph=True)
    assert Kind.PERSON.value == graph.nodes[sample.yang.id]["kind"]
    assert "commanderOf" in {data["type"] for _, _, data in graph.edges(data=True)}


@pytest.mark.parametrize(
    ("edtf", "zh", "ru", "en"),
    [
        ("1940-02-23", "1940年2月23日", "23 февраля 1940", "23 February 1940"),
        ("1936-02", "1936年2月", "февраль 1936", "February 1936"),
        ("1936~", "约1936年", "ок. 1936", "c. 1936"),
        ("1931/1945", "1931年—1945年", "1931—1945", "1931—1945"),
        ("1947/..", "1947年起", "с 1947", "from 1947"),
        ("../1945", "至1945年", "до 1945", "until 1945"),
        (
            "[1931-12,1932-01]",
            "1931年12月或1932年1月",
            "декабрь 1931 или январь 1932",
            "December 1931 or January 1932",
        ),
        ("[1931-12,X]", "[1931-12,X]", "[1931-12,X]", "[1931-12,X]"),
        ("1936-21", "1936-21", "1936-21", "1936-21"),
        ("", "", "", ""),
    ],
)
def test_dates_are_said_in_words(edtf: str, zh: str, ru: str, en: str) -> None:
    """Days, months, years and spans in three languages; what has no short words stays EDTF."""
    assert (zh, ru, en) == (said(edtf, "zh"), said(edtf, "ru"), said(edtf, "en"))


def test_lives_are_spans() -> None:
    """Both ends, one of them, a single day, or nothing."""
    assert "1905年2月13日—1940年2月23日" == life("1905-02-13", "1940-02-23", "zh")
    assert "1905年—" == life("1905", "", "zh")
    assert "1931年9月18日" == life("1931-09-18", "1931-09-18", "zh")
    assert "" == life("", "..", "zh")


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四")]
)
def test_sections_are_counted_in_chinese(number: int, words: str) -> None:
    """Numbers of sections as Chinese readers write them."""
    assert words == ordinal(number, "zh")
    assert str(number) == ordinal(number, "ru")


def test_a_zip_has_no_time(tmp_path: Path) -> None:
    """Repacking a zip changes nothing but the time and the order."""
    data = zipped({"b.txt": b"2", "a.txt": b"1"})

    assert data == repacked(data)
    assert ["a.txt", "b.txt"] == zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert b"1" == written(tmp_path / "deep" / "a", b"1").read_bytes()
    with pytest.raises(WorkspaceError, match="cannot be written"):
        written(tmp_path / "deep" / "a" / "b", b"1")


def test_a_record_without_description_is_still_cited(filled: Filled, tmp_path: Path) -> None:
    """A bare file is cited by its name."""
    archive, _ = filled
    record = replace(a_record("文", key="TEST:bare"), description=Description())
    archive.save_record(record)
    made = add_item(new_exhibition("无题"), Item(kind=ItemKind.PASSAGE, record=record.id, start=0, end=1))

    html = page_of(export_site(archive, made, tmp_path / "a.zip"))

    assert "《bare.txt》，第1页。" in html


def test_making_a_pdf_leaves_the_reading_of_pictures_strict() -> None:
    """A cut-off scan must stay noticed in a process that has made a PDF."""
    _weasyprint()

    assert not ImageFile.LOAD_TRUNCATED_IMAGES
