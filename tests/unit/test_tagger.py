"""The trained tagger: legal paths, characters and their pieces, windows, the forms it reads."""

from itertools import pairwise, product

import numpy as np
import pytest

from extraction.recognize.tagger.finder import WINDOW, TaggerFinder, windows
from extraction.recognize.tagger.form import tagger_form
from extraction.recognize.tagger.inputs import InputMaker
from extraction.recognize.tagger.labels import ENDS, LABELS, LEGAL, STARTS, best_paths, label_ids, spans_of
from extraction.recognize.tagger.model import Tagged, TaggerModel
from ontology.errors import WorkspaceError
from ontology.kinds import Kind


def test_best_path_is_the_best_of_all_legal_ones() -> None:
    """The path found scores as high as the best of all sequences tried one by one."""
    chance = np.random.default_rng(3)
    scores = chance.normal(size=(4, 3, len(LABELS))).astype(np.float32)
    paths = best_paths(scores, np.array([3, 3, 2, 1]))
    for row, length in enumerate((3, 3, 2, 1)):
        best = max(
            STARTS[way[0]]
            + ENDS[way[-1]]
            + sum(LEGAL[a, b] for a, b in pairwise(way))
            + sum(scores[row, place, label] for place, label in enumerate(way))
            for way in product(range(len(LABELS)), repeat=length)
        )
        way = paths[row, :length]
        got = sum(scores[row, place, label] for place, label in enumerate(way))
        assert got == pytest.approx(best, abs=1e-4)
        assert all(LEGAL[a, b] == 0 for a, b in pairwise(way))
        assert not paths[row, length:].any()


def test_labels_and_spans_are_each_other_backwards() -> None:
    """Spans written as labels are read back unchanged, single characters and neighbours included."""
    spans = [(0, 1, "PLACE"), (1, 4, "PERSON"), (4, 6, "ORGANIZATION"), (7, 8, "WORK")]
    assert spans_of(label_ids(9, spans)) == [(s, e, Kind(kind)) for s, e, kind in spans]


@pytest.mark.parametrize(
    "text", ["杨靖宇率第一军进濛江。", "Чжао Шанчжи прибыл в Харбин.", "ハルビン駅ニ到著ス", "ａ　ｂ 三江"]
)
def test_every_character_knows_its_piece(text: str) -> None:
    """Each character belongs to the piece that covers it; white space may belong to none."""
    made = InputMaker().make([text])
    assert made.token_of.shape == (1, len(text))
    assert all(number > 0 or text[place].isspace() for place, number in enumerate(made.token_of[0]))
    assert made.embedded.shape[1] == made.mask.sum()


def test_texts_of_unlike_length_share_a_batch() -> None:
    """Padding changes nothing: a text has the same pieces alone and beside a longer one."""
    maker = InputMaker()
    alone, beside = maker.make(["哈尔滨"]), maker.make(["哈尔滨", "东北抗日联军第一路军总司令杨靖宇"])
    pieces = int(alone.mask.sum())
    assert beside.mask[0].sum() == pieces
    assert np.array_equal(beside.embedded[0, :pieces], alone.embedded[0])
    assert np.array_equal(beside.token_of[0, :3], alone.token_of[0])


def test_windows_hold_whole_sentences_and_lose_none() -> None:
    """Sentences are read together up to the size of a window; every name lies inside one."""
    text = "第一军到濛江。" * 40
    spans = list(windows(text, 50))
    assert [span[0] for span in spans[1:]] == [span[1] for span in spans[:-1]]
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    assert all(end - start <= 50 and text[end - 1] == "。" for start, end in spans)


def test_old_characters_are_read_as_the_new_ones_of_their_language() -> None:
    """Japanese is read in new characters, Chinese in simplified ones, Russian as it stands; lengths stay."""
    assert tagger_form("關東軍ハ滿洲ニ在リ", "ja") == "関東軍ハ満洲ニ在リ"
    assert tagger_form("關東軍在滿洲", "zh") == "关东军在满洲"
    assert tagger_form("Харбинъ", "ru") == "Харбинъ"


def test_finder_shifts_names_to_the_whole_text() -> None:
    """Names of a later window come back at their place in the text."""

    class First:
        version = "x"

        def tag(self, texts: list[str], *, guideline: str = "ours") -> list[list[Tagged]]:
            return [[Tagged(start=0, end=2, kind=Kind.PLACE, probability=0.9)] for _ in texts]

    text = "沈阳。" * 100
    found = list(TaggerFinder(First(), "zh").find(text))
    assert len(found) == len(list(windows(text, WINDOW["zh"]))) > 1
    assert {text[one.start : one.end] for one in found} == {"沈阳"}


def test_a_missing_tagger_is_a_sentence(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """A folder without weights says what is missing."""
    with pytest.raises(WorkspaceError, match="trained tagger"):
        TaggerModel(tmp_path).tag(["沈阳"])
