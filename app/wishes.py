"""Decisions as people word them: on the command line, and as JSON lines; nothing is looked up here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ontology.decisions import Verb
from ontology.errors import BadInput

OFFERED = (
    *(Verb.ACCEPT, Verb.REJECT, Verb.MERGE, Verb.SPLIT, Verb.SAME_AS),
    *(Verb.NEVER_MERGE, Verb.RENAME, Verb.RETYPE, Verb.UNDO),
)
"""What can be decided here."""
_KEYS = frozenset(
    {"verb", "reason", "who", "kind", "name", "claim", "claims", "mention", "mentions", "decision"}
    | {"record", "start", "end", "entity", "entities"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a record's text."""

    record: str  # its id, key or 档号
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A decision somebody wants written down; its subjects are ids, names or stretches of text, as they were said."""

    verb: Verb
    subjects: tuple[str | Span, ...]
    reason: str
    who: str
    kind: str = ""  # of a name in a text, or of a thing after retype
    name: str = ""  # after rename
    place: str = ""  # where it was said, for the sentence about what is wrong with it


def span_in_words(text: str) -> str | Span:
    """RECORD:START:END as a stretch of text; anything else as it is."""
    record, _, rest = text.partition(":")
    parts = text.rsplit(":", 2)
    if rest and len(parts) == 3 and parts[1].isdecimal() and parts[2].isdecimal():
        return Span(record=parts[0], start=int(parts[1]), end=int(parts[2]))
    return text if record else ""


def wishes_of_lines(path: Path, text: str, *, who: str) -> list[Wish]:
    """The decisions of JSON lines, in their order.

    Args:
        path: where they stand, to be named in a report.
        text: the lines.
        who: whose they are where a line does not say.

    Raises:
        BadInput: for a line that is no decision, with its number.
    """
    wishes = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            place = f"{path.name}, line {number}"
            wishes.append(_wish(_row(line, place), place, who))
    if not wishes:
        raise BadInput(path.name, "there is no decision in it", "Write one JSON object a line.")
    return wishes


def _row(line: str, place: str) -> Mapping[str, object]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(place, f"this is not JSON ({error.msg})", "Write one JSON object a line.") from None
    if not isinstance(row, dict):
        raise BadInput(
            place, "this is no JSON object", 'For instance {"verb": "reject", "mention": "men-…"}.'
        )
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise BadInput(place, f"nothing is known of {', '.join(unknown)}", f"Use {', '.join(sorted(_KEYS))}.")
    return row


def _wish(row: Mapping[str, object], place: str, who: str) -> Wish:
    verb = verb_of(_text(row, "verb", place), place)
    return Wish(
        verb=verb,
        subjects=_subjects(row, place),
        reason=_text(row, "reason", place),
        who=_text(row, "who", place) or who,
        kind=_text(row, "kind", place),
        name=_text(row, "name", place),
        place=place,
    )


def verb_of(said: str, place: str) -> Verb:
    """A verb by its name."""
    known = {verb.value: verb for verb in OFFERED}
    if said not in known:
        raise BadInput(place, f"“{said}” cannot be decided here", f"Use one of {', '.join(known)}.")
    return known[said]


def _text(row: Mapping[str, object], key: str, place: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise BadInput(place, f"its {key} is no text", "Put it in quotation marks.")
    return value.strip()


def _subjects(row: Mapping[str, object], place: str) -> tuple[str | Span, ...]:
    """What a line is about: of a split the thing comes first, then the names that go off."""
    said: list[object] = []
    for one, many in (("entity", "entities"), ("claim", "claims"), ("decision", ""), ("mention", "mentions")):
        said += [row[one]] if one in row else []
        several = row.get(many, [])
        if not isinstance(several, list):
            raise BadInput(place, f"its {many} are no list", f'Write "{many}": […].')
        said += several
    if "record" in row:
        said.append({key: row.get(key) for key in ("record", "start", "end")})
    return tuple(_subject(one, place) for one in said)


def _subject(said: object, place: str) -> str | Span:
    if isinstance(said, str) and said.strip():
        return said.strip()
    if isinstance(said, dict) and set(said) == {"record", "start", "end"}:
        record, start, end = said["record"], said["start"], said["end"]
        if isinstance(record, str) and type(start) is int and type(end) is int:
            return Span(record=record, start=start, end=end)
    raise BadInput(
        place, "what it is about cannot be read", "Give an id, a name, or a record with start and end."
    )
