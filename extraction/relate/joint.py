"""Claims by rules and by the pair model together: one confidence from both, and what only the model sees.

The rules say exactly what they matched, offices and all; the model sees what no rule was written for. How far each
is to be believed beside the other is `Weights`, fitted on passages that neither learned from.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from extraction.relate.cues import modality_of, polarity_of, stance_of
from extraction.relate.dates import governing_date
from extraction.relate.guideline import Key, guideline_key
from extraction.relate.pairs.judge import Judged, PairJudge
from extraction.relate.quoting import clause_between, evidence_between
from extraction.relate.reading import Reading
from extraction.relate.relator import PatternRelator, claim_id
from extraction.steps import Claims, Linked, Marked
from ontology.ids import content_id
from ontology.kinds import fits
from ontology.records import ACCEPT_AT, Assertion, Entity, accepted_by_rule

LEAST = -8.0
"""The model's logit for what it does not report at all."""
_REVISION = "1"
_POSTS = ("commanderOf", "leaderOf", "memberOf")
_FEW = 0.15
"""A claim of the model alone that is less sure than this is not worth a reviewer's time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a claim's log odds are made of; fitted by `python -m extraction.relate.train`."""

    base: float  # for what only the model sees
    model: float  # of its logit then
    rule_base: float  # for what a rule found
    rule_own: float  # of the rule's own log odds then
    rule_model: float  # and of the model's logit
    labels: Mapping[str, float] = field(
        default_factory=dict
    )  # added to the base for what only the model sees

    def confidence(self, label: str, logit: float, rule: float | None) -> float:
        """How sure a claim is, from the model's logit and the confidence of a rule that found it, if one did.

        The model makes a rule's claim surer, never less sure: on held passages its doubts cost more right claims than wrong
        ones (F1 64.3 against 63.4).
        """
        if rule is None:
            return _probability(self.base + self.labels.get(label, 0.0) + self.model * logit)
        return max(
            rule, _probability(self.rule_base + self.rule_own * log_odds(rule) + self.rule_model * logit)
        )


class JointRelator:
    """Reads claims by rules and by the trained pair model; events by rules."""

    def __init__(
        self,
        rules: PatternRelator,
        judge: PairJudge,
        *,
        accept_at: float = ACCEPT_AT,
        weights: Weights,
    ) -> None:
        """Claims from `accept_at` on are accepted by rule."""
        self._rules, self._judge = rules, judge
        self._accept_at, self._weights = accept_at, weights

    @property
    def version(self) -> str:
        """What the claims depend on besides mentions and links."""
        ours = content_id("v", _REVISION, self._accept_at, repr(self._weights), self._judge.version)[2:10]
        return f"{self._rules.version}+pairs-{ours}"

    def relate(self, marked: Marked, linked: Linked) -> Claims:
        """The claims and events of one record."""
        reading = Reading(marked, linked)
        said = self._rules.read(reading)
        judged = {_key(one): one for one in self._judge.judge(reading)}
        logits = {key: one.logit for key, one in judged.items()}
        claims = [self._weighed(claim, logits, linked) for claim in said.assertions]
        for key in unsaid(logits, {guideline_key(claim, linked) for claim in claims}):
            one = judged[key]
            claims += self._seen(reading, key, one)
        return Claims(assertions=tuple(sorted(claims, key=lambda claim: claim.id)), events=said.events)

    def _weighed(self, claim: Assertion, logits: dict[Key, float], linked: Linked) -> Assertion:
        """A rule's claim with the confidence that both give it."""
        key = guideline_key(claim, linked)
        sure = self._weights.confidence(key[1], logit_of(key, logits), claim.confidence)
        return replace(
            claim, confidence=round(sure, 3), state=self._state(claim.polarity, claim.modality, sure)
        )

    def _seen(self, reading: Reading, key: Key, one: Judged) -> Iterator[Assertion]:
        """What only the model sees, as a claim."""
        sure = self._weights.confidence(one.label, one.logit, None)
        said = _predicate(one)
        if sure < _FEW or said is None:
            return
        subject, predicate, object_ = said
        sentence, clause = clause_between(reading, one.head, one.tail)
        polarity = polarity_of(clause, reading.record.lang)
        modality = modality_of(clause, sentence.skeleton, reading.record.lang)
        when = governing_date(reading, sentence, min(one.head.start, one.tail.start))
        yield Assertion(
            id=claim_id(reading, (subject, predicate, object_, ""), when, f"{polarity}|{modality}"),
            subject=subject.id,
            predicate=predicate,
            object=object_.id,
            evidence=(evidence_between(reading, one.head, one.tail),),
            made_by=f"pair model ({self._judge.version})",
            confidence=round(sure, 3),
            when=when,
            polarity=polarity,
            modality=modality,
            stance=stance_of(reading.record),
            state=self._state(polarity, modality, sure),
        )

    def _state(self, polarity: str, modality: str, confidence: float) -> str:
        accepted = accepted_by_rule(
            polarity=polarity, modality=modality, confidence=confidence, accept_at=self._accept_at
        )
        return "accepted" if accepted else "candidate"


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def log_odds(probability: float) -> float:
    """The log odds of a rule's confidence, which is never quite certain."""
    kept = min(0.98, max(0.02, probability))
    return math.log(kept / (1 - kept))


def _key(one: Judged) -> Key:
    head, tail = one.entities
    return head.id, one.label, tail.id


def _predicate(one: Judged) -> tuple[Entity, str, Entity] | None:
    """What a label says in the schema's words; none for other names of one thing, which are no claim."""
    head, tail = one.entities
    said = {
        "successorOf": (tail, "reorganizedInto", head),
        "founded": (tail, "foundedBy", head),
        "partOf": (head, "subordinateTo" if fits("subordinateTo", head.kind, tail.kind) else "partOf", tail),
    }.get(one.label, (head, one.label, tail))
    subject, predicate, object_ = said
    return said if one.label != "aliasOf" and fits(predicate, subject.kind, object_.kind) else None


def logit_of(key: Key, logits: dict[Key, float]) -> float:
    """The model's logit for what a rule found; which post it is the rule knows better, from the office it read."""
    head, label, tail = key
    labels = _POSTS if label in _POSTS else (label,)
    return max(logits.get((head, one, tail), LEAST) for one in labels)


def unsaid(logits: dict[Key, float], told: set[Key]) -> list[Key]:
    """What no rule told; of several posts of one person in one body only the surest, and none where a rule knows one."""
    known = {(head, tail) for head, label, tail in told if label in _POSTS}
    best: dict[tuple[str, str], float] = {}
    for (head, label, tail), logit in logits.items():
        if label in _POSTS:
            best[head, tail] = max(best.get((head, tail), logit), logit)
    return [key for key in sorted(logits) if key not in told and not _echoes(key, logits, told, known, best)]


def _echoes(
    key: Key,
    logits: dict[Key, float],
    told: set[Key],
    known: set[tuple[str, str]],
    best: dict[tuple[str, str], float],
) -> bool:
    """Whether something surer says what a key says in other words."""
    head, label, tail = key
    if label == "founded":
        return (tail, "foundedBy", head) in told
    return label in _POSTS and ((head, tail) in known or logits[key] < best[head, tail])
