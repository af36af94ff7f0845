"""SHACL, OWL and JSON Schema, made by LinkML.

LinkML is large and only asked while developing. Where it is not installed, checksums kept beside the files tell
whether the schema or one of them has changed since they were made.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

from ontology.errors import MissingPart
from ontology.schema.load import FOLDER, ROOT, sources

SHACL, OWL, JSON_SCHEMA = "shapes.ttl", "ontology.ttl", "schema.json"
MADE = (SHACL, OWL, JSON_SCHEMA)
"""The files LinkML makes."""
CHECKSUMS = "checksums.txt"
LINKML = "linkml==1.12.1"
COMMAND = f"uv run --no-project --with {LINKML} --with opencc python -m ontology.generate"
"""Makes everything, in an environment of its own, from the root of the repository."""

_PLAIN_LABEL = re.compile(r'rdfs:label "(?:[^"\\]|\\.)*" ;\n\t?')
_TITLE = re.compile(r'dcterms:title ("(?:[^"\\]|\\.)*")')
_LABEL = re.compile(r'dm:(zh|ru|ja) ("(?:[^"\\]|\\.)*")')
_RICO = re.compile(r'dm:rico "([A-Za-z]+)"')


def available() -> bool:
    """Whether LinkML is installed here."""
    return importlib.util.find_spec("linkml") is not None


def standards(folder: Path = FOLDER) -> dict[str, str]:
    """The three files and their checksums, by name."""
    made = _made(folder / f"{ROOT}.yaml", checksums({}, folder))
    return {**made, CHECKSUMS: checksums(made, folder)}


@functools.cache
def _made(path: Path, state: str) -> dict[str, str]:
    """Each generator takes seconds, so nothing is made twice while the schema's checksums (`state`) stay."""
    return {name: make(path) for name, make in _MAKERS.items()}


def checksums(made: dict[str, str], folder: Path = FOLDER) -> str:
    """SHA-256 of each part of the schema and of each file made from it, one a line."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sources(folder)} | made
    return "".join(f"{_digest(text)}  {name}\n" for name, text in sorted(texts.items()))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _generated(module: str, generator: str, path: Path, **options: bool) -> str:
    if not available():
        raise MissingPart(
            LINKML, "SHACL, OWL and JSON Schema are made with it and it is not installed", f"Run `{COMMAND}`."
        )
    make = getattr(importlib.import_module(f"linkml.generators.{module}"), generator)
    return str(make(str(path), metadata=False, **options).serialize())


def _shacl(path: Path) -> str:
    return _generated("shaclgen", "ShaclGenerator", path, closed=False)


def _json_schema(path: Path) -> str:
    return _generated("jsonschemagen", "JsonSchemaGenerator", path).rstrip() + "\n"


def _owl(path: Path) -> str:
    """The ontology, with our labels as labels of their language and RiC-O terms as IRIs."""
    text = _generated(
        "owlgen",
        "OwlSchemaGenerator",
        path,
        type_objects=False,
        skip_vacuous_min_zero_cardinality_axioms=True,
        skip_vacuous_local_range_axioms=True,
        consolidate_cardinality_axioms=True,
    )
    text = _TITLE.sub(r"rdfs:label \1@en", _PLAIN_LABEL.sub("", text))
    text = _RICO.sub(r"skos:closeMatch rico:\1", _LABEL.sub(r"rdfs:label \2@\1", text))
    return "@prefix rico: <https://www.ica.org/standards/RiC/ontology#> .\n" + text


_MAKERS: dict[str, Callable[[Path], str]] = {SHACL: _shacl, OWL: _owl, JSON_SCHEMA: _json_schema}
