"""Questions to an archive, asked of the small sample of tests/builders.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.queries import (
    Search,
    SearchFilters,
    Sight,
    boxes_of,
    citation,
    ego_network,
    entity_page,
    numbered,
    overview,
    passage_at,
    record_page,
    search,
    union,
)
from kg.queries.terms import highlights, terms_of
from kg.queries.timelines import sentence_around
from kg.records import Archive
from ontology.access import Audience
from ontology.authority import load_authority
from ontology.errors import BadInput
from ontology.kinds import Kind
from ontology.records import Description, Entity, Line, Name, Page
from tests.builders import Sample, a_link, a_mention, a_record, an_entity

Filled = tuple[Archive, Sample]


def listed(canonical: str) -> Entity:
    """A person of the public authority files."""
    return load_authority().by_canonical(Kind.PERSON, canonical)[0].entity()


def relinked(archive: Archive, *pairs: tuple[str, str, Entity]) -> None:
    """Make an archive in which words of records stand for some things."""
    found = []
    for record_id, word, entity in pairs:
        record = archive.record(record_id)
        assert record is not None
        mention = a_mention(record, word, kind=entity.kind)
        found.append((mention, entity))
    for record_id in sorted({record for record, _, _ in pairs}):
        own = [mention for mention, _ in found if mention.record == record_id]
        archive.save_marked(record_id, "run", mentions=own, dates=archive.dates(record_id))
    archive.save_linked(
        {entity.id: entity for _, entity in found}.values(), [a_link(*pair) for pair in found]
    )


def test_the_overview_counts_what_an_audience_may_read(filled: Filled) -> None:
    """Staff sees the closed record; everybody else does not even see it counted."""
    archive, _ = filled

    staff, everybody = overview(archive, Audience.STAFF), overview(archive, Audience.OPEN)

    assert (4, 3) == (staff.records, everybody.records)
    assert (3, 2) == (staff.claims, everybody.claims)
    assert ["open"] == [one.word for one in everybody.accesses]
    assert (19360101, 19361231) == (everybody.first_day, everybody.last_day)


def test_the_overview_features_who_most_records_name(filled: Filled) -> None:
    """The most mentioned person comes first, with what joins the person to others."""
    archive, sample = filled

    first = overview(archive, Audience.OPEN).people[0]

    assert (sample.yang.id, 2, 2) == (first.entity.id, first.records, first.links)


def test_the_overview_shows_dated_events(filled: Filled) -> None:
    """A chronicle entry stands on the time line with its people, places and passage."""
    archive, sample = filled

    event = overview(archive, Audience.OPEN).events[0]

    assert ("1940-02-23", "1940年2月23日，杨靖宇在濛江牺牲") == (event.edtf, event.label)
    assert [sample.yang.id] == [one.id for one in event.participants]
    assert "1940年2月23日，杨靖宇在濛江牺牲。" == event.passages[0].quote


def test_themes_say_why(filled: Filled) -> None:
    """A theme lists how many records belong to it and an example of the reason."""
    archive, _ = filled

    cards = {card.label: card for card in overview(archive, Audience.OPEN).themes}

    card = cards["东北抗日联军"]
    assert card.records >= 2
    assert "东北抗日联军" in card.reasons[0].reason


@pytest.mark.parametrize("query", ["楊靖宇", "杨靖宇"])
def test_search_ignores_the_script(filled: Filled, query: str) -> None:
    """Traditional and simplified spellings find the same passages."""
    archive, sample = filled

    page = search(archive, query, audience=Audience.OPEN)

    assert {sample.open.id, sample.japanese.id} == {hit.record.id for hit in page.hits}


def test_search_marks_what_it_found(filled: Filled) -> None:
    """Highlights are spans of the record's own text."""
    archive, sample = filled

    hit = next(
        hit for hit in search(archive, "楊靖宇", audience=Audience.OPEN).hits if hit.record.lang == "zh"
    )

    assert {"杨靖宇"} == {sample.open.text[start:end] for start, end in hit.highlights}


def test_search_looks_under_other_names_and_says_so(filled: Filled) -> None:
    """A pseudonym finds the person's passages, and the page tells which names were added."""
    archive, sample = filled
    relinked(archive, (sample.open.id, "杨靖宇", listed("杨靖宇")))

    page = search(archive, "马尚德", audience=Audience.OPEN)

    assert sample.open.id in {hit.record.id for hit in page.hits}
    assert {"杨靖宇", "Ян Цзинъюй"} <= set(page.expanded_with[0].aliases)
    assert "杨靖宇" == page.entities[0].entity.label


@pytest.mark.parametrize("query", ["Yang Jingyu", "Jingyu Yang", "Yang Ching-yü", "Янъ Цзинъ-юй"])
def test_a_name_in_foreign_letters_is_found_by_its_sound(filled: Filled, query: str) -> None:
    """A reader who knows a name from a foreign book finds the Chinese record."""
    archive, _ = filled

    page = search(archive, query, audience=Audience.STAFF)

    assert "杨靖宇" in page.expanded_with[0].aliases
    assert page.total > 0


def test_words_without_spaces_are_cut_at_names(filled: Filled) -> None:
    """A name followed by a word finds passages that hold both, not only the exact phrase."""
    archive, sample = filled

    page = search(archive, "杨靖宇牺牲", audience=Audience.OPEN)

    assert [sample.open.id] == [hit.record.id for hit in page.hits]
    assert {"杨靖宇", "牺牲"} == {sample.open.text[start:end] for start, end in page.hits[0].highlights}


def test_an_empty_query_lists_records(filled: Filled) -> None:
    """Without words the filters alone decide; each record comes once."""
    archive, sample = filled

    page = search(archive, "", audience=Audience.OPEN, filters=SearchFilters(languages=("ru",)))

    assert [sample.russian.id] == [hit.record.id for hit in page.hits]
    assert () == page.hits[0].highlights


def test_filters_narrow_a_search(filled: Filled) -> None:
    """A day range keeps the passages that state a date in it; kinds and themes those that name such things."""
    archive, sample = filled
    finder = Search(archive, Audience.OPEN)

    dated = finder.page("", filters=SearchFilters(lo=19360601, hi=19360630))
    late = finder.page("", filters=SearchFilters(lo=19500101))
    places = finder.page("", filters=SearchFilters(kinds=(Kind.PLACE,)))
    themed = finder.page("", filters=SearchFilters(themes=("T021",)))

    assert [sample.open.id] == [hit.record.id for hit in dated.hits]
    assert 0 == late.total
    assert {sample.open.id, sample.russian.id} == {hit.record.id for hit in places.hits}
    assert {sample.open.id, sample.japanese.id} == {hit.record.id for hit in themed.hits}


def test_facets_count_the_records_found(filled: Filled) -> None:
    """Each facet says how many of the found records have a value."""
    archive, _ = filled

    facets = search(archive, "杨靖宇", audience=Audience.OPEN).facets

    assert {"zh": 1, "ja": 1} == {one.word: one.number for one in facets.languages}
    assert "东北抗日联军" in [label for _, label in facets.themes]


def test_pages_of_hits_follow_each_other(filled: Filled) -> None:
    """Offset and limit cut the same ordered list."""
    archive, _ = filled
    finder = Search(archive, Audience.STAFF)

    whole = finder.page("", limit=4).hits
    parts = [finder.page("", limit=1, offset=at).hits[0] for at in range(4)]

    assert list(whole) == parts


@pytest.mark.parametrize("query", ['" OR 1', "'; DROP TABLE records --", "{}*()", "NEAR(", "…", " "])
def test_signs_in_a_query_are_only_signs(filled: Filled, query: str) -> None:
    """Quotes and operators neither break a search nor change it."""
    archive, _ = filled

    search(archive, query, audience=Audience.OPEN)

    assert 4 == overview(archive, Audience.STAFF).records


def test_russian_forms_are_marked(filled: Filled) -> None:
    """Another ending and a word broken over lines are still the word that was asked for."""
    archive, _ = filled
    names = Search(archive, Audience.OPEN).names
    text = "в Хабаров-\nске и у Хабаровска"

    spans = highlights(text, terms_of("Хабаровск", names))

    assert ["Хабаров-\nске", "Хабаровска"] == [text[start:end] for start, end in spans]


def test_an_entity_page_groups_claims_with_passages(filled: Filled) -> None:
    """A claim made by two records is one fact with two passages, each with its own confidence."""
    archive, sample = filled

    page = entity_page(archive, sample.yang.id, Audience.OPEN)

    commands = next(group for group in page.facts if group.predicate == "commanderOf")
    assert (True, "指挥") == (commands.outgoing, commands.label)
    assert [0.8, 0.6] == [passage.confidence for passage in commands.facts[0].passages]
    assert sample.open.text[:25] == commands.facts[0].passages[0].quote
    assert 1 == commands.facts[0].passages[0].page


def test_claims_that_say_the_same_are_one(filled: Filled) -> None:
    """Two assertions that differ in nothing a reader sees are shown once, with the ids of both."""
    archive, sample = filled
    again = replace(sample.commands, id="ast-again", confidence=0.95)
    archive.save_claims(
        sample.open.id, "run", assertions=[sample.commands, again, sample.martyred], events=[]
    )

    page = entity_page(archive, sample.yang.id, Audience.OPEN)

    fact = next(group for group in page.facts if group.predicate == "commanderOf").facts[0]
    assert ("ast-again", sample.commands.id) == fact.ids
    assert {sample.open.id, sample.japanese.id} == {one.record.id for one in fact.passages}


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("前一句。我军攻占通河。后一句。", "攻占", "我军攻占通河。"),
        ("一、\n\n  三军成立\n\n二、", "成立", "三军成立"),
        ("Взяли город. Потом ушли на восток. Всё.", "ушли", "Потом ушли на восток."),
        ("长" * 400, "长" * 3, "长" * 163),
    ],
)
def test_a_chronicle_entry_is_its_sentence(text: str, word: str, sentence: str) -> None:
    """What happened is shown as the sentence that says it, cut where it never ends."""
    at = text.index(word)

    start, end = sentence_around(text, at, at + len(word))

    assert sentence == text[start:end]


def test_a_name_taken_apart_is_marked_word_by_word(filled: Filled) -> None:
    """Where a long name does not stand in one piece, its longer words are marked."""
    archive, _ = filled
    names = Search(archive, Audience.OPEN).names
    text = "бригада особая, отдельная"

    spans = highlights(text, terms_of("отдельная-бригада отдельная бригада", names))

    assert ["бригада", "отдельная"] == [text[start:end] for start, end in spans]


def test_an_entity_page_shows_both_directions(filled: Filled) -> None:
    """The unit's page has the commander, told from the unit's side."""
    archive, sample = filled

    page = entity_page(archive, sample.army.id, Audience.OPEN)

    assert [False] == [group.outgoing for group in page.facts]
    assert [sample.yang.id] == [one.entity.id for one in page.neighbors]


def test_candidates_stand_apart(filled: Filled) -> None:
    """A claim that nobody accepted is not among the facts and joins nothing."""
    archive, sample = filled
    archive.set_state(sample.martyred.id, "candidate")

    page = entity_page(archive, sample.yang.id, Audience.OPEN)

    assert ["martyredAt"] == [group.predicate for group in page.candidates]
    assert "martyredAt" not in {group.predicate for group in page.facts}
    assert sample.mengjiang.id not in {one.entity.id for one in page.neighbors}


def test_rejected_claims_are_gone(filled: Filled) -> None:
    """What a person rejected is neither a fact nor a candidate."""
    archive, sample = filled
    archive.set_state(sample.martyred.id, "rejected")

    page = entity_page(archive, sample.yang.id, Audience.STAFF)

    assert "martyredAt" not in {group.predicate for group in (*page.facts, *page.candidates)}


def test_an_entity_page_has_time_records_and_themes(filled: Filled) -> None:
    """What happened is in order of time; records say how often they name the thing."""
    archive, sample = filled

    page = entity_page(archive, sample.yang.id, Audience.OPEN)
    army = entity_page(archive, sample.army.id, Audience.OPEN)

    assert [19400223] == [item.lo for item in page.timeline]
    assert {sample.open.id: 2, sample.japanese.id: 1} == {one.record.id: one.mentions for one in page.records}
    assert "T021" in {one.theme for one in army.themes}


def test_what_only_closed_records_name_is_unknown_outside(filled: Filled) -> None:
    """A person named in a closed record alone has a page for staff and none for others."""
    archive, sample = filled

    staff = entity_page(archive, sample.zhao.id, Audience.STAFF)

    assert "赵尚志" == staff.entity.label
    with pytest.raises(BadInput, match="known"):
        entity_page(archive, sample.zhao.id, Audience.OPEN)


def test_a_name_used_only_in_closed_records_is_not_shown(filled: Filled) -> None:
    """An unlisted person keeps for outsiders only the names that open records use, as label too."""
    archive, sample = filled
    names = (Name(text="密使甲"), Name(text="杨靖宇"))
    person = an_entity("密使甲", names=names)
    relinked(archive, (sample.open.id, "杨靖宇", person), (sample.closed.id, "马尚德", person))

    page = entity_page(archive, person.id, Audience.OPEN)

    assert "杨靖宇" == page.entity.label
    assert {"杨靖宇"} == {name.text for name in page.names}
    assert () == search(archive, "密使甲", audience=Audience.OPEN).entities


def test_labels_follow_the_reader(filled: Filled) -> None:
    """A Russian reader sees the Russian name where the authority has one."""
    archive, sample = filled
    relinked(archive, (sample.open.id, "杨靖宇", listed("杨靖宇")))

    page = entity_page(archive, listed("杨靖宇").id, Audience.OPEN, lang="ru")

    assert "Ян Цзинъюй" == page.entity.label


def test_a_record_page_marks_names_and_dates(filled: Filled) -> None:
    """Marks are spans of the text and know their entity; a date keeps what it was understood as."""
    archive, sample = filled

    page = record_page(archive, sample.open.id, Audience.OPEN)

    first = page.pages[0]
    assert sample.open.text == first.text
    assert ["杨靖宇", "东北抗日联军第一路军", "杨靖宇", "濛江"] == [
        sample.open.text[mark.start : mark.end] for mark in first.marks
    ]
    assert sample.yang.id == (first.marks[0].entity.id if first.marks[0].entity else "")
    assert ["1936"] == [mark.date.edtf for mark in first.dates]
    assert {sample.commands.id, sample.martyred.id} == {fact.id for fact in page.facts}


def test_a_closed_record_is_a_sentence(filled: Filled) -> None:
    """A closed record and one that does not exist get the same answer."""
    archive, sample = filled

    with pytest.raises(BadInput) as closed:
        record_page(archive, sample.closed.id, Audience.OPEN)
    with pytest.raises(BadInput) as missing:
        record_page(archive, "rec-0", Audience.OPEN)

    assert (closed.value.reason, closed.value.remedy) == (missing.value.reason, missing.value.remedy)
    assert "not open" in str(closed.value)


def test_boxes_follow_the_print() -> None:
    """A span over two vertical lines has two boxes; character boxes are used where they are known."""
    lines = (
        Line(start=0, end=4, box=(50, 0, 60, 80), score=1, direction="v"),
        Line(
            start=4,
            end=6,
            box=(30, 0, 40, 40),
            score=1,
            direction="v",
            char_boxes=((31, 0, 39, 18), (31, 20, 39, 38)),
        ),
    )
    page = Page(number=1, start=0, end=6, lines=lines)

    boxes = boxes_of(page, 2, 5)

    assert ((50, 40, 60, 80), (31, 0, 39, 18)) == boxes
    assert (31, 0, 60, 80) == union(boxes)
    assert union(()) is None


def test_citations_lead_to_the_page() -> None:
    """Creator, title, date, reference code, page and house, each only where it is known."""
    said = Description(
        ref_code="S001-1-0003-005", title="沿革报告", creator="第一路军", date="民国二十五年", fonds="S001"
    )
    full = replace(a_record(), description=replace(said, series="1", file="0003", item="005"))
    bare = replace(full, description=Description(title="沿革报告"))

    assert "第一路军：《沿革报告》（民国二十五年），档号：S001-1-0003-005，第2页，省档案馆。" == citation(
        full, archive_name="省档案馆", page=2
    )
    assert "《沿革报告》，省档案馆。" == citation(bare, archive_name="省档案馆")
    assert "第一路军. 沿革报告. 民国二十五年 // Архив. Ф. S001. Оп. 1. Д. 0003. Док. 005. Л. 2." == citation(
        full, archive_name="Архив", page=2, lang="ru"
    )
    assert citation(full, archive_name="Archive", lang="en").endswith("S001-1-0003-005, Archive.")
    assert ("[1] a", "[2] b") == numbered(("a", "b", "a"))


def test_a_passage_is_cited_from_its_page(filled: Filled) -> None:
    """A chosen stretch of text carries its surroundings and its page."""
    archive, sample = filled

    passage = passage_at(Sight(archive, Audience.OPEN), sample.open.id, 6, 9)

    assert ("1936年，", "杨靖宇", 1) == (passage.prefix, passage.quote, passage.page)


def test_the_neighborhood_is_ready_to_draw(filled: Filled) -> None:
    """The middle, what claims join to it, and edges that count their records."""
    archive, sample = filled

    view = ego_network(archive, sample.yang.id, audience=Audience.OPEN)

    assert {sample.yang.id: 0, sample.army.id: 1, sample.mengjiang.id: 1} == {
        node.id: node.distance for node in view.nodes
    }
    edge = next(edge for edge in view.edges if edge.predicate == "commanderOf")
    assert (sample.yang.id, sample.army.id, 2) == (edge.source, edge.target, edge.records)


def test_a_drawing_says_what_it_left_out(filled: Filled) -> None:
    """A limit keeps the best connected and counts the rest."""
    archive, sample = filled

    view = ego_network(archive, sample.yang.id, audience=Audience.OPEN, limit=2)

    assert (2, 1) == (len(view.nodes), view.left_out)


def test_two_steps_reach_the_neighbors_of_neighbors(filled: Filled) -> None:
    """Depth counts steps along claims."""
    archive, sample = filled

    view = ego_network(archive, sample.army.id, audience=Audience.OPEN, depth=2)

    assert 2 == next(node.distance for node in view.nodes if node.id == sample.mengjiang.id)
