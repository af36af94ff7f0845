"""What the fast tagger learns: texts with the teacher's label probabilities, and written passages with their names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extraction.recognize.fast.features import Word, words_of
from extraction.recognize.tagger.finder import WINDOW, windows
from extraction.recognize.tagger.labels import KINDS, LABELS, label_ids
from extraction.recognize.tagger.model import TaggerModel
from extraction.recognize.train.items import CORPORA, Item, read_corpus, read_form
from ontology.records import Lang

PLAIN: dict[str, tuple[Lang, int]] = {
    "unlabelled/zh_wiki.jsonl": ("zh", 1),
    "unlabelled/ja_wiki.jsonl": ("ja", 1),
    "unlabelled/ja_aozora.jsonl": ("ja", 3),
    "unlabelled/ru/xquad_ru.jsonl": ("ru", 1),
    "unlabelled/ru/ud_gsd_ru.jsonl": ("ru", 1),
}
"""Plain text the teacher marks: language, and of how many paragraphs one is taken."""
SAME = "ner/zh/uner_gsd_hant.train.jsonl"
"""The traditional form of sentences that are there already; folded they are the same."""
CHAINED = 4
"""Sentences of a labelled file that are put together."""
Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A text of at most a few hundred characters, with the label probabilities of its characters."""

    text: str
    lang: Lang
    target: npt.NDArray[np.float16]  # (characters, labels)


def plain_texts(corpora: Path) -> Iterator[tuple[Lang, str]]:
    """All texts the teacher marks, in windows as the product reads them."""
    for name, (lang, guideline) in CORPORA.items():
        if name != SAME:
            items = read_corpus(corpora / name, lang, guideline)
            for first in range(0, len(items), CHAINED):
                chain = (" " if lang == "ru" else "").join(one.text for one in items[first : first + CHAINED])
                yield from _windows(chain, lang)
    for name, (lang, every) in PLAIN.items():
        for line in (corpora / name).read_text(encoding="utf-8").splitlines()[::every]:
            yield from _windows(read_form(json.loads(line)["text"], (), lang, "ours").text, lang)


def _windows(text: str, lang: Lang) -> Iterator[tuple[Lang, str]]:
    yield from ((lang, text[start:end]) for start, end in windows(text, WINDOW[lang]))


def taught(teacher: TaggerModel, texts: Sequence[tuple[Lang, str]], kept: Path) -> list[Lesson]:
    """Texts as the teacher marks them; what it said once is kept in a file."""
    asked = teacher.version + hashlib.sha256("\n".join(text for _, text in texts).encode()).hexdigest()
    if kept.is_file() and str((found := np.load(kept))["asked"]) == asked:
        whole = found["said"]
    else:
        whole = _said(teacher, [text for _, text in texts])
        np.savez(kept, asked=asked, said=whole)
    ends = np.cumsum([len(text) for _, text in texts])
    parts = np.split(whole, ends[:-1])
    return [
        Lesson(text=text, lang=lang, target=part) for (lang, text), part in zip(texts, parts, strict=True)
    ]


def _said(teacher: TaggerModel, texts: Sequence[str], portion: int = 500) -> npt.NDArray[np.float16]:
    """The teacher's label probabilities of all characters of some texts, one after another."""
    parts: list[npt.NDArray[np.float16]] = []
    for first in range(0, len(texts), portion):
        chosen = texts[first : first + portion]
        said: list[npt.NDArray[np.float16]] = [np.zeros((0, len(LABELS)), np.float16)] * len(chosen)
        for numbers, reads in teacher.read(chosen):
            for number, read in zip(numbers, reads, strict=True):
                said[number] = _softmax(read.logits).astype(np.float16)
        parts += said
        print(f"marked {min(first + portion, len(texts))} of {len(texts)} texts", flush=True)
    return np.concatenate(parts)


def _softmax(logits: Array) -> Array:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def lessons_of(items: Iterable[Item]) -> Iterator[Lesson]:
    """Marked texts as lessons, cut into windows beside their names."""
    table = np.eye(len(LABELS), dtype=np.float16)
    for item in items:
        target = table[label_ids(len(item.text), list(item.spans))]
        inside = {place for start, end, _ in item.spans for place in range(start + 1, end)}
        for start, end in windows(item.text, WINDOW[item.lang]):
            if start not in inside and end not in inside:
                yield Lesson(text=item.text[start:end], lang=item.lang, target=target[start:end])


def word_targets(lesson: Lesson) -> tuple[list[Word], Array]:
    """The words of a Russian lesson and their label probabilities, from those of their first and last letters."""
    words = list(words_of(lesson.text))
    first = lesson.target[[word.start for word in words]].astype(np.float32)
    last = lesson.target[[word.end - 1 for word in words]].astype(np.float32)
    short = np.array([word.end - word.start == 1 for word in words])
    target = np.zeros((len(words), len(LABELS)), dtype=np.float32)
    target[:, 0] = first[:, 0] * last[:, 0]
    for number in range(len(KINDS)):
        begin, inside, end, single = (1 + 4 * number + part for part in range(4))
        target[:, begin] = first[:, begin] * np.where(short, 1, last[:, inside])
        target[:, inside] = first[:, inside] * last[:, inside]
        target[:, end] = np.where(short, 1, first[:, inside]) * last[:, end]
        target[:, single] = np.where(short, first[:, single], first[:, begin] * last[:, end])
    target[short, 0] = first[short, 0]
    target[short] = first[short]
    return words, target / np.maximum(target.sum(axis=1, keepdims=True), 1e-6)
