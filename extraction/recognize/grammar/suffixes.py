"""Names known by their last word (…公司, …条约, …镇): one pass over the last words, then a walk to the left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extraction.recognize.grammar.scene import Scene, walk_left
from extraction.recognize.grammar.segment import Word
from extraction.recognize.grammar.words import CUES, VERBS_IN_NAMES
from extraction.recognize.spans import Found
from ontology.kinds import Kind


@dataclass(frozen=True, kw_only=True)
class Suffixes:
    """A table of last words and what may stand before them."""

    name: str
    kind: Kind
    score: float
    ends: tuple[str, ...]
    limit: int  # characters of the name before the last word, at most
    shortest: int = 1  # and at least
    bar_next: str = ""  # characters that, coming next, make another word of it
    bar_in: frozenset[str] = frozenset()  # characters that show that a clause, not a name, stands before it
    generic: frozenset[str] = frozenset()  # what, standing alone before the last word, makes no name
    proper: tuple[str, ...] = ()  # last words that need a proper name before them, not ordinary words alone
    compound: bool = False  # whether several such words in a row make no name either

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the last words."""
        tail = f"(?![{self.bar_next}])" if self.bar_next else ""
        return re.compile(f"(?:{'|'.join(self.ends)}){tail}")

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        """Nothing but words that make no name."""
        words = sorted((word for word in self.generic if len(word) > 1), key=lambda word: (-len(word), word))
        return re.compile(f"(?:{'|'.join(words)}|[省市县区级各该本])+")

    def find(self, scene: Scene) -> Iterator[Found]:
        """Every name with one of these last words whose beginning is safe."""
        for match in self.pattern.finditer(scene.text):
            start = walk_left(scene, match.start(), limit=self.limit)
            if start is None:
                continue
            content = scene.text[start : match.start()]
            named = (
                content in self.generic
                and len(content) > 1
                and _NAMING.search(scene.text, max(0, start - 4), start)
            )
            if named or (self.admits(content) and not self._ordinary(scene, start, match)):
                yield self.found(start, match.end())

    def _ordinary(self, scene: Scene, start: int, match: re.Match[str]) -> bool:
        """Whether only ordinary words stand before a last word that needs a name, or a numeral or an epithet leads."""
        tags, place = [], start
        while place < match.start():
            word = scene.cut.over(place)
            if word is None or word.end > match.start():
                return False  # a word that goes on into the last one is a name in the word list (平津战役)
            tags.append(word)
            place = word.end
        if not tags:
            return False
        lead = scene.text[tags[0].start : tags[0].end]
        if (
            len(lead) > 1
            and (tags[0].tag in "abr" or (tags[0].tag == "m" and lead[0] in _COUNTS))
            and lead not in VERBS_IN_NAMES
            and self.kind is not Kind.PLACE
        ):
            return True
        return match.group() in self.proper and not any(_names(word) for word in tags)

    def found(self, start: int, end: int) -> Found:
        """A span of this table."""
        return Found(start=start, end=end, kind=self.kind, score=self.score, by="grammar", rule=self.name)

    def admits(self, content: str) -> bool:
        """Whether the words before the last word make a name."""
        if len(content) < self.shortest or content in self.generic:
            return False
        if self.compound and self._plain.fullmatch(content):
            return False
        if content.endswith(_LONG_CUES):
            return False
        if _SET_UP.search(content):
            return False
        if self.bar_in and not self.bar_in.isdisjoint(content):
            return False
        return not (set(content) <= _NUMERALS or _COUNTED.search(content))


def _names(word: Word) -> bool:
    """Whether a word is or may be part of a proper name; single characters of content often are (七道|江)."""
    return word.tag in "KGNxj" or (word.end - word.start == 1 and word.tag not in "vdpcmqru")


_COUNTS = frozenset("一两多数几上百千万")
_LONG_CUES = tuple(sorted(cue for cue in CUES if len(cue) > 1))
_COUNTED = re.compile(
    "^[一二三两几数多]?[个支所家座条名次处批股路份项]|[第头][一二三四五六七八九十]个|一[个支座]|(?:一线|一带|附近|激烈|惨烈|近郊)$"
)
_NAMING = re.compile(
    "(?:改编为|编为|改称|称为|更名为|改名为|组成|组成了|组建|成立|成立了|定名为|命名为|取名|名为)$"
)
"""After these a name of common words is a name all the same (改编为人民自卫军)."""
_SET_UP = re.compile("(?<![建])设(?![治计备])")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万两几数多半每全第初整余0123456789０１２３４５６７８９个")
