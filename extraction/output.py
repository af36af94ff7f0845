"""What was found in a record as one JSON object, in the format and with the labels of the annotation guideline."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.link import stated_aliases
from extraction.pipeline import TEXT_KEY
from extraction.relate.guideline import guideline_key
from extraction.steps import Claims, Linked, Marked
from ontology.records import Assertion

BEYOND_GUIDELINE = frozenset({"kinOf", "classifiedAs"})
"""Relations that the guideline has no label for."""


def to_json(
    marked: Marked, linked: Linked, claims: Claims, *, all_relations: bool = False
) -> dict[str, object]:
    """One record's entities, dates, accepted relations and events; offsets count characters of its text."""
    record = marked.record
    return {
        "id": record.key.removeprefix(TEXT_KEY) if record.key.startswith(TEXT_KEY) else record.id,
        "lang": record.lang,
        "text": record.text,
        "entities": list(_entities(marked, linked)),
        "dates": [
            {
                "start": date.start,
                "end": date.end,
                "text": record.text[date.start : date.end],
                "edtf": date.date.edtf,
            }
            for date in sorted(marked.dates, key=lambda date: (date.start, date.end))
        ],
        "relations": _relations(linked, claims, all_relations=all_relations) + _aliases(marked, linked),
        "events": [
            {"trigger": [event.start, event.end], "edtf": event.date.edtf if event.date else ""}
            for event in claims.events
        ],
    }


def _entities(marked: Marked, linked: Linked) -> Iterator[dict[str, object]]:
    for mention in sorted(marked.mentions, key=lambda mention: (mention.start, mention.end)):
        entity = linked.entity_of(mention)
        yield {
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "type": mention.kind.value,
            "canonical": entity.canonical if entity else mention.text,
        }


def _relations(linked: Linked, claims: Claims, *, all_relations: bool) -> list[dict[str, object]]:
    """The accepted claims, each once, sorted."""
    said = {
        printed
        for claim in claims.assertions
        if claim.state == "accepted" and (all_relations or claim.predicate not in BEYOND_GUIDELINE)
        for printed in [_printed(claim, linked)]
    }
    return [
        {"head_canonical": head, "type": kind, "tail_canonical": tail} for head, kind, tail in sorted(said)
    ]


def _printed(claim: Assertion, linked: Linked) -> tuple[str, str, str]:
    head, label, tail = guideline_key(claim, linked)
    return linked.entities[head].canonical, label, linked.entities[tail].canonical


def _aliases(marked: Marked, linked: Linked) -> list[dict[str, object]]:
    """The pairs of names that the text itself declares to be one entity's, with the names as written."""
    found: dict[tuple[str, str], dict[str, object]] = {}
    for alias in stated_aliases(marked.record.text, marked.mentions):
        main, other = linked.entity_of(alias.main), linked.entity_of(alias.other)
        if main and other and main.id == other.id:
            found[alias.other.text, alias.main.text] = {
                "head_canonical": other.canonical,
                "type": "aliasOf",
                "tail_canonical": main.canonical,
                "head_text": alias.other.text,
                "tail_text": alias.main.text,
            }
    return [found[names] for names in sorted(found)]
