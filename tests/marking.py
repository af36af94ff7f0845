"""Records written as markup, for tests of what is read off sentences."""

from __future__ import annotations

import re

from extraction.relate import PatternRelator
from extraction.steps import Claims, Linked, Marked
from extraction.text.layers import reading_layer
from ontology.authority import Authority
from ontology.kinds import Kind
from ontology.records import (
    DateMention,
    DateValue,
    Description,
    Entity,
    Lang,
    Link,
    Mention,
    Record,
    entity_id,
    mention_id,
    record_id,
)

_MARK = re.compile(r"([^\[]*)\[([PLOEWD]?)([^\]]*)\]")
NOBODY = Authority(entries={}, eras={}, version="empty")
"""No authority files: everybody is a stranger."""
KINDS = {"P": Kind.PERSON, "L": Kind.PLACE, "O": Kind.ORGANIZATION, "E": Kind.EVENT, "W": Kind.WORK}


def marked(markup: str, *, lang: Lang = "zh", creator: str = "") -> Marked:
    """A record from `[P杨靖宇]任[O第一军]军长`; a date reads `[D1936-02|二月]`."""
    text = ""
    spans: list[tuple[str, str, int, int]] = []
    dates: list[tuple[str, str, int, int]] = []
    for plain, letter, name in _MARK.findall(markup + "[]"):
        text += plain
        edtf, _, name = name.partition("|") if letter == "D" else ("", "", name)
        if letter:
            (dates if letter == "D" else spans).append((letter, edtf, len(text), len(text) + len(name)))
        text += name
    record = Record(
        id=record_id("test"),
        key="test",
        text=text,
        lang=lang,
        script="",
        source="test",
        source_sha256="",
        pages=(),
        description=Description(creator=creator),
    )
    mentions = tuple(
        Mention(
            id=mention_id(record, start, end),
            record=record.id,
            start=start,
            end=end,
            text=record.text[start:end],
            kind=KINDS[letter],
            score=1.0,
            found_by=("test",),
        )
        for letter, _, start, end in spans
    )
    days = tuple(
        DateMention(record=record.id, start=start, end=end, date=DateValue(raw="", edtf=edtf, lo=1, hi=1))
        for _, edtf, start, end in dates
    )
    return Marked(record=record, mentions=mentions, dates=days)


def read(markup: str, *, lang: Lang = "zh", creator: str = "") -> tuple[Claims, Linked]:
    """The claims of a marked text, everybody in it a stranger."""
    found = marked(markup, lang=lang, creator=creator)
    linked = by_name(found)
    return PatternRelator().relate(found, linked), linked


def by_name(found: Marked) -> Linked:
    """Everybody in a text as a stranger called as the reading layer calls them."""
    record = found.record
    entities, links = {}, {}
    for mention in found.mentions:
        layer = reading_layer(mention.text, lang=record.lang, script=record.script, scanned=False)
        one = Entity(id=entity_id(mention.kind, layer.text), kind=mention.kind, canonical=layer.text)
        entities[one.id] = one
        links[mention.id] = Link(mention=mention.id, entity=one.id, score=1.0, why="test")
    return Linked(entities=entities, links=links)
