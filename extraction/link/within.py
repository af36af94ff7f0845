"""What a record decides by itself: short units, bare surnames, shortened names, and names it declares equal."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from extraction.link.aliases import stated_aliases
from extraction.link.choice import Choice
from extraction.link.keys import language_of
from extraction.link.lookup import NameIndex
from extraction.link.numerals import with_arabic_numbers
from extraction.link.russian import lemma_keys
from extraction.link.surroundings import RecordContext
from extraction.link.units import (
    PARENTS,
    UNITED_ARMY,
    Unit,
    echelon_of,
    full_army_name,
    is_bare,
    leading_part,
    numeral,
    unit_of,
)
from ontology.kinds import Kind
from ontology.names import fold
from ontology.records import Mention

Choices = Mapping[str, Choice]
"""What is held of each mention so far, by its id."""

_SHORTENED = (Kind.ORGANIZATION, Kind.EVENT, Kind.WORK)
_JOINS = re.compile(r"^[、，,和及與与暨 ]+$")
_FULL_NAME = 4
"""Signs from which a name in Chinese or Japanese is surely a full one."""
_UNITED_ECHELONS = frozenset({"军", "路军"})
_OTHER_SIDE = re.compile("(?:日军|日本|敌军?|伪军|苏军|国军|国民党军|韩军|美军)$")
_FOOT = re.compile(r"步兵(?=[旅师团]$)")
_COURTESY = re.compile("[，,（(]?(?:字|号|别号)(?P<zi>[\u4e00-\u9fff]{2})")
_TELLING = re.compile("[0-9一二三四五六七八九十第]|中心|临时|特别|工作|[省县市区]")
_NUMERALS = "0123456789〇零一二三四五六七八九十百第"


def settle_within(
    context: RecordContext, decided: Choices, strangers: Choices, *, index: NameIndex
) -> dict[str, Choice]:
    """A choice for every mention: what the authority decided stays, then what the record itself decides.

    `strangers` holds for every mention what it is if nobody knows better.
    """
    settled = _with_stated(context, decided, {})
    held = ChainMap(settled, dict(strangers))
    for place, mention in enumerate(context.mentions):
        if mention.id not in settled:
            found = _from_record(context, held, place, index=index)
            if found is not None:
                settled[mention.id] = found
    return {**strangers, **_with_stated(context, settled, strangers)}


def _from_record(context: RecordContext, choices: Choices, place: int, *, index: NameIndex) -> Choice | None:
    mention = context.mentions[place]
    if mention.kind is Kind.ORGANIZATION:
        found = _of_unit(context, choices, place, index=index)
        if found is not None:
            return found
    if mention.kind is Kind.PERSON:
        return _short_person(context, choices, place)
    return _shortened(context, choices, place) if mention.kind in _SHORTENED else None


# --- units -------------------------------------------------------------------------------


def _unit_at(context: RecordContext, place: int) -> Unit | None:
    """The unit a mention names; 第一 in 第一、第二师 takes its echelon from the end of the list."""
    unit = unit_of(context.mentions[place].text)
    if unit is None or unit.tail:
        return unit
    for before, after in zip(context.mentions[place:], context.mentions[place + 1 :], strict=False):
        if not _JOINS.match(context.folded[before.end : after.start]):
            return None
        following = unit_of(after.text)
        if following is None:
            return None
        if following.tail:
            return Unit(army=unit.army, number=unit.number, tail=following.tail)
    return None


def _of_unit(context: RecordContext, choices: Choices, place: int, *, index: NameIndex) -> Choice | None:
    """A unit named without its army: 第三军, 第三军第一师第二团, or 教导旅 where the United Army is the subject."""
    mention = context.mentions[place]
    lead, rest = leading_part(mention.text)
    unit = unit_of(lead) if lead else _unit_at(context, place)
    if unit is not None and not unit.army:
        found = _short_unit(context, choices, place, unit=unit, index=index)
        if found is None or not lead:
            return found
        return _composed(found.label + rest, index, why=found.why, score=found.score - 0.05)
    name = UNITED_ARMY + fold(mention.text)
    if context.about_united_army and index.exactly(name, Kind.ORGANIZATION):
        return _composed(name, index, why="本件谈东北抗日联军，名称只略去军名。", score=0.75)
    return None


def _short_unit(
    context: RecordContext, choices: Choices, place: int, *, unit: Unit, index: NameIndex
) -> Choice | None:
    """A bare ordinal: the full unit the record named, else an army of the United Army, else part of a formation."""
    for full in _full_names_before(context, choices, place):
        named = unit_of(full.label)
        if named and named.army and (named.number, named.tail) == (unit.number, unit.tail):
            return replace(full, score=0.85, why=f"同文前面写出全称“{full.label}”。", candidates=())
    short = f"第{numeral(unit.number)}{unit.tail}"
    if context.about_united_army and unit.tail in _UNITED_ECHELONS:
        return _composed(UNITED_ARMY + short, index, why="本件谈东北抗日联军，番号相同。", score=0.75)
    written = unit_of(context.mentions[place].text)
    if written is None or not written.tail:
        return _composed(short, index, why="同列末尾写出编制，番号略去。", score=0.6) if unit.tail else None
    formation = _formation(context, choices, place, tail=unit.tail)
    if formation:
        return _composed(formation + short, index, why=f"同文前面的上级部队是“{formation}”。", score=0.65)
    return None


def _formation(context: RecordContext, choices: Choices, place: int, *, tail: str) -> str:
    """The formation a numbered part belongs to: the nearest one of the usual parent's echelon."""
    start = context.mentions[place].start
    if _OTHER_SIDE.search(context.folded[max(0, start - 4) : start]):
        return ""  # 日军第十四师团 is no part of the force the talk is of
    before = [full.label for full in _full_names_before(context, choices, place) if not is_bare(full.label)]
    for parent in PARENTS.get(tail, ()):
        for label in before:
            # 志愿军 is no echelon: a bare number below it stays bare, as the whole force has one series of them
            if echelon_of(label) == parent and (unit_of(label) or parent != "军"):
                return label
    return ""


def _full_names_before(context: RecordContext, choices: Choices, place: int) -> Iterator[Choice]:
    """The decided organizations before a mention, the nearest first."""
    for mention in reversed(context.mentions[:place]):
        if mention.kind is Kind.ORGANIZATION:
            yield choices[mention.id]


def _composed(name: str, index: NameIndex, *, why: str, score: float) -> Choice:
    entry = index.exactly(name, Kind.ORGANIZATION)
    return Choice(entry=entry, key="" if entry else _gathering(name), label=name, score=score, why=why)


def _gathering(name: str) -> str:
    return f"{Kind.ORGANIZATION.value}:{fold(name)}"


# --- people ------------------------------------------------------------------------------


def _short_person(context: RecordContext, choices: Choices, place: int) -> Choice | None:
    """A surname or a given name alone: the one person of that name the record named before."""
    mention = context.mentions[place]
    if bearer := _by_courtesy_name(context, choices, place):
        return bearer
    if not _may_be_short(mention, context.marked.record.lang):
        return None
    bearers: dict[str, Choice] = {}
    for earlier in context.mentions[:place]:
        choice = choices[earlier.id]
        if earlier.kind is Kind.PERSON and _shortens(mention, earlier, context.marked.record.lang):
            bearers.setdefault(choice.identity, choice)
    if len(bearers) != 1:
        return None
    bearer = next(iter(bearers.values()))
    return replace(bearer, score=0.8, why=f"同文前面这个姓名只有“{bearer.label}”一人。", candidates=())


def _by_courtesy_name(context: RecordContext, choices: Choices, place: int) -> Choice | None:
    """赵永昌字寿亭 is called 赵寿亭 after that."""
    short = context.folded[context.mentions[place].start : context.mentions[place].end]
    for earlier in context.mentions[:place]:
        said = _COURTESY.match(context.folded, earlier.end)
        if (
            earlier.kind is Kind.PERSON
            and said
            and short in (said["zi"], context.folded[earlier.start] + said["zi"])
        ):
            bearer = choices[earlier.id]
            why = f"本件写明“{earlier.text}”字“{said['zi']}”。"
            return replace(bearer, score=0.85, why=why, candidates=())
    return None


def _may_be_short(mention: Mention, record_lang: str) -> bool:
    if language_of(mention.text, record_lang) == "ru":
        return " " not in mention.text
    return len(mention.text) < _FULL_NAME


def _shortens(short: Mention, full: Mention, record_lang: str) -> bool:
    mine, theirs = fold(short.text), fold(full.text)
    if language_of(short.text, record_lang) == "ru":
        surnames = {key.split(" ")[-1] for key in lemma_keys(full.text)} if " " in full.text else set()
        return bool(surnames & set(lemma_keys(short.text)))
    if len(mine) >= len(theirs):
        return False
    return theirs.startswith(mine) or (len(mine) > 1 and theirs.endswith(mine))


# --- shortened names ---------------------------------------------------------------------


def _shortened(context: RecordContext, choices: Choices, place: int) -> Choice | None:
    """北满临时省委 after 中共北满临时省委: the one longer name of the record that ends in it."""
    mention = context.mentions[place]
    short = _comparable(mention.text)
    bearers: dict[str, Choice] = {}
    for other in context.mentions:
        choice = choices[other.id]
        same = choice.identity == choices[mention.id].identity
        if not same and other.kind is mention.kind and _ends_in(short, (other.text, choice.label)):
            bearers.setdefault(choice.identity, choice)
    if len(bearers) != 1:
        return None
    bearer = next(iter(bearers.values()))
    return replace(bearer, score=0.75, why=f"同文写出较全的名称“{bearer.label}”，别无同尾者。", candidates=())


def _ends_in(short: str, names: tuple[str, ...]) -> bool:
    """Whether one of the names is the short one with something before it that is no part of a number."""
    return len(short) > 1 and any(
        name == short
        or (name.endswith(short) and name[-len(short) - 1] not in _NUMERALS)
        or _is_contracted(short, name)
        or (short.startswith("团") and name.startswith(("团", "共青团")) and name.endswith(short[1:]))
        for name in map(_comparable, names)
    )


def _is_contracted(short: str, name: str) -> bool:
    """磐石义勇军 for 磐石工农反日义勇军: the middle is left out, and says neither number nor rank."""
    for cut in range(2, len(short) - 1):
        head, tail = short[:cut], short[cut:]
        if len(name) >= len(short) + 2 and name.startswith(head) and name.endswith(tail):
            return not _TELLING.search(name[cut : len(name) - len(tail)])
    return False


@lru_cache(maxsize=65_536)
def _comparable(name: str) -> str:
    return _FOOT.sub("", with_arabic_numbers(full_army_name(fold(name))))


# --- names a text declares equal ---------------------------------------------------------


def _only_by_alias(choice: Choice, mention: Mention) -> bool:
    """Whether a person was found by a name that others may have used as well."""
    mine = (
        [name for name in choice.entry.names if fold(name.text) == fold(mention.text)] if choice.entry else []
    )
    return bool(mine) and all(name.type in ("pseudonym", "nom_de_guerre", "courtesy") for name in mine)


def _with_stated(context: RecordContext, choices: Choices, strangers: Choices) -> dict[str, Choice]:
    """Let an unknown name be what the text says it is, there and wherever the record repeats it."""
    settled = dict(choices)
    for alias in stated_aliases(context.marked.record.text, context.mentions):
        main, other = settled.get(alias.main.id), settled.get(alias.other.id)
        if main and other:
            if _only_by_alias(other, alias.other) and not _only_by_alias(main, alias.main):
                why = f"本件写明“{alias.main.text}”{alias.cue}“{alias.other.text}”。"
                settled[alias.other.id] = replace(main, score=0.85, why=why, candidates=())
            continue
        known = main or other or strangers.get(alias.main.id)
        if known is None:
            continue
        unknown = alias.main if other else alias.other
        why = f"本件写明“{alias.main.text}”{alias.cue}“{alias.other.text}”，即{known.label}。"
        for mention in context.mentions:
            same = mention.kind is unknown.kind and fold(mention.text) == fold(unknown.text)
            if same and mention.id not in settled:
                settled[mention.id] = replace(known, score=0.85, why=why, candidates=())
    return settled
