"""Events whose day everybody knows: 九一八后 and "after the October Revolution" can be dated by them.

Only days that no source disputes. The name of an event alone is no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ontology.dates.values import Known, plain_edtf


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """An event with its day, how texts name it, and where the day is stated."""

    names: str  # a pattern for folded text
    russian: str  # a pattern of its Russian name in all cases, empty where none is needed
    day: tuple[int, int, int]
    source: str

    @property
    def known(self) -> Known:
        """What the event tells a date that leans on it."""
        return Known(year=self.day[0], month=self.day[1], day=self.day[2])

    @property
    def edtf(self) -> str:
        """The day of the event."""
        return plain_edtf(*self.day)


_INCIDENT = "(?:事变|事件)"
_AFTER = '["”」』]?(?:[以之后前当次翌爆发]|至今)'  # what must follow where the bare figures could mean something else
EVENTS = (
    DatedEvent(names=f"(?:辛亥革命|武昌起义|武昌首义|辛亥(?={_AFTER}))", russian="", day=(1911, 10, 10), source="events.csv, 通行知识"),
    DatedEvent(names="二月革命", russian="Февральск(?:ой|ая|ую)\\s+революци[яию]", day=(1917, 3, 8), source="通行知识"),
    DatedEvent(
        names="十月革命", russian="Октябрьск(?:ой|ая|ую)\\s+революци[яию]", day=(1917, 11, 7), source="events.csv E013"
    ),
    DatedEvent(names=f"五四(?:运动|(?={_AFTER}))", russian="", day=(1919, 5, 4), source="world.csv X229"),
    DatedEvent(names=f"五卅(?:惨案|运动|(?={_AFTER}))", russian="", day=(1925, 5, 30), source="通行知识"),
    DatedEvent(names="四[·・]?一二政变", russian="", day=(1927, 4, 12), source="通行知识"),
    DatedEvent(names="(?:皇姑屯(?:事件|事变)|张作霖(?:被炸|爆杀)事件)", russian="", day=(1928, 6, 4), source="events.csv E020"),
    DatedEvent(names="东北易帜", russian="", day=(1928, 12, 29), source="通行知识"),
    DatedEvent(
        names=f"(?:九[·・.]?一八|9[·・.]18|柳条湖|满洲|满州|奉天|沈阳){_INCIDENT}|九[·・]?一八(?={_AFTER})",
        russian="Мукденск(?:ий|ого|ому|им|ом)\\s+инцидент(?:а|у|ом|е)?", day=(1931, 9, 18), source="events.csv E027, E099",
    ),
    DatedEvent(names=f"一[·・.]?二八{_INCIDENT}", russian="", day=(1932, 1, 28), source="world.csv X240"),
    DatedEvent(names=f"(?:西安|双十二){_INCIDENT}", russian="", day=(1936, 12, 12), source="world.csv X238"),
    DatedEvent(
        names=f"(?:七[·・.]?七|[卢芦]沟桥){_INCIDENT}|七[·・]?七(?={_AFTER})", russian="", day=(1937, 7, 7), source="world.csv X239"
    ),
    DatedEvent(
        names=f"(?:(?:八[·・.]?一五|终战|光复)(?={_AFTER})|日本(?:宣布)?(?:无条件)?投降)",
        russian="капитуляци[яию]\\s+Японии", day=(1945, 8, 15), source="events.csv E066",
    ),
    DatedEvent(names="(?:开国大典|中华人民共和国成立)", russian="", day=(1949, 10, 1), source="通行知识"),
)  # fmt: skip
"""The events, oldest first; sources name rows of data/authority."""
EVENT_YEARS = {"光复": 1945, "九一八": 1931, "八一五": 1945}
"""Short names that stand before 那年."""
NAMES = "|".join(f"(?:{event.names})" for event in EVENTS)
FIRST = "[辛武皇张东9柳满奉沈西双卢芦日终光开中]"
REST = "[亥昌姑作北条洲州阳安十沟本战复国华·・.]"
"""How such a name begins where it begins with no numeral, for a look ahead."""
RUSSIAN_NAMES = "|".join(event.russian for event in EVENTS if event.russian)
_ALL = tuple((re.compile(event.names), event) for event in EVENTS)
_RUSSIAN = tuple((re.compile(event.russian, re.IGNORECASE), event) for event in EVENTS if event.russian)


def event_at(text: str, start: int) -> DatedEvent | None:
    """The event whose name begins there, Chinese, Japanese or Russian."""
    return next((event for pattern, event in (*_ALL, *_RUSSIAN) if pattern.match(text, start)), None)
