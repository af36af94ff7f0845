"""What code and stores may use: the kinds and relations as JSON, constraints and indexes for Neo4j."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ontology.schema.load import Schema, SlotTerm

PREFIX = "dangmai"
"""Every constraint and index bears it, so that a shared server shows whose they are."""


def kinds_json(schema: Schema) -> str:
    """The kinds and the relations a claim may state, one a line; `ontology.kinds` reads it."""
    kinds = [_line(_kind(schema, name)) for name in schema.classes if schema.kind(name)]
    relations = [_line(_relation(schema, slot)) for slot in claimable(schema)]
    return (
        '{\n"kinds": [\n' + ",\n".join(kinds) + '\n],\n"relations": [\n' + ",\n".join(relations) + "\n]\n}\n"
    )


def claimable(schema: Schema) -> tuple[SlotTerm, ...]:
    """The relations that become edges between kinds."""
    return tuple(
        slot
        for slot in schema.relations()
        if slot.edge and _kinds(schema, schema.heads(slot.name)) and _kinds(schema, schema.tails(slot.name))
    )


def constraints_cypher(schema: Schema) -> str:
    """Statements that make ids unique and lookups quick; each may run twice."""
    statements = [*_unique(schema), *_indexes(schema), "CALL db.awaitIndexes(300);"]
    return "\n".join(statements) + "\n"


def _line(entry: dict[str, object]) -> str:
    return json.dumps(entry, ensure_ascii=False)


def _kind(schema: Schema, name: str) -> dict[str, object]:
    info = schema.classes[name]
    return {
        "kind": info.note("kind"),
        "label": info.note("pg_label"),
        "zh": info.labels["zh"],
        "ru": info.note("ru_plural"),
        "ja": info.labels["ja"],
        "en": info.note("en_plural"),
        "color": info.note("color"),
        "icon": info.note("icon"),
        "crm": info.note("crm"),
        "rico": info.note("rico"),
    }


def _relation(schema: Schema, slot: SlotTerm) -> dict[str, object]:
    return {
        "name": slot.name,
        "heads": _kinds(schema, schema.heads(slot.name)),
        "tails": _kinds(schema, schema.tails(slot.name)),
        "zh": slot.labels["zh"],
        "ru": slot.labels["ru"],
        "ja": slot.labels["ja"],
        "en": slot.labels["en"],
        "crm": slot.note("crm"),
        "rico": slot.note("rico"),
    }


def _kinds(schema: Schema, names: tuple[str, ...]) -> list[str]:
    return sorted(filter(None, map(schema.kind, names)))


def _unique(schema: Schema) -> Iterator[str]:
    for info in schema.classes.values():
        label, key = info.note("pg_label"), info.note("pg_key")
        if key:
            name = f"{PREFIX}_{_short(label)}_{key}"
            yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE;"


def _indexes(schema: Schema) -> Iterator[str]:
    for info in schema.classes.values():
        label = info.note("pg_label")
        for columns in filter(None, (part.split() for part in info.note("pg_index").split(";"))):
            name = f"{PREFIX}_{_short(label)}_{columns[0]}"
            on = ", ".join(f"n.{column}" for column in columns)
            yield f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON ({on});"


def _short(label: str) -> str:
    return label.removeprefix("Dangmai").lower()
