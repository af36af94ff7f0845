"""The projection: what one audience's graph is made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.graph import Projection, project
from kg.records import Archive
from ontology.access import Access, Audience
from ontology.kinds import Kind
from ontology.records import Entity, Modality, Name, Record, Stance, assertion_id, evidence_in
from tests.builders import (
    CLOSED_TEXT,
    Sample,
    a_date,
    a_link,
    a_mention,
    a_record,
    an_entity,
    fill,
    sample_links,
)

Filled = tuple[Archive, Sample]


def _ids(graph: Projection) -> set[str]:
    return {node.id for node in graph.nodes}


def test_staff_sees_everything_that_is_named(filled: Filled) -> None:
    """Every entity with a mention is a node, every accepted claim an edge."""
    archive, sample = filled

    graph = project(archive, audience=Audience.STAFF)

    assert {sample.yang.id, sample.zhao.id, sample.third.id, sample.railway.id} <= _ids(graph)
    assert {"commanderOf", "martyredAt"} == {edge.type for edge in graph.edges}
    assert 3 == len(graph.edges)
    assert 4 == len(graph.records)


def test_same_archive_same_projection(filled: Filled, empty_archive: Archive) -> None:
    """Two archives built from the same files have equal graphs; a change shows in the digest."""
    archive, sample = filled
    fill(empty_archive, sample)

    first, second = (project(one, audience=Audience.STAFF) for one in (archive, empty_archive))
    archive.set_state(sample.secret.id, "rejected")

    assert first == second
    assert first.digest() == second.digest()
    assert first.digest() != project(archive, audience=Audience.STAFF).digest()


def test_edge_counts_only_readable_evidence(filled: Filled) -> None:
    """A closed record that says the same adds nothing for the public."""
    archive, sample = filled
    secret = replace(
        sample.commands, evidence=(evidence_in(sample.closed, 0, 9),), confidence=0.99, when=a_date()
    )
    archive.save_claims(sample.closed.id, "run-2", assertions=[secret], events=[])

    staff, public = (project(archive, audience=audience) for audience in (Audience.STAFF, Audience.OPEN))

    ours = next(edge for edge in staff.edges if edge.type == "commanderOf")
    theirs = next(edge for edge in public.edges if edge.type == "commanderOf")
    assert (3, 0.99) == (ours.evidence, ours.confidence)
    assert (2, 0.8, "", 0) == (theirs.evidence, theirs.confidence, theirs.edtf, theirs.lo)
    assert sample.closed.id not in str(theirs.passages)


def test_unlisted_thing_goes_by_its_readable_names(filled: Filled) -> None:
    """A name that only a closed record uses is neither label nor alias for the public."""
    archive, sample = filled
    second = a_record("张同志到达。", key="TEST:8")
    stranger = replace(
        an_entity("张化名", names=(Name(text="张化名"), Name(text="张同志"))), begin="1905", note="inferred"
    )
    hidden = a_record("张化名，张化名。", key="TEST:9", access=Access.RESTRICTED)
    _add(archive, sample, stranger, (second, "张同志"), (hidden, "张化名"))

    staff, public = (project(archive, audience=audience) for audience in (Audience.STAFF, Audience.OPEN))

    ours = next(node for node in staff.nodes if node.id == stranger.id)
    theirs = next(node for node in public.nodes if node.id == stranger.id)
    assert ("张化名", "1905", 2) == (ours.label, ours.begin, ours.mentions)
    assert ("张同志", "张同志", "", 1) == (theirs.label, theirs.canonical, theirs.begin, theirs.mentions)
    assert ["张同志"] == [name.text for name in theirs.names]
    assert "张化名" not in str(public)


def _add(archive: Archive, sample: Sample, entity: Entity, *places: tuple[Record, str]) -> None:
    _, links = sample_links(sample)
    new = []
    for record, text in places:
        mention = a_mention(record, text)
        archive.save_record(record)
        archive.save_marked(mention.record, "run", mentions=[mention], dates=[])
        new.append(a_link(mention, entity))
    archive.save_linked([*archive.entities(), entity], [*links, *new])


@pytest.mark.parametrize("access", [one for one in Access if one is not Access.OPEN])
def test_only_open_is_open(empty_archive: Archive, access: Access) -> None:
    """Delayed, pending, unknown and the rest give the public nothing."""
    record, person = a_record(CLOSED_TEXT, access=access), an_entity("赵尚志")
    mention = a_mention(record, "赵尚志")
    empty_archive.save_record(record)
    empty_archive.save_marked(record.id, "run", mentions=[mention], dates=[])
    empty_archive.save_linked([person], [a_link(mention, person)])

    assert Projection() == project(empty_archive, audience=Audience.OPEN)
    assert {person.id} == _ids(project(empty_archive, audience=Audience.STAFF))


def test_claim_about_somebody_never_named_makes_no_edge(filled: Filled) -> None:
    """An edge needs two nodes: here the object has no mention anywhere."""
    archive, sample = filled
    nobody = an_entity("无名")
    claim = replace(sample.martyred, id=assertion_id(sample.yang.id, "kinOf", nobody.id), object=nobody.id)
    archive.save_claims(sample.open.id, "run-2", assertions=[replace(claim, predicate="kinOf")], events=[])

    graph = project(archive, audience=Audience.STAFF)

    assert "kinOf" not in {edge.type for edge in graph.edges}


def test_assertions_that_say_the_same_share_an_edge(filled: Filled) -> None:
    """Same two, same time, same role is one edge; another role is another."""
    archive, sample = filled
    twin = replace(sample.commands, id="ast-twin", confidence=0.9)
    other = replace(sample.commands, id="ast-other", role="政治委员")
    archive.save_claims(sample.open.id, "run-2", assertions=[sample.commands, twin, other], events=[])

    edges = [one for one in project(archive, audience=Audience.OPEN).edges if one.type == "commanderOf"]

    assert {frozenset({sample.commands.id, "ast-twin"}), frozenset({"ast-other"})} == {
        frozenset(edge.assertions) for edge in edges
    }
    assert {"总司令": 0.9, "政治委员": 0.8} == {edge.role: edge.confidence for edge in edges}


def test_an_edge_names_the_sides_that_say_so(filled: Filled) -> None:
    """A Chinese and a Japanese paper agree; the public hears only of the side it may read."""
    archive, sample = filled
    ours = replace(sample.commands, stance=Stance.CHINESE)
    theirs = replace(
        sample.commands, evidence=(evidence_in(sample.closed, 0, 9),), stance=Stance.JAPANESE_PUPPET
    )
    archive.save_claims(sample.open.id, "run-2", assertions=[ours], events=[])
    archive.save_claims(sample.closed.id, "run-2", assertions=[theirs], events=[])

    staff, public = (
        next(edge for edge in project(archive, audience=one).edges if edge.type == "commanderOf")
        for one in (Audience.STAFF, Audience.OPEN)
    )

    assert ("chinese", "japanese_puppet") == staff.stances
    assert ("chinese",) == public.stances
    assert ("affirmed", "fact") == (staff.polarity, staff.modality)


def test_a_plan_never_joins_a_fact(filled: Filled) -> None:
    """Accepted by a person, a plan is an edge of its own that says what it is."""
    archive, sample = filled
    plan = replace(sample.commands, id="ast-plan", modality=Modality.PLAN)
    archive.save_claims(sample.open.id, "run-2", assertions=[sample.commands, plan], events=[])

    edges = [one for one in project(archive, audience=Audience.OPEN).edges if one.type == "commanderOf"]

    assert {("fact", sample.commands.id), ("plan", "ast-plan")} == {
        (edge.modality, *edge.assertions) for edge in edges
    }


def test_degree_counts_claims_and_not_themes(filled: Filled) -> None:
    """Being classified is no connection."""
    archive, sample = filled
    theme = an_entity("抗日战争", kind=Kind.THEME, authority="T1")
    themes = {sample.yang.id: [(theme, "列有其名")], "ent-nobody": [(theme, "不在图中")]}

    graph = project(archive, audience=Audience.STAFF, themes=themes)

    degrees = {node.id: node.degree for node in graph.nodes}
    assert (2, 0) == (degrees[sample.yang.id], degrees[theme.id])
    assert 1 == len([edge for edge in graph.edges if edge.type == "classifiedAs"])


def test_namings_count_mentions_by_record(filled: Filled) -> None:
    """From a thing to its records with how often."""
    archive, sample = filled

    graph = project(archive, audience=Audience.STAFF)

    counts = {(one.record, one.entity): one.count for one in graph.namings}
    assert 2 == counts[sample.open.id, sample.yang.id]
    assert sum(node.mentions for node in graph.nodes) == sum(counts.values())
