"""Who held which office in Chinese: an office word, and on its two sides the body it is of and who holds it.

任X军军长 · X军军长A · A，X军政委 · A为X书记 · X局局长A、副局长B · 历任… · 兼… · 由A任 · 主席　A · A部长
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extraction.relate.reading import Reading, Sentence, Slot
from extraction.relate.roles import ROLE_HAN, fits_role, is_armed, may_be_left_out, relation_of_role
from extraction.relate.talk import body_in_sentence, body_of_talk, names_of, person_of_talk

APPOSED, SERVED, CALLED = "职务在名前", "任某职", "职务是某人"
LISTED, TITLED, UNNAMED = "职务连列", "职务在名后", "省人任职"
"""How an office is said to be somebody's; part of what made the claim."""
_SURE = {APPOSED: 0.86, SERVED: 0.88, CALLED: 0.86, LISTED: 0.75, TITLED: 0.7, UNNAMED: 0.65}
_BODY_UNSAID = 0.1
"""How much less sure a claim is whose body is not named beside the office."""

_ROLE = re.compile(
    rf"(?P<role>{ROLE_HAN})(?!名[单册录]|会(?!同)|团(?!长)|部(?!长)|处|室|院|制|级|们|证|厅|署|职责)"
)
_STOP = re.compile(r"[，,。；;！？\n（(]")
_UNIT = "(?:部|处|科|厅|局|课|股|系|司|室|所|营|连|排|班|团|队|车间|小组|组|支部|党委|期|区|房|署|中心|学校|委员会)"
_DEEPER = rf"(?:[^‹›，。；、：（）\s的任为由派令及与和在兼是]{{0,8}}{_UNIT})"
_BODY = re.compile(
    rf"(?P<t>‹[OLE]\d+›(?:(?:、|和|及|与)‹[OLE]\d+›)*)(?:的|原|前|现|省|市|县|府|代)?(?P<gap>{_DEEPER}|[^‹›，。；、：（）\s的任为由派令及与和在兼是赠送致请召给至经被受到向对以使命设]{{0,3}})$"
)
_DEEP = re.compile(
    rf"(?P<gap>{_DEEPER}|(?:组织|宣传|军事|妇女|青年|民运|统战|城工|敌工|社会|秘书|情报|参谋|政治)?)$"
)
_SERVE = re.compile(
    r"(?:被)?(?:任命|委任|委派|推举|推选|选举|选|推|委|派|聘|聘请|任|调任|提升|晋升|增选|补选|指定|公推)?(?:任|担任|出任|充任|充当|充|就任|当选为|当选|为|是|系|当|历任|兼任|兼|改任|曾任|升任|接任|继任|调任|代理|署理|署|补授|实授|授|转任|复任|留任|自任|先任|初任|原任|现任|时任|升为|升|晋升|提|迁|擢|拜|遥领|领|接替|接充|代)(?:了|过)?(?:‹D\d+›)?$"
)
_PEOPLE = r"‹P\d+›(?:（[^（）‹›]{0,12}(?:‹D\d+›[^（）‹›]{0,8})*）)?(?:(?:等)?(?:、|和|及|与|暨){RANK}‹P\d+›(?:（[^（）‹›]{0,12}(?:‹D\d+›[^（）‹›]{0,8})*）)?)*"
_RANK = r"(?:[大中少上准]将|[大中少上]佐|[大中少上][尉校]|元帅|将军|同志|[公侯伯子男]爵|先生|女士|博士|日本人|苏联人|朝鲜族?人)?"
_LIST = _PEOPLE.replace("{RANK}", _RANK)
_BEHIND = re.compile(rf"{_RANK}[：:　 \t]{{0,3}}[“]?(?P<h>{_LIST})(?P<more>(?:[ 　]+‹P\d+›)*)")
_BEHIND_ONE = re.compile(rf"{_RANK}[：:　 \t]{{0,3}}[“]?(?P<h>‹P\d+›)(?P<more>)")
_SAME = re.compile(
    rf"(?:一职|职务|者)?(?:，)?(?:先后|先|均|首任|现|仍|初|则)?(?:分别)?(?:是|为|系|由|有|姓)[：:]?{_RANK}(?P<h>{_LIST})"
)
_LAST_PEOPLE = re.compile(
    rf"(?P<h>{_LIST})(?:等)?(?:[一二三四五六七八九十\d]+人)?(?P<rest>(?:[^‹›]|‹[LODE]\d+›)*)$"
)
_HIM = re.compile("[其他她](?:任|为|担任|兼任|兼)$")
_BESIDE = re.compile(r"(?:与|和|同|向|对|受|奉|经|随|跟|被|在|的|及|率|送|见|给)$")
_AT = re.compile(r"(?:在|到|入|赴|往|调|调到|调往|派到|派往|分配到)(?P<t>‹O\d+›)(?:中|里|内)?$")
_NEXT = re.compile(
    r"[^‹›。；]{0,6}?[，、](?:‹D\d+›[，]?)?(?:其后|随后|后|继|次|再|旋|又|继任者?|后任|继者|改)(?:改|任)?(?:为|由|以|是|有)?(?P<h>‹P\d+›)"
)
_TAKEN_OVER = re.compile(r"由(?P<h>‹P\d+›)(?:继任|接任|接替|接充|继之|接办|继其职|代理|递补)(?!‹)")
_CHAIN = re.compile(
    r"(?:等)?(?:、|兼任|兼|和|及|与|并兼任?|并|又兼任?|，(?:并|又|旋|再|同时|仍)?兼任?|，并任)(?:第[一二三四]任|前|原)?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An office of a body and who holds it, where the words stand, and how they say it."""

    role: str
    body: Slot
    person: Slot
    start: int  # in the skeleton
    end: int
    inner: bool  # an office of a part of the body
    how: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Office:
    """An office word with what stands beside it."""

    role: str
    start: int  # where the body or else the word begins
    end: int
    bodies: tuple[Slot, ...] = ()
    inner: bool = False
    people: tuple[Slot, ...] = ()
    how: str = ""


def holdings_in(reading: Reading, sentence: Sentence) -> Iterator[Holding]:
    """Every office of a sentence that has both a body and a holder."""
    offices: list[_Office] = []
    for found in _ROLE.finditer(sentence.skeleton):
        last = offices[-1] if offices else None
        if last is None or found.start() >= last.end:
            offices.append(_with_sides(reading, sentence, found, last))
    offices = _with_successors(sentence, _handed_back(sentence, offices))
    previous: _Office | None = None
    for office in offices:
        yield from _holdings(reading, sentence, office, previous)
        if office.bodies or previous is None:
            previous = office


def _with_sides(reading: Reading, sentence: Sentence, found: re.Match[str], last: _Office | None) -> _Office:
    """An office word with the body before it, and its holder before or behind it."""
    skeleton, role = sentence.skeleton, found["role"]
    clause = _clause_start(skeleton, found.start())
    left = skeleton[clause : found.start()]
    bodies, inner, left = _body_before(sentence, left, role)
    office = _Office(role=role, start=clause + len(left), end=found.end(), bodies=bodies, inner=inner)
    verb = _SERVE.search(left)
    acting = role.startswith("代") and left.endswith("›")  # A代理军长
    him = _HIM.search(left)
    holder = _before(sentence, left[: verb.start()] if verb else left) if (verb or acting) and not him else ()
    behind = _BEHIND.match(skeleton, found.end())
    if behind and bodies and relation_of_role(role, "") != "memberOf" and "（" not in behind.group():
        behind = _BEHIND_ONE.match(skeleton, found.end())  # 司令A、B: the second is another's
    if behind and not (verb and holder and re.match("任|担任|为|兼任", skeleton[behind.end() :])):
        more = behind["more"] if "　" in behind.group() or " " in behind.group() else ""
        return _held(office, sentence.slots_in(behind["h"] + more), APPOSED)
    if same := _SAME.match(skeleton, found.end()):
        return _held(office, sentence.slots_in(same["h"]), CALLED)
    if verb and not bodies and (at := _AT.search(left[: verb.start()])):
        bodies = sentence.slots_in(at["t"])
        office = replace(office, bodies=bodies)
    joined = skeleton[last.end : office.start] if last else ""
    if last and last.people and _CHAIN.fullmatch(joined):
        return _held(replace(office, bodies=bodies or last.bodies), last.people, LISTED)
    if holder:
        of_which = re.match(r"的(?P<t>‹O\d+›)", skeleton[found.end() :])  # 以A为书记的X委
        bodies = sentence.slots_in(of_which["t"]) if of_which and not bodies else bodies
        return _held(replace(office, bodies=bodies), holder, SERVED)
    if verb and not re.match("的|‹", skeleton[found.end() :]):
        person = _unsaid_holder(reading, sentence, office, left)
        return _held(office, (person,) if person else (), UNNAMED)
    return _named_first(sentence, office, left, clause)


def _unsaid_holder(reading: Reading, sentence: Sentence, office: _Office, left: str) -> Slot | None:
    """Whom the talk is of; 任命其为 is not said of who appoints."""
    if _HIM.search(left):
        return reading.subject_of(sentence)
    return person_of_talk(reading, sentence, sentence.where(office.start))


def _named_first(sentence: Sentence, office: _Office, left: str, clause: int) -> _Office:
    """毛主席, 王部长; A，X军政委 and A（X军政委）."""
    if not office.bodies and (title := re.search(r"(?P<h>‹P\d+›)$", left)):
        return _held(office, sentence.slots_in(title["h"]), TITLED)
    before = re.search(r"(?P<h>‹P\d+›)[，（]$", sentence.skeleton[:clause])
    if office.bodies and not left.strip() and before:
        return _held(office, sentence.slots_in(before["h"]), LISTED)
    return office


def _held(office: _Office, people: tuple[Slot, ...], how: str) -> _Office:
    return replace(office, people=people, how=how if people else "")


def _handed_back(sentence: Sentence, offices: list[_Office]) -> list[_Office]:
    """吉林督军兼铁路督办鲍贵卿: the first office is his as well."""
    done: list[_Office] = []
    for office in reversed(offices):
        after = done[-1] if done else None
        if after and not office.people and after.how == APPOSED:
            joined = sentence.skeleton[office.end : after.start]
            if re.fullmatch(r"(?:(?:兼任?|及|、|由)[^‹›，。；、]{0,4})?", joined):
                office = _held(office, after.people, LISTED)
        done.append(office)
    return done[::-1]


def _with_successors(sentence: Sentence, offices: list[_Office]) -> list[_Office]:
    """局长先为A，后为B，1936年由C接任: all three held the office."""
    done: list[_Office] = []
    for place, office in enumerate(offices):
        last = len(sentence.skeleton)
        limit = offices[place + 1].start if place + 1 < len(offices) else last
        people = office.people
        if office.how in (CALLED, APPOSED, SERVED):
            stop = office.end
            for slot in people:
                stop = max(stop, sentence.place_of(slot) + 3 if slot.letter == "P" else 0)
            while (later := _NEXT.match(sentence.skeleton, _after(sentence, stop), limit)) is not None:
                people += sentence.slots_in(later["h"])
                stop = later.end()
        for taken in _TAKEN_OVER.finditer(sentence.skeleton, office.end, limit):
            people += sentence.slots_in(taken["h"])
        done.append(_held(office, people, office.how or LISTED))
    return done


def _after(sentence: Sentence, position: int) -> int:
    """The place behind the slot that a place is in."""
    end = sentence.skeleton.find("›", position - 1)
    inside = 0 <= end < position + 4 and "‹" not in sentence.skeleton[position:end]
    return end + 1 if inside else position


def _holdings(
    reading: Reading, sentence: Sentence, office: _Office, previous: _Office | None
) -> Iterator[Holding]:
    """The pairs of body and holder; a body that is not said is the one before's, else the talk's."""
    if not office.people:
        return
    confidence, bodies = _SURE[office.how], office.bodies
    if not bodies:
        confidence -= _BODY_UNSAID
        bodies = _unsaid_body(reading, sentence, office, previous)
        office = replace(office, inner=office.inner or any(_is_inner("", office.role, b) for b in bodies))
    if not bodies and previous and _part_of_the_last(office, previous):
        office, bodies = replace(office, inner=True), previous.bodies
    for body in bodies:
        for person in office.people:
            yield Holding(
                role=office.role,
                body=body,
                person=person,
                start=office.start,
                end=office.end,
                inner=office.inner,
                how=office.how,
                confidence=round(confidence, 2),
            )


def _unsaid_body(
    reading: Reading, sentence: Sentence, office: _Office, previous: _Office | None
) -> tuple[Slot, ...]:
    """The body of an office named without one."""
    role = "内设部门" if office.inner else office.role
    if previous and previous.bodies and "‹O" not in sentence.skeleton[previous.end : office.start]:
        if all(may_be_left_out(role, names_of(body)) for body in previous.bodies):
            return previous.bodies
    behind = re.match(r"(?:‹P\d+›)?代表(?P<t>‹O\d+›)", sentence.skeleton[office.end :])
    if behind:
        return sentence.slots_in(behind["t"])
    find = body_in_sentence if office.how == TITLED else body_of_talk
    body = find(reading, sentence, sentence.where(office.start), role)
    return (body,) if body else ()


def _part_of_the_last(office: _Office, previous: _Office | None) -> bool:
    """Whether an office without a body of its own is of a part of the body just named: 县政府县长A，科长B."""
    if previous is None or not previous.bodies or office.how not in (APPOSED, CALLED):
        return False
    part = re.search("[科股处课]长|主任|干事|[科课]员", office.role)
    return bool(part) and all(may_be_left_out("内设部门", names_of(body)) for body in previous.bodies)


def _clause_start(skeleton: str, position: int) -> int:
    """Where the clause of a place begins, a slot counting as one sign."""
    stops = [found.end() for found in _STOP.finditer(skeleton, max(0, position - 90), position)]
    return stops[-1] if stops else max(0, position - 90)


def _body_before(sentence: Sentence, left: str, role: str) -> tuple[tuple[Slot, ...], bool, str]:
    """The bodies right before an office, whether it is one of their parts', and what stands before them."""
    found = _BODY.search(left)
    if found:
        bodies, gap = sentence.slots_in(found["t"]), found["gap"]
        names = "\n".join(map(names_of, bodies))
        if not fits_role(role, names) and not gap and bodies[0].letter == "O":
            lower = re.search("[师旅团营连排班队]长$", role) and is_armed(names)  # X团营长: of a part of it
            return (bodies, True, left[: found.start()]) if lower else ((), False, left)
        return bodies, _is_inner(gap, role, bodies[-1]), left[: found.start()]
    deep = _DEEP.search(left)
    gap = deep["gap"] if deep else ""
    return (), bool(gap), left[: len(left) - len(gap)]


def _is_inner(gap: str, role: str, body: Slot) -> bool:
    """Whether the office is of a part of the body: 甲省委组织部部长, 甲团三营营长."""
    section = re.search("([科股课系组处司厅部])长$", role)
    if section and not gap and body.letter == "O":
        return not re.search(f"{section[1]}$", names_of(body), re.M)
    if not gap or gap in ("副", "驻华", "驻日"):
        return False
    return bool(re.search(f"{_UNIT}$", gap)) or bool(re.search("[部处科课局厅股]长|长官|主任|书记", role))


def _before(sentence: Sentence, left: str) -> tuple[Slot, ...]:
    """Whom a clause names before its verb: the last ones, unless they are only met, followed or asked."""
    found = _LAST_PEOPLE.search(left)
    if found is None or len(found["rest"]) > 40:
        return ()
    if not _BESIDE.search(left[: found.start()]):
        return sentence.slots_in(found["h"])
    first = re.search(r"‹P\d+›", left[: found.start()])
    return sentence.slots_in(first.group()) if first else ()
