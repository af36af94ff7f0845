"""Sentences with names of our making, so that a tagger can be trained in a test without any corpus."""

from __future__ import annotations

import random
import re
from typing import Any

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷"
_GIVEN = "德明国栋文华振东志远景春玉山永福长江海亭子良凤林宝山成玉书田万青云鹏"
_PLACES = "石门 榆树 柳河 双山 白石 三岔 青沟 黑瞎 老道 二道 大荒 小南 西山 杨木 靠山 平安 太平 永安"
_KINDS_OF_PLACE = "屯 岭 沟 镇 县 站 河子"
_UNITS = "第{n}军 第{n}路军 第{n}师 独立第{n}旅 第{n}支队"
_NUMBERS = "一二三四五六七八九"
_PATTERNS = (
    "{P}率{O}到达{L}。",
    "{O}在{L}同敌人激战。",
    "是年冬，{P}由{L}转移到{L}。",
    "{O}由{P}任军长，{P}任政委。",
    "{L}的群众给{O}送去粮食。",
    "{P}同志于是年到达{L}。",
    "会议在{L}召开，{P}、{P}出席。",
    "天气寒冷，道路难行，队伍没有出发。",
    "当晚{P}与{P}商定，{O}移驻{L}一带。",
)
_HOLE = re.compile(r"\{([PLO])\}")
_TYPES = {"P": "PERSON", "L": "PLACE", "O": "ORGANIZATION"}


def generated(count: int, *, seed: int = 1) -> list[dict[str, Any]]:
    """Sentences with their spans; another seed gives other names."""
    chance = random.Random(seed)
    return [_filled(chance.choice(_PATTERNS), chance) for _ in range(count)]


def _filled(pattern: str, chance: random.Random) -> dict[str, Any]:
    text, entities, at = "", [], 0
    for hole in _HOLE.finditer(pattern):
        text += pattern[at : hole.start()]
        name = _name(hole[1], chance)
        entities.append({"start": len(text), "end": len(text) + len(name), "type": _TYPES[hole[1]]})
        text += name
        at = hole.end()
    return {"text": text + pattern[at:], "entities": entities}


def _name(kind: str, chance: random.Random) -> str:
    if kind == "P":
        return chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2))))
    if kind == "L":
        return chance.choice(_PLACES.split()) + chance.choice(_KINDS_OF_PLACE.split())
    return chance.choice(_UNITS.split()).format(n=chance.choice(_NUMBERS))
