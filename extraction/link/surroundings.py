"""One record around its names: who else is there, when and where it speaks, and the words nearby."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from extraction.link.units import speaks_of_united_army
from extraction.steps import Marked
from ontology.kinds import Kind
from ontology.names import fold
from ontology.records import DateMention, Mention

_SENTENCE_END = re.compile(r"[。；！？!?;\n]+|\.(?=\s+[А-ЯЁA-Z])")
_RIVER_AFTER = re.compile(
    r"^(?:边|岸|两岸|沿岸|沿线|流域|江面|上游|中游|下游|水面|航|南岸|北岸|右岸|左岸|畔|江)"
)
_RIVER_BEFORE = re.compile(r"(?:рек\w{1,2} |р\. ?|озер\w |渡|过|沿|横渡|渡过|越过|强渡|泅渡)$")
_PROVINCE_AFTER = re.compile(
    r"省(?!城)|巡抚|督军|省长|将军|都督|全省|当局|督办|(?:[、和与及][\u4e00-\u9fff]{2,3}){1,3}(?:[两二三各]省|等省|省)"
)
_YEAR_AFTER = re.compile("(?:元|[一二三四五六七八九十]{1,3}|[0-9]{1,2})年")
_SUFFIX_AFTER = re.compile("[省市县镇区旗城](?![委立政长])")
_COUNTY_BEFORE = re.compile("(?P<county>[\u4e00-\u9fff]{2}[县市旗])的?$")
_VILLAGE_AFTER = re.compile("[乡屯村](?![长公民落])")
_OFFICE_AFTER = re.compile(
    "(?:总司令|司令官|副司令|司令|内阁|主席|总理|首相|外相|陆相|委员长|大帅|督军|长官|总统|元帅|总督|执政|大使|公使|巡抚)"
)


class RecordContext:
    """What the rest of a record says when one of its names is in doubt."""

    def __init__(self, marked: Marked) -> None:
        """Look at one record as marked; nothing outside it is asked."""
        self.marked = marked
        self.mentions = tuple(sorted(marked.mentions, key=lambda m: (m.start, m.end)))
        self.folded = fold(marked.record.text)
        self._dates = sorted((d for d in marked.dates if d.date.lo), key=lambda date: date.start)

    @cached_property
    def about_united_army(self) -> bool:
        """Whether the record speaks of the Northeast Anti-Japanese United Army."""
        return speaks_of_united_army(self.marked.record.text)

    def day_of(self, mention: Mention) -> DateMention | None:
        """The date that governs a mention: the last resolved one before it, else the first of the record."""
        before = bisect_right(self._dates, mention.start, key=lambda date: date.start)
        return self._dates[max(0, before - 1)] if self._dates else None

    def is_province(self, mention: Mention) -> bool:
        """Whether the words around a place speak of a province: 奉天巡抚, 奉天、吉林两省, 奉天|海城|人."""
        after = self.folded[mention.end : mention.end + 24]
        place = self._places[mention.id]
        following = self.mentions[place + 1] if place + 1 < len(self.mentions) else None
        if following and following.start == mention.end and following.kind is Kind.PLACE:
            return self.folded[following.end : following.end + 1] in ("人", "县")
        return bool(_PROVINCE_AFTER.match(after))

    def is_era(self, mention: Mention) -> bool:
        """Whether a name is an era's: 大同元年, 康德三年."""
        return bool(_YEAR_AFTER.match(self.folded, mention.end))

    def suffix_after(self, mention: Mention) -> str:
        """What a place is, where the word stands right after its name: 吉林|市, 大同|镇."""
        found = _SUFFIX_AFTER.match(self.folded, mention.end)
        return found.group() if found else ""

    def county_before(self, mention: Mention) -> str:
        """The county or city named right before a place, as the one it lies in: 朝阳县|平房."""
        found = _COUNTY_BEFORE.search(self.folded[max(0, mention.start - 6) : mention.start])
        return found.group("county") if found else ""

    def is_village(self, mention: Mention) -> bool:
        """Whether a village's or township's word follows the name: 长春|乡, 永安|屯."""
        return bool(_VILLAGE_AFTER.match(self.folded, mention.end))

    def title_after(self, mention: Mention) -> str:
        """The office named right after a bare surname, empty where there is none."""
        found = _OFFICE_AFTER.match(self.folded, mention.end)
        return found.group() if found else ""

    def is_beside_water(self, mention: Mention) -> bool:
        """Whether the words around a mention speak of a river: 黑龙江边, 渡过黑龙江."""
        before = self.folded[max(0, mention.start - 8) : mention.start].lower()
        after = self.folded[mention.end : mention.end + 3]
        return bool(_RIVER_AFTER.match(after) or _RIVER_BEFORE.search(before))

    def sentence_span(self, mention: Mention) -> tuple[int, int]:
        """The sentence a mention stands in."""
        ends = self._sentence_ends
        place = bisect_right(ends, mention.start)
        return (ends[place - 1] if place else 0), (ends[place] if place < len(ends) else len(self.folded))

    def clause(self, mention: Mention) -> str:
        """The words of the sentence a mention stands in, folded."""
        start, end = self.sentence_span(mention)
        return self.folded[start:end]

    def near_words(self, mention: Mention, reach: int) -> str:
        """The words about a person: of his sentence, no farther than `reach`, up to the next person."""
        start, end = self.sentence_span(mention)
        start, end = max(start, mention.start - reach), min(end, mention.end + reach)
        people = self._people
        place = bisect_left(people, (mention.start, mention.end))
        if place and people[place - 1][1] <= mention.start:
            start = max(start, people[place - 1][1])
        after = bisect_right(people, (mention.end, 0))
        if after < len(people):
            end = min(end, people[after][0])
        return f"{self.folded[start : mention.start]}\n{self.folded[mention.end : end]}"

    def day_nearby(self, mention: Mention) -> DateMention | None:
        """A date in the mention's own sentence: the last before it, else the first after."""
        start, end = self.sentence_span(mention)
        inside = [day for day in self._dates if start <= day.start < end]
        before = [day for day in inside if day.start <= mention.start]
        return before[-1] if before else inside[0] if inside else None

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [found.end() for found in _SENTENCE_END.finditer(self.folded)]

    @cached_property
    def _people(self) -> list[tuple[int, int]]:
        return [(m.start, m.end) for m in self.mentions if m.kind is Kind.PERSON]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {mention.id: place for place, mention in enumerate(self.mentions)}

    def company(self, mention: Mention, reach: int) -> tuple[Mention, ...]:
        """The other mentions within so many characters."""
        here = self._places[mention.id]
        low = high = here
        while low and self.mentions[low - 1].end >= mention.start - reach:
            low -= 1
        while high + 1 < len(self.mentions) and self.mentions[high + 1].start <= mention.end + reach:
            high += 1
        return self.mentions[low:here] + self.mentions[here + 1 : high + 1]
