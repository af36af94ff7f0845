"""What staff decides about claims: written down, applied, and seen in the staff graph at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from app.graphs import refresh_staff_graph
from app.workspace import Workspace
from kg.records import Archive, open_archive
from ontology.decisions import Decision, Verb, decision_id
from ontology.errors import BadInput
from ontology.records import Polarity

OFFERED = (Verb.ACCEPT, Verb.REJECT)
"""What can be decided here."""


def decide(workspace: Workspace, verb: Verb, claims: Sequence[str], *, who: str, reason: str) -> Decision:
    """Accept or reject claims for good: the decision outlasts every rebuild, a later one outweighs it.

    Raises:
        BadInput: when a claim is not there, nothing is left to accept, or no reason is given.
    """
    if verb not in OFFERED:
        raise BadInput(verb, "this cannot be decided here", f"Use one of {', '.join(OFFERED)}.")
    with open_archive(workspace.archive) as archive:
        with archive.transaction():
            decision = _decision(archive, verb, _subjects(archive, verb, claims), who=who, reason=reason)
            archive.save_decision(decision)
            archive.replay_decisions()
        refresh_staff_graph(archive, workspace.archive)
    return decision


def _decision(archive: Archive, verb: Verb, subjects: tuple[str, ...], *, who: str, reason: str) -> Decision:
    """The next decision of an archive."""
    ordinal = max((one.ordinal for one in archive.decisions()), default=0) + 1
    return Decision(
        id=decision_id(verb, subjects, reason=reason, who=who, ordinal=ordinal),
        verb=verb,
        subjects=subjects,
        ordinal=ordinal,
        reason=reason,
        who=who,
        when=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _subjects(archive: Archive, verb: Verb, claims: Sequence[str]) -> tuple[str, ...]:
    """The claims a decision can be about: those that are there, and to accept, those that are no denials."""
    found = {claim: archive.assertion(claim) for claim in claims}
    missing = [claim for claim, sourced in found.items() if sourced is None]
    if missing:
        raise BadInput(
            ", ".join(missing),
            "no record makes this claim",
            "Find its id with `dangmai show WORKSPACE NAME`.",
        )
    denied = {
        claim for claim, sourced in found.items() if sourced and sourced.assertion.polarity == Polarity.DENIED
    }
    chosen = tuple(claim for claim in found if verb is not Verb.ACCEPT or claim not in denied)
    if found and not chosen:
        raise BadInput(
            ", ".join(found),
            "the record denies this, so there is no fact to accept",
            "Leave it, or reject it.",
        )
    return chosen
