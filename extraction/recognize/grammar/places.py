"""Places by their last word, railways as lines, countries, and one-character names that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.recognize.grammar.scene import HAN, Scene, walk_left
from extraction.recognize.grammar.segment import NAME, tag_of
from extraction.recognize.grammar.suffixes import Suffixes
from extraction.recognize.grammar.words import NOT_GIVEN, alternatives, listed
from extraction.recognize.spans import Found
from ontology.kinds import Kind

SETTLEMENTS = Suffixes(
    name="place",
    kind=Kind.PLACE,
    score=0.75,
    ends=listed(
        "省 市 县 旗 镇 乡 村 屯 堡 区 州 岭 沟 甸子 野营 密营 兵营 窝棚 庄 寨 洞 府 砬子 岗 泡子 哨 口子 站 岛 山 河 江 湖"
    ),
    limit=4,
    shortest=1,
    bar_next="长委府政境民里内外中上下边口级区城公局党军部议参镇子产东西南北岸面水守场定辖份闭系押于心泊别域间歌脉货花",
    bar_in=(NOT_GIVEN - frozenset("内外前后里上下中间边东西南北口江沿站屯村"))
    | frozenset("两诸政督统帅置废裁人使有还加并如补升转研究抗议包含设透节践沾多些座级染型类式性化际"),
    generic=frozenset(
        listed(
            """全 本 各 该 外 邻 某 两 几 数 城 乡 农 山 江 河 大 小 新 老 每 边 郊 市 县 省 村 车 兵 火车 前 后 左 右 上 下 东 西 南 北 中 沿 过 渡 翻 进 出
            有关 地 街 铁 战 军 开 机 特 灾 辖 林 矿 山 住 驻 战略 垦 油 自治 工业 城 行政 租借 租界 游击 根据地 解放 灾 敌 匪 占领 白 国防 教 报 人 知 难
            官 王 总督 都督 军 首 天 防空 山 涵 村 山 钱 饭 书 州辖 县辖 直辖 省辖 都道府 边 水 兵 双 粮 电 雷 观察 接待 转运 兵 观察 中转 补给 一 二 三 四 五 六 七 八 九 十 当地 江 全 冰 荒 群 渔 农 大 雪 海 轮 铁 道 铁 轨 知 报 街 同 志 频 渠 管 赤"""
        )
    ),
)
CITIES = alternatives(
    listed(
        "哈 沈 长 吉 齐 牡 佳 安 奉 平 津 京 滨 绥 洲 图 虎 林 宁 敦 北 黑 四 洮 昂 克 大 郑 溪 抚 海 浑 朝 开 梅 呼 拉 营 城 珲 锦 榆 通 辑"
    )
)
LINES = re.compile(
    rf"(?:{CITIES}{{2}}(?:铁路|铁道|线|路)(?![局公部警矿事管])"
    r"|(?:中东|东清|东省|中长|南满|北满|中国长春|西伯利亚|南满洲|乌苏里|阿穆尔|平绥|京汉|胶济|陇海|津浦|北宁|京奉|中国东方)(?:铁路|铁道|路)(?:支线|干线|东线|西线|南线)?(?![局公部警]|管理|株式|事件|督办|理事))"
)
_NAME_CHARS = rf"(?:(?![{''.join(sorted(NOT_GIVEN - set('镇村屯区站前间边江口上下里内外')))}]){HAN})"
BEFORE_AROUND = re.compile(
    rf"(?<=[于在至到抵赴由从自，。、驻往经])(?<!同)(?<!一个)(?!(?:东|西|南|北)?(?:江|河|边|沿|城|国|省|县|山|海|两|附|周|战|我|敌|山区|后方|前))"
    rf"{_NAME_CHARS}{{2,4}}?(?=一带|境内|山中|附近|一线|等地|等处|以东|以西|以南|以北|县城|城外|城内|郊外|近郊)"
)
"""A name that cannot be known by its form, but by 一带, 境内, 等地 after it and a preposition before it."""
HAPPENED_IN = re.compile(
    rf"(?<=[在于驻到])(?<!存在)(?<!属于)(?<!至于)(?<!关于)(?<!由于)(?<!对于)(?!(?:东|西|南|北)?(?:国|我|敌|全|本|各|战|大会|会议|某|一|两|同|党|地下|家|江|河|边))"
    rf"{_NAME_CHARS}{{2,4}}?(?<!境内)(?<!一带)(?<!附近)(?<!山中)(?<!地区)(?<!郊外)(?<!各地)(?<!等地)(?=成立|举行|召开|设立|建立|创建|创办|组建|签订|签署|牺牲|遇害|遇难|逝世|去世|病逝|病故|殉国|就义|出生|战死|阵亡|会师|会合|展开|开幕|落成|集结|被捕|被害|登陆)"
)
"""A place by what happened in it."""
HEIGHTS = re.compile(
    r"(?:\d+(?:\.\d+)?|[〇零一二三四五六七八九]{2,4})(?:\.\d+)?高地|(?<=[赴督主抵])[黑奉吉热](?=[与，。、主省])|(?:吉林|奉天|黑龙江|热河)省城|[哈营]埠"
)
LIST_MATE = re.compile(
    rf"、(?P<name>{_NAME_CHARS}{{2,4}})(?=、|两[省县市地]|[三四]省|间|之间|等地|等处|等站|等县|等省|等市|一带)"
)
BRIDGES = re.compile(rf"{HAN}{{2,4}}(?:大桥|铁桥)(?!头)")
COUNTRIES = re.compile(
    alternatives(
        listed(
            """河北 山西 山东 河南 江苏 浙江 安徽 江西 福建 湖北 湖南 广东 广西 四川 贵州 云南 陕西 甘肃 青海 新疆 西藏 宁夏 绥远 察哈尔 热河 直隶 辽宁 吉林 黑龙江 内蒙 海南岛 香港 澳门 南洋 大日本国 モンゴル人民共和国 ソビエト 京都 大阪 横滨 神户 长崎 广岛 新潟 新泻 敦贺 下关 门司 名古屋 札幌 函馆 仙台 福冈 釜山 平壤 汉城 京城 中国 日本 苏联 俄国 俄罗斯 沙俄 帝俄 美国 英国 法国 德国 意大利 朝鲜 韩国 蒙古 外蒙古 内蒙古 波兰 荷兰 比利时 加拿大 澳大利亚 印度 越南 奥地利
            匈牙利 捷克斯洛伐克 罗马尼亚 保加利亚 南斯拉夫 芬兰 瑞典 瑞士 西班牙 葡萄牙 土耳其 中华民国 中华人民共和国 大清国 清朝 清国 满洲国 伪满洲国 伪满 远东
            西伯利亚 远东共和国 欧洲 亚洲 太平洋 满洲 北满 南满 东三省 东北三省 支那 大日本帝国 露西亚 外兴安岭 大兴安岭 小兴安岭 长白山 台湾 台北 新加坡 菲律宾 泰国 缅甸 印度尼西亚 白俄罗斯 乌克兰 爱沙尼亚 拉脱维亚 立陶宛 希腊 丹麦 挪威 爱尔兰 墨西哥 巴西 阿根廷 埃及 伊朗 莫斯科 东京
            伦敦 巴黎 柏林 华盛顿 纽约 日内瓦 南京 北平 北京 上海 天津 重庆 广州 武汉 西安 延安 中华苏维埃共和国 日本海 华北 华东 华南 关内 ソ连 ロシア
            アメリカ イギリス フランス ドイツ モンゴル ハルビン シベリア モスクワ ハバロフスク ウラジオストク ウラジオストック チチハル ジャムス チャムス"""
        )
    )
    + r"(?![族人兵军语籍侨话货刀币式史]|方面|民族|共产党|国民党|当局)"
)
FORMAL = re.compile(
    r"(?:大(?:日本|清|俄|英|法|德|美|韩|奥)(?:帝国|国)|大清(?!门|寺|早|律)|(?:日本|俄罗斯|法兰西|大韩|大不列颠)(?:帝国|国))(?![民内家会旗主])"
)
"""States as treaties call them: 大清国, 大日本国, 日本国."""
ALONE = (
    re.compile(
        r"(?<=[对赴访驻留援侵联亲])(?:日|苏|俄|美|英|法|德)(?=宣战|作战|战争|外交|关系|谈判|政策|交涉|贸易|[，。、；：的之]|提出|协定|抗战)"
    ),
    re.compile(r"(?<=[在由自赴抵离返到来驻])(?:沪|哈|沈|津|平|京)(?=[，。、；：的之]|$)"),
    re.compile(r"(?<=[、，。；：（(“「])(?:日|苏|俄|美|英|法|德|意|中|华|韩|蒙)(?=[、])"),
    re.compile(
        r"(?<=[中苏日俄美英法德意]、)(?:日|苏|俄|美|英|法|德|意|中|华|韩|蒙)(?=[、，。；]|两国|三国|四国|等国|双方)"
    ),
    re.compile(
        r"(?<=[^中日苏俄美英法德华满鲜\d〇一二三四五六七八九十本今昨明当每同是逐翌生即次近半抗末])(?:日|苏|俄)(?=向|对(?:中|苏|日|美)|已|拟|允|须|应|将派|政府)"
    ),
)


def find(scene: Scene) -> Iterator[Found]:
    """Places of every sort."""
    yield from _chains(scene)
    for pattern, score, rule in (
        (LINES, 0.85, "railway"),
        (COUNTRIES, 0.85, "country"),
        (FORMAL, 0.9, "formal-country"),
    ):
        yield from _of(pattern, scene.text, score, rule)
    yield from _of(BEFORE_AROUND, scene.text, 0.65, "around")
    yield from _of(HAPPENED_IN, scene.text, 0.65, "happened")
    yield from _listed(scene)
    yield from _of(HEIGHTS, scene.text, 0.8, "height")
    yield from _by_neighbors(scene)
    if scene.lang == "ja":
        for pattern in JAPANESE:
            yield from _of(pattern, scene.text, 0.72, "japanese")
    for pattern in ALONE:
        yield from _of(pattern, scene.text, 0.7, "one-character")


_ALLOWED = frozenset("xNGnsj")
_MOTION = re.compile(
    rf"(?:[从到抵经赴至往自返寓离驻]|取道|开往|途经|连下|攻占|占领|收复|克复|开抵|退守|进驻|转赴|绕道|放弃|窜入|改驻)(?P<name>{_NAME_CHARS}{{2,4}}?)"
    r"(?=[，。、；]|坐船|上车|登陆|上岸|登船|转车|转赴|取道|搭车|等[，。地处站县]|而[去来至]|一线|之线)"
)
"""A name without a last word, between a word of motion and a mark or another such word."""
_NATIVE = re.compile(rf"(?P<name>{_NAME_CHARS}{{2,3}})(?=人[，。；、）]|籍[，。；的])")
"""After a known place: 辽宁|海城|人."""
JAPANESE = (
    re.compile(rf"(?<!{HAN}){HAN}{{2,3}}县(?!立|厅|知事|令|长|民)"),
    re.compile(rf"(?<=县){HAN}{{2,3}}(?=に|を|で|の|から|出身)"),
    re.compile(
        rf"(?<!{HAN}){HAN}{{2,4}}(?=に生まれ|の出身|出身の|に上陆|に着[いきく]|を発[ちっつ]|を経て|を経由|から船|に入港|を出発|で死去|で没|へ向|に驻屯|に进驻|を占领|に侵入|を出発)"
    ),
)
"""Prefectures, what follows one, and what one is born in, lands at or starts from."""


def _by_neighbors(scene: Scene) -> Iterator[Found]:
    """Names without a last word of their own, by a word of motion before them or a province and 人 around them."""
    for match in _MOTION.finditer(scene.text):
        if _is_strange(scene, match.start("name"), match.end("name")):
            yield SETTLEMENTS.found(match.start("name"), match.end("name"))
    for item in tuple(scene.ends.values()):
        native = _NATIVE.match(scene.text, item.end) if item.kind is Kind.PLACE else None
        if native and native.group("name") not in _PEOPLE_OF:
            yield SETTLEMENTS.found(native.start("name"), native.end("name"))


_PEOPLE_OF = frozenset(
    "军 商 工 农 抗日军 领导 负责 发言 代表 介绍 本地 各界 全体 年轻 中年 老年 青年 犯罪 当地 候选 开拓".split()
)
"""What, with 人 after a place, is no native place."""


def _is_strange(scene: Scene, start: int, end: int) -> bool:
    """Whether a span begins and ends with words of the cut and is made of none that is an ordinary one."""
    place = start
    while place < end:
        word = scene.cut.begins(place)
        if word is None or word.end > end or word.tag not in _ALLOWED or word.start in scene.begins:
            return False
        if word.tag not in "NG" and word.end - word.start > 1:
            return False
        place = word.end
    return True


def _listed(scene: Scene) -> Iterator[Found]:
    """Names joined to a known place by 、 where the list goes on or ends in 等."""
    for item in sorted(scene.ends.values(), key=lambda one: one.start):
        match = LIST_MATE.match(scene.text, item.end) if item.kind is Kind.PLACE else None
        while match and match.start("name") not in scene.begins:
            yield SETTLEMENTS.found(match.start("name"), match.end("name"))
            match = LIST_MATE.match(scene.text, match.end("name"))


def _of(pattern: re.Pattern[str], text: str, score: float, rule: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        yield Found(
            start=match.start(), end=match.end(), kind=Kind.PLACE, score=score, by="grammar", rule=rule
        )


def _chains(scene: Scene) -> Iterator[Found]:
    """Settlements in order, so that in an address each level gives the next one its safe beginning."""
    for match in SETTLEMENTS.pattern.finditer(scene.text):
        for found in _ending_at(scene, match):
            scene.ends.setdefault(found.end, found)
            yield found


def _after_higher_level(scene: Scene, start: int, match: re.Match[str]) -> int:
    """The beginning after a known place that is the higher level of an address (奉天|金州)."""
    item = scene.begins.get(start)
    if item is None or item.kind is not Kind.PLACE or match.group() not in "州县镇乡村屯堡窝棚庄":
        return start
    return item.end if item.end < match.start() else start


def _is_ordinary(scene: Scene, content: str, match: re.Match[str]) -> bool:
    """Whether the last word is part of an ordinary one (终点站, 产区) or makes one with its only word (关税|区)."""
    over = scene.cut.over(match.start())
    if over and over.start < match.start() and over.tag in "nbsfa" and over.end == match.end():
        return True
    if match.group() in "省市县" and content[-1:] in tuple("强大名穷富"):
        return len(content) > 2  # 档案强省, 石油大省
    if match.group() not in _WITH_WORDS:
        return False
    return (
        content[-1:] == "地" or tag_of(content) in tuple("nabvsfd") or tag_of(content[-2:]) in tuple("nabvf")
    )


_WITH_WORDS = "区站市州"
"""Last words that follow ordinary words as easily as names; 村 and 屯 are named after such words."""
_BESIDE_NATURE = re.compile("一带|附近|[南北东西两沿]|畔|麓|中|上|下|、|等|地区|区|县|镇|市")
_STANDS = tuple("着立起在住岗出")
_NOT_A_DISTRICT = frozenset(
    "地社校灾山垦城市园小特战产税北南东西验新窗辖禁林矿牧租防苏白管海军专敌我郊景学分选厂牧雨"
)


def _ending_at(scene: Scene, match: re.Match[str]) -> Iterator[Found]:
    start = walk_left(scene, match.start(), limit=SETTLEMENTS.limit)
    if start is None:
        return
    word = scene.cut.begins(start)
    if match.group() in "江山海洲岭" and word and word.tag == NAME and word.end == match.end():
        if _BESIDE_NATURE.match(scene.text, match.end()) is None and word.end - word.start == 3:
            return  # 王永江 is a person
    start = _after_higher_level(scene, start, match)
    content = scene.text[start : match.start()]
    named_camp = match.group().endswith("营") and content in ("东", "西", "南", "北", "中")
    if not (named_camp or SETTLEMENTS.admits(content)):
        return
    if _is_ordinary(scene, content, match):
        return
    if match.group() == "站" and scene.text[match.end() : match.end() + 1] in _STANDS:
        return
    if (
        len(match.group()) == 1
        and match.start() - start < 2
        and match.group() in "山河江湖站岛港关口道区岗岸州"
    ):
        return
    yield SETTLEMENTS.found(start, match.end())
