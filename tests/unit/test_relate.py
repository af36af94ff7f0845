"""What sentences claim: each rule's saying, and what keeps a claim from being accepted."""

from time import process_time

import pytest

from extraction.link import AuthorityLinker
from extraction.relate import PatternRelator
from extraction.relate.cues import stance_of
from extraction.relate.reading import Reading
from extraction.relate.roles import relation_of_role, single_roles
from extraction.relate.rules import compiled
from extraction.relate.rules_ja import RULES as JAPANESE
from extraction.relate.rules_ru import RULES as RUSSIAN
from extraction.relate.rules_zh import RULES as CHINESE
from ontology.kinds import RELATIONS
from ontology.records import Lang
from tests.marking import NOBODY, by_name, marked, read


def said(markup: str, *, lang: Lang = "zh", state: str = "accepted") -> set[str]:
    """The claims in one state as `head relation tail`."""
    claims, linked = read(markup, lang=lang)
    name = {id: entity.canonical for id, entity in linked.entities.items()}
    return {
        f"{name[c.subject]} {c.predicate} {name[c.object]}" for c in claims.assertions if c.state == state
    }


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("[P王某]任[O甲军]军长。", {"王某 commanderOf 甲军"}),
        ("[O甲军]成立，[P王某]任军长，[P李某]任政委，[P张某]任副军长。", {"王某 commanderOf 甲军", "李某 leaderOf 甲军", "张某 memberOf 甲军"}),
        ("[P王某]任[O甲军]总司令兼政委。", {"王某 commanderOf 甲军", "王某 leaderOf 甲军"}),
        ("[O甲縣委]書記[P王某]到會。", {"王某 leaderOf 甲县委"}),
        ("[O甲军]参谋长是[P王某]，政治部主任为[P李某]。", {"王某 memberOf 甲军", "李某 memberOf 甲军"}),
        ("[P王某]历任[O甲军]军长、[O乙厅]厅长等职。", {"王某 commanderOf 甲军", "王某 leaderOf 乙厅"}),
        ("[O甲会]成立，由[P王某]、[P李某]等九人组成。", {"王某 memberOf 甲会", "李某 memberOf 甲会"}),
        ("任命[P王某]为[O甲局]局长。", {"王某 leaderOf 甲局"}),
        ("成立以[P王某]为书记的[O甲委]。", {"王某 leaderOf 甲委"}),
        ("[P王某]率领的[O甲军]到达。", {"王某 commanderOf 甲军"}),
        ("[P王某]毕业于[O甲校]。", {"王某 memberOf 甲校"}),
        ("[O甲纵队]成立，下辖[O乙师]、[O丙师]。", {"乙师 subordinateTo 甲纵队", "丙师 subordinateTo 甲纵队"}),
        ("[O甲所]撤销，改设[O乙馆]。", {"甲所 reorganizedInto 乙馆"}),
        ("到会的有[P王某]、[P李某]，史称“[E甲会议]”。", {"王某 participatedIn 甲会议", "李某 participatedIn 甲会议"}),
        ("[P王某]与[L乙国]公使[P李某]签订《[W丁约]》。", {"王某 signed 丁约", "李某 signed 丁约"}),
        ("[P王某]，商人。[D1937|民國廿六年]在[L丙城]病逝。", {"王某 diedIn 丙城"}),
        ("[P王某]，任[O甲军]代军长，已故。", {"王某 commanderOf 甲军"}),
        ("[O甲钻井队]由[P王某]任队长。", {"王某 leaderOf 甲钻井队"}),
        ("[O甲游击队]成立，由[P王某]指挥。", {"王某 commanderOf 甲游击队"}),
        ("[O甲队]、[O乙队]合编为[O丙军]。", {"甲队 reorganizedInto 丙军", "乙队 reorganizedInto 丙军"}),
        ("[O丙軍]成立，由[O甲隊]、[O乙隊]合編而成，[P王某]任軍長。", {"甲队 reorganizedInto 丙军", "乙队 reorganizedInto 丙军", "王某 commanderOf 丙军"}),
        ("[O甲队]扩编为[O乙军]，后来属[O丙路军]。", {"甲队 reorganizedInto 乙军", "乙军 subordinateTo 丙路军"}),
        ("[O甲局]隶属[O乙部]，驻[L丙城]。", {"甲局 subordinateTo 乙部", "甲局 locatedIn 丙城"}),
        ("隶属[O乙部]的[O甲局]由[P王某]任局长。", {"甲局 subordinateTo 乙部", "王某 leaderOf 甲局"}),
        ("[O甲局]在[L丙城]成立。", {"甲局 locatedIn 丙城"}),
        ("[L甲村]位于[L乙县]境内。", {"甲村 locatedIn 乙县"}),
        ("[P王某]率十七人到[L丙城]，创建[O甲农场]。", {"甲农场 foundedBy 王某", "甲农场 locatedIn 丙城"}),
        ("[E甲会议]在[L丙城]召开，到会的有[P王某]、[P李某]。", {"甲会议 tookPlaceIn 丙城", "王某 participatedIn 甲会议", "李某 participatedIn 甲会议"}),
        ("[P王某]、[P李某]等参加了[E甲战役]。", {"王某 participatedIn 甲战役", "李某 participatedIn 甲战役"}),
        ("[P王某]率[O甲军]参加[E乙战役]。", {"王某 commanderOf 甲军", "王某 participatedIn 乙战役", "甲军 participatedIn 乙战役"}),
        ("[P王某]在[L丙城]一带牺牲。", {"王某 martyredAt 丙城"}),
        ("[P王某]於[D1937|民國廿六年]在[L丙城]病故。", {"王某 diedIn 丙城"}),
        ("[P王某]生于[L丙城]。", {"王某 bornIn 丙城"}),
        ("[L甲国]与[L乙国]在[L丙城]签订《[W丁约]》。", {"甲国 signed 丁约", "乙国 signed 丁约"}),
        ("《[W丁书]》写成，作者是[P王某]。", {"王某 wroteWork 丁书"}),
        ("[P王某]著《[W丁书]》。", {"王某 wroteWork 丁书"}),
        ("[O甲局]局长[P王某]、副局长[P李某]。", {"王某 leaderOf 甲局", "李某 memberOf 甲局"}),
        ("[P王某]任[O甲省委]书记，[P李某]任组织部部长。", {"王某 leaderOf 甲省委", "李某 memberOf 甲省委"}),
        ("[O甲县政府]县长[P王某]，科长[P李某]。", {"王某 leaderOf 甲县政府", "李某 memberOf 甲县政府"}),
        ("[O甲军]军长\u3000[P王某]\n参谋长\u3000[P李某]、[P张某]", {"王某 commanderOf 甲军", "李某 memberOf 甲军", "张某 memberOf 甲军"}),
        ("[O甲团]一营营长[P王某]负伤。", {"王某 memberOf 甲团"}),
        ("[O甲所]所长先为[P王某]，后为[P李某]，由[P张某]接任。", {"王某 leaderOf 甲所", "李某 leaderOf 甲所", "张某 leaderOf 甲所"}),
        ("[L甲省]督軍兼鐵路督辦[P王某]。", {"王某 heldOffice 甲省"}),
        ("[P王某]，商人。[P李某]任命其為[O甲處]處長兼[O乙廳]廳長。", {"王某 leaderOf 甲处", "王某 leaderOf 乙厅"}),
        ("[P王某]部长说，[O甲部]已复函。", set()),
        ("據[O甲部]稱，[P王某]部長已復函。", {"王某 leaderOf 甲部"}),
        ("将[O甲军]改为[O乙军]，任命[P王某]为司令员。", {"甲军 reorganizedInto 乙军", "王某 commanderOf 乙军"}),
        ("[O甲师]（[P王某]）、[O乙师]（师长[P李某]）到达。", {"王某 commanderOf 甲师", "李某 commanderOf 乙师"}),
        ("[P王某]所部[O甲军]北上。", {"王某 commanderOf 甲军"}),
        ("[O甲厂]八级铆匠[P王某]到会。", {"王某 memberOf 甲厂"}),
        ("[O甲厂]厂长[P王某]到会。", {"王某 leaderOf 甲厂"}),
        ("[O甲校]聘[O乙校]出身的[P王某]执教。", {"王某 memberOf 甲校", "王某 memberOf 乙校"}),
        ("[L甲省][L乙县]", {"乙县 locatedIn 甲省"}),
        ("[L甲城]的[O乙厂]", {"乙厂 locatedIn 甲城"}),
        ("[O甲厂]由[P王某]等人于[D1917|1917年]创办。", {"甲厂 foundedBy 王某"}),
        ("[O甲省委]书记[P王某]、[O乙厂]厂长[P李某]等出席[E丙会议]。", {"王某 leaderOf 甲省委", "李某 leaderOf 乙厂", "王某 participatedIn 丙会议", "李某 participatedIn 丙会议"}),
    ],
)  # fmt: skip
def test_chinese_sayings(markup: str, expected: set[str]) -> None:
    """In simplified and traditional print alike."""
    assert said(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("Командующий [OАрмией А] [PБелов] прибыл.", {"Белов commanderOf Армией А"}),
        ("[PБелов] был секретарём [OКомитета].", {"Белов leaderOf Комитета"}),
        ("Образована [OАрмия]; командующим стал [PБелов].", {"Белов commanderOf Армия"}),
        ("[OУправленіе] находится въ [LГорскѣ].", {"Управленіе locatedIn Горске"}),
        ("[PБелов] родился в [LГорске] и не был на войне.", {"Белов bornIn Горске"}),
        ("[LАзия] и [LЕвропа] подписали [WПротокол].", {"Азия signed Протокол", "Европа signed Протокол"}),
        ("[OОтряд] преобразован в [OПолк].", {"Отряд reorganizedInto Полк"}),
        ("[OАрмия] (ген. [PБелов]) наступала.", {"Белов commanderOf Армия"}),
        (
            "[PБелов] — инженер. Родился в [LГорске]. Умер в [LБореке].",
            {"Белов bornIn Горске", "Белов diedIn Бореке"},
        ),
        ("[OСовет] под председательством г. [PБелова].", {"Белова leaderOf Совет"}),
        ("Начальники [OБюро]: генерал [PБелов], генерал [PСерый].", {"Белов leaderOf Бюро"}),
        ("Поручик [OПолка] [PБелов].", {"Белов memberOf Полка"}),
    ],
)
def test_russian_sayings(markup: str, expected: set[str]) -> None:
    """In the spelling of before 1918 as well."""
    assert said(markup, lang="ru") == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("[O甲軍]の参謀長は[P王某]であった。", {"王某 memberOf 甲军"}),
        ("[P王某]の率いる[O甲軍]は退いた。", {"王某 commanderOf 甲军"}),
        ("[L丙市]に[O甲農場]が創設された。", {"甲农场 locatedIn 丙市"}),
        ("[P王某]ハ[L丙縣]ニ於テ死亡セリ。", {"王某 diedIn 丙县"}),
        ("[P王某]は[E甲戦役]を指揮した。", {"王某 participatedIn 甲战役"}),
        ("[O甲軍]（司令官：[P王某]中将）は退いた。", {"王某 commanderOf 甲军"}),
        ("[O甲会]長の[P王某]。", {"王某 leaderOf 甲会"}),
        (
            "[P王某]は医師である。[O甲学校]を卒業し、[O乙局]長を経た。",
            {"王某 memberOf 甲学校", "王某 leaderOf 乙局"},
        ),
        (
            "[E甲式典]には[O乙軍]司令官[P王某]、[P李某]らが列席した。",
            {"王某 commanderOf 乙军", "王某 participatedIn 甲式典", "李某 participatedIn 甲式典"},
        ),
    ],
)
def test_japanese_sayings(markup: str, expected: set[str]) -> None:
    """Papers in katakana read like those in hiragana."""
    assert {claim.replace("縣", "县") for claim in said(markup, lang="ja")} == expected


@pytest.mark.parametrize(
    "markup",
    [
        "[P王某]未任[O甲军]军长。",
        "[O甲队]拟改编为[O乙军]。",
        "据说[P王某]在[L丙城]牺牲。",
        "[O甲隊]正擬擴為[O乙軍]。",
    ],
)
def test_what_is_denied_planned_or_hearsay_is_kept_but_not_accepted(markup: str) -> None:
    """Such claims stay candidates: visible, and no edge."""
    assert said(markup) == set()
    assert len(said(markup, state="candidate")) == 1


@pytest.mark.parametrize(
    "markup",
    [
        "[P王某]见到[O甲军]，天气很好。",
        "[P王某]在[L丙城]吃饭。",
        "[O甲军]军长[P王某]，[O乙军]军长未到。",
        "[P王某]任[O甲军]军长[P李某]的秘书。",
    ],
)
def test_no_claim_beyond_the_words(markup: str) -> None:
    """Standing side by side is not a relation; an officer belongs to the body named before his office."""
    assert not said(markup) - {"王某 commanderOf 甲军", "李某 commanderOf 甲军"}


def test_a_clause_without_a_subject_goes_on_about_the_person_of_the_article() -> None:
    """Over sentences, also where another body is named in between."""
    claims = said(
        "[P王某]，[L甲县]人。[D1926|1926年]加入[O甲党]。[O乙军]成立，任军长。后任[O丙路军]参谋长，[D1939|1939年]在[L丙城]牺牲。"
    )

    assert claims == {
        "王某 memberOf 甲党",
        "王某 commanderOf 乙军",
        "王某 memberOf 丙路军",
        "王某 martyredAt 丙城",
    }


def test_a_teller_who_says_i_is_the_person_who_gave_his_name() -> None:
    """And not who was last named."""
    claims = said("我叫[P王某]。村长[P李某]收枪，我报名参军，后编入[O甲军]。")

    assert claims == {"王某 memberOf 甲军"}


@pytest.mark.parametrize(
    ("markup", "lang"),
    [
        ("[W丁约]\n[L甲国]大皇帝、[L乙国]大皇帝各派全权大臣[P王某]、[P李某]，议定如左。\n第一条\u3000[L丙国]不在此列。", "zh"),
        ("[W丁约]\n[L甲国]及[L乙国]ハ各左ノ如ク全権委員ヲ任命セリ。\n公使[P王某]、[P李某]\n第一条\u3000[L丙国]ヲ除ク。", "ja"),
    ],
)  # fmt: skip
def test_states_and_envoys_of_a_preamble_sign_the_treaty(markup: str, lang: Lang) -> None:
    """Those named in its articles do not."""
    assert said(markup, lang=lang) == {f"{who} signed 丁约" for who in ("甲国", "乙国", "王某", "李某")}


def test_a_happening_only_wished_for_is_none() -> None:
    """Nor is a word that is part of a name for something else, nor a move without a day."""
    assert events("[D1946|五月]，[P王某]要求[O甲军]撤退。") == []
    assert events("[D1946|五月]，[O甲军]成立纪念。") == []
    assert events("[D1946|五月]，[O甲军]攻占[L丙城]。[O乙军]撤退。") == [("攻占", "battle", "1946")]


def test_reading_a_long_record_takes_time_in_proportion() -> None:
    """Twice the sentences, at most about twice the work: no rule looks back over the whole record."""
    sentence = "[P王某]任[O甲军]军长，[P李某]任政委。后任参谋长，在[L丙城]牺牲。到会的有[P张某]。"
    seconds = []
    for times in (50, 400):
        found = marked(sentence * times)
        linked = by_name(found)
        began = process_time()
        PatternRelator().relate(found, linked)
        seconds.append(process_time() - began)

    assert seconds[1] < 8 * 2.5 * seconds[0]


def test_an_officer_belongs_to_a_body_that_has_such_officers() -> None:
    """A 师长 is not the committee's, though the committee stands nearer."""
    claims = said("[O甲师]成立，[O乙委员会]致贺，[P王某]任师长。")

    assert claims == {"王某 commanderOf 甲师"}


def test_a_claim_carries_its_sentence_date_role_and_rule() -> None:
    """From the claim back to the page."""
    claims, _ = read("开头。[D1936-08|八月]，[P王某]任[O甲军]军长。结尾。")

    (claim,) = claims.assertions
    assert [quote.quote for quote in claim.evidence] == ["八月，王某任甲军军长。"]
    assert claim.when is not None
    assert (claim.when.edtf, claim.role) == ("1936-08", "军长")
    assert claim.made_by == f"任某职 ({PatternRelator().version})"


def test_one_claim_said_twice_has_two_pieces_of_evidence() -> None:
    """The record makes it once."""
    claims, _ = read("[P王某]任[O甲军]军长。\n[O甲军]军长[P王某]讲话。")

    (claim,) = claims.assertions
    assert len(claim.evidence) == 2
    assert claim.confidence == 0.88


def test_offsets_lead_to_the_text_as_digitised_across_a_line_break() -> None:
    """The reading layer joins lines; the evidence quotes them as they are."""
    text = "[P王某]任[O东北民众自卫军]的总司令，在各县都有队伍，声势浩大，人数众多，\n一直坚持到[D1933|次年]，[O东北民众自卫军]军长也在。"

    claims, _ = read(text)

    quotes = [quote.quote for claim in claims.assertions for quote in claim.evidence]
    assert quotes
    assert all("王某任东北民众自卫军" in quote for quote in quotes)


@pytest.mark.parametrize(
    ("creator", "stance"),
    [
        ("抗联老战士口述", "oral"),
        ("濛江县伪满警务厅", "japanese_puppet"),
        ("地方史志办", "later"),
        ("中共满洲省委", "chinese"),
        ("Штаб армии", "soviet_russian"),
        ("某人", ""),
    ],
)
def test_a_voice_is_named_only_where_the_creator_makes_it_certain(creator: str, stance: str) -> None:
    """The language of a paper alone does not say whose it is."""
    assert stance_of(marked("[P王某]。", creator=creator).record) == stance


def test_every_rule_compiles_and_states_a_known_relation() -> None:
    """A typing error in a table is found here and not in an archive."""
    for lang, table in (("zh", CHINESE), ("ru", RUSSIAN), ("ja", JAPANESE)):
        assert len({rule.name for rule in table}) == len(table)
        for rule in table:
            groups = compiled(rule.pattern, lang).groupindex
            assert rule.relation in RELATIONS or rule.relation in ("by role", "command", "led")
            assert 0 < rule.confidence < 1
            assert {"h", "t"} <= set(groups) or rule.before
            assert "role" in groups or rule.relation != "by role"


@pytest.mark.parametrize(
    ("role", "organization", "relation"),
    [
        ("军长", "甲军", "commanderOf"),
        ("副军长", "甲军", "memberOf"),
        ("政治委员", "甲军", "leaderOf"),
        ("委员", "省委", "memberOf"),
        ("书记", "省委", "leaderOf"),
        ("队长", "甲游击队", "commanderOf"),
        ("队长", "甲钻井队", "leaderOf"),
        ("镇守使", "依兰", "heldOffice"),
        ("командир", "полк", "commanderOf"),
        ("секретарь", "комитет", "leaderOf"),
        ("заместитель командира", "полк", "memberOf"),
        ("начальник штаба", "полк", "memberOf"),
    ],
)
def test_what_a_role_says(role: str, organization: str, relation: str) -> None:
    """Deputies and staff are members; who commands is an officer, who leads a civilian."""
    assert relation_of_role(role, organization) == relation


def test_two_offices_in_one_word() -> None:
    """兼 joins them."""
    assert single_roles("总司令兼政委") == ("总司令", "政委")


def events(markup: str, lang: Lang = "zh") -> list[tuple[str, str, str]]:
    """The happenings as word, type and date."""
    claims, _ = read(markup, lang=lang)
    return [(event.text, event.type, event.date.edtf if event.date else "") for event in claims.events]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("[D1933-10|十月]，[O甲隊]成立。", [("成立", "founding", "1933-10")]),
        ("[D1942|当年]，[P王某]在[L丙城]牺牲。同日[O甲军]撤退。", [("牺牲", "death", "1942"), ("撤退", "movement", "1942")]),
        ("[E甲会议]在[L丙城]召开。", [("甲会议", "named", "")]),
        ("[O甲军]未攻克[L丙城]。", []),
        ("[O甲局]成立五周年", []),
    ],
)  # fmt: skip
def test_chinese_happenings(markup: str, expected: list[tuple[str, str, str]]) -> None:
    """With their date; a named event is its own trigger, a denied one and a heading report nothing."""
    assert events(markup) == expected


def test_russian_and_japanese_happenings() -> None:
    """The same kinds in the other languages."""
    assert events("[WДоговор] подписанъ [D1858-05-28|16 (28) мая 1858 г.]", "ru") == [
        ("подписанъ", "signing", "1858-05-28")
    ]
    assert events("[D1932|昭和七年]、[L丙市]が陥落した。", "ja") == [("陥落", "battle", "1932")]


def test_a_happening_names_who_and_where() -> None:
    """From its clause."""
    claims, linked = read("[O甲军]在[L丙城]伏击敌人，[P王某]不在。")

    (event,) = claims.events
    assert [linked.entities[id].canonical for id in event.participants] == ["甲军"]
    assert [linked.entities[id].canonical for id in event.places] == ["丙城"]


def test_russian_sentences_end_neither_at_initials_nor_at_abbreviations() -> None:
    """В 1929 г. Д. Л. Хорват is one sentence."""
    found = marked("В 1929 г. Д. Л. [PХорват] уехал. Потом вернулся.", lang="ru")

    reading = Reading(found, AuthorityLinker(NOBODY).link([found]))

    assert [sentence.skeleton.strip() for sentence in reading.sentences] == [
        "В 1929 г. Д. Л. ‹P0› уехал.",
        "Потом вернулся.",
    ]


def test_the_same_record_gives_the_same_claims() -> None:
    """Ids hang on content alone."""
    text = "[P王某]任[O甲军]军长，[P李某]任政委。[E乙战役]爆发，[P王某]参加[E乙战役]。"

    assert read(text) == read(text)


def test_a_higher_threshold_accepts_less() -> None:
    """The setting decides what makes an edge."""
    found = marked("[P王某]任[O甲军]军长。")
    linked = AuthorityLinker(NOBODY).link([found])

    (claim,) = PatternRelator(accept_at=0.95).relate(found, linked).assertions

    assert claim.state == "candidate"


def test_an_office_beside_its_holder_does_not_take_the_date_of_another_happening() -> None:
    """Commander-in-chief X died on a day: that day is not when he took command."""
    claims, _ = read("[D1940-02-23|二月二十三日]，[O甲军]军长[P王某]在[L乙县]牺牲。")

    whens = {one.predicate: one.when.edtf if one.when else "" for one in claims.assertions}
    assert {"commanderOf": "", "martyredAt": "1940-02-23"} == whens
