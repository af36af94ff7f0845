"""Search: passages, things and facets for what somebody typed, in any script and under any name."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass

from kg.queries.overviews import Count
from kg.queries.passages import page_number
from kg.queries.sight import EntityRef, RecordRef, Sight
from kg.queries.statements import ask
from kg.queries.terms import NameIndex, Term, expression, highlights, terms_of
from kg.queries.themes import members, theme_label, themes_of
from kg.records.reader import ArchiveReader
from kg.records.rows import Passage as Found
from ontology.access import Audience
from ontology.authority import Authority
from ontology.kinds import Kind
from ontology.records import Entity

Row = sqlite3.Row

ENTITY_HITS = 12
"""How many things a page of hits shows above the passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFilters:
    """What narrows a search; an empty field narrows nothing."""

    kinds: tuple[Kind, ...] = ()
    languages: tuple[str, ...] = ()
    lo: int = 0  # first day, YYYYMMDD
    hi: int = 0  # last day
    themes: tuple[str, ...] = ()  # ids in the authority file
    fonds: tuple[str, ...] = ()


NO_FILTERS = SearchFilters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that answers a search, with the spans to mark in it (counted in the record's text)."""

    record: RecordRef
    start: int
    end: int
    text: str
    highlights: tuple[tuple[int, int], ...]
    score: float  # higher is better
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityHit:
    """A thing whose name answers a search, and how many records name it."""

    entity: EntityRef
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """A name in the query, whose it is, and under which names it was looked for too."""

    words: str
    entities: tuple[EntityRef, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many of the records that were found fall under each value."""

    languages: tuple[Count, ...] = ()
    fonds: tuple[Count, ...] = ()
    kinds: tuple[Count, ...] = ()
    themes: tuple[tuple[Count, str], ...] = ()  # with the theme's name


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """One page of answers."""

    query: str
    total: int  # passages
    records: int
    hits: tuple[Hit, ...]
    entities: tuple[EntityHit, ...]
    expanded_with: tuple[Expansion, ...]
    facets: Facets
    offset: int
    limit: int


class Search:
    """Searching one archive for one audience; keep it while the archive does not change."""

    def __init__(
        self,
        archive: ArchiveReader,
        audience: Audience,
        *,
        lang: str = "zh",
        authority: Authority | None = None,
    ) -> None:
        """Collect the names that a query may be widened by."""
        self.sight = Sight(archive, audience, lang=lang, authority=authority)
        self.names = NameIndex(self.sight)

    def page(
        self, text: str, *, filters: SearchFilters = NO_FILTERS, limit: int = 20, offset: int = 0
    ) -> SearchPage:
        """Answers to a query; an empty one lists the records that fit the filters."""
        terms = terms_of(text, self.names)
        rows = self._rows(expression(terms), filters) if terms else self._listing(filters)
        found = tuple(dict.fromkeys(str(row["record"]) for row in rows))
        return SearchPage(
            query=text,
            total=len(rows),
            records=len(found),
            hits=tuple(hit_at(self.sight, _found(row), terms) for row in rows[offset : offset + limit]),
            entities=self._entity_hits(text, terms, filters),
            expanded_with=tuple(self._expansion(term) for term in terms if term.aliases),
            facets=facets_of(self.sight, found),
            offset=offset,
            limit=limit,
        )

    def _rows(self, words: str, filters: SearchFilters) -> list[Row]:
        if not words:
            return []
        values = {**filter_values(self.sight, filters), "expression": words}
        return list(ask(self.sight.archive, "hits", audience=self.sight.audience, **values))

    def _listing(self, filters: SearchFilters) -> list[Row]:
        values = filter_values(self.sight, filters)
        return list(ask(self.sight.archive, "listing", audience=self.sight.audience, **values))

    def _entity_hits(
        self, text: str, terms: tuple[Term, ...], filters: SearchFilters
    ) -> tuple[EntityHit, ...]:
        """Things that the query names, then things whose names hold what was typed."""
        if not text.strip():
            return ()
        named = (self.sight.entity(one) for term in terms for one in term.entities)
        found = {one.id: one for one in (*named, *self.names.matching(text)) if one}
        fitting = [one for one in found.values() if not filters.kinds or one.kind in filters.kinds]
        return tuple(map(self._entity_hit, fitting[:ENTITY_HITS]))

    def _entity_hit(self, entity: Entity) -> EntityHit:
        rows = ask(self.sight.archive, "records_of_entity", audience=self.sight.audience, entity=entity.id)
        return EntityHit(entity=self.sight.ref_to(entity), records=sum(1 for _ in rows))

    def _expansion(self, term: Term) -> Expansion:
        return Expansion(words=term.words, entities=self.sight.refs(term.entities), aliases=term.aliases)


def search(
    archive: ArchiveReader,
    text: str,
    *,
    audience: Audience,
    filters: SearchFilters = NO_FILTERS,
    limit: int = 20,
    offset: int = 0,
    lang: str = "zh",
) -> SearchPage:
    """One page of answers; who asks often keeps a `Search` instead."""
    return Search(archive, audience, lang=lang).page(text, filters=filters, limit=limit, offset=offset)


def filter_values(sight: Sight, filters: SearchFilters) -> dict[str, object]:
    """The parameters by which the statements narrow a search."""
    themed = members(sight) if filters.themes else {}
    entities = sorted({one.entity.id for theme in filters.themes for one in themed.get(theme, ())})
    return {
        "languages": json.dumps(filters.languages),
        "fonds": json.dumps(filters.fonds),
        "kinds": json.dumps([kind.value for kind in filters.kinds]),
        "lo": filters.lo,
        "hi": filters.hi or (99991231 if filters.lo else 0),
        "themed": int(bool(filters.themes)),
        "entities": json.dumps(entities),
    }


def _found(row: Row) -> Found:
    return Found(record=row["record"], start=row["start"], end=row["end"], score=row["score"])


def hit_at(sight: Sight, found: Found, terms: tuple[Term, ...] = ()) -> Hit:
    """A passage that was found, as it is shown."""
    record = sight.record(found.record)
    ref = sight.record_ref(found.record)
    assert ref is not None  # the record was readable a line ago
    text = record.text[found.start : found.end]
    return Hit(
        record=ref,
        start=found.start,
        end=found.end,
        text=text,
        highlights=highlights(text, terms, offset=found.start),
        score=found.score,
        page=page_number(sight, record.id, found.start),
    )


def facets_of(sight: Sight, records: tuple[str, ...]) -> Facets:
    """What the records that were found could be narrowed by."""
    wanted = json.dumps(records)
    rows = list(ask(sight.archive, "facets", audience=sight.audience, records=wanted))

    def of(facet: str) -> tuple[Count, ...]:
        return tuple(Count(word=row["word"], number=row["number"]) for row in rows if row["facet"] == facet)

    return Facets(
        languages=of("language"), fonds=of("fonds"), kinds=of("kind"), themes=_theme_facet(sight, wanted)
    )


def _theme_facet(sight: Sight, wanted: str) -> tuple[tuple[Count, str], ...]:
    """In how many of the found records a theme occurs."""
    found: dict[str, set[str]] = {}
    rows = ask(sight.archive, "entities_in", audience=sight.audience, records=wanted)
    for row in list(rows):
        entity = sight.entity(row["id"])
        for one in themes_of(sight, entity) if entity else ():
            found.setdefault(one.theme, set()).add(row["record"])
    counts = Counter({theme: len(records) for theme, records in found.items()})
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple((Count(word=theme, number=number), theme_label(sight, theme)) for theme, number in ordered)
