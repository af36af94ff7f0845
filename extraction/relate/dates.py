"""Which date a statement has: the one that governs its sentence."""

from __future__ import annotations

from extraction.relate.reading import Reading, Sentence
from ontology.records import DateValue


def governing_date(reading: Reading, sentence: Sentence, position: int) -> DateValue | None:
    """The last date before a place in its sentence, else the first one after it, else none."""
    dates = [slot for slot in sentence.slots if slot.date is not None]
    before = [slot for slot in dates if slot.end <= position]
    chosen = before[-1] if before else dates[0] if dates else None
    return chosen.date.date if chosen and chosen.date else None


def date_of_happening(reading: Reading, sentence: Sentence, position: int) -> DateValue | None:
    """The date of a happening: its sentence's, else the last resolved one before it in the paragraph."""
    near = governing_date(reading, sentence, position)
    if near is not None and near.edtf:
        return near
    for slot in reading.slots_before(sentence, position, far=True):
        if slot.date is not None and slot.date.date.edtf:
            return slot.date.date
    return near
