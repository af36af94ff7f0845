"""The frozen nouns: what an archive holds, what a text names, and what a record claims.

Every span is half-open, counted in code points of L0, the text as digitised, which is never changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from ontology.access import Access
from ontology.errors import BadInput
from ontology.ids import content_id
from ontology.kinds import Kind

PAGE_BREAK = "\f"
"""Joins the pages of one record in L0."""

Lang = Literal["zh", "ru", "ja", "und"]
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the original image."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line on a page: its span in L0, its box, and how sure the reading is."""

    start: int
    end: int
    box: Box
    score: float
    direction: Literal["h", "v"] = "h"
    char_boxes: tuple[Box, ...] = ()  # one a character where the engine gives them


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a record: its span in L0 and, where it was scanned, its image and lines."""

    number: int
    start: int
    end: int
    image: str = ""  # file name inside the workspace folder pages/, empty for born-digital text
    width: int = 0
    height: int = 0
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What the catalogue says of a record (DA/T 18-2022 fields), as written."""

    ref_code: str = ""  # 档号
    fonds: str = ""  # 全宗号
    series: str = ""  # 目录号
    file: str = ""  # 案卷号
    item: str = ""  # 件号
    title: str = ""  # 题名
    creator: str = ""  # 责任者
    date: str = ""  # 日期, in whatever calendar
    secrecy: str = ""  # 密级
    open_mark: str = ""  # 开放标识
    retention: str = ""  # 保管期限


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One archival unit with its text as digitised (L0), its pages, its description and its access state."""

    id: str
    key: str  # `ARCHIVE:档号`, else `sha256:…` of the file
    text: str
    lang: Lang
    script: str  # Hans, Hant, Cyrl, Jpan, mixed, und
    source: str  # path of the file inside the folder that was read, POSIX
    source_sha256: str
    pages: tuple[Page, ...]
    description: Description = Description()
    access: Access = Access.UNKNOWN
    encoding: str = ""
    notes: tuple[str, ...] = ()  # what the reader noticed: low OCR scores, disagreeing encodings

    @property
    def title(self) -> str:
        """The catalogue's title, else the file's name."""
        return self.description.title or self.source.rsplit("/", 1)[-1]

    @property
    def checksum(self) -> str:
        """A hash of L0: mentions and runs hang on it."""
        return _checksum_of(self.text)

    def page_at(self, position: int) -> Page | None:
        """The page that holds a position of L0."""
        return next(
            (page for page in self.pages if page.start <= position < max(page.end, page.start + 1)), None
        )


@lru_cache(maxsize=64)
def _checksum_of(text: str) -> str:
    """The hash of a text, kept for the many mentions that ask for it."""
    return content_id("txt", text)


def record_id(key: str) -> str:
    """The id of the record with this key."""
    return content_id("rec", key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of L0 that names something; who it is, is decided elsewhere."""

    id: str
    record: str
    start: int
    end: int
    text: str
    kind: Kind
    score: float
    found_by: tuple[str, ...]  # gazetteer, grammar, natasha, a pipeline's name …


def mention_id(record: Record, start: int, end: int) -> str:
    """The id of a span: hash of the record's key, L0 checksum and the two offsets."""
    return content_id("men", record.key, record.checksum, start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateValue:
    """A date as written and as understood (Gregorian EDTF with bounds as integers YYYYMMDD)."""

    raw: str
    edtf: str  # "" where it cannot be resolved
    lo: int = 0  # earliest day, 0 where unknown
    hi: int = 0  # latest day, 0 where unknown
    calendar: str = "unknown"  # gregorian julian chinese_lunisolar era mixed unknown
    certainty: str = "certain"  # certain approximate uncertain
    rule: str = ""
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A span of L0 that states a date."""

    record: str
    start: int
    end: int
    date: DateValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of a thing, with its language, script, type and time of use."""

    text: str
    lang: str = "zh"
    script: str = ""
    type: str = (
        "variant"  # preferred variant short pseudonym courtesy nom_de_guerre former translation designation
    )
    valid: str = ""  # EDTF
    certainty: str = "certain"  # certain, unsure
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, place, organisation, event, work, period or theme that the archive speaks of."""

    id: str
    kind: Kind
    canonical: str  # one modern simplified-Chinese name per thing
    names: tuple[Name, ...] = ()
    authority: str = ""  # id in data/authority, empty for a thing known from mentions alone
    begin: str = ""  # EDTF: birth, founding, start
    end: str = ""  # EDTF: death, dissolution, end
    note: str = ""
    source: str = ""
    certainty: str = "certain"  # of the authority row: certain, unsure
    sensitivity: tuple[str, ...] = ()

    def label(self, lang: str) -> str:
        """The name to show in a language, falling back to the canonical one."""
        preferred = (name.text for name in self.names if name.lang == lang and name.type == "preferred")
        return next(preferred, self.canonical)


def entity_id(kind: Kind, key: str) -> str:
    """The id of an entity: hash of its class and authority id, or of its class and smallest mention id."""
    return content_id("ent", kind.value, key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Who a mention is, with how sure we are, why, and who else it might be."""

    mention: str
    entity: str
    score: float
    why: str
    candidates: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The passage a claim rests on: a quote with its surroundings and its place in L0."""

    record: str
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


QUOTE_CONTEXT = 24
"""Characters kept on each side of a quote, so that it can be found again after a correction."""


def evidence_in(record: Record, start: int, end: int) -> Evidence:
    """The evidence for a span of a record, quoted with its surroundings."""
    if not 0 <= start < end <= len(record.text):
        raise BadInput(
            record.source, f"the span {start}–{end} lies outside the text", "Rebuild the workspace."
        )
    return Evidence(
        record=record.id,
        start=start,
        end=end,
        quote=record.text[start:end],
        prefix=record.text[max(0, start - QUOTE_CONTEXT) : start],
        suffix=record.text[end : end + QUOTE_CONTEXT],
    )


class Polarity(StrEnum):
    """Whether a record affirms or denies what it speaks of."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Modality(StrEnum):
    """How a record tells what it tells."""

    FACT = "fact"
    PLAN = "plan"
    HEARSAY = "hearsay"
    TESTIMONY = "testimony"
    INFERENCE = "inference"


class Stance(StrEnum):
    """Whose paper a claim stands in; a claim whose side nobody could tell has an empty one."""

    CHINESE = "chinese"
    JAPANESE_PUPPET = "japanese_puppet"
    SOVIET_RUSSIAN = "soviet_russian"
    ORAL = "oral"
    LATER = "later"


class ClaimState(StrEnum):
    """What has become of a claim."""

    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One claim some record makes; never true or false here, only sourced."""

    id: str
    subject: str  # entity id
    predicate: str  # a name of ontology.kinds.RELATIONS
    object: str  # entity id
    evidence: tuple[Evidence, ...]
    made_by: str  # run id or rule name with version
    confidence: float
    when: DateValue | None = None
    role: str = ""  # 军长, 政治委员, …, as written
    polarity: str = Polarity.AFFIRMED
    modality: str = Modality.FACT
    stance: str = ""  # a Stance, or empty
    state: str = ClaimState.ACCEPTED
    preferred: bool = False

    def __post_init__(self) -> None:
        """Refuse a claim without a page."""
        if not self.evidence:
            raise BadInput(f"{self.subject} {self.predicate}", "a claim needs evidence", "Give its passage.")


def assertion_id(subject: str, predicate: str, object_: str, *, qualifier: str = "") -> str:
    """The id of a claim: who, what, whom, and what sets it apart (date and role)."""
    return content_id("ast", subject, predicate, object_, qualifier)


ACCEPT_AT = 0.4
"""Confidence from which a claim is accepted by rule: on development passages precision 0.66, recall 0.60, names given."""


def accepted_by_rule(
    *, polarity: str, modality: str, confidence: float, accept_at: float = ACCEPT_AT
) -> bool:
    """Whether a machine's claim makes an edge: affirmed, stated as fact, and sure enough."""
    return polarity == Polarity.AFFIRMED and modality == Modality.FACT and confidence >= accept_at


class Part(StrEnum):
    """What somebody or something was to an event, where the text says it."""

    LEADER = "leader"
    PARTICIPANT = "participant"
    ATTACKER = "attacker"
    DEFENDER = "defender"
    DIED = "died"
    PERPETRATOR = "perpetrator"
    BORN = "born"
    FOUNDER = "founder"
    FOUNDED = "founded"
    SIGNATORY = "signatory"
    SIGNED = "signed"
    ARRESTED = "arrested"
    DEFENDANT = "defendant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One who took part in an event, with the span of L0 that names it."""

    entity: str  # entity id
    part: str  # a Part
    start: int
    end: int
    side: str = ""  # chinese, japanese_puppet, soviet_russian; empty where the text does not say it


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an event, in the words of the text: 攻占, 歼敌三百."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """A word of a chronicle that says something happened, and the frame around it: when, who, where, with what outcome."""

    record: str
    start: int
    end: int
    text: str
    type: str  # founding reorganization battle death meeting signing opening …
    date: DateValue | None = None
    participants: tuple[str, ...] = ()  # entity ids
    places: tuple[str, ...] = ()  # entity ids
    event: str = ""  # entity id where the trigger is a named event
    frame: tuple[Participation, ...] = ()  # the participants whose part the text tells
    outcomes: tuple[Outcome, ...] = ()
    sentence: tuple[int, int] = (0, 0)  # the evidence: its span in L0
    dated: bool = False  # whether the sentence itself says when; else the date is of a sentence before
    stance: str = ""  # a Stance, or empty
    modality: str = Modality.FACT  # hearsay where the sentence has it from others


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A derived copy of a text, aligned to L0: character i comes from L0[starts[i]:ends[i]].

    A deletion leaves no entry; 1→n and n→1 changes copy the whole source span.
    """

    name: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    rules: tuple[str, ...] = field(default=())

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of L0 that a span of this layer was made from."""
        if not 0 <= start < end <= len(self.text):
            raise BadInput(self.name, f"the span {start}–{end} lies outside the layer", "Report the text.")
        return min(self.starts[start:end]), max(self.ends[start:end])
