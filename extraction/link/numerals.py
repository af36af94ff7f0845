"""Numbers inside names: 第88旅 and 第八十八旅 are one unit, 一二〇五钻井队 and 1205钻井队 one team."""

from __future__ import annotations

import re

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = "0-9" + "".join(_DIGITS) + "".join(_TENS)
_COUNTED = "路军|方面军|集团军|军|师|旅|纵队|支队|大队|中队|团|营|连|步兵|部队|钻井队|农场|号"
_READ_AS_NUMBER = re.compile(rf"(?<=第)[{_NUMBER}]+|[{''.join(_DIGITS)}]{{3,}}|[{_NUMBER}]+(?={_COUNTED})")


def numeral_value(written: str) -> int | None:
    """The value of a Chinese or Arabic numeral: 十一 is 11, 八八 is 88; None where it is neither."""
    if written.isdecimal():
        return int(written)
    if not written or any(sign not in _DIGITS and sign not in _TENS for sign in written):
        return None
    if not any(sign in _TENS for sign in written):
        return int("".join(str(_DIGITS[sign]) for sign in written))
    total, pending = 0, 0
    for sign in written:
        if sign in _TENS:
            total += (pending or 1) * _TENS[sign]
            pending = 0
        else:
            pending = _DIGITS[sign]
    return total + pending


def with_arabic_numbers(name: str) -> str:
    """A name with the numbers of units and teams in Arabic figures, as a key and never for showing."""
    return _READ_AS_NUMBER.sub(lambda found: _arabic(found.group()), name)


def _arabic(written: str) -> str:
    value = numeral_value(written)
    return written if value is None else str(value)
