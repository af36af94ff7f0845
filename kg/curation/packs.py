"""A topic pack for teaching the four histories: what the records of a theme say, quoted, cited and asked about."""

from __future__ import annotations

from dataclasses import dataclass

from kg.curation.questions import Question, Source, questions_from
from kg.curation.texts import pack_texts
from kg.queries.citations import citation
from kg.queries.entity_pages import facts_of, records_of, timeline_of
from kg.queries.passages import Fact, Passage
from kg.queries.sight import EntityRef, Sight
from kg.queries.themes import Membership, members, theme_label
from kg.queries.timelines import TimelineItem, in_order
from kg.records.reader import ArchiveReader
from ontology.access import Audience
from ontology.kinds import Kind

PEOPLE = 12
PLACES = 12
FACTS = 40
SOURCES = 24
EVENTS = 18
"""How much of each a pack takes: what a class can read in a few lessons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackEntry:
    """A person, place or unit of the pack: who it is, why it is here, and what is claimed of it."""

    entity: EntityRef
    names: tuple[str, ...]
    begin: str
    end: str
    reason: str
    records: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A topic pack, ready to be printed."""

    theme: str
    title: str
    language: str
    overview: tuple[str, ...]
    people: tuple[PackEntry, ...]
    places: tuple[PackEntry, ...]
    others: tuple[PackEntry, ...]  # organizations, events, works
    timeline: tuple[TimelineItem, ...]
    sources: tuple[Source, ...]
    questions: tuple[Question, ...]
    sample: bool  # whether a source says of itself that it was written for demonstration

    def source_number(self, passage: Passage) -> int:
        """Under which number a passage is quoted, 0 where it is not."""
        return next((one.number for one in self.sources if one.holds(passage)), 0)


SAMPLE_MARKS = ("样例文本", "樣例文本", "様例文本", "примерный текст")
"""What the texts of a sample archive say of themselves."""


def topic_pack(
    archive: ArchiveReader,
    theme_id: str,
    *,
    audience: Audience,
    language: str = "zh",
    archive_name: str = "",
) -> Pack:
    """The pack for a theme, from what this audience may read; nothing in it is said without a source."""
    sight = Sight(archive, audience, lang=language)
    label = theme_label(sight, theme_id)
    entries = _entries(sight, members(sight).get(theme_id, ()))
    facts = _facts(entries)
    timeline = _timeline(sight, entries)
    sources = _sources(sight, facts, timeline, archive_name=archive_name)
    quoted = _quoted(timeline, sources)
    linked = _linked(sight, entries, facts)
    return Pack(
        theme=theme_id,
        title=pack_texts(language)["title"].format(theme=label),
        language=language,
        overview=_overview(sight, (*entries, *linked), quoted, sources),
        people=_of((*entries, *linked), Kind.PERSON)[:PEOPLE],
        places=_of((*entries, *linked), Kind.PLACE)[:PLACES],
        others=_of(entries, Kind.ORGANIZATION, Kind.EVENT, Kind.WORK)[:PLACES],
        timeline=quoted,
        sources=sources,
        questions=questions_from(sight, facts, quoted, sources=sources),
        sample=any(is_sample(sight, one.record.id) for one in sources),
    )


def is_sample(sight: Sight, record: str) -> bool:
    """Whether a record says of itself that it was written for demonstration."""
    text = sight.record(record).text
    return any(mark in text for mark in SAMPLE_MARKS)


def _entries(sight: Sight, belonging: tuple[Membership, ...]) -> tuple[PackEntry, ...]:
    """What belongs to the theme, what most records name first."""
    made = [_entry(sight, one) for one in belonging]
    return tuple(sorted(made, key=lambda one: (-one.records, one.entity.id)))


def _entry(sight: Sight, one: Membership) -> PackEntry:
    entity = sight.entity(one.entity.id)
    assert entity is not None  # a membership is made from what is seen
    facts = [fact for fact in facts_of(sight, entity.id) if fact.state == "accepted"]
    others = (name.text for name in entity.names if name.text != one.entity.label)
    return PackEntry(
        entity=one.entity,
        names=tuple(dict.fromkeys(others)),
        begin=entity.begin,
        end=entity.end,
        reason=one.reason,
        records=len(records_of(sight, entity.id)),
        facts=tuple(sorted(facts, key=lambda fact: (-fact.confidence, -fact.records, fact.id))),
    )


def _linked(sight: Sight, entries: tuple[PackEntry, ...], facts: tuple[Fact, ...]) -> tuple[PackEntry, ...]:
    """People and places that the theme's claims speak of, though no rule puts them under the theme."""
    own = {entry.entity.id for entry in entries}
    told: dict[str, tuple[EntityRef, EntityRef]] = {}
    for fact in facts:
        for here, there in ((fact.subject, fact.object), (fact.object, fact.subject)):
            if there.id in own and here.id not in own and here.kind in (Kind.PERSON, Kind.PLACE):
                told.setdefault(here.id, (here, there))
    reason = pack_texts(sight.lang)["linked"]
    made = (
        Membership(theme="", theme_label="", entity=here, reason=reason.format(label=there.label))
        for here, there in told.values()
    )
    return _entries(sight, tuple(made))


def _facts(entries: tuple[PackEntry, ...]) -> tuple[Fact, ...]:
    """The surest claims of the theme: first the best of every entry, so that no one thing fills the pack."""
    depth = max((len(entry.facts) for entry in entries), default=0)
    ordered = (entry.facts[level] for level in range(depth) for entry in entries if level < len(entry.facts))
    return tuple({fact.id: fact for fact in ordered}.values())[:FACTS]


def _timeline(sight: Sight, entries: tuple[PackEntry, ...]) -> tuple[TimelineItem, ...]:
    """What happened to the theme's things; where it is too much, evenly over the whole time."""
    found: dict[tuple[str, str], TimelineItem] = {}
    for entry in entries:
        entity = sight.entity(entry.entity.id)
        for item in timeline_of(sight, entity, entry.facts) if entity else ():
            if item.passages:
                found.setdefault((item.edtf, item.label), item)
    ordered = in_order(found.values())
    step = max(len(ordered) / EVENTS, 1.0)
    return tuple(ordered[int(at * step)] for at in range(min(EVENTS, len(ordered))))


def _sources(
    sight: Sight, facts: tuple[Fact, ...], timeline: tuple[TimelineItem, ...], *, archive_name: str
) -> tuple[Source, ...]:
    """The passages that are quoted, numbered record by record; two records a claim so that they can be compared."""
    wanted: dict[tuple[str, int, int], Passage] = {}
    for fact in facts:
        for passage in _distinct(fact.passages) if len(wanted) < SOURCES else ():
            wanted.setdefault((passage.record.id, passage.start, passage.end), passage)
    for item in timeline:
        passage = item.passages[0]
        wanted.setdefault((passage.record.id, passage.start, passage.end), passage)
    chosen = sorted(wanted.values(), key=lambda one: (one.record.ref_code, one.record.id, one.start, one.end))
    return tuple(
        _source(sight, passage, number, archive_name) for number, passage in enumerate(chosen, start=1)
    )


def _distinct(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """One passage of each of the first two records."""
    firsts: dict[str, Passage] = {}
    for passage in passages:
        firsts.setdefault(passage.record.id, passage)
    return tuple(firsts.values())[:2]


def _source(sight: Sight, passage: Passage, number: int, archive_name: str) -> Source:
    record = sight.record(passage.record.id)
    return Source(
        number=number,
        record=passage.record,
        passage=passage,
        creator=record.description.creator,
        citation=citation(record, archive_name=archive_name, page=passage.page or None, lang=sight.lang),
    )


def _quoted(timeline: tuple[TimelineItem, ...], sources: tuple[Source, ...]) -> tuple[TimelineItem, ...]:
    """What happened, as far as the pack quotes a passage for it."""
    return tuple(
        item for item in timeline if any(one.holds(passage) for one in sources for passage in item.passages)
    )


def _overview(
    sight: Sight,
    entries: tuple[PackEntry, ...],
    timeline: tuple[TimelineItem, ...],
    sources: tuple[Source, ...],
) -> tuple[str, ...]:
    texts = pack_texts(sight.lang)
    records = {one.record.id for one in sources}
    said = [
        texts["holds"].format(
            records=len(records),
            people=len(_of(entries, Kind.PERSON)),
            places=len(_of(entries, Kind.PLACE)),
        )
    ]
    if timeline:
        last = max(timeline, key=lambda item: item.hi)
        said.append(texts["span"].format(first=timeline[0].lo // 10000, last=last.hi // 10000))
    return (*said, texts["cited"].format(passages=len(sources)))


def _of(entries: tuple[PackEntry, ...], *kinds: Kind) -> tuple[PackEntry, ...]:
    return tuple(entry for entry in entries if entry.entity.kind in kinds)
