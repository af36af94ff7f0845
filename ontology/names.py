"""Names as index keys: one form for the simplified, traditional, Japanese and variant spelling of a name.

A fold is a key and is never shown: OpenCC turns 濛江 (a county, renamed 靖宇) into 蒙江 and the Japanese name
梶塚 into 梶冢, and merges 乾/干 and 芸/艺. So both the vocabulary and the text go through the same fold, and
what a reader sees is always the source.

The fold is made character by character and not phrase by phrase, because then it has two properties that a
lookup needs: it keeps the length of every string, and the fold of a part is that part of the fold (phrase
tables would fold 乾 in one way inside 乾隆 and in another way at the edge of a name).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from opencc import OpenCC

HAN_RANGES = ((0x2E80, 0x2FDF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAD9), (0x20000, 0x2FA1F))
"""Code points that are Chinese characters, radicals and compatibility forms."""

# Variants that OpenCC 1.4 leaves as they are, or turns into another variant. Old on the left, key on the right.
_VARIANTS = dict(
    zip(
        "勦畧疎隣囘硏繙緫悮讐闘鬪鬭鬦戱敘淸靑敎郞鄕眞鎭尙塲砲礮徧倂濶㐂劒劔甯甯旣槪緖晳卽旣晉啓産虛擧犂衞",
        "剿略疏邻回研翻总误仇斗斗斗斗戏叙清青教郎乡真镇尚场炮炮遍并阔喜剑剑宁宁既概绪皙即既晋启产虚举犁卫",
        strict=True,
    )
)
_FILLERS = re.compile(r"[\s·・•‧∙･]+")


def fold(text: str) -> str:
    """The key form of a text: same length, every Chinese character in its common simplified shape."""
    return text.translate(_fold_table())


@cache
def name_key(text: str, lang: str = "") -> str:
    """The key under which a name is looked up: folded, without spaces and middle dots, lower case, ё as е.

    The language matters only for Russian, whose words keep one space between them.
    """
    plain = fold(unicodedata.normalize("NFKC", text)).casefold().replace("ё", "е")
    return _FILLERS.sub(" " if lang == "ru" else "", plain).strip()


@cache
def _fold_table() -> dict[int, str]:
    """Every Chinese character whose key differs from itself."""
    characters = [chr(code) for first, last in HAN_RANGES for code in range(first, last + 1)]
    keys = characters
    for _ in range(2):  # twice: a variant may lead to a traditional form that has its own simplified one
        keys = [_VARIANTS.get(key, key) for key in _simplified(_canonical(keys))]
    return {ord(old): new for old, new in zip(characters, keys, strict=True) if old != new}


def _canonical(characters: list[str]) -> list[str]:
    """Compatibility ideographs and radicals as the characters they stand for, where that is one character."""
    normal = (unicodedata.normalize("NFKC", character) for character in characters)
    return [new if len(new) == 1 else old for old, new in zip(characters, normal, strict=True)]


def _simplified(characters: list[str]) -> list[str]:
    """Japanese to traditional to simplified, one character each; a change of length keeps the old one."""
    # A line feed between the characters keeps the phrase tables of the converter out of play.
    traditional = OpenCC("jp2t").convert("\n".join(characters)).split("\n")
    # 芸, 弁, 予, 翻 are also Chinese characters of their own: what modern Chinese uses is no Japanese short form.
    traditional = [old if _is_modern(old) else new for old, new in zip(characters, traditional, strict=True)]
    simplified = OpenCC("t2s").convert("\n".join(traditional)).split("\n")
    return [new if len(new) == 1 else old for old, new in zip(characters, simplified, strict=True)]


def _is_modern(character: str) -> bool:
    """Whether the character belongs to the basic set of simplified Chinese (GB 2312)."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
