"""What the fast tagger is taught: labels of words from those of their letters, windows beside names."""

from __future__ import annotations

import numpy as np

from extraction.recognize.tagger.labels import LABELS
from extraction.recognize.train.items import Item, parse
from extraction.recognize.train.student_lessons import lessons_of, word_targets


def _item(passage: str, lang: str) -> Item:
    text, spans = parse(passage)
    return Item(text=text, spans=spans, lang=lang, guideline="ours")  # type: ignore[arg-type]


def test_words_are_labeled_by_their_letters() -> None:
    """A name of one word is single, a longer one begins, goes on and ends; marks inside it belong to it."""
    (lesson,) = lessons_of([_item("В [Харбин|L] прибыл [Д. Л. Хорват|P] , [К.|P]", "ru")])

    words, target = word_targets(lesson)

    labels = [LABELS[number] for number in target.argmax(axis=1)]
    assert [word.text for word in words] == [*"В Харбин прибыл Д . Л . Хорват , К .".split()]
    assert labels == [
        "O", "S-PLACE", "O", "B-PERSON", "I-PERSON", "I-PERSON", "I-PERSON", "E-PERSON", "O", "B-PERSON", "E-PERSON"
    ]  # fmt: skip
    assert np.allclose(target.sum(axis=1), 1)


def test_doubt_of_the_teacher_is_kept() -> None:
    """Where the teacher wavers between a name and none, so does the word's label."""
    (lesson,) = lessons_of([_item("[Чита|L]", "ru")])
    doubtful = lesson.target / 2 + np.eye(len(LABELS), dtype=np.float16)[np.zeros(4, int)] / 2

    _, target = word_targets(type(lesson)(text=lesson.text, lang="ru", target=doubtful))

    single, outside = target[0, LABELS.index("S-PLACE")], target[0, 0]
    assert single == outside == 0.5


def test_long_texts_become_windows_beside_their_names() -> None:
    """A long passage is learned in windows; none of them begins or ends inside a name."""
    passage = "[赵尚志|P]率部攻克[珠河|L]县城，继续向北前进。" * 30

    lessons = list(lessons_of([_item(passage, "zh")]))

    assert len(lessons) > 1
    assert all(len(one.text) == len(one.target) for one in lessons)
    starts = sum((one.target[:, LABELS.index("B-PERSON")] > 0).sum() for one in lessons)
    assert starts == 30
