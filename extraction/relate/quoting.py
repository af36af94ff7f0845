"""The words of a record that a claim between two names rests on."""

from __future__ import annotations

import re

from extraction.relate.reading import Reading, Sentence, Slot
from ontology.records import Evidence, evidence_in

LONGEST_EVIDENCE = 240
"""A longer passage is not quoted whole, but from its first name concerned to its last."""
_CLAUSE_END = re.compile(r"[，,。；;！？\n]")


def clause_between(reading: Reading, one: Slot, other: Slot) -> tuple[Sentence, str]:
    """The sentence of the later of two names, and the words around both there, up to the stops beside them."""
    first, last = sorted((one, other), key=lambda slot: slot.start)
    sentence = next(one for one in reading.sentences if one.start <= last.start < one.end)
    places = [sentence.place_of(last)]
    if first.start >= sentence.start:
        places.append(sentence.place_of(first))
    skeleton = sentence.skeleton
    before = [found.end() for found in _CLAUSE_END.finditer(skeleton, 0, min(places))]
    after = _CLAUSE_END.search(skeleton, max(places))
    return sentence, skeleton[before[-1] if before else 0 : after.start() if after else len(skeleton)]


def evidence_between(reading: Reading, one: Slot, other: Slot) -> Evidence:
    """The sentences from one name to the other; of overlong ones the part between the names."""
    first, last = sorted((one, other), key=lambda slot: slot.start)
    start = next(s.start for s in reading.sentences if s.start <= first.start < s.end)
    end = next(s.end for s in reading.sentences if s.start <= last.start < s.end)
    text = reading.layer.text[start:end]
    start, end = end - len(text.lstrip()), start + len(text.rstrip())
    if end - start > LONGEST_EVIDENCE:
        start, end = first.start, max(first.end, last.end)
    return evidence_in(reading.record, *reading.source(start, end))
