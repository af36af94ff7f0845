"""Whether what is said around a name fits a known person: his years, his walk of life, his kin, a pair of surnames."""

from __future__ import annotations

import re

from extraction.link.lookup import Candidate
from extraction.link.russian import surname_and_initials
from extraction.link.surroundings import RecordContext
from extraction.link.walks import can_be_one, walks_in
from ontology.dates.bounds import edtf_bounds
from ontology.kinds import Kind
from ontology.names import fold
from ontology.records import Mention

_REMEMBERED = re.compile(
    "纪念|烈士|诞辰|遗骨|忌日|陵园|故居|生平|追悼|逝世|遗体|遗物|史料|研究|памят|музей|記念|墓"
)
_OF_AGE, _OUT_OF_SCHOOL, _AFTER_DEATH, _SOON_AFTER, _NEVER = 12, 35, 20, 5, 9999
_CHILD = re.compile("^(?:之|的)?(?:长|次|三|小|幼)?(?:女|子|妻|弟|妹|兄|孙)儿?(?:子)?$")
_TOO_OLD = -0.45
_TOO_EARLY, _TOO_LATE, _LATE_BUT_SURE = -0.4, -0.5, -0.12
_OTHER_WALK, _OTHER_WALK_BUT_SURE, _SAME_WALK = -0.34, -0.12, 0.03
_OTHER_KIN, _TWO_SURNAMES = -0.5, -0.6
_OTHER_INITIALS = -0.6
_INITIALS_AFTER = re.compile(r" ([А-ЯЁ])\. ?[А-ЯЁ]\.")
_SPOKEN_OF_AS_TWO = re.compile("并称|齐名|诗篇|二人|两人|二公|两公")
_COMMON_SURNAME = re.compile(
    "^(?:Иванов|Петров|Сидоров|Смирнов|Кузнецов|Попов|Соколов|Лебедев|Козлов|Новиков|Морозов|Волков|Соловь[её]в|Васильев|Зайцев|Павлов|"
    "Сем[её]нов|Голубев|Виноградов|Богданов|Воробь[её]в|Ф[её]доров|Михайлов|Беляев|Тарасов|Белов|Комаров|Орлов|Макаров|Андреев|"
    "Ильин|Гусев|Титов|Кузьмин|Баранов|Куликов|Алексеев|Степанов|Яковлев|Сорокин|Сергеев|Романов|Захаров|Борисов|Герасимов|Григорьев|"
    "Лазарев|Медведев|Ершов|Никитин|Соболев|Поляков|Фролов|Журавл[её]в|Николаев|Крылов|Максимов|Егоров|Матвеев|Дмитриев|Калинин|Антонов|"
    "Тимофеев|Филиппов|Марков|Миронов|Александров|Казаков|Ефимов|Денисов|Громов|Фомин|Давыдов|Мельников|Карпов|Афанасьев|Власов|Исаков)"
    "(?:а|у|ым|е)?$"
)  # fmt: skip
_USUAL_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金"
    "陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_NARROW = 24


def fit(candidate: Candidate, mention: Mention, context: RecordContext) -> tuple[float, str]:
    """How much the surroundings speak for or against a person, and what they say, in Chinese."""
    if candidate.entry.kind is not Kind.PERSON:
        return 0.0, ""
    sure = _is_sure(candidate)
    findings = (
        _years(candidate, mention, context, sure=sure),
        _walk(candidate, mention, context, sure=sure),
        _kin(candidate, mention, context, sure=sure),
        _two_surnames(mention, context),
        _initials(candidate, mention, context),
    )
    return sum(change for change, _ in findings), "".join(said for _, said in findings)


def is_everybodys(candidate: Candidate, mention: Mention) -> bool:
    """Whether all there is, is a Russian surname that thousands bear."""
    return candidate.how.startswith("按姓氏") and bool(_COMMON_SURNAME.match(mention.text))


def is_usual(name: str) -> bool:
    """Whether a name is one usual surname and one sign more, as thousands are called."""
    plain = fold(name)
    return len(plain) == 2 and plain[0] in _USUAL_SURNAMES


def _is_sure(candidate: Candidate) -> bool:
    """A full name of three signs or more, borne as the main name, is rarely another's."""
    name = candidate.name
    return len(name.text) > 2 and name.type in ("preferred", "variant", "translation")


def _years(
    candidate: Candidate, mention: Mention, context: RecordContext, *, sure: bool
) -> tuple[float, str]:
    day = context.day_nearby(mention)
    if day is None:
        return 0.0, ""
    first, last = day.date.lo // 10_000, (day.date.hi or day.date.lo) // 10_000
    born = edtf_bounds(candidate.entry.begin)[0] // 10_000
    died = edtf_bounds(candidate.entry.end)[1] // 10_000
    if born and first > born + _OUT_OF_SCHOOL and "school" in walks_in(context.near_words(mention, _NARROW)):
        return _TOO_OLD, "，但其时此人早过学龄"
    if born and last and last < born + _OF_AGE and not re.search("生|出身|род", context.clause(mention)):
        return _TOO_EARLY, "，但其时此人尚未成年"
    late = 0 < died < _NEVER and first > died + (_AFTER_DEATH if sure else _SOON_AFTER)
    if late and not _REMEMBERED.search(context.clause(mention)):
        return (_LATE_BUT_SURE if sure else _TOO_LATE), "，但此人其时已故"
    if 0 < died < first:
        return -0.04, ""
    return 0.0, ""


def _walk(candidate: Candidate, mention: Mention, context: RecordContext, *, sure: bool) -> tuple[float, str]:
    said = walks_in(context.near_words(mention, _NARROW))
    known = walks_in(candidate.entry.fields.get("role", "") + candidate.entry.note)
    if not said or not known:
        return 0.0, ""
    if said & known:
        return _SAME_WALK, "，身份相合"
    if can_be_one(said, known):
        return 0.0, ""
    return (_OTHER_WALK_BUT_SURE if sure else _OTHER_WALK), "，但身份不合"


def _kin(candidate: Candidate, mention: Mention, context: RecordContext, *, sure: bool) -> tuple[float, str]:
    """毛泽东与贺子珍之女李敏 is nobody whose row does not name those parents."""
    before = [other for other in context.mentions if other.end <= mention.start][-1:]
    for other in before:
        between = context.folded[other.end : mention.start]
        if other.kind is Kind.PERSON and _CHILD.match(between):
            named = candidate.entry.note + candidate.entry.fields.get("role", "")
            if context.folded[other.start : other.end] not in named and not sure:
                return _OTHER_KIN, "，但所述亲属不合"
    return 0.0, ""


def _initials(candidate: Candidate, mention: Mention, context: RecordContext) -> tuple[float, str]:
    """Иванов П. Ф. is not А. Н. Иванов: initials may stand after the surname as well."""
    if not candidate.how.startswith("按姓氏") or candidate.name.lang != "ru":
        return 0.0, ""
    after = _INITIALS_AFTER.match(context.folded, mention.end)
    theirs = surname_and_initials(candidate.name.text)[1]
    if after and theirs and theirs[0] != after[1].lower():
        return _OTHER_INITIALS, "，但名字缩写不合"
    return 0.0, ""


def _two_surnames(mention: Mention, context: RecordContext) -> tuple[float, str]:
    """李杜 beside 李白 and 杜甫 are two men."""
    plain = context.folded[mention.start : mention.end]
    if len(plain) != 2:
        return 0.0, ""
    others = [context.folded[m.start : m.end] for m in context.mentions if m.kind is Kind.PERSON]
    paired = _SPOKEN_OF_AS_TWO.match(context.folded[mention.end : mention.end + 3])
    if paired or all(any(len(o) > 1 and o != plain and o[0] == sign for o in others) for sign in plain):
        return _TWO_SURNAMES, "，但此处是两人的姓"
    return 0.0, ""
