"""Reading a folder: every file is accounted for, in order, once."""

from __future__ import annotations

import io
import os
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from extraction.read import OcrLine, ReadFile, read_folder
from ontology.access import Access
from ontology.errors import BadInput
from ontology.paths import data_folder
from ontology.records import PAGE_BREAK, record_id

HEADER = [
    "全宗号",
    "目录号",
    "案卷号",
    "件号",
    "档号",
    "题名",
    "责任者",
    "日期",
    "密级",
    "开放标识",
    "保管期限",
    "文件名",
]
TEXT = "一九三六年三月，东北抗日联军第一军在濛江县召开会议。"
ALTO = (
    '<alto><Layout><Page WIDTH="60" HEIGHT="40"><TextLine HPOS="1" VPOS="1" WIDTH="40" HEIGHT="9">'
    '<String CONTENT="抗联" HPOS="1" VPOS="1" WIDTH="40" HEIGHT="9"/></TextLine></Page></Layout></alto>'
)


class TwoWords:
    """An engine that reads the same two characters on every picture and counts the pictures."""

    def __init__(self, version: str = "two words 1") -> None:
        """Begin at none."""
        self.version = version
        self.count = 0

    def read(self, image: bytes) -> tuple[OcrLine, ...]:
        """The two characters."""
        self.count += 1
        return (OcrLine(text="扫描", box=(0, 0, 20, 10), score=0.99),)


def _catalogue(folder: Path, *rows: tuple[str, str, str]) -> None:
    """A catalogue of (档号, 开放标识, 文件名)."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    for ref, mark, file in rows:
        sheet.append(["S1", "1", "1", "1", ref, "题名", "", "1936", "公开", mark, "永久", file])
    book.save(folder / "目录.xlsx")


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, format="PNG")
    return out.getvalue()


def _read(folder: Path, *, ocr: TwoWords | None = None) -> dict[str, ReadFile]:
    return {found.path: found for found in read_folder(folder, archive_code="HLJ", ocr=ocr)}


def test_a_described_file_has_its_code_as_key_and_its_access(tmp_path: Path) -> None:
    """The catalogue gives a record its name, its key and its state."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    _catalogue(tmp_path, ("S1-1-1-1", "开放", "a.txt"))

    record = _read(tmp_path)["a.txt"].record

    assert record is not None
    assert (record.key, record.id) == ("HLJ:S1-1-1-1", record_id("HLJ:S1-1-1-1"))
    assert (record.access, record.title, record.lang) == (Access.OPEN, "题名", "zh")


def test_an_undescribed_file_is_closed(tmp_path: Path) -> None:
    """Nobody said it is open, so it is not."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")

    found = _read(tmp_path)["a.txt"]

    assert found.record is not None
    assert found.record.access is Access.UNKNOWN
    assert found.record.key == f"sha256:{found.sha256}"


def test_an_unknown_mark_is_noted(tmp_path: Path) -> None:
    """A word that the rule does not know leaves the record closed and says so."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    _catalogue(tmp_path, ("S1-1-1-1", "大概可以", "a.txt"))

    record = _read(tmp_path)["a.txt"].record

    assert record is not None
    assert record.access is Access.UNKNOWN
    assert "大概可以" in record.notes[0]


def test_every_file_is_accounted_for_in_order(tmp_path: Path) -> None:
    """Records and problems come sorted by path; hidden files and lock files do not come."""
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "sub/a.txt", ".hidden.txt", "~$c.docx", ".git/x.txt", "Thumbs.db"):
        (tmp_path / name).write_text(TEXT + name, "utf-8")
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / "d.exe").write_bytes(b"MZ")

    found = list(read_folder(tmp_path, archive_code="HLJ"))

    assert [(file.path, file.problem is None) for file in found] == [
        ("b.txt", True),
        ("c.txt", False),
        ("d.exe", False),
        ("sub/a.txt", True),
    ]


def test_a_row_without_its_file_comes_as_a_problem(tmp_path: Path) -> None:
    """A missing file is a finding of the run."""
    _catalogue(tmp_path, ("S1-1-1-1", "开放", "lost.txt"))

    found = list(read_folder(tmp_path, archive_code="HLJ"))

    assert [file.path for file in found] == ["目录.xlsx"]
    assert "S1-1-1-1 lost.txt" in str(found[0].problem)


def test_a_sheet_that_is_no_catalogue_is_a_problem(tmp_path: Path) -> None:
    """And the other files are read all the same."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.xlsx").write_bytes(b"no sheet")

    found = _read(tmp_path)

    assert found["a.txt"].record is not None
    assert found["b.xlsx"].problem is not None


def test_alto_and_its_scan_are_one_record(tmp_path: Path) -> None:
    """The scan is the page's picture and is not read a second time."""
    (tmp_path / "a.xml").write_text(ALTO, "utf-8")
    (tmp_path / "a.png").write_bytes(_png())
    (tmp_path / "b.png").write_bytes(_png())
    ocr = TwoWords()

    found = _read(tmp_path, ocr=ocr)

    assert set(found) == {"a.xml", "b.png"}
    assert found["a.xml"].record is not None
    assert found["a.xml"].record.text == "抗联"
    assert found["a.xml"].images[0].png == _png()
    assert ocr.count == 1


def test_files_alike_are_read_once(tmp_path: Path) -> None:
    """Two copies would be one record twice."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")

    found = _read(tmp_path)

    assert found["a.txt"].record is not None
    assert "it is the same as a.txt" in str(found["b.txt"].problem)


def test_pages_saved_one_by_one_stay_apart_with_their_access(tmp_path: Path) -> None:
    """They share the row; only the first has the 档号 as its key, the others say so."""
    for page in (1, 2):
        (tmp_path / f"S1-1-1-1_{page}.txt").write_text(f"{TEXT}{page}", "utf-8")
    _catalogue(tmp_path, ("S1-1-1-1", "开放", ""))

    found = _read(tmp_path)

    first, second = (found[f"S1-1-1-1_{page}.txt"].record for page in (1, 2))
    assert first is not None
    assert second is not None
    assert first.key == "HLJ:S1-1-1-1"
    assert second.key.startswith("sha256:")
    assert second.access is Access.OPEN
    assert "held by S1-1-1-1_1.txt" in second.notes[0]


def test_known_files_are_passed_over(tmp_path: Path) -> None:
    """A run that was cut off goes on where it stopped."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT + name, "utf-8")
    stamp = _read(tmp_path)["a.txt"].stamp

    again = read_folder(tmp_path, archive_code="HLJ", known=lambda _, mark: mark == stamp)

    assert [file.path for file in again] == ["b.txt"]


def test_a_changed_catalogue_row_makes_a_file_unknown_again(tmp_path: Path) -> None:
    """Closing a record in the catalogue must reach it although its file is the same."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    _catalogue(tmp_path, ("S1-1-1-1", "开放", "a.txt"))
    stamp = _read(tmp_path)["a.txt"].stamp
    _catalogue(tmp_path, ("S1-1-1-1", "控制", "a.txt"))

    (again,) = read_folder(tmp_path, archive_code="HLJ", known=lambda _, mark: mark == stamp)

    assert again.record is not None
    assert again.record.access is Access.RESTRICTED


def test_a_row_that_moves_changes_nothing(tmp_path: Path) -> None:
    """A row put in above must not make a whole archive be read again."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    _catalogue(tmp_path, ("S1-1-1-1", "开放", "a.txt"))
    before = _read(tmp_path)["a.txt"].stamp
    _catalogue(tmp_path, ("S1-1-1-0", "开放", "z.txt"), ("S1-1-1-1", "开放", "a.txt"))

    assert _read(tmp_path)["a.txt"].stamp == before


def test_another_engine_makes_scans_unknown_again(tmp_path: Path) -> None:
    """A better OCR reads scans anew and leaves texts alone."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.png").write_bytes(_png())

    old, new = (_read(tmp_path, ocr=TwoWords(version)) for version in ("1", "2"))

    assert old["a.txt"].stamp == new["a.txt"].stamp
    assert old["b.png"].stamp != new["b.png"].stamp


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    """Same archive in, same records out."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.png").write_bytes(_png())

    assert _read(tmp_path, ocr=TwoWords()) == _read(tmp_path, ocr=TwoWords())


def test_a_dangling_link_is_a_problem(tmp_path: Path) -> None:
    """What cannot be opened is reported with the system's reason."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")

    found = _read(tmp_path)

    assert "cannot be opened (No such file or directory)" in str(found["a.txt"].problem)


def test_a_name_in_an_old_encoding_can_be_stored(tmp_path: Path) -> None:
    """Old archives were unpacked with file names in GBK: the path is written out, never lost."""
    with open(os.fsencode(tmp_path) + b"/" + "报告.txt".encode("gbk"), "wb") as file:
        file.write(TEXT.encode())

    (found,) = read_folder(tmp_path, archive_code="HLJ")

    assert found.record is not None
    assert found.path.encode("utf-8").endswith(b".txt")


def test_a_folder_that_is_none_is_bad_input(tmp_path: Path) -> None:
    """A wrong path ends at once, with a remedy."""
    with pytest.raises(BadInput, match="not a folder"):
        list(read_folder(tmp_path / "none", archive_code="HLJ"))


def test_the_sample_archive_reads_whole() -> None:
    """Every file of the sample becomes a record with its catalogue row and pages that cover its text."""
    found = list(read_folder(data_folder() / "sample" / "archive", archive_code="DM", ocr=TwoWords()))

    assert [file.path for file in found if file.problem] == []
    for file in found:
        assert file.record is not None
        assert file.record.key.startswith("DM:")
        text = file.record.text
        assert PAGE_BREAK.join(text[page.start : page.end] for page in file.record.pages) == text
    assert {file.record.lang for file in found if file.record} >= {"zh", "ru", "ja"}
