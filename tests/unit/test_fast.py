"""The fast tagger: what it looks at, and how it reads many texts as one stream."""

from __future__ import annotations

import numpy as np

from extraction.encoder import Pieces
from extraction.recognize.fast.decode import SURE, best_labels, names
from extraction.recognize.fast.features import (
    BUCKETS,
    GAP,
    HanFeatures,
    hashes_of,
    is_russian,
    shape_of,
    words_of,
)
from extraction.recognize.fast.model import FastTagger
from extraction.recognize.tagger.labels import LABELS, best_paths
from ontology.kinds import Kind

CHINESE = "1935年，赵尚志率东北人民革命军第三军攻克珠河县城。"
RUSSIAN = "Генерал Хорват прибыл в Харбин 3 марта 1920 г."
JAPANESE = "関東軍は奉天を占領した。"


def test_every_character_has_its_own_features() -> None:
    """A character's features are its piece, the pieces that begin with it, and hashes of it and its followers."""
    features = HanFeatures([("", 0.0)] * 4 + [("抗", 0.0), ("联", 0.0), ("抗联", 0.0), ("▁抗", 0.0)])

    numbers, starts = features.stream(["抗联"])

    assert starts.tolist() == [0]
    assert (numbers[:3] > 0).tolist() == [[True, True], [True, False], [False, False]]
    assert [features.pieces[0][n - 1] for n in numbers[0]] == [4, 5]
    assert features.pieces[1][numbers[1][0] - 1] == 6
    assert ((numbers[3:] > 0) & (numbers[3:] <= BUCKETS)).all()


def test_texts_of_a_stream_are_apart() -> None:
    """Between two texts lie empty units, as many as a layer looks far."""
    features = HanFeatures([("", 0.0)] * 4 + [("抗", 0.0), ("联联", 0.0), ("联联联", 0.0)])

    numbers, starts = features.stream(["抗", "抗抗"])

    assert starts.tolist() == [0, 1 + GAP]
    assert numbers.shape == (5, 3 + GAP)
    assert not numbers[:, 1 : 1 + GAP].any()


def test_scripts_are_told_apart_by_their_letters() -> None:
    """A Russian name inside a Chinese text does not make it Russian."""
    assert is_russian(RUSSIAN)
    assert not is_russian(CHINESE)
    assert not is_russian("霍尔瓦特（Хорват）将军到哈尔滨。")


def test_words_keep_their_places() -> None:
    """Words and marks are found with their offsets, and with what stands before them."""
    words = list(words_of("КВЖД, 3-й\nполк"))

    assert [(one.text, one.gap) for one in words] == [
        ("КВЖД", 1), (",", 1), ("3", 2), ("-", 1), ("й", 1), ("полк", 3)
    ]  # fmt: skip
    assert all("КВЖД, 3-й\nполк"[one.start : one.end] == one.text for one in words)


def test_shapes_of_words() -> None:
    """Figures, marks, small words, initials, abbreviations and names look different."""
    shapes = [shape_of(word) for word in ("1920", "12", ",", "на", "город", "П", "КВЖД", "Харбин", "ОКдва")]

    assert len(set(shapes)) == len(shapes)


def test_figures_of_a_length_are_one_word() -> None:
    """1919 and 1920 are hashed alike, ё as е."""
    assert hashes_of("1919") == hashes_of("1920")
    assert hashes_of("Королёв") == hashes_of("Королев")
    assert all(0 < number <= BUCKETS for number in hashes_of("Харбин"))


def test_names_in_three_languages() -> None:
    """One call reads texts of all languages and answers in their order."""
    chinese, russian, japanese = FastTagger().tag([CHINESE, RUSSIAN, JAPANESE])

    assert ("赵尚志", Kind.PERSON) in {(CHINESE[one.start : one.end], one.kind) for one in chinese}
    assert ("Харбин", Kind.PLACE) in {(RUSSIAN[one.start : one.end], one.kind) for one in russian}
    assert ("奉天", Kind.PLACE) in {(JAPANESE[one.start : one.end], one.kind) for one in japanese}
    assert all(0 < one.probability <= 1 for names in (chinese, russian, japanese) for one in names)


def test_company_changes_nothing() -> None:
    """A text has the same names alone, in a stream with others, and in a stream of its own."""
    tagger = FastTagger()

    alone = tagger.tag([CHINESE])[0]
    among = tagger.tag([JAPANESE, CHINESE * 3, "", CHINESE, RUSSIAN, JAPANESE * 90])[3]

    assert [(one.start, one.end, one.kind) for one in among] == [
        (one.start, one.end, one.kind) for one in alone
    ]
    assert np.allclose([one.probability for one in among], [one.probability for one in alone], atol=1e-3)


def test_empty_texts_have_no_names() -> None:
    """Nothing is found in nothing."""
    assert FastTagger().tag(["", " ", "\n"]) == [[], [], []]


def test_base_pieces_are_indexed() -> None:
    """The base vocabulary has thousands of pieces of one and of two characters."""
    features = HanFeatures(Pieces.load().pieces)

    assert [len(pieces) > least for pieces, least in zip(features.pieces, (5000, 5000, 1000), strict=True)] == [
        True, True, True
    ]  # fmt: skip


def test_the_version_is_that_of_the_weights() -> None:
    """Two taggers of one folder have the same version."""
    assert FastTagger().version == FastTagger().version
    assert len(FastTagger().version) == 16


def test_best_labels_are_those_of_the_full_search() -> None:
    """Parting the search at sure units finds the paths the accurate tagger's search finds there."""
    chance = np.random.default_rng(7)
    for _ in range(20):
        scores = chance.normal(size=(300, len(LABELS))) * 2
        scores[:, 0] += chance.choice([0, 9], size=300)
        said = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        held = said.copy()
        held[said[:, 0] >= SURE] = np.eye(len(LABELS))[0]

        found = best_labels(said.astype(np.float32))

        wanted = best_paths(np.log(np.maximum(held, 1e-9))[None].astype(np.float32), np.array([300]))[0]
        assert found.tolist() == wanted.tolist()


def test_a_name_is_as_sure_as_its_least_sure_unit() -> None:
    """The confidence of a name is the lowest probability of its labels."""
    said = np.zeros((4, len(LABELS)), dtype=np.float32)
    said[[0, 3], 0] = 1
    said[1, LABELS.index("B-PLACE")], said[1, 0] = 0.9, 0.1
    said[2, LABELS.index("E-PLACE")], said[2, 0] = 0.7, 0.3

    ((start, end, kind, sure),) = names(said)

    assert (start, end, kind) == (1, 3, Kind.PLACE)
    assert round(sure, 3) == 0.7


def test_words_are_read_alike_alone_and_together() -> None:
    """A Russian word has the same features whichever words are new with it."""
    tagger = FastTagger()

    alone = tagger.tag(["В Чите стоял штаб Блюхера."])[0]
    among = FastTagger().tag([RUSSIAN, "Мукден № 3 … Лазо", "В Чите стоял штаб Блюхера."])[2]

    assert [(one.start, one.end, one.kind) for one in alone] == [
        (one.start, one.end, one.kind) for one in among
    ]
