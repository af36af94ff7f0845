"""`dangmai evaluate` with several recognisers: what it reads, prints and writes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app import cli
from app.wiring import languages_read_by, recognizer_named
from extraction.pipeline import record_of_text
from ontology.errors import BadInput
from ontology.kinds import Kind

GOLD = [
    {
        "id": "1",
        "lang": "zh",
        "split": "held",
        "text": "1942年2月12日，赵尚志牺牲。",
        "entities": [{"start": 11, "end": 14, "type": "PERSON", "canonical": "赵尚志"}],
        "dates": [{"start": 0, "end": 10, "edtf": "1942-02-12"}],
    },
    {
        "id": "2",
        "lang": "ru",
        "split": "tuning",
        "text": "Иван Петрович Смирнов жил в Харбине.",
        "entities": [
            {"start": 0, "end": 21, "type": "PERSON", "canonical": "x"},
            {"start": 28, "end": 35, "type": "PLACE", "canonical": "哈尔滨"},
        ],
        "dates": [],
    },
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


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Two passages in two languages and two splits."""
    return _lines(tmp_path / "gold.jsonl", GOLD)


def _lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_recognisers_stand_side_by_side(say: Say, gold: Path) -> None:
    """Ours finds the Chinese name and the date; natasha reads Russian alone and finds the person the rules miss."""
    code, output, _ = say("evaluate", gold, "--with", "rules", "--with", "natasha", "--json")

    result = json.loads(output)
    groups = result["files"][0]["groups"]
    assert code == 0
    assert result["configurations"] == ["rules", "natasha"]
    assert groups["zh"]["measures"]["PERSON"]["rules"]["right"] == 1
    assert groups["zh"]["measures"]["edtf"]["rules"]["right"] == 1
    assert list(groups["zh"]["measures"]["PERSON"]) == ["rules"]
    assert groups["ru"]["measures"]["PERSON"]["natasha"]["right"] == 1
    assert list(groups["all"]["measures"]["PERSON"]) == ["rules"]


def test_tables_and_a_page_are_written(say: Say, gold: Path, tmp_path: Path) -> None:
    """Without a name our own recogniser is measured; the page lies where it was asked for."""
    file = tmp_path / "new" / "report.html"

    code, output, errors = say("evaluate", gold, "--html", file, "--calibration")

    assert code == 0
    assert "zh: 1 passages" in output
    assert "mistakes" in output
    assert "calibration of ours" in output
    assert errors.strip() == str(file)
    page = file.read_text(encoding="utf-8")
    assert "赵尚志" in page
    assert "font/woff2" in page


def test_a_plug_in_that_is_not_installed_is_left_out_and_said(
    say: Say, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are compared all the same; alone it is an error."""
    monkeypatch.setitem(sys.modules, "paddle", None)  # what Python does for a package that is not there

    code, output, _ = say("evaluate", gold, "--with", "rules", "--with", "lac", "--json")

    result = json.loads(output)
    assert code == 0
    assert result["configurations"] == ["rules"]
    assert any(one.startswith("lac is left out.") and "pip install" in one for one in result["remarks"])
    code, output, errors = say("evaluate", gold, "--with", "lac")
    assert (code, output) == (2, "")
    assert len(errors.splitlines()) == 1


def test_predictions_of_others_may_stand_first(say: Say, gold: Path, tmp_path: Path) -> None:
    """A file of predictions is one configuration; ours is held against it."""
    predictions = _lines(tmp_path / "pred.jsonl", GOLD)

    code, output, _ = say("evaluate", gold, "--pred", predictions, "--with", "rules", "--json")

    result = json.loads(output)
    figure = result["files"][0]["groups"]["ru"]["measures"]["PERSON"]
    assert code == 0
    assert result["configurations"] == ["pred", "rules"]
    assert figure["pred"]["f1"] == 1
    assert figure["rules"]["difference"]["f1"] == figure["rules"]["f1"] - 1


def test_a_split_is_measured_alone(say: Say, gold: Path) -> None:
    """Predictions for the other split are no matter, in either form of the answer."""
    code, output, _ = say("evaluate", gold, "--split", "held", "--pred", gold, "--json")
    assert code == 0
    assert json.loads(output)["all"]["passages"] == 1
    assert json.loads(output)["remarks"] == []

    code, output, _ = say("evaluate", gold, "--split", "held", "--pred", gold, "--with", "rules", "--json")
    assert code == 0
    assert json.loads(output)["files"][0]["groups"]["all"]["passages"] == 1


def test_corpora_are_read_as_they_are(say: Say, tmp_path: Path) -> None:
    """Sentences without ids, many files at once, a block for each file in the language of its folder."""
    row: dict[str, object] = {
        "text": "赵尚志在哈尔滨。",
        "entities": [{"start": 0, "end": 3, "type": "PERSON"}],
    }
    files = [
        _lines(tmp_path / "ner" / lang / "x.test.jsonl", [row, row | {"text": "哈尔滨。", "entities": []}])
        for lang in ("zh", "ja")
    ]

    code, output, _ = say("evaluate", *files, "--with", "rules")

    assert code == 0
    assert output.index("== zh/x.test.jsonl") < output.index("== ja/x.test.jsonl")
    assert "zh: 2 passages" in output
    assert "ja: 2 passages" in output
    assert "dates" not in output.split("mistakes")[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--with", "nobody"), "nobody: no recogniser has this name. Say one of ours, "),
        (("--with", "spacy"), "spacy: no recogniser has this name"),
        (("--with", "natasha:x"), "natasha:x: no recogniser has this name"),
        (("--with", "ours:quick"), "ours:quick: no recogniser has this name"),
        (("--with", "spacy:nowhere"), "nowhere: this folder holds no trained spaCy pipeline"),
        (("--split", "nowhere"), "no passage has the split “nowhere”. There are: held, tuning."),
        (("--pred", "G", "--pred", "G"), "one file of predictions is wanted for each gold file"),
    ],
)
def test_what_does_not_fit_is_one_sentence(
    say: Say, gold: Path, arguments: tuple[str, ...], words: str
) -> None:
    """No traceback, exit code 2, nothing printed."""
    code, output, errors = say("evaluate", gold, *(str(gold) if one == "G" else one for one in arguments))

    assert (code, output) == (2, "")
    assert words in errors
    assert len(errors.splitlines()) == 1


def test_a_finder_alone_marks_l0() -> None:
    """natasha alone reads the modernised layer of an old text; its spans lie in the text as printed."""
    record = record_of_text("1", "Въ городѣ жилъ Иванъ Смирновъ.", "ru")

    marked = recognizer_named("natasha").recognize(record)

    assert marked.dates == ()
    assert {one.found_by for one in marked.mentions} == {("natasha",)}
    assert [(one.text, one.kind) for one in marked.mentions] == [("Иванъ Смирновъ", Kind.PERSON)]
    assert all(record.text[one.start : one.end] == one.text for one in marked.mentions)


def test_names_say_which_languages_they_read() -> None:
    """So that a Russian tagger is not measured on Chinese."""
    assert languages_read_by("natasha") == {"ru"}
    assert languages_read_by("ours") is None
    with pytest.raises(BadInput):
        recognizer_named("")
