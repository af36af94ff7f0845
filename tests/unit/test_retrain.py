"""`dangmai retrain`: decisions about names become a head, the old one is kept, and --back brings it back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.heads import heads_of
from app.retrain import LEAST, back, judgements, retrain
from app.workspace import Workspace
from extraction.recognize.adapt import Judged
from extraction.recognize.tagger.head import Head
from extraction.recognize.tagger.model import TaggerModel
from kg.records import Archive, open_archive
from ontology.decisions import Decision, Verb, anchor_in, decision_id
from ontology.errors import BadInput, WorkspaceError
from ontology.kinds import Kind
from ontology.records import Record, mention_id
from tests.builders import a_mention, a_record
from tests.folders import dangmai
from tests.taggers import LetterTagger

TEXT = "甲到了乙。" * 12
TAGGER = LetterTagger("甲乙到了。", {"乙": "S-PLACE"})


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An archive with one record that names 甲 and 乙 twelve times; nothing is decided."""
    place = Workspace(folder=tmp_path)
    record = a_record(TEXT)
    with open_archive(place.archive) as archive:
        archive.save_record(record)
        archive.save_marked(record.id, "run-1", mentions=[a_mention(record, "乙", kind=Kind.PLACE)], dates=[])
    return place


def _record(archive: Archive) -> Record:
    return next(archive.records())


def _decide(archive: Archive, verb: Verb, start: int, *, kind: str = "", length: int = 1) -> Decision:
    """Write down what is said of a span."""
    record = _record(archive)
    ordinal = len(archive.decisions()) + 1
    subjects = (mention_id(record, start, start + length),)
    decision = Decision(
        id=decision_id(verb, subjects, reason="查对原件", who="甲", ordinal=ordinal),
        verb=verb,
        subjects=subjects,
        ordinal=ordinal,
        reason="查对原件",
        who="甲",
        value=kind,
        anchor=anchor_in(record, start, start + length),
    )
    archive.save_decision(decision)
    return decision


def _accept(workspace: Workspace, letter: str, kind: str, *, count: int = 12) -> None:
    """Mark a letter as a name wherever it stands."""
    places = [place for place, one in enumerate(TEXT) if one == letter]
    with open_archive(workspace.archive) as archive:
        for place in places[:count]:
            _decide(archive, Verb.ACCEPT, place, kind=kind)


# --- from decisions to judgements -------------------------------------------------------


def test_accepted_rejected_and_retyped_names_are_judgements(workspace: Workspace) -> None:
    """With the kind that was said, or that of the mention; in order of place."""
    with open_archive(workspace.archive) as archive:
        _decide(archive, Verb.RETYPE, 8, kind="PERSON")
        _decide(archive, Verb.REJECT, 3)
        _decide(archive, Verb.ACCEPT, 0, kind="PERSON")

        told = judgements(archive)

        assert told.of_record == {
            _record(archive).id: (
                Judged(start=0, end=1, kind=Kind.PERSON, right=True),
                Judged(start=3, end=4, kind=Kind.PLACE, right=False),
                Judged(start=8, end=9, kind=Kind.PERSON, right=True),
            )
        }
        assert set(told.decisions) == {one.id for one in archive.decisions()}


def test_the_last_decision_about_a_span_counts(workspace: Workspace) -> None:
    """People change their minds."""
    with open_archive(workspace.archive) as archive:
        _decide(archive, Verb.ACCEPT, 0, kind="PERSON")
        last = _decide(archive, Verb.REJECT, 0, kind="PERSON")

        told = judgements(archive)

    assert told.decisions == (last.id,)
    assert [one.right for (one,) in told.of_record.values()] == [False]


def test_a_decision_that_was_taken_back_teaches_nothing(workspace: Workspace) -> None:
    """As if it had never been."""
    with open_archive(workspace.archive) as archive:
        wrong = _decide(archive, Verb.ACCEPT, 0, kind="PERSON")
        archive.save_decision(
            replace(wrong, id="dec-undo", verb=Verb.UNDO, subjects=(wrong.id,), ordinal=2, anchor=None)
        )

        assert judgements(archive).decisions == ()


def test_decisions_about_claims_and_lost_places_are_left_out(workspace: Workspace) -> None:
    """The first are not about names; the second are counted, so that nobody wonders."""
    with open_archive(workspace.archive) as archive:
        claim = _decide(archive, Verb.ACCEPT, 0)
        archive.save_decision(replace(claim, id="dec-2", subjects=("ast-1",), ordinal=2, anchor=None))
        archive.save_record(replace(_record(archive), text="字迹不清。"))

        told = judgements(archive)

    assert (told.of_record, told.decisions, told.passed_over) == ({}, (), 1)


# --- learning ---------------------------------------------------------------------------


def test_the_head_is_kept_in_the_workspace_with_where_it_comes_from(workspace: Workspace) -> None:
    """Which tagger, which decisions, and how it fared with names it had not seen."""
    _accept(workspace, "甲", "PERSON")

    done = retrain(workspace, tagger=TAGGER)

    head = Head.load(workspace.folder / "models" / "head-1.npz")
    assert (done.number, done.new, done.passed_over) == (1, True, 0)
    assert heads_of(workspace.folder).in_use == workspace.folder / "models" / "head-1.npz"
    assert head.base == TAGGER.version
    assert head.facts["judged"] == 12
    assert head.facts["before"] == 0
    with open_archive(workspace.archive) as archive:
        assert head.facts["decisions"] == sorted(one.id for one in archive.decisions())


def test_the_same_decisions_are_learnt_once(workspace: Workspace) -> None:
    """The head that is there is used again."""
    _accept(workspace, "甲", "PERSON")
    first = retrain(workspace, tagger=TAGGER)

    second = retrain(workspace, tagger=TAGGER)

    assert (second.number, second.new) == (1, False)
    assert second.head.version == first.head.version
    assert heads_of(workspace.folder).numbers() == [1]


def test_back_goes_step_by_step_to_the_shipped_one(workspace: Workspace) -> None:
    """The newer head, the older one, none; the files stay, and there is an end."""
    _accept(workspace, "甲", "PERSON")
    retrain(workspace, tagger=TAGGER)
    _accept(workspace, "乙", "PERSON")
    retrain(workspace, tagger=TAGGER)

    steps = [back(workspace), back(workspace)]

    assert steps == [1, 0]
    assert heads_of(workspace.folder).in_use is None
    assert heads_of(workspace.folder).numbers() == [1, 2]
    with pytest.raises(BadInput, match="nothing to go back to"):
        back(workspace)


def test_too_few_decisions_are_refused(workspace: Workspace) -> None:
    """With how many there are, and how to record more."""
    _accept(workspace, "甲", "PERSON", count=LEAST - 1)

    with pytest.raises(BadInput, match=rf"{LEAST - 1} decisions .* {LEAST} are wanted.*dangmai decide"):
        retrain(workspace, tagger=TAGGER)

    assert not (workspace.folder / "models").exists()


def test_a_head_that_is_gone_is_said(workspace: Workspace) -> None:
    """Rather than reading on without it."""
    _accept(workspace, "甲", "PERSON")
    retrain(workspace, tagger=TAGGER)
    (workspace.folder / "models" / "head-1.npz").unlink()

    with pytest.raises(WorkspaceError, match=r"head-1\.npz"):
        _ = heads_of(workspace.folder).in_use


def test_a_head_for_another_tagger_is_refused(workspace: Workspace) -> None:
    """Its numbers would mean nothing there."""
    _accept(workspace, "甲", "PERSON")
    retrain(workspace, tagger=TAGGER)
    (workspace.folder / "tagger.onnx").write_bytes(b"newer weights")
    model = TaggerModel(workspace.folder, head=heads_of(workspace.folder).in_use)

    with pytest.raises(WorkspaceError, match="another version"):
        _ = model.version


def test_the_command_says_what_is_missing(workspace: Workspace) -> None:
    """In a sentence, with exit code 2; and there is nothing to go back to."""
    place = str(workspace.folder)

    learning, going_back = dangmai("retrain", place), dangmai("retrain", place, "--back")

    assert (learning.returncode, going_back.returncode) == (2, 2)
    assert "0 decisions are about names" in learning.stderr
    assert "as it was shipped" in going_back.stderr
