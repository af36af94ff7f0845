"""Numbers as Chinese and Japanese texts write them: 一九三六, 二十五, 廿六, 1936, １９３６."""

from __future__ import annotations

from functools import lru_cache

DIGITS = {
    **{character: value for value, character in enumerate("〇一二三四五六七八九")},
    **{character: 0 for character in "○零◯"},
    **{character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "两": 2,
}
_TENS = {"廿": 2, "卄": 2, "卅": 3, "丗": 3}
NUMERAL = "〇○零◯一二三四五六七八九十百拾廿卄卅丗壹贰叁肆伍陆柒捌玖\\d"
"""The characters a number is made of, for use inside a character class."""


@lru_cache(maxsize=4096)
def number(text: str) -> int | None:
    """The value of a number up to 9999, or nothing where the characters are no number."""
    if text.isdigit() and text.isascii():
        return int(text)
    if text.isdecimal():
        return int(text)
    if text == "元":
        return 1
    if len(text) > 1 and all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    return _spoken(text.replace("拾", "十"))


def _spoken(text: str) -> int | None:
    """A number with its places spoken: 二十五, 百零五, 廿六; 三十七八 is two numbers, so none."""
    total, digit = 0, 0
    for character in text:
        if character in _TENS:
            total += _TENS[character] * 10
        elif character == "十":
            total += (digit or 1) * 10
        elif character == "百":
            total += (digit or 1) * 100
        elif character == "千":
            total += (digit or 1) * 1000
        elif character in DIGITS and not digit:
            digit = DIGITS[character]
            continue
        else:
            return None
        digit = 0
    return total + digit if text else None


def pair(text: str) -> tuple[int, int] | None:
    """Two numbers that follow each other, perhaps with the tens said once: 三四, 二十五、六, 九、十; else nothing."""
    first, comma, last = text.rpartition("、")
    if not comma:
        first, last = text[:-1], text[-1:]
    low, high = number(first), number(last)
    if low is None or high is None or not first or (not comma and text.isascii()):
        return None
    whole = high if high > 9 else low - low % 10 + high
    return (low, whole) if low % 10 and whole == low + 1 else None
