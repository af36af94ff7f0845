"""Known names in Chinese and Japanese text: every name of the authority files, folded, longest match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extraction.recognize.guards import stands
from extraction.recognize.spans import Found
from ontology.authority import Authority, Entry
from ontology.kinds import Kind
from ontology.names import fold
from ontology.records import Name

KIND_ORDER = (Kind.WORK, Kind.EVENT, Kind.ORGANIZATION, Kind.PLACE, Kind.PERSON)
"""Which kind a name that several things share is taken for: a treaty is a work before it is an event."""
CERTAIN, UNSURE = 0.95, 0.6
_HAS_HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ADMIN = re.compile(r"[省市县旗镇乡村屯](?![长委城政民里内外境公区党军府立镇级守])")
_ADMIN_ENDS = "省市县旗镇乡村屯区河江山岭湖岛站路店口"
_FACT = re.compile(
    r"^(?:攻克|袭击|占领|攻占|成立)|(?:喷油|成立|签订|动工|通车|改编|牺牲|逝世|投产|移交|建立|组建|合并|撤销|殉国|发现|设立|创建|召开|出兵|就义)$"
)
_TITLED = re.compile(r"(?<=.)(?:总?司令|主席|将军|元帅|总理|委员长|同志|先生|队长)$")
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a name is known to name, and how surely."""

    kind: Kind
    score: float


class Gazetteer:
    """An index of names by their first two characters, longest first."""

    def __init__(self, authority: Authority) -> None:
        """Index the names of an authority; a mere fact without a name is left out."""
        self._names = dict(sorted(_names(authority).items()))
        self._lengths: dict[str, tuple[int, ...]] = {}
        for name in self._names:
            key = name[:2]
            self._lengths[key] = tuple(sorted({len(name), *self._lengths.get(key, ())}, reverse=True))

    def __len__(self) -> int:
        """How many names it knows."""
        return len(self._names)

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """Known names in a folded text, longest match from the left."""
        position, lengths = 0, self._lengths
        while position < len(text) - 1:
            found = None
            for size in lengths.get(text[position : position + 2], ()):
                found = self._at(text, position, position + size)
                if found:
                    break
            if found:
                yield found
            position = found.end if found else position + 1

    def _at(self, text: str, start: int, end: int) -> Found | None:
        item = self._names.get(text[start:end])
        if (
            item is None
            or end > len(text)
            or not stands(text, start, end, item.kind)
            or _inside_number(text, start, end)
        ):
            return None
        if item.kind is Kind.PERSON and (title := _TITLED.search(text[start:end])):
            end = start + title.start()
        if item.kind is Kind.PLACE and text[end - 1] not in _ADMIN_ENDS:
            more = _ADMIN.match(text, end)
            end = more.end() if more else end
        return Found(start=start, end=end, kind=item.kind, score=item.score, by="gazetteer", rule="authority")


def _inside_number(text: str, start: int, end: int) -> bool:
    """Whether a name that begins or ends with a figure is cut out of a longer one."""
    before, after = text[start - 1 : start], text[end : end + 1]
    cut_left = bool(_LATIN.fullmatch(text[start]) and _LATIN.fullmatch(before))
    return cut_left or bool(_LATIN.fullmatch(text[end - 1]) and _LATIN.fullmatch(after))


def _names(authority: Authority) -> dict[str, Known]:
    """Every name of two characters or more, with the kind it is most likely to mean."""
    found: dict[str, Known] = {}
    for entry in authority.entries.values():
        if not entry.named or entry.kind not in KIND_ORDER:
            continue
        for name in entry.names:
            key = fold(name.text).strip()
            if name.lang in ("zh", "ja", "und") and len(key) > 1 and _HAS_HAN_OR_KANA.search(key):
                known = Known(kind=entry.kind, score=score_of(entry, name))
                found[key] = min(found.get(key, known), known, key=_rank)
    return {name: item for name, item in found.items() if not _states_a_fact(name, item.kind)}


def score_of(entry: Entry, name: Name) -> float:
    """How sure a match of this name is: a name that nobody has checked is less so."""
    return UNSURE if "unsure" in (entry.certainty, name.certainty) else CERTAIN


def _rank(known: Known) -> tuple[int, float]:
    return KIND_ORDER.index(known.kind), -known.score


def _states_a_fact(name: str, kind: Kind) -> bool:
    """Whether an event's label is a sentence about what happened and no name (攻克…县城)."""
    return kind is Kind.EVENT and bool(_FACT.search(name))
