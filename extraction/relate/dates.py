"""Which date a statement has: the one that governs its sentence."""

from __future__ import annotations

import re

from extraction.relate.reading import Reading, Sentence
from ontology.records import DateValue

_FAR = 3
"""How many sentences back a date still governs what is told."""
_APART = re.compile("[，,；;]")


def governing_date(reading: Reading, sentence: Sentence, position: int) -> DateValue | None:
    """The last date before a place in its sentence, else the first one after it in the clause, else none."""
    dates = [slot for slot in sentence.slots if slot.date is not None]
    before = [slot for slot in dates if slot.end <= position]
    after = [slot for slot in dates if not _APART.search(reading.layer.text[position : slot.start])]
    chosen = before[-1] if before else after[0] if after else None
    return chosen.date.date if chosen and chosen.date else None


def date_of_happening(reading: Reading, sentence: Sentence, position: int) -> DateValue | None:
    """The date of a happening: its sentence's, else the last one of the few sentences before it in the paragraph."""
    near = governing_date(reading, sentence, position)
    before = reading.sentence_before(sentence)
    for _ in range(_FAR):
        if before is None or (near is not None and near.edtf):
            return near
        dates = [slot.date.date for slot in before.slots if slot.date is not None and slot.date.date.edtf]
        if dates:
            return dates[-1]
        before = reading.sentence_before(before)
    return near
