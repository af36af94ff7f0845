"""Language, script and sentences of a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.text.language import language_of
from extraction.text.segment import LONGEST, sentences


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("东北抗日联军第一路军总司令部", ("zh", "Hans")), ("東北抗日聯軍第一路軍總司令部", ("zh", "Hant")),
        ("Управление дороги в Харбине", ("ru", "Cyrl")), ("Управленіе дороги въ городѣ Харбинѣ", ("ru", "Cyrl")),
        ("満洲国は昭和七年に建国された", ("ja", "Jpan")), ("満洲國軍政部ハ管下各部隊ニ對シ命令ス", ("ja", "Jpan")),
        ("ハルビン", ("ja", "Jpan")), ("関東軍", ("ja", "Jpan")), ("關東軍", ("zh", "Hant")), ("关东军", ("zh", "Hans")),
        ("周保中", ("und", "und")), ("", ("und", "und")), ("1936", ("und", "und")),
    ],
)  # fmt: skip
def test_languages(text: str, verdict: tuple[str, str]) -> None:
    """A line is judged by the characters that only one script has; a bare name may stay undecided."""
    assert verdict == language_of(text)


def test_two_scripts_make_a_mixed_text() -> None:
    """A Chinese letter with a long Russian enclosure says so, and keeps the language of its larger part."""
    text = "东北抗日联军第一路军总司令部给各部队的指示信\nУправление дороги"

    assert ("zh", "mixed") == language_of(text)


def test_a_name_in_another_script_is_no_second_language() -> None:
    """One foreign name does not make a document mixed."""
    text = "东北抗日联军教导旅驻伯力\n" * 9 + "Хабаровск"

    assert ("zh", "Hans") == language_of(text)


def cut(text: str) -> list[str]:
    """The sentences of a text as strings."""
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("九月成立。“改编。”次年西征", ["九月成立。", "“改编。”", "次年西征"]),
        ("第一章\n总述", ["第一章", "总述"]),
        ("А. В. Колчак прибыл в г. Омск. Было это 1 мая 1936 г. Он уехал.", ["А. В. Колчак прибыл в г. Омск.", "Было это 1 мая 1936 г.", "Он уехал."]),
        ("长度1.5公里。", ["长度1.5公里。"]),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    """Sentences end at full stops and lines, not at initials, figures and abbreviations."""
    assert expected == cut(text)


def test_text_without_punctuation_is_cut_by_length() -> None:
    """Vertical print that lost its full stops still comes in pieces that can be read."""
    assert [LONGEST, LONGEST, 100] == [len(piece) for piece in cut("军" * (2 * LONGEST + 100))]


@settings(deadline=None)
@given(
    st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("。. \n，a日г")), max_size=500)
)
def test_sentences_lose_nothing(text: str) -> None:
    """Sentences are in order, not too long, and leave out blanks alone."""
    spans = sentences(text)

    outside = list(text)
    for start, end in spans:
        assert 0 < end - start <= LONGEST
        outside[start:end] = [" "] * (end - start)
    assert spans == sorted(spans)
    assert not "".join(outside).strip()
    language_of(text)
