"""The authority files: what the archive is known to speak of, checked row by row."""

from __future__ import annotations

import functools
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from edtf import parse_edtf

from ontology.authority import (
    Authority,
    format_names,
    load_authority,
    parse_names,
    references,
    theme_reasons,
    theme_rule,
)
from ontology.errors import BadInput
from ontology.kinds import Kind
from ontology.paths import data_folder
from ontology.records import Entity, entity_id


@pytest.fixture(scope="module")
def authority() -> Authority:
    """The files as shipped."""
    return load_authority()


def _copy(folder: Path, *, file: str, old: str, new: str) -> Path:
    """A copy of the shipped files with one change in one of them."""
    copy = folder / "authority"
    shutil.copytree(data_folder() / "authority", copy)
    shutil.copytree(data_folder() / "gazetteer", folder / "gazetteer")
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def test_every_kind_has_rows_in_the_order_of_their_ids(authority: Authority) -> None:
    """No file is forgotten, and the order never depends on the order of files."""
    assert all(authority.of(kind) for kind in Kind)
    assert list(authority.entries) == sorted(authority.entries)
    assert not set(authority.entries) & set(authority.eras)


def test_every_row_says_whence_and_how_sure(authority: Authority) -> None:
    """Nobody has to guess where a row comes from."""
    rows = [*authority.entries.values(), *authority.eras.values()]

    assert all(row.source and row.certainty in {"certain", "unsure"} for row in rows)


def test_every_date_is_edtf(authority: Authority) -> None:
    """Dates and validities can be read by any EDTF reader."""
    read = functools.cache(parse_edtf)  # the parser is slow and the same dates come again and again
    for row in (*authority.entries.values(), *authority.eras.values()):
        dates = [row.begin, row.end, row.fields.get("date", ""), row.fields.get("period", "")]
        dates += [name.valid for name in row.names]
        for column in ("parent_ids", "place_ids"):
            dates += [valid for _, valid in references(row.fields.get(column, ""))]

        for date in dates:
            assert date in {"", ".."} or read(date) is not None, (row.id, date)


def test_a_life_does_not_end_before_it_begins(authority: Authority) -> None:
    """A slip in a year is caught where both dates are plain."""
    for row in authority.entries.values():
        if row.begin[:4].isdigit() and row.end[:4].isdigit():
            assert row.begin[:4] <= row.end[:4], row.id


def test_references_join_the_kinds_they_should(authority: Authority) -> None:
    """A person's body is an organization, an event's place a place, a theme's broader term a theme."""
    wanted = {
        "org_ids": {Kind.ORGANIZATION, Kind.PLACE},  # a polity is a place
        "place_ids": {Kind.PLACE},
        "leader_ids": {Kind.PERSON},
        "theme_ids": {Kind.THEME},
        "signing_event": {Kind.EVENT},
    }
    for row in authority.entries.values():
        for column, kinds in wanted.items():
            assert {authority.entries[found].kind for found in row.ids(column)} <= kinds, (row.id, column)


def test_names_round_trip(authority: Authority) -> None:
    """What is read from a row is written back the same."""
    for row in authority.entries.values():
        assert parse_names(format_names(row.names)) == row.names


def test_a_name_keeps_type_validity_and_doubt() -> None:
    """The short spelling holds all that is known of a name."""
    (name,) = parse_names("新京@zh#former[1932/1945]?")

    assert (name.text, name.lang, name.type, name.valid, name.certainty) == (
        "新京",
        "zh",
        "former",
        "1932/1945",
        "unsure",
    )


@pytest.mark.parametrize("text", ["新京", "新京@zh", "新京@xx#former", "新京@zh#nick", "@zh#former"])
def test_a_bad_name_is_refused(text: str) -> None:
    """A name without language or with an unknown type does not slip in."""
    with pytest.raises(ValueError, match="“"):
        parse_names(text)


def test_the_canonical_name_comes_first_and_once(authority: Authority) -> None:
    """A recognizer may take all names of a row without adding the canonical one."""
    for row in authority.entries.values():
        texts = [(name.text, name.lang) for name in row.names]

        assert texts[0] == (row.canonical, "zh")
        assert len(set(texts)) == len(texts), row.id


@pytest.mark.parametrize(
    ("kind", "canonical", "name", "kind_of_name"),
    [
        (Kind.PERSON, "杨靖宇", "马尚德", "pseudonym"),
        (Kind.PERSON, "杨靖宇", "骥生", "courtesy"),
        (Kind.PERSON, "汪雅臣", "双龙", "nom_de_guerre"),
        (Kind.PLACE, "哈巴罗夫斯克", "伯力", "former"),
        (Kind.PLACE, "沈阳", "奉天", "former"),
        (Kind.PLACE, "中国东北", "Маньчжурия", "preferred"),
        (Kind.PLACE, "中东铁路", "КВЖД", "preferred"),
        (Kind.ORGANIZATION, "东北抗日联军第三军", "抗联第三军", "short"),
        (Kind.WORK, "瑷珲条约", "Айгунский договор", "preferred"),
    ],
)
def test_known_names(authority: Authority, kind: Kind, canonical: str, name: str, kind_of_name: str) -> None:
    """Names lead to the one thing they mean."""
    (row,) = authority.by_canonical(kind, canonical)

    assert kind_of_name in {found.type for found in row.names if found.text == name}


def test_look_alikes_stay_apart(authority: Authority) -> None:
    """双城子 is Ussuriysk, 双城堡 is near Harbin; a river is not the province or town of its name."""
    bearers = {
        name: {row.canonical for row in authority.of(Kind.PLACE) if name in {n.text for n in row.names}}
        for name in ("双城子", "双城堡", "黑龙江", "牡丹江")
    }

    assert bearers["双城子"] == {"乌苏里斯克"}
    assert bearers["双城堡"] == {"双城"}
    assert bearers["黑龙江"] == {"黑龙江", "黑龙江（河流）"}
    assert bearers["牡丹江"] == {"牡丹江", "牡丹江（河流）"}


def test_only_true_homonyms_share_a_canonical_name(authority: Authority) -> None:
    """Two committees of one name keep their ids; everything else is listed once."""
    seen: dict[tuple[Kind, str], list[str]] = {}
    for row in authority.entries.values():
        seen.setdefault((row.kind, row.canonical), []).append(row.id)

    shared = {canonical: ids for (_, canonical), ids in seen.items() if len(ids) > 1}
    assert shared == {"中共北满临时省委": ["O007", "O015"]}
    assert all("O007" in authority.entries[found].note for found in ("O007", "O015"))


def test_candidates_stay_unsure(authority: Authority) -> None:
    """What nobody checked is marked: a row without a source is never certain."""
    unsourced = [row for row in authority.entries.values() if "未检索到出处" in row.source]
    lost = [row.id for row in unsourced if row.certainty == "certain" and row.kind is Kind.PERSON]

    assert authority.entries["P019"].certainty == "unsure"
    assert lost == []
    assert authority.entries["P019"].entity().certainty == "unsure"


def test_a_treaty_is_a_work_and_its_signing_a_fact(authority: Authority) -> None:
    """The treaty's names belong to the paper; no recognizer hunts the label of its signing."""
    (treaty,) = authority.by_canonical(Kind.WORK, "瑷珲条约")
    signing = authority.entries[treaty.fields["signing_event"]]

    assert not authority.by_canonical(Kind.EVENT, "瑷珲条约")
    assert signing.canonical == "瑷珲条约签订"
    assert not signing.named
    assert authority.entries["E027"].named


def test_an_entry_becomes_an_entity(authority: Authority) -> None:
    """The entity's id hangs on the authority id, and labels follow the language."""
    entity = authority.entries["P001"].entity()

    assert entity.id == entity_id(Kind.PERSON, "P001")
    assert (entity.authority, entity.label("ru"), entity.label("en")) == ("P001", "Ян Цзинъюй", "杨靖宇")


def test_every_term_of_a_theme_that_looks_like_an_id_is_one(authority: Authority) -> None:
    """A mistyped id among the terms would silently match nothing."""
    for theme in authority.themes():
        for term in filter(None, theme.fields["terms"].split("|")):
            looks_like_id = term[:1] in "PLOETWX" and term[1:].isdigit()
            assert not looks_like_id or term in authority.entries, (theme.id, term)


@pytest.mark.parametrize(
    ("row", "theme", "words"),
    [
        ("E049", "T042", "归入此主题"),  # by the events file
        ("P003", "T021", "参与"),  # by an event of that theme
        ("P019", "T021", "曾任职于"),  # by the unit he served in
        ("O041", "T021", "列有"),  # by the theme's own terms
        ("O118", "T052", "列有"),
        ("E054", "T091", "列有"),
        ("E060", "T091", "所列地点与时段之内"),  # at a listed place in the theme's time
    ],
)
def test_membership_of_a_theme_has_a_reason(authority: Authority, row: str, theme: str, words: str) -> None:
    """A curator can read why something stands under a subject heading."""
    reasons = dict(theme_reasons(authority.entries[row], authority))

    assert words in reasons[theme]


def test_an_unlisted_thing_is_classed_by_its_words(authority: Authority) -> None:
    """An entity known from mentions alone still finds its theme, and a stranger finds none."""
    farm = Entity(id="ent-1", kind=Kind.ORGANIZATION, canonical="友谊农垦公司")
    stranger = Entity(id="ent-2", kind=Kind.PERSON, canonical="某甲")

    assert dict(theme_reasons(farm, authority))["T052"] == "名称含“北大荒开发建设”的主题词“农垦”。"
    assert theme_reasons(stranger, authority) == ()


def test_a_theme_states_its_rule(authority: Authority) -> None:
    """Whoever doubts a membership can read by what the theme goes."""
    rule = theme_rule(authority.entries["T091"], authority)

    assert rule.listed[Kind.PLACE] == ("维亚茨科耶",)
    assert rule.listed[Kind.EVENT] == ("第一次伯力会议", "第二次伯力会议")
    assert "教导旅" in rule.words
    assert rule.period == "1940/1945-10"
    assert rule.sentence().startswith("列名地点：维亚茨科耶；列名机构：东北抗日联军教导旅；列名事件：")
    assert "时段：1940/1945-10" in rule.sentence()


def test_a_word_does_not_reach_out_of_the_time_of_a_theme(authority: Authority) -> None:
    """What lies wholly outside the period needs more than a word."""
    old = Entity(id="ent-1", kind=Kind.EVENT, canonical="伯力会议", begin="1911", end="1911")
    new = Entity(id="ent-2", kind=Kind.EVENT, canonical="伯力会议", begin="1941", end="1941")

    assert "T091" not in dict(theme_reasons(old, authority))
    assert "T091" in dict(theme_reasons(new, authority))


def test_kin_and_namesakes_stay_apart(authority: Authority) -> None:
    """Brothers, and the alias two of them used, are never merged."""
    names = {row.id: {name.text for name in row.names} for row in authority.of(Kind.PERSON)}
    (younger,) = authority.by_canonical(Kind.PERSON, "赵尚朴")
    (brother,) = authority.by_canonical(Kind.PERSON, "金洪善")

    assert "P004" in younger.note
    assert not names[younger.id] & names["P004"]
    assert "金诚" not in names[brother.id]
    assert "金诚" in brother.note


def test_a_name_that_is_also_a_word_is_not_hunted(authority: Authority) -> None:
    """康生 stands in 健康生活 and 项英 in 项英雄: the linker knows them, the recognizer leaves them alone."""
    for canonical in ("康生", "项英", "曲波"):
        (row,) = authority.by_canonical(Kind.PERSON, canonical)
        assert not row.named


def test_units_form_chains(authority: Authority) -> None:
    """游击队, 人民革命军, 抗联: each link is a row of its own."""
    chain = ["O030", "O031", "O041"]

    for older, newer in pairwise(chain):
        row = authority.entries[newer]
        assert older in row.ids("predecessor") or newer in authority.entries[older].ids("successor")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("people.csv", "P002,", "P001,", "line 3: the id P001 occurs twice"),
        ("people.csv", "马尚德@zh#pseudonym", "马尚德", "people.csv, line 2"),
        ("people.csv", "O052|O041|O005", "O052|O999", "people.csv, line 2, org_ids: no row has the id O999"),
        ("people.csv", "O052|O041|O005", "O052;O041", "is not an id"),
        ("people.csv", ",certain\n", ",sure\n", "the certainty “sure” is unknown"),
        ("people.csv", ",certain\n", ",certain,\n", "another number of cells"),
        ("people.csv", "certainty", "trust", "people.csv, line 1: columns are missing: certainty"),
        ("world.csv", ",PLACE,", ",COUNTRY,", "world.csv, line 2"),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    """Whoever edits a file by hand is told where the slip is."""
    folder = _copy(tmp_path, file=file, old=old, new=new)

    with pytest.raises(BadInput) as caught:
        load_authority(folder)

    assert says in str(caught.value)
    assert caught.value.remedy


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """A half-copied folder does not pass for a small archive."""
    folder = _copy(tmp_path, file="works.csv", old="W001", new="W001")
    (folder / "works.csv").unlink()

    with pytest.raises(BadInput, match=r"works\.csv"):
        load_authority(folder)


def test_the_version_follows_the_content(tmp_path: Path, authority: Authority) -> None:
    """A run can say which vocabulary it used."""
    folder = _copy(tmp_path, file="people.csv", old="热河朝阳人", new="热河朝阳县人")

    changed = load_authority(folder)

    assert changed.version != authority.version
    assert load_authority() is load_authority()
