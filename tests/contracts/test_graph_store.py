"""What every graph store promises, tried on SQLite and on Neo4j alike."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kg.graph import (
    QUESTIONS,
    AccountNode,
    Edge,
    GraphStore,
    Naming,
    Node,
    Projection,
    RecordNode,
    project,
    shortest_path,
)
from kg.graph.neo4j import Neo4jGraphStore
from kg.graph.projection import edge_key
from kg.graph.sqlite import SqliteGraphStore
from kg.records import Archive
from ontology.access import Audience
from ontology.decisions import Decision, Verb, decision_id
from ontology.errors import AudienceMismatch, BadInput, StoreUnavailable
from ontology.kinds import Kind
from ontology.records import Name
from tests.builders import Sample, an_entity

Filled = tuple[Archive, Sample]
TRICKY = (
    'O\'Brien "x" {y} -- z',
    "}) DETACH DELETE n //",
    "\\u0027; DROP TABLE graph_nodes; --",
    "$id :id ?",
)


def a_node(id_: str, *, kind: str = "PERSON", mentions: int = 1) -> Node:
    """A node with a plain label."""
    return Node(id=id_, kind=kind, label=f"名 {id_}", canonical=id_, mentions=mentions, records=1)


def an_edge(source: str, target: str, *, type_: str = "memberOf", evidence: int = 1) -> Edge:
    """An edge with as many passages in record r1 as it has evidence."""
    passages = tuple(f"r1:{at}:{at + 1}" for at in range(evidence))
    key = edge_key(source, type_, target)
    return Edge(key=key, source=source, target=target, type=type_, passages=passages, evidence=evidence)


def a_chain(length: int) -> Projection:
    """n0 – n1 – … – n(length), and one node apart."""
    names = [f"n{at}" for at in range(length + 1)]
    nodes = tuple(a_node(one) for one in (*names, "apart"))
    return Projection(nodes=nodes, edges=tuple(an_edge(a, b) for a, b in pairwise(names)))


def a_tangle() -> Projection:
    """Sixty things, many ties in every order, themes, dates, loops, parallel edges and all three scripts."""
    dice = random.Random(7)
    kinds = [kind.value for kind in Kind]
    nodes = [
        replace(
            a_node(f"ent-{at:03}", kind=dice.choice(kinds), mentions=dice.randint(1, 3)),
            label=dice.choice(["杨靖宇", "Ян Цзинъюй", "ハルビン", *TRICKY]),
            names=(Name(text="楊靖宇", lang="ja"), Name(text=dice.choice(TRICKY), lang="ru")),
            degree=dice.randint(0, 4),
        )
        for at in range(60)
    ]
    edges: dict[str, Edge] = {}
    for _ in range(150):
        type_ = dice.choice(["memberOf", "commanderOf", "partOf", "classifiedAs"])
        year = dice.choice([0, 1936, 1937, 1940])
        edge = an_edge(dice.choice(nodes).id, dice.choice(nodes).id, type_=type_, evidence=dice.randint(0, 2))
        dated = replace(edge, lo=year * 10000 + 101 if year else 0, hi=year * 10000 + 1231 if year else 0)
        edges[edge.key] = replace(
            dated,
            confidence=dice.choice([0.5, 0.75, 1.0]),
            assertions=("ast-1", "ast-2"),
            stances=dice.choice([(), ("chinese",), ("chinese", "japanese_puppet")]),
            polarity=dice.choice(["affirmed", "denied"]),
            modality=dice.choice(["fact", "hearsay"]),
        )
    records = [
        RecordNode(id=f"r{at}", title=dice.choice(TRICKY), ref_code=f"{at}", date="1936", access="open")
        for at in range(8)
    ]
    pairs = sorted({(dice.choice(records).id, dice.choice(nodes).id) for _ in range(90)})
    return Projection(
        nodes=tuple(nodes),
        edges=tuple(sorted(edges.values(), key=lambda edge: edge.key)),
        records=tuple(records),
        namings=tuple(Naming(record=r, entity=e, count=dice.randint(1, 3)) for r, e in pairs),
        accounts=tuple(an_account(f"r{at % 8}", f"ent-{at % 3 * 7:03}", at) for at in range(24)),
    )


def an_account(record: str, event: str, at: int) -> AccountNode:
    """What a record tells of an event, with signs that no statement may mistake for its own."""
    return AccountNode(
        id=f"{record}:{at}:{at + 2}",
        event=event,
        record=record,
        start=at,
        end=at + 9,
        type="battle",
        edtf="1936-05-03" if at % 2 else "",
        lo=19360503 if at % 2 else 0,
        hi=19360503 if at % 2 else 0,
        stance="chinese" if at % 2 else "japanese_puppet",
        parts=("ent-001~attacker~chinese",) if at % 3 else (),
        places=("ent-002",),
        outcomes=TRICKY,
    )


def every_answer(store: GraphStore) -> dict[str, object]:
    """What a store says to every question, asked of several things."""
    ids = [f"ent-{at:03}" for at in range(0, 60, 7)]
    found: dict[str, object] = {"counts": store.counts(), "audience": store.audience()}
    for one in ids:
        for question in (
            "node",
            "neighborhood",
            "neighborhood_2",
            "co_mentioned",
            "records_of",
            "accounts_of",
        ):
            found[f"{question} {one}"] = store.ask(question, id=one)
        for question in ("neighborhood", "neighborhood_2", "co_mentioned"):
            found[f"{question} {one} kinds"] = store.ask(question, id=one, kinds=["PERSON", "PLACE"], limit=3)
    for question in ("nodes", "edges_among", "step"):
        found[question] = store.ask(question, ids=ids)
    for edge in store.ask("edges_among", ids=[f"ent-{at:03}" for at in range(60)], limit=25):
        for question in ("edge", "edge_evidence"):
            found[f"{question} {edge['key']}"] = store.ask(question, key=str(edge["key"]))
    found["kind"] = store.ask("nodes_of_kind", kind="PERSON", limit=4, offset=2)
    found["time"] = store.ask("edges_in_time", lo=19361231, hi=19370101)
    found["record"] = store.ask("entities_of_record", record="r3")
    for question in ("top_connected", "counts_by_kind", "counts_by_type"):
        found[question] = store.ask(question)
    return found


def test_loading_twice_changes_nothing(store: GraphStore) -> None:
    """A curator may press Build again without fear."""
    store.load(a_tangle(), Audience.STAFF)
    once = every_answer(store)

    store.load(a_tangle(), Audience.STAFF)

    assert once == every_answer(store)
    assert 60 == store.counts()["nodes"]


def test_accounts_of_one_event_stand_beside_each_other(store: GraphStore) -> None:
    """Each with its voice, day, parts and outcome; those that are gone from the archive are gone from the graph."""
    records = tuple(
        RecordNode(id=f"r{at}", title=f"卷{at}", ref_code=str(at), date="1936", access="open")
        for at in range(3)
    )
    nodes = (a_node("e", kind="EVENT"),)
    told = (an_account("r0", "e", 4), an_account("r1", "e", 7), an_account("r2", "unnamed", 5))
    store.load(Projection(nodes=nodes, records=records, accounts=told), Audience.STAFF)

    named, unnamed = store.ask("accounts_of", id="e"), store.ask("accounts_of", id="unnamed")

    assert [(row["title"], row["stance"], row["edtf"], row["parts"]) for row in named] == [
        ("卷0", "japanese_puppet", "", ["ent-001~attacker~chinese"]),
        ("卷1", "chinese", "1936-05-03", ["ent-001~attacker~chinese"]),
    ]
    assert [(row["record"], row["outcomes"]) for row in unnamed] == [("r2", list(TRICKY))]
    store.load(Projection(nodes=nodes, records=records, accounts=told[:1]), Audience.STAFF)
    assert [row["record"] for row in store.ask("accounts_of", id="e")] == ["r0"]
    assert store.ask("accounts_of", id="unnamed") == []


def test_both_stores_give_equal_answers_in_equal_order(store: GraphStore, tmp_path: Path) -> None:
    """A laptop and a server tell the same story."""
    other = SqliteGraphStore(tmp_path / "other.db")
    for one in (store, other):
        one.load(a_tangle(), Audience.STAFF)

    expected, actual = every_answer(other), every_answer(store)
    other.close()

    assert expected == actual
    asked = {name.split()[0] for name in actual} | {"edges_in_time", "nodes_of_kind", "entities_of_record"}
    assert set(QUESTIONS) <= asked
    assert all(actual[name] for name in ("step", "time", "record", "kind", "edges_among", "top_connected"))


def test_later_load_replaces_the_earlier(store: GraphStore) -> None:
    """What the records no longer say is gone: nodes, edges, records and namings."""
    store.load(a_tangle(), Audience.STAFF)

    store.load(a_chain(2), Audience.STAFF)

    assert {"nodes": 4, "edges": 2, "records": 0, "namings": 0} == store.counts()


def test_load_that_was_cut_off_is_mended_by_the_next(make_store: Callable[[], GraphStore]) -> None:
    """A load that breaks between nodes and edges leaves nothing double and nothing old."""
    store, chain = make_store(), a_chain(3)
    store.load(chain, Audience.STAFF)
    unstorable = replace(an_edge("n0", "n2"), lo=2**70)
    broken = replace(chain, nodes=(*chain.nodes, a_node("new")), edges=(*chain.edges, unstorable))

    with pytest.raises(OverflowError):
        store.load(broken, Audience.STAFF)
    again = make_store()
    again.load(chain, Audience.STAFF)

    assert {"nodes": 5, "edges": 3, "records": 0, "namings": 0} == again.counts()
    assert [] == again.ask("node", id="new")


def test_edge_goes_with_its_last_assertion(store: GraphStore, filled: Filled) -> None:
    """A rejected claim makes no edge."""
    archive, sample = filled
    store.load(project(archive, audience=Audience.STAFF), Audience.STAFF)
    before = {row["type"] for row in store.ask("neighborhood", id=sample.yang.id)}

    archive.set_state(sample.martyred.id, "rejected")
    store.load(project(archive, audience=Audience.STAFF), Audience.STAFF)

    assert {"commanderOf", "martyredAt"} == before
    assert ["commanderOf"] == [row["type"] for row in store.ask("neighborhood", id=sample.yang.id)]


def test_an_edge_tells_time_side_manner_certainty_and_access(store: GraphStore) -> None:
    """All that qualifies a claim comes back from every question that gives edges."""
    told: dict[str, object] = {
        "edtf": "1936/1938",
        "lo": 19360101,
        "hi": 19381231,
        "role": "军长",
        "stances": ["chinese", "japanese_puppet"],
        "polarity": "affirmed",
        "modality": "hearsay",
        "confidence": 0.75,
        "access": "restricted",
    }
    edge = replace(
        an_edge("a", "b"),
        edtf="1936/1938",
        lo=19360101,
        hi=19381231,
        role="军长",
        stances=("chinese", "japanese_puppet"),
        modality="hearsay",
        confidence=0.75,
        access="restricted",
    )
    store.load(Projection(nodes=(a_node("a"), a_node("b")), edges=(edge,)), Audience.STAFF)

    answers = (
        store.ask("edge", key=edge.key),
        store.ask("neighborhood", id="a"),
        store.ask("edges_among", ids=["a", "b"]),
        store.ask("edges_in_time", lo=19370101, hi=19370101),
        store.ask("step", ids=["a"]),
    )

    for (row,) in answers:
        assert told == {name: row[name] for name in told}


def test_a_decision_moves_the_edge(store: GraphStore, filled: Filled) -> None:
    """Rejected by a person, the edge is gone from the next load; accepted after all, it is back."""
    archive, sample = filled
    seen = []

    for ordinal, verb in enumerate((Verb.REJECT, Verb.ACCEPT), start=1):
        subjects = (sample.martyred.id,)
        id_ = decision_id(verb, subjects, reason="查对", who="甲", ordinal=ordinal)
        archive.save_decision(
            Decision(id=id_, verb=verb, subjects=subjects, ordinal=ordinal, reason="查对", who="甲")
        )
        archive.replay_decisions()
        store.load(project(archive, audience=Audience.STAFF), Audience.STAFF)
        seen.append({row["type"] for row in store.ask("neighborhood", id=sample.yang.id)})

    assert seen == [{"commanderOf"}, {"commanderOf", "martyredAt"}]


def test_neighborhood_leaves_out_its_start(store: GraphStore) -> None:
    """A thing is no neighbor of itself, even where an edge leads back to it."""
    edges = (an_edge("a", "b"), an_edge("b", "a"), an_edge("b", "c"), an_edge("a", "a"))
    nodes = tuple(a_node(one) for one in "abc")
    store.load(Projection(nodes=nodes, edges=edges), Audience.STAFF)

    near, wide = store.ask("neighborhood", id="a"), store.ask("neighborhood_2", id="a")

    assert ["b", "b"] == [row["other"] for row in near]
    assert [("b", 1), ("c", 2)] == [(row["id"], row["distance"]) for row in wide]


def test_second_step_never_goes_over_a_theme(store: GraphStore) -> None:
    """A theme joins everything to everything, which says nothing of any two."""
    nodes = (a_node("a"), a_node("b"), a_node("t", kind="THEME"))
    edges = tuple(an_edge(one, "t", type_="classifiedAs") for one in "ab")
    store.load(Projection(nodes=nodes, edges=edges), Audience.STAFF)

    assert ["t"] == [row["id"] for row in store.ask("neighborhood_2", id="a")]
    assert shortest_path(store, "a", "b") is None


def test_co_occurrence_leaves_out_the_thing_itself(store: GraphStore, filled: Filled) -> None:
    """Who shares records with 杨靖宇, the most first."""
    archive, sample = filled
    store.load(project(archive, audience=Audience.STAFF), Audience.STAFF)

    rows = store.ask("co_mentioned", id=sample.yang.id)

    assert (sample.army.id, 2) == (rows[0]["id"], rows[0]["shared"])
    assert sample.yang.id not in {row["id"] for row in rows}


def test_shortest_path_is_found_up_to_its_limit(store: GraphStore) -> None:
    """Six steps, not seven; the edges are walked both ways."""
    store.load(a_chain(8), Audience.STAFF)

    there, back = shortest_path(store, "n0", "n6"), shortest_path(store, "n6", "n0")

    assert there is not None
    assert back is not None
    assert tuple(f"n{at}" for at in range(7)) == there.nodes == back.nodes[::-1]
    assert [("n0", "n1"), ("n1", "n2")] == [(edge["source"], edge["target"]) for edge in there.edges[:2]]
    assert shortest_path(store, "n0", "n7") is None
    assert shortest_path(store, "n0", "n7", limit=7) is not None


def test_shortest_path_without_a_way(store: GraphStore) -> None:
    """No way, a stranger, and oneself are three plain answers."""
    store.load(a_chain(3), Audience.STAFF)
    itself = shortest_path(store, "n1", "n1")

    assert shortest_path(store, "n0", "apart") is None
    assert shortest_path(store, "n0", "nobody") is None
    assert shortest_path(store, "nobody", "nobody") is None
    assert itself is not None
    assert (("n1",), ()) == (itself.nodes, itself.edges)


def test_names_come_back_in_three_scripts(store: GraphStore, filled: Filled) -> None:
    """Chinese, Japanese and Russian names survive with their language."""
    archive, sample = filled
    store.load(project(archive, audience=Audience.STAFF), Audience.STAFF)

    (row,) = store.ask("node", id=sample.yang.id)

    names = row["names"]
    assert isinstance(names, list)
    assert [("杨靖宇", "zh"), ("楊靖宇", "ja"), ("Ян Цзинъюй", "ru")] == [
        (n["text"], n["lang"]) for n in names
    ]


@pytest.mark.parametrize("text", TRICKY)
def test_values_are_never_carried_out(store: GraphStore, text: str) -> None:
    """Quotes, braces and comment marks are letters like others, in ids, labels and questions."""
    node = replace(a_node(text), label=text, names=(Name(text=text),))
    store.load(Projection(nodes=(node, a_node("b")), edges=(an_edge(text, "b"),)), Audience.STAFF)

    rows = store.ask("neighborhood", id="b")

    assert [(text, text)] == [(row["other"], row["other_label"]) for row in rows]
    assert [] == store.ask("node", id=text + "'")
    assert 2 == store.counts()["nodes"]


def test_limits_are_kept(store: GraphStore) -> None:
    """More than asked for is never sent; the strongest come first."""
    nodes = (a_node("hub"), *(a_node(f"n{at:02}") for at in range(20)))
    edges = tuple(an_edge("hub", f"n{at:02}", evidence=at % 3) for at in range(20))
    store.load(Projection(nodes=nodes, edges=edges), Audience.STAFF)

    rows = store.ask("neighborhood", id="hub", limit=3)

    assert ["n02", "n05", "n08"] == [row["other"] for row in rows]
    assert [] == store.ask("neighborhood", id="hub", limit=0)
    assert [] == store.ask("neighborhood", id="hub", kinds=["PLACE"])


def test_evidence_of_an_edge_leads_to_records(store: GraphStore, filled: Filled) -> None:
    """From an edge to the passage in one question."""
    archive, sample = filled
    store.load(project(archive, audience=Audience.STAFF), Audience.STAFF)
    (edge,) = store.ask("neighborhood", id=sample.army.id)

    rows = store.ask("edge_evidence", key=str(edge["key"]))

    assert {(sample.open.id, 0, 25), (sample.japanese.id, 0, len(sample.japanese.text))} == {
        (row["record"], row["start"], row["end"]) for row in rows
    }
    assert [edge["key"]] == [row["key"] for row in store.ask("edge", key=str(edge["key"]))]
    assert [sample.commands.id] == edge["assertions"]


def test_open_graph_holds_nothing_that_closed_evidence_carries(store: GraphStore, filled: Filled) -> None:
    """Nodes, edges, counts, names and records: what only a closed record tells is not there."""
    archive, sample = filled

    store.load(project(archive, audience=Audience.OPEN), Audience.OPEN)

    everything = str([store.ask("nodes_of_kind", kind=kind.value) for kind in Kind])
    assert not any(
        word in everything for word in ("赵尚志", "第三军", "马尚德", sample.zhao.id, sample.third.id)
    )
    assert {"nodes": 5, "edges": 2, "records": 3, "namings": 7} == store.counts()
    (yang,) = store.ask("node", id=sample.yang.id)
    assert (3, 2) == (yang["mentions"], yang["records"])
    assert sample.closed.id not in str(store.ask("records_of", id=sample.yang.id))
    assert [] == store.ask("entities_of_record", record=sample.closed.id)


def test_two_audiences_never_meet_in_one_store(make_store: Callable[[], GraphStore]) -> None:
    """The staff graph is not loaded over the public one, nor the other way."""
    first = make_store()
    assert first.audience() is None
    first.load(a_chain(1), Audience.OPEN)

    with pytest.raises(AudienceMismatch, match="another server"):
        make_store().load(a_chain(2), Audience.STAFF)

    assert Audience.OPEN is make_store().audience()
    assert 3 == first.counts()["nodes"]


def test_empty_store_answers_with_nothing(store: GraphStore) -> None:
    """Before the first build there is nothing, and no error."""
    assert [] == store.ask("node", id="n0")
    assert [] == store.ask("counts_by_kind")
    assert {"nodes": 0, "edges": 0, "records": 0, "namings": 0} == store.counts()


@pytest.mark.parametrize(
    ("question", "parameters"),
    [("nonsense", {}), ("node", {}), ("node", {"id": "a", "color": "red"}), ("counts_by_kind", {"id": "a"})],
)
def test_wrong_questions_get_a_sentence(store: GraphStore, question: str, parameters: dict[str, str]) -> None:
    """A typing error says what could be asked instead."""
    with pytest.raises(BadInput) as caught:
        store.ask(question, **parameters)

    assert caught.value.remedy


def test_theme_edges_carry_their_reason(store: GraphStore, filled: Filled) -> None:
    """Why a thing belongs to a theme is told with the edge."""
    archive, sample = filled
    theme = an_entity("抗日战争", kind=Kind.THEME, authority="T1")
    graph = project(archive, audience=Audience.STAFF, themes={sample.yang.id: [(theme, "主题词表列有其名")]})
    store.load(graph, Audience.STAFF)

    (row,) = store.ask("neighborhood", id=sample.yang.id, kinds=["THEME"])

    assert (theme.id, "classifiedAs", "主题词表列有其名") == (row["other"], row["type"], row["why"])


def test_server_that_is_away_gives_one_sentence() -> None:
    """Nobody listens: one sentence with a remedy, and no stack of driver errors."""
    pytest.importorskip("neo4j")

    with pytest.raises(StoreUnavailable) as caught:
        Neo4jGraphStore("bolt://127.0.0.1:9", user="neo4j", password="x")

    assert "no Neo4j server answers" in str(caught.value)
    assert 1 == len(str(caught.value).splitlines())
    assert caught.value.remedy


@pytest.mark.parametrize("uri", ["nonsense://x", "not an address"])
def test_address_that_is_none_gives_one_sentence(uri: str) -> None:
    """A mistyped address is told as one."""
    pytest.importorskip("neo4j")

    with pytest.raises(StoreUnavailable):
        Neo4jGraphStore(uri, user="neo4j", password="x")


def test_file_that_breaks_gives_one_sentence(tmp_path: Path) -> None:
    """A closed file is a store that is away."""
    store = SqliteGraphStore(tmp_path / "graph.db")
    store.load(a_chain(1), Audience.STAFF)
    store.close()

    with pytest.raises(StoreUnavailable) as caught:
        store.ask("node", id="n0")

    assert caught.value.remedy
