"""Folders as an archive hands them in: files and the sheet that describes them; and our command run on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from app.build import build
from app.demo import sample_folder
from app.progress import Silent
from app.report import RunReport
from app.settings import Settings
from app.wiring import Steps, steps_for
from app.workspace import Workspace

COLUMNS = (
    *("全宗号", "目录号", "案卷号", "件号", "密级", "保管期限"),
    *("档号", "题名", "责任者", "日期", "开放标识", "文件名"),
)
CATALOGUE = "目录.xlsx"
DANGMAI = (sys.executable, "-c", "from app.cli import main; main()")
"""The command `dangmai` as a program of its own."""


def write_catalogue(folder: Path, rows: Sequence[Sequence[str]], *, columns: Sequence[str] = COLUMNS) -> None:
    """Write the sheet that describes the files of a folder; short rows fill the last columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (columns, *rows):
        sheet.append([*[""] * (len(columns) - len(row)), *row])
    book.save(folder / CATALOGUE)
    book.close()


def change_catalogue(folder: Path, file_name: str, changes: Mapping[str, str]) -> None:
    """Change cells in the row of one file, named by their column."""
    book = openpyxl.load_workbook(folder / CATALOGUE)
    sheet = book.active
    assert sheet is not None
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    row = next(row for row in sheet.iter_rows() if any(cell.value == file_name for cell in row))
    for name, value in changes.items():
        sheet.cell(row[0].row, columns[name]).value = value
    book.save(folder / CATALOGUE)
    book.close()


def sample_texts(folder: Path, *, count: int = 40) -> Path:
    """The sample archive without its scans and PDFs, which takes a second to read; its sheet names them all."""
    folder.mkdir(parents=True)
    texts = sorted(path for path in sample_folder().iterdir() if path.suffix in {".txt", ".docx"})
    for path in (*texts[:count], sample_folder() / CATALOGUE):
        shutil.copyfile(path, folder / path.name)
    return folder


def build_at(
    workspace: Path, folder: Path, *, settings: Settings | None = None, steps: Steps | None = None
) -> RunReport:
    """Build a workspace as the command does."""
    chosen = settings or Settings()
    return build(
        Workspace(folder=workspace),
        folder,
        settings=chosen,
        steps=steps or steps_for(chosen),
        reporter=Silent(),
    )


def dangmai(
    *arguments: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command as a program of its own and wait for its end."""
    return subprocess.run(
        [*DANGMAI, *arguments],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
