"""The gazetteer: places by any name, at a date and in company, and as linked data."""

from __future__ import annotations

import csv
import functools
import json
from itertools import combinations
from typing import Any

import pytest
from edtf import parse_edtf

from ontology.authority import CERTAINTIES, Entry
from ontology.gazetteer import (
    BRACKETED,
    Gazetteer,
    display_label,
    parents,
    place_type,
    position,
    to_lpf,
)
from ontology.paths import data_folder
from ontology.records import DateValue

_read_edtf = functools.cache(parse_edtf)  # slow, and the same times come again and again

# What a dot may not lie outside of, by country: south, north, west, east.
BOUNDS = {
    "CN": (18, 54, 73, 136),
    "RU": (42, 72, 27, 180),
    "KP": (37, 43.1, 124, 131),
    "JP": (24, 46, 122, 146),
    "MN": (41, 53, 87, 120),
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The places as shipped."""
    return Gazetteer()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The file of the gazetteer as written."""
    with (data_folder() / "gazetteer" / "places.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _meant(gazetteer: Gazetteer, name: str, *, on: str | None = None) -> list[str]:
    return [place.entry.canonical for place in gazetteer.candidates(name, on=on)]


def test_there_are_places_enough(rows: list[dict[str, str]]) -> None:
    """The file alone lists hundreds of places of the region, each id once and in order."""
    ids = [row["id"] for row in rows]
    region = [row for row in rows if row["country"] in ("CN", "RU")]

    assert len(region) >= 600
    assert ids == sorted(set(ids))
    assert min(ids) > "L104"


def test_every_row_says_how_sure_it_is(rows: list[dict[str, str]]) -> None:
    """A dot has a certainty and a source, and a surveyed one its number in GeoNames."""
    for row in rows:
        assert row["certainty"] in CERTAINTIES
        assert (
            bool(row["lat"]) == bool(row["lon"]) == bool(row["coord_certainty"]) == bool(row["coord_source"])
        )
        assert (
            (row["coord_certainty"] == "certain")
            == bool(row["geonames"])
            == (row["coord_source"] == "GeoNames")
        )


def test_every_time_is_edtf(gazetteer: Gazetteer) -> None:
    """Times of names and of belonging can be read by any EDTF reader."""
    for entry in gazetteer.places.values():
        times = [entry.begin, entry.end, *(name.valid for name in entry.names)]
        times += [parent.valid for parent in parents(entry)]

        for time in times:
            assert time in {"", ".."} or _read_edtf(time) is not None, (entry.id, time)


def test_parents_are_places_and_never_circular(gazetteer: Gazetteer) -> None:
    """Whoever climbs from a place to what it is part of comes to an end."""
    state: dict[str, str] = {}

    def climb(id_: str) -> None:
        assert state.get(id_) != "open", f"{id_} is part of itself"
        if id_ in state:
            return
        state[id_] = "open"
        for parent in parents(gazetteer.places[id_]):
            climb(parent.id)  # a KeyError here: the parent is no place
        state[id_] = "done"

    for id_ in gazetteer.places:
        climb(id_)
    assert len(state) == len(gazetteer.places)


def test_every_place_of_the_gazetteer_is_part_of_something(
    gazetteer: Gazetteer, rows: list[dict[str, str]]
) -> None:
    """A town without a province would be lost on a map."""
    settled = {"city", "county", "town", "district", "village", "station", "fortress", "site", "battlefield"}
    lost = [
        row["canonical"]
        for row in rows
        if row["country"] in ("CN", "RU")
        and row["place_type"] in settled
        and not {"X001", "X006", "X020", "X003"} & set(gazetteer.ancestors(row["id"]))
    ]

    assert lost == []


def test_dots_lie_where_they_can(gazetteer: Gazetteer) -> None:
    """A swapped pair of coordinates or a slip in a degree is caught."""
    for entry in gazetteer.places.values():
        here, bounds = position(entry), BOUNDS.get(entry.fields.get("country", ""))
        if here and bounds:
            south, north, west, east = bounds
            assert south <= here.lat <= north, entry.id
            assert west <= here.lon <= east, entry.id


def test_a_place_lies_near_what_it_is_part_of(gazetteer: Gazetteer) -> None:
    """A namesake in another corner of the region does not lend its dot."""
    for entry in gazetteer.places.values():
        here = position(entry)
        for parent in parents(entry):
            above = gazetteer.places[parent.id]
            there = position(above)
            if here and there and place_type(above) in {"city", "county", "town", "district"}:
                assert here.distance_km(there) < 400, (entry.id, parent.id)


def test_no_place_is_listed_twice(gazetteer: Gazetteer) -> None:
    """One name, one type, one spot: one entry."""
    dots = [(entry, here) for entry in gazetteer.places.values() if (here := position(entry))]

    for (one, here), (other, there) in combinations(dots, 2):
        if one.canonical == other.canonical and place_type(one) == place_type(other):
            assert here.distance_km(there) > 5, (one.id, other.id)
    numbers = [
        entry.fields["geonames"] for entry in gazetteer.places.values() if entry.fields.get("geonames")
    ]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("name", "on", "first"),
    [
        ("奉天", "1935", "沈阳"),
        ("Мукден", None, "沈阳"),
        ("新京", "1938", "长春"),
        ("新京", None, "长春"),
        ("伯力", "1940", "哈巴罗夫斯克"),
        ("Хабаровск", None, "哈巴罗夫斯克"),
        ("ハバロフスク", None, "哈巴罗夫斯克"),
        ("濛江", "1940", "靖宇"),
        ("珠河县", "1935", "尚志"),
        ("Ханьдаохэцзы", None, "横道河子"),
        ("Дуйциншань", None, "对青山"),
        ("Порт-Артур", "1904", "旅顺"),
        ("Маньчжурия", "1900", "中国东北"),
        ("辑安", "1938", "集安"),
        ("雅克萨", None, "阿尔巴津"),
        ("王爷庙", None, "乌兰浩特"),
        ("鄭家屯", None, "双辽"),
        ("西安县", "1936", "辽源"),
        ("西安", "1936", "西安"),
        ("迪化", "1937", "乌鲁木齐"),
        ("Сучан", "1920", "帕尔季赞斯克"),
        ("双城子", None, "乌苏里斯克"),
        ("双城堡", None, "双城"),
        ("北野营", "1941", "北野营"),
    ],
)
def test_a_name_leads_to_its_place(gazetteer: Gazetteer, name: str, on: str | None, first: str) -> None:
    """Old, foreign and traditional names all lead to one entry."""
    assert _meant(gazetteer, name, on=on)[0] == first


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("奉天", {"沈阳", "辽宁"}),
        ("龙江", {"龙江", "齐齐哈尔", "龙江省"}),
        ("黑龙江", {"黑龙江", "黑龙江（河流）"}),
        ("牡丹江", {"牡丹江", "牡丹江（河流）", "牡丹江省"}),
        ("嫩江", {"嫩江", "嫩江（河流）", "嫩江省"}),
        ("南满", {"南满"}),
        ("Маньчжурия", {"中国东北", "满洲里"}),
        ("阿什河", {"阿城", "阿什河（河流）"}),
    ],
)
def test_a_shared_name_keeps_its_candidates(gazetteer: Gazetteer, name: str, among: set[str]) -> None:
    """Where a name may mean several things, all of them are offered."""
    assert among <= set(_meant(gazetteer, name))


def test_look_alikes_are_not_offered_for_each_other(gazetteer: Gazetteer) -> None:
    """双城子 is Ussuriysk, 双城堡 near Harbin; the station Пограничная is not the town Пограничный."""
    assert "双城" not in _meant(gazetteer, "双城子")
    assert "乌苏里斯克" not in _meant(gazetteer, "双城堡")
    assert _meant(gazetteer, "Пограничная") == ["绥芬河"]
    assert _meant(gazetteer, "Пограничный") == ["波格拉尼奇内"]


def test_the_date_lowers_a_name_out_of_use(gazetteer: Gazetteer) -> None:
    """新京 of 1938 is surer than of 1960, and a DateValue says the same as EDTF."""
    written = DateValue(raw="康德五年", edtf="1938", lo=19380101, hi=19381231)
    (then,), (later,) = gazetteer.candidates("新京", on=written), gazetteer.candidates("新京", on="1960")

    assert then.score == gazetteer.candidates("新京", on="1938")[0].score
    assert then.score > later.score
    assert "与文中时间相合" in then.why
    assert "不合" in later.why


def test_a_province_that_was_not_yet_there_falls_back(gazetteer: Gazetteer) -> None:
    """滨江省 is there in 1936 and not in 1920."""
    scores = {
        on: next(one.score for one in gazetteer.candidates("滨江省", on=on) if one.entry.id == "X055")
        for on in ("1936", "1920")
    }

    assert scores["1936"] > scores["1920"]


def test_company_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    """A place named beside it in the same tree, or close by, raises a candidate and is named in the reason."""
    alone = {one.entry.id: one.score for one in gazetteer.candidates("阿什河")}
    beside = {one.entry.id: one for one in gazetteer.candidates("阿什河", near=["L001"])}

    assert beside["L032"].score > alone["L032"]
    assert "同文的哈尔滨" in beside["L032"].why


def test_a_reason_says_what_is_unsure(gazetteer: Gazetteer) -> None:
    """Nobody takes a candidate for a fact."""
    (found,) = [one for one in gazetteer.candidates("滨江") if one.entry.canonical == "哈尔滨"]

    assert found.why.endswith("尚未核实。")
    assert found.score < 0.6


def test_names_of_one_language_only(gazetteer: Gazetteer) -> None:
    """A reader may ask for Russian names alone."""
    assert gazetteer.candidates("Харбин", lang="ru")
    assert not gazetteer.candidates("Харбин", lang="zh")
    assert not gazetteer.candidates("并无此地")


def test_parents_follow_the_date(gazetteer: Gazetteer) -> None:
    """依兰 belonged to 三江省 under the puppet state and not after."""
    yilan = gazetteer.places["L035"]
    then = {parent.id for parent in parents(yilan, on="1938")}
    now = {parent.id for parent in parents(yilan, on="2000")}

    assert "X056" in then
    assert "X056" not in now
    assert "L103" in gazetteer.ancestors("L035", on="1938")
    assert "L103" not in gazetteer.ancestors("L035", on="2000")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("海参崴", "符拉迪沃斯托克(海参崴)"),
        ("伯力", "哈巴罗夫斯克(伯力)"),
        ("双城子", "乌苏里斯克(双城子)"),
        ("海兰泡", "布拉戈维申斯克(海兰泡)"),
        ("尼布楚", "涅尔琴斯克(尼布楚)"),
        ("庙街", "尼古拉耶夫斯克(庙街)"),
        ("库页岛", "萨哈林岛(库页岛)"),
        ("外兴安岭", "斯塔诺夫山脉(外兴安岭)"),
    ],
)
def test_eight_places_bear_their_chinese_name(gazetteer: Gazetteer, name: str, label: str) -> None:
    """The map label has the Chinese name in brackets; in other languages it has none."""
    (found,) = [one.entry for one in gazetteer.candidates(name) if one.entry.id in BRACKETED]

    assert display_label(found) == label
    assert "(" not in display_label(found, "ru")


def test_other_places_are_shown_plainly(gazetteer: Gazetteer) -> None:
    """No other place has brackets of that kind, and a Russian reader gets the Russian name."""
    plain = [entry for entry in gazetteer.places.values() if entry.id not in BRACKETED]

    assert not [entry.id for entry in plain if "(" in display_label(entry)]
    assert display_label(gazetteer.places["L001"], "ru") == "Харбин"


def _check_when(when: dict[str, Any]) -> None:
    assert when["timespans"]
    for span in when["timespans"]:
        assert set(span) <= {"start", "end"}
        assert all(_read_edtf(side["in"]) is not None for side in span.values())


def _check_feature(feature: dict[str, Any], places: dict[str, Entry]) -> None:
    assert feature["type"] == "Feature"
    assert feature["@id"].rsplit(":", 1)[1] in places
    assert feature["properties"]["title"]
    assert set(feature["properties"]["fclasses"]) <= set("AHLPRST")
    assert feature["names"]
    assert feature["types"]
    assert all(name["toponym"] and name["citations"] and name["lang"] for name in feature["names"])
    for part in (feature, *feature["names"], *feature["relations"]):
        if "when" in part:
            _check_when(part["when"])
    for relation in feature["relations"]:
        assert relation["relationType"] == "gvp:broaderPartitive"
        assert relation["relationTo"].rsplit(":", 1)[1] in places
        assert relation["certainty"] in {"certain", "less-certain", "uncertain"}
    if feature["geometry"] is not None:
        assert feature["geometry"]["type"] == "Point"
        assert feature["geometry"]["certainty"] in {"certain", "less-certain"}


def test_the_places_are_valid_linked_places(gazetteer: Gazetteer) -> None:
    """Every feature has what the Linked Places Format asks for, and the whole survives JSON."""
    collection: dict[str, Any] = json.loads(json.dumps(to_lpf(tuple(gazetteer.places.values()))))

    assert collection["type"] == "FeatureCollection"
    assert collection["@context"].endswith(".jsonld")
    assert len(collection["features"]) == len(gazetteer.places)
    for feature in collection["features"]:
        _check_feature(feature, dict(gazetteer.places))


def test_linked_places_keep_times_and_doubt(gazetteer: Gazetteer) -> None:
    """A former name keeps its time, a dot its certainty, a doubtful membership its doubt."""
    features: list[Any] = to_lpf([gazetteer.places["L017"], gazetteer.places["L092"]])["features"]  # type: ignore[assignment]
    jingyu, camp = features
    former = next(name for name in jingyu["names"] if name["toponym"] == "濛江" and name["lang"] == "zh")
    doubtful = next(one for one in jingyu["relations"] if one["relationTo"].endswith("X061"))

    assert former["when"] == {"timespans": [{"end": {"in": "1946"}}]}
    assert doubtful["certainty"] == "less-certain"
    assert doubtful["when"]["certainty"] == "less-certain"
    assert jingyu["links"] == [{"type": "closeMatch", "identifier": "https://www.geonames.org/2036463"}]
    assert camp["geometry"]["certainty"] == "less-certain"
