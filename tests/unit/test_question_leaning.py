"""Questions are compared without what their language alone gives them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from extraction.encoder import base_folder
from extraction.vectors import TextEncoder
from extraction.vectors.leaning import KEPT, leanings, question_language, upright
from extraction.vectors.make_leanings import written_questions
from ontology.errors import WorkspaceError
from ontology.paths import data_folder

GOLD = data_folder() / "gold" / "meaning"
ASKED = (  # the same three questions in four languages; none of them says where a language leans
    "水库是谁设计的？",
    "老师的工资发了没有？",
    "船上装的是什么货？",
    "Кто спроектировал водохранилище?",
    "Выдали ли учителям жалованье?",
    "Какой груз был на судне?",
    "貯水池を設計したのは誰か。",
    "教師の給料は支払われたか。",
    "船の積荷は何であったか。",
    "Who designed the reservoir?",
    "Were the teachers paid?",
    "What cargo did the ship carry?",
)


def _rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("杨靖宇是怎么牺牲的？", "zh"),
        ("楊靖宇はどのように死んだか", "ja"),
        ("Как погиб Ян Цзинъюй?", "ru"),
        ("How did Yang Jingyu die?", "en"),
        ("Кто такой 楊靖宇 и где он погиб?", "ru"),
        ("NHK は何を放送したか", "ja"),
        ("の日记在哪里保存，由哪一个机关负责", "zh"),
        ("1932?", "en"),
    ],
)
def test_the_language_of_a_question_is_that_of_most_of_its_letters(question: str, lang: str) -> None:
    """A name in another script does not change it."""
    assert lang == question_language(question)


def test_every_written_question_is_taken_for_its_language() -> None:
    """Whoever asks in one of the four languages gets the leaning of that language taken away."""
    found = {lang: {question_language(one) for one in some} for lang, some in written_questions(GOLD).items()}

    assert {lang: {lang} for lang in ("en", "ja", "ru", "zh")} == found


def test_a_question_points_to_what_it_asks_and_not_to_its_language() -> None:
    """The same question in other languages comes before another one in its own: not always as the model gives it."""
    encoder = TextEncoder()

    def alike(vectors: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> int:
        nearest = np.argsort(-(vectors @ vectors.T), axis=1)[:, 1:4]
        return int((nearest % 3 == np.arange(12)[:, None] % 3).sum())

    bare, straight = encoder.bare_questions(ASKED), encoder.questions(ASKED)

    assert 36 == alike(straight)
    assert alike(bare) < 36
    assert np.allclose(np.linalg.norm(straight, axis=1), 1, atol=1e-5)
    assert (0, 384) == encoder.questions([]).shape


def test_leanings_take_a_language_away_and_leave_a_share_of_what_is_common() -> None:
    """However many questions of one language there are, each language counts once."""
    found = leanings(
        {"zh": np.array([[1, 1], [1, 3]], dtype=np.float32), "ru": np.array([[3, 0]], dtype=np.float32)}
    )

    assert [1 - KEPT * 2, 2 - KEPT * 1] == found["zh"].tolist()
    assert [3 - KEPT * 2, 0 - KEPT * 1] == found["ru"].tolist()


def test_the_leanings_that_ship_are_those_of_the_written_questions() -> None:
    """Who changes the questions makes the file again."""
    encoder, questions = TextEncoder(), written_questions(GOLD)
    made = leanings({lang: encoder.bare_questions(some) for lang, some in sorted(questions.items())})

    with np.load(base_folder() / "leanings.npz") as kept:
        assert all(np.allclose(kept[lang], vector, atol=2e-3) for lang, vector in made.items())


def test_a_model_without_leanings_is_said_with_a_remedy(tmp_path: Path) -> None:
    """Who deletes the file reads which one is missing."""
    with pytest.raises(WorkspaceError, match="leanings"):
        upright(np.ones((1, 4), dtype=np.float32), ["x"], tmp_path)


def test_questions_that_were_tuned_on_are_not_those_that_are_scored() -> None:
    """No question and no passage of the benchmark is a development one; half of those at least cross languages."""
    tuned, scored = _rows("development.jsonl"), _rows("pairs.jsonl")

    across = [row for row in tuned if row["ask"] != row["lang"]]

    assert len(tuned) >= 120
    assert 2 * len(across) >= len(tuned)
    for field in ("question", "text"):
        assert not {row[field] for row in tuned} & {row[field] for row in scored}
