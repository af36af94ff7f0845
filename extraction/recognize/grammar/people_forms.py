"""People known by the setting or the form of a name alone: letters, princes, Japanese names without a known surname."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.recognize.grammar import words
from extraction.recognize.grammar.scene import HAN, Scene
from extraction.recognize.grammar.segment import is_word
from extraction.recognize.spans import Found
from ontology.kinds import Kind

TITLE = re.compile(words.TITLE)
"""A title or rank."""
_LONG_JAPANESE = tuple(name for name in words.JAPANESE_SURNAMES if len(name) > 1)
_FORMS = (
    re.compile(r"(?<=姓)[\u4e00-\u9fff](?=的[连排营班团]|的[地财]|[，。；、]|指导员)"),
    re.compile(r"(?<=[，。；：、\n为事与和])[恭醇庆肃庄礼端荣]亲王"),
    re.compile(
        rf"(?<=[，。\n弟男儿妹女侄甥])(?<=[弟男儿妹女侄甥]){HAN}{{2}}(?=[ 　]?(?:谨禀|叩|敬上|谨上|手书|顿首|鞠躬|启$)|[ 　]+[一二三四五六七八九十\d])"
    ),
    re.compile(rf"(?<=[：。\n]){HAN}{{2}}(?=[姐兄弟嫂叔哥][：，])|^{HAN}{{2}}(?=[姐兄弟嫂叔哥][：，])"),
)
"""姓 with the surname alone, princes, the signature and the address of a letter."""
_ENDS_JAPANESE = "".join(sorted(words.JAPANESE_GIVEN_ENDS))
_JAPANESE_TITLED = re.compile(
    rf"(?:公使|大使|领事|长官|次长|大佐|中佐|少佐|大将|中将|少将|师团长|旅团长|联队长|司令官|参谋长|参谋|社长|总裁|理事|顾问|博士|首相|外相|陆相|大臣|所长|局长|会长)"
    rf"(?P<name>{HAN}{{2,4}}[{_ENDS_JAPANESE}])(?=[，。、；）等在与和率向对]|$)"
)
_JAPANESE_POLITE = re.compile(
    rf"(?<!{HAN})(?P<name>{HAN}{{2,5}})(?=さん|氏(?![族名])|先生|君[はがのをに、]|大将|中将|少将|大佐|中佐|少佐|大尉|中尉|少尉|上等兵|军曹|伍长)"
    rf"|(?<!{HAN})(?P<many>{HAN}{{3,4}}[{_ENDS_JAPANESE}])(?=ら[をがはのに])"
)


_JAPANESE_ALONE = re.compile(
    rf"(?<!{HAN})(?<![ァ-ヴー]){HAN}{{3,4}}[{_ENDS_JAPANESE}](?=[はがをにともでの、らへ]|$)"
)
"""Four or five characters between kana or marks that end like a given name; no ordinary words in them."""
_KANA_GIVEN = re.compile(f"(?:{'|'.join(sorted(_LONG_JAPANESE))})[ァ-ヴ]{{2,3}}(?![ァ-ヴー])")


def by_form(scene: Scene) -> Iterator[Found]:
    """Names known by their setting alone."""
    for pattern in _FORMS:
        for match in pattern.finditer(scene.text):
            yield person(match.start(), match.end(), 0.75, "form")
    for match in _JAPANESE_TITLED.finditer(scene.text):
        word = scene.cut.over(match.start("name"))
        if match.group("name")[0] in words.NOT_GIVEN:
            continue
        whole = word is None or word.tag in "xNnKs" or word.end - word.start == 1
        if whole and match.start("name") not in scene.begins and not TITLE.search(match.group("name")):
            yield person(match.start("name"), match.end("name"), 0.72, "japanese")
    if scene.lang == "ja":
        for match in _KANA_GIVEN.finditer(scene.text):
            yield person(match.start(), match.end(), 0.76, "japanese")
        for match in _JAPANESE_ALONE.finditer(scene.text):
            name = match.group()
            words_in = is_word(name[:2]) or is_word(name[2:]) or is_word(name[1:3]) or is_word(name[-2:])
            if match.start() not in scene.begins and not words_in and not TITLE.search(name):
                yield person(match.start(), match.end(), 0.66, "japanese")
        for match in _JAPANESE_POLITE.finditer(scene.text):
            name = match.group()
            if match.start() not in scene.begins and not TITLE.search(name) and not is_word(name):
                yield person(match.start(), match.end(), 0.74, "japanese")


def person(start: int, end: int, score: float, rule: str) -> Found:
    """A person found by this grammar."""
    return Found(start=start, end=end, kind=Kind.PERSON, score=score, by="grammar", rule=rule)
