"""How a sentence means what it says: denied, planned, by hearsay; and whose voice a record is."""

from __future__ import annotations

import re

from ontology.names import fold
from ontology.records import Record

_DENIED = {
    "zh": re.compile(
        r"并未|尚未|从未|未曾|未能|未(?!来|详|婚|必|央|几)|没有|不曾|并非|不是|并不|不肯|拒绝|未经"
    ),
    "ja": re.compile(r"なかった|ていない|ではない|せず(?!に)|ません"),
    "ru": re.compile(
        r"\bне\s+(?!только\b|менее\b|позднее\b|раз\b)|\bни\s|\bникогда\b|\bотказал", re.IGNORECASE
    ),
}
_PLANNED = {
    "zh": re.compile(
        r"拟(?!定|态)|打算|准备|计划|预定|正要|企图|商定将|(?<![即大中上少主名部])将(?=于|在|改|扩|编|成|任|由|召|举)|希望"
    ),
    "ja": re.compile(r"予定|つもり|しようと|计[划画](?:する|している|中|である)"),
    "ru": re.compile(
        r"предполага|намерен|планиру|предстоит|должн\w+ (?:быть|был)|собира\w+сь|проект", re.IGNORECASE
    ),
}
_HEARSAY = {
    "zh": re.compile(
        r"据说|据传|传说|传闻|听说|相传|据称|据闻|风闻|闻说|(?:^|[，。；])传(?=‹|[^统达令来送播单])|一说|或谓|或云|有谓|疑为|似"
    ),
    "ja": re.compile(r"らしい|という说|と伝えられ|そうだ|といわれ|と言われ"),
    "ru": re.compile(
        r"по слухам|якобы|говор\w+, что|будто|по некоторым сведениям|по-видимому|вероятно", re.IGNORECASE
    ),
}
_DENIAL_BY_NAME = re.compile(r"否认|辟谣|опроверг", re.IGNORECASE)

# Only a creator who names himself makes a voice certain.
_VOICES = (
    ("oral", re.compile(r"口述|回忆|口碑|聞き書き|воспоминани", re.IGNORECASE)),
    (
        "japanese_puppet",
        re.compile(r"关东军|宪兵|伪满|满洲国|满铁|警务厅|特务机关|协和会|日本(?:领事|军|陆军)|関東軍"),
    ),
    ("later", re.compile(r"史志|党史|编研|编写|编纂|征集|地方志|研究(?:所|室|组)|纪念馆")),
    ("chinese", re.compile(r"抗联|抗日联军|路军|中共|省委|县委|游击队|救国军|自卫军|国民政府|人民政府")),
    (
        "soviet_russian",
        re.compile(
            r"штаб|управлени|НКВД|консул|министерств|генерал-губернатор|комитет|комендант", re.IGNORECASE
        ),
    ),
)


def polarity_of(clause: str, lang: str) -> str:
    """Whether a clause affirms or denies what it names."""
    denied = _DENIED.get(lang, _DENIED["zh"]).search(clause) or _DENIAL_BY_NAME.search(clause)
    return "denied" if denied else "affirmed"


def modality_of(clause: str, sentence: str, lang: str) -> str:
    """Whether a clause states a fact, a plan (said near the verb) or hearsay (said of the whole sentence)."""
    if _HEARSAY.get(lang, _HEARSAY["zh"]).search(sentence):
        return "hearsay"
    return "plan" if _PLANNED.get(lang, _PLANNED["zh"]).search(clause) else "fact"


def stance_of(record: Record) -> str:
    """Whose voice a record is, empty unless its creator or title makes it certain."""
    said = fold(f"{record.description.creator} {record.description.title}")
    creator = fold(record.description.creator)
    for stance, cue in _VOICES:
        if cue.search(said if stance == "oral" else creator):
            return stance
    return ""
