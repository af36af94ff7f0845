"""Walks of life: what the words about a person say he was, and whether two such sayings can be of one person."""

from __future__ import annotations

import re
from functools import lru_cache

from ontology.names import fold

_WORDS = {
    "army": "总司令|司令员|司令官|司令|总指挥|指挥|军长|师长|旅长|团长|营长|连长|排长|班长|参谋|政委|政治委员|政治指导员|指导员|政治部|战士|上将|中将|少将|大将|元帅|将军|大佐|中佐|少佐|大尉|督军|镇守使|支队长|大队长|部队长|游击队|义勇军|救国军|抗联|联军|起义军|义军|红军|部队|烈士|特务机关|兵站|军医|头目|报号|首领|小分队|侦察|通信兵|通信员|"
    "генерал|полковник|маршал|капитан|майор|командир|рядов|боец|бойц|начальник штаба|сапёр|разведчик|солдат|поручик|адмирал|армии|отряд",
    "party": "书记|县委|省委|特委|党委|党员|中共|共产党|共产国际|支部|巡视员|革命者|国民党|секретар",
    "office": "主席|省长|市长|县长|部长|大臣|总理|首相|外相|陆相|总督|巡抚|公使|领事|大使|局长|厅长|科长|处长|科员|道尹|道台|知府|知县|皇帝|执政|国务|公署|总裁|参议|尚书|侍郎|副省长|министр|губернатор|консул",
    "police": "警察署长|警察署|警尉|署长|警察|特务|宪兵|特务股|警正|警佐",
    "letters": "作家|诗人|女作家|导演|演员|画家|音乐家|作曲|编剧|小说|著有|记者|主编|翻译家|剧作家|文学|诗篇|唐诗|签名售书|писател|поэт",
    "learning": "教授|学者|科学家|地质学|医学家|医生|大夫|院士|工程师|инженер|врач|профессор|专家",
    "school": "学生|学员|获奖|中学|小学生|同学|студент",
    "teaching": "教员|教师|校长|先生|учител",
    "trade": "商人|掌柜|经理|会长|商会|商号|店主|绅士|地主|купец",
    "labor": "工人|司机|钻井队|农民|猎户|矿工|知青|社员|互助组|劳动模范|劳模|铁匠|木匠|бригадир|машинист",
    "sport": "冠军|运动员|球员|羽毛球|乒乓|滑冰|教练",
}
_MINDED = {name: re.compile(words) for name, words in _WORDS.items()}
_PUBLIC = frozenset({"army", "party", "office", "police"})
"""Walks that one life often joins: a commander becomes a governor."""
_JOINED = (
    _PUBLIC,
    frozenset({"letters", "teaching", "party", "learning", "office"}),
    frozenset({"teaching", "school", "learning", "party", "army"}),
    frozenset({"trade", "office"}),
    frozenset({"labor", "party"}),
    frozenset({"learning", "office", "party"}),
    frozenset({"school", "army"}),
)


@lru_cache(maxsize=65_536)
def walks_in(text: str) -> frozenset[str]:
    """The walks of life that the words of a text speak of."""
    folded = fold(text).lower()
    return frozenset(name for name, words in _MINDED.items() if words.search(folded))


def can_be_one(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two sets of walks fit one life: they share one, or usually go together, or one is empty."""
    if not first or not second or first & second:
        return True
    return any(a in group and b in group for a in first for b in second for group in _JOINED)
