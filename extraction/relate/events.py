"""What happened: trigger words and named events, with their date, people and places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extraction.relate.cues import modality_of, polarity_of, stance_of
from extraction.relate.dates import date_of_happening, governing_date
from extraction.relate.frames import counts_at, outcomes, participations
from extraction.relate.reading import Reading, Sentence, Slot
from extraction.relate.triggers import COVERED_BY_NAME, NAMING, TRIGGERS, WEAK, WISHED
from ontology.records import EventMention, Participation

_BACKGROUND = re.compile("[》”」』]?(?:时(?!任?‹)|期间|前[，后]|以前|之前|以来|中的)")
"""After a named event: it only says when something else happened."""
_SAME_DAY = re.compile(
    "同[日月年天]|当[日年天晚]|是[日年月]|翌[日年]|次[日年]|随后|旋即|同じ日|この日|этот день|тот же день"
)
_CLAUSE_END = re.compile(r"[，,。；;！？\n]")


def events_of(reading: Reading, lang: str) -> tuple[EventMention, ...]:
    """The happenings of a record in the order of its text; a named event once, at its first full sentence."""
    found = [event for sentence in reading.sentences for event in _in_words(reading, sentence, lang)]
    found += _named(reading)
    return tuple(sorted(found, key=lambda event: (event.start, event.end)))


def _in_words(reading: Reading, sentence: Sentence, lang: str) -> Iterator[EventMention]:
    skeleton = sentence.skeleton
    if not sentence.slots or not (_dated(sentence) or _CLAUSE_END.search(skeleton)):
        return  # headings announce, they do not report
    named = any(slot.letter == "E" for slot in sentence.slots)
    done = 0
    for found in _triggers(lang).finditer(skeleton):
        if found.start() < done or _inside_slot(skeleton, found.start()):
            continue
        done = found.end()
        clause = _clause_around(skeleton, found.start(), found.end())
        spoken = skeleton[clause[0] : clause[1]]
        said = polarity_of(spoken, lang) == "affirmed" and modality_of(spoken, "", lang) == "fact"
        if not said or (named and re.fullmatch(COVERED_BY_NAME[lang], found.group())):
            continue
        if _only_mentioned(reading, sentence, found, clause[0], lang):
            continue
        event = _event(reading, sentence, found, clause, lang)
        if "‹" in spoken and not (found.lastgroup == "birth" and not _dated(sentence)):
            yield event


def _only_mentioned(
    reading: Reading, sentence: Sentence, found: re.Match[str], clause: int, lang: str
) -> bool:
    """Whether a word is wished, usual, part of a name, or of a weak kind and without a day."""
    skeleton = sentence.skeleton
    dated = _dated(sentence) or _SAME_DAY.search(skeleton)
    if found.lastgroup in WEAK and reading.is_dated and not dated:
        told = skeleton[clause : found.end() + 12]
        if not (found.lastgroup == "movement" and re.search("‹[PO]", told) and "‹L" in told):
            return True
    wished = re.search(WISHED[lang], skeleton[clause : found.start()])
    return wished is not None or re.match(NAMING[lang], skeleton[found.end() :]) is not None


def _event(
    reading: Reading, sentence: Sentence, found: re.Match[str], clause: tuple[int, int], lang: str
) -> EventMention:
    start, end = sentence.where(found.start()), sentence.where(found.end() - 1) + 1
    first, last = reading.source(start, end)
    slots = sentence.slots_in(sentence.skeleton[clause[0] : clause[1]])
    # A birth told in passing is not of the day that the talk is of.
    dating = governing_date if found.lastgroup == "birth" else date_of_happening
    type_, span = found.lastgroup or "", found.span()
    following = (one.start() for one in _triggers(lang).finditer(sentence.skeleton, found.end()))
    until = next((one for one in following if not counts_at(sentence, one)), len(sentence.skeleton))
    return EventMention(
        record=reading.record.id,
        start=first,
        end=last,
        text=reading.record.text[first:last],
        type=type_,
        date=dating(reading, sentence, start),
        participants=_ids(slots, "PO"),
        places=_ids(slots, "L"),
        frame=participations(reading, sentence, clause, span, type_),
        outcomes=outcomes(reading, sentence, span, type_, until),
        sentence=_span_of(reading, sentence),
        dated=governing_date(reading, sentence, start) is not None,
        stance=stance_of(reading.record),
        modality=modality_of(sentence.skeleton[clause[0] : clause[1]], sentence.skeleton, lang),
    )


def _named(reading: Reading) -> Iterator[EventMention]:
    """Named events, each where a sentence first speaks of it, a heading only where nothing else does."""
    chosen: dict[str, tuple[Sentence, Slot]] = {}
    headings: dict[str, tuple[Sentence, Slot]] = {}
    for sentence in reading.sentences:
        full = re.search(r"[。；，,.;]", sentence.skeleton) is not None
        for slot in sentence.slots:
            if slot.letter == "E" and slot.entity and not _BACKGROUND.match(reading.layer.text, slot.end):
                (chosen if full else headings).setdefault(slot.entity.id, (sentence, slot))
    for entity, (sentence, slot) in (headings | chosen).items():
        if slot.mention is None:
            continue
        yield EventMention(
            record=reading.record.id,
            start=slot.mention.start,
            end=slot.mention.end,
            text=slot.mention.text,
            type="named",
            date=date_of_happening(reading, sentence, slot.start),
            participants=_ids(sentence.slots, "PO"),
            places=_ids(sentence.slots, "L"),
            event=entity,
            frame=_frame_of_named(reading, sentence, slot),
            sentence=_span_of(reading, sentence),
            dated=governing_date(reading, sentence, slot.start) is not None,
            stance=stance_of(reading.record),
        )


def _frame_of_named(reading: Reading, sentence: Sentence, slot: Slot) -> tuple[Participation, ...]:
    """Who leads a named event, by its clause."""
    place = sentence.place_of(slot)
    end = sentence.skeleton.index("›", place) + 1
    return participations(
        reading, sentence, _clause_around(sentence.skeleton, place, end), (place, end), "named"
    )


def _span_of(reading: Reading, sentence: Sentence) -> tuple[int, int]:
    """A sentence in L0, without the blanks around it."""
    text = reading.layer.text[sentence.start : sentence.end]
    first = sentence.start + len(text) - len(text.lstrip())
    return reading.source(first, max(first + 1, sentence.start + len(text.rstrip())))


@cache
def _triggers(lang: str) -> re.Pattern[str]:
    """All trigger words of a language, the longest first, with the type as the group's name."""
    border = r"\b" if lang == "ru" else ""
    words = [(word, kind) for kind, alternatives in TRIGGERS[lang].items() for word in _split(alternatives)]
    words.sort(key=lambda pair: (-len(pair[0].split("(")[0]), pair[0]))
    by_kind: dict[str, list[str]] = {}
    for word, kind in words:
        by_kind.setdefault(kind, []).append(word)
    groups = [f"(?P<{kind}>{border}(?:{'|'.join(each)}))" for kind, each in by_kind.items()]
    return re.compile("|".join(groups))


def _split(alternatives: str) -> list[str]:
    """The alternatives of a row; a bar inside brackets is not one of theirs."""
    return re.findall(r"(?:[^|(]|\((?:[^()]|\([^()]*\))*\))+", alternatives)


def _inside_slot(skeleton: str, position: int) -> bool:
    return skeleton.rfind("‹", 0, position) > skeleton.rfind("›", 0, position)


def _clause_around(skeleton: str, start: int, end: int) -> tuple[int, int]:
    """The clause of a trigger; a clause without a name takes in the one before it."""
    stops = [0, *(found.end() for found in _CLAUSE_END.finditer(skeleton, 0, start))]
    after = _CLAUSE_END.search(skeleton, end)
    last = after.start() if after else len(skeleton)
    first = stops[-1]
    if not re.search("‹[PLOEW]", skeleton[first:last]) and len(stops) > 1:
        first = stops[-2]
    return first, last


def _dated(sentence: Sentence) -> bool:
    return any(slot.letter == "D" for slot in sentence.slots)


def _ids(slots: tuple[Slot, ...], letters: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slot.entity.id for slot in slots if slot.entity and slot.letter in letters))
