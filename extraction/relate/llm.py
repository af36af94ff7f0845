"""A language model as a second reader of relations, behind an OpenAI-compatible address. Off unless a setting names one.

The model's word is never taken: what it claims must join two names that the record holds, by a relation that may
join them, on words that stand literally in the text; else it is dropped and counted. What remains is a candidate
for a reviewer. Events, and everything the rules claim, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extraction.recognize.plugins.llm_server import Address, address_of
from extraction.relate.cues import modality_of, polarity_of, stance_of
from extraction.relate.llm_answer import Anchored, Answer, anchored
from extraction.relate.llm_asking import PROMPT, Asking, ClaimTally, Patience
from extraction.relate.llm_window import Window, halves_of, windows_of
from extraction.relate.reading import Reading
from extraction.relate.relator import claim_id
from extraction.steps import Claims, Linked, Marked, Relator
from ontology.errors import BadInput
from ontology.ids import content_id
from ontology.records import Assertion, Evidence, Modality, Polarity, evidence_in

CONFIDENCE = 0.4
"""How sure a model's claim is taken to be, whatever it says of itself; what becomes of it `Asked.accept` alone decides."""
_REVISION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a model is asked, and what becomes of its claims."""

    size: int = 1_200  # characters of a window
    accept: bool = False  # whether its affirmed facts make edges of the graph without a reviewer
    price_in: float = 0.0  # of a million tokens asked, 0 where unknown
    price_out: float = 0.0
    patience: Patience = field(default_factory=Patience)


class LlmRelator:
    """Adds to what a relator claims what a language model reads. Never accepts by itself unless told to."""

    def __init__(self, rules: Relator, address: Address, *, asked: Asked | None = None) -> None:
        """Wrap a relator; nothing is asked before the first record."""
        self._rules, self._asked = rules, asked or Asked()
        self.tally = ClaimTally(
            model=address.model, price_in=self._asked.price_in, price_out=self._asked.price_out
        )
        self._asking = Asking(address, self.tally, patience=self._asked.patience)
        told = (_REVISION, address.model, PROMPT, self._asked.size, self._asked.accept)
        self._own = content_id("v", *map(str, told))[2:10]
        self._made_by = f"llm {address.model} ({self._own})"

    @property
    def version(self) -> str:
        """What the claims depend on besides mentions and links."""
        return f"{self._rules.version}+llm-{self._own}"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What this run has cost and what became of its answers; and why the model is asked no more, if so."""
        said = self.tally.sentence() if self.tally.tried or self.tally.parts_without_answer else ""
        return tuple(one for one in (said, self._asking.gone) if one)

    def relate(self, marked: Marked, linked: Linked) -> Claims:
        """The claims and events of one record; unfinished where the model left part of it unanswered."""
        said = self._rules.relate(marked, linked)
        reading = Reading(marked, linked)
        proposed: list[Assertion] = []
        unfinished = said.unfinished
        for window in windows_of(reading, self._asked.size):
            claims, answered = self._of_window(reading, window)
            proposed += claims
            unfinished = unfinished or not answered
        together = self._together(said.assertions, proposed)
        return Claims(assertions=together, events=said.events, unfinished=unfinished)

    def _of_window(self, reading: Reading, window: Window) -> tuple[list[Assertion], bool]:
        """The claims of a window, and whether all of it was answered; a cut answer is asked for in two halves too."""
        if not window.relations:
            return [], True
        answer = self._asking.answer(window)
        if answer is None:
            return [], False
        claims, whole = list(self._kept(reading, window, answer)), True
        halves = halves_of(reading, window) if answer.cut else ()
        self.tally.halved += bool(halves)
        for half in halves:
            more, answered = self._of_window(reading, half)
            claims += more
            whole = whole and answered
        return claims, whole

    def _kept(self, reading: Reading, window: Window, answer: Answer) -> Iterator[Assertion]:
        """The claims of an answer that stand on words of the text; the others are counted by reason."""
        self.tally.count(kept=0, dropped={"malformed": answer.malformed})
        for said in answer.claims:
            claim = anchored(window, said)
            reason = claim if isinstance(claim, str) else claim.undated
            if reason:
                self.tally.dropped[reason] += 1
            if not isinstance(claim, str):
                yield self._claim(reading, claim)

    def _claim(self, reading: Reading, said: Anchored) -> Assertion:
        claimed = said.head.entity, said.relation, said.tail.entity, ""  # its office unknown
        accepted = self._asked.accept and _is_plain(reading, said)
        return Assertion(
            id=claim_id(reading, claimed, said.when, f"{said.polarity}|{said.modality}"),
            subject=said.head.entity.id,
            predicate=said.relation,
            object=said.tail.entity.id,
            evidence=(evidence_in(reading.record, *reading.source(*said.quote)),),
            made_by=self._made_by,
            confidence=CONFIDENCE,
            when=said.when,
            polarity=said.polarity,
            modality=said.modality,
            stance=stance_of(reading.record),
            state="accepted" if accepted else "candidate",
        )

    def _together(self, ruled: Sequence[Assertion], proposed: Sequence[Assertion]) -> tuple[Assertion, ...]:
        """The claims of both: where the rules made the same claim, theirs stands and takes the new evidence."""
        claims = {claim.id: claim for claim in ruled}
        joined: set[str] = set()
        for claim in proposed:
            same = next(_same(claim, ruled), None)
            known = claims.get(same.id if same else claim.id)
            claims[known.id if known else claim.id] = _joined(known, claim) if known else claim
            if same:
                joined.add(same.id)
        self.tally.joined += len(joined)
        self.tally.kept += len(claims) - len(ruled)
        return tuple(claims[key] for key in sorted(claims))


def relator_address(setting: str, *, key: str = "") -> Address:
    """The address in the setting `relator_llm`.

    Raises:
        BadInput: for another form than URL|MODEL, or an address that is not http or https.
    """
    try:
        return address_of(setting, key=key)
    except BadInput as why:
        raise BadInput(
            f"relator_llm = {setting}", why.reason, "Write URL|MODEL: http://127.0.0.1:8080/v1|qwen."
        ) from None


def _is_plain(reading: Reading, said: Anchored) -> bool:
    """Whether model and cue words agree that a claim is affirmed and a fact."""
    words, lang = reading.layer.text[said.quote[0] : said.quote[1]], reading.record.lang
    manners = {said.polarity, polarity_of(words, lang), said.modality, modality_of(words, words, lang)}
    return manners == {Polarity.AFFIRMED, Modality.FACT}


def _same(claim: Assertion, others: Sequence[Assertion]) -> Iterator[Assertion]:
    """The claims that say what a claim says, the surest first; an office or a date beyond it does no harm."""

    def said(one: Assertion) -> tuple[str, ...]:
        return one.subject, one.predicate, one.object, one.polarity, one.modality

    def day(one: Assertion) -> str:
        return one.when.edtf if one.when else ""

    alike = [one for one in others if said(one) == said(claim) and (not day(claim) or day(one) == day(claim))]
    yield from sorted(alike, key=lambda one: (day(one) != day(claim), -one.confidence, one.id))


def _joined(known: Assertion, claim: Assertion) -> Assertion:
    """A known claim with the evidence of another, as far as it shows a place that was not yet shown."""
    new = [quote for quote in claim.evidence if not any(_within(quote, one) for one in known.evidence)]
    if not new:
        return known
    evidence = {(one.start, one.end): one for one in (*known.evidence, *new)}
    ordered = tuple(evidence[key] for key in sorted(evidence))
    makers = known.made_by.split("; ")
    made_by = known.made_by if claim.made_by in makers else f"{known.made_by}; {claim.made_by}"
    return replace(known, evidence=ordered, made_by=made_by)


def _within(quote: Evidence, other: Evidence) -> bool:
    return other.start <= quote.start and quote.end <= other.end
