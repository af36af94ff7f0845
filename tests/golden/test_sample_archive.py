"""The sample archive, built for real: everything found in it leads back to its place in its text and on its page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image

from app.build import build
from app.demo import sample_folder
from app.progress import Silent
from app.settings import Settings
from app.wiring import steps_for
from app.workspace import Workspace
from kg.queries import EntityRef, Sight, accounts_of, record_page
from kg.records import Archive, open_archive
from ontology.access import Audience
from ontology.records import PAGE_BREAK, Line, Page, Record

RECORDS = 36
CLOSED = {"005", "008", "013", "017", "020", "024", "026", "030", "035"}
"""The files whose records the catalogue keeps closed, or that are of a secrecy that overrules its word."""


@pytest.fixture(scope="module")
def archive(sample_workspace: Workspace) -> Iterator[Archive]:
    """The archive file of the built sample, read-only."""
    with open_archive(sample_workspace.archive, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def records(archive: Archive) -> list[Record]:
    """The records of the sample."""
    return list(archive.records())


def _pages_of(record: Record, start: int, end: int) -> list[Page]:
    return [page for page in record.pages if page.start < end and start < page.end]


def _lines_of(page: Page, start: int, end: int) -> list[Line]:
    return [line for line in page.lines if line.start < end and start < line.end]


def test_every_file_becomes_a_record(archive: Archive, records: list[Record]) -> None:
    """The sample shows every format and three languages; nothing in it is unreadable."""
    assert len(records) == RECORDS
    assert [row.path for row in archive.files() if row.reason] == []
    assert {record.lang for record in records} == {"zh", "ru", "ja"}
    assert {record.source.rsplit(".", 1)[1] for record in records} == {"txt", "docx", "pdf", "png", "xml"}


def test_what_the_catalogue_keeps_closed_is_closed(records: list[Record]) -> None:
    """Among the nine is one that the catalogue calls open although it is secret."""
    assert {record.source[:3] for record in records if not record.access.is_open} == CLOSED


def test_every_record_says_something(archive: Archive, records: list[Record]) -> None:
    """A record without any name is a sign of a wrong encoding or a failed page reader."""
    assert [record.source for record in records if not archive.mentions(record.id)] == []


def test_every_mention_is_the_text_at_its_place(archive: Archive, records: list[Record]) -> None:
    """A mention is a span of the text as digitised, on one page unless it runs across a page break."""
    wrong = [
        (record.source, mention)
        for record in records
        for mention in archive.mentions(record.id)
        if record.text[mention.start : mention.end] != mention.text
        or (len(_pages_of(record, mention.start, mention.end)) != 1 and PAGE_BREAK not in mention.text)
    ]

    assert wrong == []


def test_every_mention_on_a_scan_has_its_place_in_the_image(archive: Archive, records: list[Record]) -> None:
    """The screens draw a box around a name; the box lies inside the page."""
    scanned = [(record, page) for record in records for page in record.pages if page.lines]
    seen = 0
    for record, page in scanned:
        for mention in archive.mentions(record.id):
            if page.start <= mention.start < page.end:
                boxes = [line.box for line in _lines_of(page, mention.start, mention.end)]
                assert boxes, (record.source, mention)
                assert all(
                    0 <= x0 < x1 <= page.width and 0 <= y0 < y1 <= page.height for x0, y0, x1, y1 in boxes
                )
                seen += 1

    assert len(scanned) >= 9
    assert seen > 100


def test_every_scanned_page_has_its_image(sample_workspace: Workspace, records: list[Record]) -> None:
    """The image of a page is kept beside the archive file, in the size that the boxes are counted in."""
    images = [page for record in records for page in record.pages if page.image]

    assert len(images) >= 9
    for page in images:
        with Image.open(sample_workspace.pages / page.image) as image:
            assert image.size == (page.width, page.height)


def test_every_date_is_the_text_at_its_place(archive: Archive, records: list[Record]) -> None:
    """What is shown as the original of a date stands there."""
    dates = [(record, date) for record in records for date in archive.dates(record.id)]

    assert len(dates) > 200
    assert [date for record, date in dates if not record.text[date.start : date.end].strip()] == []


def test_every_claim_quotes_its_record(archive: Archive, records: list[Record]) -> None:
    """Evidence can be checked by reading: quote and surroundings are the record's own characters."""
    texts = {record.id: record.text for record in records}
    evidence = [one for sourced in archive.assertions() for one in sourced.assertion.evidence]

    assert len(evidence) > 200
    assert [
        one
        for one in evidence
        if texts[one.record][one.start : one.end] != one.quote
        or not texts[one.record][: one.start].endswith(one.prefix)
        or not texts[one.record][one.end :].startswith(one.suffix)
    ] == []


def test_every_happening_quotes_its_record(archive: Archive, records: list[Record]) -> None:
    """The word of a chronicle that says something happened stands at its place."""
    events = [(record, event) for record in records for event in archive.events(record.id)]

    assert len(events) > 100
    assert [event for record, event in events if record.text[event.start : event.end] != event.text] == []


TOLD = {
    "中俄密约签订": (2, 2),
    "中共满洲省委成立": (2, 2),
    "中国国民救国军成立": (3, 3),
    "伯力议定书签订": (3, 3),
    "吉林自卫军成立": (2, 2),
    "日满议定书签订": (3, 3),
    "曹亚范去世": (2, 0),
    "杨靖宇去世": (2, 0),
    "王德泰去世": (2, 0),
    "王进喜出生": (2, 2),
    "王进喜去世": (2, 0),
    "珠河反日游击队成立": (2, 2),
    "红旗远东特别集团军成立": (3, 3),
    "赵尚志去世": (3, 2),
    "黑龙江生产建设兵团成立": (2, 2),
}
"""The events without a name that several records tell of: how many do for staff, and how many for everybody."""


def test_what_several_records_tell_of_is_one_event(archive: Archive) -> None:
    """In three languages; a pair that only a closed record completes is no event for everybody."""
    found: dict[str, list[int]] = {name: [0, 0] for name in TOLD}
    for place, audience in enumerate((Audience.STAFF, Audience.OPEN)):
        sight = Sight(archive, audience)
        events = {
            ref.id: ref for record in archive.record_ids(audience) for ref in _happenings(sight, record)
        }
        for id_, ref in events.items():
            found.setdefault(ref.label, [0, 0])[place] = accounts_of(sight, id_).records

    assert {name: tuple(numbers) for name, numbers in found.items()} == TOLD


def _happenings(sight: Sight, record: str) -> list[EntityRef]:
    """The events without a name that a record tells of."""
    return [
        item.happening
        for item in record_page(sight.archive, record, sight.audience).timeline
        if item.happening
    ]


def test_every_part_and_outcome_quotes_its_record(archive: Archive, records: list[Record]) -> None:
    """Who took part stands where it is said he does, within the sentence; so does what came of it."""
    events = [(record, event) for record in records for event in archive.events(record.id)]
    framed = [(record, one) for record, event in events for one in event.frame]

    assert len(framed) > 60
    assert [one for record, one in framed if not record.text[one.start : one.end].strip()] == []
    assert [
        one
        for record, event in events
        for one in event.outcomes
        if record.text[one.start : one.end] != one.text
        or not event.sentence[0] <= one.start < event.sentence[1]
    ] == []


def test_every_mention_is_linked_to_an_entity(archive: Archive, records: list[Record]) -> None:
    """Who a mention is, is decided for all of them, if only as a thing known from mentions alone."""
    entities = {entity.id for entity in archive.entities()}
    links = archive.links()
    mentions = [mention.id for record in records for mention in archive.mentions(record.id)]

    assert {link.entity for link in links.values()} == entities
    assert set(links) <= set(mentions)
    assert len(links) > 0.9 * len(mentions)


def test_building_again_changes_nothing(sample_copy: Workspace) -> None:
    """A curator may press Build again without fear: no stage has anything to do, both digests stay."""
    with open_archive(sample_copy.archive, read_only=True) as archive:
        before, graph = archive.digest(), archive.meta("projected")
    settings = Settings()

    report = build(
        sample_copy, sample_folder(), settings=settings, steps=steps_for(settings), reporter=Silent()
    )

    assert {stage.name: stage.done for stage in report.stages} == dict.fromkeys(
        ("read", "recognize", "link", "relate", "encode", "decide", "join", "project"), 0
    )
    assert (report.digest, report.graph_digest) == (before, graph)
    assert graph
