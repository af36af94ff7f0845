"""The recognizer as a whole: spans in L0, dates beside names, plug-ins, the gold documents."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import spacy

from extraction.recognize import natasha_ner
from extraction.recognize import recognizer as recognizer_module
from extraction.recognize.components import MERGED, SOURCES
from extraction.recognize.folder import SpacyFolderRecognizer
from extraction.recognize.pipeline import build_pipeline
from extraction.recognize.recognizer import DefaultRecognizer, chunks, to_source
from extraction.recognize.spans import taken
from extraction.steps import Marked, Recognizer
from extraction.text.layers import layers_of
from ontology.authority import Authority, load_authority
from ontology.errors import BadInput, MissingPart
from ontology.kinds import Kind
from ontology.paths import data_folder
from ontology.records import Description, Lang, Layer, Page, Record, mention_id

RECOGNIZER = DefaultRecognizer()
GOLD = data_folder() / "gold" / "sample.jsonl"


def a_text(text: str, lang: Lang = "zh", date: str = "") -> Record:
    """A record of one page with a text."""
    page = Page(number=1, start=0, end=len(text))
    return Record(
        id="rec-1",
        key="T:1",
        text=text,
        lang=lang,
        script="",
        source="t.txt",
        source_sha256="",
        pages=(page,),
        description=Description(date=date),
    )


def names_in(text: str, lang: Lang = "zh") -> list[tuple[str, str]]:
    """What the recognizer marks, as (text, kind)."""
    return [(one.text, one.kind.value) for one in RECOGNIZER.recognize(a_text(text, lang)).mentions]


def test_it_is_a_recognizer_of_the_pipeline() -> None:
    """The roof can hand it to the pipeline as it is."""
    recognizer: Recognizer = RECOGNIZER

    marked = recognizer.recognize(a_text("周保中任总指挥。"))

    assert isinstance(marked, Marked)
    assert [one.text for one in marked.mentions] == ["周保中"]


def test_spans_are_in_the_text_as_digitised() -> None:
    """A traditional name broken by a line end keeps its own characters and its own place."""
    text = "時值初冬，江岸已見冰凌，其時東北抗日\n聯軍第三軍軍長趙尚志率部西征，三月而返。"

    marked = RECOGNIZER.recognize(a_text(text))

    assert [one.text for one in marked.mentions] == ["東北抗日\n聯軍第三軍", "趙尚志"]
    assert all(text[one.start : one.end] == one.text for one in marked.mentions)
    assert all(one.id == mention_id(marked.record, one.start, one.end) for one in marked.mentions)


def test_old_russian_spelling_is_read_and_kept() -> None:
    """Names before 1918 are found through the modernised layer and shown as printed."""
    assert ("Харбинѣ", "PLACE") in names_in("Въ Харбинѣ помѣщается Управленіе дороги.", "ru")


def test_dates_lean_on_the_catalogue() -> None:
    """A bare day is resolved against the date in the record's description."""
    marked = RECOGNIZER.recognize(a_text("本月八日，王德林到哈尔滨。", date="1932年2月20日"))

    assert [(one.date.raw, one.date.edtf) for one in marked.dates] == [("本月八日", "1932-02-08")]


@pytest.mark.parametrize(
    "text",
    ["康德三年，赵一曼牺牲。", "一九三六年九月十八日，在伊春召开会议。", "九一八事变爆发于九月十八日。"],
)
def test_dates_never_overlap_names(text: str) -> None:
    """A character belongs to a name or to a date, never to both."""
    marked = RECOGNIZER.recognize(a_text(text))

    taken_places = [set(range(one.start, one.end)) for one in (*marked.mentions, *marked.dates)]

    assert marked.dates
    assert sum(map(len, taken_places)) == len(set().union(*taken_places))


def test_an_era_year_is_a_date_and_no_name() -> None:
    """康德 and 大同 are eras before a year number."""
    marked = RECOGNIZER.recognize(a_text("大同元年三月一日，伪满洲国成立。"))

    assert [one.text for one in marked.mentions] == ["伪满洲国"]
    assert [one.date.raw for one in marked.dates] == ["大同元年三月一日"]


def test_mentions_come_in_order_without_overlap() -> None:
    """No nested names (guideline rule 1)."""
    marked = RECOGNIZER.recognize(a_text("周保中在哈尔滨，中共北满临时省委书记冯仲云在伊春。"))

    edges = [edge for one in marked.mentions for edge in (one.start, one.end)]

    assert edges == sorted(edges)
    assert len(edges) == 10


def test_found_by_names_every_finder_of_a_span() -> None:
    """A reader sees who found a name."""
    found = RECOGNIZER.recognize(a_text("В Харбин прибыл В. К. Блюхер.", "ru")).mentions

    assert {one.text: one.found_by for one in found}["Харбин"] == ("gazetteer", "natasha")


def test_the_same_text_gives_the_same_marks() -> None:
    """Nothing depends on an earlier record."""
    record = a_text("政委魏拯民与军长杨靖宇率部攻入抚松县城。杨军长下令撤退。")

    first = RECOGNIZER.recognize(record)
    RECOGNIZER.recognize(a_text("赵军长到了。"))

    assert first == RECOGNIZER.recognize(record)


def test_an_empty_record_has_no_marks() -> None:
    """A blank page is no error."""
    assert RECOGNIZER.recognize(a_text(" \n ")) == Marked(record=a_text(" \n "), mentions=(), dates=())


def test_a_span_that_maps_to_nothing_is_an_error() -> None:
    """Better an error than a guess."""
    record = a_text("  \n")
    layer = Layer(name="broken", text="甲", starts=[0], ends=[2])

    with pytest.raises(BadInput, match="maps to nothing"):
        to_source(record, layer, 0, 1)


def test_long_texts_are_cut_at_sentences() -> None:
    """Every character goes through spaCy once, in pieces that end with a sentence."""
    text = "哈尔滨。" * 50

    pieces = [text[start:end] for start, end in chunks(text, size=43)]

    assert "".join(pieces) == text
    assert all(len(piece) <= 43 and piece.endswith("。") for piece in pieces)


def test_a_text_without_sentences_is_cut_all_the_same() -> None:
    """Vertical scans have no punctuation."""
    assert list(chunks("字" * 25, size=10)) == [(0, 10), (10, 20), (20, 25)]


def test_names_in_every_chunk_keep_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text longer than one chunk is read to its end, and a chunk fits spaCy's limit."""
    assert build_pipeline("zh").max_length > recognizer_module.CHUNK
    monkeypatch.setattr(recognizer_module, "CHUNK", 40)
    text = "雪。" * 55 + "周保中任总指挥。"

    marked = RECOGNIZER.recognize(a_text(text))

    assert [(one.text, one.start) for one in marked.mentions] == [("周保中", 110)]


def test_the_version_depends_on_the_authority() -> None:
    """A changed vocabulary means other marks."""
    authority = load_authority()

    other = DefaultRecognizer(replace(authority, version="other"))

    assert RECOGNIZER.version == DefaultRecognizer(authority).version
    assert other.version != RECOGNIZER.version


def test_documents_carry_what_spacy_users_expect() -> None:
    """doc.ents holds the merged names; every finder keeps its own span group."""
    doc = build_pipeline("zh")("周保中到哈尔滨")

    assert [(one.text, one.label_) for one in doc.ents] == [("周保中", "PERSON"), ("哈尔滨", "PLACE")]
    assert set(doc.spans) == {"gazetteer", "grammar", MERGED}
    assert set(SOURCES) >= {"gazetteer", "grammar"}


def test_a_pipeline_survives_the_disk(tmp_path: Path) -> None:
    """spaCy can save and load our pipelines, tokenizer included."""
    build_pipeline("ja").to_disk(tmp_path / "ja")

    loaded = spacy.load(tmp_path / "ja")

    assert [one.text for one in loaded("関東軍司令部は新京に移った。".translate({0x95A2: 0x5173})).ents]


def a_trained_folder(folder: Path) -> Path:
    """A tiny pipeline of somebody else's, saved to disk."""
    nlp = spacy.blank("xx")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Энск"}, {"label": "MONEY", "pattern": "рублей"}])
    nlp.to_disk(folder)
    return folder


def test_a_trained_pipeline_joins_from_a_folder(tmp_path: Path) -> None:
    """Its labels are mapped to ours, and what we have no kind for is left out."""
    folder = a_trained_folder(tmp_path / "my model")
    recognizer = DefaultRecognizer(natasha=False, folders={"ru": folder})

    marked = recognizer.recognize(a_text("Энск получил 100 рублей.", "ru"))

    assert [(one.text, one.kind, one.found_by) for one in marked.mentions] == [
        ("Энск", Kind.PLACE, ("my model",))
    ]
    assert recognizer.version != DefaultRecognizer(natasha=False).version


def test_a_folder_without_a_pipeline_is_refused(tmp_path: Path) -> None:
    """The sentence says what to give."""
    with pytest.raises(BadInput, match=r"config\.cfg"):
        list(SpacyFolderRecognizer(tmp_path).find("текст"))


def test_a_missing_package_gives_the_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Russian needs natasha, and says so."""
    natasha_ner._parts.cache_clear()
    monkeypatch.setitem(sys.modules, "natasha", None)

    with pytest.raises(MissingPart, match=r"pip install dangmai\[ru\]"):
        list(natasha_ner.NatashaFinder().find("Харбин"))


@pytest.mark.parametrize("lang", ["zh", "ja", "ru"])
def test_the_gold_documents_are_read_well(lang: str) -> None:
    """Exact spans and kinds against the annotated documents; names of the authority files help here."""
    documents = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    right = wanted = given = 0

    for document in documents:
        if document["lang"] == lang:
            gold = {(one["start"], one["end"], one["type"]) for one in document["entities"]}
            marked = RECOGNIZER.recognize(a_text(document["text"], document["lang"]))
            found = {(one.start, one.end, one.kind.value) for one in marked.mentions}
            right, wanted, given = right + len(gold & found), wanted + len(gold), given + len(found)

    assert 2 * right / (wanted + given) > 0.95


def test_names_unknown_to_the_authority_are_found_by_rule() -> None:
    """Without any vocabulary the grammars alone keep most people and bodies of the annotated documents."""
    bare = Authority(entries={}, eras={}, version="bare")
    nlp = build_pipeline("zh", authority=bare)
    documents = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    right = wanted = given = 0

    for document in documents:
        if document["lang"] == "zh":
            layer = layers_of(document["text"], lang="zh")[-1]
            gold = {(o["start"], o["end"], o["type"]) for o in document["entities"] if o["type"] != "PLACE"}
            found = {
                (*layer.source_span(one.start, one.end), one.kind.value)
                for one in taken(nlp(layer.text), MERGED)
                if one.kind is not Kind.PLACE
            }
            right, wanted, given = right + len(gold & found), wanted + len(gold), given + len(found)

    assert right / given > 0.9
    assert right / wanted > 0.85
