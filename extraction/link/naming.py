"""What a stranger is called and gathered by: the full name in modern simplified Chinese, as far as it can be told."""

from __future__ import annotations

import re

from extraction.link.keys import SHORT_PLACES, keys_of, modern, without_suffix
from extraction.link.numerals import with_arabic_numbers
from extraction.link.official import Setting, official_name
from extraction.link.russian import CHINESE_EASTERN, lemma_keys, nominative
from extraction.link.surroundings import RecordContext
from extraction.link.transcription import place_in_chinese, surname_in_chinese
from extraction.link.units import full_army_name
from ontology.kinds import Kind
from ontology.names import fold, name_key
from ontology.palladius import to_pinyin
from ontology.records import Mention

HAN = re.compile("[\u4e00-\u9fff]")
_AROUND = 60
_GENITIVE_TITLE = re.compile(
    r"(?:генерала|полковника|капитана|майора|маршала|адмирала|поручика|товарища|тов\.|комиссара|инженера)\s*$"
)
_MASCULINE_GENITIVE = re.compile("(?<=[оеё]в|ин)а$")
_GENITIVE_PLACE = re.compile(
    r"(?i)(?:\b(?:у|от|для|без|против|около|из|до|после|кроме|вместо)|[а-яё]{4,}(?:ия|ие|ад|ок|яд|ёт|ет|аз|ом|ас|тв[аоу]|ик|ер|ор|ии|ия))\s+$"
)
"""What stands before a name in the genitive: a preposition, or a noun whose it is. A woman's name would end in -ой."""
_OF_WOMEN = re.compile(
    r"(?i)\b(?:госпож|гражданк|учительниц|медсестр|товарищ|тов\.|доктор|врач|артистк|певиц|жен|доч|сестр|мат|вдов)\w*\s+$"
)
_ADJECTIVE_GENITIVE = re.compile("ск(?:ого|аго|ому)$")
_LINE = re.compile(r"(?i)^(?P<side>западн|восточн|южн)\w+(?P<line> (?:лини|ветв|ветк)\w+)?$")
_LINES = re.compile(r"(?i)(?:западн|восточн|южн)\w+ (?:лин[иі]|ветв|ветк)")
_SIDES = {"западн": "西", "восточн": "东", "южн": "南"}
_PATRONYMIC = re.compile("(?:ович|евич|овна|евна)$")
_JAPANESE_WORDS = {"撮影所": "摄影所", "哈尔浜": "哈尔滨", "满州": "满洲", "浜江": "滨江", "の": "之"}


def setting_of(context: RecordContext, mention: Mention, lang: str) -> Setting:
    """What surrounds a mention, for the habits of official names."""
    day = context.day_of(mention)
    around = context.folded[max(0, mention.start - _AROUND) : mention.end + _AROUND]
    return Setting(
        words=around,
        lang="ja" if context.marked.record.lang == "ja" else lang,
        lo=day.date.lo if day else 0,
        hi=(day.date.hi or day.date.lo) if day else 0,
        united_army=context.about_united_army,
    )


def full_name(context: RecordContext, mention: Mention, lang: str) -> str:
    """The official form of a Chinese or Japanese name of a body or place; a Russian one is left alone."""
    plain = fold("".join(mention.text.split()))
    if lang == "ru":
        return plain
    return official_name(plain, mention.kind, setting_of(context, mention, lang))


def label_of(context: RecordContext, mention: Mention, lang: str) -> str:
    """The canonical name of a stranger: what `plain_label` says, made official by the context."""
    if lang == "ru":
        return _russian_label(context, mention)
    plain = fold("".join(mention.text.split()))
    full = full_name(context, mention, lang)
    return in_modern_words(full if full != plain else plain_label(mention, lang))


def plain_label(mention: Mention, lang: str) -> str:
    """The name of a stranger: simplified characters, a Russian one in the nominative."""
    if lang == "ru":
        return nominative(modern(" ".join(mention.text.split())))
    plain = fold("".join(mention.text.split()))
    if mention.kind is Kind.PLACE:
        return without_suffix(SHORT_PLACES.get(plain, plain))
    return full_army_name(plain) if mention.kind is Kind.ORGANIZATION else plain


def in_modern_words(label: str) -> str:
    """A Japanese word that folding leaves foreign, in Chinese: 白兰の歌 is 白兰之歌."""
    for japanese, chinese in _JAPANESE_WORDS.items():
        label = label.replace(japanese, chinese)
    return label


def _russian_label(context: RecordContext, mention: Mention) -> str:
    written = modern(" ".join(mention.text.split()))
    if mention.kind is Kind.PERSON and " " in written and to_pinyin(written):
        return plain_label(mention, "ru") if to_pinyin(plain_label(mention, "ru")) else written
    plain = _ADJECTIVE_GENITIVE.sub("ский", plain_label(mention, "ru"))
    before = context.marked.record.text[max(0, mention.start - 24) : mention.start].lower()
    if mention.kind is Kind.PERSON:
        if _PATRONYMIC.search(plain):
            return plain
        if _GENITIVE_TITLE.search(before) or _is_masculine(plain, before, context):
            plain = _MASCULINE_GENITIVE.sub("", plain)
        return surname_in_chinese(plain) or plain
    if mention.kind is Kind.PLACE and (line := _line_of_railway(written, context)):
        return line
    if mention.kind is Kind.PLACE and " " not in plain:
        return place_in_chinese(plain) or plain
    return plain


def _line_of_railway(written: str, context: RecordContext) -> str:
    """Западная линия, or Западная alone after it, in a text about the Chinese Eastern Railway; else empty."""
    text = context.folded
    found = _LINE.match(written)
    if not found or not CHINESE_EASTERN.search(text):
        return ""
    if not found["line"] and not _LINES.search(text):
        return ""
    return "中东铁路" + _SIDES[found["side"].lower()] + "线"


def _is_masculine(surname: str, before: str, context: RecordContext) -> bool:
    """Whether Ломтева is of Ломтев: the text names him so elsewhere, or the words before it want a genitive."""
    stem = _MASCULINE_GENITIVE.sub("", surname)
    if stem == surname or " " in surname:
        return False
    if re.search(rf"(?<![А-Яа-яё]){stem}(?:у|ым|е)?(?![А-Яа-яё])", context.marked.record.text):
        return True
    return bool(_GENITIVE_PLACE.search(before)) and not _OF_WOMEN.search(before)


def gathering_key(mention: Mention, lang: str, *, full: str = "") -> str:
    """The key under which mentions of one name meet, whatever their spelling.

    Args:
        mention: the mention.
        lang: the language its name is written in.
        full: its official form, where the context told one.
    """
    written = full or mention.text
    if lang == "ru" and not (full and HAN.search(full)):
        keys = lemma_keys(modern(mention.text))
        name = keys[0] if keys else name_key(mention.text, "ru")
    elif mention.kind is Kind.ORGANIZATION:
        name = keys_of(written, mention.kind, "zh")[0].text
        name = with_arabic_numbers(full_army_name(name))
    elif mention.kind is Kind.PLACE:
        name = without_suffix(name_key(written, "zh"))
    else:
        name = name_key(written, "zh").strip("《》“”「」『』")
    return f"{mention.kind.value}:{name}"
