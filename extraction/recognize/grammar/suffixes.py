"""Names known by their last word (…公司, …条约, …镇): one pass over the last words, then a walk to the left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extraction.recognize.grammar.scene import Scene, walk_left
from extraction.recognize.grammar.words import CUES
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
            named = content in self.generic and len(content) > 1 and _NAMING.search(scene.text, max(0, start - 4), start)
            if named or self.admits(content):
                yield self.found(start, match.end())

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


_LONG_CUES = tuple(sorted(cue for cue in CUES if len(cue) > 1))
_COUNTED = re.compile(
    "^[一二三两几数多]?[个支所家座条名次处批股路份项]|[第头][一二三四五六七八九十]个|一[个支座]|(?:一线|一带|附近|激烈|惨烈|近郊)$"
)
_NAMING = re.compile("(?:改编为|编为|改称|称为|更名为|改名为|组成|组成了|组建|成立|成立了|定名为|命名为|取名|名为)$")
"""After these a name of common words is a name all the same (改编为人民自卫军)."""
_SET_UP = re.compile("(?<![建])设(?![治计备])")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万两几数多半每全第初整余0123456789０１２３４５６７８９个")
