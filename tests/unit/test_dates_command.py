"""The command that reads dates out of JSON lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli
from ontology.errors import BadInput

Row = dict[str, object]


def run(tmp_path: Path, *rows: Row | str) -> list[dict[str, list[Row]]]:
    """What the command prints for these lines."""
    file = tmp_path / "in.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    file.write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(cli, ["dates", "--jsonl", str(file)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_date_is_printed_with_all_its_parts(tmp_path: Path) -> None:
    """Whoever reads the output needs span, text, EDTF, bounds, calendar, rule, certainty and readings."""
    printed = run(tmp_path, {"id": "a", "lang": "zh", "text": "于民国二十五年二月二十日发表"})

    assert printed == [
        {
            "id": "a",
            "dates": [
                {
                    "start": 1, "end": 12, "text": "民国二十五年二月二十日", "edtf": "1936-02-20", "lo": 19360220,
                    "hi": 19360220, "calendar": "era", "rule": "era", "certainty": "certain", "readings": [],
                }
            ],
        }
    ]  # fmt: skip


@pytest.mark.parametrize("anchor", ["1936-02-20", "1936-02", "1936"])
def test_an_anchor_dates_what_leans_on_it(tmp_path: Path, anchor: str) -> None:
    """A day, a month or a year of writing resolves 同年冬."""
    printed = run(tmp_path, {"id": 1, "lang": "zh", "text": "同年冬", "anchor": anchor})

    assert "1936-24" == printed[0]["dates"][0]["edtf"]


def test_without_an_anchor_a_short_date_stays_open(tmp_path: Path) -> None:
    """A date that nothing resolves, and a day that never was, are printed with an empty EDTF."""
    printed = run(tmp_path, {"id": 1, "text": "同年冬"}, {"id": 2, "text": "1936年2月30日"}, "")

    assert ["", ""] == [line["dates"][0]["edtf"] for line in printed]


def test_offsets_count_code_points(tmp_path: Path) -> None:
    """Characters beyond the first plane and line ends count as one each."""
    text = "𠮷\r\n𠮷1936年2月"

    printed = run(tmp_path, {"id": 1, "text": text})

    date = printed[0]["dates"][0]
    assert date["text"] == text[int(str(date["start"])) : int(str(date["end"]))] == "1936年2月"


def test_the_language_is_found_where_none_is_given(tmp_path: Path) -> None:
    """Russian and Japanese lines need no label."""
    printed = run(
        tmp_path,
        {"id": 1, "text": "Подписан 16 (28) мая 1858 г. в Айгуне"},
        {"id": 2, "text": "昭和六年に始まり、昨年九月までに終わった", "anchor": "1932"},
    )

    assert ["1858-05-28"] == [date["edtf"] for date in printed[0]["dates"]]
    assert ["1931", "1931-09"] == [str(date["edtf"]).removeprefix("../") for date in printed[1]["dates"]]


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", '"text"', '{"id": 1}', '{"text": "1936年"}', '{"id": 1, "text": 5}', '{"id": 1, "text": "", "lang": "xx"}',
        '{"id": 1, "text": "", "anchor": "yesterday"}', '{"id": 1, "text": "", "anchor": 1936}',
        '{"id": 1, "text": "", "anchor": "1931/1945"}', '{"id": 1, "text": "", "anchor": "1936-02-30"}',
    ],
)  # fmt: skip
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    """The sentence says which line and what to do."""
    with pytest.raises(BadInput, match=r"in\.jsonl, line 2") as error:
        run(tmp_path, {"id": 1, "text": ""}, line)

    assert error.value.remedy


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    """A wrong name is no crash."""
    result = CliRunner().invoke(cli, ["dates", "--jsonl", str(tmp_path / "none.jsonl")])

    assert isinstance(result.exception, BadInput)
