"""What a record claims: rules read its sentences, and every claim keeps the sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extraction.relate import rules_ja, rules_ru, rules_zh
from extraction.relate.cues import modality_of, polarity_of, stance_of
from extraction.relate.dates import governing_date
from extraction.relate.events import events_of
from extraction.relate.offices import APPOSED, holdings_in
from extraction.relate.quoting import clause_around, quoted
from extraction.relate.reading import Reading, Sentence, Slot
from extraction.relate.roles import fits_role, may_become, relation_of_role, single_roles
from extraction.relate.rules import BY_ROLE, COMMAND, LED, Rule, compiled
from extraction.relate.talk import names_of, nearest_before, subject_body
from extraction.relate.treaties import signings
from extraction.steps import Claims, Linked, Marked
from ontology.ids import content_id
from ontology.kinds import Kind, fits
from ontology.records import (
    ACCEPT_AT,
    Assertion,
    DateValue,
    Entity,
    Evidence,
    accepted_by_rule,
    assertion_id,
)

_TABLES: dict[str, tuple[Rule, ...]] = {"zh": rules_zh.RULES, "ru": rules_ru.RULES, "ja": rules_ja.RULES}
_REVISION = "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """A rule's match with both ends filled."""

    rule: Rule
    sentence: Sentence
    head: Slot
    tail: Slot
    start: int  # in the skeleton
    end: int
    role: str = ""


UNDATED = frozenset({APPOSED, "機関の役職", "должность орган лицо", "лицо, должность"})
"""Rules for an office named beside its holder: the sentence's date tells when something else happened to them."""


UNSPECIFIC = (
    "机构某人",
    "机构人名相连",
    "机构某员",
    "機関某人",
    "機関人名",
    "機関員",
    "орган чей человек",
    "чин части",
)
"""Rules for people beside a body in words that no table knows; what a table knows of them is better."""
_POSTS = frozenset({"memberOf", "leaderOf", "commanderOf", "heldOffice"})


class PatternRelator:
    """Reads relations and events off sentences by rules, in Chinese, Russian and Japanese."""

    def __init__(self, accept_at: float = ACCEPT_AT) -> None:
        """Claims from `accept_at` on are accepted by rule."""
        self._accept_at = accept_at
        rows = [repr(rule) for lang in sorted(_TABLES) for rule in _TABLES[lang]]
        self._version = f"rules-{_REVISION}-{content_id('v', accept_at, *rows)[2:10]}"

    @property
    def version(self) -> str:
        """A name for this set of rules: another set, another version."""
        return self._version

    def relate(self, marked: Marked, linked: Linked) -> Claims:
        """The claims and events of one record."""
        return self.read(Reading(marked, linked))

    def read(self, reading: Reading) -> Claims:
        """The claims and events of a record that is read already."""
        lang = reading.record.lang if reading.record.lang in _TABLES else "zh"
        merged: dict[str, Assertion] = {}
        for sentence in reading.sentences:
            for finding in _findings(reading, sentence, lang):
                self._take(merged, reading, finding, lang)
        for finding in _signed(reading):
            self._take(merged, reading, finding, lang)
        kept = _without_echoes(merged)
        return Claims(assertions=tuple(kept[key] for key in sorted(kept)), events=events_of(reading, lang))

    def _take(self, merged: dict[str, Assertion], reading: Reading, finding: _Finding, lang: str) -> None:
        """Add what a finding claims to what is known."""
        for claim in self._claims(reading, finding, lang):
            known = merged.get(claim.id)
            merged[claim.id] = _together(known, claim) if known else claim

    def _claims(self, reading: Reading, finding: _Finding, lang: str) -> Iterator[Assertion]:
        head, tail = finding.head.entity, finding.tail.entity
        if head is None or tail is None or head.id == tail.id:
            return
        for role in single_roles(finding.role) or ("",):
            predicate = _predicate(finding.rule, role, tail)
            if predicate == "reorganizedInto" and not may_become(head.canonical, tail.canonical):
                continue
            if fits(predicate, head.kind, tail.kind) and _has_officer(finding, role):
                yield self._claim(reading, finding, (head, predicate, tail, role), lang)

    def _claim(
        self, reading: Reading, finding: _Finding, said: tuple[Entity, str, Entity, str], lang: str
    ) -> Assertion:
        head, predicate, tail, role = said
        clause = _clause(finding, lang)
        polarity = polarity_of(clause, lang)
        modality = modality_of(clause, finding.sentence.skeleton, lang)
        confidence = finding.rule.confidence
        when = None
        if finding.rule.name not in UNDATED:
            when = governing_date(reading, finding.sentence, finding.sentence.where(finding.start))
        accepted = accepted_by_rule(
            polarity=polarity, modality=modality, confidence=confidence, accept_at=self._accept_at
        )
        return Assertion(
            id=claim_id(reading, said, when, f"{polarity}|{modality}"),
            subject=head.id,
            predicate=predicate,
            object=tail.id,
            evidence=(_evidence(reading, finding),),
            made_by=f"{finding.rule.name} ({self.version})",
            confidence=confidence,
            when=when,
            role=role,
            polarity=polarity,
            modality=modality,
            stance=stance_of(reading.record),
            state="accepted" if accepted else "candidate",
        )


def _without_echoes(claims: dict[str, Assertion]) -> dict[str, Assertion]:
    """The claims without those that read an office as mere membership, where another rule knew the office."""
    known = {
        (claim.subject, claim.object)
        for claim in claims.values()
        if claim.predicate in _POSTS and not claim.made_by.startswith(UNSPECIFIC)
    }
    return {
        key: claim
        for key, claim in claims.items()
        if not (claim.made_by.startswith(UNSPECIFIC) and (claim.subject, claim.object) in known)
    }


def _findings(reading: Reading, sentence: Sentence, lang: str) -> Iterator[_Finding]:
    """Every match of every rule in a sentence, one for each pair of ends."""
    if not sentence.slots:
        return
    for rule in _TABLES[lang]:
        for found in compiled(rule.pattern, lang).finditer(sentence.skeleton):
            given = found.groupdict()
            for head, tail in _alone(_ends(reading, sentence, rule, found), rule, given):
                yield _Finding(
                    rule=rule,
                    sentence=sentence,
                    head=head,
                    tail=tail,
                    start=found.start(),
                    end=found.end(),
                    role=given.get("role") or "",
                )
    if lang == "zh":
        yield from _in_office(reading, sentence)


_PREAMBLE = Rule(name="条约序言", relation="signed", pattern="", confidence=0.7)


def _signed(reading: Reading) -> Iterator[_Finding]:
    """Who signs the treaty that a record is, as a rule would have found it."""
    for sentence, who, treaty in signings(reading):
        place = sentence.place_of(who)
        yield _Finding(rule=_PREAMBLE, sentence=sentence, head=who, tail=treaty, start=place, end=place)


def _in_office(reading: Reading, sentence: Sentence) -> Iterator[_Finding]:
    """Who held which office, as a rule would have found it."""
    for one in holdings_in(reading, sentence):
        yield _Finding(
            rule=_held(one.how, one.inner, one.confidence),
            sentence=sentence,
            head=one.person,
            tail=one.body,
            start=one.start,
            end=one.end,
            role=one.role,
        )


@cache
def _held(how: str, inner: bool, confidence: float) -> Rule:
    relation = "memberOf" if inner else BY_ROLE
    return Rule(name=how, relation=relation, pattern="", confidence=confidence)


def _alone(
    ends: Iterator[tuple[Slot, Slot]], rule: Rule, given: dict[str, str]
) -> Iterator[tuple[Slot, Slot]]:
    """Of people listed behind an office that one person holds, only the first: 司令官A、Bら."""
    role = given.get("role") or ""
    leads = rule.relation == BY_ROLE and relation_of_role(role, "") in ("commanderOf", "leaderOf")
    single = leads and re.search("[一-龥]$", role) is not None
    first: Slot | None = None
    for head, tail in ends:
        first = first or head
        if not single or head is first:
            yield head, tail


def _ends(
    reading: Reading, sentence: Sentence, rule: Rule, found: re.Match[str]
) -> Iterator[tuple[Slot, Slot]]:
    """The pairs of ends a match names; the end it leaves out is the nearest fitting name before it."""
    given = found.groupdict()
    heads, tails = (
        tuple(slot for slot in sentence.slots_in(given.get(end) or "") if slot.letter in letters)
        for end, letters in (("h", rule.letters("h")), ("t", rule.letters("t")))
    )
    if not (heads and tails):
        role = given.get("role") or ""
        nearest = nearest_before(
            reading, sentence, found.start(), letters=rule.before, far=rule.far, role=role
        )
        if rule.subject:
            nearest = subject_body(reading, sentence, found.start()) or nearest
        if nearest is None:
            return
        heads, tails = heads or (nearest,), tails or (nearest,)
    yield from ((head, tail) for head in heads for tail in tails)


def _has_officer(finding: _Finding, role: str) -> bool:
    """Whether the body may have such an officer; of its parts nothing is known."""
    return finding.rule.relation != BY_ROLE or fits_role(role, names_of(finding.tail))


def _predicate(rule: Rule, role: str, tail: Entity) -> str:
    if rule.relation == COMMAND:
        return "participatedIn" if tail.kind is Kind.EVENT else "commanderOf"
    if rule.relation == LED:
        return relation_of_role("", tail.canonical)
    if rule.relation != BY_ROLE:
        return rule.relation
    predicate = relation_of_role(role, tail.canonical)
    if predicate == "commanderOf" and tail.kind is Kind.PLACE:
        return "leaderOf"
    # Whoever commands or leads an event took part in it.
    return "participatedIn" if tail.kind is Kind.EVENT and predicate == "memberOf" else predicate


def _clause(finding: _Finding, lang: str) -> str:
    """The words around a match, up to the nearest stop on each side: where 未 or 拟 would stand."""
    skeleton = finding.sentence.skeleton
    if lang == "ru":  # не stands right before its verb, and и may join another statement
        return skeleton[finding.start : finding.end]
    places = [finding.start, *(finding.sentence.place_of(slot) for slot in (finding.head, finding.tail))]
    return clause_around(skeleton, min(places), finding.end)


def _evidence(reading: Reading, finding: _Finding) -> Evidence:
    """The sentence; of an overlong one the part between the names."""
    sentence, ends = finding.sentence, (finding.head, finding.tail)
    start = min(sentence.where(finding.start), *(slot.start for slot in ends))
    end = max(sentence.where(finding.end), *(slot.end for slot in ends))
    return quoted(reading, (sentence.start, sentence.end), (start, end))


def claim_id(
    reading: Reading, said: tuple[Entity, str, Entity, str], when: DateValue | None, manner: str
) -> str:
    """One claim of one record: the same words in another record are another claim."""
    head, predicate, tail, role = said
    date = when.edtf if when else ""
    return assertion_id(head.id, predicate, tail.id, qualifier=f"{reading.record.id}|{date}|{role}|{manner}")


def _together(one: Assertion, other: Assertion) -> Assertion:
    """Two statements of one claim: the evidence of both, the confidence and rule of the surer."""
    surer = max((one, other), key=lambda claim: (claim.confidence, claim.made_by))
    evidence = {(quote.start, quote.end): quote for quote in (*one.evidence, *other.evidence)}
    return replace(surer, evidence=tuple(evidence[key] for key in sorted(evidence)))
