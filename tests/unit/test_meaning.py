"""Search by meaning: passages, vectors, and who may find what."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from extraction.vectors import TextEncoder, as_int8, passages_of, vectors_of
from extraction.vectors.encoder import batches
from extraction.vectors.passages import LEAST, MOST, cut
from kg.queries import Question, SearchFilters, by_meaning
from kg.records import Archive, open_archive
from ontology.access import Audience
from ontology.errors import BadInput, WorkspaceError
from ontology.vectors import PassageVector
from tests.builders import Sample, a_record

Filled = tuple[Archive, Sample]
VERSION = "test-1"
SENTENCE = "抗联部队在密营中坚持斗争，粮食断绝，以树皮草根充饥。"


def unit(*numbers: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """A vector of length one."""
    vector = np.array(numbers, dtype=np.float32)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def pointing(record: str, start: int, end: int, *numbers: float) -> PassageVector:
    """The vector of a passage."""
    kept, scale = as_int8(unit(*numbers))
    return PassageVector(record=record, start=start, end=end, numbers=kept, scale=scale)


def question(*numbers: float, version: str = VERSION) -> Question:
    """A question that points somewhere."""
    return Question(text="?", vector=unit(*numbers), version=version)


@pytest.fixture
def pointed(filled: Filled) -> Filled:
    """The sample with a vector for each record: the closed one points along the first axis."""
    archive, sample = filled
    for record, numbers in (
        (sample.closed, (1.0, 0.0, 0.0)),
        (sample.open, (0.9, 0.4, 0.0)),
        (sample.russian, (0.0, 1.0, 0.0)),
        (sample.japanese, (0.0, 0.0, 1.0)),
    ):
        vector = pointing(record.id, 0, len(record.text), *numbers)
        archive.save_vectors(record.id, "run", version=VERSION, vectors=[vector])
    return archive, sample


def test_passages_hold_all_of_a_text_and_end_at_sentences() -> None:
    """No passage is longer than the limit, only the last is short, nothing is lost or read twice."""
    text = SENTENCE * 40

    spans = cut(text)

    assert text == "".join(text[start:end] for start, end in spans)
    assert all(LEAST <= end - start <= MOST for start, end in spans[:-1])
    assert all(text[end - 1] == "。" for _, end in spans)


def test_a_passage_ends_with_its_paragraph_once_it_is_long_enough() -> None:
    """A paragraph end is a better border than the next full stop."""
    paragraph = SENTENCE * 9

    spans = cut(f"{paragraph}\n{paragraph}")

    assert [(0, len(paragraph)), (len(paragraph) + 1, 2 * len(paragraph) + 1)] == spans


def test_a_short_rest_joins_the_passage_before_it() -> None:
    """A last sentence alone says little."""
    text = SENTENCE * 12 + "完。"

    assert [(0, len(text))] == cut(text)


def test_an_empty_text_has_no_passage() -> None:
    """Blanks are no passage."""
    assert [] == cut(" \n\u3000\n")


def test_the_spans_of_passages_are_in_the_text_as_digitised() -> None:
    """The encoder reads lines joined and modern Russian; the span covers the printed lines."""
    lines = "Въ городѣ Харбинѣ была построена большая желѣзно-\nдорожная станція и мастерскія, гдѣ работали многіе рабочіе.\n"
    record = a_record(lines * 3)

    (first, *_) = passages_of(record)

    assert record.text.startswith(record.text[first.start : first.end])
    assert "железнодорожная станция" in first.text
    assert "желѣзно-\nдорожная" in record.text[first.start : first.end]


def test_texts_that_mean_alike_lie_near_in_any_language() -> None:
    """A question in Chinese finds the Russian and the Japanese answer before what has nothing to do with it."""
    encoder = TextEncoder()
    passages = [
        "Чжао Шанчжи командовал 3-й армией Объединённой антияпонской армии.",
        "趙尚志は東北抗日聯軍第三軍の軍長であった。",
        "В субботу в городском саду играл духовой оркестр.",
        "明日は東京で入学試験が行われる。",
    ]

    scores = encoder.passages(passages) @ encoder.questions(["谁指挥抗联第三军？"])[0]

    assert {0, 1} == set(np.argsort(-scores)[:2].tolist())


def test_a_vector_has_length_one_whatever_is_read_beside_it() -> None:
    """Padding for a longer neighbour changes nothing; nor does a text of nothing break anything."""
    encoder = TextEncoder()
    alone = encoder.passages(["杨靖宇在濛江牺牲。"])[0]

    together = encoder.passages(["杨靖宇在濛江牺牲。", SENTENCE * 8, ""])

    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(alone, together[0], atol=1e-3)
    assert (0, 384) == encoder.passages([]).shape


def test_a_model_without_layers_is_said_with_a_remedy(tmp_path: Path) -> None:
    """Who deletes the model reads which file is missing."""
    with pytest.raises(WorkspaceError, match="vocabulary"):
        TextEncoder(tmp_path).passages(["x"])


def test_batches_hold_texts_of_like_length_and_every_text_once() -> None:
    """Little is padding, nothing is forgotten, and one long text is a batch of its own."""
    found = list(batches([3, 90, 4, 100, 2], most=200))

    assert [[3, 1], [2, 0, 4]] == found


def test_a_vector_kept_in_bytes_points_where_it_did() -> None:
    """One byte a number is enough."""
    vector = unit(*np.sin(np.arange(384.0)))

    numbers, scale = as_int8(vector)
    back = np.frombuffer(numbers, dtype=np.int8) * scale

    assert float(back @ vector / np.linalg.norm(back)) > 0.9999


def test_a_record_yields_a_vector_for_each_passage() -> None:
    """Spans follow one another, numbers fill the width of the encoder."""
    record = a_record(SENTENCE * 20)

    found = list(vectors_of(record, TextEncoder()))

    assert [(one.start, one.end) for one in passages_of(record)] == [(one.start, one.end) for one in found]
    assert {384} == {len(one.numbers) for one in found}


def test_the_nearest_passage_comes_first(pointed: Filled) -> None:
    """Hits are in order of nearness, each with its record, span and text."""
    archive, sample = pointed

    page = by_meaning(archive, question(1, 0, 0), audience=Audience.STAFF, limit=3)

    assert [sample.closed.id, sample.open.id] == [hit.record.id for hit in page.hits][:2]
    assert sample.closed.text == page.hits[0].text
    assert (3, 3) == (page.total, len(page.hits))
    assert page.hits[0].score > page.hits[1].score > page.hits[2].score


def test_what_is_closed_is_not_found_by_meaning(pointed: Filled) -> None:
    """The nearest passage stays unseen where its record is not open; nor do facets count it."""
    archive, sample = pointed

    page = by_meaning(archive, question(1, 0, 0), audience=Audience.OPEN)

    assert sample.closed.id not in [hit.record.id for hit in page.hits]
    assert sample.open.id == page.hits[0].record.id
    assert 3 == sum(count.number for count in page.facets.languages)
    assert all(one.record != sample.closed.id for one in archive.vectors(VERSION, audience=Audience.OPEN))
    assert [] == list(archive.vectors(VERSION, audience=Audience.OPEN, record=sample.closed.id))


def test_filters_narrow_a_search_by_meaning(pointed: Filled) -> None:
    """The nearest of a language is not the nearest of all."""
    archive, sample = pointed

    page = by_meaning(
        archive, question(1, 0, 0), audience=Audience.STAFF, filters=SearchFilters(languages=("ru",))
    )

    assert [sample.russian.id] == [hit.record.id for hit in page.hits]


def test_vectors_of_another_encoder_are_not_compared(pointed: Filled) -> None:
    """An archive built by an older version says so instead of ranking nonsense."""
    archive, _ = pointed

    with pytest.raises(BadInput, match="no vectors"):
        by_meaning(archive, question(1, 0, 0, version="test-2"), audience=Audience.STAFF)


def test_saving_vectors_again_replaces_them(pointed: Filled) -> None:
    """A record has the vectors of its last encoding, and none once it is gone."""
    archive, sample = pointed
    vector = pointing(sample.open.id, 3, 9, 0, 1, 0)

    archive.save_vectors(sample.open.id, "run-2", version=VERSION, vectors=[vector])
    archive.remove_record(sample.russian.id)

    assert [vector] == list(archive.vectors(VERSION, record=sample.open.id))
    assert [] == list(archive.vectors(VERSION, record=sample.russian.id))
    assert "run-2" == archive.runs("encoded")[sample.open.id]


def test_a_vector_is_kept_with_its_own_record(pointed: Filled) -> None:
    """A passage of another record is a mistake that is named."""
    archive, sample = pointed

    with pytest.raises(BadInput, match="does not lie in"):
        archive.save_vectors(
            sample.open.id, "run", version=VERSION, vectors=[pointing(sample.closed.id, 0, 4, 1, 0)]
        )


def test_an_older_archive_file_has_no_vectors(tmp_path: Path) -> None:
    """A file from before there were any is read, not refused."""
    place = tmp_path / "old.db"
    open_archive(place).close()
    with sqlite3.connect(place) as old:
        old.execute("DROP TABLE passage_vectors")
    old.close()

    with open_archive(place, read_only=True) as archive:
        assert [] == list(archive.vectors(VERSION))


def test_passages_in_another_language_have_their_chance(empty_archive: Archive) -> None:
    """What stands out among the Russian passages comes before Chinese ones that are all equally near."""
    near = [a_record("中文" * 9, key=f"T:{number}") for number in range(12)]
    far = [a_record("слова " * 9, key=f"T:ru{number}") for number in range(12)]
    for number, record in enumerate((*near, *far)):
        empty_archive.save_record(record)
        numbers = (1.0, 0.01 * (number % 12), 0.0) if number < 12 else (0.3, 1.0, 0.1 * (number % 12))
        vector = pointing(record.id, 0, 9, *((0.8, 0.6, 0.0) if record is far[4] else numbers))
        empty_archive.save_vectors(record.id, "run", version=VERSION, vectors=[vector])

    page = by_meaning(empty_archive, question(1, 0, 0), audience=Audience.STAFF, limit=3)

    assert far[4].id == page.hits[0].record.id


def test_a_vector_needs_a_passage() -> None:
    """A span of nothing is no passage."""
    with pytest.raises(BadInput, match="lacks its passage"):
        PassageVector(record="r", start=4, end=4, numbers=b"x", scale=1.0)
