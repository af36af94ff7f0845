"""Which happenings of several records are one event: joined where all agrees, left apart where anything does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.relate.joining import joined
from ontology.authority import load_authority
from ontology.dates.bounds import edtf_bounds
from ontology.happenings import Whereabouts, dates_apart, whereabouts
from ontology.kinds import Kind
from ontology.records import DateValue, EventMention, Part, Participation, entity_id

TOWN, HAMLET, ELSEWHERE, COUNTRY = "town", "hamlet", "elsewhere", "country"
PLACES = Whereabouts(within={HAMLET: frozenset({TOWN})}, wide=frozenset({COUNTRY}))


def told(
    record: str, type_: str = "battle", edtf: str = "1936-05-03", *, start: int = 10, text: str = "攻克"
) -> EventMention:
    """One record's word of a happening: unit 甲军 in the town, on a day that its sentence says."""
    lo, hi = edtf_bounds(edtf)
    return EventMention(
        record=record,
        start=start,
        end=start + len(text),
        text=text,
        type=type_,
        date=DateValue(raw=edtf, edtf=edtf, lo=lo, hi=hi),
        participants=("甲军",),
        places=(TOWN,),
        sentence=(start - 10, start + 10),
        dated=True,
    )


def part(event: EventMention, who: str, which: Part) -> EventMention:
    """The happening with somebody in a part."""
    one = Participation(entity=who, part=which, start=event.start, end=event.end)
    return replace(event, participants=(*event.participants, who), frame=(*event.frame, one))


def groups(*events: EventMention) -> list[set[str]]:
    """Which records are joined, by the records' names."""
    found = joined(events, PLACES)
    return sorted(({one.record for one in each.accounts} for each in found), key=sorted)


BASE = told("a")
SAME = told("b")


def test_what_agrees_in_all_is_one_event() -> None:
    """Type, time, place and who took part: the accounts stand side by side, and it is said why."""
    (one,) = joined([SAME, BASE], PLACES)

    assert one.accounts == (BASE, SAME)
    assert one.why == "the same battle by time, place and who took part"


@pytest.mark.parametrize(
    "other",
    [
        told("b", edtf="1936-05"),
        replace(SAME, places=(HAMLET,)),
        replace(SAME, places=(ELSEWHERE, TOWN)),
        replace(SAME, participants=("乙军", "甲军")),
        replace(SAME, text="袭击"),
    ],
    ids=["a month", "a place inside", "two places", "others too", "another word"],
)
def test_a_vaguer_or_fuller_account_is_of_the_same_event(other: EventMention) -> None:
    """Records need not say it alike, as long as they can both be true."""
    assert groups(BASE, other) == [{"a", "b"}]


@pytest.mark.parametrize(
    "other",
    [
        told("b", edtf="1936-05-04"),
        told("b", edtf="1936"),
        replace(SAME, dated=False),
        replace(SAME, date=None),
        replace(SAME, places=()),
        replace(SAME, places=(ELSEWHERE,)),
        replace(SAME, participants=("乙军",)),
        replace(SAME, type="meeting"),
        replace(SAME, text="失守"),
        replace(SAME, event="ent-named"),
        told("a", start=60),
    ],
    ids=["day", "a year", "carried date", "no date", "no place", "place", "people", "type", "lost", "named", "record"],
)  # fmt: skip
def test_what_disagrees_or_says_too_little_stays_apart(other: EventMention) -> None:
    """A wrong join is worse than none."""
    assert groups(BASE, other) == []


def test_a_wide_place_joins_nothing() -> None:
    """Two fights somewhere in the country are two fights."""
    assert groups(*(replace(one, places=(COUNTRY,)) for one in (BASE, SAME))) == []


def test_who_attacks_in_one_and_is_attacked_in_the_other_fought_twice() -> None:
    """The same unit, town and month, but the other way round."""
    first, second = part(BASE, "甲军", Part.ATTACKER), part(SAME, "甲军", Part.DEFENDER)

    assert groups(first, second) == []


def test_what_could_be_either_of_two_is_neither() -> None:
    """A record tells of two raids in May, another of one: nobody knows which."""
    first, second = told("a", edtf="1936-05-03"), told("a", edtf="1936-05-20", start=60)

    assert groups(first, second, told("b", edtf="1936-05")) == []
    assert groups(first, second, told("b", edtf="1936-05-20")) == [{"a", "b"}]


def test_a_chain_that_ends_in_a_contradiction_is_cut_where_it_is_in_doubt() -> None:
    """The month agrees with both days; the two records of the third are sure of each other."""
    days = told("a"), told("b"), told("c", edtf="1936-05-20")

    assert groups(*days, told("d", edtf="1936-05")) == [{"a", "b"}]


def test_words_of_one_sentence_are_one_account() -> None:
    """攻占某城，歼敌三百 is told once, and does not contradict itself."""
    more = replace(
        told("a", start=12, text="歼敌"), sentence=BASE.sentence, places=(), participants=("甲军",)
    )

    (one,) = joined([BASE, more, SAME], PLACES)

    assert one.accounts == (BASE, more, SAME)


def test_a_death_is_one_whatever_the_day_and_the_place() -> None:
    """Accounts that contradict each other are of one death: nobody dies twice."""
    died = part(told("a", "death"), "王某", Part.DIED)
    other = part(told("b", "death", "1937-01"), "王某", Part.DIED)
    undated = part(replace(told("c", "death"), date=None, places=(ELSEWHERE,)), "王某", Part.DIED)

    (one,) = joined([died, other, undated], PLACES)

    assert [each.record for each in one.accounts] == ["a", "b", "c"]
    assert one.why == "the death of one person"


def test_deaths_of_two_people_are_two() -> None:
    """However much else agrees; and whose death is not said is nobody's."""
    one, other = part(told("a", "death"), "王某", Part.DIED), part(told("b", "death"), "李某", Part.DIED)

    assert groups(one, other, told("c", "death")) == []


def test_a_birth_in_1908_and_in_1910_is_one_birth() -> None:
    """The years stay side by side, never their mean."""
    births = [part(told(r, "birth", y), "李某", Part.BORN) for r, y in (("a", "1908"), ("b", "1910"))]

    (one,) = joined(births, PLACES)

    assert [event.date.edtf for event in one.accounts if event.date] == ["1908", "1910"]


def test_a_founding_is_known_by_what_is_founded_and_when() -> None:
    """No place is needed; another month, or another body, is another founding."""
    one = part(replace(told("a", "founding"), places=()), "甲会", Part.FOUNDED)
    same = part(told("b", "founding", "1936-05"), "甲会", Part.FOUNDED)
    later = part(told("c", "founding", "1938-05"), "甲会", Part.FOUNDED)
    other = part(told("d", "founding"), "乙会", Part.FOUNDED)

    assert groups(one, same, later, other) == [{"a", "b"}]


def test_an_arrest_and_a_release_are_two_things() -> None:
    """Both happen to the same person, in the same prison, in one month."""
    seized = part(told("a", "arrest", "1936-05", text="被捕"), "王某", Part.ARRESTED)
    freed = part(told("b", "arrest", "1936-05", text="获释"), "王某", Part.ARRESTED)

    assert groups(seized, freed) == []


EVENTS = st.builds(
    lambda record, day, place, who, start: replace(
        told(record, edtf=day, start=start), places=(place,), participants=(who,)
    ),
    st.sampled_from("abcdef"),
    st.sampled_from(["1936-05", "1936-05-03", "1936-05-20", "1936-06-01"]),
    st.sampled_from([TOWN, HAMLET, ELSEWHERE]),
    st.sampled_from(["甲军", "乙军"]),
    st.sampled_from([10, 60, 110]),
)


@given(
    st.lists(EVENTS, max_size=14, unique_by=lambda one: (one.record, one.start)),
    st.randoms(use_true_random=False),
)
def test_order_does_not_matter_and_no_join_contradicts_itself(
    events: Sequence[EventMention], chance: object
) -> None:
    """Records may come in any order: the same events, with the same ids; no two accounts exclude each other."""
    shuffled = list(events)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    found = joined(events, PLACES)

    assert found == joined(shuffled, PLACES)
    for one in found:
        assert len({each.record for each in one.accounts}) == len(one.accounts) > 1
        assert not any(dates_apart(a.date, b.date) for a in one.accounts for b in one.accounts)
        assert not any(PLACES.apart(a.places, b.places) for a in one.accounts for b in one.accounts)


def test_the_authority_files_say_what_lies_where() -> None:
    """平房 lies in 哈尔滨; a province is too wide to be a spot."""
    found = whereabouts(load_authority())
    harbin, pingfang, tieli = (entity_id(Kind.PLACE, one) for one in ("L001", "L029", "L017"))

    assert found.agree([pingfang], [harbin])
    assert found.apart([harbin], [tieli])
    assert entity_id(Kind.PLACE, "X001") in found.wide
