"""Designations of units: an ordinal and an echelon, with or without the army they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.link.numerals import numeral_value
from ontology.names import fold

_TAILS = "集团军|方面军|步兵旅|步兵师|路军|师团|中队|大队|支队|纵队|连|营|团|旅|师|军"
"""Names of echelons, the longer before those they end in."""
_UNIT = re.compile(rf"^(?P<army>.*?)第(?P<number>[0-9〇零○一二三四五六七八九十百]+)(?P<tail>{_TAILS})?$")
_ENDS_AS_UNIT = re.compile(rf"(?P<tail>{_TAILS})$")
_LEADING_PART = re.compile(rf"^第[0-9〇零○一二三四五六七八九十百]+(?:{_TAILS})(?=.)")
_LEADING_SHORT = re.compile(
    rf"^[0-9〇零○一二三四五六七八九十百]+(?:{_TAILS})(?=(?:总?指挥部|总?司令部|政治部|参谋[部处]|后方))"
)
"""二路军总指挥部: the ordinal may go unsaid before a staff."""
_UNITED_ARMY = re.compile(r"^(?:东北)?(?:抗日联军|抗联)(?:第|教导旅|总司令部|驻|$)")
UNITED_ARMY = "东北抗日联军"
PARENTS: dict[str, tuple[str, ...]] = {
    "连": ("营", "团"),
    "营": ("团", "旅"),
    "中队": ("大队", "支队"),
    "大队": ("支队", "军"),
    "团": ("师", "旅", "军"),
    "支队": ("路军", "纵队", "军"),
    "旅": ("师", "军"),
    "师": ("军",),
    "方面军": ("路军",),
}
"""What a numbered part belongs to, the usual parent first. Armies stand by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A designation taken apart: 东北抗日联军 | 11 | 军; the army is empty for a bare ordinal."""

    army: str
    number: int
    tail: str  # empty for the first parts of 第一、第二师


def unit_of(name: str) -> Unit | None:
    """The designation a name is, None for a name of another make."""
    found = _UNIT.match(fold(name))
    value = numeral_value(found["number"]) if found else None
    if found is None or value is None:
        return None
    return Unit(army=found["army"], number=value, tail=found["tail"] or "")


def echelon_of(name: str) -> str:
    """The echelon a named formation ends in, empty for what is no formation."""
    found = _ENDS_AS_UNIT.search(fold(name))
    return found["tail"] if found else ""


def leading_part(name: str) -> tuple[str, str]:
    """第三军第一师第二团 as 第三军 and the rest; a name that begins otherwise has no leading part."""
    folded = fold(name)
    if found := _LEADING_PART.match(folded):
        return found.group(), folded[found.end() :]
    short = _LEADING_SHORT.match(folded)
    return ("第" + short.group(), folded[short.end() :]) if short else ("", folded)


def is_bare(name: str) -> bool:
    """Whether a designation begins with an ordinal, so that it does not tell whose unit it is."""
    unit = unit_of(name)
    return bool(leading_part(name)[0]) or (unit is not None and not unit.army)


def full_army_name(folded: str) -> str:
    """抗联第三军 as 东北抗日联军第三军; other names as they are."""
    if not _UNITED_ARMY.match(folded):
        return folded
    return UNITED_ARMY + re.sub(r"^(?:东北)?(?:抗日联军|抗联)", "", folded)


def speaks_of_united_army(text: str) -> bool:
    """Whether a text is about the Northeast Anti-Japanese United Army, so that 第三军 is one of its armies."""
    folded = fold(text)
    return "抗联" in folded or "抗日联军" in folded


def numeral(number: int) -> str:
    """A small number in Chinese, as units are written: 第十一军."""
    ones = "〇一二三四五六七八九"
    if number >= 100:
        return str(number)
    tens, rest = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else ones[tens] + "十"
    return head + (ones[rest] if rest or not tens else "")
