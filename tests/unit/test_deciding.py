"""Decisions of every kind: made, followed at once, kept through rebuilds and corrections, taken back without a trace."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.decided import decided, decided_about
from app.decisions import decide_all, undo
from app.graphs import projection_for
from app.wiring import Steps
from app.wishes import Span, Wish, wishes_of_lines
from app.workspace import Workspace
from extraction.link import AuthorityLinker
from extraction.relate import PatternRelator
from extraction.steps import Marked
from kg.records import Archive, open_archive
from ontology.access import Audience
from ontology.authority import load_authority
from ontology.decisions import Decision, Verb
from ontology.errors import BadInput
from ontology.kinds import Kind
from ontology.records import Entity, Mention, Record, mention_id
from tests.folders import build_at

TEXTS = {
    "一.txt": "1936年，赵尚志任东北抗日联军第三军军长。王铁山同志在通河。",
    "二.txt": "王铁山任义勇军第九旅旅长。王老铁到通河，见到赵尚志。",
    "三.txt": "义勇军第九旅在通河成立，王老铁任旅长。李大山未到。",
}
NAMES = {
    "赵尚志": Kind.PERSON,
    "王铁山": Kind.PERSON,
    "王老铁": Kind.PERSON,
    "东北抗日联军第三军": Kind.ORGANIZATION,
    "义勇军第九旅": Kind.ORGANIZATION,
    "通河": Kind.PLACE,
}
LINKER = AuthorityLinker(load_authority())


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """A recogniser that finds the names of a list, wherever they stand."""

    version: str = "list-1"
    names: dict[str, Kind] = field(default_factory=lambda: dict(NAMES))

    def recognize(self, record: Record) -> Marked:
        """Mark every name of the list."""
        found = [
            Mention(
                id=mention_id(record, match.start(), match.end()),
                record=record.id,
                start=match.start(),
                end=match.end(),
                text=name,
                kind=kind,
                score=0.9,
                found_by=("list",),
            )
            for name, kind in self.names.items()
            for match in re.finditer(name, record.text)
        ]
        return Marked(record=record, mentions=tuple(sorted(found, key=lambda one: one.start)), dates=())


def steps(recognizer: WordList | None = None) -> Steps:
    """Quick steps: a list of names, the real linker and relator."""
    return Steps(
        ocr=None, recognizer=recognizer or WordList(), linker=LINKER, relator=PatternRelator(accept_at=0.5)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder of texts, and the workspace built from it."""

    folder: Path
    workspace: Workspace

    def build(self, recognizer: WordList | None = None) -> list[str]:
        """Build it; what waits, in the words of the report."""
        return list(build_at(self.workspace.folder, self.folder, steps=steps(recognizer)).waiting)

    def decide(self, verb: str, *subjects: str | Span, kind: str = "", name: str = "") -> str:
        """One decision; its id."""
        wish = Wish(verb=Verb(verb), subjects=subjects, reason="查对原件", who="甲", kind=kind, name=name)
        return decide_all(self.workspace, [wish], steps=steps)[0].id

    def undo(self, decision: str) -> None:
        """Take a decision back."""
        wish = Wish(verb=Verb.UNDO, subjects=(decision,), reason="有误", who="乙")
        decide_all(self.workspace, [wish], steps=steps)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """The three texts, built."""
    return a_place(tmp_path)


def a_place(tmp_path: Path) -> Place:
    """The three texts, built."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    made = Place(folder=folder, workspace=Workspace(folder=tmp_path / "w"))
    made.build()
    return made


def opened(place: Place) -> Archive:
    """Its archive, to be read."""
    return open_archive(place.workspace.archive, read_only=True)


def who(place: Place, name: str) -> set[str]:
    """What the mentions of a name stand for, by canonical name and kind."""
    with opened(place) as archive:
        return {
            f"{entity.canonical}/{entity.kind}"
            for entity in archive.entities()
            for one in archive.mentions_of(entity.id)
            if one.mention.text == name
        }


def ids_of(place: Place, name: str) -> list[str]:
    """The ids of the mentions of a name."""
    with opened(place) as archive:
        return [one.id for id_ in archive.record_ids() for one in archive.mentions(id_) if one.text == name]


def entity_ids(place: Place, name: str) -> set[str]:
    """The ids of what the mentions of a name stand for."""
    with opened(place) as archive:
        links = archive.links()
    return {links[one].entity for one in ids_of(place, name)}


def claim_of(place: Place, subject: str) -> str:
    """The id of an accepted claim of a thing."""
    with opened(place) as archive:
        entities = {one.id: one.canonical for one in archive.entities()}
        return next(
            one.assertion.id
            for one in archive.assertions(state="accepted")
            if entities[one.assertion.subject] == subject
        )


def span(place: Place, text: str) -> Span:
    """Where a text stands in the only record that holds it."""
    with opened(place) as archive:
        [record] = [one for one in archive.records() if text in one.text]
    start = record.text.index(text)
    return Span(record=record.key, start=start, end=start + len(text))


def everything(place: Place) -> list[str]:
    """All that an archive holds but the row of decisions: every table, and the graph for everybody and for staff."""
    with opened(place) as archive:
        tables = [
            row[0]
            for row in archive.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if row[0] != "decisions" and not row[0].startswith(("passage_index", "sqlite"))
        ]
        rows = [
            f"{table} {tuple(row)}"
            for table in tables
            for row in archive.connection.execute(f"SELECT * FROM {table}")
        ]
        return sorted(rows) + [
            projection_for(archive, one).digest() for one in (Audience.STAFF, Audience.OPEN)
        ]


# --- what decisions do ------------------------------------------------------------------


def test_a_merge_is_seen_at_once_and_after_a_build(place: Place) -> None:
    """Two strangers are one thing; a later build changes nothing."""
    place.decide("merge", "王铁山", "王老铁")
    merged = who(place, "王铁山")

    before = everything(place)
    place.build()

    assert merged == who(place, "王老铁")
    assert len(merged) == 1
    assert before == everything(place)


def test_a_merge_into_the_authority_file(place: Place) -> None:
    """By the id it has there; its claims are that person's from then on."""
    place.decide("merge", "王老铁", next(iter(entity_ids(place, "赵尚志"))))

    assert who(place, "王老铁") == {"赵尚志/PERSON"}


def test_a_split_takes_a_name_off(place: Place) -> None:
    """One mention of 王老铁 is somebody else."""
    first, second = ids_of(place, "王老铁")

    place.decide("split", "王老铁", second)

    with opened(place) as archive:
        links = archive.links()
    assert links[first].entity != links[second].entity
    assert "拆分" in links[second].why


def test_same_as_stays_two_and_is_one_claim(place: Place) -> None:
    """Both things stay, and one claim with both passages says that they are the same."""
    place.decide("same-as", "王铁山", "王老铁")

    with opened(place) as archive:
        [claim] = [one for one in archive.assertions() if one.assertion.predicate == "identifiedWith"]
        edges = [one for one in projection_for(archive, Audience.STAFF).edges if one.type == "identifiedWith"]
    assert who(place, "王铁山") != who(place, "王老铁")
    assert {one.quote for one in claim.assertion.evidence} == {"王铁山", "王老铁"}
    assert claim.assertion.made_by == "decision 1 (甲)"
    assert len(edges) == 1


def test_what_shall_stay_two_cannot_be_merged(place: Place) -> None:
    """The sentence says which decision stands against it, and how to take it back."""
    place.decide("never-merge", "王铁山", "王老铁")

    with pytest.raises(BadInput, match=r"decision 1 .never-merge. keeps them two.*--undo 1"):
        place.decide("merge", "王铁山", "王老铁")


def test_a_rename_shows_the_new_name_and_keeps_the_old(place: Place) -> None:
    """Claims are still those of before: the name that was found is what rules read."""
    with opened(place) as archive:
        claims = sorted(one.assertion.id for one in archive.assertions())

    place.decide("rename", "义勇军第九旅", name="义勇军独立第九旅")
    place.build(WordList(version="list-2"))

    assert who(place, "义勇军第九旅") == {"义勇军独立第九旅/ORGANIZATION"}
    with opened(place) as archive:
        [entity] = [one for one in archive.entities() if one.canonical == "义勇军独立第九旅"]
        assert entity.names[0].text == entity.label("zh") == "义勇军独立第九旅"
        assert "义勇军第九旅" in [name.text for name in entity.names]
        assert claims == sorted(one.assertion.id for one in archive.assertions())


def test_a_thing_gets_another_kind(place: Place) -> None:
    """All of it, wherever it is named."""
    place.decide("retype", "通河", kind="ORGANIZATION")

    assert {one.split("/")[1] for one in who(place, "通河")} == {"ORGANIZATION"}


def test_a_missed_name_is_found_by_a_person(place: Place) -> None:
    """It is marked, linked, and says who found it."""
    place.decide("accept", span(place, "李大山"), kind="PERSON")

    [one] = ids_of(place, "李大山")
    with opened(place) as archive:
        mention = archive.mention(one)
    assert mention is not None
    assert (mention.found_by, mention.kind) == (("decision",), Kind.PERSON)
    assert who(place, "李大山") == {"李大山/PERSON"}


def test_a_missed_name_takes_the_place_of_a_part(place: Place) -> None:
    """Names do not overlap: what people say of a stretch of text outweighs what was found in it."""
    place.decide("accept", span(place, "见到赵尚志"), kind="EVENT")

    with opened(place) as archive:
        texts = [one.text for id_ in archive.record_ids() for one in archive.mentions(id_)]
    assert "见到赵尚志" in texts
    assert texts.count("赵尚志") == 1


def test_a_name_that_is_none_disappears(place: Place) -> None:
    """And what it stood for, if nothing else names it; the claims that rested on it are gone too."""
    for one in ids_of(place, "义勇军第九旅"):
        place.decide("reject", one)

    assert ids_of(place, "义勇军第九旅") == []
    assert who(place, "义勇军第九旅") == set()


def test_a_name_gets_another_kind(place: Place) -> None:
    """One mention only."""
    first, second, third = ids_of(place, "通河")

    place.decide("retype", second, kind="ORGANIZATION")

    with opened(place) as archive:
        kinds = [archive.mention(one).kind for one in (first, second, third)]  # type: ignore[union-attr]
    assert kinds == [Kind.PLACE, Kind.ORGANIZATION, Kind.PLACE]


# --- taking back ------------------------------------------------------------------------

Decide = Callable[[Place], str]
EVERY: dict[str, Decide] = {
    "accept claim": lambda p: p.decide("accept", claim_of(p, "赵尚志")),
    "reject claim": lambda p: p.decide("reject", claim_of(p, "赵尚志")),
    "accept name": lambda p: p.decide("accept", span(p, "李大山"), kind="PERSON"),
    "accept over another": lambda p: p.decide("accept", span(p, "见到赵尚志"), kind="EVENT"),
    "reject name": lambda p: p.decide("reject", ids_of(p, "赵尚志")[0]),
    "retype name": lambda p: p.decide("retype", ids_of(p, "通河")[0], kind="ORGANIZATION"),
    "merge": lambda p: p.decide("merge", "王铁山", "王老铁"),
    "merge into entry": lambda p: p.decide("merge", "王铁山", "赵尚志"),
    "split": lambda p: p.decide("split", "赵尚志", ids_of(p, "赵尚志")[0]),
    "same-as": lambda p: p.decide("same-as", "王铁山", "王老铁"),
    "never-merge": lambda p: p.decide("never-merge", "王铁山", "王老铁"),
    "rename": lambda p: p.decide("rename", "王铁山", name="王铁三"),
    "rename entry": lambda p: p.decide("rename", "赵尚志", name="赵尚武"),
    "retype": lambda p: p.decide("retype", "通河", kind="ORGANIZATION"),
}


@pytest.mark.parametrize("name", list(EVERY))
def test_undoing_restores_everything(place: Place, name: str) -> None:
    """Every table and both graphs are to the letter what they were; only the row of decisions is longer."""
    before = everything(place)
    made = EVERY[name](place)
    between = everything(place)

    place.undo(made)

    assert everything(place) == before
    assert between != before or name == "accept claim"
    with opened(place) as archive:
        assert [one.verb for one in archive.decisions()][1:] == [Verb.UNDO]


def test_undoing_one_of_many_leaves_the_others(place: Place) -> None:
    """As if only the others had been made."""
    other = a_copy(place, "other")
    for made in ("reject claim", "rename entry", "merge", "retype"):
        EVERY[made](place)
        if made != "rename entry":
            EVERY[made](other)

    place.undo("2")

    assert without_numbers(everything(place)) == without_numbers(everything(other))


def a_copy(place: Place, name: str) -> Place:
    """The same archive beside it."""
    copy = Place(folder=place.folder, workspace=Workspace(folder=place.workspace.folder.parent / name))
    copy.build()
    return copy


def without_numbers(rows: list[str]) -> list[str]:
    """Rows without what decisions are numbered by, which differs where one was taken back between."""
    kept = [row for row in rows if not row.startswith("meta ")][:-2]
    return [re.sub("第.号裁定", "", re.sub(r"dec-\w+", "", row)) for row in kept]


def test_taking_back_can_be_taken_back(place: Place) -> None:
    """The decision holds again."""
    made = EVERY["merge"](place)
    merged = everything(place)
    place.undo(made)

    place.undo("2")

    assert everything(place) == merged
    with opened(place) as archive:
        assert [one.state for one in decided(archive)] == ["", "taken back by 3", ""]


def test_what_cannot_be_taken_back_is_said(place: Place) -> None:
    """A number nobody has, and what was taken back already."""
    made = EVERY["rename"](place)
    place.undo(made)

    with pytest.raises(BadInput, match="there is no such decision"):
        undo(place.workspace, "9", who="甲", reason="r")
    with pytest.raises(BadInput, match="decision 2 took it back already"):
        undo(place.workspace, "1", who="甲", reason="r")


# --- what changes meanwhile -------------------------------------------------------------


def corrected(place: Place) -> None:
    """The texts read anew: a heading before them, other words around, and one name spelled otherwise."""
    for name, text in TEXTS.items():
        new = "【抄件】\n" + text.replace("同志", "同志们").replace("，", "、").replace("未到", "没有到")
        (place.folder / name).write_text(new, encoding="utf-8")


@pytest.mark.parametrize("name", list(EVERY))
def test_decisions_survive_a_correction_of_the_texts(place: Place, name: str) -> None:
    """Every id of every record, mention and stranger changes; what was decided holds all the same."""
    EVERY[name](place)
    before = shape(place)
    plain = a_copy(place, "plain")

    corrected(place)
    waiting = place.build(WordList(version="list-2"))
    plain.build()

    assert waiting == []
    assert shape(place) == before
    if name not in ("accept claim", "never-merge"):
        assert shape(plain) != before


def shape(place: Place) -> list[str]:
    """Who is who and what is claimed, without ids and places: names by thing, and claims by names and state."""
    with opened(place) as archive:
        labels = {one.id: f"{one.canonical}/{one.kind}" for one in archive.entities()}
        named = [
            f"{label} {sorted(one.mention.text for one in archive.mentions_of(id_))}"
            for id_, label in labels.items()
        ]
        claims = [one.assertion for one in archive.assertions()]
    return sorted(named) + sorted(
        f"{labels[one.subject]} {one.predicate} {labels[one.object]} {one.state}" for one in claims
    )


def test_a_corrected_name_is_still_the_one_that_was_meant(place: Place) -> None:
    """王老铁 was a misreading of 王老鉄: what now stands between the same words is that name."""
    place.decide("merge", "王铁山", "王老铁")
    for name, text in TEXTS.items():
        (place.folder / name).write_text(text.replace("王老铁", "王老鉄"), encoding="utf-8")

    names = {**NAMES, "王老鉄": Kind.PERSON}
    waiting = place.build(WordList(version="list-2", names=names))

    assert waiting == []
    assert entity_ids(place, "王老鉄") == entity_ids(place, "王铁山")


def test_a_worse_recogniser_waits_for_a_better_one(place: Place) -> None:
    """What is not found any more binds nobody; found again, it is bound again."""
    place.decide("merge", "王铁山", "王老铁")
    place.decide("accept", ids_of(place, "赵尚志")[0])
    names = {name: kind for name, kind in NAMES.items() if name not in ("王老铁", "赵尚志")}

    place.build(WordList(version="list-0", names=names))
    without = ids_of(place, "王老铁"), len(ids_of(place, "赵尚志"))
    place.build(WordList(version="list-3"))

    assert without == ([], 1)  # a name that people accepted stays one
    assert entity_ids(place, "王铁山") == entity_ids(place, "王老铁")


def test_a_better_linker_does_not_undo_what_shall_stay_two(place: Place) -> None:
    """A linker that knows both names as one person's is overruled."""
    place.decide("never-merge", "王铁山", "王老铁")
    authority = load_authority()
    row = authority.entries[next(one.authority for one in entities(place) if one.canonical == "赵尚志")]
    both = replace(
        row,
        names=(
            *row.names,
            *(replace(row.names[0], text=name, type="variant") for name in ("王铁山", "王老铁")),
        ),
    )
    better = AuthorityLinker(
        replace(authority, entries={**authority.entries, row.id: both}, version="better")
    )
    changed = replace(steps(), linker=better)

    build_at(place.workspace.folder, place.folder, steps=changed)

    assert not entity_ids(place, "王铁山") & entity_ids(place, "王老铁")
    with opened(place) as archive:
        assert [one.state for one in decided(archive)] == [""]


def entities(place: Place) -> list[Entity]:
    """Everything the archive speaks of."""
    with opened(place) as archive:
        return list(archive.entities())


def test_what_is_gone_is_reported_and_not_dropped(place: Place) -> None:
    """The text says other words in its place: not there now, in the list and in the report; back again, it holds."""
    place.decide("reject", ids_of(place, "王老铁")[0])
    place.decide("retype", "义勇军第九旅", kind="PLACE")
    for name in ("二.txt", "三.txt"):
        (place.folder / name).write_text(f"{name}残缺，字迹不清。", encoding="utf-8")

    waiting = place.build()
    with opened(place) as archive:
        states = [one.state for one in decided(archive)]
    for name, text in TEXTS.items():
        (place.folder / name).write_text(text, encoding="utf-8")
    found = place.build()

    assert waiting == ["1 (reject)", "2 (retype)"]
    assert states == ["not there now", "not there now"]
    assert found == []
    assert who(place, "义勇军第九旅") == {"义勇军第九旅/PLACE"}
    assert len(ids_of(place, "王老铁")) == 1


# --- JSON lines -------------------------------------------------------------------------


def lines(place: Place, *rows: object) -> list[Wish]:
    """Rows as a file of decisions."""
    text = "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    return wishes_of_lines(place.folder / "d.jsonl", text, who="丙")


def test_a_file_of_decisions_is_written_whole(place: Place) -> None:
    """Names by id and by place, things by name and id, claims; who decided is taken from the line, else from outside."""
    where = span(place, "李大山")
    [army] = entity_ids(place, "义勇军第九旅")

    wishes = lines(
        place,
        {"verb": "reject", "mention": ids_of(place, "通河")[0], "reason": "不是地名", "who": "丁"},
        "",
        {
            "verb": "accept",
            "record": where.record,
            "start": where.start,
            "end": where.end,
            "kind": "PERSON",
            "reason": "漏标",
        },
        {"verb": "retype", "mention": ids_of(place, "通河")[1], "kind": "ORGANIZATION", "reason": "县署"},
        {"verb": "merge", "entities": ["王铁山", "王老铁"], "reason": "一人"},
        {"verb": "rename", "entity": army, "name": "义勇军独立第九旅", "reason": "全称"},
        {"verb": "split", "entity": "赵尚志", "mentions": [ids_of(place, "赵尚志")[1]], "reason": "同名"},
        {"verb": "reject", "claim": claim_of(place, "赵尚志"), "reason": "误"},
    )
    made = decide_all(place.workspace, wishes, steps=steps)

    assert [one.who for one in made] == ["丁", *["丙"] * 6]
    assert who(place, "李大山") == {"李大山/PERSON"}
    assert entity_ids(place, "王铁山") == entity_ids(place, "王老铁")
    assert who(place, "义勇军第九旅") == {"义勇军独立第九旅/ORGANIZATION"}
    assert len(ids_of(place, "通河")) == 2
    assert len(entity_ids(place, "赵尚志")) == 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{", "line 2: this is not JSON"),
        ("[]", "line 2: this is no JSON object"),
        ({"verb": "marry", "reason": "r"}, "line 2: “marry” cannot be decided here"),
        ({"verb": "open", "entity": "赵尚志", "reason": "r"}, "line 2: “open” cannot be decided here"),
        ({"verb": "merge", "entitys": [], "reason": "r"}, "line 2: nothing is known of entitys"),
        ({"verb": "reject", "mention": 7, "reason": "r"}, "line 2: what it is about cannot be read"),
        ({"verb": "merge", "entities": "王铁山", "reason": "r"}, "line 2: its entities are no list"),
        ({"verb": "merge", "entities": ["王铁山", "王老铁"]}, "line 2, merge: a decision needs a reason"),
        (
            {"verb": "merge", "entities": ["王铁山"], "reason": "r"},
            "line 2, 王铁山: merge is about two things",
        ),
        ({"verb": "merge", "entities": ["王铁山", "王铁山"], "reason": "r"}, "they are one already"),
        (
            {"verb": "merge", "entities": ["王铁山", "通河"], "reason": "r"},
            "line 2, 王铁山, .*different kinds",
        ),
        (
            {"verb": "merge", "entities": ["王铁山", "张三"], "reason": "r"},
            "line 2, 张三: nothing in this archive",
        ),
        ({"verb": "split", "entity": "王铁山", "reason": "r"}, "nobody says which names go off"),
        ({"verb": "rename", "entity": "王铁山", "reason": "r"}, "nobody says what it shall be after rename"),
        ({"verb": "retype", "entity": "王铁山", "kind": "X", "reason": "r"}, "“X” is no kind"),
        ({"verb": "accept", "mention": "men-0", "reason": "r"}, "line 2, men-0: no name has this id"),
        (
            {"verb": "accept", "record": "x", "start": 0, "end": 1, "reason": "r"},
            "line 2, x: no record has this",
        ),
        ({"verb": "reject", "claim": "ast-0", "reason": "r"}, "line 2, ast-0: no record makes this claim"),
        ({"verb": "accept", "reason": "r"}, "line 2, accept: a decision is about something"),
        ({"verb": "undo", "decision": "7", "reason": "r"}, "line 2, 7: there is no such decision"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(place: Place, row: object, words: str) -> None:
    """The good line before it is not kept either."""
    good = {"verb": "rename", "entity": "王铁山", "name": "王铁三", "reason": "r"}
    before = everything(place)

    with pytest.raises(BadInput, match=words):
        decide_all(place.workspace, lines(place, good, row), steps=steps)

    assert everything(place) == before
    with opened(place) as archive:
        assert archive.decisions() == ()


def test_a_missed_name_needs_its_kind_and_its_bounds(place: Place) -> None:
    """A stretch without a name says nothing of what it is; one outside the text or with blanks is none."""
    where = span(place, "李大山")

    for asked, kind, words in (
        (where, "", "of what kind"),
        (where, "THEME", "no name in a text is a THEME"),
        (replace(where, end=999), "PERSON", "outside the text"),
    ):
        with pytest.raises(BadInput, match=words):
            place.decide("accept", asked, kind=kind)


def test_a_split_must_leave_and_take_something(place: Place) -> None:
    """Names of another thing cannot go off, and not all of them can."""
    with pytest.raises(BadInput, match="here it is no name of 王老铁"):
        place.decide("split", "王老铁", ids_of(place, "王铁山")[0])
    with pytest.raises(BadInput, match="all of its names would go off"):
        place.decide("split", "王老铁", *ids_of(place, "王老铁"))


def test_decisions_about_a_thing_are_found_on_its_page(place: Place) -> None:
    """Its own and those about its claims, the latest first, without those taken back."""
    [person] = entity_ids(place, "赵尚志")
    place.decide("reject", claim_of(place, "赵尚志"))
    place.decide("rename", "赵尚志", name="赵尚武")
    place.undo(place.decide("rename", "赵尚志", name="赵尚文"))
    place.decide("rename", "王铁山", name="王铁三")

    with opened(place) as archive:
        found = decided_about(archive, person)

    assert [one.decision.ordinal for one in found] == [2, 1]
    assert found[1].about[0].startswith("赵尚武 ")


# --- any order --------------------------------------------------------------------------


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(list(TEXTS)), batches=st.integers(1, 3), again=st.booleans())
def test_documents_may_come_in_any_order_and_number(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], batches: int, again: bool
) -> None:
    """Decided about and built in batches, in whatever order: the same entities under the same ids."""
    place = a_place(tmp_path_factory.mktemp("one"))
    for name in ("merge", "rename entry", "split", "retype"):
        EVERY[name](place)
    wanted = entities(place)
    decisions = list(_decisions(place))

    other = Place(folder=place.folder.parent / "batch", workspace=Workspace(folder=place.folder.parent / "v"))
    other.folder.mkdir()
    for start in range(0, len(order), batches):
        for name in order[start : start + batches]:
            (other.folder / name).write_text(TEXTS[name], encoding="utf-8")
        other.build()
        if start == 0:
            with open_archive(other.workspace.archive) as archive:
                for one in decisions:
                    archive.save_decision(one)
    other.build(WordList(version="list-2") if again else None)

    assert entities(other) == wanted


def _decisions(place: Place) -> Iterator[Decision]:
    with opened(place) as archive:
        yield from archive.decisions()
