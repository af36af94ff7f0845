"""What people said about names in a text, laid over what was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.recognize.adapt import Judged
from extraction.steps import Marked
from ontology.records import Mention, Record, mention_id

BY_PEOPLE = "decision"
"""Who found a name that no machine marked."""


def with_judged(marked: Marked, judged: Sequence[Judged]) -> Marked:
    """A record as marked, with the names that people want in it and without those that they do not.

    Args:
        marked: what the recogniser found.
        judged: each span once, the latest judgement last; where two wanted names overlap, the later one is kept.
    """
    if not judged:
        return marked
    mentions = {(one.start, one.end): one for one in marked.mentions}
    dates = marked.dates
    for one in judged:
        place = one.start, one.end
        found = mentions.get(place)
        if not one.right:
            if found and found.kind is one.kind:
                del mentions[place]
        elif found:
            mentions[place] = replace(found, kind=one.kind)
        else:
            mentions = {span: other for span, other in mentions.items() if not _overlap(span, place)}
            mentions[place] = _missed(marked.record, one)
            dates = tuple(date for date in dates if not _overlap((date.start, date.end), place))
    return replace(marked, mentions=tuple(mentions[place] for place in sorted(mentions)), dates=dates)


def _missed(record: Record, judged: Judged) -> Mention:
    """A name that no machine found."""
    return Mention(
        id=mention_id(record, judged.start, judged.end),
        record=record.id,
        start=judged.start,
        end=judged.end,
        text=record.text[judged.start : judged.end],
        kind=judged.kind,
        score=1.0,
        found_by=(BY_PEOPLE,),
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
