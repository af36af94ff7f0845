"""Where a text itself says that two names are one thing's: 王德林又名王林, 张寿篯即李兆麟, 中长铁路（原中东铁路）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ontology.kinds import Kind
from ontology.names import fold
from ontology.records import Mention

# Between the two names. The first group introduces another name of the one before, the second says they are one.
_OTHER_NAME = (
    "又名|亦名|别名|化名|曾化名|原名|本名|曾用名|乳名|小名|字|号|别号|绰号|报号|笔名|又称|亦称|也称|通称|简称|俗称|全称|"
    "又译|也写作|又作|对外番号是|番号是|番号为|代号|代号为|也有人叫它|也有人简称|人称|世称|时称|旧称|原称|"
    "皆称|使用过|曾使用|用过|曾用|都叫他|又叫|也叫|旧名|本名叫|曾名|多署"
)
_SAME = "即|就是|即是|也就是|即旧日之|即今|即后来的|乃是|系指"
_RENAMED = "改名为|改名|更名为|更名|改称|易名为|后改称|后改名"
_JAPANESE = "こと|別名|通称|本名|旧名|のちの|すなわち"
_RUSSIAN = r"он же|она же|псевдоним|настоящее имя|настоящая фамилия|ныне|бывший|бывшая|или|то есть|также"

_MARK = r"[\s，,、（(“「『《—\-:：]*"
_BETWEEN = re.compile(
    rf"^[\s》」』”）)]*{_MARK}(?P<cue>{_OTHER_NAME}|{_SAME}|{_JAPANESE}|{_RUSSIAN}){_MARK}(?:为|是|叫|作)?{_MARK}$"
)
_RENAMING = re.compile(rf"^(?:后来|后|已)?(?P<cue>{_RENAMED}){_MARK}$")
_LIST = re.compile(r"^[”」』》]?[、和及与][“「『《]?$")
_LATER = re.compile(
    rf"^[》」』”]?[^。；\n]{{0,45}}[，,](?:对外|[^，。；、]{{0,6}}时(?=用过|使用))?(?P<cue>{_OTHER_NAME}){_MARK}(?:为|是|叫|作)?{_MARK}$"
)
_ASIDE = re.compile(r"(?:由|隶属于|隶属|属于|属|归|向|对|与|同|在|于|从|将|把|以)[《“「『]?$")
_BRACKETED = re.compile(r"^[》」』”]?[（(](?:原|即|原名|今|旧称|后改|ныне |бывш\. )?[“「『]?$")
_SURE_OF_PEOPLE = re.compile("名|字|号|即|就是|署|он же|псевдоним|こと|叫他|人称")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAlias:
    """Two mentions that a text declares to be one thing; the main name is the one the text goes on with."""

    main: Mention
    other: Mention
    cue: str


def stated_aliases(text: str, mentions: Sequence[Mention]) -> tuple[StatedAlias, ...]:
    """The pairs of names that a text says are one thing's, in the order of the text."""
    return tuple(_pairs(fold(text), sorted(mentions, key=lambda m: (m.start, m.end))))


def _pairs(text: str, mentions: list[Mention]) -> Iterator[StatedAlias]:
    holder: StatedAlias | None = None
    for place, (first, second) in enumerate(pairwise(mentions)):
        between = text[first.end : second.start]
        if holder and holder.other is first and first.kind is second.kind and _LIST.match(between):
            holder = StatedAlias(main=holder.main, other=second, cue=holder.cue)
        else:
            holder = _stated(text, between, mentions, place)
        if holder is not None and holder.main.text != holder.other.text:
            yield holder


def _stated(text: str, between: str, mentions: list[Mention], place: int) -> StatedAlias | None:
    """What the words between two neighbours say of them; a cue may also reach back over a clause."""
    first, second = mentions[place], mentions[place + 1]
    if first.kind is second.kind:
        found = _BETWEEN.match(between) or (_RENAMING.match(between) if first.kind is Kind.PLACE else None)
        if found:
            same = re.fullmatch(_SAME, found["cue"])
            main, other = (second, first) if same or found["cue"] in _RENAMED.split("|") else (first, second)
            return StatedAlias(main=main, other=other, cue=found["cue"])
        if _BRACKETED.match(between) and _closes(text, second.end):
            return StatedAlias(main=first, other=second, cue="括注")
    return _said_later(text, mentions, place)


def _said_later(text: str, mentions: list[Mention], place: int) -> StatedAlias | None:
    """《中俄密约》于某日签订，亦称《…》: the cue follows a clause about the thing it names again."""
    second = mentions[place + 1]
    for earlier in range(place, max(-1, place - 6), -1):
        first = mentions[earlier]
        between = text[first.end : second.start]
        if first.kind is not second.kind or _is_aside(text, mentions, earlier):
            continue
        if found := _LATER.match(between):
            return StatedAlias(main=first, other=second, cue=found["cue"])
    return None


def _is_aside(text: str, mentions: list[Mention], place: int) -> bool:
    """Whether a name is brought in by 由, 在, 隶属 …, alone or in a list: the clause is about another."""
    while place and _LIST.match(text[mentions[place - 1].end : mentions[place].start]):
        place -= 1
    start = mentions[place].start
    return bool(_ASIDE.search(text[max(0, start - 3) : start]))


def _closes(text: str, end: int) -> bool:
    return bool(re.match(r"[”」』]?[）)]", text[end : end + 2]))
