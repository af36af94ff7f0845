"""Slips of the scanner: characters of like shape, and the key under which a slip still meets the true name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from ontology.names import fold

_LIST = Path(__file__).with_name("lookalikes.txt")
"""A character a line with those most like it in print, the likest first; made by data/make_lookalikes.py."""

_MORE = (
    "柬东朿", "尔示", "芬苏", "川州洲", "旸阳肠", "辽逻", "赵起", "沈沉", "兔免", "戌戍戊", "刘列", "饶烧绕", "汤场", "北比", "贤贸责贵贡", "乌鸟马", "通逋", "虎虔",
)  # fmt: skip
"""Characters that faded or broken type makes alike and a clean font does not."""
_CYRILLIC = ("сео", "иынпк", "ъ", "тг", "лд", "шщ", "зэ")


@cache
def _likenesses() -> Mapping[str, str]:
    """Every folded character with its look-alikes."""
    found: dict[str, str] = {}
    for line in _LIST.read_text(encoding="utf-8").splitlines():
        found[line[0]] = line[1:]
    for group in _MORE:
        for sign in group:
            found[sign] = group.replace(sign, "") + found.get(sign, "")
    return found


def are_alike(first: str, second: str) -> bool:
    """Whether two characters are easily taken for each other in print."""
    known = _likenesses()
    return second in known.get(first, "") or first in known.get(second, "")


def is_rare(sign: str) -> bool:
    """Whether a character is outside the basic set of simplified Chinese, so that no usual name has it."""
    try:
        return not sign.encode("gb2312")
    except UnicodeEncodeError:
        return True


@lru_cache(maxsize=1 << 16)
def is_slip(first: str, second: str) -> bool:
    """Whether two names differ in one character that a scanner may have misread."""
    mine, theirs = fold(first), fold(second)
    differing = [(a, b) for a, b in zip(mine, theirs, strict=False) if a != b]
    return len(mine) == len(theirs) and len(differing) == 1 and are_alike(*differing[0])


@cache
def _classes() -> dict[int, str]:
    """Characters that are each other's likest, with the one that stands for both."""
    known = _likenesses()
    pairs = ((sign, alike[0]) for sign, alike in known.items() if known.get(alike[0], " ")[0] == sign)
    return {ord(max(pair)): min(pair) for pair in pairs}


@lru_cache(maxsize=1 << 16)
def shape_key(name: str) -> str:
    """A name with every character replaced by the first of its look-alikes: 杨靖字 and 杨靖宇 are one."""
    return fold(name).translate(_classes())


@cache
def _cyrillic_classes() -> dict[int, str | None]:
    found: dict[int, str | None] = {ord(sign): group[0] for group in _CYRILLIC for sign in group}
    return found | {ord("ъ"): None, ord("ь"): None}


@lru_cache(maxsize=1 << 16)
def russian_shape_key(name: str) -> str:
    """The same for Russian: Хабаровекъ and Хабаровск are one; hard signs at the end do not count."""
    return name.lower().translate(_cyrillic_classes())


def slips(first: str, second: str) -> int:
    """How many characters of two names of one length differ; -1 where the lengths do."""
    mine, theirs = fold(first), fold(second)
    if len(mine) != len(theirs):
        return -1
    return sum(a != b for a, b in zip(mine, theirs, strict=True))
