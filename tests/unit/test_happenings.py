"""One event as several records tell it: accounts side by side, conflicts kept, and nothing of closed records outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from extraction.relate.joining import joined
from kg.graph import project
from kg.queries import Sight, accounts_of, entity_page
from kg.records import Archive, open_archive
from ontology.access import Access, Audience
from ontology.authority import load_authority
from ontology.dates.bounds import edtf_bounds
from ontology.errors import BadInput
from ontology.happenings import whereabouts
from ontology.kinds import Kind
from ontology.records import DateValue, Entity, EventMention, Outcome, Part, Participation, Record
from tests.builders import a_link, a_mention, a_record, an_entity

TEXTS = {
    "口述": ("1936年5月3日，王大山在通河牺牲。", Access.OPEN, "oral", "1936-05-03"),
    "年表": ("1937年1月，王大山在依兰牺牲。", Access.OPEN, "later", "1937-01"),
    "密报": ("昭和十年王大山在秘所死亡。", Access.RESTRICTED, "japanese_puppet", "1935"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An archive in which three records, one of them closed, tell of one death."""

    archive: Archive
    soldier: Entity
    event: Callable[[Audience], str]  # the event's id for an audience


def death_in(record: Record, who: Entity, where: Entity, *, edtf: str, stance: str) -> EventMention:
    """A record's sentence about a death, with its frame."""
    word = "牺牲" if "牺牲" in record.text else "死亡"
    start, name = record.text.index(word), record.text.index("王大山")
    lo, hi = edtf_bounds(edtf)
    return EventMention(
        record=record.id,
        start=start,
        end=start + 2,
        text=word,
        type="death",
        date=DateValue(raw=edtf, edtf=edtf, lo=lo, hi=hi),
        participants=(who.id,),
        places=(where.id,),
        frame=(Participation(entity=who.id, part=Part.DIED, start=name, end=name + 3, side="chinese"),),
        outcomes=(Outcome(text=word, start=start, end=start + 2),),
        sentence=(0, len(record.text)),
        dated=True,
        stance=stance,
    )


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """The archive, joined for both audiences as a build does it."""
    with open_archive(tmp_path / "archive.db") as archive:
        yield fill(archive)


def fill(archive: Archive) -> Told:
    """Put the three records with their accounts into an archive."""
    soldier = an_entity("王大山")
    places = {name: an_entity(name, kind=Kind.PLACE) for name in ("通河", "依兰", "秘所")}
    records, links = [], []
    for number, (title, (text, access, _, _)) in enumerate(TEXTS.items()):
        record = a_record(text, key=f"TEST:001-01-0001-00{number}", access=access, title=title)
        where = next(name for name in places if name in text)
        mentions = [a_mention(record, "王大山"), a_mention(record, where, kind=Kind.PLACE)]
        archive.save_record(record)
        archive.save_marked(record.id, "run", mentions=mentions, dates=[])
        links += [a_link(mentions[0], soldier), a_link(mentions[1], places[where])]
        records.append((record, places[where]))
    archive.save_linked((soldier, *places.values()), links)
    for (record, where), (_, _, stance, edtf) in zip(records, TEXTS.values(), strict=True):
        event = death_in(record, soldier, where, edtf=edtf, stance=stance)
        archive.save_claims(record.id, "run", assertions=[], events=[event])
    found = {}
    for audience in (Audience.STAFF, Audience.OPEN):
        happenings = joined(archive.all_events(audience), whereabouts(load_authority()))
        archive.save_happenings(audience, happenings)
        found[audience] = happenings[0].id
    return Told(archive=archive, soldier=soldier, event=found.__getitem__)


def test_every_account_stays_beside_the_others(told: Told) -> None:
    """Record, voice, day, place, parts, outcome and sentence of each; none is preferred."""
    sight = Sight(told.archive, Audience.STAFF)

    found = accounts_of(sight, told.event(Audience.STAFF))

    assert [
        (
            one.record.title,
            one.stance,
            one.date.edtf if one.date else "",
            [place.label for place in one.places],
        )
        for one in found.accounts
    ] == [
        ("口述", "oral", "1936-05-03", ["通河"]),
        ("年表", "later", "1937-01", ["依兰"]),
        ("密报", "japanese_puppet", "1935", ["秘所"]),
    ]
    first = found.accounts[0]
    assert first.passage.quote == TEXTS["口述"][0]
    assert [(one.entity.label, one.part, one.side) for one in first.participants] == [
        ("王大山", "died", "chinese")
    ]
    assert first.outcomes == ("牺牲",)


def test_conflicts_are_named_and_nothing_is_averaged(told: Told) -> None:
    """All values as the records have them."""
    found = accounts_of(Sight(told.archive, Audience.STAFF), told.event(Audience.STAFF))

    assert [(one.about, one.values) for one in found.conflicts] == [
        ("date", ("1936-05-03", "1937-01", "1935")),
        ("place", ("通河", "依兰", "秘所")),
    ]


def test_a_closed_account_is_absent_outside_with_its_count(told: Told) -> None:
    """Two records tell of it, as far as anybody outside may know; the closed day and place contradict nobody."""
    page = entity_page(told.archive, told.event(Audience.OPEN), Audience.OPEN)

    assert (page.told.records, [one.record.title for one in page.told.accounts]) == (2, ["口述", "年表"])
    assert [one.values for one in page.told.conflicts] == [("1936-05-03", "1937-01"), ("通河", "依兰")]
    for word in ("1935", "秘所", "密报", "昭和十年"):
        assert word not in repr(page)


def test_an_event_that_closed_records_alone_join_is_none_outside(told: Told) -> None:
    """When one of two open records is closed too, a single account is left, and no event."""
    archive = told.archive
    record = next(one for one in archive.records() if one.title == "年表")
    archive.save_record(replace(record, access=Access.RESTRICTED))
    archive.save_happenings(
        Audience.OPEN, joined(archive.all_events(Audience.OPEN), whereabouts(load_authority()))
    )

    page = entity_page(archive, told.soldier.id, Audience.OPEN)

    assert [(item.edtf, item.happening) for item in page.timeline] == [("1936-05-03", None)]
    with pytest.raises(BadInput, match="nothing with this id"):
        entity_page(archive, told.event(Audience.OPEN), Audience.OPEN)


@pytest.mark.parametrize(
    ("lang", "label"), [("zh", "王大山去世"), ("en", "death: 王大山"), ("ru", "смерть: 王大山")]
)
def test_an_event_without_a_name_is_called_in_our_words(told: Told, lang: str, label: str) -> None:
    """Never in those of a record."""
    ref = Sight(told.archive, Audience.STAFF, lang=lang).ref(told.event(Audience.STAFF))

    assert ref is not None
    assert (ref.kind, ref.label) == (Kind.EVENT, label)


def test_the_time_line_of_a_person_keeps_the_days_apart_and_says_that_they_differ(told: Told) -> None:
    """One row a day, each leading to the same event."""
    timeline = entity_page(told.archive, told.soldier.id, Audience.STAFF).timeline

    assert [(item.edtf, item.disputed) for item in timeline] == [
        ("1935", True),
        ("1936-05-03", True),
        ("1937-01", True),
    ]
    assert {item.happening.id for item in timeline if item.happening} == {told.event(Audience.STAFF)}


def test_tallies_that_differ_are_a_conflict(told: Told) -> None:
    """歼敌三百 and 歼敌500 are said of one fight; 三百 and 300 are the same."""
    archive, counts = told.archive, iter(("歼敌三百", "歼敌300", "歼敌五百"))
    for record in archive.records():
        (event,) = archive.events(record.id)
        said = Outcome(text=next(counts), start=event.start, end=event.end)
        archive.save_claims(record.id, "run", assertions=[], events=[replace(event, outcomes=(said,))])
    archive.save_happenings(Audience.STAFF, joined(archive.all_events(), whereabouts(load_authority())))

    found = accounts_of(Sight(archive, Audience.STAFF), told.event(Audience.STAFF))

    assert [one.values for one in found.conflicts if one.about == "outcome"] == [("歼敌三百", "歼敌五百")]


def test_the_graph_for_everybody_holds_the_open_accounts_alone(told: Told) -> None:
    """The closed one is absent with its day and place; the graph for staff holds all three."""
    staff, public = (project(told.archive, audience=one).accounts for one in (Audience.STAFF, Audience.OPEN))

    assert ([one.edtf for one in staff].count("1935"), len(staff)) == (1, 3)
    assert {one.edtf for one in public} == {"1936-05-03", "1937-01"}
    assert {one.event for one in public} == {told.event(Audience.OPEN)}
    assert {part for one in public for part in one.parts} == {f"{told.soldier.id}~died~chinese"}


def test_an_archive_from_before_there_were_frames_can_be_read(told: Told) -> None:
    """Its pages have time lines and no accounts."""
    for table in ("happenings", "event_frames"):
        told.archive.connection.execute(f"DROP TABLE {table}")

    page = entity_page(told.archive, told.soldier.id, Audience.STAFF)

    assert (len(page.timeline), page.told.accounts) == (3, ())
    assert all(event.frame == () for event in told.archive.all_events())


def test_joining_again_changes_nothing(told: Told) -> None:
    """The same archive, the same events."""
    before = told.archive.digest()

    happenings = joined(told.archive.all_events(), whereabouts(load_authority()))
    told.archive.save_happenings(Audience.STAFF, happenings)

    assert told.archive.digest() == before


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("诸家记述（3 件文献）", "时间诸说不一", "口述", "后人编研", "日伪文献", "王大山 (中方)", "1935年")),
        ("en", ("Accounts of it (records: 3)", "differ on the date", "oral", "later compilation", "Japanese and puppet")),
        ("ru", ("Свидетельства (документов: 3)", "Даты расходятся", "устный рассказ", "позднейшая работа")),
    ],
)  # fmt: skip
def test_the_page_shows_the_accounts_side_by_side(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, words: tuple[str, ...]
) -> None:
    """Whose voice each is, in the reader's language, and that they differ."""
    monkeypatch.setenv("DANGMAI_WORKSPACE", str(tmp_path))
    event = told.event(Audience.STAFF)
    told.archive.close()
    at = AppTest.from_file(str(Path(__file__).resolve().parents[2] / "app" / "main.py"), default_timeout=120)
    at.switch_page("views/entity.py")
    at.query_params["id"] = event
    at.query_params["language"] = language

    at.run()

    assert not at.exception
    shown = "\n".join([one.proto.body for one in at.get("html")] + [one.value for one in at.get("subheader")])
    assert [word for word in words if word not in shown] == []
