"""Days in the code of Chinese telegrams: a rhyme for the day (艳 is the 29th), a branch for the month (申 is September).

Telegrams were charged by the character, so 申删 stood for 15 September. Where a rhyme alone could be a common word
(有电, 文电, 江电) it is a date only behind the branch of a month.
"""

from __future__ import annotations

from ontology.dates.eras import BRANCHES

_RHYMES = (
    "东先", "冬萧", "江肴", "支豪", "微歌", "鱼麻", "虞阳", "齐庚", "佳青", "灰蒸", "真尤", "文侵", "元覃", "寒盐", "删咸",
    "铣", "霰筱", "巧", "皓", "哿", "马个", "养祃", "梗漾", "敬迥", "有径", "宥寝", "感沁", "俭", "艳", "陷", "世引",
)  # fmt: skip
DAYS = {rhyme: day for day, rhymes in enumerate(_RHYMES, start=1) for rhyme in rhymes}
"""The day of the month that a rhyme stands for, as the fold writes it."""
MONTHS = {branch: month for month, branch in enumerate(BRANCHES, start=1)}
"""The month that a branch stands for."""
_UNMISTAKABLE = "删铣筱巧皓哿梗敬宥俭艳陷"
PATTERN = (
    rf"(?:(?P<branch>[{BRANCHES}])(?P<coded>[{''.join(DAYS)}])[电日]"
    rf"|(?P<rhyme>[{_UNMISTAKABLE}])(?:电|日)(?![话报台灯影力气车线本军]))"
)
FIRST = rf"[{BRANCHES}][{''.join(DAYS)}][电日]|[{_UNMISTAKABLE}][电日]"
"""How such a day begins, for a look ahead."""
