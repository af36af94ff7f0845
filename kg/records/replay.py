"""Decisions in the archive file: appended, and made to hold again after every build.

What the machine said is kept beside what a person decided, so that taking a decision back restores it exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import combinations

from kg.records import codec
from kg.records.finding import Finder
from kg.records.reader import ArchiveReader
from kg.records.rows import Replay
from kg.records.writer import ArchiveWriter
from ontology.decisions import ABOUT_THINGS, STATE_OF, Decision, Target, Verb, is_about_a_name, standing
from ontology.names import script_of
from ontology.records import Entity, Evidence, Name, assertion_id, evidence_in

IDENTIFIED = "identifiedWith"
"""The claim that two things are the same, though they stay two."""
_States = dict[tuple[str, str], str]


class ArchiveReplay(ArchiveReader, ArchiveWriter):
    """What decisions do to an archive file."""

    def save_decision(self, decision: Decision) -> None:
        """Append what somebody decided; it takes effect with `replay_decisions`, now and after every rebuild."""
        with self.transaction():
            self._run("save_decision", codec.decision_columns(decision))

    def replay_decisions(self) -> Replay:
        """Let everything hold that was decided and not taken back: states of claims, names, what is one to people.

        Who is who is the linker's work, which is told of decisions before it links.
        """
        with self.transaction():
            before = self._claim_states()
            self._as_found()
            find, decided = Finder(self), standing(self.decisions())
            lost = [one for one in decided if _is_lost(find, one)]
            self._rename(find, [one for one in decided if one.verb is Verb.RENAME])
            self._identify(find, [one for one in decided if one.verb is Verb.SAME_AS])
            claims, unclaimed = _latest(find, decided)
            for claim, decision in claims.items():
                values = {"assertion": claim, "state": STATE_OF[decision.verb].value}
                self._run("keep_machine_state", values)
                self._run("replay_state", values)
            changed = _changed(before, self._claim_states())
        waiting = {one.ordinal: one for one in (*lost, *unclaimed)}
        return Replay(
            changed=len(changed),
            kept=sum(claim not in changed for claim in claims),
            waiting=tuple(waiting[ordinal] for ordinal in sorted(waiting)),
        )

    def entities_as_linked(self) -> Iterator[Entity]:
        """Every entity, by id, under the names it had before anybody renamed it."""
        return map(codec.entity_from, self._rows("entities_as_linked", {}))

    def _claim_states(self) -> _States:
        rows = self._rows("claim_states", {})
        return {(row["assertion"], row["record"]): row["state"] for row in rows}

    def _as_found(self) -> None:
        """Take back everything that earlier replays did."""
        for name in (
            *("restore_machine_states", "forget_machine_states", "remove_identifications"),
            *("restore_machine_names", "forget_machine_names"),
        ):
            self._run(name, {})

    def _rename(self, find: Finder, decisions: Iterable[Decision]) -> None:
        for decision in decisions:
            entity = find.entity(decision.targets[0]) if decision.targets else None
            if entity is not None:
                self._run("keep_machine_name", {"entity": entity.id})
                named = renamed(entity, decision.value)
                names = codec.dump([asdict(name) for name in named.names])
                self._run("rename", {"entity": entity.id, "canonical": named.canonical, "names": names})

    def _identify(self, find: Finder, decisions: Iterable[Decision]) -> None:
        """One claim for two things that are the same to people and stay two: each of them as it is named."""
        for decision in decisions:
            for first, second in combinations(decision.targets, 2):
                head, tail = find.entity(first), find.entity(second)
                if head is None or tail is None or head.id == tail.id:
                    continue
                claim = assertion_id(head.id, IDENTIFIED, tail.id, qualifier=decision.id)
                ends = {"subject": head.id, "predicate": IDENTIFIED, "object": tail.id}
                self._run("save_assertion", {"id": claim, **ends})
                for evidence in _evidence(find, (first, second)):
                    said = {"assertion": claim, "record": evidence.record, "made_by": _made_by(decision)}
                    self._run("save_identification", said)
                    self._run("save_evidence", {"assertion": claim, **asdict(evidence)})


def renamed(entity: Entity, name: str) -> Entity:
    """An entity under another name, which is shown from now on; its old one stays among its names."""
    new = Name(text=name, script=script_of(name), type="preferred")
    others: dict[tuple[str, str], Name] = {}
    for one in (*entity.names, Name(text=entity.canonical, script=script_of(entity.canonical))):
        plain = replace(one, type="variant") if (one.lang, one.type) == ("zh", "preferred") else one
        others.setdefault((one.text, one.lang), plain)
    others.pop((name, new.lang), None)
    return replace(entity, canonical=name, names=(new, *others.values()))


def _made_by(decision: Decision) -> str:
    return f"decision {decision.ordinal} ({decision.who})"


def _evidence(find: Finder, targets: Iterable[Target]) -> Iterator[Evidence]:
    """Where each of some things is named first, as far as it is there."""
    for target in targets:
        places = (find.span(anchor) for anchor in target.anchors)
        place = next((one for one in places if one), None)
        if place:
            yield evidence_in(*place)


def _is_lost(find: Finder, decision: Decision) -> bool:
    """Whether the name or a thing that a decision is about cannot be told any more."""
    if is_about_a_name(decision):
        return decision.anchor is None or find.span(decision.anchor) is None
    if decision.verb not in ABOUT_THINGS:
        return False
    return not decision.targets or not all(map(find.is_there, decision.targets))


def _latest(find: Finder, decided: Iterable[Decision]) -> tuple[dict[str, Decision], list[Decision]]:
    """For every claim that is there its latest decision, and the decisions about claims that are not."""
    latest: dict[str, Decision] = {}
    waiting: dict[str, Decision] = {}
    for decision in decided:
        if decision.verb not in STATE_OF or is_about_a_name(decision):
            continue
        for subject, claim in find.claims(decision).items():
            if claim:
                latest[claim] = decision
            else:
                waiting[subject] = decision
    return latest, list(waiting.values())


def _changed(before: _States, after: _States) -> set[str]:
    """The claims that are in another state now."""
    places = before.keys() & after.keys()
    return {
        assertion for assertion, record in places if before[assertion, record] != after[assertion, record]
    }
