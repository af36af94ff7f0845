"""The schema as frozen nouns: read from the YAML files of this folder, in their order, and checked.

This is the small part of LinkML that the generators need; LinkML itself is only asked for SHACL, OWL and JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ontology.errors import BadInput

FOLDER = Path(__file__).resolve().parent
ROOT = "dangmai"
LANGS = ("zh", "ru", "ja", "en")
SCALARS = frozenset({"string", "integer", "float", "boolean", "uri"})
UNMAPPED = "unmapped: "

# The same language, six times as fast where libyaml is there.
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_Data = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What a class, a slot, a vocabulary and a word of one have in common."""

    name: str
    part: str  # the file that defines it
    text: str  # the definition
    labels: Mapping[str, str]  # by language
    notes: Mapping[str, str]  # the other annotations

    def note(self, key: str) -> str:
        """One annotation, empty where there is none."""
        return self.notes.get(key, "")

    def mapped(self, standard: str) -> bool:
        """Whether a standard has a word for it."""
        return bool(self.note(standard)) and not self.note(standard).startswith(UNMAPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTerm(Term):
    """A class: what it is a kind of, and the slots it adds."""

    parent: str = ""
    abstract: bool = False
    own_slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotTerm(Term):
    """A property or a relation: what it may hold."""

    ranges: tuple[str, ...] = ()
    multivalued: bool = False
    required: bool = False
    inlined: bool = False
    symmetric: bool = False
    identifier: bool = False

    @property
    def is_relation(self) -> bool:
        """Whether it is a relation of its own standing; the others are properties."""
        return "pg_edge" in self.notes

    @property
    def edge(self) -> str:
        """Its Neo4j relationship type, empty where it never becomes an edge."""
        return "" if self.note("pg_edge") == "none" else self.note("pg_edge")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumTerm(Term):
    """A closed vocabulary with its words."""

    words: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Everything the YAML files say, in their order."""

    prefixes: Mapping[str, str]
    version: str
    parts: Mapping[str, str]  # title of each file
    classes: Mapping[str, ClassTerm]
    slots: Mapping[str, SlotTerm]
    enums: Mapping[str, EnumTerm]

    @property
    def base(self) -> str:
        """The IRI under which our own words stand."""
        return self.prefixes["dm"]

    def slots_of(self, name: str) -> tuple[SlotTerm, ...]:
        """All slots of a class, those of its ancestors first."""
        info = self.classes[name]
        above = self.slots_of(info.parent) if info.parent else ()
        return (*above, *(self.slots[one] for one in info.own_slots))

    def concrete(self, name: str) -> tuple[str, ...]:
        """The classes that a class stands for: itself and its descendants, without abstract ones."""
        return tuple(
            info.name
            for info in self.classes.values()
            if not info.abstract and name in self._lineage(info.name)
        )

    def heads(self, slot: str) -> tuple[str, ...]:
        """The concrete classes that have a slot."""
        return tuple(
            info.name
            for info in self.classes.values()
            if not info.abstract and slot in {one.name for one in self.slots_of(info.name)}
        )

    def tails(self, slot: str) -> tuple[str, ...]:
        """The concrete classes that a slot may point at; none for plain values."""
        ranges = (one for one in self.slots[slot].ranges if one in self.classes)
        found = {name for one in ranges for name in self.concrete(one)}
        return tuple(name for name in self.classes if name in found)

    def kind(self, name: str) -> str:
        """The kind of entity that a class is in code, empty where it is none."""
        return self.classes[name].note("kind")

    def relations(self) -> tuple[SlotTerm, ...]:
        """Every relation between classes."""
        return tuple(slot for slot in self.slots.values() if slot.is_relation)

    def terms(self) -> tuple[Term, ...]:
        """Every class and slot, each of which needs its mappings."""
        return (*self.classes.values(), *self.slots.values())

    def _lineage(self, name: str) -> Iterator[str]:
        while name:
            yield name
            name = self.classes[name].parent


def sources(folder: Path = FOLDER) -> tuple[Path, ...]:
    """The YAML files in the order in which the root file imports them."""
    root = folder / f"{ROOT}.yaml"
    imports = _strings(_read(root).get("imports"))
    return (root, *(folder / f"{name}.yaml" for name in imports if ":" not in name))


def load_schema(folder: Path = FOLDER) -> Schema:
    """Read and check the schema."""
    root, *parts = sources(folder)
    head = _read(root)
    read = {path.stem: _read(path) for path in parts}
    schema = Schema(
        prefixes={key: str(iri) for key, iri in _mapping(head.get("prefixes")).items()},
        version=str(head["version"]),
        parts={name: str(data["title"]) for name, data in read.items()},
        classes={name: _class(name, part, data) for name, part, data in _entries(read, "classes")},
        slots={name: _slot(name, part, data) for name, part, data in _entries(read, "slots")},
        enums={name: _enum(name, part, data) for name, part, data in _entries(read, "enums")},
    )
    _check(schema)
    return schema


def _read(path: Path) -> _Data:
    try:
        return _mapping(yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER))
    except FileNotFoundError as error:
        raise BadInput(path.name, "this part of the schema is missing", "Restore ontology/schema.") from error
    except yaml.YAMLError as error:
        raise BadInput(path.name, f"is not YAML ({error})", "Mend the line it names.") from error


def _entries(read: Mapping[str, _Data], section: str) -> Iterator[tuple[str, str, _Data]]:
    seen: dict[str, str] = {}
    for part, data in read.items():
        for name, entry in _mapping(data.get(section)).items():
            if name in seen:
                raise BadInput(part, f"{name} also stands in {seen[name]}", "Define it once.")
            seen[name] = part
            yield name, part, _mapping(entry)


def _mapping(value: object) -> dict[str, object]:
    return {str(key): one for key, one in value.items()} if isinstance(value, dict) else {}


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _said(data: _Data) -> tuple[str, dict[str, str], dict[str, str]]:
    """Definition, labels and other annotations of an entry."""
    notes = {key: str(value) for key, value in _mapping(data.get("annotations")).items()}
    labels = {lang: notes.pop(lang) for lang in LANGS if lang in notes}
    if "title" in data:
        labels["en"] = str(data["title"])
    return str(data.get("description", "")), labels, notes


def _class(name: str, part: str, data: _Data) -> ClassTerm:
    text, labels, notes = _said(data)
    return ClassTerm(
        name=name,
        part=part,
        text=text,
        labels=labels,
        notes=notes,
        parent=str(data.get("is_a", "")),
        abstract=bool(data.get("abstract")),
        own_slots=_strings(data.get("slots")),
    )


def _slot(name: str, part: str, data: _Data) -> SlotTerm:
    text, labels, notes = _said(data)
    options = data.get("any_of")
    either = tuple(str(_mapping(one)["range"]) for one in options) if isinstance(options, list) else ()
    return SlotTerm(
        name=name,
        part=part,
        text=text,
        labels=labels,
        notes=notes,
        ranges=either or (str(data.get("range", "string")),),
        multivalued=bool(data.get("multivalued")),
        required=bool(data.get("required")),
        inlined=bool(data.get("inlined")),
        symmetric=bool(data.get("symmetric")),
        identifier=bool(data.get("identifier")),
    )


def _enum(name: str, part: str, data: _Data) -> EnumTerm:
    text, labels, notes = _said(data)
    words = []
    for word, entry in _mapping(data.get("permissible_values")).items():
        word_text, word_labels, word_notes = _said(_mapping(entry))
        words.append(Term(name=word, part=part, text=word_text, labels=word_labels, notes=word_notes))
    return EnumTerm(name=name, part=part, text=text, labels=labels, notes=notes, words=tuple(words))


def _check(schema: Schema) -> None:
    known = {*schema.classes, *schema.enums, *SCALARS}
    for info in schema.classes.values():
        _refuse(info, [one for one in (info.parent,) if one and one not in schema.classes], "is no class")
        _refuse(info, [one for one in info.own_slots if one not in schema.slots], "is no slot")
    used = {slot for info in schema.classes.values() for slot in info.own_slots}
    for slot in schema.slots.values():
        _refuse(slot, [one for one in slot.ranges if one not in known], "is no class, vocabulary or type")
        _refuse(slot, [slot.name] if slot.name not in used else [], "belongs to no class")


def _refuse(term: Term, wrong: list[str], reason: str) -> None:
    if wrong:
        raise BadInput(f"{term.part}.yaml, {term.name}", f"{wrong[0]} {reason}", "Correct the schema.")
