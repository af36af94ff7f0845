"""Whether the authority files are sound: a list of findings, each a sentence with its line and its remedy.

The loader stops at the first bad row; this reads everything and also sees what a loader need not: who lived
before being born, which unit is older than its army, whose name two people bear without a word about it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ontology.authority import CERTAINTIES, ERAS, FILES, GAZETTEER
from ontology.authority_rows import FOREVER, Finding, Row, is_edtf, read_rows, span
from ontology.dates.bounds import edtf_bounds
from ontology.kinds import Kind
from ontology.names import fold
from ontology.paths import data_folder

_AGENTS = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE})  # a polity is a place
_BODIES = frozenset({Kind.ORGANIZATION, Kind.PLACE})
_WANTED: dict[str, frozenset[Kind]] = {
    "org_ids": _BODIES,
    "parent_ids": _BODIES,
    "predecessor": frozenset({Kind.ORGANIZATION}),
    "successor": frozenset({Kind.ORGANIZATION}),
    "place_ids": frozenset({Kind.PLACE}),
    "leader_ids": frozenset({Kind.PERSON}),
    "agent_ids": _AGENTS,
    "signatories": _AGENTS,
    "theme_ids": frozenset({Kind.THEME}),
    "signing_event": frozenset({Kind.EVENT}),
}
_DATES = ("begin", "end", "date", "period")
_MARKED_KINDS = (Kind.PERSON, Kind.ORGANIZATION, Kind.EVENT, Kind.WORK, Kind.PLACE, Kind.THEME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check read and what it found."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, tuple[int, int]]  # kind → rows, of them certain

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def summary(self) -> str:
        """One line of counts."""
        parts = [f"{kind} {rows} ({sure} certain)" for kind, (rows, sure) in self.counts.items()]
        state = "ok" if self.ok else f"{len(self.findings)} findings"
        return f"{state}: " + ", ".join(parts)


def check_authority(folder: Path | None = None) -> Report:
    """Read all authority files of a folder (data/authority unless given) and say what is wrong in them."""
    root = folder or data_folder() / "authority"
    findings: list[Finding] = []
    rows: list[Row] = []
    for name, kind in (*sorted(FILES.items()), (GAZETTEER, Kind.PLACE), (ERAS, Kind.PERIOD)):
        for found in read_rows(root / name, name.removeprefix("../"), kind):
            if isinstance(found, Row):
                rows.append(found)
            else:
                findings.append(found)
    by_id = {row.id: row for row in rows}
    findings.extend(_repeated(rows))
    for rule in RULES:
        findings.extend(rule(rows, by_id))
    findings.sort(key=lambda one: (one.file, one.line, one.reason))
    return Report(findings=tuple(findings), counts=_counts(rows))


def _counts(rows: Iterable[Row]) -> dict[str, tuple[int, int]]:
    found = [row for row in rows if row.file != ERAS]
    every = Counter(row.kind for row in found)
    sure = Counter(row.kind for row in found if row.cells["certainty"] == "certain")
    return {kind.value: (every[kind], sure[kind]) for kind in Kind if every[kind]}


def _repeated(rows: Iterable[Row]) -> Iterator[Finding]:
    seen: dict[str, Row] = {}
    for row in rows:
        if row.id in seen:
            yield row.say(
                f"the id stands also in {seen[row.id].file}", "Give the newer row the next free id."
            )
        seen.setdefault(row.id, row)


_Rows = list[Row]
_ById = dict[str, Row]


def _sourced(rows: _Rows, by_id: _ById) -> Iterator[Finding]:
    """Every row says whence it comes and how sure it is."""
    for row in rows:
        if not row.cells["source"]:
            yield row.say("no source is given", "Say where the row comes from.")
        if row.cells["certainty"] not in CERTAINTIES:
            yield row.say(f"the certainty “{row.cells['certainty']}” is unknown", "Write certain or unsure.")


def _dated(rows: _Rows, by_id: _ById) -> Iterator[Finding]:
    """Every date and every time of use is EDTF."""
    for row in rows:
        if row.cells.get("calendar") == "julian":
            continue  # 1900-02-29 was a day in Russia
        texts = [row.cells.get(column, "") for column in _DATES]
        texts += [name.valid for name in row.names]
        texts += [valid for pairs in row.refs.values() for _, valid in pairs]
        for text in dict.fromkeys(texts):
            if text not in {"", ".."} and not is_edtf(text):
                yield row.say(
                    f"“{text}” is not an EDTF date", "Write 1936, 1936-02-20, 1936~ or [1908,1910]."
                )


def _joined(rows: _Rows, by_id: _ById) -> Iterator[Finding]:
    """References lead to rows of the kind they should, and never to themselves."""
    for row in rows:
        for column, pairs in row.refs.items():
            wanted = _WANTED.get(column, frozenset({row.kind}))
            for found, _ in pairs:
                if found not in by_id:
                    yield row.say(f"{column} names {found}, which no row has", "Correct the id.")
                elif found == row.id or by_id[found].kind not in wanted:
                    other = by_id[found]
                    yield row.say(
                        f"{column} cannot name {other.label} ({other.kind.value})", "Correct the id."
                    )


def _told_apart(rows: _Rows, by_id: _ById) -> Iterator[Finding]:
    """A name that two things of one kind bear needs a word in a note that names the other."""
    bearers: dict[tuple[Kind, str], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        for name in row.names if row.file != ERAS and row.kind in _MARKED_KINDS else ():
            bearers[row.kind, fold(name.text).strip()][row.id] = row
    for (_, shared), found in bearers.items():
        first, *others = found.values()
        for other in others:
            if not _differ(first, other):
                yield other.say(
                    f"“{shared}” is also a name of {first.label}",
                    f"Drop one of the two or write in a note how {first.id} and {other.id} differ.",
                )


def _differ(one: Row, other: Row) -> bool:
    """Whether a note tells two namesakes apart; places also differ by what they are and lie in."""
    for row, named in ((one, other), (other, one)):
        note = row.cells["note"]
        if named.id in note or named.cells["canonical"] in note:
            return True
    columns = ("place_type", "type", "broader", "admin") if one.kind is Kind.PLACE else ()
    return any(one.cells.get(c, "") != other.cells.get(c, "") for c in columns)


def _parts(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The bounds of the start and of the end of a time of office; of a single date both are that date."""
    start, slash, end = text.partition("/")
    return span(start), span(end if slash else start)


def _outlasts(text: str, life: tuple[int, int]) -> bool:
    """Whether a time surely begins before a life or surely ends after it."""
    start, end = _parts(text)
    return start[1] < life[0] or (edtf_bounds(text)[1] != 0 and end[0] > life[1])


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def _lived(rows: _Rows, by_id: _ById) -> Iterator[Finding]:
    """Nothing ends before it begins."""
    for row in rows:
        first, last = row.life()
        if first > last:
            yield row.say(
                f"it ends ({row.cells['end']}) before it begins ({row.cells['begin']})", "Correct one."
            )


def _served(rows: _Rows, by_id: _ById) -> Iterator[Finding]:
    """Terms of office lie in the life of the person and of the body; leaders and members could have met it."""
    for row in rows:
        for column in ("org_ids", "leader_ids"):
            for found, valid in row.refs.get(column, ()):
                other = by_id.get(found)
                if other is None:
                    continue
                if valid and (_outlasts(valid, row.life()) or _outlasts(valid, other.life())):
                    yield row.say(
                        f"the term {valid} with {other.label} lies outside the life of one of the two",
                        "Correct the term or the dates.",
                    )
                elif _apart(row.life(), other.life()):
                    yield row.say(
                        f"it and {other.label} never existed at one time", f"Drop it from {column}."
                    )


def _under(rows: _Rows, by_id: _ById) -> Iterator[Finding]:
    """A unit belongs to its parent only while both exist; a shorter time stands in brackets."""
    for row in rows:
        for found, valid in row.refs.get("parent_ids", ()):
            parent = by_id.get(found)
            if parent is None:
                continue
            if valid and (_outlasts(valid, row.life()) or _outlasts(valid, parent.life())):
                yield row.say(
                    f"it cannot have belonged to {parent.label} in {valid}", "Correct the time in brackets."
                )
            elif not valid and _outlasts(f"{row.cells['begin']}/{row.cells['end']}", parent.life()):
                yield row.say(
                    f"it is older or lives longer than its parent {parent.label}",
                    f"Write the time in brackets: {found}[1936/1940].",
                )


def _present(rows: _Rows, by_id: _ById) -> Iterator[Finding]:
    """Whoever takes part in an event or signs a paper is alive then."""
    for row in rows:
        when = span(row.cells.get("date", ""))
        for column in ("agent_ids", "signatories"):
            for found, _ in row.refs.get(column, ()):
                other = by_id.get(found)
                if other is not None and _apart(when, other.life()):
                    yield row.say(
                        f"{other.label} did not exist on {row.cells['date']}", f"Drop it from {column}."
                    )


def _chained(rows: _Rows, by_id: _ById) -> Iterator[Finding]:
    """What a body becomes is not older than it, and no chain comes back to its start."""
    later: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for found, _ in row.refs.get("successor", ()):
            later[row.id].add(found)
        for found, _ in row.refs.get("predecessor", ()):
            later[found].add(row.id)
    for row in rows:
        for found in sorted(later[row.id]):
            other = by_id.get(found)
            if other is not None and _before(other, row):
                yield row.say(
                    f"its successor {other.label} is older", "Turn the two round or correct a date."
                )
        if row.id in _reached(row.id, later):
            yield row.say("its chain of successors comes back to it", "Cut the chain where it turns.")


def _before(one: Row, other: Row) -> bool:
    """Whether one began and ended before the other did; merging into an older body is not that."""
    ends = span(other.cells["end"])[0] if other.cells["end"] != ".." else FOREVER
    return span(one.cells["begin"])[1] < span(other.cells["begin"])[0] and one.life()[1] < ends


def _reached(start: str, edges: Mapping[str, Iterable[str]]) -> set[str]:
    """All that can be reached from a row, the row itself only by a cycle."""
    seen: set[str] = set()
    todo = list(edges.get(start, ()))
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo.extend(edges.get(one, ()))
    return seen


def _rooted(rows: _Rows, by_id: _ById) -> Iterator[Finding]:
    """Themes form one tree: a single top, no cycle, no orphan, no label twice, and each says what belongs."""
    themes = [row for row in rows if row.kind is Kind.THEME]
    up = {row.id: [found for found, _ in row.refs.get("broader", ())] for row in themes}
    tops = [row for row in themes if not up[row.id]]
    above = {found for parents in up.values() for found in parents}
    for row in themes:
        reached = _reached(row.id, up)
        if row.id in reached:
            yield row.say("its broader themes come back to it", "Cut the circle.")
        elif row is not tops[0] and tops[0].id not in reached:
            yield row.say("it hangs on no broader theme", f"Write one in broader; the top is {tops[0].id}.")
        terms = list(filter(None, row.cells.get("terms", "").split("|")))
        if not terms and row.id not in above:
            yield row.say("nothing says what belongs to it", "List words or ids in terms.")
        for term in terms:
            if term[:1] in "PLOEWX" and term[1:].isdigit() and term not in by_id:
                yield row.say(f"its term {term} is an id that no row has", "Correct the id.")


Rule = Callable[[_Rows, _ById], Iterator[Finding]]
RULES: tuple[Rule, ...] = (
    _sourced,
    _dated,
    _joined,
    _told_apart,
    _lived,
    _served,
    _under,
    _present,
    _chained,
    _rooted,
)
"""What is checked, one rule a function."""
