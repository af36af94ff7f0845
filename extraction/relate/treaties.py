"""Who signs a treaty: the states and envoys that its preamble names, before the first article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.relate.reading import Reading, Sentence, Slot

_TITLE = re.compile(r"\s*[（(]?‹W\d+›[^‹›。.]{0,12}(?:‹[DL]\d+›[^‹›。.]{0,8}){0,2}[）)]?$")
_ARTICLE = re.compile(r"\s*(?:第[一二三四五六七八九十\d ]+[条款号项]|附约|Статья|Ст\.|§)")
_ENVOYS = re.compile(
    "特派|全权|代表|钦差|委员|任命|派定|уполномочен|назначил|в лице|уполномоч", re.IGNORECASE
)
_STATE = re.compile(
    r"(?P<who>‹[LO]\d+›)(?=国?(?:大皇帝|皇帝|国王|大总统|总统|主席|政府|国民政府|执政)|，?特派|ハ|は|(?:及|与|和|并|、)‹[LO]\d+›(?:ハ|は|政府|大皇帝|国?政府|国?皇帝))|"
    r"(?<=›及)(?P<other>‹[LO]\d+›)(?=ハ|は)|"
    r"(?:Правительств\w+|Президиум\w*|Император\w*|Президент\w*)(?: \w+){0,2} (?P<third>‹[LO]\d+›)"
)
_LONGEST = 12
"""How many sentences a preamble has at most."""


def signings(reading: Reading) -> Iterator[tuple[Sentence, Slot, Slot]]:
    """Every signatory of the treaty a text is, with the sentence that names them."""
    treaty = _treaty(reading)
    preamble = list(_preamble(reading)) if treaty else []
    if treaty is None or not any(_ENVOYS.search(sentence.skeleton) for sentence in preamble):
        return
    for sentence in preamble:
        for found in _STATE.finditer(sentence.skeleton):
            for slot in sentence.slots_in("".join(filter(None, found.groupdict().values()))):
                yield sentence, slot, treaty
        yield from ((sentence, slot, treaty) for slot in sentence.slots if slot.letter == "P")


def _treaty(reading: Reading) -> Slot | None:
    """The work that stands alone in the first line."""
    for sentence in reading.sentences[:2]:
        if _TITLE.match(sentence.skeleton.rstrip("\n\f 　")):
            return next(slot for slot in sentence.slots if slot.letter == "W")
    return None


def _preamble(reading: Reading) -> Iterator[Sentence]:
    for sentence in reading.sentences[1 : _LONGEST + 1]:
        if _ARTICLE.match(sentence.skeleton):
            return
        yield sentence
