"""What the tagger learns from: sentences and passages with their names, and the guideline they follow."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extraction.recognize.tagger.form import tagger_form
from extraction.text.layers import layers_of, unfolded
from ontology.errors import BadInput
from ontology.records import Lang

Span = tuple[int, int, str]
GUIDELINES = ("ours", "uner", "stockmark", "ud_gsd", "factrueval", "natasha", "lac")
"""Annotation guidelines the head can answer by; the product asks by the first."""
CORPORA: dict[str, tuple[Lang, str]] = {
    "ner/zh/uner_gsd_hans.train.jsonl": ("zh", "uner"),
    "ner/zh/uner_gsd_hant.train.jsonl": ("zh", "uner"),
    "ner/ja/stockmark.train.jsonl": ("ja", "stockmark"),
    "ner/ja/ud_gsd.train.jsonl": ("ja", "ud_gsd"),
    "ner/ru/factrueval2016.dev.jsonl": ("ru", "factrueval"),
}
"""The labelled files trained on, under the folder of corpora: language and guideline."""
_CODES = {"P": "PERSON", "L": "PLACE", "O": "ORGANIZATION", "E": "EVENT", "W": "WORK"}
_MARK = re.compile(r"\[([^\[\]|]+)\|([PLOEW])\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One text with its names, in the form the tagger reads."""

    text: str
    spans: tuple[Span, ...]
    lang: Lang
    guideline: str
    source: str = ""


def read_corpus(path: Path, lang: Lang, guideline: str) -> list[Item]:
    """The sentences of a labelled file ({"text", "entities": [{"start", "end", "type"}]} a line)."""
    items = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = tuple((one["start"], one["end"], one["type"]) for one in row["entities"])
        items.append(read_form(row["text"], spans, lang, guideline))
    return [replace(item, source=path.name) for item in items]


def read_written(folder: Path) -> list[Item]:
    """The passages written for training: data/training/<lang>-*.txt, names marked `[name|P]`."""
    items = []
    for path in sorted(folder.glob("*.txt")):
        lang: Lang = path.name[:2]  # type: ignore[assignment]
        for number, passage in enumerate(passages(path.read_text(encoding="utf-8")), 1):
            text, spans = parse(passage, f"{path.name}, passage {number}")
            items.append(replace(read_form(text, spans, lang, "ours"), source=path.name))
    return items


def passages(content: str) -> Iterator[str]:
    """The passages of a file: parted by blank lines, lines with # in front left out."""
    lines = "\n".join(line for line in content.splitlines() if not line.startswith("#"))
    yield from (part.strip("\n") for part in re.split(r"\n\s*\n", lines) if part.strip())


def parse(passage: str, place: str = "") -> tuple[str, tuple[Span, ...]]:
    """A marked passage as plain text and spans."""
    text, spans, at = "", [], 0
    for found in _MARK.finditer(passage):
        text += passage[at : found.start()]
        spans.append((len(text), len(text) + len(found[1]), _CODES[found[2]]))
        text += found[1]
        at = found.end()
    text += passage[at:]
    if re.search(r"[\[\]|]", text):
        raise BadInput(place, f"a mark is not closed: {text[:60]}", "Write [name|P].")
    return text, tuple(spans)


def read_form(text: str, spans: tuple[Span, ...], lang: Lang, guideline: str) -> Item:
    """A text with its names as the tagger reads it: through the layers, spans carried along."""
    layer = unfolded(layers_of(text, lang=lang))
    moved = []
    for start, end, kind in spans:
        inside = [n for n in range(len(layer.text)) if layer.starts[n] < end and layer.ends[n] > start]
        if inside:
            moved.append((inside[0], inside[-1] + 1, kind))
    return Item(text=tagger_form(layer.text, lang), spans=tuple(moved), lang=lang, guideline=guideline)


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
