"""Learning from reviewers: what judgements ask for, and a correction that does it and leaves the rest alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extraction.recognize.adapt import (
    Judged,
    Lesson,
    Measure,
    accepted_names,
    learn,
    lessons_of,
    names_in,
    wanted_of,
    written_lessons,
)
from extraction.recognize.softmax import Examples, fit, log_softmax
from extraction.recognize.tagger.head import Head
from extraction.recognize.tagger.labels import LABELS
from extraction.recognize.tagger.model import Read
from ontology.errors import WorkspaceError
from ontology.kinds import Kind
from tests.builders import a_record
from tests.taggers import LetterTagger

OUT, B_PERSON, I_PERSON, E_PERSON, S_PERSON, B_PLACE = range(6)


FIRM = Measure(judged=20, keep=0.1)
"""Judgements outweigh a tagger that is very sure of itself."""


def _said(*labels: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Log probabilities of a tagger that is nearly sure of these labels."""
    logits = np.zeros((len(labels), len(LABELS)), dtype=np.float32)
    logits[np.arange(len(labels)), list(labels)] = 6
    return log_softmax(logits)


# --- what is wanted ---------------------------------------------------------------------


def test_an_accepted_name_is_wanted_as_it_was_marked() -> None:
    """Beginning and end of the name, whatever the tagger said; its neighbours keep what it said."""
    said = _said(OUT, OUT, OUT, OUT)

    wanted, decided = wanted_of(said, [Judged(start=1, end=3, kind=Kind.PERSON, right=True)])

    assert wanted[1, B_PERSON] == wanted[2, E_PERSON] == 1
    assert decided.tolist() == [False, True, True, False]
    assert np.allclose(wanted[0], np.exp(said[0]), atol=1e-5)


def test_a_rejected_name_may_be_anything_but_that() -> None:
    """The kind's labels are out; that it is no name gets half at least, what else was possible the rest."""
    said = _said(B_PERSON, E_PERSON)

    wanted, decided = wanted_of(said, [Judged(start=0, end=2, kind=Kind.PERSON, right=False)])

    assert not wanted[:, B_PERSON : S_PERSON + 1].any()
    assert np.allclose(wanted.sum(axis=1), 1)
    assert wanted[0, OUT] == pytest.approx(0.5, rel=1e-2)
    assert wanted[0, B_PLACE] == pytest.approx(0.5 / 16, rel=1e-2)
    assert decided.all()


def test_an_accepted_name_contradicts_a_longer_one_around_it() -> None:
    """Nobody need reject what the right span makes impossible: the part outside is no name of that kind."""
    said = _said(B_PERSON, I_PERSON, E_PERSON)

    wanted, _ = wanted_of(said, [Judged(start=0, end=2, kind=Kind.PERSON, right=True)])

    assert wanted[0, B_PERSON] == wanted[1, E_PERSON] == 1
    assert not wanted[2, B_PERSON : S_PERSON + 1].any()


def test_of_two_accepted_names_that_overlap_one_holds() -> None:
    """A character has one label."""
    both = [Judged(start=s, end=s + 2, kind=Kind.PERSON, right=True) for s in (0, 1)]

    wanted, _ = wanted_of(_said(OUT, OUT, OUT), both)

    assert wanted[0, B_PERSON] == wanted[1, E_PERSON] == 1
    assert np.allclose(wanted.sum(axis=1), 1)


# --- texts ------------------------------------------------------------------------------


def test_judgements_follow_the_text_into_the_layer_the_tagger_reads() -> None:
    """A name broken by a line end is one name there, in simplified characters, under its own record."""
    record = a_record("一九三六年，趙尚\n志任軍長。")
    start = record.text.index("趙")

    (lesson,) = lessons_of(record, [Judged(start=start, end=start + 4, kind=Kind.PERSON, right=True)])

    (judged,) = lesson.judged
    assert lesson.text[judged.start : judged.end] == "赵尚志"
    assert lesson.group == record.id


def test_a_long_text_becomes_several_and_every_judgement_keeps_its_name() -> None:
    """Texts are as long as those the tagger reads at work."""
    record = a_record("赵尚志到了珠河。" * 60)
    places = [n for n in range(len(record.text)) if record.text.startswith("赵", n)]
    judged = [Judged(start=n, end=n + 3, kind=Kind.PERSON, right=True) for n in places]

    lessons = list(lessons_of(record, judged))

    names = [lesson.text[one.start : one.end] for lesson in lessons for one in lesson.judged]
    assert len(lessons) > 2
    assert names == ["赵尚志"] * 60


def test_without_written_passages_nothing_is_learnt(tmp_path: Path) -> None:
    """They keep other texts from suffering."""
    with pytest.raises(WorkspaceError, match="Install"):
        list(written_lessons(tmp_path))


def test_written_passages_lose_their_marks_and_their_comments(tmp_path: Path) -> None:
    """The text is what counts; one passage of two can be taken."""
    (tmp_path / "zh-a.txt").write_text(
        "# 说明\n\n[赵尚志|P]在[珠河|L]。\n\n第二段。\n\n[哈尔滨|L]。\n", encoding="utf-8"
    )

    texts = [lesson.text for lesson in written_lessons(tmp_path, every=2)]

    assert texts == ["赵尚志在珠河。", "哈尔滨。"]


# --- learning ---------------------------------------------------------------------------


def test_what_was_judged_changes_and_the_rest_stays() -> None:
    """A missed name is found, a false one is gone, a known one that nobody spoke of is still there."""
    tagger = LetterTagger("甲乙丙丁", {"乙": "S-PLACE", "丙": "S-PERSON"})
    judged = (
        Judged(start=0, end=1, kind=Kind.ORGANIZATION, right=True),  # 甲, unknown to it
        Judged(start=1, end=2, kind=Kind.PLACE, right=False),  # 乙, a mistake
    )
    lessons = [Lesson(text="甲乙丁", judged=judged, group=str(n)) for n in range(8)]
    lessons += [Lesson(text="丙丁丁", group="other")] * 4

    learned = learn(tagger, lessons, measure=FIRM)

    ((_, (read,)),) = tagger.read(["甲丁乙丙"])
    assert names_in("甲丁乙丙", read) == {(2, 3, Kind.PLACE), (3, 4, Kind.PERSON)}
    assert names_in("甲丁乙丙", read, learned.head) == {(0, 1, Kind.ORGANIZATION), (3, 4, Kind.PERSON)}
    assert (learned.judged, learned.before, learned.after) == (16, 0, 16)


def test_nothing_judged_teaches_nothing() -> None:
    """The shipped tagger wants what it says."""
    tagger = LetterTagger("甲乙", {"乙": "S-PLACE"})

    learned = learn(tagger, [Lesson(text="甲乙甲")] * 3)

    assert np.abs(learned.head.change).max() < 1e-4
    assert (learned.judged, learned.after, learned.head.names) == (0, None, {})


def test_learning_twice_gives_the_same_numbers() -> None:
    """Same decisions in, same head out."""
    tagger = LetterTagger("甲乙", {})
    lessons = [Lesson(text="甲乙", judged=(Judged(start=0, end=1, kind=Kind.WORK, right=True),), group="g")]

    first, second = learn(tagger, lessons).head, learn(tagger, lessons).head

    assert first.version == second.version
    assert first.change.any()


def test_the_search_ends_at_the_least_cost() -> None:
    """At the minimum the slope is nought: what is said, weighed, is what is wanted, but for the pull to nought."""
    chance = np.random.default_rng(3)
    states = chance.normal(size=(200, 6)).astype(np.float32)
    wanted = np.eye(4, dtype=np.float32)[chance.integers(0, 4, 200)]
    weights = chance.uniform(0.5, 2, 200).astype(np.float32)
    zero = np.zeros((200, 4), dtype=np.float32)

    found = fit(Examples(states=states, logits=zero, wanted=wanted, weights=weights), keep=2.0, steps=200)

    said = np.exp(log_softmax(states @ found[:-1] + found[-1]))
    wide = np.concatenate((states, np.ones((200, 1), np.float32)), axis=1)
    slope = wide.T @ ((said - wanted) * weights[:, None]) + 2.0 * found
    assert np.abs(slope).max() < 0.05


# --- names that are remembered ----------------------------------------------------------


def test_a_name_accepted_more_often_than_rejected_is_remembered() -> None:
    """With the kind most people gave it; one character alone says too little."""
    text = "哈尔滨在江边"
    said = [(0, 3, Kind.PLACE, True), (0, 3, Kind.PLACE, True), (0, 3, Kind.ORGANIZATION, True)]
    said += [(4, 6, Kind.PLACE, True), (4, 6, Kind.PLACE, False), (4, 5, Kind.PLACE, True)]
    lessons = [
        Lesson(text=text, judged=(Judged(start=start, end=end, kind=kind, right=right),))
        for start, end, kind, right in said
    ]

    assert accepted_names(lessons) == {"哈尔滨": "PLACE"}


def _remembering(**names: str) -> Head:
    nought = np.zeros((1, len(LABELS)), dtype=np.float32)
    return Head(change=nought, shift=nought[0], names=names, base="abc", facts={})


def test_a_remembered_name_is_a_hint_where_it_stands() -> None:
    """It tips a tagger that hesitates, and does not overrule one that is sure."""
    states = np.ones((4, 1), dtype=np.float32)
    hesitant, sure = np.zeros((2, 4, len(LABELS)), dtype=np.float32)
    hesitant[:, OUT], sure[:, OUT] = 2, 9
    head = _remembering(珠河="PLACE")

    found = [names_in("到珠河去", Read(states=states, logits=logits), head) for logits in (hesitant, sure)]

    assert found == [{(1, 3, Kind.PLACE)}, set()]


def test_a_russian_name_is_looked_for_as_a_word() -> None:
    """Not inside a longer one."""
    text = "Вена, Веналия"
    nought = np.zeros((len(text), len(LABELS)), dtype=np.float32)

    scores = _remembering(Вена="PLACE").correct(text, np.ones((len(text), 1), np.float32), nought)

    assert np.flatnonzero(scores.any(axis=1)).tolist() == [0, 1, 2, 3]


# --- the head as a file -----------------------------------------------------------------


def _head() -> Head:
    return Head(
        change=np.full((3, 2), 0.5, dtype=np.float32),
        shift=np.array([1, -1], dtype=np.float32),
        names={"珠河": "PLACE"},
        base="abc",
        facts={"judged": 12, "decisions": ["dec-1"]},
    )


def test_a_head_survives_its_file(tmp_path: Path) -> None:
    """Numbers, the tagger it is for, and where it comes from."""
    path = tmp_path / "models" / "head-1.npz"
    _head().save(path)

    found = Head.load(path)

    assert found.version == _head().version
    assert (found.base, found.facts) == ("abc", {"judged": 12, "decisions": ["dec-1"]})
    assert found.names == {"珠河": "PLACE"}
    assert found.correct("县", np.ones((1, 3), np.float32), np.zeros((1, 2), np.float32)).tolist() == [
        [2.5, 0.5]
    ]
    assert [one.name for one in path.parent.iterdir()] == ["head-1.npz"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no head"])
def test_a_broken_file_is_said_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    """With the remedy."""
    path = tmp_path / "head-1.npz"
    path.write_bytes(content)

    with pytest.raises(WorkspaceError, match="dangmai retrain"):
        Head.load(path)
