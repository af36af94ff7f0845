"""Makes everything that follows from the schema: `python -m ontology.generate`, with `--check` to compare only.

Run it after a change in ontology/schema/*.yaml or in the themes, periods and eras of data/authority. Whitelists,
constraints, JSON-LD context, SKOS and pages need nothing but this project; SHACL, OWL and JSON Schema need LinkML
(the command stands in `ontology.schema.standards.COMMAND`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ontology.errors import ArchiveError
from ontology.schema import standards
from ontology.schema.context import context_jsonld
from ontology.schema.load import FOLDER, Schema, load_schema
from ontology.schema.pages import pages
from ontology.schema.whitelist import constraints_cypher, kinds_json

GENERATED = FOLDER / "generated"
"""Where everything generated lies."""


def own_outputs(schema: Schema) -> Iterator[tuple[str, str]]:
    """The files we make ourselves, with their text; the whitelist first, since reading themes needs it."""
    yield "kinds.json", kinds_json(schema)
    yield "constraints.cypher", constraints_cypher(schema)
    yield "context.jsonld", context_jsonld(schema)
    yield from ((f"docs/{path}", text) for path, text in pages(schema).items())
    yield "vocabularies.ttl", _skos(schema)


def drift(folder: Path = GENERATED) -> list[str]:
    """The generated files that do not say what the schema says, or that nothing makes any more."""
    wanted = dict(own_outputs(load_schema()))
    if standards.available():
        wanted |= standards.standards()
    else:
        made = {name: _text(folder / name) for name in standards.MADE}
        wanted |= made | {standards.CHECKSUMS: standards.checksums(made)}
    differing = [name for name, text in wanted.items() if _text(folder / name) != text]
    return sorted({*differing, *(_files(folder) - set(wanted))})


def write(folder: Path = GENERATED) -> list[str]:
    """Make every file anew; without LinkML those it makes stay as they are. Returns what changed."""
    made, schema = [], load_schema()
    for name, text in own_outputs(schema):
        made += _write(folder / name, name, text)
    if standards.available():
        for name, text in standards.standards().items():
            made += _write(folder / name, name, text)
    for name in sorted(path for path in _files(folder) if path.startswith("docs/")):
        if name not in {f"docs/{path}" for path in pages(schema)}:
            (folder / name).unlink()
            made.append(name)
    return made


def main(arguments: Sequence[str]) -> int:
    """Write, or with `--check` compare; 1 where files and schema differ."""
    try:
        changed = [] if "--check" in arguments else write()
        wrong = drift()
    except ArchiveError as error:
        print(error, file=sys.stderr)
        return 2
    for name in changed:
        print(f"made {name}")
    for name in wrong:
        print(f"{name} does not follow from the schema", file=sys.stderr)
    if wrong:
        print(f"Run `{standards.COMMAND}`.", file=sys.stderr)
    return 1 if wrong else 0


def _skos(schema: Schema) -> str:
    # Only now: reading the authority files needs a whitelist that is already written.
    from ontology.authority import load_authority
    from ontology.schema.concepts import skos_ttl

    return skos_ttl(schema, load_authority())


def _write(path: Path, name: str, text: str) -> list[str]:
    if _text(path) == text:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return [name]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
