"""Exhibitions and topic packs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.curation import (
    Exhibition,
    ExhibitionShelf,
    Item,
    ItemKind,
    add_item,
    add_section,
    caption,
    draft_from_pack,
    draft_from_search,
    entity_item,
    image_item,
    move_item,
    move_section,
    new_exhibition,
    remove,
    remove_section,
    retitle,
    topic_pack,
    write_section,
)
from kg.queries import Sight, search
from kg.records import Archive, StoredExhibition
from ontology.access import Audience
from ontology.errors import BadInput
from ontology.records import evidence_in
from tests.builders import Sample, an_assertion

Filled = tuple[Archive, Sample]


def three_items() -> Exhibition:
    """An exhibition of two rooms, three items in the first."""
    exhibition = add_section(new_exhibition("白山黑水"), "人物")
    for ref in ("a", "b", "c"):
        exhibition = add_item(exhibition, Item(kind=ItemKind.ENTITY, ref=ref))
    return add_section(exhibition, "档案")


def refs(exhibition: Exhibition, section: int = 0) -> list[str]:
    """The things of a section in order."""
    return [item.ref for item in exhibition.sections[section].items]


def test_verbs_return_new_exhibitions() -> None:
    """What was there before stays as it was."""
    before = three_items()

    after = move_item(before, 0, 2, to=0)

    assert ["c", "a", "b"] == refs(after)
    assert ["a", "b", "c"] == refs(before)


def test_items_move_between_sections() -> None:
    """An item leaves one section and stands in the other; a place beyond the end is the end."""
    after = move_item(three_items(), 0, 1, to=9, to_section=1)

    assert (["a", "c"], ["b"]) == (refs(after), refs(after, 1))


def test_captions_and_removal() -> None:
    """A caption belongs to one item; removing an item leaves the others."""
    after = remove(caption(three_items(), 0, 1, text="说明"), 0, 0)

    assert [("b", "说明"), ("c", "")] == [(item.ref, item.caption) for item in after.sections[0].items]


def test_sections_can_be_changed() -> None:
    """Sections are written, moved and removed."""
    written = write_section(three_items(), 1, title="文献", text="原件")

    moved = move_section(written, 1, to=0)

    assert ["文献", "人物"] == [section.title for section in moved.sections]
    assert ["人物"] == [section.title for section in remove_section(moved, 0).sections]


@pytest.mark.parametrize("place", [(0, 3), (2, 0), (0, -1)])
def test_a_wrong_place_is_a_sentence(place: tuple[int, int]) -> None:
    """Items and sections that are not there are refused by name."""
    with pytest.raises(BadInput, match="it has no"):
        remove(three_items(), *place)


def test_ids_come_from_the_first_title() -> None:
    """The same title gives the same id, and a new title does not change it."""
    first = new_exhibition("白山黑水")

    assert first.id == retitle(first, "林海雪原").id == new_exhibition(" 白山黑水 ").id
    with pytest.raises(BadInput, match="no title"):
        new_exhibition("  ")


def test_the_shelf_gives_back_what_was_put_on_it(empty_archive: Archive) -> None:
    """Saving and loading changes nothing; saving again keeps the place."""
    shelf = ExhibitionShelf(empty_archive)
    shelf.save(three_items())
    shelf.create("第二个")

    shelf.save(retitle(three_items(), "改名", intro="前言"))

    assert ["改名", "第二个"] == [one.title for one in shelf.list()]
    assert retitle(three_items(), "改名", intro="前言") == shelf.load(three_items().id)


def test_two_exhibitions_may_share_a_title(empty_archive: Archive) -> None:
    """The second one gets its own id."""
    shelf = ExhibitionShelf(empty_archive)

    first, second = shelf.create("同名"), shelf.create("同名")

    assert first.id != second.id
    assert 2 == len(shelf.list())


def test_deleting_takes_it_off(empty_archive: Archive) -> None:
    """A deleted exhibition is a sentence when asked for."""
    shelf = ExhibitionShelf(empty_archive)
    shelf.delete(shelf.create("一").id)

    with pytest.raises(BadInput, match="no such exhibition"):
        shelf.load("exh-0")
    assert () == shelf.list()


def test_a_damaged_exhibition_is_a_sentence(empty_archive: Archive) -> None:
    """A body that is no exhibition is refused with its id."""
    empty_archive.save_exhibition(StoredExhibition(id="exh-1", position=0, body='{"title": "x"}'))

    with pytest.raises(BadInput, match="exh-1"):
        ExhibitionShelf(empty_archive).list()


def test_a_pack_quotes_and_cites(filled: Filled) -> None:
    """Every source is a passage of a readable record with its number and citation."""
    archive, sample = filled

    pack = topic_pack(archive, "T021", audience=Audience.OPEN, archive_name="省档案馆")

    assert pack.title.startswith("东北抗日联军")
    assert [1, 2] == [source.number for source in pack.sources][:2]
    assert {sample.open.id, sample.japanese.id} == {source.record.id for source in pack.sources}
    assert pack.sources[0].passage.quote in sample.open.text
    assert "省档案馆" in pack.sources[0].citation
    assert [sample.army.id] == [entry.entity.id for entry in pack.others]
    # The person is under no theme of his own: the claim joins him to the unit, and the pack says so.
    assert [(sample.yang.id, True)] == [
        (entry.entity.id, sample.army.canonical in entry.reason) for entry in pack.people
    ]


def test_a_pack_asks_from_claims(filled: Filled) -> None:
    """Who held the post, and how two records tell of it; each answer stands in the sources it names."""
    archive, _ = filled

    questions = {one.kind: one for one in topic_pack(archive, "T021", audience=Audience.OPEN).questions}

    assert "总司令" in questions["who"].text
    assert "杨靖宇" == questions["who"].answer
    assert (1, 2) == questions["compare"].sources
    assert all(question.sources for question in questions.values())


def test_a_pack_asks_where_sources_disagree(filled: Filled) -> None:
    """Two places of one death become a question, and both claims stand in its answer."""
    archive, sample = filled
    other = an_assertion(sample.japanese, sample.yang, "martyredAt", sample.harbin)
    commands = replace(sample.commands, evidence=(evidence_in(sample.japanese, 0, 5),))
    archive.save_claims(sample.japanese.id, "run", assertions=[other, commands], events=[])

    pack = topic_pack(archive, theme_of_yang(archive, sample), audience=Audience.OPEN)

    conflict = next(one for one in pack.questions if one.kind == "conflict")
    assert "濛江" in conflict.answer
    assert "哈尔滨" in conflict.answer


def theme_of_yang(archive: Archive, sample: Sample) -> str:
    """Make 杨靖宇 the person of the authority files, and say to which theme he belongs."""
    from ontology.authority import load_authority, theme_reasons

    entry = next(one for one in load_authority().entries.values() if one.canonical == "杨靖宇")
    listed = replace(sample.yang, authority=entry.id, names=entry.names)
    others = [one for one in archive.entities() if one.id != sample.yang.id]
    links = list(archive.links().values())
    archive.save_linked([*others, listed], links)
    return theme_reasons(listed, load_authority())[0][0]


def test_a_pack_says_nothing_from_closed_records(filled: Filled) -> None:
    """The closed record's claim is in the staff's pack alone."""
    archive, sample = filled

    staff = topic_pack(archive, "T021", audience=Audience.STAFF)
    everybody = topic_pack(archive, "T021", audience=Audience.OPEN)

    assert sample.closed.id in {source.record.id for source in staff.sources}
    assert "赵尚志" in repr(staff)
    assert "赵尚志" not in repr(everybody)


@pytest.mark.parametrize("language", ["zh", "ru", "en"])
def test_packs_speak_three_languages(filled: Filled, language: str) -> None:
    """Title, overview and questions are said in the language asked for, with no slot left open."""
    archive, _ = filled

    pack = topic_pack(archive, "T021", audience=Audience.OPEN, language=language)

    said = [pack.title, *pack.overview, *(text for one in pack.questions for text in (one.text, one.hint))]
    assert pack.questions
    assert not [text for text in said if "{" in text or "}" in text]


def test_an_unknown_theme_is_a_sentence(filled: Filled) -> None:
    """A theme id that does not exist is refused."""
    archive, _ = filled

    with pytest.raises(BadInput, match="no theme"):
        topic_pack(archive, "T999", audience=Audience.OPEN)


def test_one_step_from_a_search_to_an_exhibition(filled: Filled) -> None:
    """A draft holds the things and passages that were found, in that order."""
    archive, sample = filled

    draft = draft_from_search(search(archive, "杨靖宇", audience=Audience.OPEN), "杨靖宇")

    kinds = [item.kind for item in draft.sections[0].items]
    assert ItemKind.ENTITY == kinds[0]
    assert ItemKind.PASSAGE == kinds[-1]
    assert sample.yang.id == draft.sections[0].items[0].ref


def test_one_step_from_a_pack_to_an_exhibition(filled: Filled) -> None:
    """Sections without items are left out; an entity keeps a mention as its anchor."""
    archive, sample = filled
    sight = Sight(archive, Audience.OPEN)
    pack = topic_pack(archive, "T021", audience=Audience.OPEN)

    draft = draft_from_pack(sight, pack, headings=("人物", "地点", "机构", "档案"))

    assert ["人物", "机构", "档案"] == [section.title for section in draft.sections]
    anchored = draft.sections[1].items[0]
    assert "东北抗日联军第一路军" == sample.open.text[anchored.start : anchored.end]
    assert "说明" == entity_item(sight, "ent-none", caption="说明").caption
    assert "2" == image_item(sample.open.id, 2).ref


def test_a_draft_never_takes_the_place_of_an_exhibition_of_the_same_title(empty_archive: Archive) -> None:
    """Two drafts from one search are two exhibitions."""
    shelf = ExhibitionShelf(empty_archive)
    draft = add_section(new_exhibition("抗联"), "人物")

    first, second = shelf.adopt(draft), shelf.adopt(draft)

    assert first.id != second.id
    assert ("人物", "人物") == tuple(one.sections[0].title for one in shelf.list())
