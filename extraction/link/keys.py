"""The forms under which a name as printed may be found in the authority file, the closest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extraction.link.numerals import with_arabic_numbers
from extraction.link.official import full_designation
from extraction.link.russian import lemma_keys
from extraction.link.units import full_army_name
from extraction.text.modern_russian import modern_word
from ontology.kinds import Kind
from ontology.names import name_key

_CYRILLIC = re.compile(r"[А-Яа-яЁёѢѣІіѲѳ]")
_RUSSIAN_WORD = re.compile(r"[\u0400-\u04ff]+")
_KANA = re.compile(r"[ぁ-ヿ]")
_ADMINISTRATIVE = ("自治区", "特别市", "省", "市", "县", "旗")
_COMMITTEE = re.compile(r"委员会$")
_FEMININE = re.compile("^([а-я-]{3,})(?:ая|ую|ой)$")
"""A feminine adjective, as stations and villages are named: Пограничная is not Пограничный."""
_MIN_STEM = 2
SHORT_PLACES = {
    "日": "日本", "苏": "苏联", "俄": "俄国", "美": "美国", "英": "英国", "法": "法国", "德": "德国", "意": "意大利",
    "中": "中国", "华": "中国", "韩": "韩国", "蒙": "蒙古", "满": "满洲国", "平": "北平", "津": "天津", "沪": "上海",
    "哈": "哈尔滨", "哈市": "哈尔滨", "哈埠": "哈尔滨", "沈": "沈阳", "渝": "重庆", "汉": "汉口", "宁": "南京",
    "粤": "广东", "奉": "奉天省", "吉": "吉林省", "黑": "黑龙江省", "热": "热河", "察": "察哈尔", "绥": "绥远",
    "鲁": "山东", "冀": "河北", "晋": "山西", "辽": "辽宁", "长": "长春", "齐": "齐齐哈尔",
}  # fmt: skip
"""Places of one character as newspapers and telegrams write them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A form to look up, how close it is to what is printed, and what was done to it."""

    text: str
    closeness: float
    how: str  # said in the reason for a link; empty for the name as printed


def language_of(surface: str, record_lang: str) -> str:
    """The language a name is written in: its script decides, then the record's language."""
    if _CYRILLIC.search(surface):
        return "ru"
    return "ja" if _KANA.search(surface) or record_lang == "ja" else "zh"


def modern(russian: str) -> str:
    """A Russian name in the spelling of after 1918."""
    return _RUSSIAN_WORD.sub(lambda found: modern_word(found.group()), russian)


@cache
def keys_of(surface: str, kind: Kind, lang: str) -> tuple[Key, ...]:
    """The keys of a name, each once, the closest first."""
    surface = modern(surface) if lang == "ru" else surface
    plain = name_key(surface, lang if lang == "ru" else "zh")
    found = [Key(text=plain, closeness=1.0, how="")]
    if lang == "ru":
        if feminine := _FEMININE.match(plain):
            found.append(Key(text=feminine[1] + "ая", closeness=0.99, how="还原词形后"))
        found += [
            Key(text=key, closeness=0.94 if feminine else 0.97, how="还原词形后")
            for key in lemma_keys(surface)
        ]
    elif kind is Kind.PLACE:
        found += _place_keys(plain)
    elif kind is Kind.ORGANIZATION:
        found += _organization_keys(plain)
    elif kind in (Kind.WORK, Kind.EVENT):
        found += [Key(text=plain.strip("《》“”「」『』\"'"), closeness=0.98, how="去掉引号后")]
    return tuple({key.text: key for key in reversed(found) if key.text}.values())[::-1]


def _place_keys(plain: str) -> list[Key]:
    """A unit of administration with and without its suffix: 珠河县, 珠河."""
    if full := SHORT_PLACES.get(plain):
        return [Key(text=full, closeness=0.93, how="展开简称后")]
    stem = without_suffix(plain)
    if stem != plain:
        return [Key(text=stem, closeness=0.9, how="去掉行政区划通名后")]
    if plain.endswith("站"):
        return [Key(text=plain[:-1], closeness=0.8, how="去掉“站”字后")]
    return [Key(text=plain + suffix, closeness=0.85, how=f"补上“{suffix}”字后") for suffix in "省市县站"]


def without_suffix(place: str) -> str:
    """A place name without 省, 市, 县; short names keep theirs."""
    for suffix in _ADMINISTRATIVE:
        if place.endswith(suffix) and len(place) - len(suffix) >= _MIN_STEM:
            return place.removesuffix(suffix)
    return place


def _organization_keys(plain: str) -> list[Key]:
    numbered = with_arabic_numbers(full_army_name(plain))
    found = [Key(text=numbered, closeness=0.97, how="统一番号写法后")]
    if (full := full_designation(plain)) != plain:
        found.append(Key(text=with_arabic_numbers(full), closeness=0.96, how="写全番号后"))
    short = re.sub(r"步兵(?=[旅师团]$)", "", _COMMITTEE.sub("委", numbered))
    found.append(Key(text=short, closeness=0.95, how="统一机构写法后"))
    if not short.startswith(("中共", "中国")) and short.endswith(("委", "工委", "党委")):
        found.append(Key(text="中共" + short, closeness=0.9, how="补上“中共”二字后"))
    return found
