"""Why something stands in the archive: the chain from a claim or a thing back to its pages, in words."""

from __future__ import annotations

from collections.abc import Iterator

from app.decided import Decided, decided
from kg.queries import relation_label
from kg.records import Archive, LinkedMention, Sourced
from ontology.decisions import Verb
from ontology.records import Assertion, Entity, Evidence, Link, Mention, Record

STEPS = {"recognize": "recogniser", "link": "linker", "relate": "relator"}
"""The steps whose versions are kept, as they are called here."""
_AROUND = 12
"""Characters shown on each side of a name."""


def why_claim(archive: Archive, sourced: Sourced) -> Iterator[str]:
    """The chain of a claim, a line each: claim, evidence with its page and lines, names, versions, decisions."""
    claim = sourced.assertion
    yield f"Claim {claim.id}: {_in_words(archive, claim)}"
    yield f"  {claim.state}; said as {claim.modality}, {claim.polarity}; confidence {claim.confidence:.2f}"
    yield f"  made by {claim.made_by}"
    for number, evidence in enumerate(claim.evidence, start=1):
        record = archive.record(evidence.record)
        if record is None:
            continue
        yield f"Evidence {number}: {_place(record, evidence.start, evidence.end)}"
        yield f"  “{_plain(evidence.quote)}”"
        for mention, link in _named_in(archive, evidence, {claim.subject, claim.object}):
            yield from _mention_lines(archive, record, mention, link)
    yield from _versions(archive)
    yield from _decisions(archive, {claim.id, claim.subject, claim.object}, record_mentions(archive, claim))


def why_thing(archive: Archive, entity: Entity, *, most: int = 20) -> Iterator[str]:
    """The chain of a thing: what it is, the names it is read from with their pages, its claims, versions, decisions.

    Args:
        archive: where it is kept.
        entity: the thing.
        most: names that are shown at most; the others are counted.
    """
    yield f"{entity.kind} {entity.id}: {entity.canonical}"
    origin = (
        f"entry {entity.authority} of the authority files"
        if entity.authority
        else "known from mentions alone"
    )
    yield f"  {origin}{', ' + entity.certainty if entity.certainty != 'certain' else ''}"
    named = archive.mentions_of(entity.id)
    yield f"Named {len(named)} times:"
    for one in named[:most]:
        yield from _linked_lines(archive, one)
    if len(named) > most:
        yield f"  … and {len(named) - most} more"
    claims = archive.assertions_of(entity.id)
    yield f"Claims ({len(claims)}), each with its own chain:"
    for sourced in claims[:most]:
        yield f"  {sourced.assertion.id} {_in_words(archive, sourced.assertion)} ({sourced.assertion.state})"
    if len(claims) > most:
        yield f"  … and {len(claims) - most} more"
    yield from _versions(archive)
    about = {entity.id, *(one.assertion.id for one in claims)}
    yield from _decisions(archive, about, {one.mention.id for one in named})


def record_mentions(archive: Archive, claim: Assertion) -> set[str]:
    """The ids of the names of a claim's ends in its evidence."""
    ends = {claim.subject, claim.object}
    return {mention.id for one in claim.evidence for mention, _ in _named_in(archive, one, ends)}


def _named_in(archive: Archive, evidence: Evidence, ends: set[str]) -> Iterator[tuple[Mention, Link]]:
    """The names within a piece of evidence that stand for one of some things."""
    links = archive.links(evidence.record)
    for mention in archive.mentions(evidence.record):
        link = links.get(mention.id)
        if link and link.entity in ends and evidence.start <= mention.start and mention.end <= evidence.end:
            yield mention, link


def _linked_lines(archive: Archive, one: LinkedMention) -> Iterator[str]:
    record = archive.record(one.mention.record)
    if record is not None:
        yield f"  {_place(record, one.mention.start, one.mention.end)} ({one.access.value})"
        yield from _mention_lines(archive, record, one.mention, one.link)


def _mention_lines(archive: Archive, record: Record, mention: Mention, link: Link) -> Iterator[str]:
    before = record.text[max(0, mention.start - _AROUND) : mention.start]
    after = record.text[mention.end : mention.end + _AROUND]
    entity = archive.entity(link.entity)
    yield f"  {mention.id} “{_plain(before)}[{_plain(mention.text)}]{_plain(after)}”"
    yield f"    a {mention.kind}, found by {', '.join(mention.found_by)} ({mention.score:.2f})"
    yield f"    stands for {entity.canonical if entity else link.entity} ({link.score:.2f}): {link.why}"
    others = [(archive.entity(other), score) for other, score in link.candidates if other != link.entity]
    named = [f"{other.canonical} ({score:.2f})" for other, score in others if other]
    if named:
        yield f"    might be {', '.join(named)}"


def _place(record: Record, start: int, end: int) -> str:
    """Where a stretch of a record stands: record, page, lines and image."""
    code = record.description.ref_code
    words = [f"{code} {record.title}" if code else record.title]
    page = record.page_at(start)
    if page is None:
        return f"{words[0]} [{start}:{end}]"
    words.append(f"page {page.number}")
    lines = [
        number for number, line in enumerate(page.lines, start=1) if line.start < end and start < line.end
    ]
    if not page.lines:  # no scan: lines as they are written
        first = record.text.count("\n", page.start, start) + 1
        lines = list(range(first, first + record.text.count("\n", start, end) + 1))
    if lines:
        words.append(f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]}–{lines[-1]}")
    if page.image:
        words.append(f"image {page.image}")
    return f"{', '.join(words)} [{start}:{end}]"


def _in_words(archive: Archive, claim: Assertion) -> str:
    head, tail = (archive.entity(end) for end in (claim.subject, claim.object))
    said = f"{head.canonical if head else '?'} —{relation_label(claim.predicate, 'zh')}→ {tail.canonical if tail else '?'}"
    notes = [claim.role, claim.when.edtf if claim.when else ""]
    return ", ".join([said, *filter(None, notes)])


def _versions(archive: Archive) -> Iterator[str]:
    said = [
        f"{name} {version}" for step, name in STEPS.items() if (version := archive.meta(f"{step} version"))
    ]
    yield f"Versions: {', '.join(said) if said else 'none are kept; build again to keep them'}"


def _decisions(archive: Archive, about: set[str], names: set[str]) -> Iterator[str]:
    """The decisions about some claims and things, and about names in texts; those taken back too."""
    every = decided(archive)
    found = [one for one in every if (about | names) & set(one.decision.subjects)]
    ids = {one.decision.id for one in found}
    found += [one for one in every if one.decision.verb is Verb.UNDO and ids & set(one.decision.subjects)]
    yield f"Decisions ({len(found)}):" if found else "Decisions: none."
    for one in sorted(found, key=lambda each: each.decision.ordinal):
        yield f"  {_decision(one)}"


def _decision(one: Decided) -> str:
    said = one.decision
    value = f" → {said.value}" if said.value else ""
    state = f" — {one.state}" if one.state else ""
    return f"{said.ordinal} {said.verb} {', '.join(one.about)}{value} [{said.who}] {said.reason}{state}"


def _plain(text: str) -> str:
    return " ".join(text.split())
