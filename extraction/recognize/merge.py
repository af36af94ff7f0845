"""Which spans stay where finders disagree: one table, applied from the top.

With a trained tagger, confidence decides (see `reliability`): quoted titles and the numbers of a coordination come
first, then every candidate by how likely it is right, a name of the tagger alone only from `LEAST` on. Without one:

| order | what | why |
|---|---|---|
| 0 | generic forces, sides and nationalities are dropped | guideline rule 4 |
| 1 | a title between 《》 or «» | nothing inside a title is marked (no nested names) |
| 2 | numbers of a coordination (第四、第五军) | each visible part is one span (rule 7) |
| 3 | gazetteer, grammar, and a trained finder's span that holds one of theirs of the same kind | the longer wins; equal spans: railway lines, gazetteer, then the higher score |
| 4 | what a name of this document teaches (memory) | only where nothing else stands |
| 5 | natasha, trained pipelines | only where nothing else stands |

Then a named force and a number that follows it at once become one name (吉林自卫军|第一旅), and titles that a
finder took in are cut off (rule 2).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter

from extraction.recognize.grammar.bodies import MINISTRIES
from extraction.recognize.grammar.words import SURNAMES
from extraction.recognize.guards import is_generic
from extraction.recognize.reliability import LEAST, RULES, Company, Reliability
from extraction.recognize.spans import Found
from ontology.kinds import Kind

_TITLE_RU = re.compile(
    r"^(?:(?:[Гг]енерал(?:-[а-яё]+)?|[Мм]аршал\w*|[Тт]оварищ\w*|[Тт]ов\.|[Кк]омандир\w*|[Кк]омиссар\w*|[Пп]олковник\w*|[Мм]айор\w*|[Кк]апитан\w*"
    r"|[Лл]ейтенант\w*|[Гг]осподин\w*|[Гг]раф\w*|[Кк]няз\w*|[Пп]редседател\w*|[Сс]екретар\w*|[Нн]ачальник\w*|[Уу]правляющ\w*|[Мм]инистр\w*|[Пп]рофессор\w*|[Пп]оручик\w*|[Пп]одпоручик\w*|[Шш]табс-капитан\w*|[Пп]рапорщик\w*|[Рр]отмистр\w*|[Ее]саул\w*|[Сс]отник\w*|(?:[Вв]ице-|[Кк]онтр-)?[Аа]дмирал\w*|[Кк]омендант\w*|[Ии]нженер\w*|[Дд]октор\w*|[Нн]аместник\w*|[Кк]онсул\w*|[Пп]осол\w*|[Пп]одполковник\w*|[Сс]ержант\w*)\s+)+"
)
_GENERIC_RU = re.compile(
    r"^(?:[Рр]ек[аиуе]|рекой|озер[аоу]|озере|[Гг]ород[ауе]?|городом|[Гг]ор\.|[Сс]танци[яиюей]+|[Сс]ел[аоуе]|деревн[яиюе]|хребет|хребта|остров[ауе]?|посёлок|бухт[аыуе]|порт[ауе]?|разъезд[ае]?)\s+(?=[А-ЯЁ])"
)
_RANK_OF_STATE = re.compile(r"(?:[Мм]аршал|[Гг]еро)\w*\s+$")
_FORCE_TAIL = re.compile(r"[军队]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A span that stays, with all finders that found exactly it."""

    found: Found
    found_by: tuple[str, ...]


def merge(text: str, found: Iterable[Found], *, reliability: Reliability | None = None) -> tuple[Merged, ...]:
    """The spans that stay, in order of position and without overlaps; with `reliability`, by confidence."""
    candidates = [item for one in found if (item := trimmed(text, one)) is not None]
    kept = _joined(text, _most_likely(candidates, reliability) if reliability else _choose(candidates))
    finders: dict[tuple[int, int, Kind], set[str]] = {}
    for item in candidates:
        finders.setdefault((item.start, item.end, item.kind), set()).add(item.by)
    return tuple(
        Merged(
            found=item,
            found_by=tuple(sorted(finders.get((item.start, item.end, item.kind), set()) | {item.by})),
        )
        for item in kept
    )


def _choose(candidates: list[Found]) -> list[Found]:
    """The candidates that win, in order of position."""
    rules = _Rules(candidates)
    return _apart(sorted(candidates, key=lambda one: _rank(one, rules)))


def _most_likely(candidates: list[Found], reliability: Reliability) -> list[Found]:
    """The candidates that win by confidence, each with its confidence as score, in order of position."""
    company = Company(candidates)
    # A mountain-like name that the lists know as a person's (马占山) is no mountain.
    people = {(one.start, one.end) for one in candidates if one.by == "gazetteer" and one.kind is Kind.PERSON}
    ranked = []
    for item in candidates:
        if item.kind is Kind.PLACE and item.by != "gazetteer" and (item.start, item.end) in people:
            continue
        beside = company.of(item)
        sure = (
            reliability.of_tagger(item, beside) if item.by == "tagger" else reliability.of_rule(item, beside)
        )
        if item.by in RULES or beside == "agree" or sure >= LEAST:
            first = {"quoted": 0, "unit-shared": 1}.get(item.rule, 2)
            ranked.append((first, -round(sure, 6), -item.length, item.start, replace(item, score=sure)))
    return _apart(item for *_, item in sorted(ranked, key=lambda row: row[:-1]))


def _apart(ranked: Iterable[Found]) -> list[Found]:
    """The first of each that clash, in order of position."""
    ranked = list(ranked)
    taken = bytearray(max((one.end for one in ranked), default=0))  # 1 where a kept span stands
    kept: list[Found] = []
    for item in ranked:
        if taken.find(1, item.start, item.end) < 0:
            kept.append(item)
            taken[item.start : item.end] = b"\1" * item.length
    return sorted(kept, key=_START)


_START = attrgetter("start")


class _Rules:
    """What gazetteer and grammar have found, in order of position."""

    def __init__(self, candidates: Iterable[Found]) -> None:
        self.found = sorted((one for one in candidates if one.by in RULES), key=attrgetter("start", "end"))
        self._starts = [one.start for one in self.found]

    def near(self, item: Found) -> list[Found]:
        """Those that overlap a span."""
        first = bisect_left(self._starts, item.start - 60)
        last = bisect_left(self._starts, item.end)
        return [one for one in self.found[first:last] if one.overlaps(item)]


def _rank(item: Found, rules: _Rules) -> tuple[int, int, int, float, int]:
    """The order of the table; smaller wins."""
    if item.rule == "quoted":
        tier = 1
    elif item.rule == "unit-shared":
        tier = 2
    elif item.rule in ("memory", "surname"):
        tier = 4
    elif item.by in RULES or _holds(item, rules):
        tier = 3
    else:
        tier = 5
    second = {"railway": 0, "authority": 1}.get(item.rule, 2)  # КВЖД is a line before it is a company
    return tier, -item.length, second, -item.score, item.start


def _holds(item: Found, rules: _Rules) -> bool:
    """Whether a trained finder's span holds a shorter one of the same kind found by a rule, and cuts none."""
    inside = rules.near(item)
    same = {(one.start, one.end) for one in inside if one.kind is item.kind and one.length < item.length}
    return len(same) == 1 and all(item.start <= one.start and one.end <= item.end for one in inside)


def trimmed(text: str, item: Found) -> Found | None:
    """A span without white space, quotation marks and titles at its edges; None where no name is left."""
    start, end = item.start, item.end
    if item.kind is Kind.PERSON and (title := _TITLE_RU.match(text[start:end])):
        start += title.end()
    if item.kind is Kind.PLACE and (generic := _GENERIC_RU.match(text[start:end])):
        start += generic.end()
    # Between 《》 a title's own quotation marks belong to it.
    opening, closing = ("", "") if item.rule == "quoted" else ('《〈«“「『"(（', '》〉»”」』",;，、。；：')
    while start < end and (text[start].isspace() or text[start] in opening):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in closing):
        end -= 1
    if (
        item.kind is Kind.PLACE
        and _RANK_OF_STATE.search(text[max(0, start - 12) : start])
        and text[start:end].startswith("Совет")
    ):
        return None
    if start >= end or is_generic(text[start:end]) or _heading_or_word(item, text[start:end]):
        return None
    return item if (start, end) == (item.start, item.end) else replace(item, start=start, end=end)


def _joined(text: str, kept: list[Found]) -> list[Found]:
    """A named force and the numbered unit that follows it at once as one name."""
    done: list[Found] = []
    for item in kept:
        last = done[-1] if done else None
        if (
            last is not None
            and last.end == item.start
            and item.kind is Kind.ORGANIZATION
            and _continues(text, last, item)
        ):
            done[-1] = replace(
                item, start=last.start, by="grammar", rule="unit", score=min(last.score, item.score)
            )
        elif last is not None and _is_epithet(text, last, item):
            done[-1] = item
        else:
            done.append(item)
    return done


_HEADS_OF_PARTS = re.compile(
    "(?:政府|公署|国务院|委员会|军区|司令部|总部|党|公司|铁路局|省委|大学|工会|法院)$"
)
_STATES = frozenset(("伪满", "伪满洲国", "满洲国", "日本", "苏联", "清朝", "俄国", "中国", "朝鲜"))
_OWN_FORCES = re.compile("^(?:黑龙江|吉林|奉天|辽宁|热河|东北|绥远|察哈尔)(?:省)?$")
_PART = frozenset(("ministry", "government"))


def _continues(text: str, last: Found, item: Found) -> bool:
    """Whether a body is the rest of the name before it: 自卫军|第一旅, 国民政府|外交部, 伪满|国务院, 黑龙江|步兵第二旅."""
    before, name = text[last.start : last.end], text[item.start : item.end]
    if last.kind is Kind.ORGANIZATION:
        if item.rule == "unit" and _FORCE_TAIL.search(before):
            return True
        return item.rule in _PART and bool(_HEADS_OF_PARTS.search(before))
    if last.kind is not Kind.PLACE:
        return False
    if MINISTRIES.fullmatch(name) and (before in _STATES or _OWN_FORCES.match(before)):
        return True
    return item.rule == "unit" and bool(_OWN_FORCES.match(before)) and "第" in name[1:]


def _is_epithet(text: str, last: Found, item: Found) -> bool:
    """Whether a nickname stands at once before the full name (铁人|王进喜), where only the name is marked."""
    both = last.kind is item.kind is Kind.PERSON and last.end == item.start
    return both and text[last.start] not in SURNAMES and text[item.start] in SURNAMES


_COMMON_RU = re.compile(
    r"(?:Управлени|Правлени|Обществ|Комитет|Совет|Правительств|Министерств|Армия|Армии|Армию|Дорог|Станци|Отряд|Бригад|Штаб|Партия|Партии|Образец)\w*|Иностранн\w+ Дел|Советск\w+ Стороны|Высок\w+ Договаривающ\w+"
)


def _heading_or_word(item: Found, name: str) -> bool:
    """Whether a tagger took a heading in capitals or a common noun for a Russian name."""
    if item.by in RULES:
        return False
    letters = [character for character in name if character.isalpha()]
    return (len(letters) > 5 and name.isupper()) or bool(_COMMON_RU.fullmatch(name))
