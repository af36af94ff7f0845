"""What is decided about one mention, and the weighing of those who share a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extraction.link.lookup import BY_SHAPE, Candidate, NameIndex, type_of
from extraction.link.persons import fit, is_everybodys, is_usual
from extraction.link.surroundings import RecordContext
from ontology.authority import Entry
from ontology.gazetteer import position
from ontology.kinds import Kind
from ontology.records import Mention

SURE_FROM = 0.6
"""The least score at which a name is taken to be the entry's."""
AHEAD_BY = 0.03
"""How far the best must lead the next for the choice to count as made."""
_IN_COMPANY = 0.08
_FAR_KM = 250.0
_ADJOINING = 2
_MERE_LIKENESS, _MERE_NAMESAKE = 0.55, 0.64
_NAMES_ZH = {
    "pseudonym": "化名",
    "courtesy": "字号",
    "nom_de_guerre": "报号",
    "former": "旧称",
    "translation": "译名",
    "designation": "番号",
    "short": "简称",
}
_SOUTH_END, _WEST_END = 38.7, 115.5  # of the northeast, in degrees
_ELSEWHERE = "广东|山西|陕西|四川|湖南|湖北|河南|山东|江苏|浙江|安徽|江西|福建|广西|云南|贵州|甘肃|青海|新疆|宁夏|西藏|台湾|海南|河北|绥远|西康"
_PROVINCE_BEFORE = re.compile(f"(?:{_ELSEWHERE})省?的?$")
_STOPPING_PLACE = re.compile(r"(?:\bст\.|станц\w+|\bгор\.|\bг\.|город\w*|车站|驛|駅)\s*[«“]?$")
_ABOVE_VILLAGES = frozenset({"city", "county", "province", "district", "region", "country", "river"})
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
        _weighed(one, mention, context, index=index, company=_company(one, index, present))
        for one in candidates
    ]
    return tuple(sorted(weighed, key=lambda c: (-c.score, c.entry.id)))


def _weighed(
    candidate: Candidate, mention: Mention, context: RecordContext, *, index: NameIndex, company: str
) -> Candidate:
    """One candidate with what the record says for and against him; a mere likeness wants support."""
    change, said = fit(candidate, mention, context)
    score = candidate.score + _evidence(candidate, mention, context) + change
    if candidate.entry.kind is Kind.PLACE:
        score += _far_from_its_county(candidate.entry, mention, context, index)
    score += _IN_COMPANY if company else 0.0
    if candidate.entry.kind is Kind.PERSON and is_usual(mention.text) and not (company or change > 0):
        score = min(score, _MERE_NAMESAKE)
    weak = candidate.how.startswith(BY_SHAPE) or is_everybodys(candidate, mention)
    if weak and candidate.entry.kind is Kind.PERSON and not (company or change > 0):
        score = min(score, _MERE_LIKENESS)
    return Candidate(
        entry=candidate.entry, name=candidate.name, score=score, how=candidate.how + company + said
    )


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
    if entry.kind is Kind.EVENT:
        change += _of_another_year(candidate, mention, context)
    if entry.kind is Kind.PLACE:
        before = context.folded[max(0, mention.start - 12) : mention.start].casefold()
        if type_of(entry) in _WIDE and _STOPPING_PLACE.search(before):
            change -= 0.1
        change += _in_another_province(entry, mention, context) + _below_its_rank(entry, mention, context)
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


def _of_another_year(candidate: Candidate, mention: Mention, context: RecordContext) -> float:
    """1920年10月哈尔滨鼠疫 is not the plague of 1910: a date right before the name is the event's own."""
    day = context.day_nearby(mention)
    if day is None or not mention.end - len(mention.text) - _ADJOINING <= day.end <= mention.start:
        return 0.0
    since, until = bounds(candidate.entry.begin)[0], bounds(candidate.entry.end or candidate.entry.begin)[1]
    first, last = day.date.lo // 10_000, (day.date.hi or day.date.lo) // 10_000
    apart = (since and last < since // 10_000 - 1) or (until and first > until // 10_000 + 1)
    return -0.5 if apart else 0.0


def _in_another_province(entry: Entry, mention: Mention, context: RecordContext) -> float:
    """广东佛山 is no place of Manchuria; the provinces of the northeast themselves changed too often to tell."""
    elsewhere = _PROVINCE_BEFORE.search(context.folded[max(0, mention.start - 9) : mention.start])
    return -0.45 if elsewhere and _is_northeastern(entry) else 0.0


def _is_northeastern(entry: Entry) -> bool:
    here = position(entry)
    return here is not None and here.lat > _SOUTH_END and here.lon > _WEST_END


def _far_from_its_county(entry: Entry, mention: Mention, context: RecordContext, index: NameIndex) -> float:
    """朝阳县平房镇 is not the 平房 of Harbin, which lies far from any county of that name."""
    here, county = position(entry), context.county_before(mention)
    if here is None or not county:
        return 0.0
    found = [position(one.entry) for one in index.candidates(county, Kind.PLACE, "zh")]
    there = [one for one in found if one is not None]
    return -0.45 if there and all(here.distance_km(one) > _FAR_KM for one in there) else 0.0


def _below_its_rank(entry: Entry, mention: Mention, context: RecordContext) -> float:
    """长春乡 is no Changchun: what is called a village or township is not the city of that name."""
    return -0.45 if context.is_village(mention) and type_of(entry) in _ABOVE_VILLAGES else 0.0


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
