"""The vocabularies as SKOS: themes, periods, and eras with calendars, from the authority files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ontology.authority import Authority, Entry
from ontology.schema.load import Schema

_PREFIXES = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    "@prefix dcterms: <http://purl.org/dc/terms/> .",
)
_TITLES = {
    "themes": {"zh": "主题词表", "ru": "Тематический словарь", "ja": "主題語彙", "en": "Themes"},
    "periods": {"zh": "历史时期", "ru": "Периоды", "ja": "時期", "en": "Periods"},
    "eras": {"zh": "年号与历法", "ru": "Эры и календари", "ja": "元号と暦", "en": "Eras and calendars"},
}
"""The three vocabularies and what they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One word of a vocabulary with its ties."""

    entry: Entry
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The authority id."""
        return self.entry.id


def vocabularies(authority: Authority) -> Mapping[str, tuple[Concept, ...]]:
    """The concepts of each vocabulary, ties completed in both directions, sorted by id."""
    periods = [one for one in authority.entries.values() if one.id.startswith("C")]
    return {
        "themes": _concepts(authority.themes()),
        "periods": _concepts(periods),
        "eras": _concepts(authority.eras.values()),
    }


def skos_ttl(schema: Schema, authority: Authority) -> str:
    """All vocabularies in Turtle, one statement a line so that a change shows as what it is."""
    lines = [f"@prefix dm: <{schema.base}> .", *_PREFIXES]
    for name, concepts in vocabularies(authority).items():
        lines += ["", *_scheme(name, concepts)]
        for concept in concepts:
            lines += ["", *_statements(name, concept)]
    return "\n".join(lines) + "\n"


def _concepts(entries: Iterable[Entry]) -> tuple[Concept, ...]:
    by_id = {entry.id: entry for entry in sorted(entries, key=lambda entry: entry.id)}
    up = {id_: tuple(one for one in entry.ids("broader") if one in by_id) for id_, entry in by_id.items()}
    beside = {id_: set(entry.ids("related")) & set(by_id) for id_, entry in by_id.items()}
    return tuple(
        Concept(
            entry=entry,
            broader=up[id_],
            narrower=tuple(one for one in by_id if id_ in up[one]),
            related=_related(id_, beside, up),
        )
        for id_, entry in by_id.items()
    )


def _related(id_: str, beside: Mapping[str, set[str]], up: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Ties in both directions; SKOS forbids them between a concept and what stands above or below it."""
    found = beside[id_] | {one for one, others in beside.items() if id_ in others}
    return tuple(
        sorted(
            one for one in found if one not in _above(id_, up) and id_ not in _above(one, up) and one != id_
        )
    )


def _above(id_: str, up: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(up[id_])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += up[one]
    return found


def _scheme(name: str, concepts: Sequence[Concept]) -> Iterator[str]:
    yield f"dm:{name} a skos:ConceptScheme ."
    for lang, title in _TITLES[name].items():
        yield f"dm:{name} skos:prefLabel {_quoted(title, lang)} ."
    for concept in concepts:
        if not concept.broader:
            yield f"dm:{name} skos:hasTopConcept dm:{concept.id} ."


def _statements(scheme: str, concept: Concept) -> Iterator[str]:
    me, entry = f"dm:{concept.id}", concept.entry
    yield f"{me} a skos:Concept ."
    yield f"{me} skos:inScheme dm:{scheme} ."
    yield f"{me} skos:notation {_quoted(concept.id)} ."
    yield from (f"{me} skos:{label} ." for label in _labels(entry))
    yield from (f"{me} skos:broader dm:{one} ." for one in concept.broader)
    yield from (f"{me} skos:narrower dm:{one} ." for one in concept.narrower)
    yield from (f"{me} skos:related dm:{one} ." for one in concept.related)
    if not concept.broader:
        yield f"{me} skos:topConceptOf dm:{scheme} ."
    for predicate, text in _notes(entry):
        yield f"{me} {predicate} {text} ."


def _labels(entry: Entry) -> Iterator[str]:
    """One preferred label a language; every other name is an alternative."""
    preferred: set[str] = set()
    said: set[tuple[str, str]] = set()
    for name in entry.names:
        if (name.text, name.lang) in said:
            continue
        said.add((name.text, name.lang))
        first = name.type == "preferred" and name.lang not in preferred
        preferred |= {name.lang} if first else set()
        yield f"{'prefLabel' if first else 'altLabel'} {_quoted(name.text, name.lang)}"


def _notes(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.fields.get("scope"):
        yield "skos:scopeNote", _quoted(entry.fields["scope"], "zh")
    if entry.note:
        yield "skos:note", _quoted(entry.note, "zh")
    span = entry.fields.get("period") or "/".join(filter(None, (entry.begin, entry.end)))
    if span:
        yield "dcterms:temporal", _quoted(span)
    for history in filter(None, entry.fields.get("four_histories", "").split("|")):
        yield "dm:four_histories", _quoted(history, "zh")
    yield "dcterms:source", _quoted(entry.source)
    yield "dm:certainty", _quoted(entry.certainty)


def _quoted(text: str, lang: str = "") -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"' + (f"@{lang}" if lang else "")
