"""The words of a record that a claim between two names rests on."""

from __future__ import annotations

import re

from extraction.relate.reading import Reading, Sentence, Slot
from ontology.records import Evidence, evidence_in

LONGEST_EVIDENCE = 240
"""A longer passage is not quoted whole, but from its first name concerned to its last."""
_CLAUSE_END = re.compile(r"[，,。；;！？\n]")


def clause_around(skeleton: str, start: int, end: int) -> str:
    """The words around a stretch of a sentence, up to the nearest stop on each side: where 未 or 拟 would stand."""
    before = [found.end() for found in _CLAUSE_END.finditer(skeleton, 0, start)]
    after = _CLAUSE_END.search(skeleton, end)
    return skeleton[before[-1] if before else 0 : after.start() if after else len(skeleton)]


def clause_between(reading: Reading, one: Slot, other: Slot) -> tuple[Sentence, str]:
    """The sentence of the later of two names, and the words around both there, up to the stops beside them."""
    first, last = sorted((one, other), key=lambda slot: slot.start)
    sentence = reading.sentence_at(last.start)
    places = [sentence.place_of(slot) for slot in (last, first) if slot.start >= sentence.start]
    return sentence, clause_around(sentence.skeleton, min(places), max(places))


def quoted(reading: Reading, whole: tuple[int, int], needed: tuple[int, int]) -> Evidence:
    """A stretch of the layer without the blanks around it; of an overlong one what is needed of it."""
    text = reading.layer.text[whole[0] : whole[1]]
    start, end = whole[1] - len(text.lstrip()), whole[0] + len(text.rstrip())
    if end - start > LONGEST_EVIDENCE or needed[0] < start:
        start, end = needed
    return evidence_in(reading.record, *reading.source(start, end))


def evidence_between(reading: Reading, one: Slot, other: Slot) -> Evidence:
    """The sentences from one name to the other; of overlong ones the part between the names."""
    first, last = sorted((one, other), key=lambda slot: slot.start)
    whole = reading.sentence_at(first.start).start, reading.sentence_at(last.start).end
    return quoted(reading, whole, (first.start, max(first.end, last.end)))
