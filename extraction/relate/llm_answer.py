"""A language model's claims: what can be read of an answer, and which of them stand on words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extraction.recognize.plugins.llm_answer import entries_in
from extraction.relate.llm_window import NOT_ASKED, Named, Span, Window
from ontology.kinds import RELATIONS, fits
from ontology.records import DateValue, Modality, Polarity

MODALITIES = (Modality.FACT, Modality.PLAN, Modality.HEARSAY)
POLARITIES = (Polarity.AFFIRMED, Polarity.DENIED)
SHORTEST_QUOTE = 4
"""Letters and digits a quote must have: fewer stand anywhere."""
LONGEST_QUOTE = 400
"""Characters a quote may have; who quotes a page shows no place on it."""
_CUT_CLAIM = re.compile(r'\{\s*"(?:head|relation|tail|quote)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim as the model gave it."""

    head: int
    relation: str
    tail: int
    quote: str
    date: str
    modality: str
    polarity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What could be read of an answer."""

    claims: tuple[Said, ...]
    malformed: int  # entries of a wrong shape
    cut: bool  # whether the answer breaks off


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """A claim that stands on words of the text."""

    head: Named
    relation: str
    tail: Named
    quote: Span  # in the layer
    when: DateValue | None
    modality: str
    polarity: str
    undated: str = ""  # why a date that was given was left out


def read_claims(content: str) -> Answer | None:
    """The claims in an answer; None where there is no JSON."""
    found = entries_in(content, listed="claims", sign="quote", begun=_CUT_CLAIM)
    return _read(found[0], cut=found[1]) if found else None


def _read(entries: Iterable[object], *, cut: bool) -> Answer:
    read = [_said(entry) for entry in entries]
    claims = tuple(one for one in read if one is not None)
    return Answer(claims=claims, malformed=len(read) - len(claims), cut=cut)


def _said(entry: object) -> Said | None:
    if not isinstance(entry, dict):
        return None
    head, tail = _number(entry.get("head")), _number(entry.get("tail"))
    relation, quote = entry.get("relation"), entry.get("quote")
    if head is None or tail is None or not isinstance(relation, str) or not isinstance(quote, str):
        return None
    modality, polarity = _word(entry, "modality", "fact"), _word(entry, "polarity", "affirmed")
    if modality not in MODALITIES or polarity not in POLARITIES:
        return None
    return Said(
        head=head,
        relation=relation.strip(),
        tail=tail,
        quote=quote.strip(),
        date=_word(entry, "date", ""),
        modality=modality,
        polarity=polarity,
    )


def _word(entry: Mapping[str, object], key: str, missing: str) -> str:
    """A word of an entry; what is there and no word stays none of ours."""
    value = entry.get(key)
    return missing if value is None else value.strip() if isinstance(value, str) else "?"


def _number(value: object) -> int | None:
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 6:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def anchored(window: Window, said: Said) -> Anchored | str:
    """A claim on its words of the text, or why it cannot be taken."""
    ends = [_named(window, number) for number in (said.head, said.tail)]
    head, tail = ends
    if head is None or tail is None:
        return "number of no name"
    if head is tail:
        return "one thing at both ends"
    if said.relation not in RELATIONS or said.relation in NOT_ASKED:
        return "no such relation"
    if not fits(said.relation, head.entity.kind, tail.entity.kind):
        return "relation that cannot join these kinds"
    quote = _quote(window, said.quote, (head, tail))
    if isinstance(quote, str):
        return quote
    when, undated = _date(window, said.date, quote)
    return Anchored(
        head=head,
        relation=said.relation,
        tail=tail,
        quote=quote,
        when=when,
        modality=said.modality,
        polarity=said.polarity,
        undated=undated,
    )


def _named(window: Window, number: int) -> Named | None:
    return window.names[number - 1] if 0 < number <= len(window.names) else None


def _quote(window: Window, words: str, ends: tuple[Named, Named]) -> Span | str:
    """Where the words stand that a claim rests on, best where they hold both names; or why they cannot be taken."""
    if sum(sign.isalnum() for sign in words) < SHORTEST_QUOTE:
        return "quote too short"
    if len(words) > LONGEST_QUOTE:
        return "quote too long"
    places = list(_places(window, words))
    if not places:
        return "quote not in the text"
    near = [span for span in places if all(_is_near(window, span, end) for end in ends)]
    if not near:
        return "quote away from the names"
    return min(near, key=lambda span: (-sum(_holds(span, end) for end in ends), span))


def _places(window: Window, words: str) -> Iterator[Span]:
    """Where words stand in a window, as spans of the layer."""
    at = window.text.find(words)
    while at >= 0:
        yield window.start + at, window.start + at + len(words)
        at = window.text.find(words, at + 1)


def _is_near(window: Window, span: Span, end: Named) -> bool:
    """Whether a thing is named in a sentence of the quote or in one beside it."""
    touched = [
        number for number, (start, stop) in enumerate(window.sentences) if start < span[1] and span[0] < stop
    ]
    return bool(end.sentences & set(range(touched[0] - 1, touched[-1] + 2)))


def _holds(span: Span, end: Named) -> bool:
    return any(span[0] <= start and stop <= span[1] for start, stop in end.places)


def _date(window: Window, words: str, quote: Span) -> tuple[DateValue | None, str]:
    """The date that stands under the words a claim gives as its date, the nearest to its quote; or why there is none."""
    if not words:
        return None, ""
    places = list(_places(window, words))
    if not places:
        return None, "date not in the text"
    known = [
        (abs(slot.start - quote[0]), slot.start, slot.date.date)
        for slot in window.dates
        for start, end in places
        if slot.date and slot.start < end and start < slot.end
    ]
    if not known:
        return None, "date that no calendar knows"
    return min(known, key=lambda one: one[:2])[2], ""
