"""What a grammar module sees: the text, what is known in it, and where a word can begin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extraction.recognize.grammar.segment import NAME, Cut, Word
from extraction.recognize.grammar.words import (
    CUES,
    JOINERS,
    LEADING_VERBS,
    NOT_IN_NAMES,
    VERBS_BEFORE,
    VERBS_IN_NAMES,
)
from extraction.recognize.spans import Found
from ontology.kinds import Kind

HAN = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff々]"
_HAN = re.compile(HAN)
_IN_NAME = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff々0-9０-９ー]")
_DATE_END = re.compile(r"[〇零一二三四五六七八九十\d元][年月日]|同年|[本次翌]日")
_CUE_LENGTHS_BY_END = {
    end: tuple(sorted({len(cue) for cue in CUES if cue[-1] == end}, reverse=True))
    for end in sorted({cue[-1] for cue in CUES})
}
"""How long the cue words are that end with a character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A text with the names other finders have already seen."""

    text: str
    lang: str
    known: tuple[Found, ...] = ()
    cut: Cut = field(default_factory=lambda: Cut([]))  # into words; empty where the language is not Chinese
    begins: dict[int, Found] = field(default_factory=dict)  # known span by its start
    ends: dict[int, Found] = field(default_factory=dict)  # known span by its end

    def __post_init__(self) -> None:
        """Index the known spans by both ends."""
        self.begins.update({item.start: item for item in self.known})
        self.ends.update({item.end: item for item in self.known})

    def with_known(self, more: Iterable[Found]) -> Scene:
        """The same text with more names known."""
        return Scene(text=self.text, lang=self.lang, known=(*self.known, *more), cut=self.cut)


def is_han(character: str) -> bool:
    """Whether a character is a Chinese character."""
    return bool(_HAN.match(character))


def edge_left(scene: Scene, position: int) -> bool:
    """Whether a word can safely be said to begin here: after a mark, a cue word or a known name."""
    text = scene.text
    if position == 0 or not _IN_NAME.match(text[position - 1]):
        return True
    if text[position - 1] in JOINERS or position in scene.ends:
        return True
    for size in _CUE_LENGTHS_BY_END.get(text[position - 1], ()):
        if text[max(0, position - size) : position] in CUES:
            return True
    return False


def walk_left(scene: Scene, end: int, *, limit: int) -> int | None:
    """Where the name that ends at `end` begins: the nearest safe beginning, at most `limit` characters back.

    A known place or body inside the walk is taken as the beginning where the words before it are not
    themselves part of names (后来|哈尔滨市档案馆, but 南满洲铁道株式会社). None where no safe beginning is near.
    """
    text, start = scene.text, end
    if edge_left(scene, end) and end not in scene.ends:
        return None  # nothing stands between a cue and the last word: 推动|档案馆
    lowest = max(0, end - limit)
    while (
        start > lowest
        and _IN_NAME.match(text[start - 1])
        and not _stops(text, start - 1)
        and not _DATE_END.search(text[start - 2 : start] if start > 1 else "")
    ):
        start -= 1
        if start < end and edge_left(scene, start) and not _inside(scene, start):
            break
    safe = (
        edge_left(scene, start)
        or bool(start > 1 and _DATE_END.search(text[start - 2 : start]))
        or (start > 0 and _stops(text, start - 1))
    )
    found = _at_known(scene, start, end)
    if found is None and start < end:
        found = start if safe else _after_verb(scene, start, end)
    return None if found is None else _after_words(scene, found, end)


def _after_verb(scene: Scene, start: int, end: int) -> int | None:
    """The first place of an unsafe walk that an ordinary verb, adverb or preposition stands right before."""
    for place in range(start, end - 1):
        before = scene.cut.over(place - 1) if scene.cut.begins(place) else None
        if before is not None and before.tag in _NOT_IN_NAMES and before.end - before.start > 1:
            return place
    return None


def _after_words(scene: Scene, start: int, end: int) -> int | None:
    """The beginning moved past ordinary words that cannot stand in a name: verbs, adverbs, times, people."""
    while start not in scene.begins and _leads(scene.text[start], end - start):
        start += 1
    if scene.text[start - 1 : start + 1] in ("以上", "以下"):
        start += 1
    place = start
    while place < end:
        word = scene.cut.over(place)
        if word is None:
            place += 1
            continue
        if word.end <= end and _bars(scene, word, start):
            start = word.end
        place = word.end
    return start if start < end else None


def _leads(character: str, length: int) -> bool:
    """Whether a walk of this length begins with a verb that stands before the name."""
    return character in (VERBS_BEFORE if length == 2 else LEADING_VERBS) and length > 1


_NOT_IN_NAMES = frozenset("dpcrutv")


def _bars(scene: Scene, word: Word, start: int) -> bool:
    """Whether a word of the cut cannot be part of the name of a body or place."""
    text = scene.text[word.start : word.end]
    if word.tag == NAME:
        return word.start == start and len(text) > 2 and word.start not in scene.begins
    return len(text) > 1 and word.tag in _NOT_IN_NAMES and text not in VERBS_IN_NAMES


def _inside(scene: Scene, position: int) -> bool:
    """Whether only a known name ends here, which may be the beginning of a longer one (南满洲|铁道株式会社)."""
    item = scene.ends.get(position)
    return item is not None and scene.text[position - 1] not in _LEVELS


_LEVELS = frozenset("省市县区镇乡村屯旗州")


def _stops(text: str, position: int) -> bool:
    """Whether a walk stops at this character; 等 does, but not in 高等 and 中等."""
    character = text[position]
    if character == "最" and text[position + 1 : position + 2] == "高":
        return False
    return character in NOT_IN_NAMES and not (character == "等" and text[position - 1 : position] in _GRADES)


_GRADES = frozenset("高中初上下平优头")
_HEADS = frozenset("府署局社厅院铁")
_NAME_OPENERS = frozenset("东南西北中大小新旧伪前红")


def _at_known(scene: Scene, start: int, end: int) -> int | None:
    """The first known place or body inside a walk, where a name is more likely to begin than before it."""
    for position in range(start, end):
        item = scene.begins.get(position)
        if item is None or item.kind not in (Kind.PLACE, Kind.ORGANIZATION) or item.end > end:
            continue
        opener = scene.text[start:position]
        if len(opener) > 1 and opener[-1] in _HEADS and edge_left(scene, start):
            return start  # 统监府|间岛|派出所
        return start if opener and set(opener) <= _NAME_OPENERS and edge_left(scene, start) else position
    return None
