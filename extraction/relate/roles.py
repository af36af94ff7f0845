"""Words for offices: which of them command, which lead, which serve."""

from __future__ import annotations

import re
from functools import lru_cache

_COMMAND = (
    "总司令|司令员|司令官|司令|总指挥|指挥官|指挥|军长|师长|旅长|团长|营长|连长|排长|支队长|大队长|中队长|总队长|部队长|"
    "军团长|师团长|联队长|大队长|舰长|机关长|统帅|统领|守备队长|分队长|队长"
)
_LEAD = (
    "政治委员|政委|总书记|书记长|书记|主席|委员长|局长|部长|厅长|处长|科长|主任|院长|校长|厂长|场长|省长|市长|县长|"
    "区长|乡长|村长|总理大臣|总理|总统|会长|理事长|社长|总裁|总编辑|支配人|主编|馆长|站长|所长|行长|督办|总办|总长|大臣|长官|"
    "执政|政治指导员|指导员|教导员|皇帝|国王|首相|外相|外长|领导人|负责人|董事长|总经理|经理|尚书|总务长官|审判长|领袖|首脑|团总|"
    "司长|议长|主任委员|股长|组长|庭长|矿长|署长|镇长|屯长|旗长|盟长|院士长|州长|知事|都督|保长|甲长|会首|监督"
)
_SERVE = (
    "政治部主任|总参谋长|参谋长|主任参谋|参谋|次长|侍郎|常委|理事|主任委员会委员|科员|课员|研究员|记者|编辑|教授|教师|职员|学生|社员|会员|技师|技术员|专家|管教科员|工程师|秘书长|秘书|委员|干事|战士|队员|代表|团员|党员|顾问|教官|学员|教员|通讯员|干部|组织员|"
    "联络员|医生|护士|翻译|译员|副官|书记官|士兵|总工程师|工人|审判员|书记员|检察官|法官|警尉|警长|警士|巡官|教务长|教育长|学监|"
    "参事官|参事|委员|班长|党组成员|成员|社员|职工|店员|司机|农艺师|讲师|助教|助理|督学|评议员|监事|特派员|取缔役|办事员|雇员|参议"
)
_OFFICE = "镇守使|督军|领事|总领事|公使|大使|道尹|都统|巡抚|总督|知县|知府"
_BEFORE = "首任|首席|初代|二代目の|第[一二三四五]任|前任|前|原|时任|代理|代|临时|常务|名誉|第一|第二|政治|高级|作战|情报|总|前敌|左|右|候补|执行"
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

_RUSSIAN_COMMAND = r"(?:главно)?командующ\w+|командир\w*|командарм\w*|комбриг\w*|комдив\w*|комендант\w*|комкор\w*|наказн\w+ атаман\w*"
_RUSSIAN_LEAD = (
    r"секретар\w+|председател\w+|начальник\w*|управляющ\w+ (?:дорогой|делами)|управляющ\w+|директор\w*|комиссар\w*|военком\w*|"
    r"министр\w*|глав(?:а|ы|е|у|ой)\b|(?:генерал-)?губернатор\w*|руководител\w+|атаман\w*|заведующ\w+|наместник\w*|президент\w*|"
    r"ректор\w*|редактор\w*|старост\w+|нарком\w*|градоначальник\w*|городск\w+ голов\w+"
)
_RUSSIAN_SERVE = (
    r"заместител\w+|помощник\w*|член\w*|боец|бойц\w+|сотрудник\w*|адъютант\w*|(?:главн\w+ )?инженер\w*|агент\w*|солдат\w*|рядов\w+|"
    r"сержант\w*|старшин\w+|(?:под)?поручик\w*|лейтенант\w*|студент\w*|профессор\w*|преподавател\w+|машинист\w*|рабоч(?:ий|его|ему|им)|"
    r"врач\w*|служащ(?:ий|его|ему|им)|депутат\w*|делегат\w*|корреспондент\w*|товарищ\w* (?:председателя|министра)|зам\.?"
)
ROLE_RUSSIAN = (
    rf"\b(?i:(?:{_RUSSIAN_SERVE})(?: (?:{_RUSSIAN_COMMAND}|{_RUSSIAN_LEAD}))?|{_RUSSIAN_COMMAND}|{_RUSSIAN_LEAD})"
    r"(?: штаба)?"
)
"""A role in Russian, in any case."""

_ARMED = re.compile(
    r"军|师|旅|团|营|连|纵队|支队|大队|游击队|义勇|部队|队伍|守备|特务机关|армия|отряд|бригада|дивизия|полк",
    re.IGNORECASE,
)
_CIVIL_TEAM = re.compile(r"钻井|勘探|施工|医疗|工程|生产|考古|地质")


_ARMED_BODY = "军(?!事)|师|旅|团|营|连|团|纵队|支队|部队|舰队|兵|队|司令部|警备"
_HEADS = {
    "军长": "军(?!团|区|事|政|校|部)", "师长": "师(?!团|范|傅)", "旅长": "旅", "(?<![师军])团长": "(?<![师兵军集])团", "营长": "营", "连长": "连", "排长": "排",
    "师团长": "师团", "军团长": "军团|兵团", "联队长": "联队", "支队长": "支队", "大队长": "大队", "中队长": "中队", "总队长": "总队", "舰长": "舰",
    "局长": "局|铁路", "校长": "校|大学|学院|学堂|中学|小学|讲武堂|师范|书院", "院长": "院", "厂长": "厂|公司|集团", "矿长": "矿", "站长": "站", "馆长": "馆",
    "厅长": "厅", "省长": "省", "县长": "县", "市长": "市|[^省县]$", "社长": "社|公司|满铁|报", "书记": "委|局|支部|党|团|工会|公社|大队", "署长": "署",
    "场长": "场", "会长": "会", "督军": "^..?.?$|省|督军", "巡抚": "^..?.?$|省", "所长": "所", "大使": "馆", "公使": "馆", "领事": "馆", "处长": "处|局|会|部",
    "科长": "科|局|厅|处|政府|公署|公司", "司长": "司|部|国务院", "股长": "股", "庭长": "庭|院", "行长": "行", "дорогой": "дорог|ЖД|铁路",
}  # fmt: skip
"""What the name of a body has in it that has such an officer."""
_LEFT_OUT = {
    "司令|司令员|司令官|总司令|总指挥|指挥|指挥官|参谋长|政委|政治委员|副官|参谋|政治部主任": _ARMED_BODY,
    "主席|委员长|主任委员": "政府|(?<![省市县区党地])委员会|会$|农庄|公社|苏维埃", "委员|常委": "委|局|会|政府", "秘书长|秘书": "委|政府|会|局|部", "部长": "部$|人民委员|省$", "队长": "队",
    "理事长|理事|干事|干事长": "会|社|公司|协", "总裁|总经理|经理|董事长|社员": "公司|会社|银行|株式|社|集团|满铁", "总办|会办": "局|公司|处|厂|路",
    "教务长|教育长|教员|教师|教授|学生|学员|讲师|学监": "校|大学|学院|学堂|中学|小学|书院|讲武堂", "总工程师|工程师|技师|技术员": "厂|局|公司|矿|集团|铁路$",
    "审判长|审判员|书记员|法官": "院|庭", "主任": "处|局|所|室|科|办事|委员会|工作团", "总督": "总督府", "站长": "站$", "会员": "会", "教导员|指导员": _ARMED_BODY, "组长": "组", "内设部门": "委|局|政府|公署|厅|公司|厂|校|大学|学院|军|院|场|矿|社|所|馆|站|团|师|旅|会|部|省$|县$",
    "科员|管教科员|职员|办事员": "所|局|院|厅|处|科|公司",
}  # fmt: skip
"""The officers whose body may go unsaid, beside those above, and what its name then has in it."""
_NEVER_LEFT_OUT = re.compile("大使|公使|领事|督军|巡抚|省长|县长|市长")


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


def may_become(before: str, after: str) -> bool:
    """Whether a body of one name may turn into one of another: troops into troops, never a party into an army."""
    return not (re.search(_ARMED_BODY, after) and re.search("党$|政府$|银行$|学会$", before))


def is_armed(organization: str) -> bool:
    """Whether a body of this name bears arms."""
    return bool(_ARMED.search(organization))


def fits_role(role: str, organization: str) -> bool:
    """Whether a body of these names may have such an officer: a 军长 an army, a 书记 a committee."""
    words = _words_for(role, unsaid=False)
    return words is None or bool(re.search(words, organization, re.M))


def may_be_left_out(role: str, organization: str) -> bool:
    """Whether an officer named without a body may be one of this body."""
    if _NEVER_LEFT_OUT.search(role):
        return False
    words = _words_for(role, unsaid=False) or _words_for(role, unsaid=True)
    return words is not None and bool(re.search(words, organization, re.M))


@lru_cache(maxsize=4096)
def _words_for(role: str, *, unsaid: bool) -> str | None:
    """What a table says of the longest of its officers that a role ends in."""
    found = [
        (len(office.group()), words)
        for endings, words in (_LEFT_OUT if unsaid else _HEADS).items()
        if (office := re.search(f"(?:{endings})$", role)) and not role.endswith("司令部长")
    ]
    return max(found)[1] if found else None
