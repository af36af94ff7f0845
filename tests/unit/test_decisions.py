"""Decisions: appended and never edited, replayed after every new extraction, the latest one holds."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from app.decisions import decide
from app.workspace import Workspace
from kg.graph.sqlite import SqliteGraphStore
from kg.records import Archive, open_archive
from ontology import decisions as decisions_module
from ontology.access import Audience
from ontology.decisions import Anchor, Decision, Verb, anchor_in, decision_id
from ontology.errors import BadInput
from ontology.records import ClaimState, Modality, Polarity, Stance
from tests.builders import Sample, an_archive, sample_claims
from tests.folders import build_at

Filled = tuple[Archive, Sample]
SCHEMA = Path(decisions_module.__file__).parent / "schema" / "provenance.yaml"


def a_decision(
    verb: Verb, *subjects: str, ordinal: int = 1, when: str = "", anchor: Anchor | None = None
) -> Decision:
    """A decision of one archivist with a plain reason."""
    return Decision(
        id=decision_id(verb, subjects, reason="查对原件", who="甲", ordinal=ordinal),
        verb=verb,
        subjects=subjects,
        ordinal=ordinal,
        reason="查对原件",
        who="甲",
        when=when,
        anchor=anchor,
    )


def _state(archive: Archive, claim: str) -> str:
    sourced = archive.assertion(claim)
    return sourced.assertion.state if sourced else ""


def _claim_again(archive: Archive, sample: Sample) -> None:
    """A new extraction that finds the same."""
    for record, claims in sample_claims(sample).items():
        archive.save_claims(record, "run-claimed-1", assertions=claims, events=archive.events(record))


# --- the noun ---------------------------------------------------------------------------


def test_the_id_is_content_without_the_clock() -> None:
    """When it was decided is for people; verb, subjects, reason, person and place in the row make the id."""
    said: dict[str, str] = {"reason": "r", "who": "w"}

    first = decision_id(Verb.MERGE, ("ent-a", "ent-b"), ordinal=1, **said)

    assert a_decision(Verb.ACCEPT, "x", when="1999").id == a_decision(Verb.ACCEPT, "x", when="2000").id
    assert first == decision_id(Verb.MERGE, ("ent-a", "ent-b"), ordinal=1, **said)
    others = {
        decision_id(Verb.MERGE, ("ent-b", "ent-a"), ordinal=1, **said),
        decision_id(Verb.SPLIT, ("ent-a", "ent-b"), ordinal=1, **said),
        decision_id(Verb.MERGE, ("ent-a", "ent-b"), ordinal=2, **said),
        decision_id(Verb.MERGE, ("ent-a",), reason="ent-b", who="rw", ordinal=1),
    }
    assert len(others | {first}) == 5


@pytest.mark.parametrize(("subjects", "reason"), [((), "r"), (("",), "r"), (("ast-1",), " ")])
def test_a_decision_is_about_something_and_has_a_reason(subjects: tuple[str, ...], reason: str) -> None:
    """An empty one is refused in a sentence."""
    with pytest.raises(BadInput, match="a decision"):
        Decision(id="dec-1", verb=Verb.ACCEPT, subjects=subjects, ordinal=1, reason=reason, who="甲")


def test_the_value_lists_are_those_of_the_schema() -> None:
    """Polarity, modality, stance, state and verbs stand in the schema in the same order."""
    enums = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))["enums"]
    ours = {
        "Polarity": Polarity,
        "Modality": Modality,
        "Stance": Stance,
        "ClaimState": ClaimState,
        "DecisionKind": Verb,
    }

    for name, values in ours.items():
        assert [one.value.replace("-", "_") for one in values] == list(enums[name]["permissible_values"])


# --- the row of decisions ---------------------------------------------------------------


def test_what_is_saved_comes_back_in_order(filled: Filled) -> None:
    """Every field survives, the anchor of a decision about a thing too."""
    archive, sample = filled
    start = sample.open.text.index("杨靖宇")
    merge = a_decision(
        Verb.MERGE, sample.yang.id, "ent-x", ordinal=1, anchor=anchor_in(sample.open, start, start + 3)
    )
    rename = replace(a_decision(Verb.RENAME, sample.yang.id, ordinal=2, when="1999-01-01"), value="杨靖宇")

    for one in (rename, merge):
        archive.save_decision(one)

    assert archive.decisions() == (merge, rename)
    assert merge.anchor is not None
    assert (merge.anchor.record, merge.anchor.quote) == (sample.open.key, "杨靖宇")


def test_saving_twice_is_saving_once(filled: Filled) -> None:
    """The same decision again changes nothing; another one in its place is refused."""
    archive, sample = filled
    archive.save_decision(a_decision(Verb.ACCEPT, sample.martyred.id))
    once = archive.digest()

    archive.save_decision(a_decision(Verb.ACCEPT, sample.martyred.id))

    assert once == archive.digest()
    with pytest.raises(BadInput, match="in this place already"):
        archive.save_decision(a_decision(Verb.REJECT, sample.martyred.id))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET reason = 'x'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT ordinal, id, 'accept', subjects, value, reason, who, \"when\", "
        "anchor FROM decisions",
    ],
)
def test_nobody_edits_or_drops_a_decision(filled: Filled, statement: str) -> None:
    """Not even somebody who writes SQL: the file itself refuses."""
    archive, sample = filled
    archive.save_decision(a_decision(Verb.REJECT, sample.martyred.id))

    with pytest.raises(sqlite3.IntegrityError):
        archive.connection.execute(statement)

    assert [one.verb for one in archive.decisions()] == [Verb.REJECT]


def test_a_decision_is_in_the_digest(filled: Filled) -> None:
    """Two archives that differ in one decision are not equal, even before it is replayed."""
    archive, sample = filled
    before = archive.digest()

    archive.save_decision(a_decision(Verb.OPEN, sample.closed.id))

    assert before != archive.digest()


def test_decisions_outlive_their_records(filled: Filled) -> None:
    """Removing a record takes its claims, not what was decided about them."""
    archive, sample = filled
    archive.save_decision(a_decision(Verb.REJECT, sample.martyred.id))

    archive.remove_record(sample.open.id)

    assert len(archive.decisions()) == 1


# --- replay -----------------------------------------------------------------------------


def test_a_decision_holds_after_a_new_extraction(filled: Filled) -> None:
    """The machine says it again, the archivist's word stands; replaying twice changes nothing more."""
    archive, sample = filled
    archive.save_decision(a_decision(Verb.REJECT, sample.martyred.id))
    first = archive.replay_decisions()
    decided = archive.digest()

    _claim_again(archive, sample)
    assert _state(archive, sample.martyred.id) == "accepted"
    again, twice = archive.replay_decisions(), archive.replay_decisions()

    assert _state(archive, sample.martyred.id) == "rejected"
    assert (first.changed, again.changed, twice.changed, twice.kept) == (1, 1, 0, 1)
    assert "accepted" == _state(archive, sample.commands.id)
    assert decided == archive.digest()


def test_the_latest_decision_holds(filled: Filled) -> None:
    """By its place in the row, not by the order of saving; other verbs do not touch the state."""
    archive, sample = filled
    claim = sample.martyred.id
    for verb, ordinal in ((Verb.ACCEPT, 3), (Verb.REJECT, 2), (Verb.CORRECT, 4), (Verb.REJECT, 1)):
        archive.save_decision(a_decision(verb, claim, ordinal=ordinal))
    archive.set_state(claim, "candidate")

    replay = archive.replay_decisions()

    assert _state(archive, claim) == "accepted"
    assert (replay.changed, replay.waiting) == (1, ())


def test_a_decision_reaches_every_record_that_claims_it(filled: Filled) -> None:
    """What two records say is rejected in both, for every audience."""
    archive, sample = filled
    archive.save_decision(a_decision(Verb.REJECT, sample.commands.id))

    archive.replay_decisions()

    assert [] == [
        one for one in archive.assertions(state="accepted") if one.assertion.id == sample.commands.id
    ]


def test_a_claim_that_is_gone_keeps_its_decision_waiting(filled: Filled) -> None:
    """It is reported, not lost, and holds when the claim comes back."""
    archive, sample = filled
    gone, merge = (
        a_decision(Verb.REJECT, sample.martyred.id, "ast-gone"),
        a_decision(Verb.MERGE, "ent-1", "ent-2", ordinal=2),
    )
    archive.save_claims(sample.open.id, "run-2", assertions=[], events=[])
    for one in (gone, merge):
        archive.save_decision(one)

    lost = archive.replay_decisions()
    _claim_again(archive, sample)
    found = archive.replay_decisions()

    assert (lost.changed, lost.waiting) == (0, (gone, merge))
    assert (found.changed, found.waiting) == (1, (gone, merge))
    assert _state(archive, sample.martyred.id) == "rejected"


def test_a_denial_never_becomes_a_fact(filled: Filled) -> None:
    """A record that denies it stays a candidate, whatever the decision about the claim."""
    archive, sample = filled
    denied = replace(sample.martyred, polarity=Polarity.DENIED, state=ClaimState.CANDIDATE)
    archive.save_claims(sample.open.id, "run-2", assertions=[denied], events=[])
    archive.save_decision(a_decision(Verb.ACCEPT, denied.id))

    archive.replay_decisions()

    assert _state(archive, denied.id) == "candidate"


# --- files from before ------------------------------------------------------------------


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """An archive file from before there were decisions, with a graph of fewer columns."""
    archive, _ = an_archive(tmp_path)
    for kind, name in (("TRIGGER", "decisions_stay"), ("TRIGGER", "decisions_stay_as_they_are")):
        archive.connection.execute(f"DROP {kind} {name}")
    archive.connection.execute("DROP TABLE decisions")
    archive.connection.execute("CREATE TABLE graph_edges (key TEXT PRIMARY KEY, source TEXT, why TEXT)")
    archive.close()
    return tmp_path / "archive.db"


def test_an_old_file_is_read_as_it_is(old_file: Path) -> None:
    """Reading needs no new table and lays none."""
    with open_archive(old_file, read_only=True) as archive:
        assert archive.decisions() == ()
        assert len(archive.record_ids()) == 4
        digest = archive.digest()

    with open_archive(old_file) as archive:
        assert archive.digest() == digest


def test_an_old_file_is_brought_up_to_date_for_writing(old_file: Path) -> None:
    """Its claims stay, decisions can be saved, and its graph gets the new columns."""
    claim = next(iter(_claims(old_file)))

    decide(Workspace(folder=old_file.parent), Verb.REJECT, [claim], who="甲", reason="误")

    assert _claims(old_file)[claim] == "rejected"
    with pytest.raises(sqlite3.IntegrityError), open_archive(old_file) as archive:
        archive.connection.execute("DELETE FROM decisions")


def _claims(path: Path) -> dict[str, str]:
    with open_archive(path, read_only=True) as archive:
        return {one.assertion.id: one.assertion.state for one in archive.assertions()}


def test_a_stranger_file_is_left_alone(tmp_path: Path) -> None:
    """No table of ours appears in somebody else's file."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")

    with pytest.raises(Exception, match="not an archive file of ours"):
        open_archive(path)

    with sqlite3.connect(path) as other:
        assert [("theirs",)] == other.execute("SELECT name FROM sqlite_master").fetchall()


# --- deciding, and the graph that follows -----------------------------------------------


def _edges(workspace: Workspace, thing: str) -> set[str]:
    store = SqliteGraphStore(workspace.archive, read_only=True)
    try:
        return {str(row["type"]) for row in store.ask("neighborhood", id=thing)}
    finally:
        store.close()


def test_the_graph_follows_at_once(tmp_path: Path) -> None:
    """Rejected: the edge is gone; accepted after all: it is back; both stand in the row."""
    archive, sample = an_archive(tmp_path)
    archive.close()
    workspace = Workspace(folder=tmp_path)

    decide(workspace, Verb.REJECT, [sample.martyred.id], who="甲", reason="误")
    without = _edges(workspace, sample.yang.id)
    decide(workspace, Verb.ACCEPT, [sample.martyred.id], who="乙", reason="已查对")

    assert without == {"commanderOf"}
    assert _edges(workspace, sample.yang.id) == {"commanderOf", "martyredAt"}
    with open_archive(workspace.archive, read_only=True) as opened:
        assert [(one.ordinal, one.who) for one in opened.decisions()] == [(1, "甲"), (2, "乙")]


def test_what_cannot_be_decided_is_a_sentence(tmp_path: Path) -> None:
    """A claim that is not there, a denial, a thing that is none; nothing of it is written down."""
    archive, sample = an_archive(tmp_path)
    denied = replace(sample.martyred, polarity=Polarity.DENIED, state=ClaimState.CANDIDATE)
    archive.save_claims(sample.open.id, "run-2", assertions=[denied, sample.commands], events=[])
    archive.close()
    workspace = Workspace(folder=tmp_path)

    for verb, claims, words in (
        (Verb.ACCEPT, ["ast-nowhere"], "no record makes this claim"),
        (Verb.ACCEPT, [denied.id], "the record denies this"),
        (Verb.OPEN, [sample.commands.id], "cannot be decided here"),
        (Verb.MERGE, [sample.commands.id], "nothing in this archive has this id"),
        (Verb.REJECT, [], "about something"),
    ):
        with pytest.raises(BadInput, match=words):
            decide(workspace, verb, claims, who="甲", reason="查")
    both = decide(workspace, Verb.ACCEPT, [denied.id, sample.commands.id], who="甲", reason="查")

    assert both.subjects == (sample.commands.id,)
    with open_archive(workspace.archive, read_only=True) as opened:
        assert len(opened.decisions()) == 1


def test_a_rebuild_keeps_decisions(tmp_path: Path) -> None:
    """Everything is read, marked and claimed anew, and the archivist's word still holds; the report counts it."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "一.txt").write_text("1936年，赵尚志任东北抗日联军第三军军长。", encoding="utf-8")
    workspace = Workspace(folder=tmp_path / "w")
    build_at(workspace.folder, folder)
    claim = next(one for one, state in _claims(workspace.archive).items() if state == "accepted")
    decide(workspace, Verb.REJECT, [claim], who="甲", reason="误")
    decided = _digests(workspace)
    with open_archive(workspace.archive) as archive:
        archive.connection.execute("UPDATE runs SET run = 'older'")

    report = build_at(workspace.folder, folder)

    assert _claims(workspace.archive)[claim] == "rejected"
    assert decided == (report.digest, report.graph_digest)
    assert {stage.name: stage.done for stage in report.stages}["decide"] == 1
    assert (report.counts["decisions"], report.counts["rejected claims"], report.waiting) == (1, 1, ())


def test_the_report_names_decisions_that_wait(tmp_path: Path) -> None:
    """A decision about a claim that no record makes any more is said in the report, by its number."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "一.txt").write_text("1936年，赵尚志任东北抗日联军第三军军长。", encoding="utf-8")
    workspace = Workspace(folder=tmp_path / "w")
    build_at(workspace.folder, folder)
    with open_archive(workspace.archive) as archive:
        archive.save_decision(a_decision(Verb.REJECT, "ast-gone"))

    report = build_at(workspace.folder, folder)

    assert report.waiting == ("1 (reject)",)
    assert any("1 (reject)" in line for line in report.lines())
    assert report.counts["decisions"] == 1


def _digests(workspace: Workspace) -> tuple[str, str]:
    with open_archive(workspace.archive, read_only=True) as archive:
        return archive.digest(), archive.meta("projected")


def test_a_copied_archive_file_takes_its_decisions_along(tmp_path: Path) -> None:
    """They live in the archive file and nowhere else."""
    archive, sample = an_archive(tmp_path)
    archive.close()
    decide(Workspace(folder=tmp_path), Verb.REJECT, [sample.secret.id], who="甲", reason="误")

    (tmp_path / "copy").mkdir()
    shutil.copyfile(tmp_path / "archive.db", tmp_path / "copy" / "archive.db")

    with open_archive(tmp_path / "copy" / "archive.db", read_only=True) as copy:
        assert [one.subjects for one in copy.decisions()] == [(sample.secret.id,)]
        assert [] == [one for one in copy.assertions(Audience.OPEN) if one.assertion.id == sample.secret.id]
