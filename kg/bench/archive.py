"""A plausible archive of any size: papers of known and unknown names in sentences of the usual kinds.

Frequencies are those of an archive: a few names are everywhere, most occur once or twice, one in five of the
unknown people has a namesake. The same size and number always give the same papers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ontology.authority import load_authority
from ontology.ids import checksum
from ontology.kinds import Kind
from ontology.records import (
    DateMention,
    DateValue,
    Mention,
    Page,
    Record,
    mention_id,
    record_id,
)

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = "德福贵财有永长海山林春发祥荣华国忠志明文武云龙虎宝玉成学义仁信兴旺连洪凤庆殿臣廷魁生才顺和平光玺占奎景云树森万昌世振耀宗绍广恩润泽锡久"
_HEADS = "李张王刘赵孙周吴郑马高徐于陈杨宋韩唐冯董萧程曹袁许沈傅吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
_ENDS = ("家屯", "家窝棚", "家店", "家沟", "家围子", "家岗", "家炉", "家油坊", "家烧锅", "家粉房")
_ROLES = (
    "县长",
    "署长",
    "团长",
    "连长",
    "区长",
    "屯长",
    "商会会长",
    "站长",
    "教员",
    "科员",
    "地主",
    "农民",
    "司机",
    "书记",
    "班长",
)
_BODIES = (
    "商会",
    "警察署",
    "农会",
    "区公所",
    "电灯厂",
    "火磨",
    "小学校",
    "邮局",
    "税捐局",
    "自卫团",
    "合作社",
    "机务段",
)
_SENTENCES = (
    "{date}，{place}{role}{person}呈报：{village}连日有事，{body}已派人前往。",
    "{known}率部由{place}向{village}前进，{person}为向导。",
    "据{place}{body}{role}{person}报告，{date}前后{known}曾到{village}。",
    "{person}，{place}{village}人，曾任{body}{role}，与{known}相识。",
    "{date}，{unit}在{village}附近与敌接触，{role}{person}受伤，送{place}。",
    "{body}与{unit}商定，由{person}、{other}二人在{place}办理。",
)
PER_PAPER = 24
"""About as many mentions a paper has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper of a plausible archive: its record and what a recogniser would mark in it."""

    record: Record
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]


def papers(mentions: int, *, first: int = 0) -> Iterator[Paper]:
    """Papers with about so many mentions in all, from a given number on: more papers are the same and more."""
    for number in range(first, first + max(1, mentions // PER_PAPER)):
        yield _paper(number, random.Random(number))


def _paper(number: int, chance: random.Random) -> Paper:
    text: list[str] = []
    spans: list[tuple[int, int, Kind | None, int]] = []
    place = _pick(_names(Kind.PLACE), chance)  # a paper is about one place and a few years
    year = chance.randint(1900, 1960)
    length = 0
    while len(spans) < PER_PAPER:
        for piece, kind in _pieces(chance, place=place, year=year):
            if kind or piece.startswith("1"):
                spans.append((length, length + len(piece), kind, year))
            text.append(piece)
            length += len(piece)
    return _as_paper(f"BENCH:{number}", "".join(text), spans)


def _pieces(chance: random.Random, *, place: str, year: int) -> Iterator[tuple[str, Kind | None]]:
    """One sentence in pieces, each with its kind where it is a name."""
    words: dict[str, tuple[str, Kind | None]] = {
        "date": (f"{year}年{chance.randint(1, 12)}月", None),
        "place": (place, Kind.PLACE),
        "known": (_pick(_names(Kind.PERSON), chance), Kind.PERSON),
        "person": (_stranger(chance), Kind.PERSON),
        "other": (_stranger(chance), Kind.PERSON),
        "village": (chance.choice(_HEADS) + chance.choice(_ENDS), Kind.PLACE),
        "body": (place + chance.choice(_BODIES), Kind.ORGANIZATION),
        "unit": (_pick(_names(Kind.ORGANIZATION), chance), Kind.ORGANIZATION),
        "role": (chance.choice(_ROLES), None),
    }
    for number, part in enumerate(chance.choice(_SENTENCES).replace("}", "{").split("{")):
        if part:
            yield words[part] if number % 2 else (part, None)


def _stranger(chance: random.Random) -> str:
    """A name of two or three signs; some are common."""
    if chance.random() < 0.2:
        chance = random.Random(chance.randint(0, 400))
    return chance.choice(_SURNAMES) + "".join(
        chance.choice(_GIVEN) for _ in range(chance.choice((1, 2, 2, 2)))
    )


def _pick(names: Sequence[str], chance: random.Random) -> str:
    """One of the names, the first ones far more often."""
    return names[min(len(names) - 1, int(len(names) * chance.random() ** 2))]


@cache
def _names(kind: Kind) -> tuple[str, ...]:
    """Chinese names of the authority file, under their main and other names."""
    return tuple(
        name.text
        for entry in load_authority().of(kind)
        for name in entry.names
        if name.lang == "zh" and entry.named and name.certainty == "certain" and "（" not in name.text
    )


def _as_paper(key: str, text: str, spans: Sequence[tuple[int, int, Kind | None, int]]) -> Paper:
    record = Record(
        id=record_id(key),
        key=key,
        text=text,
        lang="zh",
        script="Hans",
        source=f"{key}.txt",
        source_sha256=checksum(text.encode("utf-8")),
        pages=(Page(number=1, start=0, end=len(text)),),
    )
    mentions = tuple(
        Mention(
            id=mention_id(record, start, end),
            record=record.id,
            start=start,
            end=end,
            text=text[start:end],
            kind=kind,
            score=1.0,
            found_by=("bench",),
        )
        for start, end, kind, _ in spans
        if kind
    )
    dates = tuple(
        DateMention(record=record.id, start=start, end=end, date=_date(text[start:end], year))
        for start, end, kind, year in spans
        if kind is None
    )
    return Paper(record=record, mentions=mentions, dates=dates)


def _date(raw: str, year: int) -> DateValue:
    month = int(raw.partition("年")[2].removesuffix("月"))
    day = year * 10_000 + month * 100
    return DateValue(raw=raw, edtf=f"{year}-{month:02}", lo=day + 1, hi=day + 28)
