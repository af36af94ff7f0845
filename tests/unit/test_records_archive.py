"""The archive file keeps what it is given, once, and shows each audience its part."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from kg.records import Archive, FileRow, StoredExhibition, open_archive
from ontology.access import Access, Audience
from ontology.errors import BadInput, WorkspaceError
from ontology.records import Line, Page, evidence_in
from tests.builders import (
    CLOSED_TEXT,
    JAPANESE_TEXT,
    OPEN_TEXT,
    Sample,
    a_link,
    a_mention,
    a_record,
    an_entity,
    fill,
    sample_claims,
    sample_links,
)

Filled = tuple[Archive, Sample]


def test_record_comes_back_as_it_was(empty_archive: Archive) -> None:
    """Pages, lines, boxes, notes and every field of the catalogue survive."""
    line = Line(start=0, end=4, box=(1, 2, 3, 4), score=0.7, direction="v", char_boxes=((1, 2, 3, 4),))
    page = Page(number=1, start=0, end=9, image="a.png", width=10, height=20, lines=(line,))
    record = replace(a_record(), pages=(page,), notes=("one line is faint",))

    empty_archive.save_record(record)

    assert record == empty_archive.record(record.id)


def test_what_was_found_comes_back(filled: Filled) -> None:
    """Mentions, dates, links, entities, events and claims are the ones that were saved."""
    archive, sample = filled
    mentions, links = sample_links(sample)

    found = archive.mentions(sample.open.id)

    assert sorted(m.id for m in mentions if m.record == sample.open.id) == sorted(m.id for m in found)
    assert {one.mention: one for one in links} == archive.links()
    assert sample.yang == archive.entity(sample.yang.id)
    assert ["1936"] == [one.date.edtf for one in archive.dates(sample.open.id)]
    assert ["death"] == [one.type for one in archive.events_of(sample.mengjiang.id)]
    assert archive.events(sample.open.id) == archive.events_of(sample.yang.id)
    assert {sample.secret.id} == {one.assertion.id for one in archive.assertions_in(sample.closed.id)}


def test_saving_twice_changes_nothing(filled: Filled) -> None:
    """A curator may press Build again without fear."""
    archive, sample = filled
    once = archive.digest()

    fill(archive, sample)

    assert once == archive.digest()


def test_digest_sees_a_change(filled: Filled) -> None:
    """A digest that cannot differ would prove nothing."""
    archive, sample = filled
    once = archive.digest()

    archive.save_record(replace(sample.open, notes=("checked",)))

    assert once != archive.digest()


def test_new_text_drops_what_hung_on_the_old_one(filled: Filled) -> None:
    """Offsets into a text that is gone would point at nonsense."""
    archive, sample = filled
    changed = replace(sample.open, text=OPEN_TEXT + "完。", pages=(Page(number=1, start=0, end=99),))

    archive.save_record(changed)

    assert () == archive.mentions(sample.open.id)
    assert () == archive.events_of(sample.yang.id)
    assert archive.assertion(sample.martyred.id) is None
    assert sample.open.id not in archive.runs("marked")
    left = archive.assertion(sample.commands.id)
    assert left is not None
    assert [sample.japanese.id] == [one.record for one in left.assertion.evidence]


def test_new_description_keeps_what_was_found(filled: Filled) -> None:
    """Opening a record is no reason to read it again."""
    archive, sample = filled
    links = archive.links()

    archive.save_record(replace(sample.closed, access=Access.OPEN))

    assert links == archive.links()
    assert sample.closed.id in archive.runs("claimed")
    assert sample.closed.id in archive.record_ids(Audience.OPEN)


def test_marking_again_keeps_links_of_mentions_that_stay(filled: Filled) -> None:
    """A second marker run may take one mention away without unlinking the others."""
    archive, sample = filled
    first, *rest = archive.mentions(sample.open.id)

    archive.save_marked(sample.open.id, "run-2", mentions=rest, dates=[])

    assert first.id not in archive.links()
    assert {one.id for one in rest} <= set(archive.links())
    assert "run-2" == archive.runs("marked")[sample.open.id]


def test_evidence_of_one_assertion_grows_and_shrinks_by_record(filled: Filled) -> None:
    """Two records say the same: one assertion, two pieces of evidence, each replaced on its own."""
    archive, sample = filled
    both = archive.assertion(sample.commands.id)

    archive.save_claims(sample.open.id, "run-2", assertions=[], events=[])
    one = archive.assertion(sample.commands.id)
    archive.save_claims(sample.japanese.id, "run-2", assertions=[], events=[])

    assert both is not None
    assert [sample.open.id, sample.japanese.id] == [one.record for one in both.assertion.evidence]
    assert 0.8 == both.assertion.confidence
    assert one is not None
    assert [JAPANESE_TEXT] == [evidence.quote for evidence in one.assertion.evidence]
    assert 0.6 == one.assertion.confidence
    assert archive.assertion(sample.commands.id) is None


def test_order_of_saving_does_not_matter(filled: Filled, empty_archive: Archive) -> None:
    """Claims saved in any order make the same archive."""
    archive, sample = filled
    fill(empty_archive, sample)
    for record, claims in reversed(sample_claims(sample).items()):
        empty_archive.save_claims(record, "run-claimed-1", assertions=[], events=[])
        events = archive.events(record)
        empty_archive.save_claims(record, "run-claimed-1", assertions=claims, events=events)

    assert archive.digest() == empty_archive.digest()


def test_same_claim_twice_in_a_record_is_one_with_two_passages(filled: Filled) -> None:
    """A record may repeat itself; the surer sentence speaks, both count."""
    archive, sample = filled
    other = replace(sample.martyred, evidence=(evidence_in(sample.open, 0, 5),), confidence=0.9)

    archive.save_claims(sample.open.id, "run-2", assertions=[sample.martyred, other], events=[])

    found = archive.assertion(sample.martyred.id)
    assert found is not None
    assert 0.9 == found.assertion.confidence
    assert 2 == len(found.assertion.evidence)


def test_public_sees_open_evidence_alone(filled: Filled) -> None:
    """A closed record neither proves nor colors what the public is told."""
    archive, sample = filled
    surer = replace(
        sample.commands, evidence=(evidence_in(sample.closed, 0, 9),), confidence=0.99, role="secret"
    )
    archive.save_claims(sample.closed.id, "run-2", assertions=[surer, sample.secret], events=[])

    found = archive.assertion(sample.commands.id, Audience.OPEN)

    assert found is not None
    assert {Access.OPEN} == set(found.access)
    assert (0.8, "总司令") == (found.assertion.confidence, found.assertion.role)
    assert archive.assertion(sample.secret.id, Audience.OPEN) is None
    assert {"杨靖宇", "楊靖宇"} == {
        one.mention.text for one in archive.mentions_of(sample.yang.id, Audience.OPEN)
    }
    assert sample.closed not in list(archive.records(Audience.OPEN))
    assert () == archive.search("密报", audience=Audience.OPEN)


def test_unknown_access_counts_as_closed(empty_archive: Archive) -> None:
    """What nobody has opened is not open."""
    empty_archive.save_record(a_record(access=Access.UNKNOWN))

    assert [] == list(empty_archive.records(Audience.OPEN))


def test_rejected_assertion_leaves_the_accepted_ones(filled: Filled) -> None:
    """A curator's no takes a claim out of the accepted list and keeps it on file."""
    archive, sample = filled

    assert archive.set_state(sample.martyred.id, "rejected")

    accepted = {one.assertion.id for one in archive.assertions(state="accepted")}
    assert {sample.commands.id, sample.secret.id} == accepted
    kept = archive.assertion(sample.martyred.id)
    assert kept is not None
    assert "rejected" == kept.assertion.state


def test_state_must_be_one_of_ours(filled: Filled) -> None:
    """A misspelt state would make an assertion vanish; a claim nobody makes is told as such."""
    archive, sample = filled

    with pytest.raises(BadInput, match="candidate, accepted, rejected, superseded"):
        archive.set_state(sample.martyred.id, "acepted")

    assert not archive.set_state("ast-nobody", "accepted")


def test_what_lies_in_another_record_is_refused(filled: Filled) -> None:
    """A mention is kept with the text it was found in."""
    archive, sample = filled
    (mention, *_) = archive.mentions(sample.closed.id)

    with pytest.raises(BadInput, match="does not lie in"):
        archive.save_marked(sample.open.id, "run-2", mentions=[mention], dates=[])


def test_sourced_tells_its_strictest_state(filled: Filled) -> None:
    """One closed page among the evidence is seen at once."""
    archive, sample = filled
    closed = replace(sample.commands, evidence=(evidence_in(sample.closed, 0, 9),))
    archive.save_claims(sample.closed.id, "run-2", assertions=[closed], events=[])

    found = archive.assertion(sample.commands.id)

    assert found is not None
    assert Access.RESTRICTED is found.strictest


def test_claims_of_an_entity_as_subject_or_object(filled: Filled) -> None:
    """The page of a unit shows who commanded it."""
    archive, sample = filled

    found = archive.assertions_of(sample.army.id)

    assert [sample.commands.id] == [one.assertion.id for one in found]
    assert (Access.OPEN, Access.OPEN) == found[0].access


def test_claim_with_evidence_elsewhere_is_refused(filled: Filled) -> None:
    """A record speaks for itself alone."""
    archive, sample = filled

    with pytest.raises(BadInput, match="Save it with its own record"):
        archive.save_claims(sample.closed.id, "run-2", assertions=[sample.martyred], events=[])


def test_link_to_a_missing_mention_is_refused_whole(filled: Filled) -> None:
    """A broken set of links leaves the good one in place."""
    archive, _ = filled
    once = archive.digest()
    stranger = a_record(CLOSED_TEXT, key="TEST:9")
    entity = an_entity("马尚德")

    with pytest.raises(BadInput, match="points at nothing"):
        archive.save_linked([entity], [a_link(a_mention(stranger, "马尚德"), entity)])

    assert once == archive.digest()


def test_files_and_exhibitions_are_kept_in_order(empty_archive: Archive) -> None:
    """Reports are by path, exhibitions by their place."""
    for name in ("b.txt", "a.txt"):
        empty_archive.save_file(FileRow(path=name, sha256="0", reader_version="1", outcome="unreadable"))
    for position, name in ((2, "ex-1"), (1, "ex-2")):
        empty_archive.save_exhibition(StoredExhibition(id=name, position=position, body="{}"))
    empty_archive.remove_file("b.txt")
    empty_archive.save_meta("name", "样本")

    assert ["a.txt"] == [row.path for row in empty_archive.files()]
    assert ["ex-2", "ex-1"] == [one.id for one in empty_archive.exhibitions()]
    assert ("样本", "") == (empty_archive.meta("name"), empty_archive.meta("other"))
    empty_archive.remove_exhibition("ex-2")
    assert ["ex-1"] == [one.id for one in empty_archive.exhibitions()]


def test_removed_record_takes_its_claims_along(filled: Filled) -> None:
    """What only this record said is not said any more."""
    archive, sample = filled

    archive.remove_record(sample.closed.id)

    assert archive.record(sample.closed.id) is None
    assert archive.assertion(sample.secret.id) is None
    assert () == archive.search("密报")
    assert sample.closed.id not in archive.accesses()


def test_read_only_archive_refuses_to_write(filled: Filled, tmp_path: Path) -> None:
    """A screen cannot change the archive by accident."""
    archive, sample = filled

    with open_archive(archive.path, read_only=True) as reader:
        assert archive.digest() == reader.digest()
        with pytest.raises(WorkspaceError, match="cannot be written"):
            reader.save_record(sample.open)


@pytest.mark.parametrize("make", ["missing", "stranger", "noise", "older", "folder"])
def test_other_files_are_refused_with_a_sentence(tmp_path: Path, make: str) -> None:
    """A path that holds no archive of ours says so, and what to do."""
    path = tmp_path / "other.db"
    if make == "noise":
        path.write_bytes(b"not a database at all" * 100)
    if make == "folder":
        path.mkdir()
    if make == "stranger":
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE t (x)")
        other.close()
    if make == "older":
        open_archive(path).close()
        with sqlite3.connect(path) as other:
            other.execute("PRAGMA user_version = 99")
        other.close()

    with pytest.raises(WorkspaceError) as caught:
        open_archive(path, read_only=make == "missing")

    assert caught.value.remedy


def test_steps_in_one_transaction_fail_together(filled: Filled) -> None:
    """Half a step is never kept."""
    archive, sample = filled
    once = archive.digest()

    with pytest.raises(BadInput, match="stopped in the middle"):
        _remove_and_stop(archive, sample.open.id)

    assert once == archive.digest()


def test_readers_see_the_last_whole_state_while_somebody_writes(filled: Filled) -> None:
    """A build in progress disturbs no screen."""
    archive, sample = filled
    once = archive.digest()

    with open_archive(archive.path, read_only=True) as reader:
        with archive.transaction():
            archive.remove_record(sample.open.id)
            during = reader.digest()
        after = reader.digest()

    assert once == during
    assert archive.digest() == after != once


def test_heads_show_titles_without_texts(filled: Filled) -> None:
    """A list of records needs no text; a record without a title goes by its file."""
    archive, sample = filled
    archive.save_record(a_record("无题。", key="TEST:7"))

    heads = {head.key: head.title for head in archive.heads(Audience.OPEN)}

    assert "抗联第一路军沿革" == heads[sample.open.key]
    assert "7.txt" == heads["TEST:7"]
    assert sample.closed.key not in heads


def _remove_and_stop(archive: Archive, record_id: str) -> None:
    with archive.transaction():
        archive.remove_record(record_id)
        raise BadInput("here", "stopped in the middle")
