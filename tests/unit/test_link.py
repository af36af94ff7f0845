"""Who is who: names against a small authority file, and within their own record."""

import random

import pytest

from extraction.link import AuthorityLinker, stated_aliases
from extraction.link.numerals import numeral_value, with_arabic_numbers
from extraction.link.russian import lemma_keys, nominative
from extraction.link.units import full_army_name, leading_part, unit_of
from extraction.steps import Linked, Marked
from ontology.authority import Authority, Entry, parse_names
from ontology.kinds import Kind
from ontology.records import DateMention, DateValue, Lang, Mention, Record, entity_id, mention_id, record_id

LETTERS = {
    "P": Kind.PERSON,
    "L": Kind.PLACE,
    "O": Kind.ORGANIZATION,
    "E": Kind.EVENT,
    "W": Kind.WORK,
}


def entry(id: str, kind: Kind, canonical: str, names: str = "", **fields: str) -> Entry:
    """One row of an authority file."""
    given = {key: fields.pop(key, "") for key in ("begin", "end")}
    return Entry(
        id=id,
        kind=kind,
        canonical=canonical,
        names=parse_names(f"{canonical}@zh#preferred|{names}"),
        begin=given["begin"],
        end=given["end"],
        certainty=fields.pop("certainty", "certain"),
        source="",
        note="",
        fields=fields,
    )


ENTRIES = (
    entry("P001", Kind.PERSON, "杨靖宇", "马尚德@zh#pseudonym|Ян Цзинъюй@ru#preferred", org_ids="O041"),
    entry("P002", Kind.PERSON, "金策", "金诚@zh#pseudonym", org_ids="O043"),
    entry("P003", Kind.PERSON, "金洪善", "金诚@zh#pseudonym", org_ids="O044"),
    entry("P004", Kind.PERSON, "霍尔瓦特", "Дмитрий Леонидович Хорват@ru#preferred"),
    entry("P005", Kind.PERSON, "魏拯民", "魏民生@zh#pseudonym?"),
    entry("P006", Kind.PERSON, "后生", "同名@zh#pseudonym", begin="1960"),
    entry("P007", Kind.PERSON, "前人", "同名@zh#pseudonym", begin="1890"),
    entry("O041", Kind.ORGANIZATION, "东北抗日联军第一军", "东北抗联第一军@zh#variant"),
    entry("O043", Kind.ORGANIZATION, "东北抗日联军第三军"),
    entry("O044", Kind.ORGANIZATION, "东北抗日联军第十三军"),
    entry("O055", Kind.ORGANIZATION, "东北抗日联军教导旅", "独立第88步兵旅@zh#designation"),
    entry("L001", Kind.PLACE, "尚志", "珠河@zh#former", place_type="county"),
    entry("L002", Kind.PLACE, "沈阳", "Мукден@ru#former|奉天@zh#former", place_type="city"),
    entry("L003", Kind.PLACE, "黑龙江", "黑龙江省@zh#variant", place_type="province"),
    entry("L004", Kind.PLACE, "黑龙江（河流）", "黑龙江@zh#variant", place_type="river"),
    entry("L005", Kind.PLACE, "伪满洲国", "满洲国@zh#variant", place_type="historical_polity"),
    entry("L006", Kind.PLACE, "哈尔滨", "Харбин@ru#preferred", place_type="city"),
)
AUTHORITY = Authority(entries={each.id: each for each in ENTRIES}, eras={}, version="test")


def marked(key: str, text: str, *names: str, lang: Lang = "zh", year: int = 0) -> Marked:
    """A record with the names `P:杨靖宇` marked in order, each at its next occurrence."""
    record = Record(
        id=record_id(key), key=key, text=text, lang=lang, script="", source=key, source_sha256="", pages=()
    )
    mentions, place = [], 0
    for letter, name in (each.split(":") for each in names):
        start = text.index(name, place)
        place = start + len(name)
        mentions.append(
            Mention(
                id=mention_id(record, start, place),
                record=record.id,
                start=start,
                end=place,
                text=name,
                kind=LETTERS[letter],
                score=1.0,
                found_by=("test",),
            )
        )
    dates = ()
    if year:
        value = DateValue(raw="", edtf=str(year), lo=year * 10000 + 101, hi=year * 10000 + 1231)
        dates = (DateMention(record=record.id, start=0, end=0, date=value),)
    return Marked(record=record, mentions=tuple(mentions), dates=dates)


def link(*archive: Marked) -> Linked:
    """The archive linked against the small authority file."""
    return AuthorityLinker(AUTHORITY).link(archive)


def canonicals(archive: Marked, linked: Linked | None = None) -> list[str]:
    """The canonical names of a record's mentions, in order."""
    linked = linked or link(archive)
    return [linked.entities[linked.links[mention.id].entity].canonical for mention in archive.mentions]


@pytest.mark.parametrize(
    ("letter", "name", "expected"),
    [
        ("P", "馬尚德", "杨靖宇"),
        ("L", "珠河县", "尚志"),
        ("L", "奉天", "沈阳"),
        ("O", "抗联第一军", "东北抗日联军第一军"),
        ("O", "獨立第八十八步兵旅", "东北抗日联军教导旅"),
        ("O", "满洲国", "伪满洲国"),
        ("L", "哈尔滨站", "哈尔滨站"),
        ("P", "魏民生", "魏民生"),
    ],
)
def test_a_name_is_found_under_every_spelling(letter: str, name: str, expected: str) -> None:
    """Traditional print, suffixes, figures; but a town is not its station, an unsure name decides nothing."""
    assert canonicals(marked("a", f"说到{name}。", f"{letter}:{name}")) == [expected]


@pytest.mark.parametrize(
    ("letter", "name", "expected"),
    [
        ("L", "Мукдена", "沈阳"),
        ("P", "Д. Л. Хорватъ", "霍尔瓦特"),
        ("P", "Яна Цзинъюя", "杨靖宇"),
        ("L", "Харбинѣ", "哈尔滨"),
    ],
)
def test_russian_names_are_found_in_any_case_and_spelling(letter: str, name: str, expected: str) -> None:
    """Inflected, with initials, in the spelling of before 1918; what cannot be read stays as it is."""
    assert canonicals(marked("a", f"Из {name}.", f"{letter}:{name}", lang="ru")) == [expected]


def test_a_shared_alias_is_decided_by_company_or_left_open() -> None:
    """金诚 was used by two kinsmen: his army tells which, else nobody is named but both are offered."""
    alone = marked("a", "金诚来了。", "P:金诚")
    together = marked("b", "东北抗日联军第三军的金诚来了。", "O:东北抗日联军第三军", "P:金诚")

    linked = link(alone, together)

    assert canonicals(alone, linked) == ["金诚"]
    assert {id for id, _ in linked.links[alone.mentions[0].id].candidates} == {
        entity_id(Kind.PERSON, "P002"),
        entity_id(Kind.PERSON, "P003"),
    }
    assert canonicals(together, linked)[1] == "金策"


def test_a_surname_with_an_office_is_its_one_holder() -> None:
    """Only where no other row of that surname names the office."""
    rows = (
        entry("P001", Kind.PERSON, "高甲乙", role="某省主席"),
        entry("P002", Kind.PERSON, "高丙", role="商人"),
        entry("P003", Kind.PERSON, "马丁戊", "马元帅@zh#variant"),
    )
    linker = AuthorityLinker(Authority(entries={row.id: row for row in rows}, eras={}, version="test"))
    one = marked("a", "高主席致电，马元帅未到，高县长到会。", "P:高", "P:马")

    linked = linker.link([one])

    assert canonicals(one, linked) == ["高甲乙", "马丁戊"]


def test_a_place_of_one_character_is_written_out() -> None:
    """As telegrams write it, whether the authority file has it or not."""
    one = marked("a", "由哈抵沪，对日交涉。", "L:哈", "L:沪", "L:日")

    assert canonicals(one) == ["哈尔滨", "上海", "日本"]


def test_nobody_is_named_before_his_birth() -> None:
    """A record of 1936 speaks of the bearer who was alive."""
    assert canonicals(marked("a", "同名来了。", "P:同名", year=1936)) == ["前人"]


def test_a_river_and_a_province_of_one_name_are_told_apart() -> None:
    """Banks and crossings belong to the river."""
    text = "黑龙江境内。队伍渡过黑龙江，住在黑龙江边。"

    assert canonicals(marked("a", text, "L:黑龙江", "L:黑龙江", "L:黑龙江")) == [
        "黑龙江",
        "黑龙江（河流）",
        "黑龙江（河流）",
    ]


def test_a_bare_ordinal_is_the_unit_named_in_full_before() -> None:
    """第三军 is whose 第三军 was spoken of last; 第十三军 is another."""
    text = "东北人民革命军第三军与国民革命军第十三军。第三军出发，第十三军未动。"
    names = ("O:东北人民革命军第三军", "O:国民革命军第十三军", "O:第三军", "O:第十三军")

    assert canonicals(marked("a", text, *names))[2:] == ["东北人民革命军第三军", "国民革命军第十三军"]


def test_a_bare_ordinal_is_of_the_united_army_only_where_it_is_the_subject() -> None:
    """Without a word of the United Army, 第三军 stays a 第三军 of its record."""
    here = marked("a", "抗联各部。第三军出发。", "O:第三军")
    there = marked("b", "第三军出发。", "O:第三军")

    linked = link(here, there)

    assert canonicals(here, linked) == ["东北抗日联军第三军"]
    assert canonicals(there, linked) == ["第三军"]


def test_two_records_do_not_share_a_bare_ordinal_or_surname() -> None:
    """Nothing says that they are the same."""
    archive = [marked(key, "第三军王某。", "O:第三军", "P:王") for key in "ab"]

    assert len(link(*archive).entities) == 4


def test_the_echelon_of_a_list_stands_at_its_end() -> None:
    """第一、第三军 are two armies."""
    text = "抗联第一、第三军会合。"

    assert canonicals(marked("a", text, "O:第一", "O:第三军")) == ["东北抗日联军第一军", "东北抗日联军第三军"]


def test_parts_are_named_with_their_formation() -> None:
    """第二营 is the brigade's, 第一师第二团 the army's."""
    text = "东北抗日联军第三军第一师第二团改编；教导旅第二营王某，第二营李某。"
    whole = marked("a", text, "O:东北抗日联军第三军", "O:教导旅", "O:第二营")
    deep = marked("b", "抗联第三军。第三军第一师第二团。", "O:抗联第三军", "O:第三军第一师第二团")

    assert canonicals(whole)[1:] == ["东北抗日联军教导旅", "东北抗日联军教导旅第二营"]
    assert canonicals(deep)[1] == "东北抗日联军第三军第一师第二团"


def test_a_surname_is_the_one_person_named_before() -> None:
    """Two of that surname, and nobody is meant for certain."""
    one = marked("a", "杨靖宇到了。杨司令讲话。", "P:杨靖宇", "P:杨")
    two = marked("b", "杨靖宇和杨松到了。杨司令讲话。", "P:杨靖宇", "P:杨松", "P:杨")

    assert canonicals(one) == ["杨靖宇", "杨靖宇"]
    assert canonicals(two)[2] == "杨"


def test_a_shortened_name_is_the_longer_one_of_its_record() -> None:
    """自卫军 after 吉林自卫军; of two such bodies neither is chosen."""
    one = marked("a", "吉林自卫军成立。自卫军出发。", "O:吉林自卫军", "O:自卫军")
    two = marked("b", "吉林自卫军、辽南自卫军。自卫军出发。", "O:吉林自卫军", "O:辽南自卫军", "O:自卫军")

    assert canonicals(one) == ["吉林自卫军", "吉林自卫军"]
    assert canonicals(two)[2] == "自卫军"


def test_what_a_text_declares_equal_is_linked_in_that_record_alone() -> None:
    """A nickname given in one record is not everybody's nickname in the next."""
    told = marked("a", "杨靖宇又名老杨头。老杨头爱笑。", "P:杨靖宇", "P:老杨头", "P:老杨头")
    other = marked("b", "老杨头是磨坊主。", "P:老杨头")

    linked = link(told, other)

    assert canonicals(told, linked) == ["杨靖宇"] * 3
    assert canonicals(other, linked) == ["老杨头"]
    assert "又名" in linked.links[told.mentions[1].id].why


def test_strangers_gather_by_name_over_the_archive() -> None:
    """The smallest mention gives the id; the name shown is simplified."""
    one, two = marked("a", "張老四說。", "P:張老四"), marked("b", "张老四说。", "P:张老四")

    linked = link(one, two)

    smallest = min(one.mentions[0].id, two.mentions[0].id)
    assert list(linked.entities) == [entity_id(Kind.PERSON, smallest)]
    assert canonicals(one, linked) == ["张老四"]


def test_the_order_of_records_does_not_matter() -> None:
    """Same archive in, same links out."""
    archive = [
        marked("a", "杨靖宇又名老杨头。张老四。", "P:杨靖宇", "P:老杨头", "P:张老四"),
        marked("b", "抗联第三军。第三军的张老四、杨。", "O:抗联第三军", "O:第三军", "P:张老四", "P:杨"),
        marked("c", "Мукден и Мукденъ.", "L:Мукден", "L:Мукденъ", lang="ru"),
        marked("d", "張老四在珠河。", "P:張老四", "L:珠河"),
    ]
    once = link(*archive)
    random.Random(7).shuffle(archive)

    again = link(*archive)

    assert (list(once.entities.items()), once.links) == (list(again.entities.items()), again.links)


def test_every_mention_has_an_entity_and_every_entity_a_mention() -> None:
    """Nothing is left out, and nobody is listed whom the archive does not name."""
    archive = marked("a", "杨靖宇、王某在珠河。", "P:杨靖宇", "P:王某", "L:珠河")

    linked = link(archive)

    assert set(linked.links) == {mention.id for mention in archive.mentions}
    assert {each.entity for each in linked.links.values()} == set(linked.entities)
    assert all(each.why.endswith("。") and each.candidates for each in linked.links.values())


@pytest.mark.parametrize(
    ("text", "names", "cue"),
    [
        ("李杜字植初。", ("P:李杜", "P:植初"), "字"),
        ("张寿篯即李兆麟。", ("P:张寿篯", "P:李兆麟"), "即"),
        ("中长铁路（原中东铁路）通车。", ("L:中长铁路", "L:中东铁路"), "括注"),
        ("《中俄密约》签订，亦称《互助条约》。", ("W:中俄密约", "W:互助条约"), "亦称"),
        ("濛江县改名为靖宇县。", ("L:濛江县", "L:靖宇县"), "改名为"),
    ],
)
def test_stated_aliases(text: str, names: tuple[str, str], cue: str) -> None:
    """Ways in which a text says that two names are one thing's."""
    aliases = stated_aliases(text, marked("a", text, *names).mentions)

    assert [alias.cue for alias in aliases] == [cue]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("杨靖宇和魏拯民。", ("P:杨靖宇", "P:魏拯民")),
        ("第三军改称第六军。", ("O:第三军", "O:第六军")),
        ("杨靖宇即赴沈阳。", ("P:杨靖宇", "L:沈阳")),
    ],
)
def test_no_alias_where_two_things_are_meant(text: str, names: tuple[str, str]) -> None:
    """A list, a re-formed unit, an adverb."""
    assert stated_aliases(text, marked("a", text, *names).mentions) == ()


def test_a_list_of_aliases_belongs_to_one_person() -> None:
    """又名 reaches over the list that follows."""
    text = "李兆麟又名李超兰、孙正宗。"

    found = stated_aliases(text, marked("a", text, "P:李兆麟", "P:李超兰", "P:孙正宗").mentions)

    assert [(alias.other.text, alias.main.text) for alias in found] == [
        ("李超兰", "李兆麟"),
        ("孙正宗", "李兆麟"),
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [("十一", 11), ("八八", 88), ("二十", 20), ("一百零五", 105), ("88", 88), ("军", None)],
)
def test_numerals(written: str, value: int | None) -> None:
    """Both ways of writing a number in Chinese."""
    assert numeral_value(written) == value


def test_numbers_of_names_are_compared_in_figures() -> None:
    """Only where a number counts something: 三江 is a name."""
    assert with_arabic_numbers("第八十八旅") == "第88旅"
    assert with_arabic_numbers("一二〇五钻井队") == "1205钻井队"
    assert with_arabic_numbers("三江省") == "三江省"


def test_units_taken_apart() -> None:
    """The army, the number, the echelon; 第三军第一师 begins with a bare part."""
    unit = unit_of("東北抗日聯軍第十一軍")

    assert unit is not None
    assert (unit.army, unit.number, unit.tail) == ("东北抗日联军", 11, "军")
    assert unit_of("三江省") is None
    assert leading_part("第三军第一师") == ("第三军", "第一师")
    assert full_army_name("抗联第三军") == "东北抗日联军第三军"
    assert full_army_name("抗联战士") == "抗联战士"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Мукдене", "Мукден"),
        ("Квантунской армии", "Квантунская армия"),
        ("Д. Л. Хорвата", "Д. Л. Хорват"),
        ("Китайско-Восточной железной дороги", "Китайско-Восточная железная дорога"),
        ("Чжоу Баочжуна", "Чжоу Баочжун"),
        ("Ван Дэлиня", "Ван Дэлинь"),
        ("КВЖД", "КВЖД"),
        ("Комитета обороны СССР", "Комитет обороны СССР"),
    ],
)
def test_russian_names_in_the_nominative(written: str, expected: str) -> None:
    """Words agree up to the head noun, initials and abbreviations stay."""
    assert nominative(written) == expected


def test_ordinals_of_russian_units_are_one_number() -> None:
    """88-я and 88-й are endings, not numbers."""
    assert lemma_keys("88-й бригады")[0] == lemma_keys("88-я бригада")[0]
