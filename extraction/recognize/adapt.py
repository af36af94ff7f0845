"""Learning from reviewers: judged names in, a head for the tagger out. Numpy only.

| characters | should say | count |
|---|---|---|
| of a name somebody accepted | that name | much |
| of a name somebody rejected, or that an accepted one overlaps | anything but a name of that kind | much |
| all others of the judged texts | what the shipped tagger says | as they are |
| of texts written for training | what the shipped tagger says | as they are |

So what was judged changes, and whatever else the tagger knows stays. Accepted names are remembered besides. Learning
always starts from the shipped tagger and all judgements that hold: the same judgements give the same head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from extraction.pipeline import record_of_text
from extraction.recognize.softmax import Examples, Floats, fit, log_softmax
from extraction.recognize.tagger.finder import WINDOW, windows
from extraction.recognize.tagger.form import tagger_form
from extraction.recognize.tagger.head import Head
from extraction.recognize.tagger.labels import KINDS, best_paths, label_ids, spans_of
from extraction.recognize.tagger.model import Read
from extraction.text.layers import layers_of, unfolded
from ontology.errors import WorkspaceError
from ontology.kinds import Kind
from ontology.records import Lang, Layer, Record

_MARK = re.compile(r"\[([^\[\]|]+)\|[PLOEW]\]")


class StateReader(Protocol):
    """A tagger that shows its states; the shipped one, without a head."""

    @property
    def version(self) -> str:
        """A hash of its weights."""

    def read(
        self, texts: Sequence[str], *, guideline: str = "ours"
    ) -> Iterator[tuple[list[int], list[Read]]]:
        """States and scores of some texts, batch by batch, with the numbers of the texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A span that somebody said to be a name of a kind, or not to be one."""

    start: int
    end: int
    kind: Kind
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A text as the tagger reads it, with what was judged in it; `group` is its record."""

    text: str
    judged: tuple[Judged, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How strongly judgements pull, and how strongly the shipped tagger holds."""

    judged: float = 0.7  # what a judged character counts, against 1 for one that should stay as it is
    keep: float = 1.0  # the pull of every number to nought
    quiet: int = 16  # of unjudged characters that are surely in no name, one in so many is looked at


USUAL = Measure()
"""What was found to teach most without making other texts worse."""


def tagger_layer(record: Record) -> Layer:
    """The layer of a record that the tagger reads: its spelling made plain, its characters not yet folded."""
    scanned = any(page.lines for page in record.pages)
    layers = layers_of(record.text, lang=record.lang, script=record.script, scanned=scanned)
    return unfolded(layers)


def lessons_of(record: Record, judged: Iterable[Judged] = ()) -> Iterator[Lesson]:
    """The texts of a record as the tagger reads them, with judgements about spans of L0 carried along."""
    layer, lang = tagger_layer(record), _read_as(record.lang)
    form = tagger_form(layer.text, lang)
    moved = sorted(_moved(judged, layer), key=lambda one: (one.start, one.end))
    for start, end in windows(layer.text, WINDOW[lang]):
        inside = tuple(
            replace(one, start=one.start - start, end=one.end - start)
            for one in moved
            if start <= one.start and one.end <= end
        )
        yield Lesson(text=form[start:end], judged=inside, group=record.id)


def _read_as(lang: Lang) -> Lang:
    return lang if lang in WINDOW else "zh"


def _moved(judged: Iterable[Judged], layer: Layer) -> Iterator[Judged]:
    """Spans of L0 as spans of a layer; a span whose characters the layer left out is passed over."""
    starts, ends = np.array(layer.starts), np.array(layer.ends)
    for one in judged:
        inside = np.flatnonzero((starts < one.end) & (ends > one.start))
        if len(inside):
            yield replace(one, start=int(inside[0]), end=int(inside[-1]) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A head, and how heads fared with judgements they had not seen."""

    head: Head
    judged: int  # names judged
    before: int  # of these, how many come out as judged by the shipped tagger
    after: int | None  # and how many by one that learnt from the judgements in other texts, if there are some


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pupil:
    """A text with what the tagger saw in it."""

    lesson: Lesson
    read: Read
    examples: Examples

    def right(self, head: Head | None = None) -> int:
        """How many of the judged names come out as judged."""
        found = names_in(self.lesson.text, self.read, head)
        return sum(((one.start, one.end, one.kind) in found) == one.right for one in self.lesson.judged)


def learn(
    tagger: StateReader, lessons: Sequence[Lesson], *, measure: Measure = USUAL, folds: int = 4
) -> Learned:
    """What some judged texts, with unjudged ones beside them, ask of the tagger.

    Args:
        tagger: the shipped one.
        lessons: all texts.
        measure: how strongly the judgements pull.
        folds: parts of the judged texts that are set aside in turn to see how the learnt fares; 0 leaves that out.
    """
    pupils, base = list(_pupils(tagger, lessons, measure)), tagger.version
    judged = [one for one in pupils if one.lesson.judged]
    after = []
    for part in _folds(judged, folds):
        aside = {id(one) for one in part}
        head = _taught([one for one in pupils if id(one) not in aside], measure, base)
        after += [one.right(head) for one in part]
    return Learned(
        head=_taught(pupils, measure, base),
        judged=sum(len(one.lesson.judged) for one in judged),
        before=sum(one.right() for one in judged),
        after=sum(after) if after else None,
    )


def _folds(judged: Sequence[_Pupil], folds: int) -> list[list[_Pupil]]:
    """The judged texts in parts, the texts of one record together where there are enough records; or no parts."""
    groups = sorted({one.lesson.group for one in judged})
    if len(groups) < folds:
        parts = min(folds, len(judged))
        return [list(judged[n::parts]) for n in range(parts)] if parts > 1 else []
    number = {group: n % folds for n, group in enumerate(groups)} if folds else {}
    return [[one for one in judged if number[one.lesson.group] == n] for n in range(folds)]


def names_in(text: str, read: Read, head: Head | None = None) -> set[tuple[int, int, Kind]]:
    """The names of a text as the tagger sees them, with what a head knows if one is given."""
    logits = head.correct(text, read.states, read.logits) if head else read.logits
    return set(spans_of(best_paths(log_softmax(logits)[None], np.array([len(logits)]))[0]))


def _taught(pupils: Sequence[_Pupil], measure: Measure, base: str) -> Head:
    """The head that some texts ask for."""
    parts = [one.examples for one in pupils]
    whole = Examples(
        states=np.concatenate([part.states for part in parts]),
        logits=np.concatenate([part.logits for part in parts]),
        wanted=np.concatenate([part.wanted for part in parts]),
        weights=np.concatenate([part.weights for part in parts]),
    )
    correction = fit(whole, keep=measure.keep)
    names = accepted_names(one.lesson for one in pupils)
    return Head(change=correction[:-1], shift=correction[-1], names=names, base=base, facts={})


def accepted_names(lessons: Iterable[Lesson]) -> dict[str, str]:
    """The names of two characters and more that were accepted more often than rejected, with their kinds."""
    votes: Counter[tuple[str, str]] = Counter()
    for lesson in lessons:
        for one in lesson.judged:
            votes[lesson.text[one.start : one.end], one.kind.value] += 1 if one.right else -1
    best = sorted(
        (-count, name, kind) for (name, kind), count in votes.items() if count > 0 and len(name) > 1
    )
    found: dict[str, str] = {}
    for _, name, kind in best:
        found.setdefault(name, kind)
    return dict(sorted(found.items()))


def _pupils(tagger: StateReader, lessons: Sequence[Lesson], measure: Measure) -> Iterator[_Pupil]:
    """The lessons as the tagger reads them: record by record, for what it reads together sways its rounding."""
    for _, group in groupby(lessons, key=lambda one: one.group):
        together = list(group)
        for numbers, reads in tagger.read([lesson.text for lesson in together]):
            for number, read in zip(numbers, reads, strict=True):
                lesson = together[number]
                yield _Pupil(lesson=lesson, read=read, examples=_examples(lesson, read, measure))


def _examples(lesson: Lesson, read: Read, measure: Measure) -> Examples:
    """The characters of one text; where nothing was judged, few of those that are surely in no name."""
    said = log_softmax(read.logits)
    wanted, decided = wanted_of(said, lesson.judged)
    weights = np.where(decided, measure.judged, 1.0).astype(np.float32)
    quiet = (said[:, 0] > np.log(0.999)) & (not lesson.judged)
    kept = ~quiet | (np.arange(len(said)) % measure.quiet == 0)
    weights[quiet] *= measure.quiet
    return Examples(
        states=read.states[kept], logits=read.logits[kept], wanted=wanted[kept], weights=weights[kept]
    )


def wanted_of(said: Floats, judged: Sequence[Judged]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """The labels' probabilities that judgements ask for, and which characters they are about.

    Args:
        said: log probabilities of the shipped tagger, (characters, labels).
        judged: spans of the text; of two accepted ones that overlap, the later in the row is passed over.
    """
    wanted, decided = np.exp(said), np.zeros(len(said), dtype=bool)
    accepted = _apart([one for one in judged if one.right])
    for start, end, kind in [
        *_doubted(said, accepted),
        *((j.start, j.end, j.kind) for j in judged if not j.right),
    ]:
        first = 1 + 4 * KINDS.index(kind)
        wanted[start:end, first : first + 4] = 0
        decided[start:end] = True
    rest = wanted[:, 1:].sum(axis=1)
    wanted[:, 0] = np.where(
        decided, np.maximum(wanted[:, 0], rest + 1e-6), wanted[:, 0]
    )  # most likely no name
    wanted /= wanted.sum(axis=1, keepdims=True)
    for one in accepted:
        labels = label_ids(one.end - one.start, [(0, one.end - one.start, one.kind.value)])
        wanted[one.start : one.end] = np.eye(wanted.shape[1], dtype=np.float32)[labels]
        decided[one.start : one.end] = True
    return wanted, decided


def _apart(accepted: Sequence[Judged]) -> list[Judged]:
    kept: list[Judged] = []
    for one in accepted:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return kept


def _doubted(said: Floats, accepted: Sequence[Judged]) -> Iterator[tuple[int, int, Kind]]:
    """Names the tagger sees that an accepted one overlaps without being the same."""
    path = best_paths(said[None], np.array([len(said)]))[0]
    for start, end, kind in spans_of(path):
        for one in accepted:
            if start < one.end and one.start < end and (start, end, kind) != (one.start, one.end, one.kind):
                yield start, end, kind


def written_lessons(folder: Path, *, every: int = 1) -> Iterator[Lesson]:
    """The passages written for training (`<language>-*.txt`), without their marks: what must not be forgotten.

    Args:
        folder: where they lie.
        every: take one passage of so many.

    Raises:
        WorkspaceError: when there are none: without them other texts would suffer.
    """
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise WorkspaceError(str(folder), "the passages to hold on to are not there", "Install 档脉 again.")
    for path in files:
        lines = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
        passages = [part for part in re.split(r"\n\s*\n", lines) if part.strip()]
        for number, passage in enumerate(passages[::every]):
            record = record_of_text(f"{path.stem}-{number}", _MARK.sub(r"\1", passage.strip()), path.name[:2])
            yield from lessons_of(record)
