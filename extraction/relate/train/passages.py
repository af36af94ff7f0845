"""Passages with what they state: names marked `[name|P]`, claims beside them, from data/training and data/claims.

A claim names both ends as the passage spells them, `head|relation|tail`; several are parted by `;`, and none is `-`.
`甲|=|乙` says that two spellings are one thing, which a claim needs to know and a rule would not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extraction.recognize.train.items import Item, Span, parse, passages, read_form
from extraction.relate.pairs.labels import LABELS, allowed
from ontology.errors import BadInput
from ontology.paths import data_folder
from ontology.records import Lang

SAME = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A passage as the model reads it, whose names are grouped by what they stand for."""

    item: Item
    groups: tuple[int, ...]  # of each span of the item
    claims: frozenset[tuple[int, str, int]]  # head group, label, tail group
    source: str = ""
    text: str = ""  # as it was written, with its spans
    spans: tuple[Span, ...] = ()


def read_stated(written: Path, claims: Path) -> list[Stated]:
    """All passages whose claims somebody wrote down: those of the names, and those written for their claims."""
    found = []
    for path in sorted((claims / "of-names").glob("*.txt")):
        marked = list(passages((written / path.name).read_text(encoding="utf-8")))
        for number, said in _numbered(path):
            if number >= len(marked):
                raise BadInput(path.name, f"{path.name} has no passage {number}", "Correct the number.")
            found.append(stated(marked[number], said, f"{path.stem}#{number}"))
    for path in sorted(claims.glob("*.txt")):
        for number, block in enumerate(passages(path.read_text(encoding="utf-8"))):
            lines = block.split("\n")
            said = "; ".join(line[2:] for line in lines if line.startswith("> "))
            text = "\n".join(line for line in lines if not line.startswith("> "))
            found.append(stated(text, said, f"{path.stem}#{number}"))
    return found


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, said = line.partition("\t")
            yield int(name.partition("#")[2] if "#" in name else name), said


def stated(marked: str, said: str, source: str) -> Stated:
    """A marked passage with its claims, in the form the model reads."""
    lang: Lang = source[:2]  # type: ignore[assignment]
    text, spans = parse(marked, source)
    item = read_form(text, spans, lang, "ours")
    if len(item.spans) != len(spans):
        raise BadInput(source, "a name is lost where the text is made plain", "Mark it otherwise.")
    parts = [tuple(end.strip() for end in one.split("|")) for one in said.split(";") if one.strip(" -")]
    if wrong := [one for one in parts if len(one) != 3 or one[1] not in (*LABELS, SAME)]:
        raise BadInput(source, f"“{'|'.join(wrong[0])}” is no claim", "Write head|relation|tail.")
    names = [text[start:end] for start, end, _ in spans]
    group = _grouped(names, [(a, b) for a, label, b in parts if label == SAME])
    if lost := [end for a, _, b in parts for end in (a, b) if end not in group]:
        raise BadInput(source, f"“{lost[0]}” is not marked in the passage", "Mark it, or correct the claim.")
    kinds = defaultdict(set)
    for name, (_, _, kind) in zip(names, spans, strict=True):
        kinds[group[name]].add(kind)
    claims = frozenset(
        (group[a], label, group[b])
        for a, label, b in parts
        if label != SAME
        and group[a] != group[b]
        and any(allowed(label, head, tail) for head in kinds[group[a]] for tail in kinds[group[b]])
    )
    return Stated(
        item=item,
        groups=tuple(group[name] for name in names),
        claims=claims,
        source=source,
        text=text,
        spans=spans,
    )


def _grouped(names: Sequence[str], same: Sequence[tuple[str, str]]) -> dict[str, int]:
    """A number for each spelling; spellings of one thing share it."""
    group = {name: number for number, name in enumerate(dict.fromkeys(names))}
    for one, other in same:
        if one in group and other in group:
            old, new = group[other], group[one]
            group = {name: new if number == old else number for name, number in group.items()}
    return group


def is_aside(one: Stated) -> bool:
    """Whether a passage is set aside for measuring: one in six of those written for their claims."""
    name, _, number = one.source.partition("#")
    return name in _own() and int(number) % 6 == 5


@cache
def _own() -> frozenset[str]:
    """The files of passages written for their claims."""
    return frozenset(path.stem for path in (data_folder() / "claims").glob("*.txt"))
