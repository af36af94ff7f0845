"""A spaCy pipeline trained here in seconds by spaCy's own API, loaded from its folder."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import spacy
from spacy.training import Example
from spacy.util import fix_random_seed

from app.settings import Settings
from app.wiring import finder_named, recognizer_for
from extraction.pipeline import record_of_text
from extraction.recognize.folder import SpacyFolderRecognizer
from ontology.errors import BadInput
from tests.plugins.sentences import generated


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small trained pipeline on the disk."""
    fix_random_seed(1931)
    nlp = spacy.blank("zh")
    tagger = nlp.add_pipe("ner")
    examples = []
    for sentence in generated(120):
        spans = [(one["start"], one["end"], one["type"]) for one in sentence["entities"]]
        examples.append(Example.from_dict(nlp.make_doc(sentence["text"]), {"entities": spans}))
    for label in ("PERSON", "PLACE", "ORGANIZATION"):
        tagger.add_label(label)
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(8):
        random.Random(6).shuffle(examples)
        for at in range(0, len(examples), 16):
            nlp.update(examples[at : at + 16], sgd=optimizer, drop=0.1)
    place = tmp_path_factory.mktemp("spacy") / "small"
    nlp.to_disk(place)
    return place


def test_it_finds_names_in_sentences_it_has_not_seen(folder: Path) -> None:
    """The folder works as a finder under the name a setting gives it."""
    finder = finder_named(f"spacy:{folder}", lang="zh")

    right = predicted = wanted = 0
    for sentence in generated(60, seed=2):
        gold = {(one["start"], one["end"], one["type"]) for one in sentence["entities"]}
        found = {(one.start, one.end, one.kind.value) for one in finder.find(sentence["text"], ())}
        right, predicted, wanted = right + len(gold & found), predicted + len(found), wanted + len(gold)

    assert 2 * right / (predicted + wanted) > 0.4


def test_it_joins_the_default_recogniser(folder: Path) -> None:
    """Named in the settings, it finds what no list of ours holds, and the mention says who found it."""
    recognizer = recognizer_for(Settings(plugins_zh=f"spacy:{folder}"))

    marked = recognizer.recognize(record_of_text("1", "王德山同志于是年到达小南岭。"))

    assert any("small" in mention.found_by for mention in marked.mentions)
    assert recognizer.version != recognizer_for(Settings()).version


def test_a_folder_without_a_pipeline_is_said(tmp_path: Path) -> None:
    """One sentence with a remedy."""
    with pytest.raises(BadInput, match=r"config\.cfg"):
        list(SpacyFolderRecognizer(tmp_path).find("杨靖宇"))
