"""Rules as patterns over skeletons, and the small language they are written in.

    {h:P}     the head of the relation, a person; {t:O} the tail, an organization; {h:PO} either kind
    {t:L+}    a list: A、B和C
    {h:P*}    a list with offices in it: 甲省主席A、乙县县长B
    {role}    a word for an office
    {title}   ranks and titles before a Russian name
    {gap}     a few words without a name, within a clause
    {wide}    more of them, over commas, dates and places
    {P} {D?}  a slot that is passed over; with a question mark it may be absent

Letters: P person, L place, O organization, E event, W work, D date. An end that no group gives is the nearest
name before the match; `before` says of which kinds, and `far` lets it stand in an earlier sentence of the paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extraction.relate.roles import ROLE_HAN, ROLE_RUSSIAN

BY_ROLE = "by role"
"""The relation is what the role says."""
LED = "led"
"""commanderOf for an armed body, leaderOf for another."""
COMMAND = "command"
"""commanderOf for a body, participatedIn for an event."""

_JOIN = {
    "han": r"(?:（[^（）]{0,20}）)?(?:[大中少上]将|[大中少上]佐|[大中少上][尉校]|元帅|将军|先生|同志|氏|部|等)?(?:、|和|及|与|暨|同|以及|と|や)",
    "ru": r"(?:, | и |, а также )(?:(?:ген|генерал|вице-адмирал|адмирал|полковник|подполковник|капитан|майор|поручик|лейтенант|маршал|инженер|доктор|профессор|граф|князь|барон|тов|г)[а-яё-]*\.? ){0,2}",
}
_MACRO = re.compile(
    r"\{(?:(?P<group>[ht]):)?(?P<letters>[PLOEWD]+)(?P<many>[+?*])?\}|\{(?P<word>role|gap|wide|title)\}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way of saying a relation."""

    name: str
    relation: str  # of ontology.kinds.RELATIONS, or BY_ROLE, LED or COMMAND
    pattern: str
    confidence: float
    before: str = ""  # letters of the end that no group gives
    far: bool = False
    subject: bool = False  # the end that no group gives is what the talk is of, not what was last named

    def letters(self, end: str) -> str:
        """The kinds of name that an end of the relation may be."""
        return "".join(re.findall(rf"\{{{end}:([PLOEWD]+)", self.pattern)) or "PLOEW"


def rule(name: str, relation: str, pattern: str, confidence: float, *, before: str = "") -> Rule:
    """A row of a rule table; `before` ending in an ellipsis reaches over the sentence, in `!` for its subject."""
    return Rule(
        name=name,
        relation=relation,
        pattern=pattern,
        confidence=confidence,
        before=before.rstrip("…!"),
        far=before.endswith(("…", "!")),
        subject=before.endswith("!"),
    )


@cache
def compiled(pattern: str, lang: str) -> re.Pattern[str]:
    """A pattern as a regular expression over skeletons."""
    script = "ru" if lang == "ru" else "han"
    flags = re.IGNORECASE if script == "ru" else 0
    return re.compile(_MACRO.sub(lambda found: _expanded(found, script), pattern), flags)


def _expanded(found: re.Match[str], script: str) -> str:
    word = found["word"]
    if word == "role":
        return f"(?P<role>{ROLE_RUSSIAN if script == 'ru' else ROLE_HAN})"
    if word == "title":
        return r"(?:(?:[^‹›.;,]|\b(?:г|гг|тов|ген|кн|гр|бар|д|св|полк|подполк|кап|инж|проф|им|о)\.){0,34} )?"
    if word == "gap":
        return r"[^‹›，,。；;]{0,12}?" if script == "han" else r"[^‹›.;]{0,40}?"
    if word == "wide":
        return (
            r"(?:(?!，我)[^‹›。；;]|‹[DL]\d+›){0,28}?" if script == "han" else r"(?:[^‹›;]|‹[DL]\d+›){0,60}?"
        )
    slot = rf"‹[{found['letters']}]\d+›"
    if found["many"] == "+":
        slot = rf"{slot}(?:{_JOIN[script]}{slot})*"
    if found["many"] == "*":
        slot = rf"{slot}(?:[^‹›。；]{{0,14}}(?:‹[OLPD]\d+›[^‹›。；]{{0,14}}){{0,2}}{slot})*"
    group = f"(?P<{found['group']}>{slot})" if found["group"] else f"(?:{slot})"
    return group + ("?" if found["many"] == "?" else "")
