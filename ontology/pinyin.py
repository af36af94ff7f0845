"""How a Chinese name sounds: toneless pinyin, and Latin spellings (pinyin, Wade-Giles) taken apart.

Everything here is a key. The tones are gone and a third of all syllables are shared by dozens of characters,
so equal pinyin means that two names may be one, never that they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import import_module
from itertools import chain, islice, product
from types import ModuleType

from ontology.errors import MissingPart

# The syllables of the standard language as school tables list them, initial by initial.
_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou wa wai wan wang wei wen weng wo wu "
    "ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo ü üe",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ü üe",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
}
SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
"""Every toneless syllable of Mandarin, with ü written as ü."""

# Readings of the surnames of the 百家姓 and some 60 more that registers of the region hold.
_SURNAMES = frozenset(
    "ai an ao ba bai ban bao bei ben bi bian bie bing bo bu cai cang cao cen chai chang chao che chen cheng chi "
    "chong chu cong cui dai dang deng di diao ding dong dou du duan e er fan fang fei feng fu gan gao ge geng gong "
    "gou gu guan guang gui guo ha hai han hang hao he heng hong hou hu hua huai huan huang hui huo ji jia jian "
    "jiang jiao jie jin jing ju kang ke kong kou kuai kuang kui lai lan lang lao le lei leng li lian liang liao lin "
    "ling liu long lou lu luan luo lü ma mai man mao mei meng mi miao min ming mo mu na ni nian nie ning niu nong "
    "nü ou pan pang pei peng pi piao ping pu qi qian qiang qiao qin qiu qu quan que ran rao ren rong ru ruan rui "
    "sang sha shan shang shao she shen sheng shi shou shu shuang shui si song su sun suo tai tan tang tao teng tian "
    "tie tong tu wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xu xuan xue xun yan yang yao "
    "ye yi yin ying yong you yu yuan yue yun zai zan zang zeng zha zhai zhan zhang zhao zhe zhen zheng zhi zhong "
    "zhou zhu zhuang zhuo zi zong zou zu zuo".split()
)
_COMPOUND_SURNAMES = {
    "万俟": "mo qi", "尉迟": "yu chi", "单于": "chan yu", "长孙": "zhang sun", "澹台": "tan tai", "令狐": "ling hu",
    "欧阳": "ou yang", "司马": "si ma", "司徒": "si tu", "上官": "shang guan", "诸葛": "zhu ge", "皇甫": "huang fu",
    "慕容": "mu rong", "端木": "duan mu", "夏侯": "xia hou", "宇文": "yu wen", "公孙": "gong sun", "东方": "dong fang",
    "独孤": "du gu", "赫连": "he lian", "呼延": "hu yan", "鲜于": "xian yu", "申屠": "shen tu", "濮阳": "pu yang",
    "闾丘": "lü qiu", "淳于": "chun yu", "钟离": "zhong li", "轩辕": "xuan yuan", "南宫": "nan gong", "西门": "xi men",
    "东郭": "dong guo", "百里": "bai li", "完颜": "wan yan", "叶赫": "ye he", "富察": "fu cha", "佟佳": "tong jia",
}  # fmt: skip
# How a character is read as a surname where everyday speech reads it otherwise; the everyday reading follows.
_AS_SURNAME = {
    "单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "盖": "ge", "缪": "miao", "翟": "zhai",
    "覃": "qin", "曾": "zeng", "区": "ou", "朴": "piao", "都": "du", "隗": "wei", "薄": "bo",
    "召": "shao", "员": "yun", "黑": "he", "折": "she", "句": "gou", "种": "chong", "秘": "bi",
    "卜": "bu", "乜": "nie", "长": "chang", "能": "nai", "么": "yao", "洗": "xian", "祭": "zhai",
    "繁": "po", "佴": "nai", "适": "kuo", "藏": "zang", "重": "chong",
}  # fmt: skip
# Characters that names of people and places use with more than one reading; the other readings come second.
_ALSO = {
    "焘": "tao dao", "劲": "jin jing", "镐": "hao gao", "洗": "xian xi",
    "长": "chang zhang", "重": "chong zhong", "朝": "chao zhao", "乐": "le yue", "行": "xing hang",
    "晟": "cheng sheng", "茜": "qian xi", "藏": "zang cang", "盛": "sheng cheng", "筠": "yun jun",
    "颉": "jie xie", "柏": "bai bo", "六": "liu lu", "厦": "sha xia", "蔚": "wei yu", "校": "xiao jiao",
    "率": "shuai lü", "大": "da dai", "单": "dan shan", "曾": "zeng", "解": "jie xie", "区": "qu ou",
    "谌": "chen shen", "隗": "wei kui", "牟": "mou mu", "尉": "wei yu", "传": "chuan zhuan",
    "降": "jiang xiang", "省": "sheng xing", "着": "zhao zhe zhuo", "浚": "jun xun", "泊": "bo po",
    "荥": "xing ying", "勒": "le lei", "堡": "bao pu", "虹": "hong jiang", "栎": "li yue", "浒": "hu xu",
    "渑": "mian sheng", "番": "fan pan", "会": "hui kuai", "调": "diao tiao", "度": "du duo",
    "干": "gan qian", "奇": "qi ji", "还": "huan hai", "伯": "bo bai", "白": "bai bo", "黑": "hei he",
    "佛": "fo fu", "落": "luo la lao", "薄": "bo bao", "绿": "lü lu", "褚": "chu zhu", "珲": "hun hui",
    "都": "du dou", "泌": "mi bi",
}  # fmt: skip
_HAN = re.compile(r"[㐀-䶿一-鿿\U00020000-\U0002fa1f]+")
_LONGEST_NAME = 6
_LONGEST_WORD = 20
_MOST = 8
_APOSTROPHES = re.compile(r"[’‘ʼʻ`´‛′]")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u0306\u030c"))
_LOST_UMLAUT = re.compile(r"(?<=[ln])(yu|ue)(?![a-z])")  # the passport's Lyu, and Lue, which is no syllable
_HYPHENS = re.compile(r"[-‐‑–]+")
_PARTS = re.compile(r"[-‐‑–']+")


@lru_cache(maxsize=1 << 14)
def readings(name: str) -> tuple[str, ...]:
    """The toneless readings of a name in Chinese characters, the likeliest first: 单志刚 as `shan zhi gang`.

    The first characters are read as a surname first. Empty for anything but one to six Chinese characters, and
    where one of them has no reading in the dictionary.
    """
    if len(name) > _LONGEST_NAME or not _HAN.fullmatch(name):
        return ()
    head = _COMPOUND_SURNAMES.get(name[:2], "")
    options: list[tuple[str, ...]] = [(syllable,) for syllable in head.split()]
    options += [
        _of_character(character, place=place) for place, character in enumerate(name) if place >= len(options)
    ]
    whole = _of_phrase(name) if not head else ()
    if whole and len(whole) == len(options):
        options = [tuple(dict.fromkeys((*mine, first))) for mine, first in zip(options, whole, strict=True)]
    if not all(options):
        return ()
    return tuple(" ".join(choice) for choice in islice(product(*options), _MOST))


def _of_character(character: str, *, place: int) -> tuple[str, ...]:
    usual = _of_alone(character)
    others = _ALSO.get(character, "").split()
    surname = [_AS_SURNAME[character]] if place == 0 and character in _AS_SURNAME else []
    return tuple(dict.fromkeys((*surname, *(others or usual), *usual)))


@cache
def _of_alone(character: str) -> tuple[str, ...]:
    """The reading a dictionary gives first; a list of all would hold mostly readings that no name has."""
    first = _characters().get(ord(character), "").split(",")[0]
    syllable = toneless(first)
    return (syllable,) if syllable in SYLLABLES else ()


@cache
def _of_phrase(name: str) -> tuple[str, ...]:
    found = [toneless(options[0].split(",")[0]) for options in _phrases().get(name, ())]
    return tuple(found) if all(syllable in SYLLABLES for syllable in found) else ()


@cache
def _characters() -> Mapping[int, str]:
    table: Mapping[int, str] = _dictionary("pinyin_dict").pinyin_dict
    return table


@cache
def _phrases() -> Mapping[str, list[list[str]]]:
    table: Mapping[str, list[list[str]]] = _dictionary("phrases_dict").phrases_dict
    return table


def _dictionary(name: str) -> ModuleType:
    """A table of the library, read on first use: the two take a third of a second."""
    try:
        return import_module(f"pypinyin.{name}")
    except ModuleNotFoundError as error:
        raise MissingPart(
            "Readings of Chinese names",
            "pypinyin is not installed",
            "Install the requirements again: ./dangmai demo in a clone.",
        ) from error


def toneless(pinyin: str) -> str:
    """Pinyin in small letters, without tones; ü stays, and v, u: and yu after l and n become it."""
    text = unicodedata.normalize("NFD", _APOSTROPHES.sub("'", pinyin.casefold()))
    text = unicodedata.normalize("NFC", text.translate(_TONES)).replace("u:", "ü").replace("v", "ü")
    return _LOST_UMLAUT.sub(lambda found: "ü" if found[1] == "yu" else "üe", text)


@lru_cache(maxsize=1 << 14)
def splits(word: str) -> tuple[tuple[str, ...], ...]:
    """Every way to read a run-together word as pinyin, the regular one first; empty where there is none.

    By the rule a syllable that begins with a vowel inside a word has an apostrophe before it (Xi'an), so a
    reading that needs none comes first; many writers leave the apostrophe out, so the others follow.
    """
    if len(word) > _LONGEST_WORD:
        return ()
    parts = [_ways(part) for part in _PARTS.split(toneless(word).strip("'-")) if part]
    ways = (
        tuple(syllable for way in choice for syllable in way) for choice in islice(product(*parts), 4 * _MOST)
    )
    found = sorted(dict.fromkeys(filter(None, ways)), key=lambda way: (_vowels_inside(way, word), len(way)))
    if len(found) < 2:
        return tuple(found)
    most = _vowels_inside(found[0], word) + 1
    return tuple(way for way in found if _vowels_inside(way, word) <= most)[:_MOST]


def syllables(word: str) -> tuple[str, ...]:
    """The syllables of a word in pinyin, the regular reading: Jingyu as jing, yu; empty for other words."""
    return next(iter(splits(word)), ())


def _vowels_inside(way: tuple[str, ...], word: str) -> int:
    found = sum(syllable[0] in "aeo" for syllable in way[1:])
    return max(0, found - len(_PARTS.findall(word))) if found else 0


@lru_cache(maxsize=1 << 14)
def _ways(part: str) -> tuple[tuple[str, ...], ...]:
    """All ways to cut a piece without marks into syllables; a lone vowel stands only at the start of a word."""
    if not part:
        return ((),)
    heads = (part[:size] for size in range(min(6, len(part)), 0, -1))
    found = ((head, *rest) for head in heads if head in SYLLABLES for rest in _ways(part[len(head) :]))
    return tuple(way for way in found if not {"a", "e", "o"} & set(way[1:]))


def is_surname(syllables_: tuple[str, ...]) -> bool:
    """Whether these syllables are how some Chinese surname sounds, of one character or two."""
    if len(syllables_) == 1:
        return syllables_[0] in _SURNAMES
    return " ".join(syllables_) in _compounds()


@cache
def _compounds() -> frozenset[str]:
    return frozenset(_COMPOUND_SURNAMES.values())


@lru_cache(maxsize=1 << 14)
def from_latin(name: str) -> tuple[str, ...]:
    """The pinyin of a Chinese name in Latin letters, surname first, the likeliest reading first.

    Takes pinyin (Yang Jingyu, Jingyu Yang, YANG Jing-yu, Yáng Jìngyǔ) and Wade-Giles (Yang Ching-yü, also
    without its marks). Empty for a name that is neither, and for two words of which neither is a surname.
    """
    words = _APOSTROPHES.sub("'", name.replace(",", " ")).split()
    if not 1 <= len(words) <= 3:
        return ()
    found = dict.fromkeys(_arranged([splits(word) for word in words]))
    if _HYPHENS.search(name) or "'" in name or not found:
        found |= dict.fromkeys(_arranged([_from_wade(word, loose="'" not in name) for word in words]))
    return tuple(islice(found, _MOST))


def _arranged(words: list[tuple[tuple[str, ...], ...]]) -> Iterator[str]:
    """The readings with the surname in front; a Western order is turned round."""
    choices = list(islice(product(*words), 4 * _MOST))
    return filter(None, map(surname_first if any(map(surname_first, choices)) else surname_last, choices))


def surname_first(words: tuple[tuple[str, ...], ...]) -> str:
    """The words of a Chinese name as one reading; empty where the first of several is no surname."""
    size = sum(map(len, words))
    if not 1 <= size <= (_LONGEST_NAME if len(words) == 1 else 4):
        return ""
    fits = len(words) == 1 or is_surname(words[0])
    return " ".join(syllable for word in words for syllable in word) if fits else ""


def surname_last(words: tuple[tuple[str, ...], ...]) -> str:
    """The same for a name in Western order: the last word comes to the front."""
    return surname_first((words[-1], *words[:-1])) if words else ""


@lru_cache(maxsize=1 << 14)
def _from_wade(word: str, *, loose: bool) -> tuple[tuple[str, ...], ...]:
    """A word in Wade-Giles: its syllables stand between hyphens, an apostrophe marks the breath."""
    table = _wade_giles()
    parts = _HYPHENS.split(unicodedata.normalize("NFC", word.casefold()))
    spellings = [parts, list(map(_bare, parts))] if loose else [parts]
    ways = (product(*(table.get(part, ()) for part in spelling)) for spelling in spellings)
    return tuple(dict.fromkeys(islice(chain.from_iterable(ways), 4 * _MOST)))


def _bare(wade: str) -> str:
    """A spelling as books without special type print it: no apostrophe, no ü, no breve."""
    plain = unicodedata.normalize("NFD", wade)
    return "~" + "".join(c for c in plain if c.isalpha() and not unicodedata.combining(c))


@cache
def _wade_giles() -> Mapping[str, tuple[str, ...]]:
    """Wade-Giles spellings and the pinyin they may mean; `~` stands before spellings that lost their marks."""
    table: dict[str, list[str]] = {}
    for syllable in sorted(SYLLABLES):
        for spelling in to_wade_giles(syllable):
            table.setdefault(spelling, []).append(syllable)
            table.setdefault(_bare(spelling), []).append(syllable)
    return {spelling: tuple(dict.fromkeys(found)) for spelling, found in sorted(table.items())}


_WADE_INITIALS = {
    "b": "p", "p": "p'", "d": "t", "t": "t'", "g": "k", "k": "k'", "j": "ch", "q": "ch'", "x": "hs", "zh": "ch",
    "ch": "ch'", "sh": "sh", "r": "j", "z": "ts", "c": "ts'", "y": "y", "w": "w",
}  # fmt: skip
_WADE_WHOLE = {
    "zi": "tzu tsu", "ci": "tz'u ts'u", "si": "szu ssu", "er": "erh", "yi": "i yi", "you": "yu", "yan": "yen",
    "ye": "yeh", "yong": "yung", "ge": "ko ke", "ke": "k'o k'e", "he": "ho he", "e": "o e", "gui": "kuei kui",
    "kui": "k'uei", "shuo": "shuo", "guo": "kuo", "huo": "huo", "kuo": "k'uo", "yo": "yo",
    "de": "te teh", "te": "t'e t'eh", "ze": "tse tseh", "ce": "ts'e ts'eh", "zhe": "che cheh", "she": "she sheh",
}  # fmt: skip


def to_wade_giles(syllable: str) -> tuple[str, ...]:
    """The Wade-Giles spellings of a pinyin syllable, the usual one first; the system is regular, so by rule."""
    if syllable in _WADE_WHOLE:
        return tuple(_WADE_WHOLE[syllable].split())
    initial = next((i for i in ("zh", "ch", "sh") if syllable.startswith(i)), syllable[:1])
    final = syllable[len(initial) :] if initial not in "aeo" else syllable
    if initial in ("j", "q", "x", "y") and final[:1] == "u":
        final = "ü" + final[1:]
    if initial in ("zh", "ch", "sh", "r") and final == "i":
        final = "ih"
    final = re.sub("ong$", "ung", re.sub("ian$", "ien", re.sub("(?<=[iü])e$", "eh", final)))
    if final == "uo":
        final = "o"
    return (_WADE_INITIALS.get(initial, initial if initial not in "aeo" else "") + final,)
