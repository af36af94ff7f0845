"""The gazetteer: which place a name may mean at a date and in a company, and the places as linked data.

The rows stand in data/gazetteer/places.csv, data/authority/places.csv and world.csv. A place does not change
with its name, so 奉天, Мукден and 沈阳 lead to one entry; what changes with time are its names and what it is
part of. Points only: no borders are known here, and none are drawn.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ontology.authority import Authority, Entry, load_authority, references
from ontology.dates.bounds import edtf_bounds
from ontology.kinds import Kind
from ontology.names import name_key
from ontology.records import DateValue, Name

BRACKETED: Mapping[str, str] = {
    "L081": "伯力",
    "L082": "海参崴",
    "L083": "双城子",
    "L084": "庙街",
    "L087": "海兰泡",
    "L088": "尼布楚",
    "L101": "库页岛",
    "L102": "外兴安岭",
}
"""The eight places that a Chinese map shows with their Chinese name in brackets, by id."""
SUFFIXES = ("自治区", "地区", "特别市", "省", "市", "县", "区", "旗", "镇", "站")
"""What may stand or be left out at the end of a Chinese place name."""

_WEIGHT = {"preferred": 0.9, "variant": 0.88, "short": 0.84, "former": 0.86, "translation": 0.86}
_OTHER_WEIGHT = 0.8
_TYPES_ZH = {
    "preferred": "通行名",
    "variant": "异名",
    "short": "简称",
    "former": "旧称",
    "translation": "译名",
    "designation": "代号",
}
_WITHOUT_SUFFIX, _WITH_SUFFIX = 0.93, 0.86
_IN_USE, _OUT_OF_USE = 0.06, -0.2
_EXISTED, _NOT_YET_OR_NO_MORE = 0.02, -0.25
_UNSURE_NAME, _UNSURE_ENTRY = -0.3, -0.05
_SAME_TREE, _NEARBY = 0.08, 0.05
_NEAR_KM = 150.0
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a place is: a dot, how sure it is (certain, approximate) and who says so."""

    lat: float
    lon: float
    certainty: str
    source: str

    def distance_km(self, other: Position) -> float:
        """The distance to another dot along the surface of the earth."""
        lat, other_lat = math.radians(self.lat), math.radians(other.lat)
        half = math.sin((other_lat - lat) / 2) ** 2
        turn = math.sin(math.radians(other.lon - self.lon) / 2) ** 2
        return 2 * _EARTH_KM * math.asin(math.sqrt(half + math.cos(lat) * math.cos(other_lat) * turn))


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPlace:
    """A place that a name may mean, how well it fits (0 to 1), and why, in a Chinese sentence."""

    entry: Entry
    name: Name  # the name of the entry that fitted
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """What a place is or was part of; the time is EDTF, empty where it is not said."""

    id: str
    valid: str

    @property
    def certain(self) -> bool:
        """Whether the time of belonging is beyond doubt."""
        return "?" not in self.valid


def place_type(entry: Entry) -> str:
    """The finer type of a place: city, county, river, province …"""
    return entry.fields.get("place_type") or entry.fields.get("type", "")


def position(entry: Entry) -> Position | None:
    """Where a place is; none where nobody says it."""
    lat, lon = entry.fields.get("lat", ""), entry.fields.get("lon", "")
    if not lat or not lon:
        return None
    by_geonames = bool(entry.fields.get("geonames"))
    return Position(
        lat=float(lat),
        lon=float(lon),
        certainty=entry.fields.get("coord_certainty") or "approximate",
        source=entry.fields.get("coord_source") or ("GeoNames" if by_geonames else entry.source),
    )


def parents(entry: Entry, *, on: DateValue | str | None = None) -> tuple[Parent, ...]:
    """What a place is part of, at a date if one is given, as the row lists it."""
    found = (Parent(id=id_, valid=valid) for id_, valid in references(entry.fields.get("broader", "")))
    return tuple(parent for parent in found if _covers(parent.valid, _days(on)) is not False)


def display_label(entry: Entry, lang: str = "zh") -> str:
    """The name to show on a screen or map; eight Russian places bear their Chinese name in brackets."""
    if lang == "zh":
        chinese = BRACKETED.get(entry.id)
        return f"{entry.canonical}({chinese})" if chinese else entry.canonical
    return entry.entity().label(lang)


class Gazetteer:
    """Every place of the authority files, by any of its names."""

    def __init__(self, authority: Authority | None = None) -> None:
        """Index the places of an authority; the files as shipped if none is given."""
        authority = authority or load_authority()
        self.places: Mapping[str, Entry] = {entry.id: entry for entry in authority.of(Kind.PLACE)}
        self._named: dict[str, list[tuple[Entry, Name]]] = defaultdict(list)
        for entry in self.places.values():
            for name in entry.names:
                self._named[_key(name.text, name.lang)].append((entry, name))

    def candidates(
        self,
        name: str,
        *,
        lang: str = "",
        on: DateValue | str | None = None,
        near: Sequence[str] = (),
    ) -> tuple[RankedPlace, ...]:
        """The places that a name may mean, the likeliest first.

        Args:
            name: as written, in any script.
            lang: only names of this language, if given.
            on: when the text speaks of it, a date or EDTF: names and places of another time fall back.
            near: ids of places named beside it, or of what it is said to be part of.
        """
        best: dict[str, RankedPlace] = {}
        for key, closeness, how in _keys(name):
            for entry, known in self._named.get(key, ()):
                if lang and known.lang != lang:
                    continue
                ranked = self._ranked(entry, known, (name, closeness, how), on=on, near=near)
                if entry.id not in best or ranked.score > best[entry.id].score:
                    best[entry.id] = ranked
        return tuple(sorted(best.values(), key=lambda place: (-place.score, place.entry.id)))

    def ancestors(self, id_: str, *, on: DateValue | str | None = None) -> tuple[str, ...]:
        """Everything a place is part of, step by step, the nearest first."""
        found: dict[str, None] = {}
        waiting = [parent.id for parent in parents(self.places[id_], on=on)]
        while waiting:
            step, waiting = waiting, []
            for parent in step:
                if parent not in found and parent != id_:
                    found[parent] = None
                    waiting += [one.id for one in parents(self.places[parent], on=on)]
        return tuple(found)

    @cached_property
    def _lines(self) -> Mapping[str, frozenset[str]]:
        """Every place with all that it is part of, itself included."""
        return {id_: frozenset((id_, *self.ancestors(id_))) for id_ in self.places}

    def _ranked(
        self,
        entry: Entry,
        known: Name,
        asked: tuple[str, float, str],
        *,
        on: DateValue | str | None,
        near: Sequence[str],
    ) -> RankedPlace:
        name, closeness, how = asked
        time, said_of_time = _time(entry, known, _days(on))
        company, said_of_company = self._company(entry, near)
        score = closeness * _WEIGHT.get(known.type, _OTHER_WEIGHT) + time + company
        score += _UNSURE_NAME if known.certainty == "unsure" else 0.0
        score += _UNSURE_ENTRY if entry.certainty == "unsure" else 0.0
        kind = _TYPES_ZH.get(known.type, "名称")
        why = f"“{name}”{how}是{display_label(entry)}的{kind}{said_of_time}{said_of_company}"
        if "unsure" in (entry.certainty, known.certainty):
            why += "，尚未核实"
        return RankedPlace(entry=entry, name=known, score=round(max(0.0, min(1.0, score)), 3), why=why + "。")

    def _company(self, entry: Entry, near: Sequence[str]) -> tuple[float, str]:
        """What the places named beside it say: in one tree with it, or not far away."""
        others = [self.places[id_] for id_ in near if id_ in self.places and id_ != entry.id]
        for other in others:
            if other.id in self._lines[entry.id] or entry.id in self._lines[other.id]:
                return _SAME_TREE, f"，与同文的{display_label(other)}有隶属关系"
        here = position(entry)
        for other in others:
            there = position(other)
            if here and there and here.distance_km(there) <= _NEAR_KM:
                return _NEARBY, f"，距同文的{display_label(other)}约{here.distance_km(there):.0f}公里"
        return 0.0, ""


def _key(text: str, lang: str) -> str:
    return name_key(text, "ru" if lang == "ru" else "")


def _keys(name: str) -> tuple[tuple[str, float, str], ...]:
    """The forms under which a name is looked up, how close each is, and what was done to it."""
    plain = name_key(name)
    found = [(plain, 1.0, ""), (name_key(name, "ru"), 1.0, "")]
    for suffix in SUFFIXES:
        if plain.endswith(suffix) and len(plain) - len(suffix) > 1:
            found.append((plain.removesuffix(suffix), _WITHOUT_SUFFIX, f"去掉“{suffix}”字后"))
            break
    else:
        found += [(plain + suffix, _WITH_SUFFIX, f"补上“{suffix}”字后") for suffix in SUFFIXES[3:]]
    return tuple({key: (key, closeness, how) for key, closeness, how in reversed(found)}.values())[::-1]


def _days(on: DateValue | str | None) -> tuple[int, int]:
    """The first and last day of a date as YYYYMMDD, 0 where unknown."""
    if isinstance(on, DateValue):
        return on.lo, on.hi
    return edtf_bounds(on) if on else (0, 0)


def _covers(valid: str, days: tuple[int, int]) -> bool | None:
    """Whether a time of use meets a date; none where one of the two is not said."""
    since, until = edtf_bounds(valid)
    lo, hi = days
    if not (since or until) or not (lo or hi):
        return None
    return not ((since and hi and hi < since) or (until and lo and lo > until))


def _time(entry: Entry, name: Name, days: tuple[int, int]) -> tuple[float, str]:
    """What the date says of a name and of its bearer."""
    used, existed = _covers(name.valid, days), _covers(f"{entry.begin}/{entry.end}", days)
    change, said = 0.0, ""
    if used is not None:
        change += _IN_USE if used else _OUT_OF_USE
        said += f"，{_span_zh(name.valid)}使用，" + ("与文中时间相合" if used else "与文中时间不合")
    if existed is not None:
        change += _EXISTED if existed else _NOT_YET_OR_NO_MORE
        said += "" if existed else "，其时尚无或已无此建置"
    return change, said


def _span_zh(valid: str) -> str:
    """A time of use in Chinese words: 1945年以前, 1934至1945年."""
    since, until = edtf_bounds(valid)
    first, last = since // 10000, until // 10000
    if not first:
        return f"{last}年以前"
    if not last:
        return f"{first}年以后"
    return f"{first}年" if first == last else f"{first}至{last}年"


LPF_CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
)
"""The JSON-LD context of the Linked Places Format; named in the file, never fetched."""
PLACE_URI = "urn:dangmai:place:"
"""What stands before the id of a place in linked data."""

# Type of place: Chinese label, AAT number ("" where none fits surely), GeoNames feature class.
_TYPES: Mapping[str, tuple[str, str, str]] = {
    "battlefield": ("战场", "", "S"),
    "bay": ("海湾", "", "H"),
    "bridge": ("桥梁", "300007836", "S"),
    "city": ("城市", "300008389", "P"),
    "continent": ("洲", "300128176", "L"),
    "country": ("国家", "300128207", "A"),
    "county": ("县", "300000771", "A"),
    "district": ("区", "", "A"),
    "fortress": ("要塞", "", "S"),
    "historical_polity": ("历史政权", "", "A"),
    "island": ("岛屿", "300008791", "T"),
    "lake": ("湖泊", "300008680", "H"),
    "league": ("盟", "", "A"),
    "mountain": ("山", "300008795", "T"),
    "peninsula": ("半岛", "", "T"),
    "province": ("省级政区", "300000774", "A"),
    "railway": ("铁路", "", "R"),
    "region": ("地区", "", "L"),
    "river": ("河流", "300008707", "H"),
    "sea": ("海", "300008694", "H"),
    "site": ("地点", "", "S"),
    "station": ("车站", "", "S"),
    "street": ("街道", "", "R"),
    "territory": ("领地", "", "A"),
    "town": ("镇", "300008375", "P"),
    "village": ("村", "300008372", "P"),
}


def to_lpf(entries: Sequence[Entry]) -> dict[str, object]:
    """Places as a collection in the Linked Places Format 1.2: JSON-LD that is also GeoJSON; points, no borders.

    A parent is named even where it is not among the entries, by its id.
    """
    labels = {entry.id: entry.canonical for entry in entries}
    features = [_feature(entry, labels) for entry in sorted(entries, key=lambda entry: entry.id)]
    return {"type": "FeatureCollection", "@context": LPF_CONTEXT, "features": features}


def _feature(entry: Entry, labels: Mapping[str, str]) -> dict[str, object]:
    zh, aat, fclass = _TYPES.get(place_type(entry), ("地点", "", "S"))
    kind: dict[str, object] = {"label": zh, "sourceLabels": [{"label": place_type(entry), "lang": "en"}]}
    properties: dict[str, object] = {"title": display_label(entry), "fclasses": [fclass]}
    if country := entry.fields.get("country", ""):
        properties["ccodes"] = [country]
    feature: dict[str, object] = {
        "@id": PLACE_URI + entry.id,
        "type": "Feature",
        "properties": properties,
        "names": [_toponym(name, entry) for name in entry.names],
        "types": [{"identifier": f"aat:{aat}", **kind} if aat else kind],
        "geometry": _geometry(entry),
        "relations": [_relation(parent, labels, entry) for parent in parents(entry)],
    }
    if when := _when(f"{entry.begin}/{entry.end}"):
        feature["when"] = when
    if number := entry.fields.get("geonames", ""):
        feature["links"] = [{"type": "closeMatch", "identifier": f"https://www.geonames.org/{number}"}]
    if entry.note:
        feature["descriptions"] = [{"value": entry.note, "lang": "zh"}]
    return feature


def _toponym(name: Name, entry: Entry) -> dict[str, object]:
    found: dict[str, object] = {"toponym": name.text, "lang": name.lang, "citations": _citations(entry)}
    if name.certainty == "unsure":
        found["certainty"] = "uncertain"
    return {**found, "when": when} if (when := _when(name.valid)) else found


def _citations(entry: Entry) -> list[dict[str, str]]:
    return [{"label": label.strip()} for label in entry.source.replace("；", ";").split(";") if label.strip()]


def _geometry(entry: Entry) -> dict[str, object] | None:
    here = position(entry)
    if here is None:
        return None
    return {
        "type": "Point",
        "coordinates": [here.lon, here.lat],
        "certainty": "certain" if here.certainty == "certain" else "less-certain",
        "citations": [{"label": here.source}],
    }


def _relation(parent: Parent, labels: Mapping[str, str], entry: Entry) -> dict[str, object]:
    sure = parent.certain and entry.certainty == "certain"
    found: dict[str, object] = {
        "relationType": "gvp:broaderPartitive",
        "relationTo": PLACE_URI + parent.id,
        "label": labels.get(parent.id, parent.id),
        "certainty": "certain" if sure else "less-certain",
    }
    return {**found, "when": when} if (when := _when(parent.valid)) else found


def _when(edtf: str) -> dict[str, object] | None:
    """A time as LPF writes it; none where neither end is known."""
    plain = edtf.replace("?", "").replace("~", "")
    first, _, last = plain.partition("/") if "/" in plain else (plain, "", plain)
    span = {side: {"in": date} for side, date in (("start", first), ("end", last)) if date not in ("", "..")}
    if not span:
        return None
    when: dict[str, object] = {"timespans": [span]}
    return {**when, "certainty": "less-certain"} if plain != edtf else when
