"""Whether two names that no list knows are one thing's: how like the names are, and what the records say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.link.profile import Profile, without_side
from extraction.link.shapes import is_slip, russian_shape_key
from extraction.link.walks import can_be_one
from ontology.kinds import Kind
from ontology.names import name_keys, script_of

YES_FROM, NO_UP_TO = 0.6, 0.3
"""Scores from which two names are one thing's, and up to which they are two."""
_GENERIC = re.compile("(?:氏|寡妇|大娘|大爷|老汉|掌柜|先生|老太太|嫂|姑娘)$|[×某□○]")
_BARE_BODY = re.compile(
    "^(?:临时|中心)?(?:省委|县委|市委|地委|区委|特委|工委|党委|支部|团委|团县委|司令部|政府|县公署|农会)$"
)
_ELSEWHERE = {Kind.PLACE: -0.35, Kind.ORGANIZATION: -0.08}
_HOUSE = re.compile("商号|商店|公司|洋行|当铺|油坊|火磨|商场|号|店|铺|行|厂")
_NUMBER = re.compile(r"\d+|[A-Za-zА-Яа-я]*\d[\dA-Za-z]*")
_FULL, _WELL_NAMED = 3, 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How sure it is that two names are one thing's, and the reasons in Chinese."""

    score: float
    reasons: tuple[str, ...]

    @property
    def same(self) -> str:
        """Yes, no or unsure."""
        return "yes" if self.score >= YES_FROM else "no" if self.score <= NO_UP_TO else "unsure"

    @property
    def why(self) -> str:
        """The reasons as one sentence."""
        return "，".join(self.reasons) + "。"


def weigh_pair(first: Profile, second: Profile) -> Verdict:
    """The verdict on two names of one kind in two records."""
    base, said = _names(first, second)
    if base <= 0:
        return Verdict(score=0.0, reasons=(said,))
    found = [(base, said), *_company(first, second), *_time(first, second), *_life(first, second)]
    found = [one for one in found if one[0]]
    score = sum(change for change, _ in found)
    return Verdict(score=round(max(0.0, min(1.0, score)), 3), reasons=tuple(text for _, text in found))


# --- the names ------------------------------------------------------------------------------


def _names(first: Profile, second: Profile) -> tuple[float, str]:
    if first.name in second.also or second.name in first.also:
        return 0.6, f"文中写明“{first.written}”与“{second.written}”是同一名称"
    if first.name == second.name:
        return _strength(first, second), f"两处名称同为“{first.written}”"
    if first.kind is Kind.ORGANIZATION:
        return _bodies(first, second)
    if _across_scripts(first, second):
        shared = _sounds(first) & _sounds(second)
        if shared:
            long = any(key.count(" ") > 1 or (key[0] == "r" and len(key) > 8) for key in shared)
            return (0.5 if long else 0.3), f"“{first.written}”与“{second.written}”译音相同"
    if first.lang == second.lang == "ru" and _is_surname_of(first.name, second.name):
        return 0.48, f"“{first.written}”与“{second.written}”姓相同"
    if _are_alike(first, second):
        return (0.42 if len(first.written) >= _FULL else 0.25), "两处名称形近，疑有误识"
    return 0.0, f"“{first.written}”与“{second.written}”不是同一名称"


def _is_surname_of(first: str, second: str) -> bool:
    """Whether one is the other's surname alone: ковальчук, п с ковальчук."""
    short, long = sorted((first, second), key=len)
    return " " not in short and long.split(" ")[-1] == short


def _strength(first: Profile, second: Profile) -> float:
    """How much one written name proves by itself."""
    if first.kind is Kind.PERSON:
        if _GENERIC.search(first.name):
            return 0.3 if len(first.name) >= _FULL else 0.15
        if first.lang == "ru":
            return 0.62 if " " in first.name else 0.35
        return (0.15, 0.15, 0.48)[len(first.name)] if len(first.name) < _FULL else 0.58
    if first.kind is Kind.ORGANIZATION:
        if len(first.name) >= _WELL_NAMED and re.search(r"\d", first.name):
            return 0.72  # 东北抗日联军第七军第三师: there is only one
        if found := re.match(r"\d+", first.name):
            return 0.5 if len(found.group()) >= _FULL else 0.4
        return 0.25 if _BARE_BODY.match(first.name) else 0.62
    return 0.62 if first.kind in (Kind.EVENT, Kind.WORK) else 0.5


def _bodies(first: Profile, second: Profile) -> tuple[float, str]:
    """Numbers and words must agree; one may leave out whose it is, or its region."""
    mine, theirs = without_side(first.name), without_side(second.name)
    if _NUMBER.findall(mine) != _NUMBER.findall(theirs):
        return 0.0, "番号不同"
    if mine == theirs:
        return 0.6, f"除所属外名称同为“{mine}”"
    short, long = sorted((mine, theirs), key=len)
    if long.startswith(short) and _HOUSE.fullmatch(long[len(short) :]):
        return 0.5, f"店号同为“{short}”"
    if (
        long.endswith(short)
        and (len(short) > _FULL or _BARE_BODY.match(short))
        and not re.match(r"\d", short)
    ):
        return 0.35, f"“{short}”或为“{long}”之略"
    return 0.0, f"“{first.written}”与“{second.written}”名称不合"


def _across_scripts(first: Profile, second: Profile) -> bool:
    scripts = {script_of(first.written), script_of(second.written)}
    return bool(scripts & {"Cyrl", "Latn"}) and len({one[:1] for one in scripts}) > 1


def _sounds(one: Profile) -> frozenset[str]:
    """Sound keys of the dictionary form, where the name itself is inflected."""
    keys = name_keys(one.name) | name_keys(one.written)
    return frozenset(key for key in keys if key.startswith(("py:", "ro:")))


def _are_alike(first: Profile, second: Profile) -> bool:
    if first.lang == second.lang == "ru":
        return russian_shape_key(first.name) == russian_shape_key(second.name)
    return is_slip(first.written, second.written)


# --- the evidence ---------------------------------------------------------------------------

_Found = list[tuple[float, str]]


def _company(first: Profile, second: Profile) -> _Found:
    found: _Found = []
    if first.people & second.people:
        found.append((0.16, "同文有相同的人"))
    if first.bodies & second.bodies:
        found.append((0.14, "同文有相同的机构"))
    elif first.bodies and second.bodies and first.kind is Kind.ORGANIZATION:
        found.append((-0.15, "同文的机构不同"))
    if first.places & second.places:
        found.append((0.15, "同文有相同的地点"))
    elif first.places and second.places:
        found.append((_ELSEWHERE.get(first.kind, -0.12), "同文的地点不同"))
    if first.before and first.before == second.before:
        found.append((0.12, f"名前都写“{first.before}”"))
    if first.kin & second.kin:
        found.append((0.2, "所述亲属相同"))
    return found


def _time(first: Profile, second: Profile) -> _Found:
    if not first.first or not second.first:
        return []
    gap = max(first.first - second.last, second.first - first.last, 0)
    if first.kind is Kind.EVENT:
        return [(-0.5, "年代不同")] if gap > 1 else [(0.05, "年代相同")]
    if gap > 40:
        return [(-0.4, f"年代相隔{gap}年")]
    if gap > 20 and first.kind is Kind.PERSON:
        return [(-0.2, f"年代相隔{gap}年")]
    return [(0.06, "年代相近")] if gap <= 3 else []


def _life(first: Profile, second: Profile) -> _Found:
    if first.kind is not Kind.PERSON:
        return []
    if first.roles & second.roles:
        return [(0.14, f"身份同为{min(first.roles & second.roles)}")]
    if first.walks & second.walks:
        return [(0.08, "身份相合")]
    if not can_be_one(first.walks, second.walks):
        return [(-0.32, "身份不合")]
    return []
