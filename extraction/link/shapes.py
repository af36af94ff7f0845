"""Slips of the scanner: characters of like shape, and the key under which a slip still meets the true name."""

from __future__ import annotations

from functools import cache, lru_cache

from ontology.names import fold

_ALIKE = (
    "宇字学", "本木术", "牡牲牧", "滨演浜宾", "巾中申", "曰日目", "柬东朿", "伸仲", "责贵贡贸贤", "旸阳肠", "干千于", "大太犬", "己已巳", "未末",
    "人入八", "土士", "徳德", "侯候", "折析拆", "拔拨", "兔免", "治冶", "晴睛", "戌戍戊", "刺剌", "桓恒垣", "梁粱", "杨扬", "苏芬", "崔雀", "间问闻",
    "石右", "乌鸟", "洲州", "呼乎", "遼逻辽", "延廷", "佳住往", "陈阵", "赵起", "冯冶", "汤场", "沈沉", "王玉主", "丰半", "刘列", "孙孫", "林材村",
    "龙尤", "北比", "西酉四", "白自臼", "田由甲", "靖请清", "海悔", "蒙家", "宁字", "安女", "饶烧绕", "虎虔", "军车", "师帅", "团困", "联取", "省肖",
    "委季", "满蒲", "洮洗逃", "珠殊", "河何", "通逋", "汪注", "牙才", "克充", "山出", "岭玲", "铁缺", "路跻", "关美", "尚向", "志忘", "曼蔓", "靖婧",
)  # fmt: skip
_CYRILLIC = ("сео", "иынпк", "ъ", "тг", "лд", "шщ", "зэ")


@cache
def _classes() -> dict[int, str]:
    """Every character that has look-alikes, with the one that stands for its class."""
    head: dict[str, str] = {}
    for group in _ALIKE:
        folded = [fold(sign) for sign in group]
        first = next((head[sign] for sign in folded if sign in head), folded[0])
        for sign in folded:
            head.setdefault(sign, first)
    return {ord(sign): first for sign, first in head.items()}


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
