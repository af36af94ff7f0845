"""The kinds of things and the relations between them: the whitelist for code, stores and screens.

Relation names are camelCase; Neo4j types are the same words in UPPER_SNAKE. Mappings to CIDOC-CRM 7.1 and
RiC-O 1.1 stand beside each name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of entity; the first five are what recognisers mark in a text."""

    PERSON = "PERSON"
    PLACE = "PLACE"
    ORGANIZATION = "ORGANIZATION"
    EVENT = "EVENT"
    WORK = "WORK"
    PERIOD = "PERIOD"
    THEME = "THEME"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindInfo:
    """How a kind is named, drawn and mapped."""

    label: str  # Neo4j label
    zh: str
    ru: str
    ja: str
    en: str
    color: str
    icon: str
    crm: str
    rico: str


def _kind(names: tuple[str, str, str, str, str], look: tuple[str, str], maps: tuple[str, str]) -> KindInfo:
    label, zh, ru, ja, en = names
    return KindInfo(
        label=label, zh=zh, ru=ru, ja=ja, en=en, color=look[0], icon=look[1], crm=maps[0], rico=maps[1]
    )


KINDS: dict[Kind, KindInfo] = {
    Kind.PERSON: _kind(
        ("Person", "人物", "Лица", "人物", "People"), ("#9E2A2B", "person"), ("E21", "Person")
    ),
    Kind.PLACE: _kind(("Place", "地点", "Места", "場所", "Places"), ("#3A6B5C", "place"), ("E53", "Place")),
    Kind.ORGANIZATION: _kind(
        ("Organization", "机构", "Организации", "組織", "Organizations"),
        ("#2F4B7C", "groups"),
        ("E74", "CorporateBody"),
    ),
    Kind.EVENT: _kind(
        ("Event", "事件", "События", "出来事", "Events"), ("#B5651D", "event"), ("E5", "Event")
    ),
    Kind.WORK: _kind(
        ("Work", "文献作品", "Произведения", "著作", "Works"), ("#6B4C7A", "menu_book"), ("E73", "Record")
    ),
    Kind.PERIOD: _kind(
        ("Period", "时期", "Периоды", "時期", "Periods"),
        ("#777777", "hourglass"),
        ("E4", "unmapped: RiC-O has no period class"),
    ),
    Kind.THEME: _kind(("Theme", "主题", "Темы", "主題", "Themes"), ("#A8892C", "label"), ("E55", "Concept")),
}
MARKED = (Kind.PERSON, Kind.PLACE, Kind.ORGANIZATION, Kind.EVENT, Kind.WORK)

_AGENT = frozenset({Kind.PERSON, Kind.ORGANIZATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationInfo:
    """One relation: what it joins, how it is said, and how it prints under the annotation guideline."""

    name: str
    heads: frozenset[Kind]
    tails: frozenset[Kind]
    zh: str
    ru: str
    en: str
    crm: str
    rico: str

    @property
    def edge_type(self) -> str:
        """The Neo4j relationship type: the camelCase name in UPPER_SNAKE."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.name).upper()


def _of(*kinds: Kind) -> frozenset[Kind]:
    return frozenset(kinds)


def _relation(
    name: str,
    ends: tuple[frozenset[Kind], frozenset[Kind]],
    said: tuple[str, str, str],
    maps: tuple[str, str],
) -> tuple[str, RelationInfo]:
    zh, ru, en = said
    return name, RelationInfo(
        name=name, heads=ends[0], tails=ends[1], zh=zh, ru=ru, en=en, crm=maps[0], rico=maps[1]
    )


P, L, O, E, W = MARKED  # noqa: E741 - short names keep the table below readable
RELATIONS: dict[str, RelationInfo] = dict(
    [
        _relation(
            "memberOf", (_AGENT, _of(O)), ("隶属", "состоит в", "member of"), ("P107i", "isOrWasMemberOf")
        ),
        _relation(
            "leaderOf",
            (_AGENT, _of(O, E, L)),
            ("领导", "возглавлял", "leader of"),
            ("P107i", "isOrWasLeaderOf"),
        ),
        _relation(
            "commanderOf",
            (_AGENT, _of(O, E)),
            ("指挥", "командовал", "commander of"),
            ("P107i", "isOrWasLeaderOf"),
        ),
        _relation(
            "heldOffice",
            (_of(P), _of(O, L)),
            ("任职", "занимал должность", "held office in"),
            ("P107i + P107.1", "occupiesOrOccupied"),
        ),
        _relation(
            "subordinateTo",
            (_of(O), _of(O)),
            ("上级", "подчинялась", "subordinate to"),
            ("P107i", "isOrWasSubordinateTo"),
        ),
        _relation(
            "bornIn", (_of(P), _of(L)), ("生于", "родился в", "born in"), ("P98i + P7", "hasBirthPlace")
        ),
        _relation("diedIn", (_of(P), _of(L)), ("逝于", "умер в", "died in"), ("P100i + P7", "hasDeathPlace")),
        _relation(
            "martyredAt",
            (_of(P), _of(L)),
            ("牺牲于", "погиб в", "martyred at"),
            ("P100i + P7", "hasDeathPlace"),
        ),
        _relation(
            "locatedIn",
            (_of(L, O), _of(L)),
            ("位于", "находится в", "located in"),
            ("P89 / P74", "isOrWasContainedBy"),
        ),
        _relation(
            "participatedIn",
            (frozenset({P, O, L}), _of(E)),
            ("参与", "участвовал в", "took part in"),
            ("P11i", "isOrWasParticipantIn"),
        ),
        _relation(
            "tookPlaceIn",
            (_of(E), _of(L)),
            ("发生于", "произошло в", "took place in"),
            ("P7", "isAssociatedWithPlace"),
        ),
        _relation(
            "foundedBy",
            (_of(O), _AGENT),
            ("创建者", "основана", "founded by"),
            ("P95i + P14", "isAssociatedWithRelation"),
        ),
        _relation(
            "reorganizedInto",
            (_of(O), _of(O)),
            ("改编为", "преобразована в", "reorganized into"),
            ("P124i / P123", "hasSuccessor"),
        ),
        _relation(
            "partOf",
            (_of(O, E, W), _of(O, E, W)),
            ("属于", "часть", "part of"),
            ("P9i / P107i", "isOrWasSubeventOf"),
        ),
        _relation(
            "signed",
            (frozenset({P, O, L}), _of(W)),
            ("签署", "подписал", "signed"),
            ("P94i + P14", "isCreatorOf"),
        ),
        _relation("wroteWork", (_AGENT, _of(W)), ("著", "написал", "wrote"), ("P94i + P14", "isCreatorOf")),
        _relation(
            "kinOf",
            (_of(P), _of(P)),
            ("亲属", "родственник", "kin of"),
            ("P152", "hasFamilyAssociationWith"),
        ),
        _relation(
            "classifiedAs",
            (frozenset(MARKED), _of(Kind.THEME)),
            ("归入主题", "относится к теме", "classified as"),
            ("P2", "unmapped: RiC-O has no theme relation"),
        ),
    ]
)
"""Every relation that a claim may state, by name."""


def fits(relation: str, head: Kind, tail: Kind) -> bool:
    """Whether a relation may join two kinds."""
    info = RELATIONS.get(relation)
    return info is not None and head in info.heads and tail in info.tails
