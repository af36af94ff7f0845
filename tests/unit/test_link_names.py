"""Full names of bodies and places, likenesses of names, and Russian names in Chinese characters."""

import pytest

from extraction.link.official import Setting, full_designation, line_of_railway, official_name
from extraction.link.shapes import russian_shape_key, shape_key, slips
from extraction.link.transcription import place_in_chinese, surname_in_chinese
from extraction.link.walks import can_be_one, walks_in
from ontology.kinds import Kind


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("七纵", "第七纵队"),
        ("四野", "第四野战军"),
        ("新六军", "新编第六军"),
        ("四十九军", "第四十九军"),
        ("抗联3军4师", "东北抗日联军第三军第四师"),
        ("抗联二军五师", "东北抗日联军第二军第五师"),
        ("第百二十六师团", "第一百二十六师团"),
        ("八路军", "八路军"),
        ("新四军", "新四军"),
        ("1205钻井队", "1205钻井队"),
    ],
)
def test_units_with_their_ordinals(written: str, full: str) -> None:
    """A number before an echelon is an ordinal; 八路军 is a name."""
    assert full_designation(written) == full


@pytest.mark.parametrize(
    ("name", "kind", "setting", "full"),
    [
        ("外务部", Kind.ORGANIZATION, Setting(words="外务部尚书", lang="zh", lo=19090904, hi=19090904), "清朝外务部"),
        ("外务部", Kind.ORGANIZATION, Setting(words="某外务部", lang="zh"), "外务部"),
        ("外务", Kind.ORGANIZATION, Setting(words="外务大臣", lang="ja"), "日本外务省"),
        ("满洲国政府", Kind.ORGANIZATION, Setting(words="", lang="ja"), "伪满洲国政府"),
        ("中国政府", Kind.ORGANIZATION, Setting(words="", lang="zh", lo=18980327, hi=18980327), "清政府"),
        ("安奉路", Kind.PLACE, Setting(words="", lang="zh"), "安奉铁路"),
        ("南京路", Kind.PLACE, Setting(words="", lang="zh"), "南京路"),
        ("孟家屯车站", Kind.PLACE, Setting(words="", lang="zh"), "孟家屯站"),
        ("大日本国", Kind.PLACE, Setting(words="", lang="zh"), "日本国"),
    ],
)  # fmt: skip
def test_names_are_written_out_as_their_side_did(name: str, kind: Kind, setting: Setting, full: str) -> None:
    """By date, language and the words around; what these do not tell stays."""
    assert official_name(name, kind, setting) == full


def test_a_part_of_a_railway_is_taken_apart() -> None:
    """The line, then the part of it."""
    assert line_of_railway("中东路西线") == ("中东路", "西线")
    assert line_of_railway("哈尔滨") == ("", "")


@pytest.mark.parametrize(
    ("russian", "chinese"),
    [
        ("Звягин", "兹维亚金"),
        ("О. П. Вяземский", "维亚泽姆斯基"),
        ("Васильев", "瓦西利耶夫"),
        ("Иванова", "伊万诺娃"),
        ("Семёнов", "谢苗诺夫"),
        ("Николай", "尼古拉"),
        ("Чжоу Баочжун", ""),
        ("Хата", ""),
    ],
)
def test_russian_surnames_by_the_table(russian: str, chinese: str) -> None:
    """Never a Chinese or Japanese name, whose own characters are lost."""
    assert surname_in_chinese(russian) == chinese


def test_russian_places_by_the_table() -> None:
    """One word each."""
    assert place_in_chinese("Полтава") == "波尔塔瓦"
    assert place_in_chinese("Лубэй") == ""


def test_slips_of_the_scanner_share_a_key() -> None:
    """Look-alikes fall together, and only they."""
    assert shape_key("杨靖字") == shape_key("杨靖宇")
    assert shape_key("赵尚志") != shape_key("赵尚朴")
    assert russian_shape_key("Хабаровекъ") == russian_shape_key("Хабаровск")
    assert slips("佳本斯", "佳木斯") == 1
    assert slips("哈尔滨", "哈市") == -1


def test_walks_of_life() -> None:
    """A commander may become a governor; a writer is not taken for a general."""
    assert walks_in("第三军军长") == {"army"}
    assert can_be_one(walks_in("军长"), walks_in("省长"))
    assert not can_be_one(walks_in("军长"), walks_in("女作家"))
    assert can_be_one(walks_in("军长"), frozenset())
