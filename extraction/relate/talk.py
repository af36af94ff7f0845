"""Whom and what the talk is of: the person, body or event that a clause leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from extraction.relate.reading import Reading, Sentence, Slot
from extraction.relate.roles import fits_role, may_be_left_out

_FAR = 60
"""How many names back the talk may reach."""
_THAT = re.compile("[该此本](校|厂|局|所|院|社|会|军|师|旅|公司|站|处)[^。；]*$")


def person_of_talk(reading: Reading, sentence: Sentence, position: int) -> Slot | None:
    """Whom a clause without a subject goes on about: who began a clause of the sentence, else of the paragraph."""
    people = [slot for slot in _nearest(reading, sentence, position, "P", far=False) if slot.letter == "P"]
    began = next((slot for slot in people if reading.begins_clause(slot)), None)
    said = reading.narrator_before(sentence, position)
    if said and (began is None or began.start < said[0]):
        return said[1]
    return began or reading.subject_of(sentence)


def body_of_talk(reading: Reading, sentence: Sentence, position: int, role: str) -> Slot | None:
    """The body whose officer is named without it: the nearest one before that has such officers."""
    fitting = [
        slot
        for slot in _nearest(reading, sentence, position, "O", far=True)
        if may_be_left_out(role, names_of(slot))
    ]
    topics = [slot for slot in fitting if not reading.is_aside(slot)] or fitting
    if topics and topics[0].start >= sentence.start and reading.record.lang != "ja":
        return topics[0]  # in Japanese は marks what the talk is of, even where others were named since
    if topics:
        return next((slot for slot in topics if reading.begins_clause(slot)), topics[0])
    heads = (*reading.heads_before(sentence), *((reading.body,) if reading.body else ()))
    return next(
        (slot for slot in heads if slot.start < position and may_be_left_out(role, names_of(slot))), None
    )


def subject_body(reading: Reading, sentence: Sentence, start: int) -> Slot | None:
    """The body a clause without a subject goes on about: who began a clause, an earlier sentence, or the text."""
    near = _nearest(reading, sentence, sentence.where(start), "O", far=False)
    began = next((slot for slot in near if reading.begins_clause(slot)), None)
    return began or next(reading.heads_before(sentence), None) or reading.body


def nearest_before(
    reading: Reading, sentence: Sentence, start: int, *, letters: str, far: bool, role: str
) -> Slot | None:
    """The nearest name before a match that a rule's other end may be; an officer needs a body that has such.

    Args:
        reading: the record.
        sentence: where the match stands.
        start: the place of the match in the skeleton.
        letters: the kinds of name it may be.
        far: whether it may stand in an earlier sentence.
        role: the office, empty where the rule has none.
    """
    position = sentence.where(start)
    if role and "P" not in letters and reading.record.lang != "ru":
        return body_of_talk(reading, sentence, position, role)
    fitting = [
        slot
        for slot in _nearest(reading, sentence, position, letters, far=far)
        if slot.letter == "P" or fits_role(role, names_of(slot))
    ]
    if far and "P" in letters:
        return person_of_talk(reading, sentence, position) or next(iter(fitting), None)
    if far and not fitting and "E" in letters:
        return reading.event_after(sentence, position) or reading.event  # 到会的有…，史称“七道江会议”
    topics = [slot for slot in fitting if not reading.is_aside(slot)]
    topics = _of_that_sort(sentence.skeleton[: start + 3], topics)
    if far and topics and topics[0].start < sentence.start:
        # Of earlier sentences the talk goes on about what a clause began with, not about what was mentioned last.
        return next((slot for slot in topics if reading.begins_clause(slot)), topics[0])
    return next(iter(topics or fitting), None)


def names_of(slot: Slot) -> str:
    """What a thing is called, here and as a rule, a line each: 第一汽车制造厂 and 中国第一汽车集团."""
    return f"{slot.mention.text if slot.mention else ''}\n{slot.entity.canonical if slot.entity else ''}"


def _nearest(
    reading: Reading, sentence: Sentence, position: int, letters: str, *, far: bool
) -> Iterator[Slot]:
    near = islice(reading.slots_before(sentence, position, far=far), _FAR)
    yield from (slot for slot in near if slot.letter in letters and slot.entity)


def _of_that_sort(said: str, slots: list[Slot]) -> list[Slot]:
    """The names that 该所, 该校 … may point back to, where a clause says such a word."""
    pointing = _THAT.search(said)
    if pointing is None:
        return slots
    return [slot for slot in slots if slot.entity and slot.entity.canonical.endswith(pointing[1])] or slots


def body_in_sentence(reading: Reading, sentence: Sentence, position: int, role: str) -> Slot | None:
    """The last body a sentence named before, where it has such officers: 外交部称王部长…"""
    last = next(_nearest(reading, sentence, position, "O", far=False), None)
    return last if last and may_be_left_out(role, names_of(last)) else None
