"""The official name behind a short one: 七纵 is 第七纵队, 外务部 of the Qing 清朝外务部, 安奉路 安奉铁路.

A body that no list knows is named in full, in modern simplified Chinese, by the habits of its time and side. What
the words and the date do not tell is left as it is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.link.numerals import numeral_value
from extraction.link.units import UNITED_ARMY, full_army_name, numeral
from ontology.kinds import Kind

_NUMBER = "0-9〇零○一二三四五六七八九十百"
_ECHELONS = "集团军|方面军|野战军|路军|纵队|支队|大队|中队|师团|联队|联军|军|师|旅|团|营|连|队"
_ARMIES = (
    "东北抗日联军|东北人民革命军|东北民主联军|东北野战军|国民革命军|新编|暂编|独立|步兵|骑兵|炮兵|铁道兵|兵团"
)
_PART = re.compile(rf"第?(?P<number>[{_NUMBER}]+)(?P<kind>步兵|骑兵)?(?P<tail>{_ECHELONS})")
_DESIGNATION = re.compile(rf"^(?P<army>{_ARMIES})?(?:第?[{_NUMBER}]+(?:步兵|骑兵)?(?:{_ECHELONS}))+$")
_LEADING = re.compile(rf"^{UNITED_ARMY}(?P<parts>(?:第?[{_NUMBER}]+(?:{_ECHELONS}))+)")
_SHORT_ECHELON = re.compile(rf"^(?P<number>[{_NUMBER}]+)(?P<tail>纵|野|支)$")
_WHOLE = {"纵": "纵队", "野": "野战军", "支": "支队"}
_RAISED = re.compile(rf"^(?P<how>新|暂)(?:编)?第?(?P<number>[{_NUMBER}]+)(?P<tail>军|师|旅|团)$")
_NAMES_OF_THEIR_OWN = frozenset({"八路军", "新四军", "新编第四军"})
_SHORT = {
    "八路": "八路军", "中央社": "中央通讯社", "新华社": "新华通讯社", "塔斯社": "塔斯通讯社", "志司": "中国人民志愿军司令部",
    "东总": "东北民主联军总司令部", "南开": "南开学校", "东北局": "中共中央东北局", "苏共": "苏联共产党",
}  # fmt: skip
_PARTY = re.compile(
    r"^(?!中共|中国|共青团|团|国民党|朝共|朝鲜|苏|联共|俄|日)(?P<whose>[\u4e00-\u9fff]{2,7}?)(?P<rank>(?:省|市|县|区|地|旗|盟|中心县|临时省|特|边|工|县工|省工)委)(?:员会)?"
    r"(?P<part>(?:组织|宣传|统战|工业|农村工作|军事|职工|青年|妇女|城市工作|社会|秘书)(?:部|处))?$"
)
_NOT_PARTY = re.compile("^(?:常务|执行|军事|筹备|管理|编辑|监察|学生|罢工|建设|开发|经济|调查|救济)")
_LEAGUE = re.compile(r"^团(?=[\u4e00-\u9fff]{2,6}(?:省|市|县|区|特|工)委$)")
_CONTRACTED = {
    "黑省": "黑龙江省", "吉省": "吉林省", "奉省": "奉天省", "辽省": "辽宁省", "热省": "热河省", "哈市": "哈尔滨市", "沈市": "沈阳市",
    "长市": "长春市", "齐市": "齐齐哈尔市", "佳市": "佳木斯市", "牡市": "牡丹江市", "哈埠": "哈尔滨", "抗联": UNITED_ARMY,
    "人民革命军第": "东北人民革命军第", "反日联合军第": "东北反日联合军第", "志愿军": "中国人民志愿军",
    "国府": "国民政府",
}  # fmt: skip
_QING = re.compile(
    "^(?:外务部|户部|礼部|吏部|兵部|刑部|工部|理藩院|理藩部|邮传部|度支部|学部|军机处|总理衙门|总理各国事务衙门|农工商部|法部|"
    "陆军部|海军部|民政部|资政院|都察院|翰林院|内务府)$"
)
_JAPAN = re.compile(
    "^(?:外务|内务|陆军|海军|大藏|文部|农商务|农林|商工|拓务|递信|司法|铁道|厚生)(?P<office>省)?(?P<bureau>.{1,6}[局课部])?$"
)
_JAPAN_ALSO = frozenset({"参谋本部", "军令部", "大本营", "枢密院", "元老院", "贵族院", "众议院"})
_PUPPET = re.compile(r"^(?:伪)?(?:满洲帝国|满洲国|满洲(?=国)|满(?=国务院|协和会|政府))")
_PUPPET_BODY = re.compile(
    r"^(?:外交部|国务院|总务厅|军政部|治安部|民政部|财政部|实业部|交通部|司法部|参议府|兴安局|协和会.*|驻日公使馆|驻日大使馆)$"
)
_NATIONALIST = re.compile(
    r"^(?:外交部|国防部|军政部|行政院|交通部|财政部|经济部|资源委员会|参谋本部|军事委员会|立法院|监察院|内政部|铁道部|实业部)$"
)
_SAYS_QING = re.compile("大清|清廷|清政府|光绪|宣统|同治|咸丰|钦差|尚书|侍郎|总理大臣|皇帝陛下")
_SAYS_PUPPET = re.compile("满洲国|满洲帝国|伪满|康德|大同[元二三]年|满国")
_SAYS_NATIONALIST = re.compile("国民政府|国民党|国府|中央社|南京|重庆|国军|委员长|行营")
_TREATY_RAILWAY = frozenset(
    "安奉吉长沈海四洮昂齐克呼滨绥洲敦会津浦平汉京粤陇胶济正太同蒲沪宁杭北打通锦承大郑拉图佳拜泉龙牙林梅"
)
_LINE = re.compile(r"^(?P<road>.{2,6}?(?:铁路|路|铁道))(?P<part>[东西南北](?:部)?|支)线$")
_KANA = re.compile("[ァ-ヶ]")
_WITH_CITY_WALL = re.compile(r"^(?P<city>..)(?:省城|府城|府)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What surrounds a name: the words about it, the language, and the day the text speaks of (0 if unknown)."""

    words: str  # folded
    lang: str
    lo: int = 0
    hi: int = 0
    united_army: bool = False


def official_name(folded: str, kind: Kind, setting: Setting) -> str:
    """The name in full, or the name as it is: empty only for an empty one."""
    if kind is Kind.PLACE:
        return _place(folded, setting)
    return _body(folded, setting) if kind is Kind.ORGANIZATION else folded


# --- units ---------------------------------------------------------------------------------


def full_designation(folded: str, *, chinese_numbers: bool = False) -> str:
    """A unit with its ordinals written out: 四十九军 as 第四十九军, 抗联3军4师 as 东北抗日联军第三军第四师."""
    if folded in _NAMES_OF_THEIR_OWN:
        return folded
    for own in sorted(_NAMES_OF_THEIR_OWN):
        if folded.startswith(own):
            return own + full_designation(folded.removeprefix(own), chinese_numbers=True)
    if found := _SHORT_ECHELON.match(folded):
        return f"第{found['number']}{_WHOLE[found['tail']]}"
    if found := _RAISED.match(folded):
        return f"{found['how']}编第{found['number']}{found['tail']}"
    full = _of_united_army(folded)
    if full != folded and (found := _LEADING.match(full)):
        parts = _PART.sub(lambda part: _written(part, chinese=True), found["parts"])
        return UNITED_ARMY + parts + full[found.end() :]
    if not _DESIGNATION.match(full):
        return folded if full == folded else full_army_name(folded)
    army = full.startswith(UNITED_ARMY)
    return _PART.sub(lambda part: _written(part, chinese=chinese_numbers or army), full)


def _of_united_army(folded: str) -> str:
    """抗联二军五师 begins with the army's short name though no 第 follows."""
    if re.match(rf"^(?:东北)?(?:抗日联军|抗联)[第{_NUMBER}]", folded):
        return UNITED_ARMY + re.sub("^(?:东北)?(?:抗日联军|抗联)", "", folded)
    return folded


def _written(part: re.Match[str], *, chinese: bool) -> str:
    value = numeral_value(part["number"])
    plain = part["number"].startswith(("百", "千"))
    number = part["number"]
    if value is not None and chinese and value < 100:
        number = numeral(value)
    elif plain:
        number = "一" + number
    return f"第{number}{part['kind'] or ''}{part['tail']}"


# --- bodies --------------------------------------------------------------------------------


def _body(folded: str, setting: Setting) -> str:
    plain = folded.strip("“”「」『』\"'")
    if plain in _SHORT:
        return _SHORT[plain]
    designation = full_designation(plain)
    if designation != plain:
        return designation
    if (party := _of_party(plain)) != plain:
        return party
    for short, full in _CONTRACTED.items():
        if plain.startswith(short) and len(plain) > len(short) + 1:
            return official_name(full + plain.removeprefix(short), Kind.ORGANIZATION, setting)
    if found := _PUPPET.match(plain):
        return "伪满洲国" + plain[found.end() :]
    if found := _JAPAN.match(plain):
        return _japanese(plain, found, setting)
    return _of_a_state(plain, setting)


def _of_party(plain: str) -> str:
    """依兰县委 is 中共依兰县委, 团满洲省委 the league's committee."""
    if _LEAGUE.match(plain):
        return "共青" + plain
    found = _PARTY.match(plain)
    if not found or _NOT_PARTY.match(plain):
        return plain
    return f"中共{found['whose']}{found['rank']}{found['part'] or ''}"


def _japanese(plain: str, found: re.Match[str], setting: Setting) -> str:
    """外務大臣 leaves 外務 as a name; the ministry is 日本外务省."""
    if found["office"]:
        return "日本" + plain
    if found["bureau"] is None and (setting.lang == "ja" or "日本" in setting.words):
        return f"日本{plain}省"
    return plain


def _of_a_state(plain: str, setting: Setting) -> str:
    early = 0 < setting.lo < 1912_01_01 and setting.hi < 1912_12_31
    if _QING.match(plain) and (early or _SAYS_QING.search(setting.words)):
        return "清朝" + plain
    if plain == "中国政府":
        return "清政府" if early else "国民政府" if 1927_04_18 <= setting.lo < 1949_10_01 else plain
    if plain in _JAPAN_ALSO and (setting.lang == "ja" or "日本" in setting.words):
        return "日本" + plain
    if _PUPPET_BODY.match(plain) and _SAYS_PUPPET.search(setting.words):
        return "伪满洲国" + plain
    republic = 1927_04_18 <= setting.lo < 1949_10_01 or not setting.lo
    if _NATIONALIST.match(plain) and republic and _SAYS_NATIONALIST.search(setting.words):
        return "国民政府" + plain
    return plain


# --- places --------------------------------------------------------------------------------


def _place(folded: str, setting: Setting) -> str:
    plain = folded.translate({ord(sign): None for sign in "「」『』“”"})
    if plain == "京":
        return "南京" if 1927_04_18 <= setting.lo < 1949_10_01 else "北京"
    plain = re.sub("联邦$", "连邦", plain) if _KANA.search(plain) else plain  # as Japanese lists write it
    plain = re.sub("(?<=[ァ-ヶー])人民共和国$", "", plain)
    plain = re.sub("(?:火车|铁路)站$|车站$|驿$", "站", plain)
    plain = re.sub("铁道$", "铁路", plain)
    if setting.lang == "ja" and re.fullmatch("..线", plain) and set(plain[:2]) <= _TREATY_RAILWAY:
        return plain[:2] + "铁路"
    if len(plain) == 3 and plain[2] == "路" and set(plain[:2]) <= _TREATY_RAILWAY:
        return plain[:2] + "铁路"
    if found := _WITH_CITY_WALL.match(plain):
        return found["city"]
    return re.sub("^大(?=(?:日本|俄|英|法|德|美|清)国?$)", "", plain)


def line_of_railway(folded: str) -> tuple[str, str]:
    """中东路西线 as the railway and its part: 中东路, 西线; empty for what is no part of a railway."""
    found = _LINE.match(folded)
    return (found["road"], found["part"].removesuffix("部") + "线") if found else ("", "")
