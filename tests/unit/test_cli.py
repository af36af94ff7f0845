"""The command line: what is printed for programs, errors as one sentence with exit code 2, the app that starts and ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import cli
from app.demo import demo_state, sample_folder
from app.serve import free_port
from app.settings import Settings
from app.workspace import Workspace
from kg.curation import ExhibitionShelf
from kg.records import open_archive
from ontology.errors import BadInput
from ontology.paths import data_folder
from tests.folders import DANGMAI, dangmai

GOLD = data_folder() / "gold" / "sample.jsonl"
TEXTS = [
    {"id": "2", "lang": "zh", "text": "赵尚志任东北抗日联军第三军军长。\r\n1942年2月12日牺牲。"},
    {"id": "1", "lang": "ru", "text": "В 1898 году была основана станция Харбин.\u00a0"},
    {"id": "3", "text": "昭和七年、馬占山は斉斉哈爾にいた。\u2028終わり"},
]

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs the command in this process: exit code, output, errors."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dangmai", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        output, errors = capsys.readouterr()
        return int(end.value.code or 0), output, errors

    return run


def _lines(path: Path, rows: list[dict[str, object]] | list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


# --- extract and evaluate: for programs --------------------------------------------------


def test_extract_prints_one_object_a_text(tmp_path: Path, say: Say) -> None:
    """Order and texts are those that were handed in, also with CRLF, U+2028 and hard spaces; keys are the contract's."""
    code, output, _ = say("extract", "--jsonl", _lines(tmp_path / "in.jsonl", TEXTS))

    rows = [json.loads(line) for line in output.split("\n") if line]
    assert code == 0
    assert [(row["id"], row["text"]) for row in rows] == [(row["id"], row["text"]) for row in TEXTS]
    assert [row["lang"] for row in rows] == ["zh", "ru", "ja"]
    for row in rows:
        assert list(row) == ["id", "lang", "text", "entities", "dates", "relations", "events"]
        for mark in row["entities"]:
            assert set(mark) == {"start", "end", "text", "type", "canonical"}
            assert row["text"][mark["start"] : mark["end"]] == mark["text"]
        for mark in row["dates"]:
            assert set(mark) == {"start", "end", "text", "edtf"}
            assert row["text"][mark["start"] : mark["end"]] == mark["text"]
        for relation in row["relations"]:
            assert {"head_canonical", "type", "tail_canonical"} <= set(relation)
        for event in row["events"]:
            assert set(event) == {"trigger", "edtf"}
            assert len(event["trigger"]) == 2


def test_extract_finds_what_is_there(tmp_path: Path, say: Say) -> None:
    """A person, his command, the day of his death after a line break of two characters, a Russian place."""
    _, output, _ = say("extract", "--jsonl", _lines(tmp_path / "in.jsonl", TEXTS))

    chinese, russian, _ = (json.loads(line) for line in output.split("\n") if line)
    assert {"head_canonical": "赵尚志", "type": "commanderOf", "tail_canonical": "东北抗日联军第三军"} in [
        {key: relation[key] for key in ("head_canonical", "type", "tail_canonical")}
        for relation in chinese["relations"]
    ]
    assert [date["edtf"] for date in chinese["dates"]] == ["1942-02-12"]
    assert ("Харбин", "PLACE", "哈尔滨") in [
        (mark["text"], mark["type"], mark["canonical"]) for mark in russian["entities"]
    ]


def test_lines_are_linked_as_one_archive(tmp_path: Path, say: Say) -> None:
    """A unit that no vocabulary knows is called the same in every line: as most of them write it."""
    rows = [
        {"id": "a", "text": "一九三二年，义勇军第七十七师在通河成立。义勇军第七十七师后到汤原。"},
        {"id": "b", "text": "一九三三年，义勇军第77师在通河。"},
    ]

    _, together, _ = say("extract", "--jsonl", _lines(tmp_path / "both.jsonl", rows))
    _, alone, _ = say("extract", "--jsonl", _lines(tmp_path / "one.jsonl", rows[1:]))

    assert "义勇军第七十七师" in _canonicals(together.split("\n")[1])
    assert "义勇军第77师" in _canonicals(alone)


def _canonicals(line: str) -> list[str]:
    return [mark["canonical"] for mark in json.loads(line)["entities"]]


def test_extract_reads_files(say: Say) -> None:
    """A file gives what its text gives; the text is decoded and otherwise as it lies there."""
    file = sample_folder() / "001-部队沿革报告.txt"

    code, output, _ = say("extract", file, "--json")

    row = json.loads(output)
    assert code == 0
    assert row["text"] == file.read_bytes().decode("utf-8")
    assert len(row["entities"]) > 20


def test_extract_says_what_it_could_not_read(tmp_path: Path, say: Say) -> None:
    """The good file is printed, the others are a sentence each, and the exit code tells a program of it."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(TEXTS[0]["text"], encoding="utf-8")
    (tmp_path / "same.txt").write_text(TEXTS[0]["text"], encoding="utf-8")

    code, output, errors = say(
        "extract", tmp_path / "empty.txt", tmp_path / "good.txt", tmp_path / "same.txt"
    )

    assert code == 1
    assert len(output.splitlines()) == 1
    assert [line.split(": ", 1)[1][:11] for line in errors.splitlines()] == ["it is empty", "it is the s"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 2: this is not JSON"),
        ("[1]", "line 2: a line needs id and text"),
        ('{"id": "x"}', "line 2: a line needs id and text"),
        ('{"id": "x", "text": 5}', "line 2: a line needs id and text"),
        ('{"id": "", "text": "甲"}', "line 2"),
        ('{"id": "x", "text": "甲", "lang": "de"}', "none of the languages"),
        ('{"id": "x", "text": "\\ud800"}', "line 2: it holds half a character"),
        ('{"id": "2", "text": "甲"}', "line 2: its id is used twice"),
        (b'{"id": "x", "text": "\xff"}', "line 2: this is not UTF-8"),
    ],
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, say: Say, line: str | bytes, words: str) -> None:
    """Whoever made the file must be able to find the line."""
    file = _lines(tmp_path / "in.jsonl", TEXTS[:1])
    with file.open("ab") as end:
        end.write(line if isinstance(line, bytes) else line.encode())

    code, output, errors = say("extract", "--jsonl", file)

    assert (code, output) == (2, "")
    assert words in errors
    assert len(errors.splitlines()) == 1


def test_gold_against_itself_is_perfect(say: Say) -> None:
    """Every measure that has a value is 100."""
    code, output, _ = say("evaluate", GOLD, "--pred", GOLD, "--json")

    result = json.loads(output)
    assert code == 0
    assert list(result) == ["ja", "ru", "zh", "all", "remarks"]
    rates = re.findall(r'"(?:f1|precision|recall|accuracy)": ([\d.]+)', output)
    assert len(rates) > 100
    assert set(rates) == {"1.0"}


def test_evaluate_prints_a_table(say: Say) -> None:
    """Rates by type and language, overlap, dates, linking and relations, for eyes."""
    code, output, _ = say("evaluate", GOLD)

    assert code == 0
    assert re.search(r"^all: 12 passages$", output, flags=re.M)
    for row in ("main types", "PERSON", "PLACE", "ORGANIZATION", "dates", "relations", "edtf", "linking"):
        assert len(re.findall(rf"^{row} +\d", output, flags=re.M)) == 4, row
    assert re.search(r" P +R +F1 \| +oP +oR +oF1 ", output)
    assert "(" not in output.splitlines()[2]


def test_evaluate_reads_texts_with_any_line_separator(tmp_path: Path, say: Say) -> None:
    """U+2028 and U+0085 in a text part no lines of the file."""
    row = {"id": "1", "lang": "zh", "text": "甲\u2028乙\x85丙", "entities": [], "dates": []}
    file = _lines(tmp_path / "gold.jsonl", [row])

    code, output, _ = say("evaluate", file, "--pred", file)

    assert code == 0
    assert "all: 1 passages" in output


# --- errors are sentences ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("extract",), "either files or --jsonl FILE"),
        (("extract", "nowhere.txt"), "nowhere.txt: this file is not there."),
        (("extract", "--jsonl", "nowhere.jsonl"), "nowhere.jsonl: this file is not there."),
        (("evaluate", "nowhere.jsonl"), "nowhere.jsonl: this file is not there."),
        (("build", "w", "--from", "nowhere"), "nowhere: this folder is not there."),
        (("search", "nowhere", "x"), "nowhere: there is no archive here. Run: dangmai build"),
        (("show", "nowhere", "x"), "there is no archive here"),
        (("decide", "nowhere", "accept", "ast-1", "--reason", "r"), "there is no archive here"),
        (("decisions", "nowhere"), "there is no archive here"),
        (("serve", "nowhere"), "there is no archive here"),
        (("graph", "status", "nowhere"), "there is no archive here"),
        (("graph", "push", "nowhere"), "there is no archive here"),
        (("neo4j", "start", "nowhere"), "there is no archive here"),
        (("export", "tables", "nowhere"), "there is no archive here"),
        (("export", "site", "nowhere", "x"), "there is no archive here"),
        (("export", "pack", "nowhere", "T001"), "there is no archive here"),
    ],
)
def test_an_error_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, say: Say, arguments: tuple[str, ...], words: str
) -> None:
    """No traceback, exit code 2, nothing on the output, and nothing left behind."""
    monkeypatch.chdir(tmp_path)

    code, output, errors = say(*arguments)

    assert (code, output) == (2, "")
    assert words in errors
    assert len(errors.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "W", "无此物"), "nothing in this archive has this name"),
        (("decide", "W", "accept", "ast-1", "--reason", "r"), "ast-1: no record makes this claim."),
        (("decide", "W", "reject", "ast-1", "--reason", ""), "ast-1: no record makes this claim."),
        (("export", "site", "W", "无此展"), "no exhibition has this title or id. There are: none yet."),
        (("export", "pack", "W", "无此题"), "no theme has this name or id"),
        (("graph", "push", "W"), "no server is named"),
        (("graph", "push", "W", "--neo4j", "bolt://127.0.0.1:9"), "bolt://127.0.0.1:9"),
        (("graph", "push", "W", "--neo4j", "ftp://x"), "ftp://x"),
        (("serve", "W", "--port", "70000"), "there is no such port"),
    ],
)
def test_an_error_on_an_archive_is_one_sentence(
    sample_workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    say: Say,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    """Also where an archive is there, whatever does not fit is said, and how to mend it."""
    for name in ("NEO4J_URI", "DANGMAI_NEO4J_URI"):
        monkeypatch.delenv(name, raising=False)
    told = [str(sample_workspace.folder) if one == "W" else one for one in arguments]

    code, output, errors = say(*told)

    assert (code, output) == (2, "")
    assert words in errors
    assert len(errors.splitlines()) == 1


def test_an_archive_file_that_is_none_is_said(tmp_path: Path, say: Say) -> None:
    """A damaged or foreign archive.db is not a traceback."""
    (tmp_path / "archive.db").write_bytes(b"no database at all, but long enough to be looked at" * 99)

    code, _, errors = say("search", tmp_path, "赵尚志")

    assert code == 2
    assert "archive.db" in errors
    assert len(errors.splitlines()) == 1


def test_errors_of_the_system_are_sentences_too(tmp_path: Path, say: Say) -> None:
    """A workspace below a file cannot be made, whoever says so."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "files").mkdir()

    code, _, errors = say("build", tmp_path / "file" / "w", "--from", tmp_path / "files")

    assert code == 2
    assert "Not a directory" in errors
    assert len(errors.splitlines()) == 1


def test_a_wrong_setting_is_said(tmp_path: Path, say: Say) -> None:
    """The file, the setting and what is known."""
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "settings.toml").write_text("accept = 1\n", encoding="utf-8")
    (tmp_path / "files").mkdir()

    code, _, errors = say("build", tmp_path / "w", "--from", tmp_path / "files")

    assert code == 2
    assert "unknown setting accept" in errors


# --- search and show --------------------------------------------------------------------


def test_search_finds_another_script_and_says_so(sample_workspace: Workspace, say: Say) -> None:
    """趙尚志 finds 赵尚志; each passage has its reference and place."""
    code, output, _ = say("search", sample_workspace.folder, "趙尚志", "--limit", "3")

    assert code == 0
    assert "赵尚志" in output
    assert len(re.findall(r"^S\d{3}-\S+ \[\d+:\d+\] \(\w+\) ", output, flags=re.M)) == 3
    assert re.search(r"\d+ passages in \d+ records$", output.rstrip())


def test_show_prints_the_page_of_a_thing(sample_workspace: Workspace, say: Say) -> None:
    """What a screen shows, the command prints, as JSON."""
    code, output, _ = say("show", sample_workspace.folder, "赵尚志")

    assert code == 0
    assert json.loads(output)["entity"]["label"] == "赵尚志"


def test_a_claim_is_decided_and_the_decision_listed(sample_copy: Workspace, say: Say) -> None:
    """What show prints can be rejected by its id; then it is no fact there any more, and the list says why."""
    _, page, _ = say("show", sample_copy.folder, "赵尚志")
    fact = json.loads(page)["facts"][0]["facts"][0]

    code, said, _ = say(
        *("decide", sample_copy.folder, "reject", fact["id"], "--reason", "与原件不符", "--who", "甲")
    )
    _, after, _ = say("show", sample_copy.folder, "赵尚志")
    _, listed, _ = say("decisions", sample_copy.folder)

    assert code == 0
    assert said.startswith(f"1 reject {fact['id']} [甲, ")
    assert fact["id"] not in after
    assert "与原件不符" in listed.splitlines()[0]
    assert fact["object"]["label"] in listed
    assert listed.splitlines()[-1] == "1 decisions"


def test_only_what_works_can_be_decided(sample_copy: Workspace, say: Say) -> None:
    """A verb that nobody knows and a claim as a thing are refused, a reason is needed, nothing is written down."""
    verb, _, told = say("decide", sample_copy.folder, "marry", "ast-1", "--reason", "r")
    thing, _, missing = say("decide", sample_copy.folder, "merge", "ast-1", "ast-2", "--reason", "r")
    reason, _, why = say("decide", sample_copy.folder, "rename", "赵尚志", "--name", "甲")
    _, listed, _ = say("decisions", sample_copy.folder)

    assert (verb, thing, reason) == (2, 2, 2)
    assert "accept, reject, merge" in told
    assert "ast-1: nothing in this archive has this id or name" in missing
    assert "a decision needs a reason" in why
    assert listed == "0 decisions\n"


def test_export_of_an_exhibition_by_its_title(sample_copy: Workspace, say: Say) -> None:
    """The title is enough; the file lies in exports/."""
    with open_archive(sample_copy.archive) as archive:
        ExhibitionShelf(archive).create("江桥抗战")

    code, output, _ = say("export", "site", sample_copy.folder, "江桥抗战")

    assert code == 0
    assert (sample_copy.exports / "江桥抗战.zip").is_file()
    assert output.startswith(str(sample_copy.exports / "江桥抗战.zip"))


# --- as a program of its own ------------------------------------------------------------


def _blocking(folder: Path, *, modules: tuple[str, ...] = (), network: bool = False) -> dict[str, str]:
    """Surroundings in which some packages cannot be imported and only this machine can be reached."""
    lines = ["import sys"]
    lines += [f"sys.modules[{module!r}] = None" for module in modules]
    if network:
        lines += [
            "def watch(event, arguments):",
            "    if event == 'socket.connect' and isinstance(arguments[1], tuple):",
            "        if arguments[1][0] not in ('127.0.0.1', '::1'):",
            "            raise OSError(f'the network was asked for: {arguments[1]}')",
            "    if event == 'socket.getaddrinfo' and arguments[0] not in ('127.0.0.1', '::1', 'localhost', None):",
            "        raise OSError(f'the network was asked for: {arguments[0]}')",
            "sys.addaudithook(watch)",
        ]
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {"PYTHONPATH": f"{folder}{os.pathsep}{Path(cli.__file__).resolve().parent.parent}"}


def test_help_needs_no_streamlit(tmp_path: Path) -> None:
    """Whoever installs the reading part alone can ask what there is."""
    blocked = _blocking(
        tmp_path / "site", modules=("streamlit", "weasyprint", "neo4j", "rapidocr", "natasha")
    )

    done = dangmai("--help", environment=blocked)

    assert done.returncode == 0, done.stderr
    for command in ("demo", "build", "serve", "search", "extract", "evaluate", "export", "graph", "neo4j"):
        assert f" {command} " in done.stdout


def test_any_locale_will_do(tmp_path: Path) -> None:
    """Texts in three scripts are printed as UTF-8 also where the terminal believes in ASCII."""
    environment = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}

    done = dangmai("extract", "--jsonl", str(_lines(tmp_path / "in.jsonl", TEXTS)), environment=environment)

    assert done.returncode == 0, done.stderr
    assert "赵尚志" in done.stdout


@contextmanager
def _serving(*arguments: str, environment: dict[str, str] | None = None) -> Iterator[tuple[str, float]]:
    """The command while it serves: its address, and the seconds until it answered. SIGTERM ends it, and its app."""
    started = time.monotonic()
    process = subprocess.Popen(
        [*DANGMAI, *arguments],
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert process.stdout is not None
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if found:
                yield found[0], time.monotonic() - started
                break
        else:
            pytest.fail("".join(said))
    finally:
        process.send_signal(signal.SIGTERM)
        rest = process.communicate(timeout=30)[0]
    assert process.returncode == 0, "".join(said) + rest
    assert "Traceback" not in "".join(said) + rest


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_the_demo_needs_no_network_and_no_pdf_and_builds_once(
    tmp_path: Path, sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """In another process, cut off, the sample gives the very same archive; started again, it serves at once.

    SIGTERM ends the app too, so that no orphan keeps the port.
    """
    blocked = _blocking(tmp_path / "site", modules=("weasyprint",), network=True)
    place = Workspace(folder=tmp_path / "workspace")
    command = ("demo", "--workspace", str(place.folder), "--port", str(free_port(18_600)))

    with _serving(*command, environment=blocked) as (address, first):
        assert _answers(address)
    built = place.report.stat().st_mtime_ns
    with _serving(*command, environment=blocked) as (again, second):
        assert _answers(again)
        assert again == address  # the first one gave its port back

    assert not _answers(address)
    assert place.report.stat().st_mtime_ns == built
    assert second < 15
    with capsys.disabled():
        print(f"\ndemo: first start {first:.1f} s, second start {second:.1f} s")
    report = json.loads(place.report.read_text(encoding="utf-8"))
    with open_archive(sample_workspace.archive, read_only=True) as archive:
        assert (report["digest"], report["graph_digest"]) == (archive.digest(), archive.meta("projected"))


def test_a_busy_port_is_passed_over(sample_workspace: Workspace) -> None:
    """Somebody else's program keeps its port; ours takes the next one and says which."""
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with _serving("serve", str(sample_workspace.folder), "--port", str(port)) as (address, _):
            assert _answers(address)
            assert port < int(address.rsplit(":", 1)[1]) <= port + 50


@pytest.mark.parametrize("port", [-1, 0, 65_536])
def test_a_port_that_cannot_be_is_refused(port: int) -> None:
    """In a sentence, before anything is started."""
    with pytest.raises(BadInput, match="no such port"):
        free_port(port)


def test_an_app_that_dies_is_an_error(sample_workspace: Workspace) -> None:
    """Whoever watches the command must not take a crash for a normal end."""
    process = subprocess.Popen(
        [*DANGMAI, "serve", str(sample_workspace.folder), "--port", str(free_port(18_700))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()

    os.kill(int(children[0]), signal.SIGKILL)
    _, errors = process.communicate(timeout=30)

    assert process.returncode == 2
    assert "the app ended by itself" in errors


# --- what the demo depends on ------------------------------------------------------------


def test_the_demo_is_built_anew_when_a_setting_changes_what_is_found() -> None:
    """Another acceptance is another archive; another port or language is the same one."""
    usual = demo_state(Settings())

    assert demo_state(Settings(port=9000, language="ru")) == usual
    assert demo_state(Settings(accept_at=0.9)) != usual


def test_a_path_leads_over_claims_from_one_person_to_another(sample_workspace: Workspace, say: Say) -> None:
    """Each step is a claim of some record, and the steps join."""
    code, output, _ = say("path", sample_workspace.folder, "杨靖宇", "Чжао Шанчжи")

    steps = output.strip().splitlines()
    assert 0 == code
    assert "杨靖宇" in steps[0]
    assert "赵尚志" in steps[-1]
    assert all("—" in step and "→" in step for step in steps)
