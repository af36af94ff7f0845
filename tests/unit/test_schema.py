"""One source of truth: every class and relation is named, defined, mapped, and what follows from it is up to date."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from ontology import generate
from ontology.access import Access, Audience
from ontology.authority import CERTAINTIES, NAME_LANGS, NAME_TYPES
from ontology.errors import BadInput
from ontology.kinds import KINDS, MARKED, RELATIONS, Kind, fits
from ontology.schema import standards
from ontology.schema.load import FOLDER, LANGS, UNMAPPED, Schema, Term, load_schema
from ontology.schema.pages import coverage, pages
from ontology.schema.whitelist import claimable, constraints_cypher

ROOT = Path(__file__).resolve().parents[2]
STANDARDS = ("crm", "rico")


@pytest.fixture(scope="module")
def schema() -> Schema:
    """The schema as it stands."""
    return load_schema()


def _named(schema: Schema) -> list[Term]:
    words = [word for enum in schema.enums.values() for word in enum.words]
    return [*schema.terms(), *words]


def test_every_label_stands_in_four_languages(schema: Schema) -> None:
    """A reader in any of the four languages finds a word for everything."""
    lacking = [term.name for term in _named(schema) if not all(term.labels.get(lang) for lang in LANGS)]

    assert lacking == []


def test_labels_are_written_in_their_own_script(schema: Schema) -> None:
    """A Russian word under ja, or a Chinese one under ru, is a slip of the hand."""
    wrong = [
        (term.name, term.labels["ru"])
        for term in _named(schema)
        if not re.search(r"[а-яё]", term.labels["ru"].lower()) and term.name != "edtf"
    ]
    wrong += [
        (term.name, term.labels[lang])
        for term in _named(schema)
        for lang in ("zh", "ja")
        if re.search(r"[а-яё]", term.labels[lang].lower())
    ]

    assert wrong == []


def test_everything_is_defined(schema: Schema) -> None:
    """A definition is one sentence that says what is meant."""
    lacking = [term.name for term in (*schema.terms(), *schema.enums.values()) if not term.text.endswith(".")]

    assert lacking == []


@pytest.mark.parametrize("standard", STANDARDS)
def test_every_class_and_slot_has_a_mapping_or_says_why_not(schema: Schema, standard: str) -> None:
    """No word of ours is lost silently on the way to another archive."""
    mapped, said, total = coverage(schema, standard)

    print(f"{standard}: {mapped} mapped, {said} unmapped with a reason, of {total}")
    assert mapped + said == total
    assert mapped >= 0.8 * total
    short = [term.name for term in schema.terms() if 0 < len(term.note(standard).removeprefix(UNMAPPED)) < 2]
    assert short == []


def test_mappings_look_like_terms_of_their_standard(schema: Schema) -> None:
    """CIDOC-CRM counts its terms, RiC-O spells them; a sentence in that place is no mapping."""
    crm = re.compile(r"[ED]\d+|P\d+(\.1|[abi])?")
    wrong = []
    for term in schema.terms():
        if term.mapped("crm") and not all(
            crm.fullmatch(one) for one in re.split(r" ?[+/] ?", term.note("crm"))
        ):
            wrong.append((term.name, term.note("crm")))
        if term.mapped("rico") and not re.fullmatch(r"[A-Za-z]+", term.note("rico")):
            wrong.append((term.name, term.note("rico")))

    assert wrong == []


def test_names_follow_the_rules(schema: Schema) -> None:
    """Classes are CamelCase, relations camelCase, properties snake_case, and none hides a Python type."""
    wrong = [name for name in schema.classes if not re.fullmatch(r"[A-Z][A-Za-z]+", name)]
    for slot in schema.slots.values():
        fitting = r"[a-z]+([A-Z][a-z]+)*" if slot.is_relation else r"[a-z]+[0-9]*(_[a-z0-9]+)*"
        wrong += [slot.name] if not re.fullmatch(fitting, slot.name) else []

    assert wrong == []
    assert {"date", "type", "time"}.isdisjoint(schema.slots)


def test_edges_are_the_relation_in_upper_snake(schema: Schema) -> None:
    """What Neo4j calls an edge is the word code uses, in capitals."""
    edges = {slot.name: slot.edge for slot in claimable(schema)}

    assert edges == {name: info.edge_type for name, info in RELATIONS.items()}


def test_kinds_equal_the_schema(schema: Schema) -> None:
    """Code and schema know the same kinds under the same labels, colors and mappings."""
    rows = {info.note("kind"): info for info in schema.classes.values() if info.note("kind")}

    assert set(rows) == {kind.value for kind in Kind}
    for kind, info in KINDS.items():
        row = rows[kind.value]
        assert (info.label, info.zh, info.ja) == (row.note("pg_label"), row.labels["zh"], row.labels["ja"])
        assert (info.ru, info.en) == (row.note("ru_plural"), row.note("en_plural"))
        assert (info.color, info.icon) == (row.note("color"), row.note("icon"))
        assert (info.crm, info.rico) == (row.note("crm"), row.note("rico"))


def test_relations_equal_the_schema(schema: Schema) -> None:
    """What a claim may state is what the schema lets two classes be joined by."""
    for name, info in RELATIONS.items():
        slot = schema.slots[name]
        heads = {schema.kind(one) for one in schema.heads(name)} - {""}
        tails = {schema.kind(one) for one in schema.tails(name)} - {""}
        assert ({kind.value for kind in info.heads}, {kind.value for kind in info.tails}) == (heads, tails)
        assert {lang: getattr(info, lang) for lang in LANGS} == dict(slot.labels)
        assert (info.crm, info.rico) == (slot.note("crm"), slot.note("rico"))


def test_the_relations_of_the_guideline_stay_valid() -> None:
    """Whoever marked a corpus by these names may rely on them."""
    kept = {
        "memberOf": (Kind.PERSON, Kind.ORGANIZATION),
        "leaderOf": (Kind.PERSON, Kind.PLACE),
        "commanderOf": (Kind.PERSON, Kind.EVENT),
        "bornIn": (Kind.PERSON, Kind.PLACE),
        "diedIn": (Kind.PERSON, Kind.PLACE),
        "locatedIn": (Kind.ORGANIZATION, Kind.PLACE),
        "participatedIn": (Kind.PLACE, Kind.EVENT),
        "tookPlaceIn": (Kind.EVENT, Kind.PLACE),
        "foundedBy": (Kind.ORGANIZATION, Kind.PERSON),
        "partOf": (Kind.WORK, Kind.WORK),
        "signed": (Kind.PLACE, Kind.WORK),
        "wroteWork": (Kind.ORGANIZATION, Kind.WORK),
    }

    assert [name for name, (head, tail) in kept.items() if not fits(name, head, tail)] == []
    assert not fits("bornIn", Kind.ORGANIZATION, Kind.PLACE)
    assert not fits("createdBy", Kind.WORK, Kind.PERSON)  # a record's creator, no claim between entities


def test_marked_kinds_come_first() -> None:
    """Letters and colors of the screens follow this order."""
    assert tuple(Kind)[: len(MARKED)] == MARKED


def test_vocabularies_in_code_equal_the_schema(schema: Schema) -> None:
    """Access states, audiences, name types and languages are the same words everywhere."""
    words = {name: {word.name for word in enum.words} for name, enum in schema.enums.items()}

    assert words["AccessState"] == {state.value for state in Access}
    assert words["AudienceName"] == {audience.value for audience in Audience}
    assert words["EntityKind"] == {kind.value for kind in Kind}
    assert words["NameType"] == NAME_TYPES
    assert words["Language"] == NAME_LANGS
    assert words["Certainty"] == CERTAINTIES


def test_nothing_generated_has_drifted() -> None:
    """Whoever changes the schema and forgets `python -m ontology.generate` hears of it here."""
    assert generate.drift() == []


def test_a_changed_schema_is_noticed_without_linkml(tmp_path: Path) -> None:
    """Checksums tell that shapes, ontology and JSON Schema are older than the schema."""
    shutil.copytree(FOLDER, tmp_path / "schema", ignore=shutil.ignore_patterns("generated", "__pycache__"))
    made = {name: (generate.GENERATED / name).read_text(encoding="utf-8") for name in standards.MADE}
    kept = (generate.GENERATED / standards.CHECKSUMS).read_text(encoding="utf-8")
    assert standards.checksums(made, tmp_path / "schema") == kept

    part = tmp_path / "schema" / "events.yaml"
    part.write_text(part.read_text(encoding="utf-8").replace("Who founded a body.", "Who began it."), "utf-8")

    assert standards.checksums(made, tmp_path / "schema") != kept


def test_a_file_changed_by_hand_is_noticed_and_mended(tmp_path: Path) -> None:
    """Generated files are not for editing: a stray change and a leftover page both show."""
    shutil.copytree(generate.GENERATED, tmp_path / "made")
    made = tmp_path / "made"
    (made / "constraints.cypher").write_text("", encoding="utf-8")
    (made / "docs" / "classes" / "Manager.md").write_text("gone\n", encoding="utf-8")

    assert generate.drift(made) == ["constraints.cypher", "docs/classes/Manager.md"]

    generate.write(made)

    assert generate.drift(made) == []


def test_the_statements_of_the_graph_are_those_of_the_schema(schema: Schema) -> None:
    """Neo4j is given the constraints and indexes that the schema asks for, under the same names."""
    given = (ROOT / "kg/graph/statements/constraints.cypher").read_text(encoding="utf-8")

    def plain(text: str) -> list[str]:
        return sorted(
            re.sub(r"\b[a-z]([:.])", r"n\1", line).strip() for line in text.splitlines() if line.strip()
        )

    assert plain(given) == plain(constraints_cypher(schema))


def test_the_context_maps_every_class_and_slot(schema: Schema) -> None:
    """No key of our JSON is dropped by a JSON-LD reader."""
    words = json.loads((generate.GENERATED / "context.jsonld").read_text(encoding="utf-8"))["@context"]

    assert {*schema.classes, *schema.slots} <= set(words)
    for slot in schema.relations():
        assert words[slot.name]["@id"] == f"dm:{slot.name}"
        assert words[slot.name]["@type"] == "@id"
    assert words["dm"] == schema.base
    assert words["id"] == "@id"


def test_json_schema_knows_every_class(schema: Schema) -> None:
    """What LinkML made speaks of the same classes, slots and words."""
    made = json.loads((generate.GENERATED / standards.JSON_SCHEMA).read_text(encoding="utf-8"))["$defs"]

    assert {name for name in schema.classes} <= set(made)
    for name in schema.concrete("Entity"):
        assert set(made[name]["properties"]) == {slot.name for slot in schema.slots_of(name)}
    assert made["AccessState"]["enum"] == [word.name for word in schema.enums["AccessState"].words]


def test_shapes_and_ontology_know_every_class(schema: Schema) -> None:
    """SHACL has a shape and OWL four labels for each class."""
    shapes = (generate.GENERATED / standards.SHACL).read_text(encoding="utf-8")
    ontology = (generate.GENERATED / standards.OWL).read_text(encoding="utf-8")

    assert [name for name in schema.classes if f"sh:targetClass dm:{name} " not in shapes] == []
    lacking = [
        (term.name, lang)
        for term in schema.terms()
        for lang in LANGS
        if f'rdfs:label "{term.labels[lang]}"@{lang}' not in ontology
    ]
    assert lacking == []


def test_every_class_and_relation_has_its_page(schema: Schema) -> None:
    """The pages link only to pages that exist."""
    made = pages(schema)
    wanted = {f"classes/{name}.md" for name in schema.classes}
    wanted |= {f"relations/{slot.name}.md" for slot in schema.relations()}

    dead = []
    for path, text in made.items():
        for link in re.findall(r"\]\(([^)#]+\.md)\)", text):
            target = (Path("/docs") / path).parent / link
            parts: list[str] = []
            for part in target.parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            dead += [link] if "/".join(parts[2:]) not in made else []

    assert wanted <= set(made)
    assert dead == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("range: Organization", "range: Guild", "Guild is no class"),
        (
            "slots:\n  memberOf:",
            "slots:\n  orphan:\n    title: orphan\n  memberOf:",
            "orphan belongs to no class",
        ),
        ("slots:\n  memberOf:", "slots:\n  lang:\n    title: twice\n  memberOf:", "lang also stands in core"),
        ("slots:\n", "slots: [\n", "is not YAML"),
    ],
)
def test_a_slip_in_the_schema_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    """A wrong range, an orphan, a word defined twice and broken YAML each get their sentence."""
    shutil.copytree(FOLDER, tmp_path / "schema", ignore=shutil.ignore_patterns("generated", "__pycache__"))
    part = tmp_path / "schema" / "events.yaml"
    part.write_text(part.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    with pytest.raises(BadInput, match=r"events(\.yaml)?") as caught:
        load_schema(tmp_path / "schema")

    assert told in str(caught.value)


def test_the_command_checks_and_writes(capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` says nothing and returns 0 while all is in step."""
    code = generate.main(["--check"])

    assert (code, capsys.readouterr().err) == (0, "")


def test_no_own_vocabulary_word_is_a_yaml_surprise() -> None:
    """YAML reads bare yes, no, on and off as truth values: every key must have stayed a word."""
    wrong = []
    for path in sorted(FOLDER.glob("*.yaml")):
        waiting = [yaml.safe_load(path.read_text(encoding="utf-8"))]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                wrong += [(path.name, key) for key in one if not isinstance(key, str)]
                waiting += one.values()
            elif isinstance(one, list):
                waiting += one

    assert wrong == []


def test_the_wheel_takes_what_runs() -> None:
    """The list that code reads lies inside a package, and nothing tells git or the build to leave it out."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    made = generate.GENERATED / "kinds.json"

    assert made.is_relative_to(ROOT / "ontology")
    assert made.is_file()
    assert not {"generated", "generated/", "*.json", "schema/", "ontology/schema/generated/"} & set(ignored)
