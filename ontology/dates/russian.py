"""Dates in Russian texts, from left to right: spans of time joined, the last date remembered.

Written for the modernised layer, and tolerant of old letters. Days before the reform of 1918 are Old Style
unless they say otherwise; months and years stay as written. A church or émigré paper of later years may count
in either style, so its days are sets of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ontology.dates.datelines import closing, ends_opening, is_dateline, is_signature
from ontology.dates.events import event_at
from ontology.dates.russian_context import Context, Match
from ontology.dates.russian_reading import understood
from ontology.dates.russian_words import EVENT_NAME, PATTERN
from ontology.dates.values import RANKS, Known, Piece, Reading

_OLD_LETTERS = str.maketrans("ѣѢіІ", "еЕиИ")
_UNTIL = re.compile(r"\s*(?:\s(?:по|до)\s|[—–-])\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|,?\s+и)\s+", re.IGNORECASE)
_SINCE = re.compile(r"(?<![а-яё])(?:с|со|от)\s+$", re.IGNORECASE)
_MONTH_NAMES_OF_THINGS = re.compile(r"\s+революци|\s+восстани")
_UNREFORMED = re.compile(r"[ѣѢіІѳѲ]|[бвгджзклмнпрстфхцчшщ]ъ(?![а-яё])", re.IGNORECASE)
_CHURCH = re.compile(
    r"епархи|консистори|духовн|церковн|приход(?:а|у|ск)|благочинн|синод|протоиере|архиеписк|по делам российских эмигрант|бр[эе]м",
    re.IGNORECASE,
)
_NOT_HAN = re.compile(r"[^\u3040-\u9fff]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_HEAD = 300
"""Characters at the top of a paper that say who wrote it."""
_LONGEST_LIST = 9
"""Days or months in one list, so that a long table costs no more than its length."""
_TOWN = 24
"""Characters of a town before the date of a report."""
_ENOUGH = 3
"""Words in the old spelling that make a text one of people who kept it."""


def read_russian_dates(text: str, *, anchor: Known, everywhere: bool = True) -> list[Piece]:
    """The dates of a Russian text, spans of time joined, in order; or only those in stretches of Cyrillic."""
    plain = text.translate(_OLD_LETTERS)
    matches = [
        Match(found)
        for start, end in ([(0, len(plain))] if everywhere else _cyrillic_runs(plain))
        for found in PATTERN.finditer(plain, start, end)
        if _may_be_date(found, plain)
    ]
    keeps_old = _keeps_old_style(text)
    context = Context(told=anchor, written=anchor or _closing(plain, matches, keeps_old), keeps_old=keeps_old)
    return list(_with_appositions(plain, _read(plain, matches, context)))


def _closing(text: str, matches: list[Match], keeps_old: bool) -> Known:
    """The date under a letter or after a report, if it names its year."""
    start, end = closing(text)
    last = [match for match in matches[-_ENOUGH:] if match.start >= start and match.says_year]
    nothing = Context(told=Known(), written=Known(), keeps_old=keeps_old)
    for match in last:
        if is_signature(text[start:end], match.start - start, match.end - start):
            reading = understood(match, nothing)
            known = _known(reading) if reading else Known()
            return known if known.day else Known()
    return Known()


def _known(reading: Reading) -> Known:
    """What a date tells the next one, and whether it was written in Old Style."""
    return replace(Known.of_edtf(reading.edtf), old=reading.calendar == "julian")


def _cyrillic_runs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that hold Cyrillic letters and no Chinese or Japanese ones: in most texts, all of it."""
    for run in _NOT_HAN.finditer(text):
        if _CYRILLIC.search(text, run.start(), run.end()):
            yield run.span()


def _keeps_old_style(text: str) -> bool:
    """Whether a paper is one of the church or of émigrés, who may have kept Old Style after the reform."""
    if _CHURCH.search(text, 0, _HEAD):
        return True
    found = _UNREFORMED.finditer(text, 0, 20 * _HEAD)
    return sum(1 for _, _found in zip(range(_ENOUGH), found, strict=False)) == _ENOUGH


def _may_be_date(found: re.Match[str], text: str) -> bool:
    """Whether the neighbours allow a date: a bare month must not be part of a name."""
    if found["edge_unit"] or (found["decade_bare"] and len(found["decade_bare"]) == 2):
        return bool(found["part"])  # 30-х, месяца: only in середине 30-х, конце месяца
    if found["month"] and not found["day"]:
        return not _MONTH_NAMES_OF_THINGS.match(text, found.end())
    return not (found["ny"] and len(found["ny"]) == 2 and not _is_short_date(found))


def _is_short_date(found: re.Match[str]) -> bool:
    """Whether figures with two digits of the year are a date: 9.VIII.45, 20.02.36, not 1.2.30."""
    month = found["nm"] or found["nm_roman"] or found["nm_dash"]
    return not month.isdigit() or (len(found["nd"]) == len(month) == 2 and int(found["nd"]) <= 31)


def _read(text: str, matches: list[Match], context: Context) -> Iterator[Piece]:
    """Go through the expressions from left to right, remembering the last date."""
    joined = {i for i, (a, b) in enumerate(pairwise(matches)) if _are_joined(text, a, b)}
    i, seen = 0, 0
    while i < len(matches):
        match, last = matches[i], matches[min(i + 1, len(matches) - 1)] if i in joined else matches[i]
        if not context.told_here:
            context = _told_by_event(text, seen, match.start, context)
            seen = match.start
        reading = _span(match, last, context) if match is not last else _listed(text, matches, i, context)
        i += 2 if match is not last else 1
        if reading is None:
            continue
        context = context if match["born"] else _remembered(reading, context)
        start = match.start
        if match is not last and (since := _SINCE.search(text, max(0, start - 4), start)):
            start = since.start()
        if (
            Known.of_edtf(reading.edtf).day
            and last.end - start < len(text)
            and (is_dateline(text, start, last.end) or _opens(text, start, last, context))
        ):
            context = replace(context, written=_known(reading))
        yield start, last.end, reading


def _opens(text: str, start: int, last: Match, context: Context) -> bool:
    """Whether a date that ends the first sentence, or is one itself, says when a paper was written."""
    short = start <= _TOWN and not last.says_year  # Харбин, 6 сентября. – more exact than the date below
    return (short or not context.written.day) and ends_opening(text, start, last.end)


def _with_appositions(text: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Вчера, 19 марта: a word and the day it means are one date."""
    last: Piece | None = None
    for piece in pieces:
        if last and last[2].rule == "relative" and _is_same_day(text, last, piece):
            piece = (last[0], *piece[1:])
        elif last:
            yield last
        last = piece
    if last:
        yield last


def _is_same_day(text: str, first: Piece, second: Piece) -> bool:
    """Whether two dates next to each other are one day."""
    between = text[first[1] : second[0]]
    return len(between) <= 2 and between.strip(", ") == "" and first[2].edtf == second[2].edtf != ""


def _are_joined(text: str, first: Match, last: Match) -> bool:
    """Whether two dates are the ends of a span of time: с 9 августа до 2 сентября."""
    if _UNTIL.fullmatch(text, first.end, last.start):
        return True
    since = _SINCE.search(text, max(0, first.start - 4), first.start)
    return bool(last["before"] and since and not text[first.end : last.start].strip())


def _told_by_event(text: str, start: int, end: int, context: Context) -> Context:
    """An event named before the first date of a text dates what leans on it."""
    named = [found for found in EVENT_NAME.finditer(text, start, end)]
    event = event_at(text, named[-1].start()) if named else None
    return replace(context, event=event.known) if event else context


def _listed(text: str, matches: list[Match], i: int, context: Context) -> Reading | None:
    """A date; one of several such as 1 и 2 мая takes month and year of the last, в июле и августе its year."""
    match, j = matches[i], i
    while j + 1 < min(len(matches), i + _LONGEST_LIST) and _AND.fullmatch(
        text, matches[j].end, matches[j + 1].start
    ):
        j += 1
        if matches[j]["month"] and (match["listed"] or matches[j].says_year):
            break
    last = matches[j]
    if j == i or match.says_year or not last["month"] or not (match["listed"] or match["month"]):
        return understood(match, context) if not match["listed"] else None
    end = understood(last, context)
    known = _known(end) if end else Known()
    told = known if match["listed"] else replace(context.told, year=known.year or context.told.year)
    return understood(match, context.told_by(told))


def _remembered(reading: Reading, context: Context) -> Context:
    """What the next short date can lean on."""
    known = _known(reading)
    rank = known.month or RANKS.get(reading.edtf[-3:], 0)
    return replace(context.told_by(known), rank=rank) if known.year else context


def _span(first: Match, last: Match, context: Context) -> Reading | None:
    """с 12 октября по 22 декабря 1929 г.: the first end takes the year of the second where it has none."""
    end = understood(last, context)
    if end and last["before"]:
        end = replace(end, edtf=end.edtf.removeprefix("../"))
    before = context
    if end and last.says_year and not first.says_year:
        year = Known.of_edtf(end.edtf).year or context.told.year
        before = replace(context, told=replace(context.told, year=year), told_here=True)
    start = understood(first, before)
    if start is None or end is None:
        return end
    if not last.says_year and first.says_year:
        end = understood(last, _remembered(start, context)) or end
        end = replace(end, edtf=end.edtf.removeprefix("../"))
    return start.until(end)
