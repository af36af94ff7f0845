"""Names of bodies and people that no list writes out: put together, translated, found by sound."""

import pytest

from extraction.link import AuthorityLinker
from extraction.link.kana_russian import skeleton_of_kana, skeleton_of_russian
from extraction.link.lookup import NameIndex
from extraction.link.official import Setting, official_name
from extraction.link.parts import part_of_body
from extraction.link.russian import nominative
from extraction.link.russian_bodies import body_in_chinese, with_its_railway
from ontology.authority import load_authority
from ontology.kinds import Kind

KNOWN = {"СССР": "苏联", "Япония": "日本", "Харбине": "哈尔滨", "КВЖД": "中东铁路", "Японии": "日本"}


@pytest.fixture(scope="module")
def index() -> NameIndex:
    """All names of the authority files."""
    return NameIndex(load_authority())


@pytest.mark.parametrize(
    ("russian", "chinese"),
    [
        ("9-й гвардейский мехкорпус", "近卫机械化第九军"),
        ("36-й стрелковой дивизии", "步兵第三十六师"),
        ("124-й пехотной дивизии", "第一百二十四师团"),
        ("Генеральным консульством Японии в Харбине", "日本驻哈尔滨总领事馆"),
        ("Министерством иностранных дел Японии", "日本外务省"),
        ("Управления КВЖД", "中东铁路管理局"),
        ("Харбинская таможня", "哈尔滨海关"),
        ("Союз воинствующих безбожников", ""),
    ],
)
def test_russian_bodies_are_translated_or_left(russian: str, chinese: str) -> None:
    """Every word must be known; one that is not leaves the name Russian."""
    assert body_in_chinese(russian, lambda name: KNOWN.get(name, "")) == chinese


def test_a_bare_board_is_that_of_the_railway_spoken_of() -> None:
    """Правление дороги says whose only by the text around it."""
    assert with_its_railway("Правление дороги", "о КВЖД") == "Правление КВЖД"
    assert with_its_railway("Правление дороги", "о погоде") == "Правление дороги"


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("满铁奉天事务所", "南满洲铁道株式会社奉天事务所"),
        ("东北局组织部", "中共中央东北局组织部"),
        ("关东军参谋部", ""),
        ("关东军第四课", ""),
    ],
)
def test_parts_of_a_listed_body_bear_its_full_name(index: NameIndex, written: str, full: str) -> None:
    """A body named in full already needs nothing."""
    assert part_of_body(written, index, "zh") == full


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("依兰县委", "中共依兰县委"),
        ("团奉天市委", "共青团奉天市委"),
        ("黑省政府", "黑龙江省政府"),
        ("军事委员会", "军事委员会"),
        ("八路军第三纵队", "八路军第三纵队"),
    ],
)
def test_committees_and_short_provinces_are_written_out(written: str, full: str) -> None:
    """What only looks like a committee of the party stays."""
    assert official_name(written, Kind.ORGANIZATION, Setting(words=written, lang="zh")) == full


@pytest.mark.parametrize(
    ("declined", "plain"),
    [
        ("Амурской флотилии", "Амурская флотилия"),
        ("Приморском областном правлении", "Приморское областное правление"),
        ("Фань Цигуаном", "Фань Цигуан"),
        ("Юань Шикаю", "Юань Шикай"),
        ("Григория Семёнова", "Григорий Семёнов"),
        ("Анну Павлову", "Анна Павлова"),
    ],
)
def test_russian_names_agree_word_by_word(declined: str, plain: str) -> None:
    """Adjectives and surnames follow the noun they stand with."""
    assert nominative(declined) == plain


def test_kana_and_russian_letters_share_a_skeleton(index: NameIndex) -> None:
    """Only the surname counts, and a short name says nothing."""
    assert skeleton_of_kana("ステパン・クズネツォーフ") == skeleton_of_russian("Кузнецов")
    assert skeleton_of_kana("チタ") == ""
    found = index.candidates("セミョノーフ", Kind.PERSON, "ja")
    assert found[0].entry.canonical == "谢苗诺夫"


def test_a_ruler_is_known_by_his_number(index: NameIndex) -> None:
    """Николай II is not Николай I, and Петров is not Пётр I."""
    assert [c.entry.canonical for c in index.candidates("Николая II", Kind.PERSON, "ru")] == ["尼古拉二世"]
    assert "彼得一世" not in [c.entry.canonical for c in index.candidates("Петров", Kind.PERSON, "ru")]


def test_the_linker_says_which_rules_it_has() -> None:
    """A change of rules makes archives be linked again."""
    assert AuthorityLinker(load_authority()).version.startswith("linker-4-")
