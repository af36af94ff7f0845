"""Designations of units: an ordinal and an echelon, with or without the army they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.link.numerals import numeral_value
from ontology.names import fold

ECHELONS = (
    ("连", 1),
    ("中队", 1),
    ("营", 2),
    ("大队", 2),
    ("团", 3),
    ("支队", 4),
    ("步兵旅", 5),
    ("旅", 5),
    ("步兵师", 6),
    ("师团", 6),
    ("师", 6),
    ("纵队", 7),
    ("军", 8),
    ("集团军", 9),
    ("方面军", 9),
    ("路军", 9),
)
"""Names of echelons with their height; a unit can only belong to a higher one."""

_HEIGHT = dict(ECHELONS)
_TAILS = "|".join(sorted(_HEIGHT, key=len, reverse=True))
_UNIT = re.compile(rf"^(?P<army>.*?)第(?P<number>[0-9〇零○一二三四五六七八九十百]+)(?P<tail>{_TAILS})?$")
_ENDS_AS_UNIT = re.compile(rf"(?P<tail>{_TAILS})$")
_UNITED_ARMY = re.compile(r"^(?:东北)?(?:抗日联军|抗联)(?:第|教导旅|总司令部|驻|$)")
UNITED_ARMY = "东北抗日联军"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A designation taken apart: 东北抗日联军 | 11 | 军; the army is empty for a bare ordinal."""

    army: str
    number: int
    tail: str  # empty for the first parts of 第一、第二师

    @property
    def height(self) -> int:
        """How high the echelon stands."""
        return _HEIGHT.get(self.tail, 0)


def unit_of(name: str) -> Unit | None:
    """The designation a name is, None for a name of another make."""
    found = _UNIT.match(fold(name))
    value = numeral_value(found["number"]) if found else None
    if found is None or value is None:
        return None
    return Unit(army=found["army"], number=value, tail=found["tail"] or "")


def height_of(name: str) -> int:
    """How high in the order of battle a named formation stands, 0 for what is no formation."""
    found = _ENDS_AS_UNIT.search(fold(name))
    return _HEIGHT[found["tail"]] if found else 0


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
