"""Small true examples that tests are built from: records, mentions, entities, claims, and a whole archive.

The facts are textbook ones (杨靖宇 commanded the 东北抗日联军第一路军 and died in 濛江 in 1940; the Chinese Eastern
Railway began in 1897). Every builder takes what a test cares about and fills in the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.records import Archive, FileRow, open_archive
from ontology.access import Access
from ontology.ids import checksum
from ontology.kinds import Kind
from ontology.records import (
    Assertion,
    DateMention,
    DateValue,
    Description,
    Entity,
    EventMention,
    Lang,
    Link,
    Mention,
    Name,
    Page,
    Record,
    assertion_id,
    entity_id,
    evidence_in,
    mention_id,
    record_id,
)

OPEN_TEXT = "1936年，杨靖宇任东北抗日联军第一路军总司令。1940年2月23日，杨靖宇在濛江牺牲。"
CLOSED_TEXT = "据密报，杨靖宇曾化名马尚德，与赵尚志会面。赵尚志任东北抗日联军第三军军长。"
RUSSIAN_TEXT = (
    "В 1897 году началась постройка Китайско-Восточной железной дороги. Станция Харбин основана в 1898 году."
)
JAPANESE_TEXT = "東北抗日聯軍第一路軍総司令楊靖宇は濛江県で戦死した。"

YANG = (
    Name(text="杨靖宇", type="preferred", source="textbook"),
    Name(text="楊靖宇", lang="ja", script="Jpan", type="preferred", source="textbook"),
    Name(text="Ян Цзинъюй", lang="ru", script="Cyrl", type="preferred", source="textbook"),
)
RAILWAY = (
    Name(text="中东铁路", type="preferred", source="textbook"),
    Name(text="Китайско-Восточная железная дорога", lang="ru", type="preferred", source="textbook"),
)


def a_record(
    text: str = OPEN_TEXT, *, key: str = "TEST:001-01-0001-001", access: Access = Access.OPEN, title: str = ""
) -> Record:
    """A record of one page; its language follows from its letters."""
    lang: Lang = "zh"
    if any("а" <= letter <= "я" for letter in text):
        lang = "ru"
    elif any("ぁ" <= letter <= "ヿ" for letter in text):
        lang = "ja"
    return Record(
        id=record_id(key),
        key=key,
        text=text,
        lang=lang,
        script={"zh": "Hans", "ru": "Cyrl", "ja": "Jpan"}[lang],
        source=f"{key.rsplit(':', 1)[-1]}.txt",
        source_sha256=checksum(text.encode()),
        pages=(Page(number=1, start=0, end=len(text)),),
        description=Description(ref_code=key.rsplit(":", 1)[-1], title=title, date="1940"),
        access=access,
        encoding="utf-8",
    )


def a_mention(record: Record, text: str, *, kind: Kind = Kind.PERSON, nth: int = 0) -> Mention:
    """The mention of a name at its n-th place in a record."""
    start = -1
    for _ in range(nth + 1):
        start = record.text.index(text, start + 1)
    return Mention(
        id=mention_id(record, start, start + len(text)),
        record=record.id,
        start=start,
        end=start + len(text),
        text=text,
        kind=kind,
        score=0.9,
        found_by=("gazetteer",),
    )


def an_entity(
    canonical: str, *, kind: Kind = Kind.PERSON, authority: str = "", names: Sequence[Name] = ()
) -> Entity:
    """An entity; without an authority id it is one that is known from mentions alone."""
    key = authority or canonical
    return Entity(
        id=entity_id(kind, key), kind=kind, canonical=canonical, names=tuple(names), authority=authority
    )


def a_link(mention: Mention, entity: Entity, *, score: float = 0.9) -> Link:
    """The decision that a mention is an entity."""
    return Link(
        mention=mention.id, entity=entity.id, score=score, why="exact name", candidates=((entity.id, score),)
    )


def a_date(raw: str = "1936年", *, edtf: str = "1936", lo: int = 19360101, hi: int = 19361231) -> DateValue:
    """A Gregorian date as written and understood."""
    return DateValue(raw=raw, edtf=edtf, lo=lo, hi=hi, calendar="gregorian", rule="year")


def an_assertion(
    record: Record, subject: Entity, predicate: str, object_: Entity, *, quote: str = "", role: str = ""
) -> Assertion:
    """An accepted claim that a record makes; its evidence is the quote, or the whole text."""
    start = record.text.index(quote) if quote else 0
    end = start + len(quote) if quote else len(record.text)
    return Assertion(
        id=assertion_id(subject.id, predicate, object_.id, qualifier=role),
        subject=subject.id,
        predicate=predicate,
        object=object_.id,
        evidence=(evidence_in(record, start, end),),
        made_by="test-rule-1",
        confidence=0.8,
        role=role,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What the sample archive holds, so that a test can speak of it by name."""

    open: Record
    closed: Record
    russian: Record
    japanese: Record
    yang: Entity  # 杨靖宇, named in open, closed and Japanese records
    army: Entity  # 东北抗日联军第一路军
    mengjiang: Entity  # 濛江
    zhao: Entity  # 赵尚志, an authority person named in the closed record alone
    third: Entity  # a unit without authority row, named in the closed record alone
    railway: Entity  # 中东铁路, named in the Russian record
    harbin: Entity
    commands: Assertion  # 杨靖宇 commanderOf 第一路军, open and Japanese
    martyred: Assertion  # 杨靖宇 martyredAt 濛江, open
    secret: Assertion  # 赵尚志 commanderOf 第三军, closed

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Every entity of the sample."""
        return self.yang, self.army, self.mengjiang, self.zhao, self.third, self.railway, self.harbin


def a_sample() -> Sample:
    """Four records in three languages, one of them closed, with their entities and claims."""
    opened = a_record(title="抗联第一路军沿革")
    closed = a_record(CLOSED_TEXT, key="TEST:001-01-0002-001", access=Access.RESTRICTED, title="密报")
    yang, zhao = (
        an_entity("杨靖宇", authority="per-yang", names=YANG),
        an_entity("赵尚志", authority="per-zhao"),
    )
    army = an_entity("东北抗日联军第一路军", kind=Kind.ORGANIZATION, authority="org-1lu")
    third = an_entity("东北抗日联军第三军", kind=Kind.ORGANIZATION)
    mengjiang = an_entity("濛江", kind=Kind.PLACE, authority="pla-mengjiang")
    first, last = OPEN_TEXT[:25], OPEN_TEXT[25:]
    return Sample(
        open=opened,
        closed=closed,
        russian=a_record(RUSSIAN_TEXT, key="TEST:002-01-0001-001", title="Отчёт о постройке КВЖД"),
        japanese=a_record(JAPANESE_TEXT, key="TEST:003-01-0001-001", title="討伐詳報"),
        yang=yang,
        army=army,
        mengjiang=mengjiang,
        zhao=zhao,
        third=third,
        railway=an_entity("中东铁路", kind=Kind.ORGANIZATION, authority="org-cer", names=RAILWAY),
        harbin=an_entity("哈尔滨", kind=Kind.PLACE, authority="pla-harbin"),
        commands=an_assertion(opened, yang, "commanderOf", army, quote=first, role="总司令"),
        martyred=an_assertion(opened, yang, "martyredAt", mengjiang, quote=last),
        secret=an_assertion(closed, zhao, "commanderOf", third, role="军长"),
    )


def sample_links(sample: Sample) -> tuple[tuple[Mention, ...], tuple[Link, ...]]:
    """Every mention of the sample archive and who it is."""
    found = (
        (a_mention(sample.open, "杨靖宇"), sample.yang),
        (a_mention(sample.open, "杨靖宇", nth=1), sample.yang),
        (a_mention(sample.open, "东北抗日联军第一路军", kind=Kind.ORGANIZATION), sample.army),
        (a_mention(sample.open, "濛江", kind=Kind.PLACE), sample.mengjiang),
        (a_mention(sample.closed, "杨靖宇"), sample.yang),
        (a_mention(sample.closed, "马尚德"), sample.yang),
        (a_mention(sample.closed, "赵尚志"), sample.zhao),
        (a_mention(sample.closed, "东北抗日联军第三军", kind=Kind.ORGANIZATION), sample.third),
        (
            a_mention(sample.russian, "Китайско-Восточной железной дороги", kind=Kind.ORGANIZATION),
            sample.railway,
        ),
        (a_mention(sample.russian, "Харбин", kind=Kind.PLACE), sample.harbin),
        (a_mention(sample.japanese, "楊靖宇"), sample.yang),
        (a_mention(sample.japanese, "東北抗日聯軍第一路軍", kind=Kind.ORGANIZATION), sample.army),
    )
    return tuple(one for one, _ in found), tuple(a_link(one, entity) for one, entity in found)


def fill(archive: Archive, sample: Sample) -> None:
    """Put the sample into an archive, step by step as a build does."""
    mentions, links = sample_links(sample)
    for record in (sample.open, sample.closed, sample.russian, sample.japanese):
        archive.save_record(record)
        archive.save_file(_file_row(record))
        found = [one for one in mentions if one.record == record.id]
        archive.save_marked(record.id, "run-marked-1", mentions=found, dates=_dates(record))
    archive.save_linked(sample.entities, links)
    for id_, claims in sample_claims(sample).items():
        archive.save_claims(id_, "run-claimed-1", assertions=claims, events=_events(sample, id_))


def sample_claims(sample: Sample) -> dict[str, list[Assertion]]:
    """What each record of the sample claims, by record id."""
    japanese = replace(
        sample.commands, evidence=(evidence_in(sample.japanese, 0, len(JAPANESE_TEXT)),), confidence=0.6
    )
    return {
        sample.open.id: [sample.commands, sample.martyred],
        sample.closed.id: [sample.secret],
        sample.russian.id: [],
        sample.japanese.id: [japanese],
    }


def an_archive(folder: Path, *, name: str = "archive.db") -> tuple[Archive, Sample]:
    """A filled archive file in a folder, open, with what it holds; the caller closes it."""
    archive, sample = open_archive(folder / name), a_sample()
    fill(archive, sample)
    return archive, sample


def _file_row(record: Record) -> FileRow:
    return FileRow(
        path=record.source, sha256=record.source_sha256, reader_version="1", outcome="read", record=record.id
    )


def _dates(record: Record) -> list[DateMention]:
    start = record.text.find("1936年")
    if start < 0:
        return []
    return [DateMention(record=record.id, start=start, end=start + 5, date=a_date())]


def _events(sample: Sample, record: str) -> list[EventMention]:
    if record != sample.open.id:
        return []
    start = OPEN_TEXT.index("牺牲")
    when = DateValue(raw="1940年2月23日", edtf="1940-02-23", lo=19400223, hi=19400223, calendar="gregorian")
    return [
        EventMention(
            record=record,
            start=start,
            end=start + 2,
            text="牺牲",
            type="death",
            date=when,
            participants=(sample.yang.id,),
            places=(sample.mengjiang.id,),
        )
    ]
