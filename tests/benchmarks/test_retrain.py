"""What two hundred decisions teach: better on texts of their kind, no worse on others, within minutes.

A reviewer is simulated who goes through passages of one kind from the beginning: what the shipped tagger finds is
accepted or rejected, what it missed is marked, until two hundred things are said. The other passages of the kind,
and all of other kinds, tell what came of it (exact spans and kinds, the tagger alone).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from app.retrain import retrain
from app.workspace import Workspace
from extraction.pipeline import record_of_text
from extraction.recognize.adapt import Judged, Lesson, lessons_of, tagger_layer
from extraction.recognize.tagger.finder import WINDOW, windows
from extraction.recognize.tagger.model import Read, TaggerModel
from kg.records import open_archive
from ontology.decisions import Decision, Verb, anchor_in, decision_id
from ontology.kinds import MARKED, Kind
from ontology.records import Record, mention_id

pytestmark = pytest.mark.benchmark
GOLD = Path(__file__).parents[2] / "data" / "gold" / "development.jsonl"
DECISIONS = 200
ROUNDS = 8
"""How often, each time with other passages decided on: a single round says little."""
Row = dict[str, object]
Names = set[tuple[int, int, Kind]]
KINDS: dict[str, Callable[[Row], bool]] = {
    "百科条目": lambda row: row["kind"] == "百科条目",
    "traditional characters": lambda row: row["script"] == "Hant",
    "Japanese": lambda row: row["lang"] == "ja",
    "Russian": lambda row: row["lang"] == "ru",
}


class Remembering:
    """The shipped tagger, which reads each text once for all rounds."""

    def __init__(self) -> None:
        """Have it read on two threads."""
        self.model = TaggerModel(threads=2)
        self.version = self.model.version
        self._read: dict[tuple[str, ...], list[tuple[list[int], list[Read]]]] = {}

    def read(
        self, texts: Sequence[str], *, guideline: str = "ours"
    ) -> Iterator[tuple[list[int], list[Read]]]:
        """States and scores, from memory where it can."""
        key = tuple(texts)
        if key not in self._read:
            self._read[key] = list(self.model.read(texts, guideline=guideline))
        yield from self._read[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A passage with its right names, in L0."""

    record: Record
    names: tuple[Judged, ...]

    @property
    def lessons(self) -> list[Lesson]:
        """The texts of it that the tagger reads, with the right names in them."""
        return list(lessons_of(self.record, self.names))


def _passage(row: Row) -> Marked:
    record = record_of_text(str(row["id"]), str(row["text"]), str(row["lang"]))
    entities: list[Row] = row["entities"]  # type: ignore[assignment]
    names = tuple(
        Judged(start=one["start"], end=one["end"], kind=Kind(one["type"]), right=True)  # type: ignore[arg-type]
        for one in entities
        if one["type"] in MARKED
    )
    return Marked(record=record, names=names)


def _seen(passage: Marked, tagger: TaggerModel) -> Names:
    """What the tagger marks in a passage, in L0."""
    layer, lang = tagger_layer(passage.record), passage.record.lang
    spans = list(windows(layer.text, WINDOW[lang]))
    found = tagger.tag([lesson.text for lesson in passage.lessons])
    return {
        (*layer.source_span(start + one.start, start + one.end), one.kind)
        for (start, _), names in zip(spans, found, strict=True)
        for one in names
    }


def _said(passage: Marked, tagger: TaggerModel) -> list[Judged]:
    """What a reviewer says of a passage, in the order of its text."""
    right = {(one.start, one.end, one.kind) for one in passage.names}
    wrong = [Judged(start=s, end=e, kind=kind, right=False) for s, e, kind in _seen(passage, tagger) - right]
    return sorted([*wrong, *passage.names], key=lambda one: (one.start, one.end, one.right))


def _write_down(workspace: Workspace, passages: Sequence[Marked], tagger: TaggerModel) -> list[Marked]:
    """Put the passages into an archive, decide in turn until there are enough; which were not decided on."""
    left, ordinal = list(passages), 0
    with open_archive(workspace.archive) as archive:
        while ordinal < DECISIONS and left:
            passage = left.pop(0)
            archive.save_record(passage.record)
            for one in _said(passage, tagger)[: DECISIONS - ordinal]:
                ordinal += 1
                archive.save_decision(_decision(passage.record, one, ordinal))
    return left


def _decision(record: Record, judged: Judged, ordinal: int) -> Decision:
    verb = Verb.ACCEPT if judged.right else Verb.REJECT
    subjects = (mention_id(record, judged.start, judged.end),)
    return Decision(
        id=decision_id(verb, subjects, reason="simulated", who="benchmark", ordinal=ordinal),
        verb=verb,
        subjects=subjects,
        ordinal=ordinal,
        reason="simulated",
        who="benchmark",
        value=judged.kind.value,
        anchor=anchor_in(record, judged.start, judged.end),
    )


def _f1(passages: Sequence[Marked], tagger: TaggerModel) -> float:
    """Exact spans and kinds, in percent."""
    right = said = wanted = 0
    for passage in passages:
        gold, mine = {(one.start, one.end, one.kind) for one in passage.names}, _seen(passage, tagger)
        right, said, wanted = right + len(gold & mine), said + len(mine), wanted + len(gold)
    return 200 * right / max(1, said + wanted)


@pytest.fixture(scope="module")
def tagger() -> Remembering:
    """The shipped tagger."""
    return Remembering()


@pytest.mark.parametrize("kind", KINDS)
def test_two_hundred_decisions(
    tagger: Remembering, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Gain on passages of the kind that nobody decided on, gain on all others, and seconds."""
    rows: list[Row] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    of_kind = [_passage(row) for row in rows if KINDS[kind](row)]
    others = [_passage(row) for row in rows if not KINDS[kind](row)]
    gains, losses, seconds = [], [], []
    for number in range(ROUNDS):
        workspace = Workspace(folder=tmp_path / str(number))
        workspace.folder.mkdir()
        held = _write_down(workspace, Random(number).sample(of_kind, len(of_kind)), tagger.model)
        started = time.perf_counter()

        done = retrain(workspace, tagger=tagger)

        seconds.append(time.perf_counter() - started)
        taught = TaggerModel(threads=2, head=workspace.folder / "models" / f"head-{done.number}.npz")
        gains.append(_f1(held, taught) - _f1(held, tagger.model))
        losses.append(_f1(others, taught) - _f1(others, tagger.model))
    with capsys.disabled():
        print(
            f"\n{kind}: held back {_mean(gains):+.1f} {_listed(gains)}, "
            f"others {_mean(losses):+.1f} {_listed(losses)}, {max(seconds):.0f} s"
        )
    assert max(seconds) <= 300
    print(len(held), sum(len(p.names) for p in held), done.head.facts["judged"], _f1(held, tagger.model))
    assert _mean(gains) >= 1
    assert _mean(losses) >= -0.5


def _mean(figures: Sequence[float]) -> float:
    return sum(figures) / len(figures)


def _listed(figures: Sequence[float]) -> str:
    return f"({', '.join(f'{one:+.1f}' for one in figures)})"
