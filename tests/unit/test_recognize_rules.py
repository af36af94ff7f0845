"""What is a name and what is not: tables that a linguist can extend.

Marked text: [name|K], K the first letter of the kind (PERSON, PLACE as L, ORGANIZATION, EVENT, WORK).
"""

from __future__ import annotations

import re

import pytest

from extraction.recognize.components import MERGED
from extraction.recognize.merge import merge
from extraction.recognize.pipeline import build_pipeline
from extraction.recognize.spans import Found, taken
from extraction.text.layers import layers_of
from ontology.kinds import Kind
from ontology.records import Lang

LETTERS = {Kind.PERSON: "P", Kind.PLACE: "L", Kind.ORGANIZATION: "O", Kind.EVENT: "E", Kind.WORK: "W"}
PIPELINES = {lang: build_pipeline(lang) for lang in ("zh", "ja", "ru")}


def marked(text: str, lang: Lang) -> str:
    """A text with its names in brackets."""
    layer = layers_of(text, lang=lang)[-1]
    done, out = 0, []
    for item in taken(PIPELINES[lang](layer.text), MERGED):
        start, end = layer.source_span(item.start, item.end)
        out.append(f"{text[done:start]}[{text[start:end]}|{LETTERS[item.kind]}]")
        done = end
    return "".join(out) + text[done:]


def plain(text: str) -> str:
    """The text without its marks."""
    return re.sub(r"\[([^|\]]+)\|[PLOEW]\]", r"\1", text)


UNITS = [
    "[黑龙江步兵第二旅|O]旅长",
    "[铁道兵第三师|O]修桥",
    "[东北抗日联军第七军第二师|O]转移",
    "[抗联|O][第四|O]、[第五|O]、[第七军|O]会合",
    "[第一|O]、[第二师|O]撤出",
    "编入[独立第88旅|O]",
    "守军是[步兵第三十联队|O]",
    "改编为[第三方面军|O]，任[第三军|O]军长",
    "[關東軍第一〇〇部隊|O]設於此地",
    "[吉林自卫军第一旅|O]入城",
    "日军、苏军、伪军和敌军都不标",
    "大家第一年连续三天不休息",
    "从第一团结起来的群众",
]
BODIES = [
    "提高政治站位，坚持依法治档，推进档案强省建设",
    "[日本政府|O]声明",
    "任[东安警察厅|O]厅长兼[东安财政局|O]局长",
    "改编为[人民自卫军|O]，自任司令员",
    "[国民政府外交部|O]照会",
    "[伪满洲国国务院|O]公布",
    "著名大学、主要银行和两座法院",
    "县里设法院和监狱",
    "[中共海伦中心县委|O]书记",
    "成立[中共珠河县委员会|O]",
    "[吉东特委|O]来信",
    "省委、县委和支部都开了会",
    "在[抗联驻沈阳办事处|O]领取",
    "[3262钻井队|O]到齐",
    "[国营八五三农场|O]建场",
    "[奉天高等法院|O]判决",
    "请各公司、各厂、各学校遵照",
    "这个办事处和那家公司",
]
PLACES = [
    "[黑龙江省|L][尚志县|L][元宝镇|L]",
    "[滨绥线|L]通车，[滨江铁路局|O]局长到站",
    "中国人、苏联人、日本人和朝鲜族人",
    "[哈尔滨|L]东北二百里",
    "返回[东北|L]",
    "对[日|L]宣战",
    "中苏双方和日伪",
    "全省各县，该村与本市",
    "市场、车站、地区和社区",
    "[北野营|L]在江边，[南野营|L]在山里",
    "推动档案馆建设，服务全省",
    "[勃利县|L]在[哈尔滨|L]以东",
    "在[亚布力|L]牺牲",
]
WORKS = [
    "签订《[中俄密约|W]》",
    "读《[敌后日记|W]》和《[新华日报|W]》",
    "[尼布楚条约|W]以后",
    "根据双方的条约",
    "[九一八事变|E]以后，[辽沈战役|E]之前",
    "开了一次会议，参加战斗",
    "《[“九一八”前后|W]》出版",
    "突发事件和重大历史事件",
    "[第二次伯力会议|E]在[伯力|L]召开",
]
PEOPLE = [
    "军长[韩志坚|P]说",
    "请[郑文彬|P]同志发言",
    "[郭长海|P]任团长，[梁国栋|P]、[蒋德明|P]任副团长",
    "化名[邓子文|P]，",
    "[毛|P]主席和[林|P]总司令",
    "高级参谋和方面军任务",
    "任何人不得安排石油",
    "铁人[王进喜|P]",
    "[伊万·彼得罗维奇·西多罗夫|P]到会",
    "元帅[科涅夫|P]的部队",
    "[韩志坚|P]字[子刚|P]，全面数字化",
    "[韩志坚|P]军长到，[韩|P]军长下令",
    "到会的有[孙长胜|P]、[郑文彬|P]、[郝云峰|P]等",
]
JAPANESE = [
    "[山田乙三|P]司令官は[新京|L]にいた",
    "[武藤|P]大将が着いた",
    "参謀[佐藤信一郎|P]の報告",
    "[奉天特務機関|O]",
    "「[日満議定書|W]」を調印した",
    "ソ連軍と日本軍",
]
RUSSIAN = [
    "командир [15-й отдельной стрелковой бригады|O] тов. [Петренко|P]",
    "[А. М. Василевский|P] прибыл в [Хабаровск|L]",
    "по линии [ЮМЖД|L] и [КВЖД|L]",
    "[Управление КВЖД|O] сообщило",
    "члены [ВКП(б)|O]",
    "[Айгунский договор|W] подписан",
    "[Хабаровский процесс|E] начался",
    "статья в газете «[Правда|W]»",
    "с [Ян Цзинъюем|P] и [Чжао Шанчжи|P]",
    "японцы, китайцы и советские войска",
    "харбинские и китайские газеты",
    "на реке [Сунгари|L]",
]


@pytest.mark.parametrize("expected", UNITS + BODIES + PLACES + WORKS + PEOPLE)
def test_chinese(expected: str) -> None:
    """The names of a Chinese passage, and nothing else."""
    assert expected == marked(plain(expected), "zh")


@pytest.mark.parametrize("expected", JAPANESE)
def test_japanese(expected: str) -> None:
    """The names of a Japanese passage, and nothing else."""
    assert expected == marked(plain(expected), "ja")


@pytest.mark.parametrize("expected", RUSSIAN)
def test_russian(expected: str) -> None:
    """The names of a Russian passage, and nothing else."""
    assert expected == marked(plain(expected), "ru")


def a_find(
    start: int, end: int, *, by: str = "grammar", rule: str = "", kind: Kind = Kind.ORGANIZATION
) -> Found:
    """A span that a finder could have found."""
    return Found(start=start, end=end, kind=kind, score=0.8, by=by, rule=rule)


def kept(*found: Found) -> list[tuple[int, int, str]]:
    """What the merger keeps of a text of letters."""
    return [(one.found.start, one.found.end, " ".join(one.found_by)) for one in merge("x" * 40, found)]


def test_the_longer_of_two_rules_wins() -> None:
    """A name inside a longer name is not marked."""
    assert kept(a_find(2, 5, by="gazetteer"), a_find(0, 9)) == [(0, 9, "grammar")]


def test_equal_spans_are_one_find_of_both() -> None:
    """Who found a span is kept."""
    assert kept(a_find(0, 4), a_find(0, 4, by="gazetteer")) == [(0, 4, "gazetteer grammar")]


def test_a_title_in_quotes_wins_over_what_it_holds() -> None:
    """Nothing is marked inside a title."""
    title = a_find(1, 8, rule="quoted", kind=Kind.WORK)

    assert kept(title, a_find(0, 12), a_find(3, 5, by="gazetteer")) == [(1, 8, "grammar")]


def test_a_tagger_only_fills_gaps() -> None:
    """natasha does not overrule a rule that it crosses or lies in."""
    assert kept(a_find(4, 9), a_find(7, 12, by="natasha"), a_find(20, 25, by="natasha")) == [
        (4, 9, "grammar"),
        (20, 25, "natasha"),
    ]


def test_a_tagger_may_complete_a_known_name() -> None:
    """A longer span of the same kind around one known name is taken for the full name."""
    assert kept(a_find(4, 9, by="gazetteer"), a_find(0, 9, by="natasha")) == [(0, 9, "natasha")]


def test_a_generic_force_is_dropped_whoever_found_it() -> None:
    """Guideline rule 4 binds every finder."""
    tagged = Found(start=0, end=2, kind=Kind.ORGANIZATION, score=0.8, by="pipeline")

    assert merge("日军进攻", [tagged]) == ()


def test_titles_are_cut_from_a_taggers_find() -> None:
    """Guideline rule 2 binds every finder."""
    tagged = Found(start=0, end=19, kind=Kind.PERSON, score=0.8, by="natasha")

    (only,) = merge("Маршал Василевский ", [tagged])

    assert (only.found.start, only.found.end) == (7, 18)
