"""Russian names of bodies in Chinese, word by word: 9-й гвардейский мехкорпус is 近卫机械化第九军.

The canonical name of a body is Chinese. What stands before the head noun qualifies it, what follows is whose it is,
and all of it stands before the head in Chinese. A name with one word that is not in the lists stays Russian.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extraction.link.russian import CHINESE_EASTERN, lemma_keys, nominative
from extraction.link.units import numeral

Resolve = Callable[[str], str]
"""The canonical name of a listed body or place by its Russian name, empty for others."""

_SIDES = {
    "советск": "苏联", "японск": "日本", "китайск": "中国", "русск": "俄国", "российск": "俄国", "корейск": "朝鲜",
    "монгольск": "蒙古", "американск": "美国", "английск": "英国", "британск": "英国", "французск": "法国",
    "германск": "德国", "польск": "波兰", "маньчжурск": "满洲", "харбинск": "哈尔滨", "мукденск": "沈阳",
    "хабаровск": "哈巴罗夫斯克", "владивостокск": "符拉迪沃斯托克", "приморск": "滨海", "амурск": "阿穆尔",
    "приамурск": "阿穆尔沿岸", "заамурск": "外阿穆尔", "цицикарск": "齐齐哈尔", "гиринск": "吉林", "дальневосточн": "远东",
    "забайкальск": "外贝加尔", "сибирск": "西伯利亚", "восточно-сибирск": "东西伯利亚", "западно-сибирск": "西西伯利亚",
    "иркутск": "伊尔库茨克", "читинск": "赤塔", "благовещенск": "布拉戈维申斯克", "пекинск": "北京", "нанкинск": "南京",
    "шанхайск": "上海", "тяньцзиньск": "天津", "дайренск": "大连", "дальнинск": "大连", "портартурск": "旅顺",
    "порт-артурск": "旅顺", "чанчуньск": "长春", "уссурийск": "乌苏里", "московск": "莫斯科", "ленинградск": "列宁格勒",
    "петербургск": "彼得堡", "тихоокеанск": "太平洋", "сунгарийск": "松花江", "хэйлунцзянск": "黑龙江",
    "маньчжоу-го": "伪满洲国", "никольск-уссурийск": "乌苏里斯克", "сахалинск": "萨哈林", "камчатск": "堪察加",
    "якутск": "雅库特", "туркестанск": "土耳其斯坦", "северо-восточн": "东北", "южно-маньчжурск": "南满",
    "северо-маньчжурск": "北满", "южно-уссурийск": "南乌苏里",
}  # fmt: skip
_QUALITIES = {
    "городск": "市", "областн": "州", "краев": "边疆区", "уездн": "县", "губернск": "省", "провинциальн": "省",
    "районн": "区", "окружн": "区", "центральн": "中央", "военн": "军事", "народн": "人民", "революционн": "革命",
    "временн": "临时", "главн": "总", "генеральн": "总", "железнодорожн": "铁路", "торгов": "商业", "биржев": "交易所",
    "общественн": "公共", "исполнительн": "执行", "национальн": "国民", "государственн": "国立", "политехническ": "工业",
    "медицинск": "医学", "педагогическ": "师范", "коммерческ": "商业", "юридическ": "法学", "технологическ": "工学",
    "коммунистическ": "共产", "социалистическ": "社会主义", "демократическ": "民主", "антияпонск": "抗日",
    "партизанск": "游击", "объединённ": "联合", "объединенн": "联合", "красн": "红", "краснознамённ": "红旗",
    "краснознаменн": "红旗", "белогвардейск": "白卫", "земск": "地方自治", "казач": "哥萨克", "пограничн": "边防",
    "охранн": "护路", "полицейск": "警察", "таможенн": "海关", "почтов": "邮政", "телеграфн": "电报", "санитарн": "卫生",
    "противочумн": "防疫", "городов": "市", "землеустроительн": "土地", "земельн": "土地", "горн": "矿务", "судоходн": "航运",
    "пароходн": "轮船", "акционерн": "股份", "лесн": "林业", "переселенческ": "移民", "строительн": "建筑",
    "политическ": "政治", "специальн": "特别", "экспедиционн": "远征", "духовн": "宗教", "православн": "东正教",
    "еврейск": "犹太", "рабоч": "工人", "крестьянск": "农民", "женск": "女子", "мужск": "男子", "реальн": "实科",
    "начальн": "初等", "высш": "高等", "средн": "中等", "научн": "科学", "краеведческ": "地方志", "ветеринарн": "兽医",
}  # fmt: skip
_ARMS = {
    "гвардейск": "近卫", "стрелков": "步兵", "пехотн": "步兵", "танков": "坦克", "механизированн": "机械化",
    "кавалерийск": "骑兵", "конн": "骑兵", "артиллерийск": "炮兵", "воздушн": "空军", "авиационн": "航空兵",
    "бомбардировочн": "轰炸航空兵", "истребительн": "歼击航空兵", "штурмов": "强击航空兵", "зенитн": "高射炮兵",
    "сапёрн": "工兵", "саперн": "工兵", "инженерн": "工程兵", "горнострелков": "山地步兵", "мотострелков": "摩托化步兵",
    "моторизованн": "摩托化", "мотоброневой": "装甲", "мотоброневу": "装甲", "миномётн": "迫击炮", "казач": "哥萨克",
    "пограничн": "边防", "железнодорожн": "铁道兵", "воздушно-десантн": "空降兵", "десантн": "空降", "драгунск": "龙骑兵",
    "уланск": "枪骑兵", "запасн": "后备", "резервн": "预备", "отдельн": "独立", "особ": "特别", "смешанн": "混成",
    "ударн": "突击", "краснознамённ": "红旗", "краснознаменн": "红旗", "партизанск": "游击",
}  # fmt: skip
_ECHELONS = {
    "армия": "集团军", "корпус": "军", "дивизия": "师", "бригада": "旅", "полк": "团", "батальон": "营", "дивизион": "营",
    "рота": "连", "эскадрон": "骑兵连", "батарея": "炮兵连", "сотня": "哥萨克连", "фронт": "方面军", "отряд": "支队",
    "мехкорпус": "机械化军", "мехбригада": "机械化旅", "танкобригада": "坦克旅", "кавкорпус": "骑兵军",
    "кавдивизия": "骑兵师", "кавбригада": "骑兵旅", "стрелкорпус": "步兵军", "мотобронебригада": "装甲旅",
    "погранотряд": "边防总队",
}  # fmt: skip
_JAPANESE = {"师": "师团", "旅": "旅团", "团": "联队", "营": "大队", "连": "中队"}
_HEADS = {
    "штаб": "司令部", "управление": "局", "правление": "理事会", "консульство": "领事馆", "посольство": "大使馆",
    "полпредство": "全权代表处", "торгпредство": "商务代表处", "правительство": "政府", "комитет": "委员会",
    "комиссия": "委员会", "совет": "苏维埃", "бюро": "局", "банк": "银行", "общество": "协会", "компания": "公司",
    "союз": "联盟", "партия": "党", "флот": "舰队", "флотилия": "区舰队", "эскадра": "分舰队", "институт": "学院",
    "университет": "大学", "училище": "学校", "школа": "学校", "гимназия": "中学", "академия": "科学院",
    "таможня": "海关", "завод": "工厂", "фабрика": "工厂", "депо": "机务段", "театр": "剧院", "музей": "博物馆",
    "библиотека": "图书馆", "больница": "医院", "госпиталь": "医院", "типография": "印刷厂", "суд": "法院", "дума": "杜马",
    "управа": "市政厅", "палата": "商会", "кафедра": "教研室", "обком": "州委", "крайком": "边疆区委", "горком": "市委",
    "райком": "区委", "исполком": "执行委员会", "облисполком": "州执行委员会", "крайисполком": "边疆区执行委员会",
    "архив": "档案馆", "отдел": "处", "отделение": "分处", "секция": "科", "гарнизон": "卫戍部队", "округ": "军区",
    "трибунал": "法庭", "губернаторство": "总督府", "генерал-губернаторство": "总督府", "политбюро": "政治局",
    "миссия": "使团", "делегация": "代表团", "епархия": "教区", "контора": "办事处", "агентство": "代办处", "станция": "站",
    "контрразведка": "反间谍处", "политуправление": "政治部", "крепость": "要塞", "укрепрайон": "筑垒地域", "госархив": "国家档案馆", "цк": "中央", "газета": "报", "редакция": "编辑部",
}  # fmt: skip
_WHOLE = (
    (re.compile(r"(?i)^министерство иностранных дел\b"), "外交部"),
    (re.compile(r"(?i)^(?:народный комиссариат|наркомат) иностранных дел\b"), "外交人民委员部"),
    (re.compile(r"(?i)^(?:народный комиссариат|наркомат) внутренних дел\b"), "内务人民委员部"),
    (re.compile(r"(?i)^(?:народный комиссариат|наркомат) путей сообщения\b"), "交通人民委员部"),
    (re.compile(r"(?i)^(?:народный комиссариат|наркомат) обороны\b"), "国防人民委员部"),
    (re.compile(r"(?i)^министерство внутренних дел\b"), "内务部"),
    (re.compile(r"(?i)^министерство путей сообщения\b"), "交通部"),
    (re.compile(r"(?i)^министерство финансов\b"), "财政部"),
    (re.compile(r"(?i)^министерство обороны\b"), "国防部"),
    (re.compile(r"(?i)^министерство просвещения\b"), "教育部"),
    (re.compile(r"(?i)^(?:военное министерство|военного министерства)\b"), "陆军部"),
    (re.compile(r"(?i)^морское министерство\b"), "海军部"),
    (re.compile(r"(?i)^(?:генеральный штаб|генштаб)\b"), "总参谋部"),
    (re.compile(r"(?i)^политическое управление\b"), "政治部"),
    (re.compile(r"(?i)^политотдел\b"), "政治处"),
    (re.compile(r"(?i)^военный совет\b"), "军事委员会"),
    (re.compile(r"(?i)^военная миссия\b"), "军事使团"),
    (re.compile(r"(?i)^совет министров\b"), "部长会议"),
    (re.compile(r"(?i)^совет народных комиссаров\b"), "人民委员会"),
    (re.compile(r"(?i)^центральный комитет\b"), "中央"),
    (re.compile(r"(?i)^исполнительный комитет\b"), "执行委员会"),
    (re.compile(r"(?i)^торговая палата\b"), "商会"),
    (re.compile(r"(?i)^городское управление\b"), "市政局"),
    (re.compile(r"(?i)^военно-воздушные силы\b|^ввс\b"), "空军"),
)  # fmt: skip
_JAPANESE_OFFICES = {
    "外交部": "外务省",
    "陆军部": "陆军省",
    "海军部": "海军省",
    "财政部": "大藏省",
    "内务部": "内务省",
}
_TRADES = ("轮船", "股份", "商业", "建筑")
_ABROAD = frozenset({"总领事馆", "领事馆", "大使馆", "全权代表处", "商务代表处"})
_ENDING = re.compile("(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ых|их|ую|юю|ом|ем)$")
_NUMBER = re.compile(r"^(?P<number>\d+)-?[а-я]{0,3}$")
_OF_PLACE = re.compile(r"^(?P<whose>.*?)\s*\b(?:в|во|при)\s+(?P<where>[А-ЯЁ].*)$")
_OF_THE_ROAD = re.compile(
    r"(?i)^(?P<body>(?:правлени|управлени)\w+|коммерческ\w+ част\w+)(?: (?:железной )?дороги)?$"
)
_CHINESE_CHANGCHUN = re.compile(r"(?i)КЧЖД|Чанчуньск\w+ железн")
_RAILWAY = re.compile("铁路$")


@dataclass(frozen=True, slots=True)
class _Parts:
    number: str = ""
    sides: str = ""
    qualities: str = ""
    arms: str = ""


def with_its_railway(name: str, text: str) -> str:
    """Правление дороги in a text about one of the two railways is that railway's."""
    found = _OF_THE_ROAD.match(name)
    if not found:
        return name
    if _CHINESE_CHANGCHUN.search(text):
        return f"{found['body']} КЧЖД"
    return f"{found['body']} КВЖД" if CHINESE_EASTERN.search(text.replace("ѣ", "е")) else name


def body_in_chinese(name: str, resolve: Resolve, *, before_1918: bool = False) -> str:
    """A Russian body's name in Chinese; empty where a word of it is unknown."""
    plain = nominative(name)
    for pattern, chinese in _WHOLE:
        if found := pattern.match(plain):
            return _with_owner(chinese, plain[found.end() :].strip(), "", resolve)
    words = plain.split()
    parts = _Parts()
    for place, word in enumerate(words):
        lowered = _head_form(word)
        rest = " ".join(words[place + 1 :])
        if lowered in _ECHELONS and (parts.number or parts.arms):
            return (
                ""
                if rest
                else _unit(parts, _ECHELONS[lowered], japanese="пехотн" in plain and not before_1918)
            )
        if lowered in _HEADS:
            return _with_owner(parts.qualities + _HEADS[lowered], rest, parts.sides, resolve)
        read = _read(parts, lowered)
        if read is None:
            return ""
        parts = read
    return ""


def _head_form(word: str) -> str:
    """A word in small letters, a head noun that an unknown prefix kept from being declined in its dictionary form."""
    lowered = word.lower()
    known = (key for key in lemma_keys(word) if key in _ECHELONS or key in _HEADS)
    return lowered if lowered in _HEADS or _ENDING.search(lowered) else next(known, lowered)


def _read(parts: _Parts, word: str) -> _Parts | None:
    """The parts with one more word before the head; None where the word is unknown."""
    if found := _NUMBER.match(word):
        return _Parts(found["number"], parts.sides, parts.qualities, parts.arms)
    stem = _ENDING.sub("", word)
    if stem in _SIDES:
        return _Parts(parts.number, parts.sides + _SIDES[stem], parts.qualities, parts.arms)
    if stem in _ARMS or stem in _QUALITIES:
        quality, arm = _QUALITIES.get(stem, ""), _ARMS.get(stem, "")
        return _Parts(parts.number, parts.sides, parts.qualities + quality, parts.arms + arm)
    return None


def _unit(parts: _Parts, echelon: str, *, japanese: bool) -> str:
    number = f"第{_written(int(parts.number))}" if parts.number else ""
    if japanese:
        return f"{parts.sides}{number}{_JAPANESE.get(echelon, echelon)}"
    arm = next((arm for arm in ("机械化", "坦克", "骑兵", "步兵", "装甲") if echelon.startswith(arm)), "")
    if arm and echelon not in ("骑兵连",):
        return f"{parts.sides}{parts.arms}{arm}{number}{echelon.removeprefix(arm)}"
    return f"{parts.sides}{parts.arms}{number}{echelon}"


def _written(number: int) -> str:
    """一百二十四 for 124; a number beyond what units bear in figures."""
    hundreds, rest = divmod(number, 100)
    if not hundreds or number > 999:
        return numeral(number)
    if not rest:
        return f"{numeral(hundreds)}百"
    tail = "〇" + numeral(rest) if rest < 10 else ("一" + numeral(rest) if rest < 20 else numeral(rest))
    return f"{numeral(hundreds)}百{tail}"


def _with_owner(chinese: str, rest: str, sides: str, resolve: Resolve) -> str:
    """The head with whose it is and where it stands: 苏联 | 驻哈尔滨 | 总领事馆."""
    where = ""
    if found := _OF_PLACE.match(rest):
        rest, where = found["whose"], _resolved(found["where"], resolve)
        if not where:
            return ""
    owner = _resolved(rest, resolve) if rest else ""
    if rest and not owner:
        return ""
    if chinese == "局" and _RAILWAY.search(owner):
        chinese = "管理局"
    if chinese.endswith("协会") and chinese.startswith(_TRADES):
        chinese = chinese.removesuffix("协会") + "公司"
    if chinese == "司令部" and not (owner or sides):
        return ""
    whose = owner + sides if owner.endswith("党") else sides + owner
    if not whose and not where:
        return ""
    if whose.startswith("日本"):
        chinese = _JAPANESE_OFFICES.get(chinese, chinese)
    return whose + (("驻" + where) if where and chinese in _ABROAD else where) + chinese


def _resolved(name: str, resolve: Resolve) -> str:
    return resolve(name) or body_in_chinese(name, resolve)
