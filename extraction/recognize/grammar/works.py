"""Named documents (条约, 宣言, 《…》), newspapers, and named events (事变, 战役, 会议)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.recognize.grammar.scene import HAN, Scene
from extraction.recognize.grammar.suffixes import Suffixes
from extraction.recognize.grammar.words import listed
from extraction.recognize.spans import Found
from ontology.kinds import Kind

QUOTED = re.compile(r"《([^《》\n]{1,40})》|〈([^〈〉\n]{1,40})〉")
QUOTED_JA = re.compile(
    r"[「『]([^「」『』\n]{1,30}(?:条约|协定|宣言|议定书|新闻|新报|日记|报告书?|密约|要纲|声明|之歌|の歌))[」』]"
)
_DATED = re.compile(r"\d{4}年")
CIRCUMSTANCES = listed(
    "这次 此次 本次 上次 下次 全体 扩大 紧急 重要 秘密 上述 以上 该项 有关 双方 停战 不平等 国际 和平 联合 新 旧 一系列 各项 正式"
)
TREATIES = Suffixes(
    name="treaty",
    kind=Kind.WORK,
    score=0.8,
    ends=listed("条约 密约 议定书 换文 公约 停战协定 协定 宣言 公告 二十一条 备忘录 宪章 要纲 觉书"),
    limit=12,
    compound=True,
    shortest=2,
    bar_next="国书组",
    proper=tuple(listed("条约 协定 公约 议定书 换文 密约")),
    generic=frozenset(CIRCUMSTANCES)
    | frozenset(listed("两国 三国 中外 边界 通商 军事 共同 独立 抗日 救国 政治 贸易 四国 草签 上述各 一般")),
)
PAPERS = Suffixes(
    name="paper",
    kind=Kind.WORK,
    score=0.75,
    ends=listed("日报 晚报 时报 新报 早报 新闻 民报 公报 画报 导报 周报 月刊 周刊 半月刊 杂志"),
    limit=5,
    compound=True,
    shortest=2,
    bar_next="社馆记联报界纸部发局",
    proper=tuple(listed("新闻 杂志 画报 时报 日报 月刊")),
    generic=frozenset(
        listed("中文 日文 俄文 英文 本市 地方 当地 各地 有关 今日 本社 外国 国际 最新 重要 战地 这份")
    ),
)
EVENTS = Suffixes(
    name="event",
    kind=Kind.EVENT,
    score=0.78,
    ends=listed(
        """事变 事件 惨案 战役 会战 保卫战 阻击战 起义 暴动 抗战 联席会议 会议 大会 代表大会 审判 运动 革命 战争 之役 之战 兵变 政变 会师 西征 投江 大检举
        检举 大惨案 战斗 条约签订 谈判 会谈"""
    ),
    limit=10,
    compound=True,
    shortest=2,
    proper=tuple(
        listed(
            "会议 大会 代表大会 谈判 会谈 会师 战斗 战役 会战 保卫战 阻击战 抗战 运动 革命 战争 检举 之役 之战 西征 联席会议 审判 大检举"
        )
    ),
    bar_in=frozenset("讲说有称闻听据因用过两起"),
    bar_next="厅室员场制主期者犯军战时罪史文上中后前性代决精记机堂",
    generic=frozenset(CIRCUMSTANCES)
    | frozenset(
        listed(
            """突发 重大 特大 历史 技术 国家 社会 安全 脱贫 攻坚 负责 流血 案件 暴力 政治 全军 全会 现场 工作 干部 军事 党员 常委 执委 省委 县委 代表 群众 各种 多次 一次 两次 几次 全国 全省 代表 动员 庆祝 追悼 座谈 联席 预备 党委 政治 领导 部务 常务 委员 全会 工人 学生
            农民 武装 抗日 反日 大小 多次 数次 激烈 重大 流血 群众性 爱国 民主 支委 党的 职工 侵略 全面 局部 持久 长期 世界 民族 革命 社会 游击 前线 全民 英勇 坚持 最后 地方 保卫 秘密"""
        )
    ),
)
FIXED_EVENTS = re.compile(
    "|".join(
        listed(
            """抗日战争 解放战争 日俄战争 日露战争 甲午战争 日清战争 太平洋战争 第一次世界大战 第二次世界大战 十月革命 辛亥革命 抗美援朝战争 国内战争 二月革命 五四运动 五卅运动
            一二九运动 土地改革运动 大革命 鸦片战争 中日战争 西安事变 抗日反攻"""
        )
    )
    + r"|(?:九[·・]?一八|七[·・]?七|一[·・]?二八|一二[·・]?九|二[·・]?二六|五[·・]?三十)(?:事变|事件|运动|惨案|之夜)"
)
ORDINAL_EVENTS = re.compile(
    rf"第[一二三四五六七八九十]次(?:战役|会战|反击战)|[一二三四五六][保战攻打进围]{HAN}{{2,4}}(?:战役|之战|保卫战)|第[一二三四五六七八九十]次{HAN}{{1,8}}?(?:会议|大会|会战|战役|大检举|西征|代表大会|战争|反击)(?![上中室员])"
)
BARE_DATES = re.compile(r"(?<![\d一二三四五六七八九十年月])(?:九[·・]?一八)(?![日年月])")


def find(scene: Scene) -> Iterator[Found]:
    """Works and events."""
    for pattern in (QUOTED, QUOTED_JA) if scene.lang == "ja" else (QUOTED,):
        for match in pattern.finditer(scene.text):
            group = match.lastindex or 1
            if _DATED.match(match.group(group)):
                continue
            yield _span(match.start(group), match.end(group), Kind.WORK, 0.9, "quoted")
    yield from _events(scene.text)
    for suffixes in (TREATIES, PAPERS, EVENTS):
        yield from suffixes.find(scene)


def _events(text: str) -> Iterator[Found]:
    """Events of general history, ordinal meetings, and dates that have become names."""
    for match in FIXED_EVENTS.finditer(text):
        yield _span(match.start(), match.end(), Kind.EVENT, 0.8, "fixed-event")
    for pattern in (ORDINAL_EVENTS, BARE_DATES):
        for match in pattern.finditer(text):
            yield _span(match.start(), match.end(), Kind.EVENT, 0.78, "event")


def _span(start: int, end: int, kind: Kind, score: float, rule: str) -> Found:
    return Found(start=start, end=end, kind=kind, score=score, by="grammar", rule=rule)
