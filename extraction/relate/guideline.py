"""Claims in the words of the annotation guideline, which tells fewer relations apart than the schema does."""

from __future__ import annotations

from extraction.relate.roles import relation_of_role
from extraction.steps import Linked
from ontology.records import Assertion

Key = tuple[str, str, str]
"""Head entity, label, tail entity."""
_SAME = {"subordinateTo": "partOf", "martyredAt": "diedIn"}
"""Relations that the guideline does not tell apart."""


def guideline_key(claim: Assertion, linked: Linked) -> Key:
    """A claim in the guideline's words: 甲改编为乙 is 乙 successorOf 甲."""
    head, tail = claim.subject, claim.object
    if claim.predicate == "reorganizedInto":
        return tail, "successorOf", head
    if claim.predicate == "heldOffice":
        by_role = relation_of_role(claim.role, linked.entities[tail].canonical)
        return head, "leaderOf" if by_role == "heldOffice" else by_role, tail
    return head, _SAME.get(claim.predicate, claim.predicate), tail
