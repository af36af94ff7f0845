"""What a reader of dates remembers: the date told, the day of writing, the heading of a chronicle."""

from __future__ import annotations

import re
from dataclasses import replace

from ontology.dates.datelines import at_line_start, fills_line, is_dateline, is_heading, is_sent
from ontology.dates.grammar import Words
from ontology.dates.parts import says_year
from ontology.dates.spans import is_gloss
from ontology.dates.values import NO_MOON, RANKS, Known, Piece, Reading

_NEAR = 3
"""Characters between an event and a word that leans on it: 九一八事变后的次年."""
TOP = 200
"""Characters within which a line with a date is a newspaper's head or a dateline."""


class Memory:
    """What was told before the place that is read; knows no meaning of words."""

    def __init__(self, words: Words, anchor: Known) -> None:
        """Begin with the day of writing, if it is known."""
        self.words = words
        self.written = anchor
        self.head = anchor  # the day of the newspaper, not of one report in it
        self.told = Known() if anchor.only_written else anchor
        self.told_here = False  # whether a date of this text was read, not only the day of writing
        self.rank = 0  # the month told, or one in the middle of the season told
        self.chapter = Known()  # the year or month that stands on a line of its own, in a chronicle
        self.undated = False  # whether the text has a dateline that cannot be resolved
        self.last: Piece | None = None
        self.event = Known()
        self.event_end = -_NEAR

    def open_line(self, found: re.Match[str], start: int) -> bool:
        """Whether a date begins its line; one without a year leans there on the heading of the chronicle."""
        if not at_line_start(found.string, start):
            return False
        short = found["month"] or found["lunar_month"] or found["day"]
        if says_year(found) or not short:
            self.chapter = Known() if says_year(found) else self.chapter
        elif self.chapter and (found["month"] or found["lunar_month"] or self.chapter.month):
            self.told = self.chapter
        return True

    def take(self, found: re.Match[str], piece: Piece) -> None:
        """Remember a date that was read, and whether it says when the text was written."""
        start, end, reading = piece
        text = found.string
        known = Known.of_edtf(reading.edtf)
        if not self.is_known(known, piece, text) and not self.is_aside(found):
            self.remember(reading)
        if len(text) == end - start:
            return
        if not reading.edtf:
            self.undated = self.undated or (start < TOP and is_sent(text, end))
        elif is_dateline(text, start, end):
            self.write(start, end, text)
            if says_year(found) and known.day and (start < TOP or not self.head):
                self.head = known
        elif says_year(found) and known.month and not self.written and is_heading(text, start, end):
            self.written = self.head = known

    def is_known(self, known: Known, piece: Piece, text: str) -> bool:
        """Whether a date only says again in brackets what was told: the era told is kept for what follows."""
        last = self.last
        if not last or not is_gloss(text, last, piece):
            return False
        return known.year in (self.told.year, self.told.counted)

    def is_aside(self, found: re.Match[str]) -> bool:
        """Whether a date only looks back, such as 前一天: what follows leans on the date before it."""
        word = found["year_word"] or found["day_word"]
        if not word:
            return False
        return self.words.told_years.get(word, 0) < 0 or self.words.told_days.get(word, 0) < 0

    def close_line(self, text: str, end: int) -> None:
        """Take a date that fills its line for the heading of a chronicle."""
        if fills_line(text, end):
            self.chapter = replace(self.told, day=0)

    def remember(self, reading: Reading) -> None:
        """Keep what the next short date can lean on."""
        known = Known.of_edtf(reading.edtf)
        if known.year:
            plain = not reading.era and reading.moon == NO_MOON
            self.told = known if plain else known.within(reading.era, reading.moon)
            self.told_here = True
            self.rank = known.month or RANKS.get(reading.edtf[-3:], 0)

    def write(self, start: int, end: int, text: str) -> None:
        """Take the date just read for the day of writing, if it is a day at the top, of a telegram or the first one."""
        if self.told.day and (start < TOP or not self.written.day or is_sent(text, end)):
            self.written = self.told

    def base(self, found: re.Match[str]) -> Known:
        """What a relative word leans on: an event named right before it, the date told, else an event named."""
        near = found.start() - self.event_end <= _NEAR
        return self.event if self.event.year and (near or not self.told_here) else self.told

    def base_of_writing(self, usable: bool) -> Known:
        """The day of writing; where it is unknown, the first date that a word such as 去年 leaned on."""
        if not usable and not self.undated:
            self.written = self.told
        return self.written
