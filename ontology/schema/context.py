"""The JSON-LD context: which IRI each word of our JSON stands for."""

from __future__ import annotations

import json

from ontology.schema.load import Schema, SlotTerm

_XSD = {"integer": "xsd:integer", "float": "xsd:double", "boolean": "xsd:boolean", "uri": "@id"}


def context_jsonld(schema: Schema) -> str:
    """One entry for every class, property and relation."""
    words: dict[str, object] = {"@version": 1.1}
    words |= {key: iri for key, iri in schema.prefixes.items() if key != "linkml"}
    words["xsd"] = "http://www.w3.org/2001/XMLSchema#"
    words |= {name: f"dm:{name}" for name in schema.classes}
    words |= {slot.name: _slot(schema, slot) for slot in schema.slots.values()}
    return json.dumps({"@context": words}, ensure_ascii=False, indent=1) + "\n"


def _slot(schema: Schema, slot: SlotTerm) -> object:
    if slot.identifier:
        return "@id"
    entry = {"@id": f"dm:{slot.name}"}
    if slot.ranges[0] in schema.classes and not slot.inlined:
        entry["@type"] = "@id"
    elif slot.ranges[0] in _XSD:
        entry["@type"] = _XSD[slot.ranges[0]]
    if slot.multivalued:
        entry["@container"] = "@set"  # order has its own words (start, page_number, position)
    return entry
