"""Names as keys: many spellings, one key."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.names import fold, name_key


@settings(deadline=None)
@given(st.text(), st.text())
def test_the_fold_of_a_part_is_that_part_of_the_fold(left: str, right: str) -> None:
    """A name is found inside any text, whatever stands beside it, at the same place."""
    assert fold(left) + fold(right) == fold(left + right)


@settings(deadline=None)
@given(st.text())
def test_the_fold_keeps_every_position(text: str) -> None:
    """Folding twice is folding once, and no character is lost."""
    once = fold(text)

    assert (len(text), once) == (len(once), fold(once))


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("關東軍", "关东军"), ("満洲国", "满洲国"), ("駅図広転発", "驿图广转发"), ("濛江", "蒙江"), ("梶塚", "梶冢"),
        ("勦畧疎隣囘硏繙緫", "剿略疏邻回研翻总"), ("康徳", "康德"), ("戦闘戰鬥", "战斗战斗"), ("刘芸", "刘芸"), ("翻译", "翻译"),
        ("淸水敎授", "清水教授"), ("ѣ ABC 1936", "ѣ ABC 1936"),
    ],
)  # fmt: skip
def test_spellings_meet_in_one_key(source: str, key: str) -> None:
    """Traditional, Japanese and variant shapes fold to the common simplified shape."""
    assert key == fold(source)


def test_modern_chinese_folds_to_itself() -> None:
    """The fold leaves modern text alone, apart from 乾, which is also traditional for 干."""
    level_one = bytes(b for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA) for b in (row, cell))

    text = level_one.decode("gb2312")

    assert text.replace("乾", "干") == fold(text)


@pytest.mark.parametrize(
    ("first", "second", "lang"),
    [
        ("西伯利亚·谢苗诺夫", "西伯利亞謝苗諾夫", "zh"), ("Ｂ・Ｋ　路", "bk路", "ja"), ("Семёнов", "СЕМЕНОВ", "ru"),
        ("Сунь  Ятсен", "сунь ятсен", "ru"), ("张 学良", "張學良", "zh"),
    ],
)  # fmt: skip
def test_name_keys_meet(first: str, second: str, lang: str) -> None:
    """Spaces, dots, width, case and ё do not make another name."""
    assert name_key(first, lang) == name_key(second, lang)
