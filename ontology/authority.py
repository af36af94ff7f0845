"""The authority files under data/authority: who and what the archive is known to speak of.

One CSV a kind, plus world.csv with what every archive of the region names and, in the folder beside, the
gazetteer. Each row has a source and a certainty; an unsure row is a candidate that nobody has checked and stays
marked as such.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ontology.dates.bounds import edtf_bounds
from ontology.errors import BadInput
from ontology.kinds import KINDS, Kind
from ontology.names import script_of
from ontology.paths import data_folder
from ontology.records import Entity, Name, entity_id

FILES: dict[str, Kind | None] = {
    "people.csv": Kind.PERSON,
    "places.csv": Kind.PLACE,
    "organizations.csv": Kind.ORGANIZATION,
    "events.csv": Kind.EVENT,
    "works.csv": Kind.WORK,
    "themes.csv": Kind.THEME,
    "periods.csv": Kind.PERIOD,
    "world.csv": None,  # the column `kind` says it, row by row
}
"""The authority files and the kind of thing each one lists."""
GAZETTEER = "../gazetteer/places.csv"
"""Further places, in the folder beside: rows like those of places.csv, see ontology.gazetteer."""
ERAS = "eras.csv"
"""Era names and calendars: not things a text is about, so kept apart from the entries."""

COMMON = ("id", "canonical", "names", "begin", "end", "note", "source", "certainty")
"""The columns every authority file has."""
REFERENCES = (
    "org_ids",
    "parent_ids",
    "predecessor",
    "successor",
    "place_ids",
    "leader_ids",
    "agent_ids",
    "theme_ids",
    "signatories",
    "signing_event",
    "broader",
    "related",
)
"""The columns that hold ids of other rows, separated by `|`, each with an optional validity in brackets."""
NAME_TYPES = frozenset(
    "preferred variant pseudonym courtesy nom_de_guerre former translation designation short".split()
)
"""What a name can be to its bearer; `courtesy` is 字 or 号, `nom_de_guerre` is 报号."""
NAME_LANGS = frozenset({"zh", "ru", "ja", "en", "und"})
CERTAINTIES = frozenset({"certain", "unsure"})

_NAME = re.compile(
    r"(?P<text>[^@#|]+)@(?P<lang>[a-z]+)#(?P<type>[a-z_]+)(?:\[(?P<valid>[^\]]+)\])?(?P<unsure>\?)?"
)
_REFERENCE = re.compile(r"(?P<id>[A-Z]\d{2,4})(?:\[(?P<valid>[^\]]+)\])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of an authority file."""

    id: str
    kind: Kind
    canonical: str
    names: tuple[Name, ...]  # the canonical name comes first, as the preferred Chinese one
    begin: str  # EDTF, `..` for open, empty for unknown
    end: str
    certainty: str  # certain, unsure
    source: str
    note: str
    fields: Mapping[str, str] = field(default_factory=dict)  # the columns of its kind, as written
    named: bool = True  # False: a mere fact, whose label no recognizer should hunt for

    def ids(self, column: str) -> tuple[str, ...]:
        """The ids that a reference column holds, without their validity."""
        return tuple(found for found, _ in references(self.fields.get(column, "")))

    def entity(self) -> Entity:
        """This row as an entity of the graph."""
        return Entity(
            id=entity_id(self.kind, self.id),
            kind=self.kind,
            canonical=self.canonical,
            names=self.names,
            authority=self.id,
            begin=self.begin,
            end=self.end,
            note=self.note,
            source=self.source,
            certainty=self.certainty,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """All authority files together, sorted by id."""

    entries: Mapping[str, Entry]
    eras: Mapping[str, Entry]  # era names and calendars, kind PERIOD
    version: str  # hash of the files' content

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        """The rows of one kind."""
        return tuple(entry for entry in self.entries.values() if entry.kind is kind)

    def themes(self) -> tuple[Entry, ...]:
        """The subject headings."""
        return self.of(Kind.THEME)

    def by_canonical(self, kind: Kind, canonical: str) -> tuple[Entry, ...]:
        """The rows with this canonical name: more than one for real homonyms, none for a stranger."""
        return tuple(entry for entry in self.of(kind) if entry.canonical == canonical)


def parse_names(text: str) -> tuple[Name, ...]:
    """Read `马尚德@zh#pseudonym|新京@zh#former[1932/1945]?` into names; raise ValueError on a bad one."""
    return tuple(_name(part.strip()) for part in text.split("|") if part.strip())


def _name(part: str) -> Name:
    match = _NAME.fullmatch(part)
    if match is None:
        raise ValueError(f"“{part}” does not read as text@lang#type")
    if match["lang"] not in NAME_LANGS or match["type"] not in NAME_TYPES:
        raise ValueError(f"“{part}” has an unknown language or type")
    return Name(
        text=match["text"],
        lang=match["lang"],
        script=script_of(match["text"]),
        type=match["type"],
        valid=match["valid"] or "",
        certainty="unsure" if match["unsure"] else "certain",
    )


def format_names(names: tuple[Name, ...]) -> str:
    """Write names the way the authority files hold them."""
    return "|".join(
        f"{name.text}@{name.lang}#{name.type}"
        + (f"[{name.valid}]" if name.valid else "")
        + ("?" if name.certainty == "unsure" else "")
        for name in names
    )


def references(text: str) -> tuple[tuple[str, str], ...]:
    """Read `O002[1922/1943]|O005` into (id, validity) pairs; raise ValueError on anything else."""
    found = []
    for part in filter(None, text.split("|")):
        match = _REFERENCE.fullmatch(part)
        if match is None:
            raise ValueError(f"“{part}” is not an id")
        found.append((match["id"], match["valid"] or ""))
    return tuple(found)


def load_authority(folder: Path | None = None) -> Authority:
    """Read all authority files, from data/authority unless a folder is given; each folder is read once."""
    return _load((folder or data_folder() / "authority").resolve())


@functools.cache
def _load(folder: Path) -> Authority:
    digest = hashlib.sha256()
    entries: dict[str, Entry] = {}
    eras: dict[str, Entry] = {}
    places: dict[str, str] = {}  # id → file and line, to name in a report
    for name, kind in (*sorted(FILES.items()), (GAZETTEER, Kind.PLACE), (ERAS, Kind.PERIOD)):
        text = _text(folder / name)
        name = name.removeprefix("../")
        digest.update(f"{name}\x1f{text}\x1f".encode())
        for place, entry in _rows(name, text, kind):
            if entry.id in entries or entry.id in eras:
                raise BadInput(place, f"the id {entry.id} occurs twice", "Give each row its own id.")
            (eras if name == ERAS else entries)[entry.id] = entry
            places[entry.id] = place
    _check_references(entries, places)
    return Authority(
        entries=dict(sorted(entries.items())),
        eras=dict(sorted(eras.items())),
        version=digest.hexdigest()[:20],
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BadInput(str(path), "this authority file is missing", "Restore data/authority.") from error
    except UnicodeDecodeError as error:
        raise BadInput(str(path), "this file is not UTF-8", "Save it as UTF-8.") from error


def _rows(name: str, text: str, kind: Kind | None) -> Iterator[tuple[str, Entry]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in COMMON if column not in (reader.fieldnames or ())]
    if missing:
        raise BadInput(
            f"{name}, line 1", f"columns are missing: {', '.join(missing)}", "Add them to the header."
        )
    for row in reader:
        place = f"{name}, line {reader.line_num}"
        if None in row or None in row.values():
            raise BadInput(
                place, "the row has another number of cells than the header", "Quote cells that hold commas."
            )
        yield place, _entry(place, row, kind)


def _entry(place: str, row: dict[str, str], kind: Kind | None) -> Entry:
    for column in ("id", "canonical", "source", "certainty"):
        if not row[column]:
            raise BadInput(place, f"the column {column} is empty", "Every row needs it.")
    if row["certainty"] not in CERTAINTIES:
        raise BadInput(place, f"the certainty “{row['certainty']}” is unknown", "Write certain or unsure.")
    try:
        names = parse_names(row["names"])
        kind = kind or Kind(row["kind"])
    except (ValueError, KeyError) as error:
        raise BadInput(place, str(error), "See data/README.md for the spelling.") from error
    first = Name(text=row["canonical"], script=script_of(row["canonical"]), type="preferred")
    return Entry(
        id=row["id"],
        kind=kind,
        canonical=row["canonical"],
        names=(first, *(name for name in names if name != first)),
        begin=row["begin"],
        end=row["end"],
        certainty=row["certainty"],
        source=row["source"],
        note=row["note"],
        fields={key: value for key, value in row.items() if key not in COMMON},
        named=row.get("named", "yes") != "no",
    )


def _check_references(entries: Mapping[str, Entry], places: Mapping[str, str]) -> None:
    for entry in entries.values():
        for column in REFERENCES:
            place = f"{places[entry.id]}, {column}"
            try:
                unknown = [found for found in entry.ids(column) if found not in entries]
            except ValueError as error:
                raise BadInput(place, str(error), "Write ids separated by |.") from error
            if unknown:
                raise BadInput(place, f"no row has the id {unknown[0]}", "Correct the id.")


def theme_reasons(subject: Entry | Entity, authority: Authority) -> tuple[tuple[str, str], ...]:
    """Which themes a thing belongs to and, in a Chinese sentence each, why; sorted by theme."""
    entry = subject if isinstance(subject, Entry) else authority.entries.get(subject.authority)
    names = tuple(name.text for name in subject.names) or (subject.canonical,)
    found: dict[str, str] = {}
    for theme, reason in (
        *(_by_row(entry, authority) if entry else ()),
        *_by_word(names, authority, subject),
    ):
        found.setdefault(theme, reason)
    return tuple(sorted(found.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRule:
    """What makes a thing belong to a subject heading, so that a reader can check it."""

    theme: str
    listed: Mapping[Kind, tuple[str, ...]]  # canonical names of what is listed, by kind
    words: tuple[str, ...]  # a name that contains one of them belongs
    period: str  # EDTF; a thing that lies wholly outside it does not belong by a word alone

    def sentence(self) -> str:
        """The rule in one Chinese sentence."""
        parts = [f"列名{KINDS[kind].zh}：{'、'.join(names)}" for kind, names in self.listed.items()]
        parts += [f"名称含：{'、'.join(self.words)}"] if self.words else []
        parts += [f"时段：{self.period}"] if self.period else []
        parts.append(
            "另及规范档归入此主题者、其事件的参与者、所列机构的任职者与下属，以及时段内发生于所列地点的事件"
        )
        return "；".join(parts) + "。"


def theme_rule(theme: Entry, authority: Authority) -> ThemeRule:
    """The rule of a subject heading: the people, bodies, places, events, words and dates it goes by."""
    terms = _terms(theme)
    listed: dict[Kind, tuple[str, ...]] = {}
    for kind in Kind:
        names = [authority.entries[term] for term in terms if term in authority.entries]
        if found := tuple(entry.canonical for entry in names if entry.kind is kind):
            listed[kind] = found
    words = tuple(term for term in terms if term not in authority.entries)
    return ThemeRule(theme=theme.id, listed=listed, words=words, period=theme.fields.get("period", ""))


def _in_period(theme: Entry, begin: str, end: str) -> bool:
    """Whether a thing may have lain in the time of a theme; what is undated may."""
    first, last = edtf_bounds(theme.fields.get("period", ""))
    since, until = edtf_bounds(begin)[0], edtf_bounds(end)[1]
    return not (last and since > last) and not (first and until and until < first)


@functools.cache
def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


def _terms(theme: Entry) -> tuple[str, ...]:
    return _split(theme.fields.get("terms", ""))


def _by_row(entry: Entry, authority: Authority) -> Iterator[tuple[str, str]]:
    """Themes by the files: the row's own, those that list it, its events', its bodies'; the nearest first."""
    for own in entry.ids("theme_ids"):
        yield own, f"规范档将“{entry.canonical}”归入此主题。"
    for theme in authority.themes():
        if entry.id in _terms(theme):
            yield theme.id, f"主题词表“{theme.canonical}”列有“{entry.canonical}”。"
    for event in authority.of(Kind.EVENT):
        if entry.id in event.ids("agent_ids"):
            for shared in event.ids("theme_ids"):
                yield shared, f"参与“{event.canonical}”，该事件属此主题。"
    for place in entry.ids("place_ids") if entry.kind is Kind.EVENT and entry.begin else ():
        for theme in authority.themes():
            if place in _terms(theme) and _in_period(theme, entry.begin, entry.end):
                yield theme.id, f"发生于“{authority.entries[place].canonical}”，在此主题所列地点与时段之内。"
    for column, word in (("org_ids", "曾任职于"), ("parent_ids", "隶属")):
        for body in entry.ids(column):
            for theme in authority.themes():
                if body in _terms(theme):
                    yield theme.id, f"{word}“{authority.entries[body].canonical}”，主题词表列有该机构。"


def _by_word(
    names: tuple[str, ...], authority: Authority, subject: Entry | Entity
) -> Iterator[tuple[str, str]]:
    """Themes with a term that one of the names contains, and whose time the subject does not lie outside."""
    for theme in authority.themes():
        if not _in_period(theme, subject.begin, subject.end):
            continue
        for term in _terms(theme):
            if term not in authority.entries and any(term in name for name in names):
                yield theme.id, f"名称含“{theme.canonical}”的主题词“{term}”。"
