"""Variety in what was written: other names in the same sentences, lost punctuation, slips of reading machines.

A name is replaced by one of the same kind and make (a county by a county, a division by a division), all its
occurrences in a passage by the same one; Russian names are left, for they are inflected.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random

from extraction.recognize.tagger.form import tagger_form
from extraction.recognize.train.items import Item, Span
from ontology.authority import Authority

_PUNCTUATION = re.compile(r"[，。、；：！？,.;:!?]")
_NUMBER = re.compile(r"(?<=第)[〇一二三四五六七八九十百]+|(?<=第)\d+|\d+(?=[军师旅团路])")
_SLIPS = dict(
    zip(
        "未己日土干人大太东车木本王玉天夫李季杨扬赵越张弘林材江红河何刘到陈阵周同吴昊孙孔军单团困师帅省着县悬",
        "末已曰士千入太大束军本木玉王夫天季李扬杨越赵弘张材林红江何河到刘阵陈同周昊吴孔孙单军困团帅师着省悬县",
        strict=True,
    )
)
_GIVEN = "明华国志文德玉春海山林成金福永和平安庆祥忠义仁礼信达昌盛荣贵宝树云龙虎凤兰英秀芳梅红霞桂珍淑贞光耀辉宗振兴邦治学书田泉清江河源波涛长久远健强刚毅勇武斌奎魁元亨利子之士伯仲叔季孟汝占凯庭亭堂铭钧铎鸿鹏飞翔雨雪霜冰松柏竹青"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文关佟那图富洪全池玄车"


class Pools:
    """Names to put in place of others, by language, kind and make."""

    def __init__(self, authority: Authority, items: Iterable[Item]) -> None:
        """Gather from the authority files and from the passages themselves."""
        self._names: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for entry in sorted(authority.entries.values(), key=lambda one: one.id):
            for name in entry.names:
                if name.lang in ("zh", "ja") and name.certainty == "certain":
                    self._add(name.lang, entry.kind.value, tagger_form(name.text, name.lang))
        for item in items:
            for start, end, kind in item.spans:
                self._add(item.lang, kind, item.text[start:end])
        self._names = {key: sorted(set(names)) for key, names in self._names.items()}

    def _add(self, lang: str, kind: str, name: str) -> None:
        self._names[lang, kind, make(name, kind)].append(name)

    def other(self, name: str, kind: str, lang: str, chance: Random) -> str:
        """Another name of the same make; the name itself where there is none."""
        if (
            kind == "PERSON"
            and lang == "zh"
            and 2 <= len(name) <= 3
            and name[0] in _SURNAMES
            and chance.random() < 0.5
        ):
            return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=len(name) - 1))
        if kind == "PERSON" and len(name) == 1 and name in _SURNAMES:
            return chance.choice(_SURNAMES)
        return chance.choice(self._names.get((lang, kind, make(name, kind))) or [name])


def make(name: str, kind: str) -> str:
    """What a name is like: its length up to four, its last character, whether it holds a number."""
    if kind == "PERSON":
        return f"{min(len(name), 5)}{'·' in name or '・' in name}{name[0] in _SURNAMES}{bool(re.search('[ァ-ヶ]', name))}"
    if kind in ("EVENT", "WORK"):
        return name[-2:]
    tail = name[-1] if len(name) > 2 else f"short{len(name)}"
    return f"{tail}{bool(_NUMBER.search(name))}"


def varied(item: Item, pools: Pools, chance: Random, rate: float = 0.5) -> Item:
    """A passage with some of its names replaced and its numbers of units changed."""
    if item.lang == "ru":
        return item
    chosen: dict[tuple[str, str], str] = {}
    for start, end, kind in sorted(item.spans, key=lambda one: one[0] - one[1]):
        name = item.text[start:end]
        if (name, kind) not in chosen:
            chosen[name, kind] = _replacement(name, kind, item.lang, pools, chance, chosen, rate)
    return _rewritten(item, chosen)


def _replacement(
    name: str,
    kind: str,
    lang: str,
    pools: Pools,
    chance: Random,
    chosen: Mapping[tuple[str, str], str],
    rate: float,
) -> str:
    if kind == "PERSON" and len(name) == 1:  # the surname of somebody named before
        full = [new for (old, k), new in chosen.items() if k == kind and len(old) > 1 and old[0] == name]
        return full[0][0] if full else name
    if kind == "ORGANIZATION" and _NUMBER.search(name) and chance.random() < 0.6:
        return _NUMBER.sub(lambda found: _number_like(found[0], chance), name)
    return pools.other(name, kind, lang, chance) if chance.random() < rate else name


def _number_like(number: str, chance: Random) -> str:
    if number.isdigit():
        return str(chance.randint(1, 10 ** min(len(number), 3)))
    digits = "一二三四五六七八九"
    ways = [
        chance.choice(digits),
        "十",
        f"十{chance.choice(digits)}",
        f"{chance.choice(digits)}十{chance.choice(digits)}",
    ]
    return chance.choices(ways, weights=[6, 1, 2, 1])[0]


def _rewritten(item: Item, chosen: Mapping[tuple[str, str], str]) -> Item:
    text, spans, at = "", list[Span](), 0
    for start, end, kind in item.spans:
        text += item.text[at:start]
        name = chosen[item.text[start:end], kind]
        spans.append((len(text), len(text) + len(name), kind))
        text += name
        at = end
    return replace(item, text=text + item.text[at:], spans=tuple(spans))


def worn(item: Item, chance: Random) -> Item:
    """A text as bad copies have it: at times without punctuation, at times with characters misread."""
    luck = chance.random()
    if luck < 0.06 and item.lang != "ru":
        return _without(item, [found.start() for found in _PUNCTUATION.finditer(item.text)])
    if luck < 0.12:
        letters = list(item.text)
        for place, letter in enumerate(letters):
            if letter in _SLIPS and chance.random() < 0.15:
                letters[place] = _SLIPS[letter]
        return replace(item, text="".join(letters))
    return item


def _without(item: Item, places: Sequence[int]) -> Item:
    gone = {place for place in places if not any(start <= place < end for start, end, _ in item.spans)}
    moved, count = [0] * (len(item.text) + 1), 0
    for place in range(len(item.text)):
        moved[place] = count
        count += place not in gone
    moved[len(item.text)] = count
    text = "".join(letter for place, letter in enumerate(item.text) if place not in gone)
    return replace(item, text=text, spans=tuple((moved[s], moved[e], kind) for s, e, kind in item.spans))


def joined(items: Sequence[Item]) -> Item:
    """Texts that follow each other as one."""
    text, spans = "", list[Span]()
    for item in items:
        text += "" if not text else (" " if item.lang == "ru" else "")
        spans += [(start + len(text), end + len(text), kind) for start, end, kind in item.spans]
        text += item.text
    return replace(items[0], text=text, spans=tuple(spans))
