"""Anchors: a place in a text is found again after the text around it, or the quote itself, was corrected."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ontology.anchors import anchor_in, span_of
from tests.builders import a_record

TEXT = "1936年，赵尚志任军长。王铁山同志在通河会见赵尚志，赵尚志病重。"


def found(text: str, start: int, end: int) -> str:
    """What an anchor of the old text points at in a new one; empty for nothing."""
    span = span_of(anchor_in(a_record(TEXT), start, end), text)
    return text[slice(*span)] if span else ""


@given(st.data(), st.text("甲乙丙丁\n", max_size=30))
def test_a_place_moves_with_its_text(data: st.DataObject, head: str) -> None:
    """Whatever is put before a text, every stretch of three signs and more is found where it went."""
    start = data.draw(st.integers(0, len(TEXT) - 3))
    end = data.draw(st.integers(start + 3, len(TEXT)))

    span = span_of(anchor_in(a_record(TEXT), start, end), head + TEXT)

    assert span == (start + len(head), end + len(head))


def test_of_several_equal_names_the_one_in_its_surroundings_is_found() -> None:
    """The second 赵尚志 stays the second, though the first is gone."""
    start = TEXT.index("见赵尚志") + 1
    text = TEXT.replace("赵尚志任军长", "其人任军长")

    span = span_of(anchor_in(a_record(TEXT), start, start + 3), text)

    assert span is not None
    assert text[span[0] - 1 : span[1] + 4] == "见赵尚志，赵尚志"


def test_a_corrected_quote_is_found_between_its_neighbors() -> None:
    """王铁山 was read for 王鉄珊: it is the name that stands there now, even a longer one."""
    start = TEXT.index("王铁山")

    assert found(TEXT.replace("王铁山", "王鉄珊"), start, start + 3) == "王鉄珊"
    assert found(TEXT.replace("王铁山", "王鉄珊三"), start, start + 3) == "王鉄珊三"


def test_what_is_gone_is_not_found_elsewhere() -> None:
    """The same name in other surroundings is another mention."""
    start = TEXT.index("王铁山")

    assert found("名单：李二、王铁山、张三。", start, start + 3) == ""
    assert found("", start, start + 3) == ""
