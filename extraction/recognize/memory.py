"""What a document teaches about itself: a person's full name found once lets later short forms be marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from extraction.recognize.grammar import words
from extraction.recognize.grammar.people_forms import person
from extraction.recognize.spans import Found
from ontology.kinds import Kind

_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,5}")
_LEFT = r"(?<![\u4e00-\u9fff])|(?<=[由以和与及对向在经请派令问见同据谒访晤电致称报载惟他她，。])"
_PLAIN_TITLES = words.alternatives(
    words.listed(
        "同志 先生 女士 将军 元帅 总司令 司令员 司令官 司令 总指挥 军长 师长 旅长 团长 营长 政委 参谋长 主任 书记 主席 校长 部长 队长 县长 省长 市长 厂长 局长 处长 科长 "
        "站长 教授 博士 经理 总理 委员长 督军 都统 督办 大将 中将 少将 大佐 中佐 少佐 大尉 氏 副司令 副军长 老师 大使 公使 领事 首相 外相 队长 老 某 班长 指导员 连长 排长 兄 君 姐 嫂 师傅 大娘 大叔 院长 所长 总长 内阁 巡抚 尚书 侍郎 都督 执政 大夫 医生 会长 社长 总裁 中校 上校 少校 中尉 少尉 上尉"
    )
)


def recall(text: str, found: Iterable[Found], *, lang: str) -> Iterator[Found]:
    """Further mentions that follow from the ones already found."""
    if lang == "ru":
        return
    found = tuple(found)
    yield from _heads(text, found)
    names = {text[item.start : item.end] for item in found if item.kind is Kind.PERSON}
    full = {name for name in names if _HAN_NAME.fullmatch(name)}
    yield from _again(text, full)
    yield from _with_title(text, {surname for name in full if (surname := surname_of(name))})
    if lang == "ja":
        yield from _bare_surnames(text, full)
    else:
        yield from _bare_chinese(text, full)


def surname_of(name: str) -> str:
    """The surname a full name begins with, empty where it does not begin with one."""
    for size in (2, 1):
        surname = name[:size]
        long_enough = len(name) > size
        if long_enough and (surname in words.SURNAMES or (size == 2 and surname in words.JAPANESE_SURNAMES)):
            return surname
    for size in (3,):
        if len(name) > size and name[:size] in words.JAPANESE_SURNAMES:
            return name[:size]
    return ""


def _again(text: str, names: set[str]) -> Iterator[Found]:
    """Every further occurrence of a full name of three characters or more, or of two beside an edge."""
    sought = [name for name in names if len(name) > 2 or name not in words.COMMON_STARTS]
    for name, starts in _occurrences(text, sought, lambda name, at: len(name) > 2 or _edge(text, at)):
        for start in starts:
            yield person(start, start + len(name), 0.8, "memory")


def _edge(text: str, position: int) -> bool:
    """Whether a name of two characters may begin here."""
    return _AT_EDGE.match(text, position) is not None


def _occurrences(
    text: str, sought: Iterable[str], holds: Callable[[str, int], bool]
) -> Iterator[tuple[str, list[int]]]:
    """Where each of some strings stands and a condition holds; of places that overlap, the first.

    One pass over the text finds them all, for a document may teach thousands of names.
    """
    starts: dict[str, list[int]] = {name: [] for name in sorted(sought)}
    by_first: dict[str, list[str]] = {}
    for name in starts:
        by_first.setdefault(name[0], []).append(name)
    if not starts:
        return
    for match in re.finditer(f"[{''.join(sorted(by_first))}]", text):
        at = match.start()
        for name in by_first[match.group()]:
            if text.startswith(name, at):
                places = starts[name]
                if (not places or places[-1] + len(name) <= at) and holds(name, at):
                    places.append(at)
    yield from starts.items()


def _with_title(text: str, remembered: set[str]) -> Iterator[Found]:
    """A surname before a title: at an edge, and anywhere the document knows the surname."""
    for surname, starts in _occurrences(
        text, remembered, lambda name, at: _TITLE_AT.match(text, at + len(name)) is not None
    ):
        for start in starts:
            yield person(start, start + len(surname), 0.8, "surname")
    for start, end in _edge_surnames(text):
        surname = text[start:end]
        if surname in remembered or surname not in _BEFORE_TITLE_A_WORD:
            yield person(start, end, 0.85 if surname in remembered else 0.7, "surname")


def _edge_surnames(text: str) -> Iterator[tuple[int, int]]:
    """Surnames that begin at an edge and stand before a title or 字, 本名, 化名, the longest where two fit."""
    done = 0
    for match in _EDGE_FIRST.finditer(text):
        start = match.start()
        if start < done:
            continue
        for surname in _SURNAMES_BY_FIRST[text[start]]:
            end = start + len(surname)
            if text.startswith(surname, start) and _AFTER_EDGE_SURNAME.match(text, end):
                yield start, end
                done = end
                break


_BEFORE_TITLE_A_WORD = words.JOINERS | set(
    "全师连班车党农关那单时左应元相查红游商计解广东利步居史程文金武常安连水何"
)
"""Surnames that, before a title, are rather part of another word (师参谋长, 全主席团)."""
_SURNAMES_BY_FIRST: dict[str, list[str]] = {}
for _name in sorted(
    {*words.SURNAMES, *(name for name in words.JAPANESE_SURNAMES if len(name) > 1)},
    key=lambda name: (-len(name), name),
):
    _SURNAMES_BY_FIRST.setdefault(_name[0], []).append(_name)
_AT_EDGE = re.compile(f"(?:{_LEFT})")
_EDGE_FIRST = re.compile(f"(?=[{''.join(sorted(_SURNAMES_BY_FIRST))}])(?:{_LEFT})")
_TITLE_AT = re.compile(f"副?{_PLAIN_TITLES}")
_AFTER_EDGE_SURNAME = re.compile(f"副?{_PLAIN_TITLES}|字[\u4e00-\u9fff]{{2}}[，。]|本名|原名|又名|化名")


def _bare_surnames(text: str, names: set[str]) -> Iterator[Found]:
    """A Japanese surname alone, where the document has the full name and no other character is joined to it."""
    surnames = {surname for name in names if len(surname := surname_of(name)) > 1}
    for surname, starts in _occurrences(
        text, surnames, lambda name, at: not (_is_han(text, at - 1) or _is_han(text, at + len(name)))
    ):
        for start in starts:
            yield person(start, start + len(surname), 0.8, "surname")


def _is_han(text: str, position: int) -> bool:
    """Whether a Chinese character stands at a place, which may lie outside the text."""
    return 0 <= position < len(text) and "\u4e00" <= text[position] <= "\u9fff"


_AFTER_SURNAME = (
    "奉命|奉调|已[与于被将在经]|遂|率|乃|复[与又率]|又[与率被于]|力[谏主陈]|部(?=[攻占退进四从溃])|氏|说[：，]|曰|云[：，]|谓[：，]|答[：，]|"
    "于是|旋即|当即|即[率令赴与]|先后|曾[任在与率]|因[病不]|时[任年]|死后|以[为病]|自[称任]|不[从肯允得]|受命|被[捕俘害]|病[逝故]|"
    "回[到国答]|返[回国]|抵[达]|赴[任]|在[此任]|任[职内]|与[其]"
)


_BARE = re.compile(rf"(?<=[，。；：\n、“日月年惟而时后])(?P<name>[\u4e00-\u9fff])(?={_AFTER_SURNAME})")


def _bare_chinese(text: str, names: set[str]) -> Iterator[Found]:
    """A Chinese surname alone at the head of a clause, where the document has one person of that surname."""
    bearers: dict[str, set[str]] = {}
    for name in names:
        if surname := surname_of(name):
            bearers.setdefault(surname, set()).add(name)
    single = {surname for surname, full in bearers.items() if len(full) == 1}
    for match in _BARE.finditer(text):
        if match.group("name") in single:
            yield person(match.start("name"), match.end("name"), 0.8, "surname")


_HEAD = re.compile("(?:人民自卫军|自卫军|国民救国军|救国军|义勇军|人民革命军|同盟军|挺进军|建设兵团|先遣军)$")


def _heads(text: str, found: tuple[Found, ...]) -> Iterator[Found]:
    """The head of a force's name alone (自卫军), where the document has one force of that name."""
    full = {text[item.start : item.end] for item in found if item.kind is Kind.ORGANIZATION}
    heads: dict[str, set[str]] = {}
    for name in full:
        if (match := _HEAD.search(name)) and match.start() > 0:
            heads.setdefault(match.group(), set()).add(name)
    for head, names in sorted(heads.items()):
        if len(names) == 1:
            for match in re.finditer(f"(?<![\u4e00-\u9fff]){head}(?!长)", text):
                yield Found(
                    start=match.start(),
                    end=match.end(),
                    kind=Kind.ORGANIZATION,
                    score=0.7,
                    by="grammar",
                    rule="memory",
                )
