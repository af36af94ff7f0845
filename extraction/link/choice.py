"""What is decided about one mention, and the weighing of those who share a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from extraction.link.lookup import Candidate, NameIndex, type_of
from extraction.link.units import speaks_of_united_army
from extraction.steps import Marked
from ontology.authority import Entry
from ontology.kinds import Kind
from ontology.names import fold
from ontology.records import DateMention, Mention

SURE_FROM = 0.6
"""The least score at which a name is taken to be the entry's."""
AHEAD_BY = 0.03
"""How far the best must lead the next for the choice to count as made."""
_NAMES_ZH = {
    "pseudonym": "化名",
    "courtesy": "字号",
    "nom_de_guerre": "报号",
    "former": "旧称",
    "translation": "译名",
    "designation": "番号",
    "short": "简称",
}
_RIVER_AFTER = re.compile(
    r"^(?:边|岸|两岸|沿岸|沿线|流域|江面|上游|中游|下游|水面|航|南岸|北岸|右岸|左岸|畔|江)"
)
_RIVER_BEFORE = re.compile(r"(?:渡|过|沿|横渡|渡过|越过|强渡|泅渡)$")
_PROVINCE_AFTER = re.compile(
    r"省(?!城)|巡抚|督军|省长|将军|都督|全省|当局|督办|(?:[、和与及][\u4e00-\u9fff]{2,3}){1,3}(?:[两二三各]省|等省|省)"
)
_OFFICE_AFTER = re.compile(
    "(?:总司令|司令官|司令|主席|总理|首相|外相|陆相|委员长|大帅|督军|长官|总统|元帅|总督|执政|大使|公使|巡抚)"
)
_STOPPING_PLACE = re.compile(r"(?:\bст\.|станц\w+|\bгор\.|\bг\.|город\w*|车站|驛|駅)\s*[«“]?$")
_WIDE = frozenset({"region", "country", "province", "historical_polity"})
_WATERS = frozenset({"river", "lake", "water"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Who a mention is: an entry of the authority file, or else the key under which strangers gather."""

    entry: Entry | None
    key: str  # empty where there is an entry
    label: str  # the canonical name shown
    score: float
    why: str
    candidates: tuple[tuple[str, float], ...] = ()  # entity ids

    @property
    def identity(self) -> str:
        """What two mentions share exactly when they are one thing."""
        return f"={self.entry.id}" if self.entry else self.key


class RecordContext:
    """What the rest of a record says when one of its names is in doubt."""

    def __init__(self, marked: Marked) -> None:
        """Look at one record as marked; nothing outside it is asked."""
        self.marked = marked
        self.mentions = tuple(sorted(marked.mentions, key=lambda m: (m.start, m.end)))
        self.folded = fold(marked.record.text)
        self._dates = sorted((d for d in marked.dates if d.date.lo), key=lambda date: date.start)

    @cached_property
    def about_united_army(self) -> bool:
        """Whether the record speaks of the Northeast Anti-Japanese United Army."""
        return speaks_of_united_army(self.marked.record.text)

    def day_of(self, mention: Mention) -> DateMention | None:
        """The date that governs a mention: the last resolved one before it, else the first of the record."""
        before = bisect_right(self._dates, mention.start, key=lambda date: date.start)
        return self._dates[max(0, before - 1)] if self._dates else None

    def is_province(self, mention: Mention) -> bool:
        """Whether the words around a place speak of a province: 奉天巡抚, 奉天、吉林两省, 奉天|海城|人."""
        after = self.folded[mention.end : mention.end + 24]
        place = self.mentions.index(mention)
        following = self.mentions[place + 1] if place + 1 < len(self.mentions) else None
        if following and following.start == mention.end and following.kind is Kind.PLACE:
            return self.folded[following.end : following.end + 1] in ("人", "县")
        return bool(_PROVINCE_AFTER.match(after))

    def title_after(self, mention: Mention) -> str:
        """The office named right after a bare surname, empty where there is none."""
        found = _OFFICE_AFTER.match(self.folded, mention.end)
        return found.group() if found else ""

    def is_beside_water(self, mention: Mention) -> bool:
        """Whether the words around a mention speak of a river: 黑龙江边, 渡过黑龙江."""
        before = self.folded[max(0, mention.start - 3) : mention.start]
        after = self.folded[mention.end : mention.end + 3]
        return bool(_RIVER_AFTER.match(after) or _RIVER_BEFORE.search(before))


def weigh(
    candidates: Sequence[Candidate],
    mention: Mention,
    *,
    context: RecordContext,
    index: NameIndex,
    present: Collection[str] = (),
) -> tuple[Candidate, ...]:
    """The candidates with the record's evidence counted in, the best first; `present` are entries surely there."""
    weighed = [
        Candidate(
            entry=candidate.entry,
            name=candidate.name,
            score=candidate.score + _evidence(candidate, mention, context),
            how=candidate.how + _company(candidate, index, present),
        )
        for candidate in candidates
    ]
    weighed = [
        Candidate(entry=c.entry, name=c.name, score=c.score + (0.08 if "同文" in c.how else 0), how=c.how)
        for c in weighed
    ]
    return tuple(sorted(weighed, key=lambda c: (-c.score, c.entry.id)))


def decide(weighed: Sequence[Candidate], mention: Mention) -> Choice | None:
    """The choice the weighing allows, None where nobody is sure enough or nobody leads."""
    if not weighed or weighed[0].score < SURE_FROM:
        return None
    best = weighed[0]
    if len(weighed) > 1 and best.score - weighed[1].score < AHEAD_BY:
        return None
    return Choice(
        entry=best.entry,
        key="",
        label=best.entry.canonical,
        score=rounded(best.score),
        why=_reason(best, mention, rivals=len(weighed) - 1),
        candidates=scored(weighed),
    )


def rounded(score: float) -> float:
    """A weighed score as a share between 0 and 1."""
    return round(max(0.0, min(1.0, score)), 3)


def scored(weighed: Sequence[Candidate]) -> tuple[tuple[str, float], ...]:
    """Candidates as entity ids with scores, for the link."""
    return tuple((c.entry.entity().id, rounded(c.score)) for c in weighed[:5])


def _evidence(candidate: Candidate, mention: Mention, context: RecordContext) -> float:
    entry = candidate.entry
    change = 0.0
    governing = context.day_of(mention)
    if governing is not None:
        change += _fits_time(candidate, governing.date.lo, governing.date.hi or governing.date.lo)
    if entry.kind is Kind.PLACE:
        before = context.folded[max(0, mention.start - 12) : mention.start].casefold()
        if type_of(entry) in _WIDE and _STOPPING_PLACE.search(before):
            change -= 0.1
        water, beside = type_of(entry) in _WATERS, context.is_beside_water(mention)
        change += 0.1 if water and beside else -0.06 if water or beside else 0.0
    return change


def _fits_time(candidate: Candidate, lo: int, hi: int) -> float:
    """A person not yet born is not meant; a name out of use is less likely."""
    change = 0.0
    born, _ = bounds(candidate.entry.begin)
    if born and hi < born:
        change -= 0.3 if candidate.entry.kind is Kind.PERSON else 0.08
    _, ended = bounds(candidate.entry.end)
    if ended and lo > ended and candidate.entry.kind is not Kind.PERSON:
        change -= 0.08  # the dead are still spoken of; a state or a unit that is gone less so
    since, until = bounds(candidate.name.valid)
    if since or until:
        outside = (since and hi < since) or (until and lo > until)
        change += -0.05 if outside else 0.03
    return change


def bounds(edtf: str) -> tuple[int, int]:
    """The first and last day of an EDTF expression as YYYYMMDD, 0 where open or unknown."""
    first, _, last = edtf.partition("/")
    return _day(first, "0101"), _day(last or first, "1231")


def _day(edtf: str, rest: str) -> int:
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf)
    if not found:
        return 0
    month, day = found[2] or rest[:2], found[3] or ("01" if rest == "0101" else "31")
    return int(found[1] + month + day) if month <= "12" else int(found[1] + rest)


def _company(candidate: Candidate, index: NameIndex, present: Collection[str]) -> str:
    shared = sorted(index.related(candidate.entry) & set(present))
    return f"，且同文提到与之相关的{len(shared)}个条目" if shared else ""


def _reason(best: Candidate, mention: Mention, *, rivals: int) -> str:
    entry = best.entry
    how = best.how
    prefix, _, company = how.partition("，")
    done = f"{prefix}" if prefix else ""
    kind = _NAMES_ZH.get(best.name.type, "名称")
    said = f"“{mention.text}”{done}是权威档 {entry.id}（{entry.canonical}）的{kind}"
    if company:
        said += f"，{company}"
    if rivals:
        said += f"；另有{rivals}个同名条目，证据较弱"
    if "unsure" in (entry.certainty, best.name.certainty):
        said += "；该条目尚未核实"
    return said + "。"
