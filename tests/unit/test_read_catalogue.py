"""The catalogue: rows become descriptions and access states, and every file gets the row that is its own."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from extraction.read import Row, match, read_catalogue
from ontology.access import Access
from ontology.errors import UnreadableDocument
from ontology.records import Description

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


def _sheet(*rows: list[object], header: list[str] | None = None, above: int = 0) -> bytes:
    """An Excel file with a header and rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for _ in range(above):
        sheet.append(["某档案馆案卷目录"])
    for row in [header or HEADER, *rows]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(ref: str = "S1-1-3-5", *, file: str = "", mark: str = "开放", secrecy: str = "公开") -> list[object]:
    return ["S1", 1, "0003", "005", ref, "题", "某人", "民国二十五年", secrecy, mark, "永久", file]


def _rows(*rows: list[object]) -> tuple[Row, ...]:
    return read_catalogue(_sheet(*rows), name="目录.xlsx")


def test_a_row_becomes_a_description() -> None:
    """Every column of the sheet is kept as written."""
    (row,) = _rows(_row(file="a.txt"))

    assert row.description == Description(
        ref_code="S1-1-3-5",
        fonds="S1",
        series="1",
        file="0003",
        item="005",
        title="题",
        creator="某人",
        date="民国二十五年",
        secrecy="公开",
        open_mark="开放",
        retention="永久",
    )
    assert (row.access, row.file_name, row.place) == (Access.OPEN, "a.txt", "Sheet!2")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(1936, 3, 4), "1936-03-04"),
        (date(1936, 3, 4), "1936-03-04"),
        (datetime(1936, 3, 4, 5, 6), "1936-03-04 05:06:00"),
        ("康德三年", "康德三年"),
        (1936, "1936"),
        (1936.0, "1936"),
        (None, ""),
    ],
)
def test_dates_may_be_real_or_words(value: object, shown: str) -> None:
    """Excel turns what it can into dates; the catalogue keeps both kinds."""
    cells = _row()
    cells[HEADER.index("日期")] = value

    (row,) = _rows(cells)

    assert row.description.date == shown


def test_leading_zeros_that_a_cell_shows_are_kept() -> None:
    """A number formatted as 0000 is the 案卷号 that a person sees."""
    book = openpyxl.load_workbook(io.BytesIO(_sheet(_row())))
    sheet = book.worksheets[0]
    sheet["C2"] = 3
    sheet["C2"].number_format = "0000"
    out = io.BytesIO()
    book.save(out)

    (row,) = read_catalogue(out.getvalue(), name="目录.xlsx")

    assert row.description.file == "0003"


@pytest.mark.parametrize("secrecy", ["秘密", "机密", "绝密"])
def test_classified_rows_are_never_open(secrecy: str) -> None:
    """A mark 开放 beside 秘密 does not open a record."""
    (row,) = _rows(_row(secrecy=secrecy))

    assert not row.access.is_open


def test_the_header_may_stand_below_a_title() -> None:
    """Catalogues often begin with the archive's name."""
    data = _sheet(_row(), above=3)

    (row,) = read_catalogue(data, name="目录.xlsx")

    assert row.place == "Sheet!5"


def test_missing_columns_are_named() -> None:
    """A sheet that is no catalogue says what it lacks."""
    header = [name for name in HEADER if name not in ("密级", "开放标识")]

    with pytest.raises(UnreadableDocument, match="lacks the columns 密级 开放标识"):
        read_catalogue(_sheet(header=header), name="表.xlsx")


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"plain", _sheet()[:900]])
def test_a_broken_sheet_is_one_sentence(data: bytes) -> None:
    """Half a file, or none."""
    with pytest.raises(UnreadableDocument, match=r"not a whole \.xlsx file"):
        read_catalogue(data, name="目录.xlsx")


def test_a_container_of_another_kind_is_no_sheet() -> None:
    """A zip file that was renamed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("x.txt", "x")

    with pytest.raises(UnreadableDocument, match=r"not a whole \.xlsx file"):
        read_catalogue(out.getvalue(), name="目录.xlsx")


def test_an_old_sheet_is_told_apart() -> None:
    """A .xls that was renamed."""
    with pytest.raises(UnreadableDocument, match="old Office format"):
        read_catalogue(b"\xd0\xcf\x11\xe0" + b"x" * 600, name="目录.xlsx")


def test_a_named_file_gets_its_row() -> None:
    """文件名 decides, beside the sheet first."""
    rows = read_catalogue(_sheet(_row(file="a.txt")), name="box/目录.xlsx")

    found = match(rows, files=["a.txt", "box/a.txt"])

    assert set(found.rows) == {"box/a.txt"}


def test_a_name_that_fits_two_files_fits_none() -> None:
    """A wrong row could open a closed record: in doubt a file stays without one, and the row is reported."""
    found = match(_rows(_row(file="a.txt")), files=["one/a.txt", "two/a.txt"])

    assert found.rows == {}
    assert "has no file" in found.problems[0].reason


@pytest.mark.parametrize(
    ("file", "fits"),
    [
        ("S1-1-3-5.txt", True),
        ("S1-1-3-5 报告.txt", True),
        ("001_S1-1-3-5.txt", True),
        ("S1-1-3-51.txt", False),
        ("S1-1-3-5-1.txt", False),
        ("AS1-1-3-5.txt", False),
    ],
)
def test_without_a_name_the_code_in_the_file_name_decides(file: str, fits: bool) -> None:
    """A longer code is never taken for a shorter one."""
    found = match(_rows(_row("S1-1-3-5")), files=[file])

    assert (file in found.rows) is fits


def test_file_names_are_compared_composed() -> None:
    """A Mac writes й as two characters; the sheet has one."""
    name = "Справка-\u0438\u0306.txt"

    found = match(_rows(_row(file="Справка-\u0439.txt")), files=[name])

    assert name in found.rows


def test_a_row_without_a_file_is_reported() -> None:
    """Nothing is lost silently: the row is named with its place."""
    found = match(_rows(_row(file="lost.txt")), files=[])

    assert str(found.problems[0]).startswith("目录.xlsx: row Sheet!2 (S1-1-3-5 lost.txt) has no file.")


def test_rows_that_share_a_code_are_reported_and_the_strictest_holds() -> None:
    """Two rows with one 档号 cannot both be right; until somebody decides, the record stays closed."""
    rows = _rows(_row(file="a.txt", mark="开放"), _row(file="b.txt", mark="控制"))

    found = match(rows, files=["a.txt", "b.txt"])

    assert found.rows["a.txt"].access is Access.RESTRICTED
    assert "b.txt" not in found.rows
    assert "档号 S1-1-3-5 stands in several rows (Sheet!2, Sheet!3)" in found.problems[0].reason


def test_rows_that_share_a_file_are_reported() -> None:
    """One file, two descriptions: the first holds, with the strictest access."""
    rows = _rows(_row("S1-1-3-5", file="a.txt"), _row("S1-1-3-6", file="a.txt", mark="延期开放"))

    found = match(rows, files=["a.txt"])

    assert found.rows["a.txt"].description.ref_code == "S1-1-3-5"
    assert found.rows["a.txt"].access is Access.DELAYED
    assert "文件名 a.txt stands in several rows" in found.problems[0].reason


def test_a_row_may_name_the_scan_of_an_alto_file() -> None:
    """The scan and its ALTO are one record."""
    found = match(_rows(_row(file="a.png")), files=["a.xml"], scans={"a.xml": "a.png"})

    assert set(found.rows) == {"a.xml"}


def test_files_that_carry_one_code_share_its_row() -> None:
    """The pages of a unit saved one by one: the first has its 档号 as key, the others say who has it."""
    found = match(_rows(_row()), files=["S1-1-3-5_1.txt", "S1-1-3-5_2.txt"])

    assert len(found.rows) == 2
    assert found.shared == {"S1-1-3-5_2.txt": "S1-1-3-5_1.txt"}


def test_empty_rows_are_passed_over(tmp_path: Path) -> None:
    """Excel files end in blank rows."""
    assert len(_rows(_row(), ["", None, " "])) == 1


def test_a_row_whose_named_file_is_missing_falls_back_to_its_code() -> None:
    """The sheet may name the master scan while the folder holds the copy for use."""
    found = match(_rows(_row(file="master.tif")), files=["S1-1-3-5.pdf"])

    assert set(found.rows) == {"S1-1-3-5.pdf"}
    assert found.problems == ()


def test_the_longest_code_in_a_name_wins() -> None:
    """A row for the whole file and a row for the item: the item's file is the item's."""
    rows = _rows(_row("S1-1-3"), _row("S1-1-3-5"))

    found = match(rows, files=["S1-1-3 全卷.pdf", "S1-1-3 S1-1-3-5.txt"])

    assert {file: row.description.ref_code for file, row in found.rows.items()} == {
        "S1-1-3 S1-1-3-5.txt": "S1-1-3-5",
        "S1-1-3 全卷.pdf": "S1-1-3",
    }


def test_large_catalogues_are_matched_in_time() -> None:
    """Twenty thousand rows and files: matching looks names up instead of comparing all with all."""
    rows = [
        Row(
            description=Description(ref_code=f"S1-1-1-{n}"),
            access=Access.OPEN,
            file_name="",
            sheet="a",
            place=f"{n}",
        )
        for n in range(20_000)
    ]

    found = match(rows, files=[f"S1-1-1-{n}.txt" for n in range(20_000)])

    assert len(found.rows) == 20_000
    assert found.problems == ()


def test_a_row_that_names_nothing_is_reported() -> None:
    """Neither 档号 nor 文件名."""
    found = match(_rows(_row("")), files=["a.txt"])

    assert "without 档号" in found.problems[0].reason
