"""Search finds names across scripts, endings and printed line ends."""

from __future__ import annotations

import pytest

from kg.records import Archive
from kg.records.passages import PASSAGE, match_expression, passages, segment
from tests.builders import a_record

TEXTS = {
    "zh": "东北抗日联军第一军在磐石成立。杨靖宇任军长。",
    "hant": "東北抗日聯軍第一軍軍長楊靖宇。",
    "lines": "伪满洲国警\n察厅文件。东北抗日联\n军第二军。",
    "ja": "満洲国のハルビン駅で特急あじあ号に乗車した。",
    "ru": "Командир партизанского отряда прибыл на станцию Харбин. Построена Китайская Восточная дорога.",
    "old": "Постройка желѣзной дороги въ Маньчжуріи. Ко-\nмандиръ корпуса.",
}


@pytest.fixture
def archive(empty_archive: Archive) -> Archive:
    """An archive with one record for each way of writing."""
    for name, text in TEXTS.items():
        empty_archive.save_record(a_record(text, key=f"S:{name}"))
    return empty_archive


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("联军", {"zh", "hant", "lines"}),
        ("聯軍", {"zh", "hant", "lines"}),
        ("靖宇", {"zh", "hant"}),
        ("磐", {"zh"}),
        ("警察厅", {"lines"}),
        ("ハルビン", {"ja"}),
        ("командира", {"ru", "old"}),
        ("ХАРБИНА", {"ru"}),
        ("железная дорога", {"old"}),
        ("дорог", {"ru", "old"}),
        ("靖宇 磐石", {"zh"}),
        ("军联", set()),
        ("第一军", {"zh", "hant"}),
    ],
)
def test_query_finds_the_right_texts(archive: Archive, query: str, expected: set[str]) -> None:
    """One question, every script and grammatical form."""
    found = {archive.record(hit.record) for hit in archive.search(query)}

    assert expected == {record.key.removeprefix("S:") for record in found if record}


@pytest.mark.parametrize("query", ["", "  ", "，。", '"', "--", "*", "()"])
def test_query_without_words_finds_nothing(archive: Archive, query: str) -> None:
    """Marks alone are no question, and no error either."""
    assert () == archive.search(query)


@pytest.mark.parametrize("query", ['靖宇" OR "', "靖宇 NOT 磐石", "NEAR(靖宇)", "靖宇*", "words:靖宇"])
def test_query_syntax_is_plain_text(archive: Archive, query: str) -> None:
    """What a reader types is looked for, never carried out."""
    hits = archive.search(query)

    assert len(hits) <= len(TEXTS)
    assert " OR " not in match_expression(query)


def test_hit_is_a_span_of_the_text_itself(archive: Archive) -> None:
    """A hit quotes the source, not the folded copy."""
    hits = [one for one in archive.search("杨靖宇") if archive.record(one.record).key == "S:hant"]  # type: ignore[union-attr]

    assert [TEXTS["hant"]] == [TEXTS["hant"][one.start : one.end] for one in hits]


def test_limit_is_kept_and_best_comes_first(archive: Archive) -> None:
    """Few good answers rather than many."""
    hits = archive.search("联军", limit=2)

    assert 2 == len(hits)
    assert hits[0].score >= hits[1].score


def test_passages_cover_the_text_and_stay_short() -> None:
    """No character between two passages is lost to search, and none is too long to show."""
    text = "一句话。" * 90 + "\n\n" + "没有标点的一长串文字" * 80 + "\f" + "完。 \n"

    spans = list(passages(text))

    covered = {at for start, end in spans for at in range(start, end)}
    assert {at for at, one in enumerate(text) if not one.isspace()} <= covered
    assert max(end - start for start, end in spans) <= PASSAGE
    assert spans == sorted(spans)


def test_name_at_a_hard_cut_is_still_found() -> None:
    """Where a long stretch is cut, both sides keep the characters around the cut."""
    text = "无" * (PASSAGE - 2) + "杨靖宇" + "无" * PASSAGE

    assert any("杨靖宇" in text[start:end] for start, end in passages(text))


def test_empty_text_has_no_passages() -> None:
    """A blank page is no hit."""
    assert [] == list(passages(" \n\f "))
    assert "" == segment(" \n")
