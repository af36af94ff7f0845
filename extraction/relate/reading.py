"""A record as the rules read it: sentences in which every name and date is a slot.

Rules see `‹P3›任‹O4›军长` instead of 赵尚志任第三军军长, whatever the names are and in whatever script they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extraction.relate.roles import ROLE_HAN
from extraction.steps import Linked, Marked
from extraction.text.layers import layers_of, unfolded
from ontology.kinds import MARKED
from ontology.records import DateMention, Entity, Layer, Mention

LETTERS = dict(zip(MARKED, "PLOEW", strict=True))
"""The letter of each kind of slot; dates are D."""

_HAN_END = re.compile(r"[。！？\n\f]+[”」』）)]*")
_RUSSIAN_END = re.compile(r"[.!?…]+[»”)]*(?=\s+[«„(]?[А-ЯЁ0-9‹])|[\n\f]+")
_ABBREVIATION = re.compile(
    r"(?:\b[А-ЯЁ]|\b(?:г|гг|ст|им|т|тов|ген|гор|пос|см|др|пр|в|вв|км|с|о|д|ул|обл|нов|стар))\.$"
)
_ASIDE = re.compile(r"(?:由|隶属于|隶属|属于|归属|归|属|向|对|与|同|在|于|从|将|把|以)[《“「『]?$")
_ATTRIBUTE = re.compile(rf"[をヲ]|{ROLE_HAN}(?!‹)")
_SUBJECT = {
    "zh": re.compile(
        rf"\s*(?:[^‹›，。；：]{{0,4}}[，：])?(?:‹D\d+›[，,、]?)?(?:‹[LOE]\d+›)*(?:{ROLE_HAN})?(?P<who>‹P\d+›)(?!、|和|与|及|的|之|所|部)"
    ),
    "ja": re.compile(r"(?:^|.*?[、。])[^‹›、。]{0,8}(?:‹D\d+›)?(?P<who>‹P\d+›)(?:（[^（）]*）)?は"),
    "ru": re.compile(r"\s*(?:[^‹›.,]{0,24} )?(?P<who>‹P\d+›)(?! и |, ‹P)"),
}
"""Whom a sentence is about."""
_HERO = re.compile(
    r"\s*(?:记事|条目)?(?P<who>‹P\d+›)(?:（[^）]*）)?(?:[，、](?:‹[DL]|[^‹›，。]{0,3}?(?:字|号|名|[男女]|生于|出生|人))|是|は|，(?:毕业|早年)| \(| —| родил)"
)
_OF_HIM = re.compile(
    "(?:任命|委任|委派|保举|提拔|擢|委|派|聘|请|调|召|命|升|荐|推举|邀)[其他她](?:为|任|[^‹›，。]{0,4}‹)"
)
"""Somebody else does something with the person the talk is of."""
_NARRATOR = re.compile(r"(?:我叫|我是|我名叫|名字叫|答：)(?P<who>‹P\d+›)")
_BODY = {
    "zh": re.compile(r"\s*(?:‹D\d+›[，、]?)?(?P<who>‹O\d+›)"),
    "ja": re.compile(r"(?:.*[^の])?(?P<who>‹O\d+›)(?:は|が)"),
    "ru": re.compile(r"\s*(?:[^‹›.,]{0,24} )?(?P<who>‹O\d+›)"),
}
"""Which body a sentence is about."""
_I = re.compile("(?:^|[，。；：])[^‹›，。；]{0,4}我(?![们军部方国省县市校厂队团师连营家爹娘])")
_LISTED = re.compile(r"^[》”」』]?(?:、|和|及|与|)[《“「『]?$")
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
"""Papers written in katakana read like the others."""
_QUOTES = '《》〈〉“”‘’「」『』"«»„'
_LINES = 15
"""How many lines back a heading still says whose officers are listed."""
_SLOT = re.compile(r"‹([A-Z])(\d+)›")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A name or a date at its place in the reading layer."""

    letter: str
    start: int
    end: int
    mention: Mention | None = None
    entity: Entity | None = None
    date: DateMention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the reading layer with its slots; `positions` leads from its skeleton to the layer."""

    number: int
    paragraph: int
    start: int
    end: int
    skeleton: str
    positions: Sequence[int]
    slots: tuple[Slot, ...]  # numbered as in the skeleton

    def slots_in(self, piece: str) -> tuple[Slot, ...]:
        """The slots named in a piece of the skeleton, in order."""
        return tuple(self.slots[int(number)] for _, number in _SLOT.findall(piece))

    def place_of(self, slot: Slot) -> int:
        """The place of a slot in the skeleton; its end for a slot of another sentence."""
        number = next((n for n, mine in enumerate(self.slots) if mine is slot), -1)
        found = self.skeleton.find(f"‹{slot.letter}{number}›")
        return found if found >= 0 else len(self.skeleton)

    def where(self, position: int) -> int:
        """The place in the layer of a place in the skeleton."""
        return self.positions[min(position, len(self.positions) - 1)]


class Reading:
    """The sentences of a marked and linked record."""

    def __init__(self, marked: Marked, linked: Linked) -> None:
        """Read a record once, in its reading layer."""
        record = marked.record
        scanned = any(page.image for page in record.pages)
        self.record = record
        layers = layers_of(record.text, lang=record.lang, script=record.script, scanned=scanned)
        self.layer: Layer = layers[-1]
        self.unfolded = unfolded(layers)  # as long as the reading layer
        self._shown = self.layer.text if record.lang != "ja" else self.layer.text.translate(_HIRAGANA)
        self.slots = tuple(_apart(sorted(self._slots(marked, linked), key=lambda s: (s.start, -s.end))))
        self.is_dated = any(slot.letter == "D" for slot in self.slots)
        self._starts = [slot.start for slot in self.slots]
        self.sentences = tuple(self._sentences())
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._paragraphs: dict[int, Sentence] = {}
        self._paragraph_ends: dict[int, int] = {}
        for sentence in self.sentences:
            self._paragraphs.setdefault(sentence.paragraph, sentence)
            self._paragraph_ends[sentence.paragraph] = sentence.end
        self._body = _BODY.get(record.lang, _BODY["zh"])
        self.body = self._first(self._body, 1)
        self.event = self._only_event()
        self._narrator = self._first(_NARRATOR, len(self.sentences))
        self._subjects = self._subjects_by_sentence()

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of L0 for a span of the layer."""
        return self.layer.source_span(start, end)

    def sentence_at(self, position: int) -> Sentence:
        """The sentence in which a place of the layer lies."""
        return self.sentences[bisect_right(self._sentence_starts, position) - 1]

    def sentence_before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before, where it is of the same paragraph."""
        before = self.sentences[sentence.number - 1] if sentence.number else None
        return before if before and before.paragraph == sentence.paragraph else None

    def subject_of(self, sentence: Sentence) -> Slot | None:
        """The person whom a sentence without a subject goes on about: of its paragraph, else the text's hero."""
        return self._subjects[sentence.number]

    def narrator_before(self, sentence: Sentence, position: int) -> tuple[int, Slot | None] | None:
        """Where 我 last began a clause before a place in the layer, and who that is."""
        said = [found.end() for found in _I.finditer(self.layer.text, sentence.start, position)]
        return (said[-1], self._narrator) if said else None

    def heads_before(self, sentence: Sentence) -> Iterator[Slot]:
        """The bodies with which earlier lines begin, the nearest first."""
        for other in reversed(self.sentences[max(0, sentence.number - _LINES) : sentence.number]):
            if found := self._body.match(other.skeleton):
                yield from other.slots_in(found["who"])

    def event_after(self, sentence: Sentence, position: int) -> Slot | None:
        """The first named event after a place in the layer, in the paragraph of a sentence."""
        last = self._paragraph_ends[sentence.paragraph]
        near = self.slots[bisect_left(self._starts, position) : bisect_left(self._starts, last)]
        return next((slot for slot in near[:_LINES] if slot.letter == "E"), None)

    def _only_event(self) -> Slot | None:
        """The event a text is about: the only one it names."""
        named = {slot.entity.id: slot for slot in reversed(self.slots) if slot.letter == "E" and slot.entity}
        return next(iter(named.values())) if len(named) == 1 else None

    def _first(self, pattern: re.Pattern[str], sentences: int) -> Slot | None:
        """The first name that the first sentences show in a pattern."""
        for sentence in self.sentences[:sentences]:
            if found := pattern.search(sentence.skeleton):
                return sentence.slots_in(found["who"])[0]
        return None

    def _subjects_by_sentence(self) -> tuple[Slot | None, ...]:
        """For every sentence the person that the one before it was about."""
        pattern = _SUBJECT.get(self.record.lang, _SUBJECT["zh"])
        hero = self._narrator or self._hero()
        subjects, current, paragraph = [], hero, -1
        for sentence in self.sentences:
            if sentence.paragraph != paragraph:
                paragraph, current = sentence.paragraph, hero
            subjects.append(current)
            found = pattern.match(sentence.skeleton)
            if found and not (current and _OF_HIM.search(sentence.skeleton)):
                current = sentence.slots_in(found["who"])[0]
        return tuple(subjects)

    def _hero(self) -> Slot | None:
        """Whom an article is about: who stands at its head with dates, a home or other names."""
        for sentence in self.sentences[:2]:
            if found := _HERO.match(sentence.skeleton):
                return sentence.slots_in(found["who"])[0]
        return None

    def begins_clause(self, slot: Slot) -> bool:
        """Whether a clause begins with this name and not with a list of names."""
        text = self.layer.text
        before = text[max(0, slot.start - 4) : slot.start].rstrip("　 \n")[-1:]
        if self.record.lang == "ja" and text[slot.end : slot.end + 1] in "はハがガ":
            return True
        place = bisect_left(self._starts, slot.start)
        dated = (
            bool(place) and self.slots[place - 1].letter == "D" and self.slots[place - 1].end == slot.start
        )
        return (dated or before in "，。；：" or not before) and text[
            slot.end : slot.end + 1
        ] not in "、和与及"

    def slots_before(self, sentence: Sentence, position: int, *, far: bool) -> Iterator[Slot]:
        """The slots before a place in the layer, the nearest first: of the sentence, or of its paragraph."""
        floor = self._paragraphs[sentence.paragraph].start if far else sentence.start
        first, last = bisect_left(self._starts, floor), bisect_left(self._starts, position)
        yield from (slot for slot in reversed(self.slots[first:last]) if slot.end <= position)

    def is_aside(self, slot: Slot) -> bool:
        """Whether a name is brought in by 由, 在, 隶属 … or with an office, so that the talk is of another thing."""
        place = bisect_left(self._starts, slot.start)
        while place and self._joined(self.slots[place - 1], self.slots[place]):
            place -= 1
        start = self.slots[place].start
        if _ASIDE.search(self.layer.text[max(0, start - 5) : start]):
            return True
        return bool(_ATTRIBUTE.match(self.layer.text[slot.end : slot.end + 8]))

    def _joined(self, one: Slot, other: Slot) -> bool:
        return one.letter == other.letter and bool(_LISTED.match(self.layer.text[one.end : other.start]))

    def _slots(self, marked: Marked, linked: Linked) -> Iterator[Slot]:
        for mention in marked.mentions:
            entity, span = linked.entity_of(mention), self._in_layer(mention.start, mention.end)
            if entity is not None and entity.kind in LETTERS and span is not None:
                letter = LETTERS[entity.kind]
                yield Slot(letter=letter, start=span[0], end=span[1], mention=mention, entity=entity)
        for date in marked.dates:
            if (span := self._in_layer(date.start, date.end)) is not None:
                yield Slot(letter="D", start=span[0], end=span[1], date=date)

    def _in_layer(self, start: int, end: int) -> tuple[int, int] | None:
        """A span of L0 in the layer; None where the layer left it out."""
        first, last = bisect_right(self.layer.ends, start), bisect_right(self.layer.starts, end - 1)
        return (first, last) if first < last else None

    def _sentences(self) -> Iterator[Sentence]:
        paragraph = 0
        for number, (start, end) in enumerate(pairwise(self._cuts())):
            paragraph += self.layer.text[max(0, start - 2) : start].count("\n") > 0
            yield self._sentence(number, paragraph, start, end)

    def _cuts(self) -> list[int]:
        """The places between sentences: never inside a slot, never after an abbreviation."""
        text = self.layer.text
        russian = self.record.lang == "ru"
        inside = {place for slot in self.slots for place in range(slot.start + 1, slot.end)}
        cuts = [0]
        for found in (_RUSSIAN_END if russian else _HAN_END).finditer(text):
            short = (
                russian
                and "\n" not in found.group()
                and _ABBREVIATION.search(text, max(0, found.start() - 8), found.start() + 1)
            )
            if found.end() not in inside and not short:
                cuts.append(found.end())
        return cuts if cuts[-1] == len(text) else [*cuts, len(text)]

    def _sentence(self, number: int, paragraph: int, start: int, end: int) -> Sentence:
        text, pieces, positions = self._shown, [], []
        inside = self.slots[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        slots = tuple(slot for slot in inside if slot.end <= end)
        place = start
        for index, slot in enumerate(slots):
            between = range(place, slot.start)
            token = f"‹{slot.letter}{index}›"
            pieces += [text[place : slot.start], token]
            positions += [*between, *([slot.start] * len(token))]
            place = slot.end
        pieces.append(text[place:end])
        positions += [*range(place, end), end]
        skeleton, positions = _without_quotes("".join(pieces), positions)
        return Sentence(
            number=number,
            paragraph=paragraph,
            start=start,
            end=end,
            skeleton=skeleton,
            positions=positions,
            slots=slots,
        )


def _without_quotes(skeleton: str, positions: list[int]) -> tuple[str, list[int]]:
    """The skeleton without the quotation marks around names, which rules need not see."""
    kept = [
        place
        for place, sign in enumerate(skeleton)
        if not (
            sign in _QUOTES and ("›" == skeleton[place - 1 : place] or "‹" == skeleton[place + 1 : place + 2])
        )
    ]
    return "".join(skeleton[place] for place in kept), [positions[place] for place in kept] + positions[-1:]


def _apart(slots: list[Slot]) -> Iterator[Slot]:
    """The slots that do not overlap one before them."""
    done = 0
    for slot in slots:
        if slot.start >= done:
            yield slot
            done = slot.end
