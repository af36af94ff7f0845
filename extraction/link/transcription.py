"""Russian names in Chinese characters, by the usual table of syllables: Звягин as 兹维亚金.

For people and places that no list knows: the canonical name of a thing is Chinese. A Chinese or Japanese name
written in Russian is never put through it, for its own characters are lost and a guess would be another person.
"""

from __future__ import annotations

import re
from functools import cache

from ontology import kana, palladius

_ROWS = {
    # without a vowel, then before а о у ы/и е я ю, then before ан он ун ин ен
    "б": "布 巴 博 布 比 别 比亚 比尤 班 邦 本 宾 边",
    "п": "普 帕 波 普 皮 佩 皮亚 皮尤 潘 蓬 蓬 平 片",
    "д": "德 达 多 杜 季 杰 佳 久 丹 东 敦 金 坚",
    "т": "特 塔 托 图 季 捷 佳 秋 坦 通 通 京 坚",
    "г": "格 加 戈 古 吉 格 吉亚 久 甘 贡 贡 金 根",
    "к": "克 卡 科 库 基 克 基亚 丘 坎 孔 昆 金 肯",
    "в": "夫 瓦 沃 武 维 韦 维亚 维尤 万 翁 文 温 文",
    "ф": "夫 法 福 富 菲 费 菲亚 菲尤 凡 丰 丰 芬 芬",
    "з": "兹 扎 佐 祖 济 泽 贾 久 赞 宗 尊 津 津",
    "с": "斯 萨 索 苏 西 谢 夏 休 桑 松 孙 辛 先",
    "ж": "日 扎 若 茹 日 热 扎 茹 让 容 容 任 任",
    "ш": "什 沙 绍 舒 希 舍 沙 舒 尚 雄 顺 申 申",
    "щ": "希 夏 晓 休 希 谢 夏 休 先 雄 顺 辛 先",
    "ч": "奇 恰 乔 丘 奇 切 恰 丘 昌 琼 春 钦 琴",
    "ц": "茨 察 佐 楚 齐 采 察 楚 灿 宗 聪 钦 岑",
    "х": "赫 哈 霍 胡 希 赫 希亚 休 汉 洪 洪 欣 亨",
    "м": "姆 马 莫 穆 米 梅 米亚 缪 曼 蒙 蒙 明 缅",
    "н": "恩 纳 诺 努 尼 涅 尼亚 纽 南 农 农 宁 年",
    "л": "尔 拉 洛 卢 利 列 利亚 柳 兰 隆 伦 林 连",
    "р": "尔 拉 罗 鲁 里 列 里亚 留 兰 龙 伦 林 连",
    "": "- 阿 奥 乌 伊 叶 亚 尤 安 翁 温 因 延",
}
_COLUMNS = ("", "а", "о", "у", "и", "е", "я", "ю", "ан", "он", "ун", "ин", "ен")
_SYLLABLES = {
    head + vowel: sign
    for head, row in _ROWS.items()
    for vowel, sign in zip(_COLUMNS, row.split(), strict=True)
    if head + vowel
} | {"э": "埃", "эн": "恩", "ай": "艾", "эй": "艾", "ей": "叶", "ой": "奥伊", "уй": "维", "й": "伊", "дж": "季", "хо": "霍"}  # fmt: skip
_SOFTENED = {
    "б": "比", "п": "皮", "д": "季", "т": "季", "в": "维", "з": "济", "с": "西", "м": "米", "н": "尼", "л": "利", "р": "里",
}  # fmt: skip
_SYLLABLES |= {head + "ь": sign for head, sign in _SOFTENED.items()}
_SYLLABLES |= {"ье": "耶", "ья": "亚", "ью": "尤", "ьо": "约", "ьи": "伊"}
_SYLLABLES |= dict(
    zip(
        "бё пё дё тё вё фё зё сё жё шё щё чё мё нё лё рё ё ьё".split(),
        "比奥 皮奥 焦 乔 维奥 费奥 焦 肖 若 绍 晓 乔 苗 尼奥 廖 廖 约 约".split(),
        strict=True,
    )
)
_AS = str.maketrans({"ы": "и", "ъ": None, "ѣ": "е", "і": "и", "ѳ": "ф"})
_SOFT = re.compile("(?<=[бпдтвзсмнлр])ь(?=[еёюяио])")
_RUSSIAN_END = re.compile("(?:[оеё]ва?|ина?|ск(?:ий|ая)|енко|[чн]ук|ич)$")
_WORD = re.compile("[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
_GIVEN = {
    "николай": "尼古拉", "александр": "亚历山大", "иван": "伊万", "петр": "彼得", "павел": "帕维尔", "михаил": "米哈伊尔",
    "василий": "瓦西里", "сергей": "谢尔盖", "андрей": "安德烈", "алексей": "阿列克谢", "григорий": "格里戈里",
    "владимир": "弗拉基米尔", "дмитрий": "德米特里", "константин": "康斯坦丁", "анна": "安娜", "мария": "玛丽亚",
    "екатерина": "叶卡捷琳娜", "елена": "叶列娜", "георгий": "格奥尔吉", "евгений": "叶夫根尼", "федор": "费奥多尔",
}  # fmt: skip
_LONGEST = 4


@cache
def in_chinese(word: str, *, person: bool = False) -> str:
    """One Russian word in Chinese characters; empty for what is no Russian word."""
    plain = word.lower()
    if not _WORD.fullmatch(word):
        return ""
    plain = plain.replace("ё", "е") if plain.replace("ё", "е") in _GIVEN else plain
    if person and plain in _GIVEN:
        return _GIVEN[plain]
    text = "".join(_transcribed(part) for part in plain.split("-"))
    if person and plain.endswith("ва"):
        return text[:-1] + "娃"
    return text[:-1] + "娅" if person and plain.endswith("ая") else text


def _transcribed(word: str) -> str:
    plain = re.sub("(?<=и)й(?![аеоуэюя])", "", word.translate(_AS))
    plain = re.sub("(?<=[аоуэюяиеё])е", "ье", _SOFT.sub("ьь", plain))
    if plain.startswith("иван"):
        return "伊万" + _transcribed(plain.removeprefix("ива"))
    found, place = [], 0
    while place < len(plain):
        for length in range(_LONGEST, 0, -1):
            piece = plain[place : place + length]
            follows = plain[place + length : place + length + 1]
            # ван is 万 in Иванченко but ва-нов in Иванов: the н goes with a vowel that follows
            if piece in _SYLLABLES and not (len(piece) > 1 and piece[-1] in "н" and follows in _VOWELS):
                found.append(_SYLLABLES[piece])
                place += length
                break
        else:
            place += 1
    return "".join(found)


_VOWELS = tuple("аеиоуэюяй")


def surname_in_chinese(name: str) -> str:
    """A Russian person's surname in Chinese characters; empty for a name that may be Chinese or Japanese."""
    words = _WORD.findall(name)
    if not words or (words[-1].lower() not in _GIVEN and _may_be_eastern(name)):
        return ""
    return in_chinese(words[-1], person=True)


def place_in_chinese(name: str) -> str:
    """A Russian place of one word in Chinese characters; empty for others and for what may be Chinese."""
    return "" if _may_be_eastern(name) else in_chinese(name)


def _may_be_eastern(name: str) -> bool:
    if _RUSSIAN_END.search(name.lower()):
        return False
    return bool(palladius.to_pinyin(name) or kana.words_of_russian(name))
