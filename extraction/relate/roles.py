"""Words for offices: which of them command, which lead, which serve."""

from __future__ import annotations

import re

_COMMAND = (
    "总司令|司令员|司令官|司令|总指挥|指挥官|指挥|军长|师长|旅长|团长|营长|连长|排长|支队长|大队长|中队长|总队长|部队长|"
    "军团长|师团长|联队长|大队长|舰长|机关长|统帅|统领|守备队长|分队长|队长"
)
_LEAD = (
    "政治委员|政委|总书记|书记长|书记|主席|委员长|局长|部长|厅长|处长|科长|主任|院长|校长|厂长|场长|省长|市长|县长|"
    "区长|乡长|村长|总理大臣|总理|总统|会长|理事长|社长|总裁|总编辑|主编|馆长|站长|所长|行长|督办|总办|总长|大臣|长官|"
    "执政|政治指导员|指导员|皇帝|国王|首相|外相|外长|领导人|负责人|董事长|经理|尚书|总务长官|审判长|领袖|首脑|团总"
)
_SERVE = (
    "政治部主任|总参谋长|参谋长|主任参谋|参谋|次长|侍郎|常委|理事|主任委员会委员|科员|课员|研究员|记者|编辑|教授|教师|职员|学生|社员|会员|技师|技术员|专家|管教科员|工程师|秘书长|秘书|委员|干事|战士|队员|代表|团员|党员|顾问|教官|学员|教员|通讯员|干部|组织员|"
    "联络员|医生|护士|翻译|译员|副官|书记官|士兵|工程师|工人"
)
_OFFICE = "镇守使|督军|领事|总领事|公使|大使|道尹|都统|巡抚|总督|知县|知府"
_BEFORE = "首任|初代|第[一二三四五]任|前任|前|原|时任|代理|代|临时|常务|名誉|第一|第二|政治|高级|作战|情报|总"
_SAID_BY = {
    word: relation
    for words, relation in (
        (_COMMAND, "commanderOf"),
        (_LEAD, "leaderOf"),
        (_SERVE, "memberOf"),
        (_OFFICE, "heldOffice"),
    )
    for word in words.split("|")
}
_ENDINGS = tuple(sorted(_SAID_BY, key=lambda word: (-len(word), word)))
_WORD = "|".join(_ENDINGS)

ROLE_HAN = rf"(?:{_BEFORE})*副?(?:{_BEFORE})*(?:{_WORD})(?:(?:兼|、)(?:{_BEFORE})*副?(?:{_WORD}))*"
"""A role in Chinese or in Japanese characters folded to simplified ones."""

_RUSSIAN_COMMAND = r"(?:главно)?командующ\w+|командир\w*|командарм\w*|комбриг\w*|комдив\w*"
_RUSSIAN_LEAD = (
    r"секретар\w+|председател\w+|начальник\w*|управляющ\w+|директор\w*|комиссар\w*|военком\w*|министр\w*|"
    r"глав\w{1,2}|губернатор\w*|руководител\w+|атаман\w*|заведующ\w+"
)
_RUSSIAN_SERVE = (
    r"заместител\w+|помощник\w*|член\w*|боец|бойц\w+|сотрудник\w*|адъютант\w*|инженер\w*|агент\w*"
)
ROLE_RUSSIAN = rf"\b(?i:{_RUSSIAN_SERVE}(?: {_RUSSIAN_COMMAND}| {_RUSSIAN_LEAD})?|{_RUSSIAN_COMMAND}|{_RUSSIAN_LEAD})(?: штаба)?"
"""A role in Russian, in any case."""

_ARMED = re.compile(
    r"军|师|旅|团|营|连|纵队|支队|大队|游击队|义勇|部队|队伍|守备|特务机关|армия|отряд|бригада|дивизия|полк"
)
_CIVIL_TEAM = re.compile(r"钻井|勘探|施工|医疗|工程|生产|考古|地质")


_HEADS = {
    "局长": "局|铁路", "校长": "校|大学|学院|学堂|中学|小学|讲武堂|师范", "院长": "院", "厂长": "厂|公司", "站长": "站", "馆长": "馆",
    "厅长": "厅", "省长": "省", "县长": "县", "市长": "市|[^省县]$", "社长": "社|公司|满铁|报", "书记": "委|局|支部|党|团|工会|公社|大队",
    "场长": "场", "会长": "会", "督军": "^..?.?$|省|督军", "巡抚": "^..?.?$|省", "所长": "所", "大使": "馆", "公使": "馆", "领事": "馆", "处长": "处|局|会|部",
}  # fmt: skip
"""What the name of a body has in it that has such an officer."""


def relation_of_role(role: str, organization: str) -> str:
    """The relation a role stands for: a deputy serves, an officer commands, a secretary leads."""
    role = role.lower()
    if not role:
        return "commanderOf" if _ARMED.search(organization) else "leaderOf"
    if "副" in role or re.match(_RUSSIAN_SERVE, role) or "штаба" in role:
        return "memberOf"
    if re.match(_RUSSIAN_LEAD, role):
        return "leaderOf"
    if role.endswith("队长") and (_CIVIL_TEAM.search(organization) or not _ARMED.search(organization)):
        return "leaderOf"
    # The longest ending decides: 政治委员 leads, 委员 serves.
    ending = next((word for word in _ENDINGS if role.endswith(word)), "")
    return _SAID_BY.get(ending, "commanderOf")


def single_roles(role: str) -> tuple[str, ...]:
    """总司令兼政委 as 总司令 and 政委."""
    return tuple(part for part in re.split("[兼、]", role) if part)


def fits_role(role: str, organization: str) -> bool:
    """Whether a body may have such an officer: a 军长 an army, a 书记 a committee."""
    if re.search("(?<!参谋)(?:军长|师长|旅长|团长|营长|连长|支队长)", role):
        unit = re.search("(军|师|旅|团|营|连|支队)长", role)
        return unit is not None and unit[1] in organization
    for ending, words in _HEADS.items():
        if role.endswith(ending) and not role.endswith("司令部长"):
            return bool(re.search(words, organization))
    return True
