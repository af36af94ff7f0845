"""What the labels of foreign taggers are called here."""

from __future__ import annotations

from collections.abc import Mapping

from ontology.kinds import Kind

HANLP: Mapping[str, Kind] = {
    "PERSON": Kind.PERSON,
    "PER": Kind.PERSON,
    "NR": Kind.PERSON,
    "PLACE": Kind.PLACE,
    "LOCATION": Kind.PLACE,
    "LOC": Kind.PLACE,
    "GPE": Kind.PLACE,
    "FAC": Kind.PLACE,
    "NS": Kind.PLACE,
    "ORGANIZATION": Kind.ORGANIZATION,
    "ORG": Kind.ORGANIZATION,
    "NT": Kind.ORGANIZATION,
    "EVENT": Kind.EVENT,
    "WORK": Kind.WORK,
    "WORK_OF_ART": Kind.WORK,
    "LAW": Kind.WORK,
}
"""Labels of HanLP's models, trained here or published (MSRA, OntoNotes)."""
LAC: Mapping[str, Kind] = {
    "PER": Kind.PERSON,
    "nr": Kind.PERSON,
    "LOC": Kind.PLACE,
    "ns": Kind.PLACE,
    "ORG": Kind.ORGANIZATION,
    "nt": Kind.ORGANIZATION,
    "nw": Kind.WORK,
}
"""Labels of LAC."""
CUTWORD: Mapping[str, Kind] = {
    "PERSON": Kind.PERSON,
    "LOC": Kind.PLACE,
    "ORG": Kind.ORGANIZATION,
    "INCIDENT": Kind.EVENT,
    "CREATION": Kind.WORK,
}
"""Labels of cutword."""
