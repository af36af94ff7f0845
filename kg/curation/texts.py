"""The words of topic packs, in Chinese, Russian and English.

Questions are said with slots; every slot is filled from a claim or a passage, never from this file.
"""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("zh", "ru", "en")

_ZH = {
    "title": "{theme}：教学专题包",
    "linked": "档案中的说法把它与“{label}”相连。",
    "holds": "本专题引用档案 {records} 件，涉及人物 {people} 位、地点 {places} 处。",
    "span": "所述事情发生在 {first} 年至 {last} 年间。",
    "cited": "下列引文 {passages} 段，均注明档号与页码，可逐条核对。",
    "unsure": "存疑",
    "who": "根据材料{n}，“{relation}”{object}的是谁？",
    "who_role": "根据材料{n}，谁任{object}{role}？",
    "where": "根据材料{n}，{subject}“{relation}”何处？",
    "when": "材料{n}怎样写明“{label}”的时间？合公历何时？",
    "compare": "材料{n}都说到“{claim}”。比较它们的用词、语言和立场：有何异同？",
    "conflict": "关于{subject}“{relation}”何处，材料{n}说法不一。各有什么依据？你怎样判断？",
    "names": "材料{n}中的“{one}”和“{other}”是否同指一{kind}？依据是什么？",
    "order": "把下列事情按时间先后排列，并说明各据哪份材料：{labels}。",
    "author": "材料{n}的责任者是谁、何时形成？这会怎样影响它的说法？",
    "hint": "看材料{n}。",
    "hint_quote": "看材料{n}中“{quote}”一句。",
    "same": "同指：{label}（据规范名称表，名称并存）。",
    "claims": "材料{n}：{values}",
    "author_answer": "{creator}，{date}。",
    "sep": "；",
}
_RU = {
    "title": "{theme}: учебная подборка",
    "linked": "В документах связано с «{label}».",
    "holds": "В подборке документов: {records}; лиц: {people}; мест: {places}.",
    "span": "События относятся ко времени от {first} до {last} г.",
    "cited": "Цитат: {passages}; у каждой указаны шифр и лист, её можно проверить.",
    "unsure": "не подтверждено",
    "who": "По документу {n}: о ком сказано «{relation}» — {object}?",
    "who_role": "По документу {n}: кто занимал должность «{role}» — {object}?",
    "where": "По документу {n}: {subject} «{relation}» — где?",
    "when": "Как в документе {n} записано время события «{label}»? Какая это дата по новому стилю?",
    "compare": "Документы {n} говорят об одном: «{claim}». Сравните слова, язык и позицию авторов.",
    "conflict": "{subject} «{relation}» — где? Документы {n} расходятся. На чём основано каждое утверждение?",
    "names": "«{one}» и «{other}» в документах {n} — это одно и то же ({kind})? Почему?",
    "order": "Расположите по времени и укажите документ для каждого события: {labels}.",
    "author": "Кто и когда составил документ {n}? Как это влияет на его утверждения?",
    "hint": "См. документ {n}.",
    "hint_quote": "См. документ {n}: «{quote}».",
    "same": "Это одно: {label} (по авторитетному файлу имён).",
    "claims": "документ {n}: {values}",
    "author_answer": "{creator}, {date}.",
    "sep": "; ",
}
_EN = {
    "title": "{theme}: a topic pack for teaching",
    "linked": "The records join it to “{label}”.",
    "holds": "The topic quotes {records} records; people: {people}; places: {places}.",
    "span": "What they tell lies between {first} and {last}.",
    "cited": "Quoted passages: {passages}, each with its reference code and page, so that it can be checked.",
    "unsure": "unsure",
    "who": "According to source {n}: of whom is it said “{relation}” {object}?",
    "who_role": "According to source {n}: who held the post {role} in {object}?",
    "where": "According to source {n}: {subject} “{relation}” which place?",
    "when": "How does source {n} write the date of “{label}”? Which date is it in the Gregorian calendar?",
    "compare": "Sources {n} all speak of “{claim}”. Compare their words, language and standpoint.",
    "conflict": "{subject} “{relation}” which place? Sources {n} differ. What does each rest on? How do you judge?",
    "names": "Do “{one}” and “{other}” in sources {n} name the same thing ({kind})? How do you know?",
    "order": "Put these in order of time and say which source tells of each: {labels}.",
    "author": "Who made source {n}, and when? How does that shape what it says?",
    "hint": "See source {n}.",
    "hint_quote": "See source {n}, “{quote}”.",
    "same": "The same: {label} (by the authority file of names).",
    "claims": "source {n}: {values}",
    "author_answer": "{creator}, {date}.",
    "sep": "; ",
}
_TEXTS: dict[str, Mapping[str, str]] = {"zh": _ZH, "ru": _RU, "en": _EN}


def pack_texts(lang: str) -> Mapping[str, str]:
    """The words for a language; English where there are none."""
    return _TEXTS.get(lang, _EN)
