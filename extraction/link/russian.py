"""Russian names in their dictionary form: Мукдена, в Мукдене and Мукден are one name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import product
from typing import Protocol

from ontology.errors import MissingPart

_WORD = re.compile(r"[0-9А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*|[IVX]+")
_ROMAN = "IVX"
"""Rulers are numbered: Николай II has no surname."""
_INITIAL = re.compile(r"^[А-ЯЁ]$")
_CHINESE_GIVEN = re.compile(r"^([А-ЯЁ][а-яё-]*н)(?:(а|у|ом|е)|(я|ю|ем|ём|е))$")
_CHINESE_GIVEN_SOFT = re.compile(r"^([А-ЯЁ][а-яё-]*[аоуэ])(?:я|ю|ем)$")
"""Шикая, Шикаю: the given name ends in й."""
_CHINESE_SURNAMES = frozenset(
    "Бай Бо Ван Вэй Вэнь Гао Го Гу Дин Ду Дун Дэн Е Жэнь И Кун Лай Ли Лин Линь Ло Лу Лю Лю Лян Ма Мао Мо Мэн Не "
    "Оу Пань Пу Пэн Се Сун Сунь Сы Сюй Сюн Ся Сян Сяо Тан Тао Тан Тянь У Фан Фэн Хан Ху Хуа Хуан Хэ Цай Цао "
    "Цзи Цзинь Цзян Цзя Цзэн Цуй Цю Цянь Цинь Чай Чан Чао Чжан Чжао Чжоу Чжу Чжэн Чэн Чэнь Ши Шэн Шэнь Шао Шу "
    "Юань Юй Юн Юэ Яо Ян Янь Ань Бао Би Бэй Бянь Гань Гун Гэ Гэн Дай Доу Жун Жуань Кан Куан Кэ Лань Лай Лэй Лэн Лян "
    "Люй Ляо Мань Мин Мяо Му Мэй Ни Нин Ню Оуян Пай Пин Синь Су Сы Сыту Тань Тэн Фань Фу Фэй Хао Хоу Хун Ци Цзо Цзоу Цзу "
    "Цзэн Цинь Цуань Цюй Чи Чу Чун Чжай Чжо Чжун Шан Ша Шуай Шу Шань Юй Инь".split()
)
_ADJECTIVE = re.compile(r"[сц]к(?:ого|аго|ому|им|ом|ая|ой|ую|ое|ий|ие|их|ими)$")
_ON_RIVER = re.compile("-на-", re.IGNORECASE)
_SOFT_TOWN = re.compile(r"^(\w{3,}н)[еи]$")
CHINESE_EASTERN = re.compile(r"(?i)КВЖД|Китайск\w+[ -]*Восточн")
"""A text that names the Chinese Eastern Railway may go on about the railway, its lines and its board without naming it."""
_READINGS = 3
_MOST_KEYS = 12


class _Tag(Protocol):
    POS: str | None
    case: str | None
    number: str | None
    gender: str | None
    animacy: str | None


class _Parse(Protocol):
    normal_form: str
    score: float
    tag: _Tag

    def inflect(self, grammemes: set[str]) -> _Parse | None: ...

    @property
    def word(self) -> str: ...


class _Analyzer(Protocol):
    def parse(self, word: str) -> list[_Parse]: ...


@cache
def _analyzer() -> _Analyzer:
    try:
        made: _Analyzer = import_module("pymorphy3").MorphAnalyzer(lang="ru")
    except ModuleNotFoundError as error:
        raise MissingPart(
            "Russian names",
            "pymorphy3 is not installed",
            "Install the requirements again: ./dangmai demo in a clone.",
        ) from error
    return made


@cache
def lemma_keys(name: str) -> tuple[str, ...]:
    """Every form under which a Russian name may be looked up, the likeliest first."""
    words = _WORD.findall(name)
    readings = [_lemmas(word) for word in words]
    if len(words) == 2 and words[0] in _CHINESE_SURNAMES:
        readings[0] = (words[0].lower(),)
        readings[-1] = tuple(form.lower() for form in _chinese_given(words[-1])) + readings[-1]
    keys = [" ".join(choice) for choice in product(*readings)] if words else []
    return tuple(dict.fromkeys(keys[:_MOST_KEYS]))


@cache
def _lemmas(word: str) -> tuple[str, ...]:
    if word[0].isdecimal():
        return (word.split("-")[0],)  # 88-я and 88-й are one number
    if not _declines(word):
        return (word.lower(),)
    if _ON_RIVER.search(word):  # Николаевска-на-Амуре: the town declines, its river stays
        head, _, rest = word.partition("-")
        return tuple(f"{form}-{rest.lower()}" for form in _lemmas(head))
    forms = [parse.normal_form.replace("ё", "е") for parse in _analyzer().parse(word)[:_READINGS]]
    if softened := _SOFT_TOWN.match(word.lower()):
        forms.append(softened[1] + "ь")  # Айгуне may be of Айгунь
    return tuple(dict.fromkeys(forms))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the words of a name agree with: the head noun, how it is read, and how far agreement goes."""

    head: int
    parse: _Parse
    last: int


@cache
def nominative(name: str) -> str:
    """A Russian name as a dictionary would head it: words up to the head noun agree, what follows stays."""
    words = _WORD.findall(name)
    if len(words) == 2 and words[0] in _CHINESE_SURNAMES:
        return name.replace(words[-1], _chinese_given(words[-1])[0])
    head = next((n for n, word in enumerate(words) if _is_head(words, n, word)), None)
    if head is None:
        return name
    last = len(words) - 1 if _is_person(words) else head
    frame = _Frame(head, _head_reading(words[: head + 1]), last)
    place = iter(range(len(words)))
    return _WORD.sub(lambda found: _in_nominative(found.group(), next(place), frame), name)


def _in_nominative(word: str, place: int, frame: _Frame) -> str:
    if place > frame.last or not _declines(word):
        return word
    parse = frame.parse if place == frame.head else _reading_with(word, place, frame)
    if parse.tag.case in (None, "nomn"):
        return word
    wanted = {"nomn"} | ({parse.tag.number} if parse.tag.number else set())
    gender = frame.parse.tag.gender
    if parse.tag.POS == "ADJF" and parse.tag.number == "sing" and gender:
        wanted |= {gender}
    changed = parse.inflect(wanted)
    return _cased_like(changed.word, word) if changed else word


def _is_head(words: list[str], place: int, word: str) -> bool:
    """Whether a word may be the noun the name is about; Приморском before another word is no Приморск."""
    if place < len(words) - 1 and _ADJECTIVE.search(word):
        return False
    return _is_noun(word)


def _head_reading(words: list[str]) -> _Parse:
    """The reading of the head noun, here the last word, that agrees with the adjectives before it."""
    likely = _likely(words[-1])
    agreeing = [p for p in _analyzer().parse(words[-1]) if p.tag.POS == "NOUN"]
    for word in words[:-1]:
        forms = {
            (p.tag.case, p.tag.number, p.tag.gender)
            for p in (_analyzer().parse(word) if _declines(word) else ())
            if p.tag.POS in ("ADJF", "PRTF")
        }
        if forms:
            agreeing = [p for p in agreeing if _agrees(p, forms)]
    if not agreeing or (likely in agreeing and _is_name(likely)):
        return likely
    return max(agreeing, key=lambda p: (p.tag.case == "nomn", p.score, -len(p.normal_form)))


def _agrees(noun: _Parse, forms: set[tuple[str | None, str | None, str | None]]) -> bool:
    gender = noun.tag.gender if noun.tag.number == "sing" else None
    return (noun.tag.case, noun.tag.number, gender) in forms


def _reading_with(word: str, place: int, frame: _Frame) -> _Parse:
    """The reading of a word beside the head: an adjective before it, after it a surname in its case."""
    likely = _likely(word)
    parses = _analyzer().parse(word)
    case, gender = frame.parse.tag.case, frame.parse.tag.gender
    if place < frame.head:
        adjectives = [p for p in parses if p.tag.POS in ("ADJF", "PRTF")]
        number = frame.parse.tag.number
        return max(adjectives, key=lambda p: (p.tag.case, p.tag.number) == (case, number), default=likely)
    fitting = [p for p in parses if p.tag.case == case and p.tag.gender in (gender, None)]
    return min(fitting, key=lambda p: (not _is_name(p), -p.score)) if fitting else likely


def _likely(word: str) -> _Parse:
    """The reading to inflect: a name before a common word, a nominative before another case."""
    parses = _analyzer().parse(word)
    best = max(parse.score for parse in parses)
    close = [parse for parse in parses if parse.score >= best / 3]
    return min(close, key=lambda parse: (not _is_name(parse), parse.tag.case != "nomn", -parse.score))


def _is_name(parse: _Parse) -> bool:
    return any(mark in str(parse.tag) for mark in ("Surn", "Name", "Patr", "Geox", "Orgn"))


def _is_noun(word: str) -> bool:
    return _declines(word) and _likely(word).tag.POS == "NOUN"


def _is_person(words: list[str]) -> bool:
    return any(
        _INITIAL.match(word) or any(mark in str(_likely(word).tag) for mark in ("Surn", "Name", "Patr"))
        for word in words
        if not word[0].isdecimal()
    )


def _declines(word: str) -> bool:
    """Initials, abbreviations and figures stay as they are."""
    return not _INITIAL.match(word) and not word.isupper() and not word[0].isdecimal()


def _chinese_given(word: str) -> tuple[str, ...]:
    """Баочжуна as Баочжун, Дэлиня as Дэлинь; both where the ending does not tell."""
    found = _CHINESE_GIVEN.match(word)
    if not found:
        soft = _CHINESE_GIVEN_SOFT.match(word)
        return (soft[1] + "й",) if soft else (word,)
    stem, hard, _ = found.groups()
    if hard == "е":
        return (stem, stem + "ь")
    return (stem,) if hard else (stem + "ь",)


def _cased_like(word: str, pattern: str) -> str:
    if pattern.isupper() and len(pattern) > 1:
        return word.upper()
    shapes = pattern.split("-")
    parts = word.split("-")
    if len(shapes) != len(parts):
        return word.capitalize() if pattern[:1].isupper() else word
    return "-".join(
        part.capitalize() if shape[:1].isupper() else part for part, shape in zip(parts, shapes, strict=True)
    )


def surname_and_initials(name: str) -> tuple[tuple[str, ...], str]:
    """The readings of a person's surname, and the initials of what stands before it: (хорват), "дл".

    A Chinese name gives none: its surname comes first and is shared by millions.
    """
    words = _WORD.findall(name)
    if not words or words[0] in _CHINESE_SURNAMES or words[-1][0] in _ROMAN:
        return (), ""
    return _lemmas(words[-1]), "".join(word[0].lower() for word in words[:-1])
