"""Nothing that only a closed record says leaves the archive: planted strings are looked for in every export."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest

from kg.curation import (
    Exhibition,
    Pack,
    add_item,
    add_section,
    draft_from_pack,
    entity_item,
    image_item,
    new_exhibition,
    passage_item,
    topic_pack,
)
from kg.export import (
    Options,
    export_docx,
    export_graphml,
    export_pdf,
    export_site,
    export_tables,
)
from kg.graph import project
from kg.queries import (
    Search,
    SearchFilters,
    Sight,
    ego_network,
    entity_page,
    overview,
    passage_at,
    record_page,
)
from kg.records import Archive, open_archive
from ontology.access import Access, Audience
from ontology.errors import BadInput
from ontology.kinds import Kind
from ontology.records import DateValue, Entity, EventMention, Name, Page, Record
from tests.builders import a_link, a_mention, a_record, an_assertion, an_entity

OPEN = "一九三六年，王大山在东北抗日联军第三军当战士，驻通河。"
FORBIDDEN = (
    "石破天",  # a person whom only the restricted record names
    "灰鹤",  # what the restricted record calls the person of the open one
    "绝密交通站",  # text of the restricted record
    "甲字密卷",  # its title
    "特别科",  # its creator
    "夜半接头",  # what it says happened
    "联络总管",  # the role in its claim
    "康德九年",  # the date in its claim
    "restricted-file",  # its file name
    "柳叶刀",  # a person whom only the pending record names
    "待审批语",  # text of the pending record
    "乙字存卷",  # its title
    "不明来历",  # text of the record whose state nobody knows
    "闭卷题签",  # a curator's caption under an item of the restricted record
    "密室单元",  # a heading under which everything is closed
    "闭卷图像",  # the page image of the restricted record
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """An archive with closed records full of strings that nobody outside may see."""

    archive: Archive
    open: Record
    restricted: Record
    pending: Record
    soldier: Entity  # named in the open and in the restricted record
    agent: Entity  # named in the restricted record alone
    blade: Entity  # named in the pending record alone
    army: Entity
    pages: Path


def closed_record(text: str, *, key: str, access: Access, title: str) -> Record:
    """A record that is not open, with everything a catalogue may say of it."""
    record = a_record(text, key=key, access=access, title=title)
    said = replace(record.description, creator="特别科" if access is Access.RESTRICTED else "")
    page = Page(number=1, start=0, end=len(text), image=f"{key[-3:]}.png", width=10, height=10)
    return replace(record, description=said, source=f"restricted-file-{key[-3:]}.txt", pages=(page,))


@pytest.fixture
def planted(tmp_path: Path) -> Iterator[Planted]:
    """An open, a restricted, a pending and an unknown record, linked and with claims."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "002.png").write_bytes("闭卷图像".encode())
    with open_archive(tmp_path / "archive.db") as archive:
        yield fill(archive, pages)


def fill(archive: Archive, pages: Path) -> Planted:
    """Put the planted records, their mentions and their claims into an archive."""
    opened = a_record(OPEN, title="战士登记")
    restricted = closed_record(
        "绝密交通站：灰鹤与石破天在东北抗日联军第三军夜半接头，时为康德九年。",
        key="TEST:001-01-0002-002",
        access=Access.RESTRICTED,
        title="甲字密卷",
    )
    pending = closed_record(
        "待审批语：柳叶刀在东北抗日联军第三军。",
        key="TEST:001-01-0002-003",
        access=Access.PENDING,
        title="乙字存卷",
    )
    unknown = closed_record("不明来历", key="TEST:001-01-0002-004", access=Access.UNKNOWN, title="")
    soldier = an_entity("王大山", names=(Name(text="王大山"), Name(text="灰鹤", type="pseudonym")))
    agent, blade = an_entity("石破天"), an_entity("柳叶刀")
    army = an_entity("东北抗日联军第三军", kind=Kind.ORGANIZATION)
    planted = Planted(
        archive=archive,
        open=opened,
        restricted=restricted,
        pending=pending,
        soldier=soldier,
        agent=agent,
        blade=blade,
        army=army,
        pages=pages,
    )
    for record in (opened, restricted, pending, unknown):
        archive.save_record(record)
    _link(planted)
    _claim(planted)
    return planted


def _link(planted: Planted) -> None:
    unit = planted.army.canonical
    found = {
        planted.open: (("王大山", planted.soldier), (unit, planted.army)),
        planted.restricted: (("灰鹤", planted.soldier), ("石破天", planted.agent), (unit, planted.army)),
        planted.pending: (("柳叶刀", planted.blade), (unit, planted.army)),
    }
    links = []
    for record, names in found.items():
        mentions = [a_mention(record, text, kind=entity.kind) for text, entity in names]
        planted.archive.save_marked(record.id, "run", mentions=mentions, dates=[])
        links += [a_link(mention, entity) for mention, (_, entity) in zip(mentions, names, strict=True)]
    planted.archive.save_linked((planted.soldier, planted.agent, planted.blade, planted.army), links)


def _claim(planted: Planted) -> None:
    """The same claim in an open and a closed record, and claims of closed records alone."""
    when = DateValue(raw="康德九年", edtf="1942", lo=19420101, hi=19421231, calendar="era")
    member = an_assertion(planted.open, planted.soldier, "memberOf", planted.army, quote="王大山")
    in_closed = an_assertion(planted.restricted, planted.soldier, "memberOf", planted.army)
    leads = an_assertion(planted.restricted, planted.agent, "leaderOf", planted.army, role="联络总管")
    start = planted.restricted.text.index("夜半接头")
    met = EventMention(
        record=planted.restricted.id,
        start=start,
        end=start + 4,
        text="夜半接头",
        type="meeting",
        date=when,
        participants=(planted.soldier.id, planted.agent.id),
    )
    archive = planted.archive
    archive.save_claims(planted.open.id, "run", assertions=[member], events=[])
    archive.save_claims(
        planted.restricted.id,
        "run",
        assertions=[replace(in_closed, when=when, confidence=0.99), replace(leads, when=when)],
        events=[met],
    )
    pending = an_assertion(planted.pending, planted.blade, "memberOf", planted.army)
    archive.save_claims(planted.pending.id, "run", assertions=[pending], events=[])


def staff_exhibition(planted: Planted) -> Exhibition:
    """What a curator who may see everything has hung: open and closed items side by side."""
    sight = Sight(planted.archive, Audience.STAFF)
    made = add_section(new_exhibition("第三军"), "人物")
    for entity in (planted.soldier, planted.agent, planted.army):
        made = add_item(made, entity_item(sight, entity.id))
    made = add_item(made, passage_item(passage_at(sight, planted.open.id, 0, len(OPEN))))
    made = add_section(made, "密室单元", text="密室单元里的石破天")
    secret = passage_at(sight, planted.restricted.id, 0, 12)
    made = add_item(made, passage_item(secret, caption="闭卷题签"))
    made = add_item(made, image_item(planted.restricted.id, 1, caption="闭卷题签"))
    return add_item(made, entity_item(sight, planted.blade.id, caption="柳叶刀"))


def leaks(text: str) -> list[str]:
    """The forbidden strings that a text holds."""
    return [word for word in FORBIDDEN if word in text]


def unzipped(path: Path) -> str:
    """Everything in a zip: names and contents."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return "\n".join(
            f"{name}\n{archive.read(name).decode('utf-8', 'replace')}" for name in archive.namelist()
        )


def printed(path: Path) -> str:
    """The text of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def pack_for(planted: Planted, audience: Audience) -> Pack:
    """The topic pack of the United Army."""
    return topic_pack(planted.archive, "T021", audience=audience)


def test_an_exhibition_for_everybody_holds_nothing_closed(planted: Planted, tmp_path: Path) -> None:
    """Closed items are left out with their captions, headings, labels, aliases and images, and are counted."""
    options = Options(pages=planted.pages)

    report = export_site(planted.archive, staff_exhibition(planted), tmp_path / "site.zip", options=options)

    text = unzipped(report.path)
    assert [] == leaks(text)
    assert "王大山" in text
    assert (3, 4) == (report.items, len(report.left_out))
    assert [] == leaks(" ".join(report.left_out))


def test_the_staffs_exhibition_shows_that_the_test_can_fail(planted: Planted, tmp_path: Path) -> None:
    """The same exhibition for staff holds what was planted, and says that it is not for others."""
    options = Options(audience=Audience.STAFF, pages=planted.pages)

    report = export_site(planted.archive, staff_exhibition(planted), tmp_path / "site.zip", options=options)

    text = unzipped(report.path)
    assert {"石破天", "灰鹤", "绝密交通站", "甲字密卷", "特别科", "闭卷题签", "闭卷图像", "联络总管"} <= set(
        leaks(text)
    )
    assert "内部使用" in text
    assert () == report.left_out


def test_packs_for_everybody_hold_nothing_closed(planted: Planted, tmp_path: Path) -> None:
    """Word and PDF: overview, people, time line, sources and questions rest on open records."""
    pack = pack_for(planted, Audience.OPEN)

    word = export_docx(pack, tmp_path / "pack.docx")
    pdf = export_pdf(pack, tmp_path / "pack.pdf")

    assert pack.sources
    assert [] == leaks(unzipped(word.path))
    assert [] == leaks(printed(pdf.path))
    assert [] == leaks(pdf.path.read_bytes().decode("utf-8", "replace"))


def test_the_staffs_pack_shows_that_the_test_can_fail(planted: Planted, tmp_path: Path) -> None:
    """The staff's Word file holds the closed claim."""
    word = export_docx(pack_for(planted, Audience.STAFF), tmp_path / "pack.docx")

    assert {"石破天", "联络总管", "甲字密卷"} <= set(leaks(unzipped(word.path)))


def test_a_draft_from_the_staffs_pack_loses_what_is_closed(planted: Planted, tmp_path: Path) -> None:
    """One step from a pack to an exhibition does not carry closed sources outside."""
    pack = pack_for(planted, Audience.STAFF)
    sight = Sight(planted.archive, Audience.STAFF)
    draft = draft_from_pack(sight, pack, headings=("人物", "地点", "机构", "档案"))

    report = export_site(planted.archive, draft, tmp_path / "site.zip")

    assert [] == leaks(unzipped(report.path))
    assert report.left_out


def test_tables_for_everybody_hold_nothing_closed(planted: Planted, tmp_path: Path) -> None:
    """Entities and claims as CSV."""
    reports = export_tables(planted.archive, tmp_path)

    text = "".join(report.path.read_text("utf-8-sig") for report in reports)
    staff = export_tables(planted.archive, tmp_path / "staff", audience=Audience.STAFF)
    assert [] == leaks(text)
    assert "王大山" in text
    assert {"石破天", "灰鹤", "联络总管"} <= set(
        leaks("".join(one.path.read_text("utf-8-sig") for one in staff))
    )


def test_the_graph_for_everybody_holds_nothing_closed(planted: Planted, tmp_path: Path) -> None:
    """The projection and its GraphML: no node, name, edge, role or date of closed records."""
    projection = project(planted.archive, audience=Audience.OPEN)

    report = export_graphml(projection, tmp_path / "graph.graphml")

    assert [] == leaks(repr(projection))
    assert [] == leaks(report.path.read_text("utf-8"))
    assert "王大山" in report.path.read_text("utf-8")


@pytest.mark.parametrize(
    "query", ["", "石破天", "灰鹤", "绝密交通站", "甲字密卷", "柳叶刀", "夜半", "不明来历"]
)
def test_search_knows_nothing_closed(planted: Planted, query: str) -> None:
    """No passage, entity, alias, facet or count of closed records; the query itself is given back as typed."""
    finder = Search(planted.archive, Audience.OPEN)

    page = finder.page(query)
    dated = finder.page("", filters=SearchFilters(lo=19420101, hi=19421231))

    assert [] == leaks(repr(replace(page, query="")))
    assert (1 if not query else 0) == page.records
    assert 0 == dated.total


def test_questions_for_everybody_know_nothing_closed(planted: Planted) -> None:
    """The overview, the pages of open things and the drawn neighborhood."""
    archive = planted.archive

    answers = (
        overview(archive, Audience.OPEN),
        entity_page(archive, planted.soldier.id, Audience.OPEN),
        entity_page(archive, planted.army.id, Audience.OPEN),
        record_page(archive, planted.open.id, Audience.OPEN),
        ego_network(archive, planted.army.id, audience=Audience.OPEN, depth=2),
    )

    assert [] == leaks(repr(answers))
    assert 2 == len(answers[-1].nodes)
    assert 0.8 == answers[2].facts[0].facts[0].confidence  # not the closed record's 0.99


def test_pages_of_closed_things_do_not_exist(planted: Planted) -> None:
    """Entities and records that are closed are refused without a word about them."""
    for entity in (planted.agent, planted.blade):
        with pytest.raises(BadInput) as refused:
            entity_page(planted.archive, entity.id, Audience.OPEN)
        assert [] == leaks(str(refused.value))
    for record in (planted.restricted, planted.pending):
        with pytest.raises(BadInput) as refused:
            record_page(planted.archive, record.id, Audience.OPEN)
        assert [] == leaks(str(refused.value))
