"""The documentation pages in Markdown: one for each class, each relation and each vocabulary, and their index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ontology.schema.load import LANGS, UNMAPPED, ClassTerm, EnumTerm, Schema, SlotTerm, Term

_RICO = "https://www.ica.org/standards/RiC/ontology#"
_MADE = "<!-- made by `python -m ontology.generate`; change ontology/schema/*.yaml instead -->\n"
_STANDARDS = {"crm": "CIDOC-CRM 7.1", "rico": "RiC-O 1.1"}
_ASIDES = {"extract": "In a text", "hints": "Mind", "dat18": "DA/T 18-2022"}


def pages(schema: Schema) -> dict[str, str]:
    """Every page, by its path below `docs/`."""
    found = {"index.md": _index(schema)}
    for info in schema.classes.values():
        found[f"classes/{info.name}.md"] = _class_page(schema, info)
    for slot in schema.relations():
        found[f"relations/{slot.name}.md"] = _relation_page(schema, slot)
    for enum in schema.enums.values():
        found[f"vocabularies/{enum.name}.md"] = _enum_page(enum)
    return found


def coverage(schema: Schema, standard: str) -> tuple[int, int, int]:
    """How many classes and slots have a term of a standard, how many say why not, and how many there are."""
    terms = schema.terms()
    mapped = sum(term.mapped(standard) for term in terms)
    said = sum(term.note(standard).startswith(UNMAPPED) for term in terms)
    return mapped, said, len(terms)


def _page(parts: Iterable[str]) -> str:
    return _MADE + "\n" + "\n\n".join(filter(None, parts)) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    lines = [" | ".join(head), " | ".join("---" for _ in head), *body]
    return "\n".join(f"| {line} |" for line in lines) if body else ""


def _heading(term: Term) -> Iterator[str]:
    yield f"# {term.name}"
    yield " · ".join(term.labels[lang] for lang in LANGS)
    yield term.text


def _mappings(term: Term) -> str:
    return _table(("standard", "term"), ((_STANDARDS[key], _mapping(term, key)) for key in _STANDARDS))


def _mapping(term: Term, standard: str) -> str:
    said = term.note(standard)
    if standard == "rico" and term.mapped(standard):
        return f"[{said}]({_RICO}{said})"
    return said


def _asides(term: Term) -> Iterator[str]:
    for key, title in _ASIDES.items():
        if term.note(key):
            yield f"**{title}:** {term.note(key)}"


def _class_page(schema: Schema, info: ClassTerm) -> str:
    below = [one.name for one in schema.classes.values() if one.parent == info.name]
    slots = schema.slots_of(info.name)
    plain = [slot for slot in slots if not slot.is_relation]
    relations = [slot for slot in slots if slot.is_relation]
    coming = [slot for slot in schema.relations() if info.name in schema.tails(slot.name)]
    return _page(
        (
            *_heading(info),
            f"A kind of [{info.parent}]({info.parent}.md)." if info.parent else "",
            f"Its kinds: {', '.join(f'[{one}]({one}.md)' for one in below)}." if below else "",
            _neo4j(info),
            _mappings(info),
            *_asides(info),
            _section("Properties", _properties(schema, plain)),
            _section("Relations from it", _links(relations, "../relations")),
            _section("Relations to it", _links(coming, "../relations")),
        )
    )


def _neo4j(info: ClassTerm) -> str:
    return f"Label in Neo4j: `{info.note('pg_label')}`" if info.note("pg_label") else ""


def _section(title: str, body: str) -> str:
    return f"## {title}\n\n{body}" if body else ""


def _properties(schema: Schema, slots: Iterable[SlotTerm]) -> str:
    rows = (
        (
            f"`{slot.name}`",
            " · ".join(slot.labels[lang] for lang in LANGS),
            slot.text,
            _holds(schema, slot),
            _mapping(slot, "crm"),
            _mapping(slot, "rico"),
        )
        for slot in slots
    )
    return _table(("name", "labels", "meaning", "holds", *_STANDARDS.values()), rows)


def _holds(schema: Schema, slot: SlotTerm) -> str:
    found = []
    for name in slot.ranges:
        if name in schema.classes:
            found.append(f"[{name}]({name}.md)")
        elif name in schema.enums:
            found.append(f"[{name}](../vocabularies/{name}.md)")
        else:
            found.append(name)
    number = ("1" if slot.required else "0") + ("..n" if slot.multivalued else "..1")
    return f"{' or '.join(found)}, {number}"


def _links(slots: Iterable[SlotTerm], folder: str) -> str:
    return "\n".join(f"- [{slot.name}]({folder}/{slot.name}.md): {slot.text}" for slot in slots)


def _relation_page(schema: Schema, slot: SlotTerm) -> str:
    def names(found: tuple[str, ...]) -> str:
        return ", ".join(f"[{name}](../classes/{name}.md)" for name in found)

    return _page(
        (
            *_heading(slot),
            f"From {names(schema.heads(slot.name))} to {names(schema.tails(slot.name))}."
            + (" It holds in both directions." if slot.symmetric else ""),
            f"Edge in Neo4j: `{slot.edge}`"
            if slot.edge
            else "Kept in tables; it makes no edge of the graph.",
            _mappings(slot),
            *_asides(slot),
        )
    )


def _enum_page(enum: EnumTerm) -> str:
    rows = ((f"`{word.name}`", *(word.labels[lang] for lang in LANGS)) for word in enum.words)
    return _page((f"# {enum.name}", enum.text, _table(("word", *LANGS), rows)))


def _index(schema: Schema) -> str:
    parts = ["# The schema", f"Version {schema.version}; base IRI `{schema.base}`.", _coverage(schema)]
    for part, title in schema.parts.items():
        classes = [info for info in schema.classes.values() if info.part == part]
        relations = [slot for slot in schema.relations() if slot.part == part]
        enums = [enum for enum in schema.enums.values() if enum.part == part]
        parts += [
            f"## {title}",
            "\n".join(
                f"- [{one.name}](classes/{one.name}.md) {one.labels['zh']}: {one.text}" for one in classes
            ),
            _links(relations, "relations"),
            "\n".join(f"- [{one.name}](vocabularies/{one.name}.md): {one.text}" for one in enums),
        ]
    return _page(parts)


def _coverage(schema: Schema) -> str:
    rows = ((title, *(str(number) for number in coverage(schema, key))) for key, title in _STANDARDS.items())
    return _table(("standard", "mapped", "unmapped with a reason", "classes and slots"), rows)
