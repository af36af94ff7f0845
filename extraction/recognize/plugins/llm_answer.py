"""A language model's answer: what can be read of it, and where its names stand in the text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ontology.kinds import MARKED, Kind

LONGEST = 80
"""Characters a name may have; what is longer is a sentence."""
KINDS: Mapping[str, Kind] = {kind.value: kind for kind in MARKED} | {
    "PER": Kind.PERSON,
    "LOC": Kind.PLACE,
    "LOCATION": Kind.PLACE,
    "GPE": Kind.PLACE,
    "ORG": Kind.ORGANIZATION,
}
_DECODER = json.JSONDecoder()
_CUT_NAME = re.compile(r'\{\s*"text"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as the model gave it."""

    text: str
    kind: Kind
    context: str = ""  # the words around it, which a name of one character needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What could be read of an answer."""

    names: tuple[Name, ...]
    malformed: int  # entries of a wrong shape or an unknown type
    cut: bool  # whether the answer breaks off


def read_answer(content: str) -> Answer | None:
    """The names in an answer; None where there is no JSON."""
    found = entries_in(content, listed="names", sign="text", begun=_CUT_NAME)
    return _read(found[0], cut=found[1]) if found else None


def entries_in(
    content: str, *, listed: str, sign: str, begun: re.Pattern[str]
) -> tuple[list[object], bool] | None:
    """The entries of an answer, with prose around the JSON or its end missing; None where there is no JSON.

    Args:
        content: the answer.
        listed: under which key the entries should stand.
        sign: what an entry that stands alone is known by: the outer brackets are missing then.
        begun: how an entry begins, to know that one was broken off.

    Returns:
        The entries, of whatever shape, and whether the answer breaks off.
    """
    objects = list(_objects(content))
    whole = [entries for one in objects if isinstance(entries := one.get(listed), list)]
    loose: list[object] = [one for one in objects if listed not in one and sign in one]
    if whole:
        return whole[0], False
    if loose or begun.search(content):
        return loose, content.rstrip().rstrip("`").rstrip()[-1:] not in ("}", "]")
    return None


def _objects(content: str) -> Iterator[Mapping[str, object]]:
    """Every JSON object that begins somewhere in a text, none inside another."""
    at = content.find("{")
    while at >= 0:
        try:
            value, end = _DECODER.raw_decode(content, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            if isinstance(value, dict):
                yield value
        at = content.find("{", end)


def _read(entries: Iterable[object], *, cut: bool) -> Answer:
    names: list[Name] = []
    malformed = 0
    for entry in entries:
        name = _name(entry)
        if name is None:
            malformed += 1
        else:
            names.append(name)
    return Answer(names=tuple(names), malformed=malformed, cut=cut)


def _name(entry: object) -> Name | None:
    if not isinstance(entry, dict):
        return None
    text, kind = entry.get("text"), entry.get("type")
    if not isinstance(text, str) or not isinstance(kind, str) or kind.strip().upper() not in KINDS:
        return None
    context = entry.get("context")
    return Name(
        text=text.strip(),
        kind=KINDS[kind.strip().upper()],
        context=context if isinstance(context, str) else "",
    )


Place = tuple[int, int, Kind]


def anchored(text: str, names: Iterable[Name]) -> tuple[list[Place], Counter[str]]:
    """Where names stand in a text, longer ones first and none inside another; and how many were dropped, by reason.

    A name is found wherever it stands as a word of its own. One of a single character (日, 沪) stands in too many
    words for that: it is found only in the words the model gave around it.
    """
    wanted, dropped = _wanted(text, names)
    found: list[Place] = []
    taken = bytearray(len(text))
    for name in sorted(wanted, key=lambda one: (-len(one.text), text.index(one.text))):
        size = len(name.text)
        places = [at for at in _places(text, name) if not any(taken[at : at + size])]
        if not places:
            dropped["inside another name or word"] += 1
        for at in places:
            taken[at : at + size] = b"\1" * size
            found.append((at, at + size, name.kind))
    return sorted(found), dropped


def _wanted(text: str, names: Iterable[Name]) -> tuple[list[Name], Counter[str]]:
    """The names that stand in the text at all, each under the type it was first given."""
    dropped: Counter[str] = Counter()
    kinds: dict[str, Kind] = {}
    wanted: dict[tuple[str, str], Name] = {}
    for name in names:
        reason = _unfit(text, name)
        if not reason and kinds.setdefault(name.text, name.kind) is not name.kind:
            reason = "of two types"
        if reason:
            dropped[reason] += 1
        else:
            wanted.setdefault((name.text, name.context if len(name.text) == 1 else ""), name)
    return list(wanted.values()), dropped


def _unfit(text: str, name: Name) -> str:
    """Why a name cannot be taken; empty where it can."""
    if not any(one.isalnum() for one in name.text) or len(name.text) > LONGEST or "\n" in name.text:
        return "no name"
    if name.text not in text:
        return "not in the text"
    if len(name.text) == 1 and not (name.text in name.context != name.text and name.context in text):
        return "one character without its context"
    return ""


def _places(text: str, name: Name) -> Iterator[int]:
    if len(name.text) > 1:
        yield from _occurrences(text, name.text)
        return
    for at in _occurrences(text, name.context):
        yield at + name.context.index(name.text)


def _occurrences(text: str, name: str) -> Iterator[int]:
    """Where a name stands; in alphabetic scripts not in the middle of a word."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (_joined(text[at - 1 : at], name[0]) or _joined(name[-1], text[end : end + 1])):
            yield at
            at = text.find(name, end)
        else:
            at = text.find(name, at + 1)


def _joined(before: str, after: str) -> bool:
    """Whether two neighbouring characters are letters of one alphabetic word."""
    return bool(before) and bool(after) and _alphabetic(before) and _alphabetic(after)


def _alphabetic(character: str) -> bool:
    return character.isalpha() and ord(character) < 0x2E80  # below the Chinese and Japanese blocks
