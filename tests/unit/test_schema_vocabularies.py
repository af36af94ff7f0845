"""The vocabularies as SKOS: a tree without cycles, no orphan, one preferred label a language, none used twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from ontology.authority import load_authority
from ontology.generate import GENERATED
from ontology.schema.concepts import Concept, vocabularies

Statements = dict[str, dict[str, list[str]]]
_LINE = re.compile(r'dm:(\w+) (a|[a-z]+:\w+) (?:(?:dm|skos):(\w+)|("(?:[^"\\]|\\.)*"(?:@[a-z]+)?)) \.')


@pytest.fixture(scope="module")
def statements() -> Statements:
    """The Turtle file as subject → predicate → objects; a line that does not read as a statement fails."""
    found: Statements = defaultdict(lambda: defaultdict(list))
    for line in (GENERATED / "vocabularies.ttl").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("@prefix"):
            match = _LINE.fullmatch(line)
            assert match is not None, line
            found[match[1]][match[2]].append(match[3] or match[4])
    return found


def _concepts() -> list[tuple[str, Concept]]:
    found = vocabularies(load_authority())
    return [(scheme, concept) for scheme, concepts in found.items() for concept in concepts]


def test_every_row_of_the_authority_files_is_a_concept(statements: Statements) -> None:
    """Nothing is lost between the tables and the vocabulary."""
    authority = load_authority()
    wanted = {entry.id for entry in authority.themes()} | set(authority.eras)
    wanted |= {entry_id for entry_id in authority.entries if entry_id.startswith("C")}

    concepts = {name for name, said in statements.items() if "Concept" in said["a"]}

    assert concepts == wanted


def test_no_cycle(statements: Statements) -> None:
    """Going up from any concept ends at a top."""
    for name in list(statements):
        seen, waiting = set(), list(statements[name]["skos:broader"])
        while waiting:
            one = waiting.pop()
            assert one != name
            if one not in seen:
                seen.add(one)
                waiting += statements[one]["skos:broader"]


def test_no_orphan(statements: Statements) -> None:
    """Every concept stands under another or is a declared top; the themes have one top."""
    orphans = [
        name
        for name, said in statements.items()
        if "Concept" in said["a"] and not said["skos:broader"] and not said["skos:topConceptOf"]
    ]

    assert orphans == []
    assert statements["themes"]["skos:hasTopConcept"] == ["T000"]


def test_labels_are_unique(statements: Statements) -> None:
    """One preferred label a language, and no two concepts of a vocabulary share one."""
    preferred: Counter[tuple[str, str]] = Counter()
    for name, said in statements.items():
        if "Concept" in said["a"]:
            langs = [label.rsplit("@", 1)[1] for label in said["skos:prefLabel"]]
            assert len(langs) == len(set(langs)), name
            assert "zh" in langs, name
            assert not set(said["skos:prefLabel"]) & set(said["skos:altLabel"]), name
            preferred.update((said["skos:inScheme"][0], label) for label in said["skos:prefLabel"])

    assert [label for label, number in preferred.items() if number > 1] == []


def test_ties_hold_in_both_directions(statements: Statements) -> None:
    """broader answers narrower, related answers related, and related never doubles the tree."""
    for name, said in list(statements.items()):
        assert all(name in statements[one]["skos:narrower"] for one in said["skos:broader"])
        assert all(name in statements[one]["skos:broader"] for one in said["skos:narrower"])
        assert all(name in statements[one]["skos:related"] for one in said["skos:related"])
        assert not set(said["skos:related"]) & {*said["skos:broader"], *said["skos:narrower"]}


def test_unsure_rows_stay_marked(statements: Statements) -> None:
    """A candidate that nobody has confirmed is published as such."""
    unsure = {concept.id for _, concept in _concepts() if concept.entry.certainty == "unsure"}

    assert unsure
    assert {name for name, said in statements.items() if '"unsure"' in said["dm:certainty"]} == unsure


def test_our_own_labels_call_the_puppet_state_by_its_name(statements: Statements) -> None:
    """A preferred Chinese label never says 满洲国 without 伪."""
    labels = [
        label for said in statements.values() for label in said["skos:prefLabel"] if label.endswith("@zh")
    ]

    assert labels
    assert [label for label in labels if re.search(r"(?<!伪)满洲国", label)] == []
