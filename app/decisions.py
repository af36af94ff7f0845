"""What staff decides: written down, taken back, and seen in archive and graph at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.build import follow_decisions
from app.graphs import refresh_staff_graph
from app.progress import Reporter, Silent
from app.settings import read_settings
from app.targets import CLAIM, Meant, Subjects, kind_named
from app.wiring import Steps, steps_for
from app.wishes import OFFERED, Span, Wish
from app.workspace import Workspace
from kg.records import Archive, open_archive
from ontology.decisions import (
    MENTION,
    Anchor,
    Decision,
    Target,
    Verb,
    decision_id,
    is_about_a_name,
    standing,
    taken_back,
)
from ontology.errors import BadInput
from ontology.kinds import MARKED
from ontology.records import Polarity

APART = (Verb.NEVER_MERGE, Verb.SAME_AS)
"""Decisions that keep things two."""
_LIGHT = (Verb.ACCEPT, Verb.REJECT, Verb.RENAME)
"""Decisions about claims and labels: nothing has to be found or linked anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What a decision is about, looked up and checked."""

    subjects: tuple[str, ...]
    value: str = ""
    anchor: Anchor | None = None
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where decisions are checked and numbered: the archive, and what is decided in it already."""

    archive: Archive
    subjects: Subjects
    decided: list[Decision] = field(default_factory=list)

    def write(self, wish: Wish) -> Decision:
        """The next decision of the archive, as somebody worded it."""
        try:
            decision = self._decision(wish, self._about(wish))
        except BadInput as error:
            if not wish.place:
                raise
            raise BadInput(f"{wish.place}, {error.place}", error.reason, error.remedy) from None
        self.archive.save_decision(decision)
        self.decided.append(decision)
        return decision

    def _decision(self, wish: Wish, about: _About) -> Decision:
        ordinal = max((one.ordinal for one in self.decided), default=0) + 1
        said = {"reason": wish.reason, "who": wish.who}
        return Decision(
            id=decision_id(wish.verb, about.subjects, ordinal=ordinal, **said),
            verb=wish.verb,
            subjects=about.subjects,
            ordinal=ordinal,
            value=about.value,
            when=datetime.now(UTC).isoformat(timespec="seconds"),
            anchor=about.anchor,
            targets=about.targets,
            **said,
        )

    def _about(self, wish: Wish) -> _About:
        if not wish.subjects:
            raise BadInput(wish.verb, "a decision is about something", "Name the id it is about.")
        if wish.verb is Verb.UNDO:
            return self._taken_back(wish)
        first = wish.subjects[0]
        in_text = _is_name(first)
        if wish.verb in (Verb.ACCEPT, Verb.REJECT):
            return self._name(wish) if in_text else self._claims(wish)
        if wish.verb is Verb.RETYPE and in_text:
            return self._name(wish)
        if wish.verb is Verb.SPLIT:
            return self._split(wish)
        return self._one(wish) if wish.verb in (Verb.RENAME, Verb.RETYPE) else self._several(wish)

    def _claims(self, wish: Wish) -> _About:
        """The claims a decision can be about: those that are there, and to accept, those that are no denials."""
        found = {}
        for said in dict.fromkeys(wish.subjects):
            if isinstance(said, Span) or not said.startswith(CLAIM):
                raise BadInput(
                    str(said), "no record makes this claim", "Find its id with `dangmai show WORKSPACE NAME`."
                )
            found[said] = self.subjects.claim(said)
        kept = {
            id_: target
            for id_, (claim, target) in found.items()
            if wish.verb is not Verb.ACCEPT or claim.polarity != Polarity.DENIED
        }
        if not kept:
            raise BadInput(
                ", ".join(found),
                "the record denies this, so there is no fact to accept",
                "Leave it, or reject it.",
            )
        return _About(subjects=tuple(kept), targets=tuple(kept.values()))

    def _name(self, wish: Wish) -> _About:
        """A name in a text: accepted, rejected or of another kind; accepted where none was found, it was missed."""
        if len(wish.subjects) > 1:
            raise BadInput(wish.verb, "it is about several names", "Write one decision for each name.")
        place = self.subjects.place(wish.subjects[0])
        kind = kind_named(wish.kind, place.anchor.quote) if wish.kind else None
        if kind is None and place.mention is not None and wish.verb is not Verb.RETYPE:
            kind = place.mention.kind
        if kind is None:
            raise BadInput(place.anchor.quote, "nobody says of what kind this name is", "Give its kind.")
        if kind not in MARKED:
            raise BadInput(
                place.anchor.quote, f"no name in a text is a {kind}", f"Use one of {', '.join(MARKED)}."
            )
        return _About(subjects=(place.id,), value=kind.value, anchor=place.anchor)

    def _one(self, wish: Wish) -> _About:
        """Rename or retype one thing."""
        if len(wish.subjects) > 1:
            raise BadInput(wish.verb, "it is about several things", "Write one decision for each.")
        meant = self.subjects.thing(wish.subjects[0])
        value = wish.name if wish.verb is Verb.RENAME else wish.kind
        if not value:
            raise BadInput(
                meant.target.label,
                f"nobody says what it shall be after {wish.verb}",
                "Give its new name." if wish.verb is Verb.RENAME else "Give its new kind.",
            )
        if wish.verb is Verb.RETYPE:
            value = kind_named(value, meant.target.label).value
        return _About(subjects=(meant.id,), value=value, targets=(meant.target,))

    def _several(self, wish: Wish) -> _About:
        """Things that are one, or stay two."""
        meant = [self.subjects.thing(said) for said in wish.subjects]
        labels = ", ".join(one.target.label for one in meant)
        if len(meant) < 2:
            raise BadInput(labels, f"{wish.verb} is about two things at least", "Name the other one.")
        by_mentions = any(map(_is_name, wish.subjects))
        if len({one.id for one in meant}) < len(meant) and not (wish.verb in APART and by_mentions):
            raise BadInput(labels, "they are one already", "Name two, or split it first.")
        kinds = sorted({one.target.kind for one in meant})
        if wish.verb is not Verb.NEVER_MERGE and len(kinds) > 1:
            raise BadInput(labels, f"they are of different kinds ({', '.join(kinds)})", "Retype one first.")
        if wish.verb is Verb.MERGE:
            self._refuse_what_stays_two(meant, labels)
        return _About(subjects=tuple(one.id for one in meant), targets=tuple(one.target for one in meant))

    def _refuse_what_stays_two(self, meant: Sequence[Meant], labels: str) -> None:
        ids = {one.id for one in meant}
        for decision in standing(self.decided):
            if decision.verb in APART:
                now = {self.subjects.entity_now(target) for target in decision.targets} - {""}
                if len(now & ids) > 1:
                    raise BadInput(
                        labels,
                        f"decision {decision.ordinal} ({decision.verb}) keeps them two",
                        f"Take it back first: dangmai decide WORKSPACE --undo {decision.ordinal}.",
                    )

    def _split(self, wish: Wish) -> _About:
        """The thing, and the names that shall be another thing."""
        whole, *names = wish.subjects
        meant = self.subjects.thing(whole)
        if not names:
            raise BadInput(meant.target.label, "nobody says which names go off", "Give the mentions.")
        places = {place.id: place for place in map(self.subjects.place, names)}
        for place in places.values():
            if self.subjects.entity_at(place) != meant.id:
                raise BadInput(
                    place.anchor.quote, f"here it is no name of {meant.target.label}", "Choose one that is."
                )
        if not meant.target.authority and len(places) >= self.subjects.mentions_of(meant.id):
            raise BadInput(meant.target.label, "all of its names would go off", "Leave at least one.")
        off = (Target(label=one.anchor.quote, anchors=(one.anchor,)) for one in places.values())
        return _About(subjects=(meant.id, *places), targets=(meant.target, *off))

    def _taken_back(self, wish: Wish) -> _About:
        """The decisions to take back, by id or number."""
        known = {name: one for one in self.decided for name in (one.id, str(one.ordinal))}
        gone, found = taken_back(self.decided), []
        for said in wish.subjects:
            decision = known.get(said) if isinstance(said, str) else None
            if decision is None:
                raise BadInput(
                    str(said),
                    "there is no such decision",
                    "See the numbers with dangmai decisions WORKSPACE.",
                )
            if decision.id in gone:
                raise BadInput(
                    str(said),
                    f"decision {gone[decision.id].ordinal} took it back already",
                    "Nothing is to do.",
                )
            found.append(decision.id)
        return _About(subjects=tuple(found))


def _is_name(said: str | Span) -> bool:
    """Whether a subject is a name in a text."""
    return isinstance(said, Span) or said.startswith(MENTION)


def decide(
    workspace: Workspace, verb: Verb, subjects: Sequence[str | Span], *, who: str, reason: str
) -> Decision:
    """Accept or reject claims, and whatever else needs no kind or name, for good: it outlasts every rebuild.

    Raises:
        BadInput: when a subject is not there, nothing is left to decide, or no reason is given.
    """
    wish = Wish(verb=verb, subjects=tuple(subjects), who=who, reason=reason)
    return decide_all(workspace, [wish])[0]


def undo(workspace: Workspace, decision: str, *, who: str, reason: str) -> Decision:
    """Take a decision back, by its id or number: everything is again as if nobody had made it."""
    return decide(workspace, Verb.UNDO, [decision], who=who, reason=reason)


def decide_all(
    workspace: Workspace,
    wishes: Sequence[Wish],
    *,
    steps: Callable[[], Steps] | None = None,
    reporter: Reporter | None = None,
) -> list[Decision]:
    """Write decisions down, all or none, and let archive and graph follow.

    Args:
        workspace: whose archive.
        wishes: the decisions as somebody worded them.
        steps: how to find and link anew where that is needed; by the workspace's settings if not given.
        reporter: told of the work.

    Raises:
        BadInput: for the first that cannot be; none is written down then.
    """
    with open_archive(workspace.archive) as archive:
        with archive.transaction():
            desk = _Desk(archive=archive, subjects=Subjects(archive), decided=list(archive.decisions()))
            for wish in wishes:
                if wish.verb not in OFFERED:
                    remedy = f"Use one of {', '.join(OFFERED)}."
                    raise BadInput(wish.verb, "this cannot be decided here", remedy)
            made = [desk.write(wish) for wish in wishes]
            archive.replay_decisions()
        if all(_is_light(one, desk.decided) for one in made):
            refresh_staff_graph(archive, workspace.archive)
        else:
            settings = read_settings(workspace.folder)
            chosen = steps() if steps else steps_for(settings, workspace=workspace.folder)
            told = reporter or Silent()
            follow_decisions(archive, workspace, settings=settings, steps=chosen, reporter=told)
    return made


def _is_light(decision: Decision, decided: Sequence[Decision]) -> bool:
    """Whether a decision changes only states of claims and labels of things."""
    if decision.verb is Verb.UNDO:
        return all(_is_light(one, decided) for one in decided if one.id in decision.subjects)
    return decision.verb in _LIGHT and not is_about_a_name(decision)
