"""Layers: easier copies of a text that always know where they came from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.text.layers import layers_of, reading_layer
from extraction.text.modern_russian import modern_word
from ontology.records import Lang, Layer

LANGS: tuple[Lang, ...] = ("zh", "ru", "ja", "und")
PAGES = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("年月日二八卜ハニノ。，、\n\n\f\r 　１２ﾊﾞか\u3099駅關東軍ѣіъѢАБабгоешскй-.е\u0301"),
    ),
    max_size=120,
)


def layer_named(name: str, text: str, *, lang: Lang, scanned: bool = False) -> Layer:
    """One layer of a text, by name."""
    return next(layer for layer in layers_of(text, lang=lang, scanned=scanned) if layer.name == name)


@settings(deadline=None)
@given(PAGES, st.sampled_from(LANGS), st.booleans())
def test_every_character_knows_its_place(text: str, lang: Lang, scanned: bool) -> None:
    """Whatever is read, each character of each layer points into the text, in rising order."""
    layers = layers_of(text, lang=lang, scanned=scanned)

    for layer in layers:
        assert len(layer.text) == len(layer.starts) == len(layer.ends)
        assert all(0 <= s < e <= len(text) for s, e in zip(layer.starts, layer.ends, strict=True))
        assert list(layer.starts) == sorted(layer.starts)
        assert list(layer.ends) == sorted(layer.ends)


@settings(deadline=None)
@given(PAGES, st.sampled_from(LANGS))
def test_no_rule_no_change(text: str, lang: Lang) -> None:
    """A layer in which no rule fired is the layer before it."""
    before = text
    for layer in layers_of(text, lang=lang):
        if not layer.rules:
            assert before == layer.text
        before = layer.text


@settings(deadline=None)
@given(st.text(alphabet="中国東北抗日聯軍第一路駅の。，abcЖд ", max_size=80), st.sampled_from(LANGS))
def test_text_without_breaks_is_only_folded(text: str, lang: Lang) -> None:
    """Plain text keeps its length, and each character maps to itself."""
    layer = reading_layer(text, lang=lang)

    assert list(range(len(text))) == list(layer.starts)
    assert list(range(1, len(text) + 1)) == list(layer.ends)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("zh", "东北抗日联军第一路军总司令杨靖\n宇在濛江县三道崴子牺牲。\n", "东北抗日联军第一路军总司令杨靖宇在濛江县三道崴子牺牲。\n"),
        ("zh", "这一年冬天东北抗日联军第一路军总司令部率领的部队\f在濛江县三道崴子作战。", "这一年冬天东北抗日联军第一路军总司令部率领的部队在濛江县三道崴子作战。"),
        ("zh", "他于是年冬天率部西征，与敌人多次作战。\n次年春天部队返回密营，休整之后再行出发。\n", "他于是年冬天率部西征，与敌人多次作战。\n次年春天部队返回密营，休整之后再行出发。\n"),
        ("zh", "第一章 总述\n东北抗日联军由各部抗日武装统一编成，先后\n编为十一个军，总兵力三万余人。", "第一章 总述\n东北抗日联军由各部抗日武装统一编成，先后编为十一个军，总兵力三万余人。"),
        ("zh", "杨靖宇\n周保中\n李兆麟\n", "杨靖宇\n周保中\n李兆麟\n"),
        ("ru", "Управление Китайско-Восточной железной дороги в\nХарбине сообщает о положении на линии и о стро-\nительстве новых станций.", "Управление Китайско-Восточной железной дороги в Харбине сообщает о положении на линии и о строительстве новых станций."),
        ("ja", "満洲国軍政部ハ管下各部隊ニ対シ左ノ通\n命令ヲ発シ以テ治安ノ確立ヲ期スルモノナリ", "満洲国軍政部ハ管下各部隊ニ対シ左ノ通命令ヲ発シ以テ治安ノ確立ヲ期スルモノナリ"),
    ],
)  # fmt: skip
def test_paragraphs_are_rejoined(lang: Lang, text: str, expected: str) -> None:
    """A break that only the paper made goes; one that the writer made stays."""
    assert expected == layer_named("rejoin", text, lang=lang).text


def test_a_name_over_a_line_end_maps_to_both_lines() -> None:
    """A name broken by the paper is found whole and shown where it stands."""
    text = "东北抗日联军第一路军总司令杨靖\n宇在濛江县三道崴子牺牲。"
    layer = reading_layer(text, lang="zh")
    start = layer.text.index("杨靖宇")

    first, last = layer.source_span(start, start + 3)

    assert "杨靖\n宇" == text[first:last]


def test_full_width_figures_become_plain() -> None:
    """１９３６ can be read as a number, and Chinese punctuation stays Chinese."""
    assert "1936年，(x)ABC" == layer_named("nfkc", "１９３６年，(ｘ)ＡＢＣ", lang="zh").text


def test_one_sign_may_become_several() -> None:
    """㈱ stands for three characters; each of them maps to it."""
    text = "満鉄㈱社"
    layer = layer_named("nfkc", text, lang="ja")

    assert ["㈱"] * 3 == [text[s:e] for s, e in zip(layer.starts[2:5], layer.ends[2:5], strict=True)]


def test_loose_marks_join_their_letter() -> None:
    """か and a loose voicing mark are one character that covers both."""
    layer = layer_named("nfkc", "は\u3099か", lang="ja")

    assert ("ばか", (0, 2)) == (layer.text, layer.source_span(0, 1))


def test_katakana_read_as_kanji_are_mended() -> None:
    """国二於テ is 国ニ於テ, while 二月 and 第八号 stay numbers and 又ハ stays a word."""
    text = "満洲国二於テ八又ハ第八号二月卜シテ同ジク之ヲ行フ"
    layer = layer_named("kana-fix", text, lang="ja", scanned=True)

    assert "満洲国ニ於テハ又ハ第八号二月トシテ同ジク之ヲ行フ" == layer.text


def test_born_digital_japanese_is_not_mended() -> None:
    """What nobody scanned has no scanning errors."""
    assert "kana-fix" not in [layer.name for layer in layers_of("国二於テハ", lang="ja")]


@pytest.mark.parametrize(
    ("old", "modern"),
    [
        ("Харбинъ", "Харбин"), ("городѣ", "городе"), ("русскаго", "русского"), ("синяго", "синего"),
        ("хорошаго", "хорошего"), ("онѣ", "они"), ("ея", "её"), ("Ѳедоръ", "Федор"), ("мѵро", "миро"),
        ("безпокойный", "беспокойный"), ("разсказъ", "рассказ"), ("Россія", "Россия"), ("АРМІЯ", "АРМИЯ"),
        ("русскія", "русские"), ("новыя", "новые"), ("послѣднія", "последние"), ("линія", "линия"),
        ("съѣздъ", "съезд"), ("объявленіе", "объявление"), ("много", "много"), ("Чикаго", "Чикаго"),
    ],
)  # fmt: skip
def test_old_russian_words(old: str, modern: str) -> None:
    """Letters, endings and prefixes of the old spelling have their modern form."""
    assert modern == modern_word(old)


def test_an_old_name_covers_its_hard_sign() -> None:
    """Харбин found in the modern layer is Харбинъ on the page."""
    text = "Городъ Харбинъ на рѣкѣ Сунгари"
    layer = reading_layer(text, lang="ru")
    start = layer.text.index("Харбин")

    first, last = layer.source_span(start, start + 6)

    assert ("Город Харбин на реке Сунгари", "Харбинъ") == (layer.text, text[first:last])


def test_modern_russian_is_left_alone() -> None:
    """Words such as безсмертный in a modern text are quotations, not ours to change."""
    text = "Большого русского города Харбина"

    assert text == reading_layer(text, lang="ru").text


def test_fold_reads_traditional_and_japanese() -> None:
    """關東軍 and 関東軍 are one string in the reading layer."""
    assert reading_layer("關東軍", lang="zh").text == reading_layer("関東軍", lang="ja").text == "关东军"
