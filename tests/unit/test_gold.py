"""Hand-marked passages in either format: ids, languages, splits."""

import json
from pathlib import Path

import pytest

from extraction.gold import named_apart, read_gold
from ontology.errors import BadInput

NAMES = {"text": "赵尚志在珠河。", "entities": [{"start": 0, "end": 3, "type": "PERSON"}]}


def _file(path: Path, *rows: dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_corpus_gets_its_ids_from_its_lines_and_its_language_from_its_folder(tmp_path: Path) -> None:
    """Sentences of ner/ru/ are Russian, whatever a judge of letters would say."""
    gold = read_gold(_file(tmp_path / "ner" / "ru" / "x.jsonl", NAMES, NAMES))

    assert [(line["id"], line["lang"]) for line in gold.passages] == [("1", "ru"), ("2", "ru")]
    assert gold.only_names


def test_the_option_says_the_language_where_the_line_does_not(tmp_path: Path) -> None:
    """A line that says its language keeps it; otherwise the option, and without it the letters decide."""
    file = _file(tmp_path / "x.jsonl", NAMES, NAMES | {"lang": "zh"})

    assert [line["lang"] for line in read_gold(file, lang="ja").passages] == ["ja", "zh"]
    russian = _file(tmp_path / "y.jsonl", {"text": "Харбин стоит на Сунгари."})
    assert [line["lang"] for line in read_gold(russian).passages] == ["ru"]


def test_a_split_is_chosen_and_the_rest_is_known_as_left_out(tmp_path: Path) -> None:
    """Predictions for passages of another split are no mistake."""
    rows = [NAMES | {"id": name, "split": split} for name, split in (("a", "held"), ("b", "tuning"))]
    file = _file(tmp_path / "x.jsonl", *rows)

    gold = read_gold(file, split="held")

    assert [line["id"] for line in gold.passages] == ["a"]
    assert gold.left_out == {"b"}


def test_a_split_that_nobody_has_is_said_with_those_there_are(tmp_path: Path) -> None:
    """A misspelt split must not measure nothing."""
    file = _file(tmp_path / "x.jsonl", NAMES | {"id": "a", "split": "held"})

    with pytest.raises(BadInput, match=r"“hold”.*There are: held"):
        read_gold(file, split="hold")


def test_a_file_without_dates_is_seen_by_its_three_kinds(tmp_path: Path) -> None:
    """A corpus of names cannot blame anyone for events and dates."""
    gold = read_gold(_file(tmp_path / "x.jsonl", NAMES))
    line = {
        "entities": [{"start": 0, "end": 3, "type": "PERSON"}, {"start": 4, "end": 6, "type": "EVENT"}],
        "dates": [{"start": 0, "end": 1, "edtf": ""}],
    }

    seen = gold.seen(line, "赵尚志在珠河。")

    assert list(seen.entities) == [(0, 3, "PERSON")]
    assert seen.dates == {}


def test_two_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    """dev.jsonl of two folders are two rows of a report."""
    paths = [_file(tmp_path / folder / "dev.jsonl", NAMES) for folder in ("zh", "ja")]

    files = named_apart([read_gold(path) for path in paths], paths)

    assert [file.name for file in files] == ["zh/dev.jsonl", "ja/dev.jsonl"]
