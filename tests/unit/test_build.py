"""Building an archive: twice is once, a killed run goes on, bad files are sentences, what is closed stays closed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from app.report import RunReport
from app.settings import Settings
from app.wiring import Steps, steps_for
from app.workspace import Workspace
from kg.records import open_archive
from kg.records.writer import CLAIMED, MARKED
from ontology.access import Access, Audience
from ontology.errors import BadInput, WorkspaceError
from tests.folders import (
    DANGMAI,
    build_at,
    change_catalogue,
    dangmai,
    sample_texts,
    write_catalogue,
)

ONE = "1936年，赵尚志任东北抗日联军第三军军长，部队在汤原一带活动。"
TWO = "1940年2月23日，杨靖宇在濛江牺牲。"


@pytest.fixture(scope="module")
def steps() -> Steps:
    """The default steps; loading vocabularies takes its time."""
    return steps_for(Settings())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files of text and the sheet that describes both as open."""
    made = tmp_path / "files"
    made.mkdir()
    (made / "一.txt").write_text(ONE, encoding="utf-8")
    (made / "二.txt").write_text(TWO, encoding="utf-8")
    write_catalogue(
        made,
        [
            ("A-1", "军史", "编写组", "1961年", "开放", "一.txt"),
            ("A-2", "大事记", "编写组", "1962年", "开放", "二.txt"),
        ],
    )
    return made


def _done(report: RunReport) -> dict[str, int]:
    return {stage.name: stage.done for stage in report.stages}


def _access(workspace: Path) -> dict[str, Access]:
    with open_archive(workspace / "archive.db", read_only=True) as archive:
        return {record.source: record.access for record in archive.records()}


def _keys(workspace: Path, audience: Audience = Audience.STAFF) -> list[str]:
    with open_archive(workspace / "archive.db", read_only=True) as archive:
        return [record.key for record in archive.records(audience)]


# --- the same archive in, the same graph out --------------------------------------------


def test_twice_is_once(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """Nothing is done again, and the archive file and the graph stay as they are."""
    first = build_at(tmp_path / "w", folder, steps=steps)

    second = build_at(tmp_path / "w", folder, steps=steps)

    assert set(_done(second).values()) == {0}
    assert (second.digest, second.graph_digest) == (first.digest, first.graph_digest)
    assert first.counts["accepted claims"] >= 2


def test_the_order_and_the_age_of_files_do_not_matter(tmp_path: Path, steps: Steps) -> None:
    """A copy made in another order with other dates gives the same archive, id by id."""
    folder = sample_texts(tmp_path / "files")
    other = tmp_path / "other"
    other.mkdir()
    names = sorted((path.name for path in folder.iterdir()), reverse=True)
    random.Random(7).shuffle(names)
    for age, name in enumerate(names):
        shutil.copyfile(folder / name, other / name)
        os.utime(other / name, (10_000 * age, 10_000 * age))

    one = build_at(tmp_path / "w1", folder, steps=steps)
    two = build_at(tmp_path / "w2", other, steps=steps_for(Settings()))

    assert (one.digest, one.graph_digest) == (two.digest, two.graph_digest)
    assert one.counts["records"] > 20


@pytest.mark.parametrize("stage", [None, MARKED, CLAIMED])
def test_a_killed_build_goes_on(tmp_path: Path, steps: Steps, stage: str | None) -> None:
    """Power fails while reading, marking or claiming: run again, and it is as if nothing had happened."""
    folder = sample_texts(tmp_path / "files", count=12)
    whole = build_at(tmp_path / "whole", folder, steps=steps)
    process = subprocess.Popen([*DANGMAI, "build", str(tmp_path / "w"), "--from", str(folder), "--quiet"])
    _wait_for(tmp_path / "w" / "archive.db", stage, process)

    process.send_signal(signal.SIGKILL)
    process.wait()
    again = build_at(tmp_path / "w", folder, steps=steps)

    assert process.returncode == -signal.SIGKILL
    assert (again.digest, again.graph_digest) == (whole.digest, whole.graph_digest)


def _wait_for(path: Path, stage: str | None, process: subprocess.Popen[bytes]) -> None:
    """Until a build has done three records of a stage; of reading, where none is named."""
    question = "SELECT count(*) FROM runs WHERE stage = ?" if stage else "SELECT count(*) FROM records"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
                if connection.execute(question, (stage,) if stage else ()).fetchone()[0] >= 3:
                    return
        except sqlite3.Error:  # not there yet
            time.sleep(0.02)
    pytest.fail("the build ended before it could be killed")


def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    """Whoever stops a long build wants to know what is lost: nothing."""
    folder = sample_texts(tmp_path / "files", count=12)
    process = subprocess.Popen(
        [*DANGMAI, "build", str(tmp_path / "w"), "--from", str(folder), "--quiet"],
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    _wait_for(tmp_path / "w" / "archive.db", MARKED, process)  # type: ignore[arg-type]

    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert process.returncode == 130
    assert said.splitlines()[-1] == "Stopped; run the same command again and it goes on where it stopped."
    assert "Traceback" not in said


# --- only what changed -----------------------------------------------------------------


def test_closing_a_record_reads_nothing_else(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """The catalogue now says 控制: that record is closed, the others are not even opened."""
    first = build_at(tmp_path / "w", folder, steps=steps)
    change_catalogue(folder, "一.txt", {"开放标识": "控制"})

    second = build_at(tmp_path / "w", folder, steps=steps)

    assert _access(tmp_path / "w") == {"一.txt": Access.RESTRICTED, "二.txt": Access.OPEN}
    assert _done(second)["read"] == 1
    assert _done(second)["recognize"] == 0
    assert second.digest != first.digest


def test_a_changed_text_is_read_again(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """What was found in the old text is gone, and the result is that of a new workspace."""
    build_at(tmp_path / "w", folder, steps=steps)
    (folder / "二.txt").write_text("1942年，李兆麟在苏联。", encoding="utf-8")

    changed = build_at(tmp_path / "w", folder, steps=steps)
    fresh = build_at(tmp_path / "fresh", folder, steps=steps)

    assert _done(changed)["read"] == _done(changed)["recognize"] == 1
    assert changed.digest == fresh.digest


def test_another_acceptance_states_the_claims_anew(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """With `accept_at` above every confidence all claims become candidates, without marking anything again."""
    before = build_at(tmp_path / "w", folder, steps=steps)

    after = build_at(tmp_path / "w", folder, settings=Settings(accept_at=1.0))

    assert before.counts["accepted claims"] > 0 == after.counts["accepted claims"]
    assert after.counts["candidate claims"] >= before.counts["accepted claims"]
    assert (_done(after)["read"], _done(after)["recognize"], _done(after)["link"]) == (0, 0, 0)
    assert _done(after)["relate"] == 2


def test_another_creator_states_the_claims_anew(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """Whose voice a record is follows from its creator, so its claims depend on the catalogue's word."""
    build_at(tmp_path / "w", folder, steps=steps)
    change_catalogue(folder, "一.txt", {"责任者": "伪三江省警务厅"})

    changed = build_at(tmp_path / "w", folder, steps=steps)
    fresh = build_at(tmp_path / "fresh", folder, steps=steps)

    assert _done(changed)["relate"] == 1
    assert changed.digest == fresh.digest


# --- what was open once ----------------------------------------------------------------


def test_a_new_reference_code_leaves_no_open_copy(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """A file that gets another 档号 and is closed at once must not stay readable under its old one."""
    build_at(tmp_path / "w", folder, steps=steps)
    change_catalogue(folder, "一.txt", {"档号": "A-9", "开放标识": "控制"})

    build_at(tmp_path / "w", folder, steps=steps)

    assert _keys(tmp_path / "w") == ["000000:A-2", "000000:A-9"]
    assert _keys(tmp_path / "w", Audience.OPEN) == ["000000:A-2"]


def test_reference_codes_can_be_exchanged(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """Two rows of the catalogue were mixed up: each record gets the other's text, none is lost."""
    build_at(tmp_path / "w", folder, steps=steps)
    change_catalogue(folder, "一.txt", {"档号": "A-2"})
    book = openpyxl.load_workbook(folder / "目录.xlsx")
    book.active["G3"] = "A-1"
    book.save(folder / "目录.xlsx")
    book.close()

    exchanged = build_at(tmp_path / "w", folder, steps=steps)
    fresh = build_at(tmp_path / "fresh", folder, steps=steps)

    assert exchanged.digest == fresh.digest
    assert exchanged.counts["records"] == 2


def test_a_row_taken_out_closes_the_record(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """A record is open only where the catalogue says so, also when it said so yesterday."""
    build_at(tmp_path / "w", folder, steps=steps)
    write_catalogue(folder, [("A-2", "大事记", "编写组", "1962年", "开放", "二.txt")])

    report = build_at(tmp_path / "w", folder, steps=steps)

    assert _access(tmp_path / "w") == {"一.txt": Access.UNKNOWN, "二.txt": Access.OPEN}
    assert report.counts["records"] == 2


def test_a_file_that_breaks_closes_its_record(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """What can no longer be read keeps its record, closed until the file is mended."""
    first = build_at(tmp_path / "w", folder, steps=steps)
    (folder / "一.txt").write_bytes(b"")

    broken = build_at(tmp_path / "w", folder, steps=steps)
    closed = _access(tmp_path / "w")
    (folder / "一.txt").write_text(ONE, encoding="utf-8")
    mended = build_at(tmp_path / "w", folder, steps=steps)

    assert [problem.path for problem in broken.problems] == ["一.txt"]
    assert closed == {"一.txt": Access.UNKNOWN, "二.txt": Access.OPEN}
    assert (mended.digest, mended.graph_digest) == (first.digest, first.graph_digest)


def test_a_file_taken_out_is_named(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """Its record is kept, because nobody asked to drop it, and the report says so and how to drop it."""
    build_at(tmp_path / "w", folder, steps=steps)
    (folder / "二.txt").unlink()

    report = build_at(tmp_path / "w", folder, steps=steps)

    assert report.missing == ("二.txt",)
    assert report.counts["records"] == 2
    assert report.lines()[-2:] == [
        "No longer in the folder, their records kept as they were (1):",
        "  二.txt. To drop them build into a new workspace.",
    ]


# --- bad input -------------------------------------------------------------------------


def _bad_folder(folder: Path) -> Path:
    """One good file among everything that goes wrong in a real archive."""
    folder.mkdir()
    (folder / "good.txt").write_text(ONE, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "garbage.txt").write_bytes(random.Random(3).randbytes(4000))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nthis is no PDF")
    (folder / "locked.pdf").write_bytes(_locked_pdf())
    (folder / "long.txt").write_bytes("汤原".encode() * 8_500_000)  # 51 MB in one line
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0 an old document")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no container")
    write_catalogue(folder, [("1", "2")], columns=("甲", "乙"))
    return folder


def _locked_pdf() -> bytes:
    """The smallest PDF that asks for a password: its encryption key fits no user password."""
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
        b"4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj\n"
    )
    at = [body.index(b"%d 0 obj" % number) for number in (1, 2, 3, 4)]
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % one for one in at)
    tail = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + table + tail


def test_the_locked_pdf_is_locked() -> None:
    """The file of the next test asks for a password, so it is not just another broken one."""
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(_locked_pdf())


def test_every_bad_file_is_one_sentence_and_the_good_one_is_built(tmp_path: Path) -> None:
    """Nothing stops the run and nothing is lost silently: file, reason and remedy are said, the exit code is 0."""
    folder = _bad_folder(tmp_path / "files")

    done = dangmai("build", str(tmp_path / "w"), "--from", str(folder), "--quiet")

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    said = {line.split(":")[0].strip(): line for line in done.stdout.splitlines() if line.startswith("  ")}
    expected = {
        "empty.txt": "it is empty (0 bytes). Copy it again",
        "garbage.txt": "",
        "broken.pdf": "",
        "locked.pdf": "password",
        "long.txt": "MB",
        "old.doc": "Save it as .docx",
        "broken.docx": "",
        "目录.xlsx": "",
    }
    for name, words in expected.items():
        assert name in said, done.stdout
        assert words in said[name]
        assert said[name].count(". ") >= 1, said[name]  # a reason and a remedy
    assert _keys(tmp_path / "w") != []
    assert "1 records" in done.stdout


def test_every_problem_of_the_catalogue_is_said(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """A sheet with several rows that fit no file names each of them, and says the remedy once."""
    write_catalogue(folder, [("B-1", *"甲乙丙丁", "三.txt"), ("B-2", *"甲乙丙丁", "四.txt")])

    report = build_at(tmp_path / "w", folder, steps=steps)

    (problem,) = report.problems
    assert "B-1 三.txt" in problem.reason
    assert "B-2 四.txt" in problem.reason
    assert problem.remedy.count("Put the file into the folder") == 1


def test_bad_files_are_no_work_the_second_time(tmp_path: Path, steps: Steps) -> None:
    """They are reported each time, and looked at anew only when they change."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nthis is no PDF")
    write_catalogue(folder, [("1", "2")], columns=("甲", "乙"))
    first = build_at(tmp_path / "w", folder, steps=steps)

    second = build_at(tmp_path / "w", folder, steps=steps)

    assert len(first.problems) == 3
    assert second.problems == first.problems
    assert set(_done(second).values()) == {0}
    assert second.digest == first.digest


def test_an_empty_folder_is_an_empty_archive(tmp_path: Path, steps: Steps) -> None:
    """Building it fails at nothing and says what it holds: nothing."""
    (tmp_path / "files").mkdir()

    report = build_at(tmp_path / "w", tmp_path / "files", steps=steps)

    assert report.counts["records"] == 0
    assert report.lines()[-1] == "Every file was read."


def test_a_folder_that_is_not_there_makes_no_workspace(tmp_path: Path, steps: Steps) -> None:
    """A slip of the pen in the folder's name leaves no empty archive behind."""
    with pytest.raises(BadInput, match="not there"):
        build_at(tmp_path / "w", tmp_path / "nowhere", steps=steps)

    assert not (tmp_path / "w").exists()


def test_a_workspace_inside_the_folder_is_refused(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """Else the second build would read the pages and files of the first."""
    with pytest.raises(BadInput, match="inside the folder"):
        build_at(folder / "w", folder, steps=steps)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """A workspace is never laid over somebody's documents."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_bytes(b"x")

    with pytest.raises(WorkspaceError, match="other files"):
        build_at(tmp_path / "mine", folder, steps=steps)

    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.docx"]


def test_the_report_is_kept_in_the_workspace(tmp_path: Path, folder: Path, steps: Steps) -> None:
    """The last build's figures can be read later; times are no part of the archive file."""
    import json

    report = build_at(tmp_path / "w", folder, steps=steps)

    kept = json.loads(Workspace(folder=tmp_path / "w").report.read_text(encoding="utf-8"))
    assert kept["digest"] == report.digest
    assert kept["counts"]["records"] == 2
