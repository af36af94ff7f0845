"""The authority file by name: who could be meant by a name as printed."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from extraction.link.kana_russian import last_part, likeness, skeleton_of_kana, skeleton_of_russian
from extraction.link.keys import Key, keys_of, language_of, modern
from extraction.link.russian import nominative, surname_and_initials
from extraction.link.shapes import is_rare, is_slip, russian_shape_key, slips
from extraction.link.units import full_army_name, unit_of
from ontology import kana, palladius
from ontology.authority import REFERENCES, Authority, Entry
from ontology.kana import is_kana
from ontology.kinds import Kind
from ontology.names import fold, name_key, name_keys, script_of
from ontology.records import Name

NAME_WEIGHT = {"preferred": 1.0, "variant": 0.97, "designation": 0.97, "former": 0.96, "translation": 0.96}
"""How well a name of each type points to its bearer; pseudonyms are shared more often."""
OTHER_NAME_WEIGHT = 0.92
_SISTERS = {
    Kind.PLACE: Kind.ORGANIZATION,
    Kind.ORGANIZATION: Kind.PLACE,
    Kind.EVENT: Kind.WORK,
    Kind.WORK: Kind.EVENT,
}
_SURNAME_ONLY = 0.72
_WITH_INITIALS = 0.88
_ALSO = {
    "外相": ("外务大臣",),
    "首相": ("总理大臣", "内阁总理"),
    "陆相": ("陆军大臣",),
    "总理": ("国务总理",),
    "内阁": ("总理大臣", "首相"),
    "副司令": ("副总司令", "副司令"),
}
"""Short words for offices that rows write in full."""
_BY_OFFICE = 0.68
BY_SOUND, BY_SHAPE = "按译音", "疑为误识"
"""Begins what is said of a candidate that was found by sound or by the look of its characters."""
_SOUNDS_ALIKE, _SHORT_SOUND, _LOOKS_ALIKE, _SHORT_LOOK, _HOMOPHONE = 0.74, 0.55, 0.72, 0.66, 0.72
_SKELETON, _VOWELS_ALIKE = 0.52, 0.25
_LONG_ENOUGH = 3  # syllables or signs from which chance hardly makes two names alike
_UNSURE_ENTRY = 0.03
_UNSURE_NAME = 0.4
_KANA_ALIKE = str.maketrans("チヂヅヲヱヰ", "シシツオエイ")
_BODY_ENDS = "委军师团旅队局部会厂校院"
_OTHER_ENDS = "课股室司社所站处科馆店号行署府党路线系组坊"
_SIDE = re.compile("^(?:苏军|日军|伪军)")
_STATES = frozenset({"polity", "country", "state", "historical_polity"})
_TREATIES = frozenset({"treaty", "declaration", "document", "law"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that bears the name, the name that fitted, and how well."""

    entry: Entry
    name: Name
    score: float
    how: str  # what was done to the printed name to find it


class NameIndex:
    """Every name of the authority file under its keys."""

    def __init__(self, authority: Authority) -> None:
        """Index an authority file once; looking up is then a matter of keys."""
        self._authority = authority
        self._named: dict[str, list[tuple[Entry, Name]]] = defaultdict(list)
        self._surnames: dict[str, list[tuple[Entry, Name]]] = defaultdict(list)
        self._people: dict[str, list[Entry]] = defaultdict(list)
        self._shapes: dict[str, list[tuple[Entry, Name]]] = defaultdict(list)
        self._gapped: dict[str, list[tuple[Entry, Name]]] = defaultdict(list)
        self._related: dict[str, frozenset[str]] = {}
        for entry in authority.entries.values():
            if entry.kind is Kind.PERSON:
                self._people[entry.canonical[:1]].append(entry)
            for name in (*entry.names, Name(text=entry.canonical, type="preferred")):
                for key in _index_keys(name, entry):
                    self._named[key].append((entry, name))
                self._keep_likenesses(entry, name)
                if entry.kind is Kind.PERSON and name.lang == "ru":
                    for surname in surname_and_initials(name.text)[0]:
                        self._surnames[surname].append((entry, name))

    def candidates(self, surface: str, kind: Kind, record_lang: str) -> tuple[Candidate, ...]:
        """Who the name may stand for, the best first: entries of its kind, else a sister kind's.

        A sister kind is looked at only where texts themselves waver: a state that acts (伪满洲国 marked as an
        organization), and a treaty named for its signing.
        """
        lang = language_of(surface, record_lang)
        keys = keys_of(surface, kind, lang)
        found = _best(self._all(keys, surface, kind))
        if not found and kind is Kind.PERSON and lang == "ru":
            found = _best(self._by_surname(modern(surface)))
        if not found and kind is Kind.PERSON and is_kana(surface) and last_part(surface) != surface:
            found = _best(
                replace(one, score=_SURNAME_ONLY, how="按姓氏")
                for one in self._all(keys_of(last_part(surface), kind, "ja"), surface, kind)
            )
        sister = _SISTERS.get(kind)
        if not found and sister is not None:
            found = tuple(c for c in _best(self._all(keys, surface, sister)) if _wavers(c.entry))
        return found or _best(self._alike(surface, kind, lang))

    def _keep_likenesses(self, entry: Entry, name: Name) -> None:
        """Remember how a name sounds and looks, for names that are found in no other way."""
        if name.lang == "ru":
            self._shapes[russian_shape_key(name.text)].append((entry, name))
            return
        if name.lang == "ja" and is_kana(name.text):
            self._shapes[_kana_frame(name.text)].append((entry, name))
        for gapped in _with_a_gap(fold(name.text)) if len(name.text) > 1 else ():
            self._gapped[gapped].append((entry, name))

    @cached_property
    def _sounds(self) -> Mapping[str, list[tuple[Entry, Name]]]:
        """People and places by how their names sound; made when the first stranger in another script comes."""
        found: dict[str, list[tuple[Entry, Name]]] = defaultdict(list)
        for entry in self._authority.entries.values():
            for name in entry.names if entry.kind in (Kind.PERSON, Kind.PLACE) else ():
                for key in name_keys(name.text, name.lang):
                    if key.startswith("ro:" if name.lang == "ru" else ("py:", "ro:")):
                        found[key].append((entry, name))
        return found

    @cached_property
    def _skeletons(self) -> Mapping[str, list[tuple[Entry, Name]]]:
        """People by surname and places of one word by how kana would write their Russian names."""
        found: dict[str, list[tuple[Entry, Name]]] = defaultdict(list)
        for entry in self._authority.entries.values():
            for name in entry.names if entry.kind in (Kind.PERSON, Kind.PLACE) else ():
                words = name.text.split()
                if name.lang != "ru" or (entry.kind is Kind.PLACE and len(words) > 1):
                    continue
                if kana.words_of_russian(name.text) or palladius.to_pinyin(name.text):
                    continue
                if skeleton := skeleton_of_russian(words[-1]):
                    found[skeleton].append((entry, name))
        return found

    def _alike(self, surface: str, kind: Kind, lang: str) -> Iterator[Candidate]:
        """Entries whose name sounds like this one in another script, or looks like it: candidates, rarely more."""
        if lang == "ru":
            plain = modern(surface)
            yield from self._by_sound(nominative(plain), kind, _SOUNDS_ALIKE)
            for entry, name in self._shapes.get(russian_shape_key(plain), ()):
                if entry.kind is kind:
                    score = _LOOKS_ALIKE - _doubt(entry, name)
                    yield Candidate(entry=entry, name=name, score=score, how=BY_SHAPE)
            return
        if len(surface) > _LONG_ENOUGH and is_kana(surface):
            for entry, name in self._shapes.get(_kana_frame(surface), ()):
                if entry.kind is kind:
                    score = _SOUNDS_ALIKE - _doubt(entry, name)
                    yield Candidate(entry=entry, name=name, score=score, how=BY_SOUND)
        if skeleton := skeleton_of_kana(surface):
            for entry, name in self._skeletons.get(skeleton, ()):
                if entry.kind is kind:
                    alike = likeness(surface, name.text.split()[-1])
                    score = _SKELETON + _VOWELS_ALIKE * alike - _doubt(entry, name)
                    yield Candidate(entry=entry, name=name, score=score, how=BY_SOUND)
        if kind in (Kind.PERSON, Kind.PLACE) and script_of(surface) in ("Latn", "Jpan"):
            yield from self._by_sound(surface, kind, _SOUNDS_ALIKE)
        elif kind is Kind.PLACE and len(surface) >= _LONG_ENOUGH:
            yield from self._by_homophone(surface)
        yield from self._by_look(surface, kind)

    def _by_homophone(self, surface: str) -> Iterator[Candidate]:
        """满州里 for 满洲里: a place written with one other character of the same sound."""
        for gapped in _with_a_gap(fold(surface)):
            for entry, name in self._gapped.get(gapped, ()):
                shared = name_keys(surface) & name_keys(name.text)
                if (
                    entry.kind is Kind.PLACE
                    and slips(surface, name.text) == 1
                    and any(key.startswith("py:") for key in shared)
                ):
                    score = _HOMOPHONE - _doubt(entry, name)
                    yield Candidate(entry=entry, name=name, score=score, how=BY_SOUND)

    def _by_sound(self, surface: str, kind: Kind, closeness: float) -> Iterator[Candidate]:
        for key in sorted(name_keys(surface)):
            long = key.count(" ") + 1 >= _LONG_ENOUGH if key.startswith("py:") else len(key) > 8
            for entry, name in self._sounds.get(key, ()):
                if entry.kind is kind:
                    score = (closeness if long else _SHORT_SOUND) - _doubt(entry, name)
                    yield Candidate(entry=entry, name=name, score=score, how=BY_SOUND)

    def _by_look(self, surface: str, kind: Kind) -> Iterator[Candidate]:
        """One misread character; in a place of two signs only a character that no usual name has."""
        folded = fold(surface)
        if len(folded) < _LONG_ENOUGH and (kind is not Kind.PLACE or not any(map(is_rare, folded))):
            return
        score = _LOOKS_ALIKE if len(folded) >= _LONG_ENOUGH else _SHORT_LOOK
        for gapped in _with_a_gap(folded):
            for entry, name in self._gapped.get(gapped, ()):
                if entry.kind is kind and (is_slip(surface, name.text) or _is_broken_end(surface, name.text)):
                    doubted = score - _doubt(entry, name)
                    yield Candidate(entry=entry, name=name, score=doubted, how=BY_SHAPE)

    def holders(self, surname: str, office: str) -> tuple[Candidate, ...]:
        """The one person of a surname whose row names the office: 币原|外相; nobody where there are several."""
        if not office or not 1 <= len(surname) <= 2:
            return ()
        named = [
            entry
            for entry in self._people.get(surname[0], ())
            if entry.canonical.startswith(surname)
            and len(entry.canonical) > len(surname)
            and any(
                word in entry.fields.get("role", "") + entry.note for word in (office, *_ALSO.get(office, ()))
            )
        ]
        if len(named) != 1:
            return ()
        name = Name(text=named[0].canonical, type="preferred")
        return (Candidate(entry=named[0], name=name, score=_BY_OFFICE, how="按姓氏和职务"),)

    def exactly(self, canonical: str, kind: Kind) -> Entry | None:
        """The one entry with this canonical name, None for none or several."""
        found = self._authority.by_canonical(kind, canonical)
        return found[0] if len(found) == 1 else None

    def related(self, entry: Entry) -> frozenset[str]:
        """Ids of the entries that an entry's own row speaks of."""
        if entry.id not in self._related:
            others = frozenset(other for column in REFERENCES for other in entry.ids(column))
            self._related[entry.id] = others - {entry.id}
        return self._related[entry.id]

    def _all(self, keys: tuple[Key, ...], surface: str, kind: Kind) -> Iterator[Candidate]:
        for key in keys:
            for entry, name in self._named.get(key.text, ()):
                if entry.kind is not kind or not _may_stand_for(entry, name, surface, key):
                    continue
                weight = NAME_WEIGHT.get(name.type, OTHER_NAME_WEIGHT)
                score = key.closeness * weight - _doubt(entry, name)
                yield Candidate(entry=entry, name=name, score=score, how=key.how)

    def _by_surname(self, surface: str) -> Iterator[Candidate]:
        """В. К. Блюхер for Василий Константинович Блюхер: the surname, and initials that do not contradict."""
        surnames, initials = surname_and_initials(surface)
        for surname in surnames:
            for entry, name in self._surnames.get(surname, ()):
                theirs = surname_and_initials(name.text)[1]
                shared = min(len(initials), len(theirs))
                if initials[:shared] == theirs[:shared]:
                    score = (_WITH_INITIALS if shared else _SURNAME_ONLY) - _doubt(entry, name)
                    yield Candidate(entry=entry, name=name, score=score, how="按姓氏和名字缩写")


def _kana_frame(name: str) -> str:
    """A name in kana without what old prints vary: voicing, long vowels, doubling; チャムス and ジャムス are one."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", name) if sign not in "\u3099\u309aー・ッ")
    return "kana:" + plain.translate(_KANA_ALIKE)


def _is_broken_end(surface: str, name: str) -> bool:
    """中共满洲省季 for 中共满洲省委: the last sign makes no word for a body, and once did."""
    mine, theirs = fold(surface), fold(name)
    broken = theirs[-1] in _BODY_ENDS and mine[-1] not in _BODY_ENDS + _OTHER_ENDS
    return len(mine) == len(theirs) > _LONG_ENOUGH and mine[:-1] == theirs[:-1] and broken


def _with_a_gap(name: str) -> tuple[str, ...]:
    """A name with each of its signs left open in turn."""
    return tuple(f"{name[:place]}*{name[place + 1 :]}" for place in range(len(name)))


def type_of(entry: Entry) -> str:
    """The finer type of an entry: city, river, treaty, army …"""
    columns = ("place_type", "org_type", "event_type", "work_type", "type")
    return next((entry.fields[column] for column in columns if entry.fields.get(column)), "")


def _best(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each entry once, with its best name, the best entry first."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        known = best.get(candidate.entry.id)
        if known is None or candidate.score > known.score:
            best[candidate.entry.id] = candidate
    return tuple(sorted(best.values(), key=lambda c: (-c.score, c.entry.id)))


def _doubt(entry: Entry, name: Name) -> float:
    """An unchecked entry is still what its name says; an unchecked name decides nothing by itself."""
    unsure = name.certainty == "unsure" or (
        entry.certainty == "unsure" and name.type == "former" and name.lang == "zh"
    )
    return _UNSURE_NAME if unsure else _UNSURE_ENTRY if entry.certainty == "unsure" else 0.0


def _index_keys(name: Name, entry: Entry) -> set[str]:
    """The forms a name is kept under: as written, and with what varies in writing made equal."""
    plain = name_key(name.text, name.lang if name.lang == "ru" else "zh")
    if name.lang == "ru":
        return {plain, *(key.text for key in keys_of(name.text, entry.kind, "ru"))}
    if entry.kind is Kind.ORGANIZATION:
        keys = {key.text for key in keys_of(name.text, entry.kind, "zh") if not key.how.startswith("补上")}
        rest = _SIDE.sub("", plain)
        unit = unit_of(rest) if rest != plain else None
        if unit is not None and unit.army:  # 苏军独立第88步兵旅, which others call 独立第88步兵旅
            keys |= {key.text for key in keys_of(rest, entry.kind, "zh") if not key.how.startswith("补上")}
        return keys
    return {plain, *_with_surname(name, plain, entry)}


def _with_surname(name: Name, plain: str, entry: Entry) -> Iterator[str]:
    """字 stands after the surname as well (张汉卿), and a title before a name stands alone (庆亲王)."""
    if entry.kind is not Kind.PERSON:
        return
    if name.type == "courtesy" and len(plain) == 2 and len(entry.canonical) in (2, 3):
        yield name_key(entry.canonical[0]) + plain
    canonical = name_key(entry.canonical)
    if name.type == "variant" and plain.endswith(("王" + canonical, "公" + canonical)):
        yield plain.removesuffix(canonical)


def _may_stand_for(entry: Entry, name: Name, surface: str, key: Key) -> bool:
    """A town is not its station, and a bare ordinal names no army."""
    if "站" in key.how:
        return type_of(entry) == "station"
    unit = unit_of(surface)
    if unit is None or unit.army:
        return True
    if full_army_name(name.text) == entry.canonical and unit_of(entry.canonical) == unit:
        return True
    listed = unit_of(name.text)  # 第88旅: so well known that its own row lists the bare number
    return listed is not None and not listed.army and name.lang == "zh"


def _wavers(entry: Entry) -> bool:
    return type_of(entry) in _STATES | _TREATIES
