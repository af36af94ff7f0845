"""Deciding on the command line, from the first build to taking it all back."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app import cli

FILES = {
    "一.txt": "1936年，赵尚志任东北抗日联军第三军军长。\n李福生同志在通河。",
    "二.txt": "李福生与李老福到通河，见到赵尚志。",
}

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
def workspace(tmp_path: Path, say: Say) -> Path:
    """Two texts, built by the command."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "settings.toml").write_text('vectors = "no"\n', encoding="utf-8")
    assert say("build", tmp_path / "w", "--from", folder, "--quiet")[0] == 0
    return tmp_path / "w"


def test_from_a_claim_to_its_page_and_back(workspace: Path, say: Say, tmp_path: Path) -> None:
    """Why says the chain; a missed name, a rejected claim and a new name are decided, listed, and taken back."""
    _, page, _ = say("show", workspace, "赵尚志")
    claim = json.loads(page)["facts"][0]["facts"][0]["id"]
    _, chain, _ = say("why", workspace, claim)
    record = json.loads(page)["records"][0]["record"]["id"]
    rows = [
        {"verb": "reject", "claim": claim, "reason": "与原件不符"},
        {"verb": "rename", "entity": "赵尚志", "name": "赵尚志将军", "reason": "展览用名"},
    ]
    file = tmp_path / "decisions.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")

    decided, said, _ = say("decide", workspace, "--jsonl", file, "--who", "甲")
    name, _, _ = say("decide", workspace, "accept", f"{record}:0:4", "--kind", "EVENT", "--reason", "漏标")
    _, listed, _ = say("decisions", workspace)
    _, about, _ = say("why", workspace, "赵尚志将军")
    for number in (3, 2, 1):
        assert say("decide", workspace, "--undo", number)[0] == 0
    _, after, _ = say("show", workspace, "赵尚志")

    assert "Evidence 1: 一.txt, page 1, line 1" in chain
    assert "[赵尚志]" in chain
    assert all(word in chain for word in ("Versions: recogniser ", "linker ", "relator ", "Decisions: none."))
    assert (decided, name) == (0, 0)
    assert [line.split()[:2] for line in said.splitlines()] == [["1", "reject"], ["2", "rename"]]
    assert listed.splitlines()[-1] == "3 decisions"
    assert "not there now" not in listed
    assert "1 reject" in about
    assert "2 rename 赵尚志 → 赵尚志将军 [甲] 展览用名" in about
    assert json.loads(after) == json.loads(page)


def test_a_bad_line_is_named_and_nothing_is_kept(workspace: Path, say: Say, tmp_path: Path) -> None:
    """One sentence with the number of the line; the good line before it is not written down."""
    file = tmp_path / "decisions.jsonl"
    file.write_text(
        '{"verb": "rename", "entity": "赵尚志", "name": "甲", "reason": "r"}\n{"verb": "merge"}\n',
        encoding="utf-8",
    )

    code, _, said = say("decide", workspace, "--jsonl", file)
    _, listed, _ = say("decisions", workspace)

    assert (code, listed) == (2, "0 decisions\n")
    assert said.startswith("decisions.jsonl, line 2, merge: a decision is about something.")
    assert said.count("\n") == 1


def test_what_does_not_fit_together_is_a_sentence(workspace: Path, say: Say) -> None:
    """No verb, two commands at once, no reason, nobody of that name."""
    asked = {
        ("decide", workspace): "“” cannot be decided here",
        ("decide", workspace, "merge", "甲", "--undo", "1"): "several commands at once",
        ("decide", workspace, "rename", "赵尚志", "--name", "甲"): "a decision needs a reason",
        ("why", workspace, "张三丰"): "nothing in this archive has this id or name",
        ("why", workspace, "ast-1"): "no record makes this claim",
    }

    for arguments, words in asked.items():
        code, _, said = say(*arguments)

        assert code == 2
        assert words in said
