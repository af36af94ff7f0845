"""Names as index keys: one form for the simplified, traditional, Japanese and variant spelling of a name.

A fold is a key and is never shown: OpenCC turns 濛江 (a county, renamed 靖宇) into 蒙江 and the Japanese name
梶塚 into 梶冢, and merges 乾/干 and 芸/艺. So both the vocabulary and the text go through the same fold, and
what a reader sees is always the source.

The fold is made character by character and not phrase by phrase, because then it has two properties that a
lookup needs: it keeps the length of every string, and the fold of a part is that part of the fold (phrase
tables would fold 乾 in one way inside 乾隆 and in another way at the edge of a name).

A name also has keys that it shares with its forms in other scripts: 楊靖宇, Ян Цзинъюй and Yang Jingyu sound
alike, and so do どいはら けんじ and Доихара Кэндзи. What a shared key proves depends on its first letters:

- `han:` the same characters but for their shape, `cy:` the same Russian letters, `la:` the same Latin letters:
  one written name, borne perhaps by several people.
- `py:` the same toneless pinyin, `ro:` the same romaji without long vowels: two names that sound alike. Chinese
  homophones are everywhere (李林 and 黎琳; 张 and 章), so such a key finds candidates and decides nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from opencc import OpenCC

from ontology import kana, palladius, pinyin

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
_HAN = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in HAN_RANGES) + "]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_REPEATED = re.compile(r"([㐀-鿿])々")
_SHORTEST_SOUND = 2  # no sound key of one or two letters: Ма, Ли, え
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


def script_of(text: str) -> str:
    """The script a name is written in (ISO 15924): Hans, Hant, Hani, Jpan, Cyrl, Latn; Zyyy for others.

    Hani are characters that the simplified and the traditional script share; a mixed name goes by its
    characters, then by its kana.
    """
    if _HAN.search(text):
        if _KANA.search(text):
            return "Jpan"
        return (
            "Hani"
            if fold(text) == text and not _is_simplified(text)
            else "Hans"
            if fold(text) == text
            else "Hant"
        )
    for script, letters in (("Jpan", _KANA), ("Cyrl", _CYRILLIC), ("Latn", _LATIN)):
        if letters.search(text):
            return script
    return "Zyyy"


@lru_cache(maxsize=1 << 16)
def name_keys(text: str, lang: str = "") -> frozenset[str]:
    """All keys a name shares with its forms in other scripts, each with its type before it: `py:yang jing yu`.

    The script decides which keys there are. The language only narrows Latin letters: Chinese (zh) or Japanese
    (ja) where it says so, both readings otherwise. A name of one syllable has no sound key, for too many share
    it; a text without letters has no key at all.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _HAN.search(plain):
        return frozenset(_keys_of_characters(plain))
    if words := kana.words_of_kana(plain):
        return frozenset(_romaji_keys(words))
    if _CYRILLIC.search(plain):
        return frozenset(_keys_of_russian(plain))
    return frozenset(_keys_of_latin(plain, lang)) if _LATIN.search(plain) else frozenset()


def share_key(first: str, first_lang: str, second: str, second_lang: str) -> bool:
    """Whether two forms may name one thing: for `py:` and `ro:` keys a candidate, not a proof."""
    return not name_keys(first, first_lang).isdisjoint(name_keys(second, second_lang))


def _keys_of_characters(text: str) -> Iterator[str]:
    spelled_out = _REPEATED.sub(r"\1\1", text)
    folded = name_key(spelled_out)
    yield f"han:{folded}"
    # The fold loses readings (乾隆 becomes 干隆), so the characters as written are read as well.
    for form in dict.fromkeys((_FILLERS.sub("", spelled_out), folded)):
        yield from (f"py:{reading}" for reading in pinyin.readings(form) if " " in reading)


def _keys_of_russian(text: str) -> Iterator[str]:
    readings = palladius.to_pinyin(text)
    yield from (f"py:{reading}" for reading in readings if " " in reading)
    for words in kana.words_of_russian(text):
        yield from _romaji_keys(words)
    written = palladius.plain_russian(text).replace("ё", "е").split()
    orders = (
        [written] if readings else [written, [*written[-1:], *written[:-1]], [*written[1:], *written[:1]]]
    )
    yield from (f"cy:{' '.join(order).replace('-', '')}" for order in orders)


def _keys_of_latin(text: str, lang: str) -> Iterator[str]:
    yield f"la:{name_key(text, 'ru')}"
    if lang != "ja":
        yield from (f"py:{reading}" for reading in pinyin.from_latin(text) if " " in reading)
    if lang != "zh":
        yield from _romaji_keys(kana.words_of_romaji(text))


def _romaji_keys(words: tuple[str, ...]) -> Iterator[str]:
    """Surname first and surname last are both usual, and kana may run together; so both orders, joined."""
    orders = dict.fromkeys((words, (*words[-1:], *words[:-1]), (*words[1:], *words[:1])))
    yield from (f"ro:{key}" for key in map(kana.romaji_key, orders) if len(key) > _SHORTEST_SOUND)


def _is_simplified(text: str) -> bool:
    """Whether a character is one that only the simplified script has."""
    return bool(_traditional().convert(text) != text)


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")


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
