"""When a known name is not a name: words that are also common words, nationalities, generic forces, compass points.

The table is read by the gazetteer and by the merger; each row says what, standing before or after, makes the
word something else (guideline rules 4, 5 and 9).
"""

from __future__ import annotations

import re
from functools import cache

from ontology.kinds import Kind
from ontology.names import fold

NATIONALITY = re.compile(
    r"人(?!民|数)|籍|兵(?!工|团|站|变|器|营)|语|侨|族(?!自治)|货|话|[一-龥]?裔|軍|军(?![区队部团政事用港官械工区]|司令)"
)
"""After a country: its people, soldiers or tongue, which are no names."""

COMPASS_AFTER = re.compile(
    r"方(?!面军)|面|部(?!队)|角|侧|风|隅|麓|端|约?[〇一二三四五六七八九十百千两数\d]+(?:余)?(?:公?里|[华英]里|米|哩|步)|走向|行|向"
)
COMPASS_BEFORE = re.compile(r"[城县镇村屯市里山河街门江湖路站寨堡]$|偏$|以$|之$")

GUARDS: dict[str, tuple[str, str]] = {
    # word: (what before it forbids the name, what after it forbids the name)
    "铁人": ("", "精神(?!纪)|三项|意志|料"),
    "大同": ("世界$|天下$", "元年|[二三]年|小异|社会|世界"),
    "康德": ("", "[元一二三四五六七八九十\\d]+年|哲"),
    "大正": ("", "[元一二三四五六七八九十\\d]+年"),
    "同江": ("连$|合$", ""),
    "安东": ("", "尼|诺"),
    "新京": ("", "报"),
    "和平": ("", "[^镇乡村屯]"),
    "胜利": ("", "[^油镇乡村]"),
    "解放": ("", "[^镇乡村日]"),
    "光明": ("", "[^镇乡村屯日]"),
    "北安": ("", "排|全|静"),
    "东宁": ("", "静"),
    "远东": ("", "地区的"),
    "满洲": ("", "国|里|族|铁|省委|日报|事变|映画|语|文"),
    "中国": ("", "字|画"),
    "海参": ("", "[^崴]"),
    "抗联": ("", "精神"),
}
COUNTRY_WORDS = frozenset(
    fold(word)
    for word in "日本 苏联 中国 俄国 俄罗斯 沙俄 帝俄 美国 英国 法国 德国 朝鲜 韩国 蒙古 满洲 波兰 捷克 中华 意大利 ソ连 ロシア 外国 伪满 清国 支那 德意志".split()
)
GENERIC_FORCES = re.compile(
    "(?:日本|苏联|日|苏|俄|美|英|法|德|伪满|伪|国|共|满|蒙|白俄|沙俄|ソ连|敌|中|华|联|友|我|盟|满洲国|日伪|朝鲜|俄国)(?:军(?:队)?|兵|方|侧|警|人)"
)
"""Forces and sides that are no names (guideline rule 4)."""


def stands(text: str, start: int, end: int, kind: Kind) -> bool:
    """Whether a known name at this place is used as a name."""
    word = text[start:end]
    if word in COUNTRY_WORDS and NATIONALITY.match(text, end):
        return False
    if word in _COMPASS and (
        COMPASS_AFTER.match(text, end) or COMPASS_BEFORE.search(text[max(0, start - 2) : start])
    ):
        return False
    row = _rows().get(word)
    if row is None:
        return True
    before, after = row
    if before and before.search(text[max(0, start - 6) : start]):
        return False
    return not (after and after.match(text, end))


def is_generic(text: str) -> bool:
    """Whether a span is a generic force, side or people and no name."""
    return bool(GENERIC_FORCES.fullmatch(text))


_COMPASS = frozenset(("东北", "西北", "东南", "西南", "东部", "北部"))


@cache
def _rows() -> dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]]:
    return {
        fold(word): (_compiled(before), _compiled(after))
        for word, (before, after) in GUARDS.items()
        if before or after
    }


def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(fold(pattern)) if pattern else None
