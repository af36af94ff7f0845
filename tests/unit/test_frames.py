"""Frames of happenings: who took which part, on whose side, and what came of it."""

from __future__ import annotations

import pytest

from ontology.records import EventMention, Lang
from tests.marking import read


def happenings(markup: str, *, lang: Lang = "zh", creator: str = "") -> tuple[EventMention, ...]:
    """The happenings of a marked text."""
    return read(markup, lang=lang, creator=creator)[0].events


def told(markup: str, *, lang: Lang = "zh") -> set[str]:
    """Who took which part in the happenings of a marked text, as `name part side`."""
    claims, linked = read(markup, lang=lang)
    return {
        f"{linked.entities[one.entity].canonical} {one.part} {one.side}".strip()
        for event in claims.events
        for one in event.frame
    }


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("[D1940|当年]，[P王某]在[L丙城]牺牲。", {"王某 died"}),
        ("[D1940|当年]，[P王某]、[P李某]牺牲于[L丙城]。", {"王某 died", "李某 died"}),
        ("[D1940|当年]，[P王某]被[O日军]杀害。", {"王某 died", "日军 perpetrator japanese_puppet"}),
        ("[D1940|当年]，[O甲军]击毙[P大岛]。", {"大岛 died", "甲军 perpetrator"}),
        ("[D1940|当年]，[P王某]的父亲病故。", set()),
        ("[D1940|当年]，[P王某]得知父亲病故。", set()),
        ("[D1940|当年]，[P王某]部牺牲三十人。", set()),
        ("[D1940|当年]，[P王某]牺牲后，[P李某]任军长。", set()),
        ("[D1905|当年]，[P王某]出生。", {"王某 born"}),
        ("[P王某]生于[D1905|一九〇五年]。", {"王某 born"}),
        ("[D1933-10|十月]，[O甲队]在[L丙城]成立。", {"甲队 founded"}),
        ("[D1933-10|十月]，[P王某]在[L丙城]创建[O甲队]。", {"甲队 founded", "王某 founder"}),
        ("[D1933-10|十月]，[O甲队]成立政治部。", set()),
        ("[D1858|当年]，[L甲国]与[L乙国]签订[W丙条约]。", {"甲国 signatory", "乙国 signatory", "丙条约 signed"}),
        ("[D1858|当年]，[W丙条约]在[L丁城]签订。", {"丙条约 signed"}),
        ("[D1936|当年]，[P王某]率[O甲军]攻克[L丙城]。", {"王某 leader", "甲军 attacker"}),
        ("[D1936|当年]，[O甲军]遭[O日军]袭击。", {"甲军 defender", "日军 attacker japanese_puppet"}),
        ("[D1936|当年]，[O甲军]在[L丙城]阻击敌人。", {"甲军 defender"}),
        ("[D1936|当年]，会议在[L丙城]召开，由[P王某]主持。", set()),
        ("[D1936|当年]，[P王某]在[L丙城]被捕。", {"王某 arrested"}),
        ("[D1936|当年]，[O宪兵队]在[L丙城]逮捕[P王某]。", {"王某 arrested"}),
        ("[D1949|当年]，[L丙城]审判[P山田]。", {"山田 defendant"}),
    ],
)  # fmt: skip
def test_the_parts_people_play(markup: str, expected: set[str]) -> None:
    """Who died, founded, signed, attacked or was arrested is read off the clause, and nothing is guessed."""
    assert told(markup) == expected


@pytest.mark.parametrize(
    ("markup", "lang", "expected"),
    [
        ("[D1940|当年]、[P王某]ハ[L丙城]ニ於テ死亡セリ。", "ja", {"王某 died"}),
        ("[D1932|昭和七年]、[O甲隊]が[L丙市]に創設された。", "ja", {"甲队 founded"}),
        ("[PИванов] погиб в [D1936|1936 г.]", "ru", {"Иванов died"}),
        ("[PИванов] не погиб в [D1936|1936 г.]", "ru", set()),
        ("В [D1929-08|августе] образована [OОсобая армия].", "ru", {"Особая армия founded"}),
    ],
)
def test_the_parts_in_other_languages(markup: str, lang: Lang, expected: set[str]) -> None:
    """Japanese and Russian records have frames too."""
    assert told(markup, lang=lang) == expected


def test_what_came_of_it_is_quoted() -> None:
    """The outcome is the text's own words at their place: the taking itself, and what was counted."""
    markup = "[D1936|当年]，[O甲军]攻占[L丙城]，歼敌三百余人，缴获步枪五十支。"
    claims, _ = read(markup)
    text = "当年，甲军攻占丙城，歼敌三百余人，缴获步枪五十支。"

    found = list(dict.fromkeys(one for event in claims.events for one in event.outcomes))

    assert [one.text for one in found] == ["攻占", "歼敌三百余人", "缴获步枪五十支"]
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_frame_keeps_its_sentence_its_voice_and_whether_it_says_when() -> None:
    """Evidence is the sentence; a date carried over from the sentence before is not said by it."""
    first, second = happenings(
        "[D1936-05-03|三日]，[O甲军]攻克[L丙城]。[P王某]在[L丁城]被捕。", creator="关东军宪兵队"
    )

    assert (first.sentence, first.dated, first.stance) == ((0, 10), True, "japanese_puppet")
    assert (second.dated, second.date.edtf if second.date else "") == (False, "1936-05-03")
