"""What people decided about who is who, laid over what the linker finds, in whatever order the records come."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.link import AuthorityLinker
from extraction.link.constraints import NONE, Constraints, Ruling, Thing
from extraction.steps import Linked, Marked
from ontology.authority import Authority, Entry
from ontology.decisions import Verb
from ontology.kinds import Kind
from ontology.records import Mention, Name, entity_id
from tests.builders import a_mention, a_record

TEXTS = (
    "1936年，杨靖宇任总司令。马尚德在濛江。",
    "马尚德到濛江。赵尚志在珠河。",
    "赵尚志与李兆麟会面，张寿篯同往。",
    "李兆麟、张寿篯到珠河。杨靖宇未到。",
)
NAMES = {
    "杨靖宇": Kind.PERSON,
    "马尚德": Kind.PERSON,
    "赵尚志": Kind.PERSON,
    "李兆麟": Kind.PERSON,
    "张寿篯": Kind.PERSON,
    "濛江": Kind.PLACE,
    "珠河": Kind.PLACE,
}


def an_entry(id_: str, canonical: str, *names: str, kind: Kind = Kind.PERSON) -> Entry:
    """A row of an authority file."""
    every = (Name(text=canonical, type="preferred"), *(Name(text=one) for one in names))
    return Entry(
        id=id_,
        kind=kind,
        canonical=canonical,
        names=every,
        begin="",
        end="",
        certainty="certain",
        source="test",
        note="",
    )


AUTHORITY = Authority(
    entries={"P1": an_entry("P1", "杨靖宇"), "P2": an_entry("P2", "赵尚志", "尚志")}, eras={}, version="1"
)
LINKER = AuthorityLinker(AUTHORITY)


def marked(number: int) -> Marked:
    """One of the texts with its names."""
    record = a_record(TEXTS[number], key=f"TEST:{number}")
    found = [a_mention(record, name, kind=kind) for name, kind in NAMES.items() if name in record.text]
    return Marked(record=record, mentions=tuple(sorted(found, key=lambda one: one.start)), dates=())


ARCHIVE = tuple(map(marked, range(len(TEXTS))))
MENTIONS = {(place, one.text): one for place, each in enumerate(ARCHIVE) for one in each.mentions}


def at(place: int, name: str) -> Mention:
    """The mention of a name in a text."""
    return MENTIONS[place, name]


def all_of(name: str) -> Thing:
    """A thing as all mentions of a name."""
    return Thing(mentions=tuple(one.id for (_, text), one in MENTIONS.items() if text == name))


def ruling(verb: Verb, *things: Thing, id_: str = "dec-1", kind: Kind | None = None) -> Ruling:
    """One decision."""
    return Ruling(id=id_, verb=verb, things=things, why=f"裁定 {id_}", kind=kind)


def linked(*rulings: Ruling) -> Linked:
    """The archive linked under some decisions."""
    return LINKER.under(Constraints(rulings=rulings)).link(ARCHIVE)


def who(found: Linked, place: int, name: str) -> str:
    """The id of the thing that a name stands for."""
    return found.links[at(place, name).id].entity


# --- one decision -----------------------------------------------------------------------


def test_without_decisions_nothing_changes() -> None:
    """The linker's own word, and its own version."""
    assert LINKER.under(NONE).link(ARCHIVE) == LINKER.link(ARCHIVE)
    assert LINKER.under(NONE).version == LINKER.version
    assert linked().links == LINKER.link(ARCHIVE).links


def test_decisions_are_part_of_the_version() -> None:
    """What was decided otherwise asks for linking anew."""
    one, other = (
        LINKER.under(Constraints(rulings=(ruling(verb, all_of("李兆麟"), all_of("张寿篯")),)))
        for verb in (Verb.MERGE, Verb.NEVER_MERGE)
    )

    assert len({LINKER.version, one.version, other.version}) == 3


def test_a_merge_makes_two_strangers_one() -> None:
    """Every mention of both, named as most write it, with the decision as the reason."""
    found = linked(ruling(Verb.MERGE, all_of("李兆麟"), all_of("张寿篯")))

    ids = {who(found, place, name) for place in (2, 3) for name in ("李兆麟", "张寿篯")}
    [entity] = [found.entities[one] for one in ids]
    assert {name.text for name in entity.names} == {"李兆麟", "张寿篯"}
    assert {found.links[at(3, name).id].why for name in ("李兆麟", "张寿篯")} >= {"裁定 dec-1"}


def test_a_merge_into_an_entry_keeps_the_entry() -> None:
    """A stranger becomes the person of the authority file, whose names stay as the file has them."""
    found = linked(ruling(Verb.MERGE, all_of("马尚德"), Thing(entry="P1")))

    assert who(found, 0, "马尚德") == who(found, 1, "马尚德") == entity_id(Kind.PERSON, "P1")
    assert {name.text for name in found.entities[who(found, 0, "马尚德")].names} == {"杨靖宇"}
    assert found.links[at(1, "马尚德").id].score == 1.0


def test_two_entries_become_the_first() -> None:
    """With the names of both; of the second none is the preferred one."""
    found = linked(ruling(Verb.MERGE, Thing(entry="P1"), Thing(entry="P2")))

    entity = found.entities[who(found, 1, "赵尚志")]
    assert entity.authority == "P1"
    assert [(name.text, name.type) for name in entity.names] == [
        ("杨靖宇", "preferred"),
        ("赵尚志", "variant"),
        ("尚志", "variant"),
    ]


def test_an_entry_nobody_names_yet_can_be_merged_into() -> None:
    """The person of the authority file need not be in the archive before."""
    without = [ARCHIVE[1]]
    bound = LINKER.under(Constraints(rulings=(ruling(Verb.MERGE, all_of("马尚德"), Thing(entry="P1")),)))

    assert bound.link(without).links[at(1, "马尚德").id].entity == entity_id(Kind.PERSON, "P1")


def test_a_split_takes_mentions_out_of_an_entry() -> None:
    """The mention becomes a stranger called as it is written; the others stay, what was found is a candidate."""
    found = linked(ruling(Verb.SPLIT, Thing(entry="P2"), Thing(mentions=(at(2, "赵尚志").id,))))

    off = found.entities[who(found, 2, "赵尚志")]
    assert (off.authority, off.canonical) == ("", "赵尚志")
    assert who(found, 1, "赵尚志") == entity_id(Kind.PERSON, "P2")
    assert entity_id(Kind.PERSON, "P2") in [one for one, _ in found.links[at(2, "赵尚志").id].candidates]


def test_even_the_only_mention_can_leave_an_entry() -> None:
    """Then nothing in the archive is that entry any more."""
    bound = LINKER.under(
        Constraints(rulings=(ruling(Verb.SPLIT, Thing(entry="P1"), Thing(mentions=(at(0, "杨靖宇").id,))),))
    )

    found = bound.link([ARCHIVE[0]])

    assert entity_id(Kind.PERSON, "P1") not in found.entities


def test_a_split_leaves_alone_what_is_elsewhere() -> None:
    """Who is no part of the thing any more cannot be taken out of it."""
    split = ruling(Verb.SPLIT, all_of("李兆麟"), Thing(mentions=(at(1, "赵尚志").id,)))

    assert linked(split).links == linked().links


def test_what_shall_stay_two_is_parted_when_it_became_one() -> None:
    """A later linker that takes both for one is overruled; names written alike go with their own."""
    rows = {"P1": an_entry("P1", "杨靖宇", "马尚德")}
    better = AuthorityLinker(Authority(entries=rows, eras={}, version="2"))
    meant = (Thing(mentions=(at(0, "杨靖宇").id,)), Thing(mentions=(at(0, "马尚德").id,)))

    for verb in (Verb.NEVER_MERGE, Verb.SAME_AS):
        found = better.under(Constraints(rulings=(ruling(verb, *meant),))).link(ARCHIVE)

        assert who(found, 0, "杨靖宇") == who(found, 3, "杨靖宇") == entity_id(Kind.PERSON, "P1")
        assert who(found, 0, "马尚德") == who(found, 1, "马尚德") != entity_id(Kind.PERSON, "P1")
        assert found.entities[who(found, 1, "马尚德")].canonical == "马尚德"


def test_a_merge_never_makes_one_of_what_stays_two() -> None:
    """Not even by way of a third."""
    found = linked(
        ruling(Verb.NEVER_MERGE, all_of("李兆麟"), all_of("张寿篯")),
        ruling(Verb.MERGE, all_of("李兆麟"), all_of("马尚德"), id_="dec-2"),
        ruling(Verb.MERGE, all_of("马尚德"), all_of("张寿篯"), id_="dec-3"),
    )

    assert who(found, 2, "李兆麟") == who(found, 1, "马尚德") != who(found, 2, "张寿篯")


def test_a_retype_gives_a_thing_another_kind() -> None:
    """And so another id; an entry of the authority file stays that entry."""
    found = linked(
        ruling(Verb.RETYPE, all_of("珠河"), kind=Kind.ORGANIZATION),
        ruling(Verb.RETYPE, Thing(entry="P1"), kind=Kind.WORK, id_="dec-2"),
    )

    assert found.entities[who(found, 1, "珠河")].kind is Kind.ORGANIZATION
    assert who(found, 1, "珠河") != who(linked(), 1, "珠河")
    assert found.entities[who(found, 0, "杨靖宇")].authority == "P1"
    assert who(found, 0, "杨靖宇") == entity_id(Kind.WORK, "P1")


def test_a_decision_about_nobody_does_nothing() -> None:
    """Mentions that are not there now bind nobody."""
    gone = Thing(mentions=("men-gone",))

    for verb in (Verb.MERGE, Verb.SPLIT, Verb.NEVER_MERGE, Verb.RETYPE):
        assert linked(ruling(verb, gone, all_of("李兆麟"), kind=Kind.PLACE)).links == linked().links


def test_most_mentions_say_where_a_thing_is() -> None:
    """Where the mentions that were meant are no longer together, the greater part speaks."""
    meant = Thing(mentions=(*all_of("张寿篯").mentions, at(2, "李兆麟").id))

    found = linked(ruling(Verb.MERGE, meant, all_of("马尚德")))

    assert who(found, 2, "张寿篯") == who(found, 0, "马尚德") != who(found, 2, "李兆麟")


# --- any order --------------------------------------------------------------------------

THINGS = st.sampled_from(
    [
        *(all_of(name) for name in NAMES),
        *(Thing(mentions=(one.id,)) for one in MENTIONS.values()),
        Thing(entry="P1"),
        Thing(entry="P2"),
    ]
)
VERBS = st.sampled_from([Verb.MERGE, Verb.SPLIT, Verb.NEVER_MERGE, Verb.SAME_AS, Verb.RETYPE])
DECIDED = st.lists(
    st.tuples(VERBS, st.lists(THINGS, min_size=2, max_size=3), st.sampled_from([Kind.PERSON, Kind.PLACE])),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(decided=DECIDED, order=st.permutations(range(len(ARCHIVE))), backwards=st.booleans())
def test_the_order_of_records_and_mentions_does_not_matter(
    decided: list[tuple[Verb, list[Thing], Kind]], order: list[int], backwards: bool
) -> None:
    """Whatever people decide, the same entities with the same ids come out, however the records are shuffled."""
    rulings = tuple(
        ruling(verb, *things, id_=f"dec-{number}", kind=kind)
        for number, (verb, things, kind) in enumerate(decided)
    )
    shuffled = [
        replace(each, mentions=each.mentions[::-1]) if backwards else each
        for each in (ARCHIVE[place] for place in order)
    ]

    found = LINKER.under(Constraints(rulings=rulings)).link(shuffled)

    assert found == linked(*rulings)
    assert set(found.links) == {one.id for one in MENTIONS.values()}


@settings(max_examples=40, deadline=None)
@given(decided=DECIDED)
def test_following_twice_is_following_once(decided: list[tuple[Verb, list[Thing], Kind]]) -> None:
    """Nothing of an earlier run lingers in the linker."""
    rulings = tuple(
        ruling(verb, *things, id_=f"dec-{number}", kind=kind)
        for number, (verb, things, kind) in enumerate(decided)
    )
    bound = LINKER.under(Constraints(rulings=rulings))

    assert bound.link(ARCHIVE) == bound.link(ARCHIVE)
    assert LINKER.link(ARCHIVE) == linked()
