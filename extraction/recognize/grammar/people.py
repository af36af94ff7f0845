"""People in Chinese and Japanese: a surname is a hint, evidence around it makes a name.

| evidence on the left | evidence on the right | full name | score |
|---|---|---|---|
| title or rank (军长, 司令官) | anything | yes | 0.85 |
| any | title or rank | yes; a surname that is also a word needs an edge on the left | 0.85 |
| alias cue (化名, 又名) | mark | yes | 0.85 |
| edge (mark, cue word, known name) | verb or mark | yes, with a verb | 0.75 |
| list of names joined by 、 | 、 or 等 | yes, where one of the list is sure | 0.75 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.recognize.grammar import words
from extraction.recognize.grammar.people_forms import TITLE, by_form, person
from extraction.recognize.grammar.scene import HAN, Scene, edge_left, is_han
from extraction.recognize.grammar.segment import is_word, tag_of
from extraction.recognize.spans import Found
from ontology.kinds import Kind

_TITLE_LEFT = re.compile(f"{words.TITLE}$")
_ALIAS_LEFT = re.compile(f"{words.alternatives(words.ALIAS_CUES)}(?:为|叫|是)?$")
_SAME_AS = re.compile("(?P<mark>[，、（(])?(?:即|就是|又称)$")
_LONG_SURNAMES = frozenset(name for name in words.SURNAMES if len(name) > 1)
_LONG_JAPANESE = frozenset(name for name in words.JAPANESE_SURNAMES if len(name) > 1)
_FIRST = frozenset(name[0] for name in words.SURNAMES | _LONG_JAPANESE)
_MARKS = frozenset('，。、；：！？,.;:!?（）()「」『』“”"《》〈〉—…　 \n\t·')
_FOREIGN_DOT = re.compile(rf"[{words.TRANSLIT}]{{1,6}}(?:[·•・‧∙][{words.TRANSLIT}]{{1,8}}){{1,3}}")
_FOREIGN_END = (
    "斯基|耶夫|诺夫|洛夫|科夫|托夫|廖夫|罗夫|戈夫|佐夫|维奇|琴科|连科|谢夫|申科|科娃|洛娃|诺娃|莫夫|利夫|涅夫"
)
_FOREIGN_KNOWN_END = re.compile(rf"[{words.TRANSLIT}]{{1,6}}(?:{_FOREIGN_END})(?![{words.TRANSLIT}])")
_FOREIGN_ROLE = re.compile(
    rf"[{words.TRANSLIT}]{{3,7}}(?={words.TITLE}|任(?!务)|率|在|于|又名|，|主持|出任|接任|等|、|。|代表|与|和|对|说)"
)
_KATAKANA = re.compile(
    rf"[ァ-ヴー]{{2,10}}(?:[・＝][ァ-ヴー]{{2,10}})*(?={words.TITLE})|[ァ-ヴー]{{2,10}}(?:[・＝][ァ-ヴー]{{2,10}})+"
)
_LIST = re.compile(rf"{HAN}{{2,12}}(?:、{HAN}{{2,4}})+(?:、{HAN}{{2,12}})")
_PLACE_ENDS = frozenset("河江山岭湖岛镇乡村屯口站城堡沟子店旗港桥")
_NICK = re.compile(
    rf"{words.alternatives(words.NICK_CUES)}(?:叫|为|是|称)?[“「\"]?(?P<name>{HAN}{{2,4}})(?=[，。、；：）)”」\"]|$)"
)
_COURTESY = re.compile(rf"字(?P<name>{HAN}{{2}})(?=[，。、；：）)]|$)")
_MORE_ALIASES = re.compile(rf"[、和及](?P<name>{HAN}{{2,4}})(?=[、，。；）)和及]|$)")


def find(scene: Scene) -> Iterator[Found]:
    """People whose names stand beside something that says so."""
    sure = tuple(_sure(scene))
    yield from sure
    wider = scene.with_known(sure)
    seeds = tuple(_seeds(wider))
    yield from seeds
    likely = tuple(_likely(wider.with_known(seeds)))
    yield from likely
    yield from _in_lists(wider.with_known((*seeds, *likely)))
    yield from _nicknames(wider)


_AFTER = frozenset("vpdcuq")
_BEFORE = frozenset("vpcdnuKNG")


def _likely(scene: Scene) -> Iterator[Found]:
    """Names that stand out from the words of the sentence, where the words beside them let a name stand there."""
    taken = {place for item in scene.known if item.by == "grammar" for place in range(item.start, item.end)}
    for word in scene.cut.names():
        name = scene.text[word.start : word.end]
        if any(place in taken for place in range(word.start, word.end)) or name[0] == name[1]:
            continue
        if (
            word.start in scene.begins
            or _NEVER_GIVEN.intersection(name[1:])
            or TITLE.match(scene.text, word.start + 1)
            or name[0] in _NO_SURNAMES
        ):
            continue
        if text_cue(scene.text, word.start) or name[1:] in words.COMMON_STARTS:
            continue
        left, right = _left(scene, word.start), _right(scene, word.end)
        if len(name) == 3 and left and tag_of(scene.text[word.end - 1 : word.end + 1]) in tuple("nv"):
            yield person(word.start, word.end - 1, 0.66, "likely")  # 李弥|残部
            continue
        if tag_of(name[1:]) in ("v", "d") and not (left and right in ("verb", "title")):
            continue
        if len(name) == 3 and name[2] in _KIN and not (left and right == "verb"):
            continue
        if len(name) == 2:
            if (left in ("list", "title") and right) or (left == "edge" and right in ("title", "verb")):
                yield person(word.start, word.end, 0.66, "likely")
        elif is_word(name[:2]) and not (left == "title" and right in ("verb", "title")):
            continue
        elif (left or _fits(scene, word.start - 1, _BEFORE)) and (
            right or _fits(scene, word.end, _AFTER) or (left and _long_word(scene, word.end))
        ):
            yield person(word.start, word.end, 0.68, "likely")


_NEVER_GIVEN = (words.NOT_GIVEN | frozenset("族十百千万两")) - frozenset(
    "里下边上中前内处会党员军师过去来厂村"
)
_KIN = frozenset("姐兄弟嫂叔君氏哥姨婶伯公翁")
_NO_SURNAMES = frozenset("东师连班全党农那广步居时方车")
"""Characters that stand in lists of surnames and are nearly always another word."""


def _long_word(scene: Scene, position: int) -> bool:
    """Whether a known span or an ordinary word of two characters or more begins here."""
    word = scene.cut.begins(position)
    return word is not None and word.end - word.start > 1 and word.tag not in "xN"


def _fits(scene: Scene, position: int, tags: frozenset[str]) -> bool:
    """Whether the word at a place is of a sort that stands beside names."""
    word = scene.cut.over(position)
    return word is not None and word.tag in tags


def _sure(scene: Scene) -> Iterator[Found]:
    position, text = 0, scene.text
    while position < len(text):
        found = _name_at(scene, position) if text[position] in _FIRST else None
        if found:
            yield found
            scene.ends.setdefault(found.end, found)
            position = found.end
        else:
            position += 1
    yield from _foreign(scene)
    yield from by_form(scene)


def _name_at(scene: Scene, position: int) -> Found | None:
    """The best name that begins here, if there is evidence for one."""
    if position in scene.begins:
        return None  # the gazetteer has it
    left = _left(scene, position)
    if left == "edge" and text_cue(scene.text, position):
        return None
    best: tuple[float, int] | None = None
    for end, weak in readings(scene.text, position, scene.lang):
        if end - position == 2 and is_word(scene.text[position:end]) and left != "alias":
            continue
        score = _score(left, _right(scene, end), weak) or _by_shape(scene, position, end, left)
        if score and (best is None or score > best[0]):
            best = (score, end)
    return person(position, best[1], best[0], "name") if best else None


def readings(text: str, position: int, lang: str) -> Iterator[tuple[int, bool]]:
    """Where a name that begins here could end, longest given name first, and whether its surname is weak."""
    two = text[position : position + 2]
    if text[position : position + 3] in _LONG_JAPANESE:
        yield from ((end, False) for end in _given(text, position + 3, 2, japanese=True))
    if two in _LONG_JAPANESE:
        yield from ((end, False) for end in _given(text, position + 2, 3, japanese=True))
    if two in _LONG_SURNAMES:
        yield from ((end, False) for end in _given(text, position + 2, 2))
    if (
        text[position] in words.SURNAMES
        and two not in words.COMMON_STARTS
        and not TITLE.match(text, position + 1)
    ):
        weak = text[position] in words.WEAK_SURNAMES
        yield from ((end, weak) for end in _given(text, position + 1, 2))


def _given(text: str, start: int, longest: int, *, japanese: bool = False) -> Iterator[int]:
    """The ends of plausible given names that begin at `start`, longest first; 0 characters is not one."""
    length = 0
    while length < longest and start + length < len(text):
        character = text[start + length]
        if not is_han(character) or (
            character in words.NOT_GIVEN and not _fits_japanese(character, japanese)
        ):
            break
        length += 1
    for size in range(length, 0, -1):
        yield start + size


def _fits_japanese(character: str, japanese: bool) -> bool:
    return japanese and character in words.JAPANESE_GIVEN_ENDS


def _left(scene: Scene, position: int) -> str:
    """What stands before a position: title, alias, edge or nothing of use."""
    before = scene.text[max(0, position - 8) : position]
    if _TITLE_LEFT.search(before[:-1] if before[-1:] in ("为", "是", "は", "の") else before):
        return "title"
    if _ALIAS_LEFT.search(before):
        return "alias"
    if (same := _SAME_AS.search(before)) and (
        same.group("mark") or position - len(same.group()) in scene.ends
    ):
        return "alias"
    if position > 0 and scene.text[position - 1] == "、":
        return "list"
    return "edge" if edge_left(scene, position) else ""


def _right(scene: Scene, end: int) -> str:
    """What stands after a position: title, verb, mark or nothing of use."""
    if end >= len(scene.text) or scene.text[end] in _MARKS:
        return "mark"
    if TITLE.match(scene.text, end):
        return "title"
    if _STRONG_VERBS.match(scene.text, end):
        return "verb"
    if _SOFT.match(scene.text, end):
        return "soft"
    return "" if is_han(scene.text[end]) or scene.lang == "zh" else "soft"


_SCORES = {
    ("title", "title"): 0.85,
    ("title", "verb"): 0.87,
    ("title", "soft"): 0.84,
    ("title", "mark"): 0.88,
    ("title", ""): 0.6,
    ("alias", "mark"): 0.88,
    ("alias", "verb"): 0.8,
    ("alias", "soft"): 0.75,
    ("edge", "title"): 0.86,
    ("list", "title"): 0.86,
    ("", "title"): 0.7,
    ("edge", "verb"): 0.7,
    ("list", "verb"): 0.7,
}
_STRONG_VERBS = re.compile(
    "率|所?部(?!长|队|分|门|署|下|委)|为(?=[副总正首第]|[\u4e00-\u9fff]{0,4}(?:长|员|记|任|令|席|使|办|理))|任(?!务)|曾任|兼任|担任|出任|就任|当选|牺牲|被捕|遇害|又名|化名|原名|本名|字(?=[\u4e00-\u9fff]{2}[，。、；）])|号(?=[\u4e00-\u9fff]{2}[，。、；）])|指挥|领导|主持|逝世|去世|参加|参与|发言|汇报|即|就是|阵亡|负责|出席|组织|致电|副之|指出|说|签"
    "|出生|生于|殉国|就义|病逝|等|同志"
)
_SOFT = re.compile("[的在于向对同与和及以从由自也都曾因均]|两人|二人|三人|四人")


def _by_shape(scene: Scene, position: int, end: int, left: str) -> float:
    """How sure a name is by its shape alone: a Japanese one, or three characters that are a whole word in kana."""
    right = _right(scene, end)
    if not (left and right):
        return 0.0
    text = scene.text
    japanese = max((n for n in (2, 3) if text[position : position + n] in _LONG_JAPANESE), default=0)
    given = text[position + japanese : end] if japanese else ""
    if 2 <= len(given) <= 3 and given[-1] in words.JAPANESE_GIVEN_ENDS:
        return 0.74
    alone = scene.lang == "ja" and (position == 0 or not is_han(text[position - 1]))
    if alone and not japanese and end - position == 3 and text[position] not in words.WEAK_SURNAMES:
        return 0.76 if text[end : end + 1] in ("は", "が") else 0.0
    return 0.0


def _score(left: str, right: str, weak: bool) -> float:
    """How sure a full name is between two pieces of evidence; 0 where it is none."""
    score = _SCORES.get((left, right), 0.0)
    if weak and (left in ("", "list") or right == ""):
        return 0.0
    return score


def _in_lists(scene: Scene) -> Iterator[Found]:
    """Names joined to a sure one by 、 和 与: spreads from name to name in both directions."""
    text = scene.text
    people = [item for item in scene.known if item.kind is Kind.PERSON]
    seen = {item.start for item in people} | set(scene.begins)
    while people:
        item = people.pop()
        for found in (*_after(scene, item), *_before(text, item), *_foreign_after(text, item)):
            if found.start not in seen:
                seen.add(found.start)
                people.append(found)
                yield found


def _seeds(scene: Scene) -> Iterator[Found]:
    """Items of a list that have the shape of a name, three characters long, beside another such item."""
    for match in _LIST.finditer(scene.text):
        position, shaped = match.start(), []
        for item in match.group().split("、"):
            if len(item) == 3 and _shaped(item):
                shaped.append((position, position + 3))
            position += len(item) + 1
        if len(shaped) > 1:
            yield from (
                person(start, end, 0.66, "list") for start, end in shaped if start not in scene.begins
            )


def _shaped(item: str) -> bool:
    """Whether three characters look like a surname with a given name, and not like a place."""
    return (
        item[0] in words.SURNAMES
        and item[0] not in words.WEAK_SURNAMES
        and item[:2] not in words.COMMON_STARTS
        and item[2] not in _PLACE_ENDS
        and not (set(item[1:]) & words.NOT_GIVEN)
    )


def _after(scene: Scene, item: Found) -> Iterator[Found]:
    """The name that follows a sure one after a conjunction."""
    text, position = scene.text, item.end
    if position + 1 < len(text) and text[position] in "、和与及同暨":
        for end, _weak in readings(text, position + 1, scene.lang):
            right = _right(scene, end)
            if right:
                yield person(position + 1, end, 0.75, "list")
                return


_FOREIGN_MATE = re.compile(rf"[、和与](?P<name>[{words.TRANSLIT}]{{3,7}})(?=[、，。；等和与任率])")


def _foreign_after(text: str, item: Found) -> Iterator[Found]:
    """A name in transcription after another one in a list."""
    if item.rule == "foreign" and (match := _FOREIGN_MATE.match(text, item.end)):
        yield person(match.start("name"), match.end("name"), 0.72, "foreign")


def _before(text: str, item: Found) -> Iterator[Found]:
    """The name before a sure one, between two 、 or after a mark."""
    position = item.start - 1
    if position < 2 or text[position] not in "、和与及同暨":
        return
    for size in (3, 2, 4):
        start = position - size
        if (
            start < 0
            or text[start] not in _FIRST
            or (start > 0 and is_han(text[start - 1]) and text[start - 1] not in words.JOINERS | {"有"})
        ):
            continue
        if any(end == position for end, _weak in readings(text, start, "zh")):
            yield person(start, position, 0.72, "list")
            return


def _foreign(scene: Scene) -> Iterator[Found]:
    """Names written with transcription characters or katakana."""
    text = scene.text
    for match in _FOREIGN_DOT.finditer(text):
        in_title = _TITLE_LEFT.search(text[max(0, match.start() - 5) : match.start() + 1])
        yield person(match.start() + bool(in_title), match.end(), 0.85, "foreign")
    for match in _FOREIGN_KNOWN_END.finditer(text):
        if _right(scene, match.end()):
            yield person(match.start(), match.end(), 0.75, "foreign")
    for match in _FOREIGN_ROLE.finditer(text):
        titled = _TITLE_LEFT.search(_before_copula(text[max(0, match.start() - 8) : match.start()]))
        cued = re.match(f"{words.TITLE}|任|率|又名|主持|出任|接任", text[match.end() : match.end() + 6])
        if (titled or cued) and (titled or edge_left(scene, match.start())):
            yield person(match.start(), match.end(), 0.7, "foreign")
    if scene.lang == "ja":
        for match in _KATAKANA.finditer(text):
            yield person(match.start(), match.end(), 0.75, "katakana")


def _before_copula(said: str) -> str:
    """The words before a name, without 为 or 是 at their end: 局长为…"""
    return said[:-1] if said.endswith(("为", "是", "系")) else said


def _nicknames(scene: Scene) -> Iterator[Found]:
    """Courtesy names, child names and further aliases, which have no surname to know them by."""
    text = scene.text
    for match in _NICK.finditer(text):
        yield person(match.start("name"), match.end("name"), 0.75, "nickname")
    for match in _COURTESY.finditer(text):
        holder = scene.ends.get(match.start())
        if (holder and holder.kind is Kind.PERSON) or _surname_before(text, match.start()):
            yield person(match.start("name"), match.end("name"), 0.8, "courtesy")
    for item in scene.known:
        if item.kind is Kind.PERSON and _ALIAS_LEFT.search(text[max(0, item.start - 4) : item.start]):
            more = _MORE_ALIASES.match(text, item.end)
            if more and more.group("name")[0] in words.SURNAMES:
                yield person(more.start("name"), more.end("name"), 0.75, "alias")
    for match in _ALIAS_FOREIGN.finditer(text):
        holder = scene.ends.get(match.start())
        if holder and holder.kind is Kind.PERSON:
            yield person(match.start("name"), match.end("name"), 0.78, "alias")


_ALIAS_FOREIGN = re.compile(
    rf"{words.alternatives(words.ALIAS_CUES)}(?:为|叫)?[“「\"]?(?P<name>[{words.TRANSLIT}]{{2,6}}|{HAN}{{2,3}})(?=[，。；、）)”」\"]|$)"
)


def _surname_before(text: str, position: int) -> bool:
    """Whether a bare surname stands before, after a mark (李字植初)."""
    if position < 1 or text[position - 1] not in words.SURNAMES:
        return False
    return position == 1 or text[position - 2] in _MARKS


def text_cue(text: str, position: int) -> bool:
    """Whether a surname that is also a cue word (任, 于, 和) follows another word, where it is the cue."""
    return text[position] in words.JOINERS and position > 0 and is_han(text[position - 1])
