"""Are two mentions, each in a sentence, one thing? Yes, no or unsure, with a score and the reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extraction.link.choice import Choice
from extraction.link.linker import AuthorityLinker
from extraction.link.pairing import NO_UP_TO, YES_FROM, Verdict, weigh_pair
from extraction.link.profile import Profile, profile_of
from extraction.link.surroundings import RecordContext
from extraction.pipeline import record_of_text
from extraction.steps import Marked, Recognizer
from ontology.errors import BadInput
from ontology.kinds import Kind
from ontology.records import Mention, Record, mention_id

_POSSIBLE = 0.5
"""Above this a name that could not be placed may still be the entry's."""
_SUPPORTED = 0.65
"""Below this two persons of one entry rest on a usual name or on a likeness alone."""
_AFTER_INITIAL = re.compile(r"[А-ЯЁ]\. ?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Two mentions of one kind, each with the sentence it stands in."""

    id: str
    kind: Kind
    a: str
    a_context: str
    b: str
    b_context: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found: `yes`, `no` or `unsure`."""

    id: str
    same: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One of the two mentions as the linker sees it."""

    choice: Choice
    profile: Profile


class Comparer:
    """Compares mentions the way the linker gathers them, with nothing known but the two sentences."""

    def __init__(self, *, linker: AuthorityLinker, recognizer: Recognizer) -> None:
        """Take the linker that decides and the recogniser that finds the company."""
        self._linker = linker
        self._recognizer = recognizer

    def compare(self, question: Question) -> Answer:
        """The answer to one question."""
        first = self._side(question, "a")
        second = self._side(question, "b")
        verdict = _judged(first, second)
        return Answer(id=question.id, same=verdict.same, score=verdict.score, why=verdict.why)

    def _side(self, question: Question, which: str) -> _Side:
        names = (question.a, question.b) if which == "a" else (question.b, question.a)
        sentence = question.a_context if which == "a" else question.b_context
        if not all(name.strip() for name in names):
            raise BadInput(question.id, f"`{which}` is empty", "Name the mention.")
        text = sentence if names[0] in sentence else f"{names[0]}。{sentence}"
        record = record_of_text(f"{question.id}-{which}", text)
        found = self._recognizer.recognize(record)
        start = _place_of(names[0], text, found.mentions)
        own = _mention(record, start, names[0], question.kind)
        others = [m for m in found.mentions if m.end <= own.start or own.end <= m.start]
        # The other name of the question is a name wherever it stands: 于海云 in 于海云报号四海.
        for match in re.finditer(re.escape(names[1]), text):
            if all(match.end() <= m.start or m.end <= match.start() for m in (*others, own)):
                others.append(_mention(record, match.start(), names[1], question.kind))
        marked = replace(found, mentions=tuple(sorted((*others, own), key=lambda m: (m.start, m.end))))
        return self._seen(marked, own)

    def _seen(self, marked: Marked, own: Mention) -> _Side:
        choices = self._linker.choices(marked)
        choice = choices[own.id]
        return _Side(choice=choice, profile=profile_of(RecordContext(marked), own, choice, choices))


def _mention(record: Record, start: int, name: str, kind: Kind) -> Mention:
    end = start + len(name)
    return Mention(
        id=mention_id(record, start, end),
        record=record.id,
        start=start,
        end=end,
        text=name,
        kind=kind,
        score=1.0,
        found_by=("question",),
    )


def _place_of(name: str, text: str, found: Sequence[Mention]) -> int:
    """Where the mention stands: where it stands alone rather than inside a longer name (周 in 周保中)."""
    starts = [match.start() for match in re.finditer(re.escape(name), text)]
    alone = [
        start
        for start in starts
        if not any(
            m.start <= start and start + len(name) <= m.end and m.end - m.start > len(name) for m in found
        )
        and not _AFTER_INITIAL.search(text[:start])
    ]
    return (alone or starts[-1:])[0]


def _judged(first: _Side, second: _Side) -> Verdict:
    mine, theirs = first.choice, second.choice
    if mine.entry and theirs.entry:
        score = min(mine.score, theirs.score)
        if mine.entry.id == theirs.entry.id:
            if mine.entry.kind is Kind.PERSON and score < _SUPPORTED:
                score = min(score, YES_FROM - 0.01)  # a usual name of which nothing else is said
            return Verdict(score=score, reasons=(mine.why.rstrip("。"), theirs.why.rstrip("。")))
        return Verdict(
            score=round(max(0.0, NO_UP_TO - 0.3 * score), 3),
            reasons=(
                f"前者是{mine.entry.canonical}（{mine.entry.id}）",
                f"后者是{theirs.entry.canonical}（{theirs.entry.id}）",
            ),
        )
    if mine.entry:
        return _one_known(first, second)
    if theirs.entry:
        return _one_known(second, first)
    return weigh_pair(first.profile, second.profile)


def _one_known(known: _Side, stranger: _Side) -> Verdict:
    """One is in the authority file, the other could not be placed: it may still be the same."""
    entry = known.choice.entry
    assert entry is not None  # the caller chose the known side
    offered = dict(stranger.choice.candidates).get(entry.entity().id, 0.0)
    if offered > _POSSIBLE:
        said = (f"前后之一是{entry.canonical}", stranger.choice.why.rstrip("。"))
        return Verdict(score=round(min(0.59, max(0.31, offered * 0.7)), 3), reasons=said)
    why = (
        f"“{known.profile.written}”是{entry.canonical}，“{stranger.profile.written}”不是其名，或所述与之不合"
    )
    return Verdict(score=0.1, reasons=(why,))
