"""The frame of a happening: who took which part in it, on which side, and what came of it, as the clause says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extraction.relate.reading import Reading, Sentence, Slot
from ontology.records import Outcome, Part, Participation

FRAMES = "frames-2"
"""The version of these rules."""

_ANY = r"(?:[^‹›，。；;]|‹[DLEW]\d+›)"
"""A sign of a clause, or a name that is neither a person's nor a body's."""
_P = r"‹P\d+›(?:(?:、|和|与|及|以及|と| и |, )‹P\d+›)*"
_O = r"‹O\d+›(?:(?:、|和|与|及|以及|と| и |, )‹O\d+›)*"
_PO = r"‹[PO]\d+›(?:(?:、|和|与|及|以及|と| и |, )‹[PO]\d+›)*"
_LPO = r"‹[LPO]\d+›(?:(?:、|和|与|及|以及|と| и |, )‹[LPO]\d+›)*"
_OWNER = r"(?!的|之|部|所|等|方|の|・)"
"""Behind a name: what happens is not to somebody or something of his."""
_SELF = r"(?:[^‹›，。；;父母妻儿子女兄弟姐妹夫友闻悉知说悼由被遭为]|‹[DLEW]\d+›)"
"""A sign between somebody and what happened to him: nobody of his, and nothing he only heard of."""
_ALONE = r"(?=$|[，,。；;、！]|了$|于|在|さ|せら|し|が|を)"
"""Behind a word without an object of its own."""
_PASSING = r"(?!了?[^‹›，。]{0,2}[一二三四五六七八九十百千数\d]+[余多]?[名人]|后|以后|之后|前|以前|之前|时|的|地|处|者|纪念|周年|消息|\d|[一二三四五六七八九十]+周年|後|前)"
"""Behind a word: it tells what happened, and not when something else did."""
_BY = "(?<![被遭由让叫向对与同])"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """How a clause says who took which part; `▲` stands for the word of the happening."""

    part: Part
    pattern: str
    trigger: str = ""  # the words it is for; empty for all of the type


_DIES = "牺牲|犧牲|逝世|就义|遇害|病故|病逝|殉国|阵亡|去世|战死|遇难|殉难|遇刺|病死|殉职|自杀|自尽|自缢|捐躯|死亡|亡故|身亡|死去|病没|没した|没する|死す|刑死|自决|客死|战没|战病死|亡くな"
_KILLS = "被害|处决|枪决|被杀|杀害|处死|被枪杀|枪杀|绞死|绞杀|毒死|暗杀|刺杀|击毙|炸死|处斩|斩首|处刑|射杀|铳杀|爆杀"
_FALLS = r"погиб\w*|умер\w*|скончал\w+|убит\w*|расстрелян\w*|казн[её]н\w*|замучен\w*|повешен\w*"
_TAKES = "攻占|攻克|全歼|击溃|连克|攻破|攻入|袭击|伏击|进攻|占领|侵占|收复|光复|炮击|围攻|爆破|炸毁|夜袭|奇袭|进犯|歼灭|讨伐|击退|包围|攻陷|攻下|夺取|夺回|攻打|进占|侵入|入侵|围困|围歼|炮轰|猛攻|抢占|突袭|袭取|攻取|扫荡|截击|打垮|打退|打败|空袭|轰炸|克|陷|攻略|攻击|袭击した"
_HOLDS = "抵抗|阻击|迎击|坚守|防战"
_FOUNDS = (
    "成立|创建|创办|创立|组建|建立|设立|建队|组成|编成|建国|创刊|开办|设|创设|重建|建起|结成|设置|开设|兴办"
)

_SAYINGS: dict[str, tuple[_Saying, ...]] = {
    "": (
        _Saying(part=Part.LEADER, pattern=rf"(?<=由)(?P<who>{_PO})(?:任?[^‹›，。]{{0,6}})?(?:率领|指挥|主持|领导)"),
        _Saying(part=Part.LEADER, pattern=rf"{_BY}(?P<who>{_P})(?:亲自)?(?:率领?(?!先)|指挥|主持|带领|统率|领导)"),
        _Saying(part=Part.LEADER, pattern=rf"(?P<who>{_P})の?(?:率いる|指挥する|指挥の下|指挥下)"),
        _Saying(part=Part.LEADER, pattern=rf"(?:под (?:командовани|руководств|предводительств)\w+|во главе с)(?: [а-яё]+){{0,3}} (?P<who>{_P})"),
    ),
    "death": (
        _Saying(part=Part.DIED, trigger=f"{_DIES}|{_KILLS}", pattern=rf"{_BY}(?P<who>{_P}){_OWNER}(?:（[^（）]*）)?{_SELF}{{0,24}}?(?:被|遭|为)(?:‹[PO]\d+›|[^‹›，。]){{0,12}}▲{_PASSING}"),
        _Saying(part=Part.DIED, trigger=_DIES, pattern=rf"{_BY}(?P<who>{_P}){_OWNER}(?:（[^（）]*）)?{_SELF}{{0,24}}?▲{_PASSING}"),
        _Saying(part=Part.DIED, trigger=_KILLS, pattern=rf"(?<!被)▲了?[^‹›，。的]{{0,8}}(?P<who>{_P})(?!的|之|部|等)"),
        _Saying(part=Part.PERPETRATOR, trigger=f"{_DIES}|{_KILLS}", pattern=rf"(?:被|遭)(?P<who>{_PO})(?!的|之){_ANY}{{0,8}}▲"),
        _Saying(part=Part.PERPETRATOR, trigger=_KILLS, pattern=rf"{_BY}(?P<who>{_PO})(?!的|之)(?:[^‹›，。；;被遭]|‹[DLEW]\d+›){{0,16}}?▲(?=了?[^‹›，。的]{{0,8}}‹P)"),
        _Saying(part=Part.DIED, trigger=_FALLS, pattern=rf"(?P<who>{_P})(?: \([^()]*\))?(?: (?!не)[а-яё]+| ‹[DL]\d+›|,? ){{0,6}}? ▲"),
        _Saying(part=Part.DIED, trigger=_FALLS, pattern=rf"▲(?: [а-яё]+){{0,3}} (?P<who>{_P})"),
    ),
    "birth": (
        _Saying(part=Part.BORN, trigger="[^а-яё]+", pattern=rf"(?P<who>‹P\d+›){_OWNER}(?:（[^（）]*）)?{_SELF}{{0,20}}?▲{_PASSING}"),
        _Saying(part=Part.BORN, trigger=r"родил\w+", pattern=r"(?P<who>‹P\d+›)(?: \([^()]*\))?(?: [а-яё]+){0,2} ▲"),
        _Saying(part=Part.BORN, trigger=r"родил\w+", pattern=r"▲(?: [а-яё]+){0,2} (?P<who>‹P\d+›)"),
    ),
    "founding": (
        _Saying(part=Part.FOUNDED, trigger=_FOUNDS, pattern=rf"▲了?(?P<who>{_O}){_OWNER}"),
        _Saying(part=Part.FOUNDED, trigger=_FOUNDS, pattern=rf"{_BY}(?P<who>‹O\d+›){_OWNER}(?:（[^（）]*）)?(?:[^‹›，。；;由合]|‹[DL]\d+›){{0,16}}?▲{_ALONE}"),
        _Saying(part=Part.FOUNDER, trigger="创建|创办|创立|组建|建立|设立|开办|创设|重建|兴办", pattern=rf"由(?P<who>{_PO}){_ANY}{{0,8}}▲"),
        _Saying(part=Part.FOUNDER, trigger=_FOUNDS, pattern=rf"{_BY}(?P<who>{_P}){_OWNER}{_ANY}{{0,12}}▲了?‹O"),
        _Saying(part=Part.FOUNDED, trigger=r"[а-яё]+", pattern=r"(?P<who>‹O\d+›)(?: [а-яё]+| ‹D\d+›){0,3} ▲"),
        _Saying(part=Part.FOUNDED, trigger=r"[а-яё]+", pattern=r"▲(?: ‹D\d+›)?(?: [а-яё]+){0,2} (?P<who>‹O\d+›)"),
    ),
    "signing": (
        _Saying(part=Part.SIGNED, pattern=r"▲了?(?P<who>‹W\d+›)"),
        _Saying(part=Part.SIGNED, pattern=rf"(?P<who>‹W\d+›)(?:（[^（）]*）)?{_ANY.replace('W', '')}{{0,24}}?▲"),
        _Saying(part=Part.SIGNED, pattern=r"▲(?: [а-яё]+){0,2} (?P<who>‹W\d+›)"),
        _Saying(part=Part.SIGNATORY, pattern=rf"(?<![在于])(?P<who>{_LPO})(?:代表|政府|双方|两国|(?:在‹L\d+›)|‹D\d+›|于){{0,3}}▲了?(?=‹W)"),
        _Saying(part=Part.SIGNATORY, pattern=rf"▲(?: его| ее| её)? (?P<who>{_LPO})"),
    ),
    "battle": (
        _Saying(part=Part.ATTACKER, trigger=_TAKES, pattern=rf"{_BY}(?<![在于])(?P<who>{_PO})(?!的|之)(?:[^‹›，。；;被遭]|‹[DL]\d+›){{0,12}}?▲(?!‹D)"),
        _Saying(part=Part.ATTACKER, trigger=_TAKES, pattern=rf"(?:被|遭)(?P<who>{_PO}){_ANY}{{0,6}}▲"),
        _Saying(part=Part.DEFENDER, trigger=_TAKES, pattern=rf"(?P<who>{_PO})(?!的|之)(?:[^‹›，。；;]|‹[DL]\d+›){{0,10}}(?:被|遭)(?:‹[PO]\d+›|[^‹›，。]){{0,8}}▲"),
        _Saying(part=Part.DEFENDER, trigger=_TAKES, pattern=rf"▲了?[^‹›，。的]{{0,2}}(?P<who>{_O})"),
        _Saying(part=Part.DEFENDER, trigger=_TAKES, pattern=rf"(?:向|对)(?P<who>{_PO})▲"),
        _Saying(part=Part.DEFENDER, trigger=_HOLDS, pattern=rf"{_BY}(?P<who>{_PO})(?!的|之)(?:[^‹›，。；;被遭]|‹[DL]\d+›){{0,12}}?▲"),
    ),
    "arrest": (
        _Saying(part=Part.ARRESTED, trigger="被捕|被俘|被擒|入狱", pattern=rf"{_BY}(?P<who>{_P}){_OWNER}{_ANY}{{0,20}}?▲{_PASSING}"),
        _Saying(part=Part.ARRESTED, trigger="逮捕|扣押|扣留|擒获|拘捕|拘留|捕获|抓捕|抓获|关押|羁押|监禁|捕", pattern=rf"{_BY}(?P<who>{_P}){_OWNER}{_ANY}{{0,16}}?被(?:‹[PO]\d+›|[^‹›，。]){{0,10}}▲"),
        _Saying(part=Part.ARRESTED, trigger="逮捕|扣押|扣留|擒获|拘捕|拘留|捕获|抓捕|抓获|捕", pattern=rf"(?<!被)▲了?(?P<who>{_P})(?!的|之|部)"),
        _Saying(part=Part.PERPETRATOR, pattern=rf"被(?P<who>{_PO}){_ANY}{{0,6}}▲"),
        _Saying(part=Part.ARRESTED, trigger=r"арестован\w*|схвачен\w*|задержан\w*|взят\w* в плен|пленен\w*|плен[её]н\w*", pattern=rf"(?P<who>{_P})(?: (?!не)[а-яё]+| ‹[DL]\d+›){{0,5}} ▲"),
    ),
    "trial": (_Saying(part=Part.DEFENDANT, pattern=rf"(?<!被)▲了?(?P<who>{_P})(?!的|之)"),),
}  # fmt: skip
"""The sayings by type of happening; those under no type hold for all."""

_SIDES = (
    ("japanese_puppet", r"日本|日军|日方|日伪|伪满|伪军|关东军|满方|満洲国|日側|日軍|япон|маньчжоу-го"),
    ("soviet_russian", r"苏联|苏军|苏方|俄军|俄方|沙俄|俄国|红军远东|ソ連|ソ軍|露軍|советск|русск|росси"),
    ("chinese", r"中方|中国|清方|清廷|清军|我军|我方|抗联|抗日联军|人民革命军|义勇军|救国军|кита[йе]"),
)
"""Whose side a name, or the word right before it, says somebody is on."""

_SIDED = frozenset(
    {
        Part.LEADER,
        Part.ATTACKER,
        Part.DEFENDER,
        Part.PERPETRATOR,
        Part.SIGNATORY,
        Part.ARRESTED,
        Part.DEFENDANT,
    }
)
"""The parts that are taken on a side."""
_NEAR = 12
"""How far before a name a word may say its side."""
_RESULT = {
    "battle": "攻占|攻克|攻破|攻陷|攻下|占领|侵占|收复|光复|陷落|沦陷|失守|失陷|夺取|夺回|全歼|歼灭|击溃|击退|击毙|炸毁|爆破|突破|突围|陥落|占拠|全灭|玉砕|взят\\w*|захвачен\\w*|занят\\w*|разгром\\w*|освобожд[её]н\\w*|взорван\\w*",
    "arrest": "被捕|被俘|被擒|获释|越狱|арестован\\w*|плен[её]н\\w*",
    "surrender": "投降|停战|归顺|降伏|капитул\\w*",
    "trial": "判决|宣判|判处|приговор\\w*",
}
"""The words of a happening that are its outcome too."""
_NUMBER = "[一二三四五六七八九十百千万两数〇零\\d]+"
_TALLY = re.compile(
    f"(?:毙伤|击毙|打死|毙|歼灭|全歼|歼|消灭|俘虏|生俘|俘获|俘|缴获|缴|击伤|打伤|伤亡|死伤|死亡|阵亡|损失|牺牲|遇难)"
    f"[^‹›，。；;\\d一二三四五六七八九十百千]{{0,8}}{_NUMBER}[余多]?(?:[名人个支挺门枝匹辆架艘]|(?=[，。；、]))[^‹›，。；;、\\d]{{0,4}}"
    f"|(?:战死者?|死者|捕虏|负伤者?|死伤者?|戦死|捕虜)[^‹›、。]{{0,3}}{_NUMBER}[名人]"
    r"|(?:убит\w*|ранен\w*|пленен\w*|взят\w* в плен|захвачен\w*|потер\w+)[^‹›.;]{0,24}?\d[\d ]*(?: [а-яё]+)?"
)


def participations(
    reading: Reading, sentence: Sentence, clause: tuple[int, int], trigger: tuple[int, int], type_: str
) -> tuple[Participation, ...]:
    """Who took which part in a happening, as the clause around its word says; each thing once in each part."""
    skeleton = sentence.skeleton
    word = skeleton[trigger[0] : trigger[1]]
    said = f"{skeleton[clause[0] : trigger[0]]}▲{skeleton[trigger[1] : clause[1]]}"
    found = dict.fromkeys(_told(reading, sentence, (said, word), type_))
    parts = {(one.entity, one.part) for one in found}
    # Whom the clause tells of in another part is not named as a plain leader of his own death.
    return tuple(one for one in found if not (one.part == Part.LEADER and (one.entity, Part.DIED) in parts))


def outcomes(
    reading: Reading, sentence: Sentence, trigger: tuple[int, int], type_: str, until: int
) -> tuple[Outcome, ...]:
    """What came of a happening: its word where that says it, and what was counted up to the next one."""
    skeleton = sentence.skeleton
    spans = []
    if type_ in _RESULT and re.fullmatch(_RESULT[type_], skeleton[trigger[0] : trigger[1]]):
        spans.append(trigger)
    if type_ == "battle":
        spans += [found.span() for found in _TALLY.finditer(skeleton, trigger[0], until)]
    return tuple(_outcome(reading, sentence, span) for span in sorted(set(spans)))


def counts_at(sentence: Sentence, position: int) -> bool:
    """Whether a word only begins to count what another happening cost: 歼敌三百."""
    return _TALLY.match(sentence.skeleton, position) is not None


def _outcome(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> Outcome:
    start, end = reading.source(sentence.where(span[0]), sentence.where(span[1] - 1) + 1)
    return Outcome(text=reading.record.text[start:end], start=start, end=end)


def _told(reading: Reading, sentence: Sentence, told: tuple[str, str], type_: str) -> Iterator[Participation]:
    said, word = told
    for saying in (*_SAYINGS.get(type_, ()), *_SAYINGS[""]):
        if saying.trigger and not _compiled(saying.trigger).fullmatch(word):
            continue
        found = _compiled(saying.pattern).search(said)
        for slot in sentence.slots_in(found["who"]) if found else ():
            if slot.entity is not None and slot.mention is not None:
                yield Participation(
                    entity=slot.entity.id,
                    part=saying.part,
                    start=slot.mention.start,
                    end=slot.mention.end,
                    side=_side(reading, sentence, slot) if saying.part in _SIDED else "",
                )


def _side(reading: Reading, sentence: Sentence, slot: Slot) -> str:
    """Whose side the name, or the word right before it, says; nothing where neither does."""
    text = reading.layer.text
    before = re.split("[，。；;、]", text[max(sentence.start, slot.start - _NEAR) : slot.start])[-1]
    for side, words in _SIDES:
        name = _compiled(f"(?i)^(?:{words})").search(text[slot.start : slot.end])
        if name or _compiled(f"(?i)(?:{words})[^，。、 ]{{0,2}} ?$").search(before):
            return side
    return ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
