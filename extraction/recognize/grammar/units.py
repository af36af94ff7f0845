"""Armies and units: 东北抗日联军第三路军, 独立第88旅, 关东军第七三一部队, 第四、第五军."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.recognize.grammar.scene import HAN, Scene
from extraction.recognize.grammar.suffixes import Suffixes
from extraction.recognize.grammar.words import JAPANESE_SURNAMES, alternatives, listed
from extraction.recognize.spans import Found
from ontology.kinds import Kind

NUMBER = r"[〇零一二三四五六七八九十百千两○\d０-９]{1,6}"
FORCES = listed(
    """东北抗日联军 东北抗联 抗日联军 抗联 东北人民革命军 人民革命军 东北反日联合军 东北抗日同盟军 中国工农红军 工农红军 红军 中国人民解放军
    人民解放军 解放军 东北民主联军 民主联军 东北野战军 中国人民志愿军 志愿军 八路军 新四军 国民革命军 关东军 远东方面军 远东 东北义勇军
    北满抗联 铁道兵 公安军 边防公安军 东北军 西北军 国民军 奉军 中央军 晋绥军 东北人民自治军 人民自治军 八路 东北挺进军 东北边防军 工程兵 吉林军 黑龙江军 志愿军 海军 空军"""
)
KINDS_OF_UNIT = listed(
    """独立 步兵 骑兵 炮兵 工兵 装甲 坦克 机械化 摩托化 特别 混成 教导 国境 山地 航空 空降 边防 守备 警备 防空 高射炮 铁道 警卫 近卫 红旗
    新编 暂编 重炮 战车 野战 集成 特设 输送 通信 步 骑 炮 轻型 重型 预备 补充 方面 保安 暂 新 飞行 集团 近卫 后备 派遣"""
)
LEVELS = {
    "集团军": "",
    "方面军": "",
    "路军": "",
    "军分区": "",
    "军区": "",
    "军团": "长",
    "军": "长人事官衔需火械校法阀队装",
    "兵团": "",
    "野战军": "",
    "师团": "长",
    "师": "长傅范生徒资",
    "旅团": "长",
    "旅": "长行客社馆",
    "联队": "长",
    "支队": "长",
    "大队": "长",
    "中队": "长",
    "总队": "长",
    "分队": "长",
    "纵队": "长",
    "游击队": "长",
    "守备队": "长",
    "区队": "长",
    "舰队": "长",
    "部队": "长",
    "机动旅": "长",
    "营": "长业养地",
    "团": "长结员圆聚",
    "连": "长续接年日夜同",
}
"""Words for the size of a unit, each with the characters that, coming next, make another word of it."""
PARTS = listed(
    "独立师 独立旅 独立团 妇女团 政治部 司令部 总指挥部 指挥部 参谋处 军需处 后方医院 密营 被服厂 军部 师部 教导队 教导团 少年连 少年营 保安连 警卫营"
)

_KIND = f"(?:{alternatives(KINDS_OF_UNIT)})*"
_LEVEL = "(?:" + "|".join(f"{word}(?![{ban}])" if ban else word for word, ban in LEVELS.items()) + ")"
_FORCE = alternatives(FORCES)
_ONE = f"{_KIND}第{NUMBER}(?:号)?{_KIND}{_LEVEL}"
_BARE = f"{_KIND}{NUMBER}{_KIND}{_LEVEL}"
NUMBERED = re.compile(f"(?:{_FORCE})?{_ONE}(?:{_ONE})*(?:{alternatives(PARTS)})?")
FORCE_NUMBER = re.compile(f"{_FORCE}{_BARE}(?:{_ONE})*")
DIGITS = re.compile(rf"(?<![\d０-９])\d{{2,4}}{_KIND}(?:师|旅|团|部队|特别旅|步兵旅)(?![长])")
SPECIAL = re.compile(
    r"(?<![\d第])\d{2,5}(?:步兵|独立|特别|国际)+旅|(?:关东军)?[一二三四五六七八九〇]{3,4}部队"
)
SHARED = re.compile(
    f"(?P<force>{_FORCE})?第{NUMBER}(?=(?:[、和及与，]|以及)第?{NUMBER}(?:(?:[、和及与]|以及)第?{NUMBER})*{_LEVEL})"
)
SHARED_REST = re.compile(
    f"(?<=[、和及与，])第?{NUMBER}(?=(?:(?:[、和及与]|以及)第?{NUMBER})*(?:[、和及与]|以及)第?{NUMBER}{_LEVEL})"
)
SHARED_LAST = re.compile(f"(?<=[、和及与])(?<!第)(?<!同)(?:{NUMBER})(?:路军|支队|方面军|军|师)(?![长区])")
NAMED = re.compile(
    r"(?:八路(?=[来的，。、]|同志|队伍)|[一二三四]野(?=[，。、的])|教导旅|国际旅|关东军(?![人官])|关东宪兵队|关东军司令部|抗联教导旅)(?!长)"
)

NAMED_AFTER = re.compile(
    f"(?:{'|'.join(sorted(name for name in JAPANESE_SURNAMES if len(name) > 1))})(?:骑兵)?(?:师团|旅团|联队|支队|部队|兵团|集团|大队|机关(?!长|枪|报|炮))(?!长)"
)
"""A unit named after its commander."""
ORDINAL_BODY = re.compile(
    rf"(?<!次)(?<!届)第{NUMBER}{HAN}{{0,6}}?(?:指挥部|机床厂|制造厂|制药厂|机器厂|工程公司|工程局|中学|小学|师范学校|监狱|陆军医院|野战医院|医院|煤矿|国境守备队)(?!长)"
)

FORCE_ENDS = Suffixes(
    name="force",
    kind=Kind.ORGANIZATION,
    score=0.75,
    ends=listed(
        """救国军 自卫军 义勇军 人民革命军 同盟军 联合军 抗日军 革命军 联军 讨伐军 靖国军 游击队 自卫队 支队 大队 教导旅 特务机关 宪兵队 守备队
        警备队 警察队 别动队 特别集团军 集团军 方面军 建设兵团 兵团 军区 军分区 司令部 总司令部 舰队 总指挥部 野战军 骑兵队 义勇队 保安队 先遣队
        挺进队 挺进军 守备司令部 卫戍司令部 国防军 远征军 讨伐队 工作队 搜索队 开拓团 国民军 自治军 边防军 护路军 治安军 保安军 铁血军 民众军 抗敌军 骑兵旅团 旅团 中队 保安总队 总队 独立团 警卫团 红枪会 大刀会 义勇队 抗日会 反日会 救国会 江防舰队"""
    ),
    limit=12,
    shortest=2,
    bar_in=frozenset("设有附近为由"),
    bar_next="长",
    generic=frozenset(
        listed(
            """抗日 反日 救国 人民 独立 游击 各地 地方 民众 农民 工人 抗日救国 反日救国 敌军 日军 苏军 伪军 日伪 伪 日本 我军 所属 骑兵 步兵 炮兵 部队
            当地 区 县 市 省 公安 钻井 钻探 民兵 运输 基干 步兵 混成 独立混成 自己 原 新 第 该 小 大 我 敌 国境 武装 青年 少年 联合 机械 国际 抗日义勇 前线 前敌 后方 满蒙 满洲 东北 日 苏 伪满 军 旅 师 团 各军 各路"""
        )
    ),
)


def find(scene: Scene) -> Iterator[Found]:
    """Units with a number, named forces, and each visible part of a coordination."""
    text = scene.text
    for pattern, score in (
        (NUMBERED, 0.85),
        (FORCE_NUMBER, 0.8),
        (DIGITS, 0.75),
        (SPECIAL, 0.8),
        (NAMED, 0.85),
    ):
        for match in pattern.finditer(text):
            yield _unit(match.start(), match.end(), score, "unit")
    for match in (*NAMED_AFTER.finditer(text), *ORDINAL_BODY.finditer(text)):
        yield _unit(match.start(), match.end(), 0.75, "unit")
    yield from _shared(scene)
    yield from FORCE_ENDS.find(scene)


def _shared(scene: Scene) -> Iterator[Found]:
    """第四、第五军: the head word stands once, each number is a name of its own."""
    open_at = -1
    for match in SHARED.finditer(scene.text):
        force = match.group("force")
        if force:
            yield _unit(match.start(), match.start() + len(force), 0.8, "unit-shared")
        yield _unit(match.start() + len(force or ""), match.end(), 0.85, "unit-shared")
        open_at = match.end()
        yield from _rest(scene, open_at)


def _rest(scene: Scene, position: int) -> Iterator[Found]:
    """The numbers after the first one of a coordination."""
    while position < len(scene.text) and scene.text[position] in "、和及与，":
        position += 1
        match = SHARED_REST.match(scene.text, position) or SHARED_LAST.match(scene.text, position)
        if match is None:
            return
        yield _unit(match.start(), match.end(), 0.85, "unit-shared")
        position = match.end()


def _unit(start: int, end: int, score: float, rule: str) -> Found:
    return Found(start=start, end=end, kind=Kind.ORGANIZATION, score=score, by="grammar", rule=rule)
