"""A part of a known body by the body's full name: 满铁哈尔滨事务所 is 南满洲铁道株式会社哈尔滨事务所."""

from __future__ import annotations

import re

from extraction.link.lookup import NameIndex
from ontology.kinds import Kind

_PART = re.compile(
    r"(?:部|局|厅|处|处|科|课|股|室|组|团|队|会|司令部|参谋部|政治部|后勤部|委员会|支部|总支|分会|办事处|事务所|出张所|"
    r"分社|支社|支店|分店|分行|支行|学校|研究所|病院|医院|工场|工厂|厂|站|社|校|院|库|署|所|调查班|空军|航空兵|炮兵|工兵|铁道兵|小组|代表团|工作团)$"
)
_SHORTEST_BODY, _SHORTEST_PART = 2, 2
_SURELY = 0.85
_NUMBER = re.compile("^[第0-9〇零一二三四五六七八九十百]")


def part_of_body(folded: str, index: NameIndex, lang: str) -> str:
    """The full name of a part of a listed body; empty where no listed body begins the name, or begins it in full."""
    if not _PART.search(folded):
        return ""
    for cut in range(len(folded) - _SHORTEST_PART, _SHORTEST_BODY - 1, -1):
        head, rest = folded[:cut], folded[cut:]
        if _NUMBER.match(rest):
            continue
        found = [
            c for c in index.candidates(head, Kind.ORGANIZATION, lang) if c.score > _SURELY and not c.how
        ]
        if len(found) == 1 and found[0].entry.kind is Kind.ORGANIZATION:
            canonical = found[0].entry.canonical
            return "" if canonical == head else canonical + rest
    return ""
