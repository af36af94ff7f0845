"""Questions for a class, made from claims and their passages.

Each question stands on numbered sources of the pack; its answer is what those sources say, never what is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from kg.curation.texts import pack_texts
from kg.queries.passages import Fact, Passage, relation_label
from kg.queries.sight import RecordRef, Sight
from kg.queries.statements import ask
from kg.queries.timelines import TimelineItem
from ontology.kinds import KINDS, Kind
from ontology.names import name_key

EACH = 3
"""How many questions of one kind a pack asks."""
PLACED = frozenset({"bornIn", "diedIn", "martyredAt", "tookPlaceIn", "locatedIn"})
ONCE = frozenset({"bornIn", "diedIn", "martyredAt"})
"""What happens once: two places for it are a contradiction."""
LED = frozenset({"commanderOf", "leaderOf", "heldOffice", "foundedBy", "wroteWork", "signed"})
QUOTED = 30
"""Characters of a quote that a hint shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A quoted passage of the pack, under its number, with its citation."""

    number: int
    record: RecordRef
    passage: Passage
    creator: str
    citation: str

    def holds(self, passage: Passage) -> bool:
        """Whether this is that passage."""
        own = self.passage
        return (own.record.id, own.start, own.end) == (passage.record.id, passage.start, passage.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: what is asked, where to look, what the sources answer, and which they are."""

    kind: str  # who where when compare conflict names order author
    text: str
    hint: str
    answer: str
    sources: tuple[int, ...]


class _Asking:
    """The sources at hand while questions are made."""

    def __init__(self, sight: Sight, sources: tuple[Source, ...]) -> None:
        self.sight = sight
        self.sources = sources
        self.texts = pack_texts(sight.lang)

    def of(self, passages: tuple[Passage, ...]) -> tuple[Source, ...]:
        """The numbered sources among some passages."""
        return tuple(one for one in self.sources if any(one.holds(passage) for passage in passages))

    def say(self, text: str, sources: tuple[Source, ...], **slots: str) -> str:
        """A text of the catalogue with its slots filled."""
        return self.texts[text].format(n="".join(f"[{one.number}]" for one in sources), **slots)

    def question(self, kind: str, text: str, sources: tuple[Source, ...], answer: str) -> Question:
        """A question with a hint that points to its first source."""
        quote = " ".join(sources[0].passage.quote.split())[:QUOTED]
        hint = self.say("hint_quote" if kind in ("who", "where") else "hint", sources, quote=quote)
        return Question(
            kind=kind, text=text, hint=hint, answer=answer, sources=tuple(one.number for one in sources)
        )


def questions_from(
    sight: Sight, facts: tuple[Fact, ...], timeline: tuple[TimelineItem, ...], *, sources: tuple[Source, ...]
) -> tuple[Question, ...]:
    """Questions of every kind that the sources allow, a few of each."""
    asking = _Asking(sight, sources)
    kinds = (
        _who(asking, facts),
        _where(asking, facts),
        _when(asking, timeline),
        _names(asking),
        _compare(asking, facts),
        _conflict(asking, facts),
        _order(asking, timeline),
        _author(asking),
    )
    return tuple(question for kind in kinds for question in islice(kind, EACH))


def _who(asking: _Asking, facts: tuple[Fact, ...]) -> Iterator[Question]:
    """Who did it, by one source; when that source names several, all of them are the answer."""
    answers: dict[tuple[str, tuple[Source, ...]], list[str]] = {}
    for fact in facts:
        sources = asking.of(fact.passages)[:1]
        if fact.predicate not in LED or not sources:
            continue
        relation = relation_label(fact.predicate, asking.sight.lang)
        # 创建者 points from what was founded to who founded it.
        founded = fact.predicate == "foundedBy"
        asked, known = (fact.object, fact.subject) if founded else (fact.subject, fact.object)
        said = "who_role" if fact.role else "who"
        text = asking.say(said, sources, relation=relation, object=known.label, role=fact.role)
        answers.setdefault((text, sources), []).append(asked.label)
    for (text, sources), labels in answers.items():
        yield asking.question("who", text, sources, asking.texts["sep"].join(dict.fromkeys(labels)))


def _where(asking: _Asking, facts: tuple[Fact, ...]) -> Iterator[Question]:
    for fact in facts:
        sources = asking.of(fact.passages)[:1]
        if fact.predicate in PLACED and sources:
            relation = relation_label(fact.predicate, asking.sight.lang)
            text = asking.say("where", sources, subject=fact.subject.label, relation=relation)
            yield asking.question("where", text, sources, fact.object.label)


def _when(asking: _Asking, timeline: tuple[TimelineItem, ...]) -> Iterator[Question]:
    asked: set[str] = set()
    for item in sorted(timeline, key=_plainly_dated):
        sources = asking.of(item.passages)[:1]
        if not sources or not item.raw or asked & {item.label, item.raw}:
            continue
        asked.update((item.label, item.raw))
        unsure = "" if item.certainty == "certain" else f" ({asking.texts['unsure']})"
        text = asking.say("when", sources, label=item.label)
        yield asking.question("when", text, sources, f"{item.raw} → {item.edtf}{unsure}")


def _plainly_dated(item: TimelineItem) -> tuple[bool, bool]:
    """Dates in other calendars make the better questions; so does a label that does not hold the date itself."""
    date = item.passages[0].date
    return date is None or date.calendar in ("gregorian", "unknown"), not _brief(item)


def _brief(item: TimelineItem) -> bool:
    """Whether the label names what happened, instead of being a sentence that may tell its date."""
    return item.source != "mention" or item.event is not None


def _names(asking: _Asking) -> Iterator[Question]:
    """Two spellings of one thing in two sources."""
    for entity, spellings in _spelled(asking):
        ref = asking.sight.ref(entity)
        pair = _unlike(spellings)
        if ref and pair:
            (one, first), (other, second) = pair
            sources = tuple(dict.fromkeys((first, second)))
            kind = kind_label(ref.kind, asking.sight.lang)
            text = asking.say("names", sources, one=one, other=other, kind=kind)
            yield asking.question("names", text, sources, asking.texts["same"].format(label=ref.label))


def _unlike(spellings: list[tuple[str, Source]]) -> tuple[tuple[str, Source], tuple[str, Source]] | None:
    """Two spellings of which neither holds the other, in two sources if there are such."""
    pairs = [
        (one, other)
        for one, other in combinations(spellings, 2)
        if name_key(one[0]) not in name_key(other[0]) and name_key(other[0]) not in name_key(one[0])
    ]
    return next((pair for pair in pairs if pair[0][1] != pair[1][1]), pairs[0] if pairs else None)


def _spelled(asking: _Asking) -> list[tuple[str, list[tuple[str, Source]]]]:
    """Things that the quoted passages write in more than one way, the most varied first."""
    seen: dict[str, dict[str, tuple[str, Source]]] = {}
    for source in asking.sources:
        own = source.passage
        rows = ask(
            asking.sight.archive, "marks_of_record", audience=asking.sight.audience, record=own.record.id
        )
        for row in rows:
            if row["entity"] and own.start <= row["start"] and row["end"] <= own.end:
                found = seen.setdefault(row["entity"], {})
                found.setdefault(name_key(row["text"]), (row["text"], source))
    varied = ((entity, list(ways.values())) for entity, ways in seen.items() if len(ways) > 1)
    return sorted(varied, key=lambda one: (-len(one[1]), one[0]))


def _compare(asking: _Asking, facts: tuple[Fact, ...]) -> Iterator[Question]:
    for fact in facts:
        sources = asking.of(fact.passages)
        if len({one.record.id for one in sources}) > 1:
            text = asking.say("compare", sources, claim=_said(asking, fact))
            yield asking.question("compare", text, sources, _values(asking, sources))


def _conflict(asking: _Asking, facts: tuple[Fact, ...]) -> Iterator[Question]:
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if fact.predicate in ONCE:
            groups.setdefault((fact.subject.id, fact.predicate), []).append(fact)
    for group in groups.values():
        told = [(fact, asking.of(fact.passages)[:1]) for fact in group if asking.of(fact.passages)]
        if len({fact.object.id for fact, _ in told}) > 1:
            sources = tuple(dict.fromkeys(one for _, found in told for one in found))
            relation = relation_label(group[0].predicate, asking.sight.lang)
            text = asking.say("conflict", sources, subject=group[0].subject.label, relation=relation)
            answer = asking.texts["sep"].join(
                asking.say("claims", found, values=fact.object.label) for fact, found in told
            )
            yield asking.question("conflict", text, sources, answer)


def _order(asking: _Asking, timeline: tuple[TimelineItem, ...]) -> Iterator[Question]:
    """Three things that surely happened one after the other."""
    row: list[tuple[TimelineItem, Source]] = []
    for item in timeline:
        sources = asking.of(item.passages)[:1]
        apart = not row or (item.lo > row[-1][0].hi and item.label not in {one.label for one, _ in row})
        if sources and apart and _brief(item):
            row.append((item, sources[0]))
        if len(row) == 3:
            # Asked in the order of their names, so that the order of time is not given away.
            labels = asking.texts["sep"].join(sorted(item.label for item, _ in row))
            sources_ = tuple(dict.fromkeys(source for _, source in row))
            answer = " → ".join(f"{item.label} ({item.edtf})" for item, _ in row)
            yield asking.question("order", asking.say("order", sources_, labels=labels), sources_, answer)
            row = []


def _author(asking: _Asking) -> Iterator[Question]:
    asked = set()
    for source in asking.sources:
        if source.creator and source.record.date and source.record.id not in asked:
            asked.add(source.record.id)
            answer = asking.texts["author_answer"].format(creator=source.creator, date=source.record.date)
            yield asking.question("author", asking.say("author", (source,)), (source,), answer)


def kind_label(kind: Kind, lang: str) -> str:
    """What a kind is called in a language."""
    info = KINDS[kind]
    return {"zh": info.zh, "ru": info.ru, "ja": info.ja}.get(lang, info.en)


def _said(asking: _Asking, fact: Fact) -> str:
    relation = relation_label(fact.predicate, asking.sight.lang)
    return f"{fact.subject.label} {relation} {fact.object.label}"


def _values(asking: _Asking, sources: tuple[Source, ...]) -> str:
    """What each source says, in its own words."""
    return asking.texts["sep"].join(
        asking.say("claims", (one,), values=" ".join(one.passage.quote.split())[: QUOTED * 2])
        for one in sources
    )
