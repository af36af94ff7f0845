"""Pieces of text and their vectors: spans that come back to the text, numbers as they were stored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extraction.encoder import Pieces, Table
from ontology.errors import WorkspaceError


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    """The vocabulary of the base model."""
    return Pieces.load()


def _words(pieces: Pieces, text: str) -> list[str]:
    cut = pieces.cut(text)
    return [text[start:end] for start, end in zip(cut.starts, cut.ends, strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "东北抗日联军第三军军长赵尚志，1940年2月在苏联伯力开会。",
        "滿洲里驛長へ電報ヲ以テ通知セリ。",
        "Главный штаб 3-й армии находился в Хабаровске.",
        "Who commanded the Third Army?",
    ],
)
def test_the_spans_of_pieces_cover_the_text(pieces: Pieces, text: str) -> None:
    """Nothing but white space lies between two pieces, in any script."""
    words = _words(pieces, text)

    assert text.replace(" ", "") == "".join(words)


def test_spans_hold_where_characters_are_rewritten(pieces: Pieces) -> None:
    """A sign that is spelled out, full-width digits, runs of blanks and a control character keep their places."""
    text = "㍻元年１２月　 \n\x0bабв"

    words = _words(pieces, text)

    assert "".join(words).replace("㍻㍻", "㍻") == "㍻元年１２月абв"


def test_a_piece_with_a_blank_before_it_stands_for_its_word(pieces: Pieces) -> None:
    """The blank before a word belongs to no span."""
    cut = pieces.cut("Красная армия")

    assert [(0, 7), (8, 13)] == [
        (int(cut.starts[0]), 7),
        (int(cut.starts[cut.starts >= 7][0]), int(cut.ends[-1])),
    ]


def test_an_empty_text_has_no_span(pieces: Pieces) -> None:
    """A text of nothing is cut into nothing that stands for something."""
    for text in ("", "\n", "\x0b"):
        cut = pieces.cut(text)

        assert [0] * len(cut) == list(cut.ends - cut.starts)


def test_a_text_cannot_name_the_reserved_pieces(pieces: Pieces) -> None:
    """What looks like a mark of the model is cut like any other text."""
    ids = pieces.cut("<s> <pad> </s> <unk>").ids

    assert not np.isin(ids, (pieces.begin, pieces.pad, pieces.end)).any()


def test_characters_that_are_read_are_rarely_unknown(pieces: Pieces) -> None:
    """Common characters of every script that is read have pieces: simplified, traditional, kana, old Russian."""
    text = "东北抗日聯軍滿洲鐵道ヘノ電報ゐѣіѳ「」《》○□№½①"

    assert pieces.unknown not in pieces.cut(text).ids


def test_a_row_of_the_table_is_its_blocks_unpacked() -> None:
    """Each number is (four bits − 8) × the scale of its block: low halves first."""
    scales = np.array([[0.5]], dtype=np.float16)
    weights = np.arange(16, dtype=np.uint8)[None, None, :] | 0xF0

    row = Table(scales, weights).rows(np.array([0]))[0]

    assert [*((n - 8) * 0.5 for n in range(16)), *[3.5] * 16] == row.tolist()


def test_every_piece_has_a_vector(pieces: Pieces) -> None:
    """Vocabulary and table are of one length, and rows keep the shape that was asked for."""
    table = Table.load()

    rows = table.rows(pieces.cut("满洲").ids[None, :])

    assert len(pieces) == len(table)
    assert (1, len(pieces.cut("满洲")), table.width) == rows.shape


def test_a_missing_model_is_said_with_a_remedy(tmp_path: Path) -> None:
    """Who deletes the model reads which file is missing."""
    with pytest.raises(WorkspaceError, match=r"vocabulary\.json"):
        Pieces.load(tmp_path)
    with pytest.raises(WorkspaceError, match=r"embeddings\.npz"):
        Table.load(tmp_path)
