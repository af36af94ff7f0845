"""What one record says of one name that no list knows: the evidence for and against its being a namesake's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extraction.link.choice import Choice
from extraction.link.keys import language_of
from extraction.link.lookup import type_of
from extraction.link.numerals import with_arabic_numbers
from extraction.link.official import full_designation
from extraction.link.surroundings import RecordContext
from extraction.link.walks import walks_in
from ontology.authority import references
from ontology.kinds import Kind
from ontology.names import fold
from ontology.records import Mention

_REACH = 120
"""Characters on each side within which a name counts as company."""
_WORDS, _RUSSIAN_WORDS = 24, 44
_STEM = 9
_TOO_WIDE = frozenset({"country", "region", "continent", "sea", "historical_polity", "province", "territory"})
_ROLE = re.compile(
    "总司令|司令员|司令|总指挥|军长|师长|旅长|团长|营长|连长|排长|参谋长|政委|书记|主席|省长|市长|县长|区长|乡长|村长|屯长|部长|局长|署长|厅长|科长|"
    "处长|站长|校长|厂长|场长|队长|班长|会长|团总|掌柜|地主|猎户|司机|医生|教员|绅士|工程师|侦察员|начальник\\w* станции|машинист|механик|телеграфист|кондуктор|инженер|командир роты|начальник\\w*|рядово\\w*"
)
_KIN = re.compile(
    "(?P<of>[^，。；、\\s]{2,4})之(?P<what>妻|夫|父|母|子|女|弟|兄|妹|姐)|(?P<of2>[^，。；、\\s之]{2,4})(?P<what2>妻)"
)
_SPACES = re.compile(r"(?<![а-яё.])\s+|\s+(?![а-яё])")
_SIDES = re.compile("^(?:国民党军?|国民革命军|国军|中国共产党|中共|日军|日本陆军|关东军|陆军|伪满?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One name in one record with what is said of its bearer."""

    kind: Kind
    name: str  # comparable: folded, numbers in figures
    written: str
    lang: str
    first: int  # years, 0 where nothing is said
    last: int
    people: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    walks: frozenset[str]
    roles: frozenset[str]
    kin: frozenset[str]
    also: frozenset[str]  # what the record calls it elsewhere
    before: str  # the two signs before the name, where they are characters


def profile_of(
    context: RecordContext, mention: Mention, choice: Choice, choices: Mapping[str, Choice]
) -> Profile:
    """The evidence of a mention; choices hold what was decided about the others of its record."""
    company: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    for other in context.company(mention, _REACH):
        one = choices[other.id]
        if one.identity != choice.identity and not _is_wide(one):
            company[other.kind].update(_with_parents(one))
    day = context.day_nearby(mention) or (
        context.day_of(mention) if len(context.folded) < 4 * _REACH else None
    )
    lang = language_of(mention.text, context.marked.record.lang)
    near = context.near_words(mention, _RUSSIAN_WORDS if lang == "ru" else _WORDS)
    return Profile(
        kind=mention.kind,
        name=comparable(_own_name(choice, lang), mention.kind),
        written=fold(mention.text),
        lang=lang,
        first=day.date.lo // 10_000 if day else 0,
        last=(day.date.hi or day.date.lo) // 10_000 if day else 0,
        people=frozenset(company[Kind.PERSON]),
        places=frozenset(company[Kind.PLACE]),
        bodies=frozenset(company[Kind.ORGANIZATION]),
        walks=walks_in(near) if mention.kind is Kind.PERSON else frozenset(),
        roles=frozenset(role[:_STEM] for role in _ROLE.findall(near.lower())),
        also=frozenset(_other_names(context, mention, choice, choices)),
        before=_before(context, mention),
        kin=frozenset(_kin_said(context.clause(mention), fold(mention.text))),
    )


def _other_names(
    context: RecordContext, mention: Mention, choice: Choice, choices: Mapping[str, Choice]
) -> Iterator[str]:
    """李红涛原名李向之: the record itself says that two names are one's."""
    for other in context.company(mention, _REACH):
        same = other.kind is mention.kind and choices[other.id].identity == choice.identity
        if same and len(other.text) > 1 and fold(other.text) != fold(mention.text):
            yield comparable(other.text, other.kind)


def _before(context: RecordContext, mention: Mention) -> str:
    """道外|同发隆: two signs right before the name, unless they are the end of another name."""
    found = re.search("[\u4e00-\u9fff]{2}$", context.folded[max(0, mention.start - 2) : mention.start])
    taken = any(
        other.end == mention.start and other.kind is not Kind.PLACE for other in context.company(mention, 1)
    )
    return found.group() if found and not taken else ""


def _own_name(choice: Choice, lang: str) -> str:
    """What names are compared by: the label; for Russian the dictionary form under which mentions gather."""
    return _key_of(choice).partition(":")[2] if lang == "ru" and choice.key else choice.label


def _key_of(choice: Choice) -> str:
    """Who a choice is, whatever record it was made in."""
    return choice.identity.partition("@")[0]


def _is_wide(choice: Choice) -> bool:
    return choice.entry is not None and type_of(choice.entry) in _TOO_WIDE


def _with_parents(choice: Choice) -> tuple[str, ...]:
    """A place with the counties and cities it lies in."""
    own = _key_of(choice)
    broader = choice.entry.fields.get("broader", "") if choice.entry else ""
    return (own, *_parents(broader)) if broader else (own,)


@lru_cache(maxsize=8192)
def _parents(broader: str) -> tuple[str, ...]:
    return tuple(f"={id_}" for id_, _ in references(broader) if not id_.startswith("X"))


def _kin_said(clause: str, name: str) -> set[str]:
    """赵致远之子, 王有田之妻: said of the name before or after."""
    found = set()
    for match in _KIN.finditer(clause):
        of, what = match["of"] or match["of2"], match["what"] or match["what2"]
        found.add(f"{of}的{what}" if of not in name else f"{what}")
    return found


@lru_cache(maxsize=1 << 16)
def comparable(label: str, kind: Kind) -> str:
    """A label without what writers leave out or vary: side, party, ordinal sign, spaces."""
    plain = _SPACES.sub("", fold(label)).lower().strip("《》“”「」『』\"'")
    if kind is not Kind.ORGANIZATION:
        return plain
    plain = with_arabic_numbers(full_designation(plain)).replace("第", "")
    plain = re.sub("委员会$", "委", plain.replace("工作委员会", "工委"))
    plain = re.sub("^团(?=.+委$)", "共青团", plain)
    return plain.removeprefix("中国共产党").removeprefix("中共")


def without_side(name: str) -> str:
    """A comparable name of a unit without whose it is."""
    return _SIDES.sub("", name)
