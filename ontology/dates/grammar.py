"""The shape of dates in Chinese characters: one pattern for Chinese and Japanese, fed with each one's words.

The pattern only says where a date may stand and what its parts are; `chinese.py` says what they mean.
It is written for folded text (`ontology.names.fold`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ontology.dates import events, festivals
from ontology.dates.eras import BRANCHES, ERAS, STEMS
from ontology.dates.later import FIRST as LATER_FIRST
from ontology.dates.later import LATER
from ontology.dates.numbers import DIGITS, NUMERAL
from ontology.dates.telegrams import DAYS, FIRST, PATTERN


@dataclass(frozen=True)
class Words:
    """The relative words of a language: each with its distance in years, months or days.

    A word of `told` leans on the date told before; a word of `written` leans on the day of writing.
    """

    told_years: Mapping[str, int]
    written_years: Mapping[str, int]
    told_months: Mapping[str, int]
    written_months: Mapping[str, int]
    told_days: Mapping[str, int]
    written_days: Mapping[str, int]
    solar_new_year: bool = False  # whether 正月 is January once the country counts by the sun
    same: str = ""  # a prefix for "of the same", as in 同三十九年, 同二十日

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern of a date with these words."""
        years = _either(self.told_years, self.written_years)
        months = _either(self.told_months, self.written_months)
        days = _either(self.told_days, self.written_days)
        return re.compile(_shape(years, months, days, self.same or "(?!)"), re.VERBOSE)


LUNAR = frozenset({"农历", "夏历", "阴历", "旧历", "古历", "旧暦"})
"""Words that say a date is one of the Chinese calendar."""
JULIAN = frozenset({"俄历", "儒略历", "露暦", "露历"})
"""Words that say a date is Old Style."""
GLOSSES = frozenset({"公历", "西历", "阳历", "新历"})
"""Words that only say that a date is read as it stands; they are no part of it."""
N = f"[{NUMERAL}]"
_DIGIT = rf"[{''.join(DIGITS)}\d]"
_YEAR = rf"(?:[一二12１２]{_DIGIT}{{3}}|[一二]?千[五六七八九]百{N}{{0,4}})"
_TO = r"(?:至|到|—{1,2}|[–―－~～〜─-]{1,2}|から|迄|ヨリ|より)"
JOIN = re.compile(rf"[ \u3000]?起?{_TO}[ \u3000]?")
"""What stands between the two ends of a span of time."""
_CALENDAR = "公元|公历|西历|西元|农历|夏历|阴历|旧历|古历|旧暦|阳历|新历|俄历|儒略历|露暦|露历"
_ERAS = "|".join(ERAS)
_GAP = r"[ \u3000]?"


def _either(*tables: Mapping[str, int]) -> str:
    """All words of some tables as alternatives, longest first."""
    return "|".join(sorted((word for table in tables for word in table), key=lambda word: (-len(word), word)))


def _leading(*words: str) -> str:
    """The characters a date begins with: most places of a text are dismissed by one look."""
    alternatives = "|".join((*words, _CALENDAR, _ERAS, festivals.FIRST))
    letters = {word[0] for word in alternatives.split("|")}
    return "".join(sorted(letters - set("[(\\"))) + _LEADING


_LEADING = (
    NUMERAL
    + STEMS
    + BRANCHES
    + "".join(DAYS)
    + events.FIRST.strip("[]")
    + "约正冬腊元闰初大上中下本翌清前伪满今昨去来是次客该明民同仝千年月岁"
    "开入早仲暮深晚隆严盛孟春夏秋冬越逾两半"
)


def _shape(years: str, months: str, days: str, same: str) -> str:
    """The pattern, built for one language."""
    first = (
        rf"[{NUMERAL}约正冬腊元闰初]|大约|{_CALENDAR}|[{STEMS}][{BRANCHES}]|{FIRST}|{years}|{months}|{days}|{_ERAS}"
        rf"|中华民国|(?:[清伪]|前清|大清|伪满)(?:{_ERAS})|[今去昨翌来是次客该明](?=[春夏秋冬])|民(?={N}{{2}}|[廿卅十]年)|昨|{same}(?={N})|{_LONE_FIRST}|{LATER_FIRST}|千[五六七八九]百|[上中下]旬|[上下]半[年期]|[年月岁][底末初终中首杪尾暮]|{festivals.FIRST}"
        rf"|{events.FIRST}(?={events.REST})"
    )
    return rf"""
(?=[{_leading(years, months, days)}])(?<!{N})(?<!第)(?=上世纪|本世纪|翌|{first})
(?: {_EVENT} | {LATER} | {_SEASON_ALONE} | {_DECADE} | {_NUMERIC} | {_LISTED} | {_NUMERIC_MONTH} | {_ERA_NUMERIC} | {_LIFE} | {PATTERN} | {_EDGE}
  | (?P<about_first>(?:大约|(?<![本条此该和盟公签订缔立密换专合契租商制节新旧])约)[在于]?)? (?:(?P<calendar>{_CALENDAR}),?)?
    (?:{_year(years, same)} (?:[(（〔［](?:[^()（）〔〕［］]{{2,12}}年|1[5-9]\d\d|20\d\d|一[五六七八九]{_DIGIT}{{2}})[)）〕］](?=[{NUMERAL}正冬腊元闰春夏秋冬]))? (?:[{STEMS}][{BRANCHES}](?:年|岁)?)? [,，]? (?:[のノ](?=[春夏秋冬末初正暮终半{NUMERAL}])|的(?=[春夏秋冬]|{N}{{1,2}}月))? (?:(?P<calendar_too>{_CALENDAR}))? {_GAP})?
    (?:{_month(months, same)} (?:[のノ](?=[末初半暮终]))? {_GAP})?
    (?:{_day(days, same)}(?:{_HOUR})?)?
    (?:{_TAIL})? (?(day_from)(?:まで|マデ|迄)?) (?(month_from)(?:まで|マデ|迄)?) (?(year_from)(?:まで|マデ|迄)?) (?(era_from)(?:まで|マデ|迄)?)
)
(?P<about>前后|左右|上下|顷|ごろ|ころ)? (?: (?P<since>以来|至今(?![年日天春夏秋冬晨晚夜早岁])|迄今|以降|以后|之后) | (?P<before>以前|之前|(?(year){_JUST_BEFORE}|(?(era){_JUST_BEFORE}|(?!)))) | (?P<unsure>[(（][?？][)）]|[?？](?=[)）])) )?
"""


_JUST_BEFORE = "前(?![后线往进方夕期所途任身半述])"
_DECADE = rf"""
(?: (?: (?P<century>{N}{{1,3}}|上|本)世纪 )? (?P<decade_from>[二三四五六七八](?=[三四五六七八九]十))?(?:(?P<decade_first>[二三四五六七八九]十|[2-9]0)(?:年代)?{_TO})?(?P<decade>[二三四五六七八九][十〇○零]|[2-9]0)年代(?![理表管替])
  | (?P<decade_year>{_YEAR})年代(?![理表管替]) | (?P<decade_era>{_ERAS})(?P<decade_number>{N}{{1,2}})年代
  | (?P<century_alone>{N}{{1,2}})世纪 )
(?:初叶|初期?|中期|中叶|末期?|后期|前期|末叶|前半|后半|初头)?
"""
_SEASON_ALONE = r"""
(?P<bare_season> (?P<season_begun>开春|入[春夏秋冬](?=[后以，,。、]))
| (?<![^。，,；;！？\n\s：:“「])(?P<lone_season>[初早仲暮深晚隆严盛孟]?[春夏秋冬](?:天|季|间|末|初|里|上|后)?)(?=[，,、]) )
"""
_LONE_FIRST = "开春|入[春夏秋冬]|[春夏秋冬](?=[，,、天季间末初里上后正腊闰\\d一二三四五六七八九十])|[早仲暮深晚隆严盛孟][春夏秋冬]"
_NUMERIC = r"(?P<ny>[1１][5-9５-９]\d\d|[2２][0０]\d\d)(?P<sign>[./．／-])(?P<nm>\d{1,2})(?P=sign)(?P<nd>\d{1,2})(?![\d.])"
_LISTED = rf"(?P<wy>{_YEAR})(?P<stop>[、·・．.，,])(?P<wm>{N}{{1,2}})(?P=stop)(?P<wd>{N}{{1,3}})日?(?!{N}|(?P=stop)|[年月])"
"""一九四五、八、十五 under a letter."""
_NUMERIC_MONTH = (
    r"(?<![\d.．第])(?P<my>1[89]\d\d|20[0-2]\d)[.．](?P<mm>0?[1-9]|1[0-2])"
    r"(?![\d%％‰多余]|[.．]\d|[万亿千百]|(?:[公海市华]?[里尺斤]|[吨米亩担石元斤升克度分]|平方|立方|公顷|美|日元|英))"
)
"""1912.3, as a catalogue writes a month; a number with a unit after it is none."""
_LIFE = rf"(?<=[(（])(?P<born>1[5-9]\d\d)(?P<born_unsure>[?？])?年?{_TO}(?P<died>1[5-9]\d\d|20\d\d)(?P<died_unsure>[?？])?年?(?=[)）])"
_ERA_NUMERIC = rf"(?P<ne>{_ERAS})(?P<ney>\d{{1,2}})[./-](?P<nem>\d{{1,2}})[./-](?P<ned>\d{{1,2}})(?![\d.])"
_EVENT = rf"""
(?P<event>{events.NAMES})["”」』]?
(?:(?P<event_since>(?:爆发|发生)?(?:以来|以后|之后|至今|后(?![方来备期人卫勤])))|(?P<event_before>以前|之前|前(?![线往进后沿夕期途方])))?
"""
_EDGE = r"""
(?<![每历常])(?:(?P<edge_of_year>年[底末初杪]|年终(?!于)|年尾(?![随声追部])|年の?暮れ?(?=[，,、。に])|岁[末首暮杪尾]|年中(?=[，。、,]))|(?P<edge_of_month>月[底末初杪]|月中(?=[，。、,]))|(?P<xun_alone>[上中下])旬|(?P<half_alone>[上下])半[年期](?![度刊来多报]))
"""
_DAYTIME = (
    "上午|下午|中午|正午|午前|午后|午间|午夜|半夜|深夜|夜半|夜里|夜间|夜晚|晚间|晚上|一早|早晨|早上|清晨|清早|凌晨|拂晓|黎明|黄昏"
    "|傍晚|薄暮|未明|早朝|朝方|夕方|夕刻|破晓|天明|晨(?!报|曦|钟)|晚(?!报|会|宴|饭|年|清|稻|期|辈|上)"
    "|夜(?!间|里|袭|校|战|行|总|色|班|渡|幕|以)|早(?![已在报期就年先熟操稻饭])|午(?![餐饭夜])|[朝夕](?=[、，,。にのまかよ一二三四五六七八九十\\d]|$)"
)
_NUMBERED = "[高炉机井楼站房桥矿坑船艇院线仓碉文命信令]|码头|阵地|工事|公路|铁路"
_ROUND_DAY = f"[二三]?十[一二三四五六七八九]?(?![多余几]|{N})"
_HOUR = rf"""
(?:{_GAP}[のノ]?(?P<daytime>{_DAYTIME})(?:过ぎ|すぎ)?)?
(?:{_GAP}{N}{{1,3}}[时点](?!代|间|期|候)(?:半|正|整|许|顷|余|过ぎ|すぎ|ごろ|{_GAP}{N}{{1,3}}分|[一三]刻)*|(?<=[晨早午晚夜]){N}{{1,3}}[时点])?
"""
_TAIL = r"""
(?P<xun>[上中下初])(?:、?(?P<xun_too>[中下]))?旬
| (?P<half_month>[上下])半月
| (?P<half>[上下])半[年期]
| 第(?P<quarter>[一二三四1-4])季度
| (?:初|早|仲|暮|深|晚|盛|隆|严|入|孟|残|开)?(?P<season>[春夏秋冬])(?![节耕荒收])(?:[末初](?=[春夏秋冬])|(?:季|天)?[至到](?=[春夏秋冬](?:[季天末，。、；间]|$)))?(?P<season_too>[春夏秋冬])?(?:之交|季|天|间|末|初(?![中小级])|[里上](?=[，,、。]))?
| (?P<edge>年?(?:初头|初め|初|底|末日?|杪|[暮终](?:れ|わり|り)|暮(?=[，,、。にノ])|终(?=[，,、。に])|尾(?![随声追部])|半ば|なかば)(?![中小级一二三四五六七八九十]) | 中(?=[，。、；,旬期]))
"""


def _year(words: str, same: str) -> str:
    """A year: of an era, in four digits, cyclical, relative, or short before a month."""
    return rf"""
(?: 民国前(?P<before_year>{N}{{1,2}})年
  | (?:中华(?=民国)|(?<![满前大])清|前清|大清|伪满?)?翌?(?P<era>{_ERAS})
    (?: (?P<era_from>元|{N}{{1,4}})年?{_TO}(?={N}{{1,4}}年) )?
    (?P<era_year>(?:元|{N}{{1,4}})(?:、[一二三四五六七八九](?={_GAP}年))?)(?:[(（][^()（）]{{2,8}}[)）](?=年))?(?:{_GAP}年(?!代(?![理表管替]))(?:度|间)?|(?=(?:[、及和]{N}{{1,3}}){{1,8}}年))
  | (?P<event_year>光复|九一八|八一五)(?:的)?那一?年
  | 伪?(?P<reign>{_ERAS})(?:年间|初年|初期|中叶|末年|末期|の初め)
  | (?P<cyclical_era>{_ERAS})(?P<cyclical_year>[{STEMS}][{BRANCHES}])(?:年|岁|(?![科之恩]))
  | (?:(?P<year_from>{_YEAR})(?P<from_unsure>[?？])?年?{_TO})?翌?(?P<year>{_YEAR})(?:[(（][^()（）]{{2,8}}[)）](?=年))?(?:{_GAP}年(?!代(?![理表管替]))(?:度|间)?|(?=(?:、{_YEAR}){{1,8}}[两二三四五]?年)|(?<=[、和及].{{4}})(?=[两二三四五]年))
  | (?P<span_from>{_YEAR}){_TO}(?P<span_to>[〇○零一二三四五六七八九\d]{{2}})年(?:度|间)?
  | (?:岁次)?(?P<cyclical>[{STEMS}][{BRANCHES}])(?:年|岁|(?={festivals.FIRST}|闰?{N}{{1,3}}月|[正冬腊]月|[春夏秋冬](?:[，,、。间]|$)))
  | (?P<year_word>{words})(?:度(?!假))?
  | (?<![人农国公居平市全渔牧移流饥灾难选县])民(?P<republic>{N}{{2,3}}|[廿卅十])年
  | (?<![共相不大]){same}(?P<same_era>(?!一年){N}{{1,3}})年(?!{N}*生)
  | (?<![如现至当])(?P<year_of_season>今|(?<![过出回前进上下失离])去|昨|翌|(?<![未将近后本从原历向由往])来|(?<![不就也正都总还只但可于若凡])是|(?<![一二三四五六七八九十两几首每本这那上下数\d])次|(?<![旅乘顾政侠])客|该|(?<![^，。、；：于至到待俟拟\s(（“「])明)(?=[春夏秋冬](?![天季节耕]))
  | (?P<short_year>{N}{{2,3}})年(?={_GAP}闰?[{NUMERAL}正冬腊元]{{1,3}}月|[春夏秋冬]|[底末])
  | (?<=[、及和])(?P<listed_year>{N}{{1,3}})(?:年(?![间多来])|(?=(?:[、及和]{N}{{1,3}}){{1,8}}年))
  | (?:翌|(?<=[至到~～〜—–―ら]))(?P<next_year>{N}{{1,2}})年
  | (?<=[，。；、,;\n])(?P<lone_year>{N}{{1,2}})年度?(?!(?:[来多间余后前内半生级以之而不未无始方才即便就里左]|上(?!半)|[又零]?{N}|[，,]?(?:之久|如一日)|[，、。；,;\n]|$)) )
"""


def _month(words: str, same: str) -> str:
    """A month: a number, a lunar name, or relative; perhaps the last of several."""
    return rf"""
(?: {festivals.FESTIVAL} | (?:(?:[初早仲暮深晚盛隆严孟]?[春夏秋冬]|{same})(?=闰?{N}{{1,2}}月|[正冬腊]月))? (?:
    (?P<month_pair>[一二三四五六七八九]、[二三四五六七八九]|[1-9]、[2-9]|九、十|十、十一|十一、十二|9、10|10、11|11、12)两?月(?:份|间)?
  | (?: (?P<month_from>{N}{{1,3}})月?{_TO}(?={N}{{1,3}}月(?!{N}) ) )?
    (?P<leap>闰)?(?: (?P<lunar_month>[正冬腊]) | (?P<month>元|{N}{{1,3}}) ){_GAP}月(?:份|间)? )
  | (?P<month_word>{words}) )
"""


def _day(words: str, same: str) -> str:
    """A day: a number, a lunar day, or relative; perhaps the last of several."""
    return rf"""
(?: (?:翌|昨(?=(?:{N}{{1,3}})[日号])|{same}(?!一日))?(?: (?P<day_from>{N}{{1,3}})[日号]?{_TO}(?={N}{{1,3}}[日号]) )?
    (?: (?P<day_pair>(?:[二三]?十|廿)[一二三四五六七八]、?[二三四五六七八九]|一二|二三|三四|四五|五六|六七|七八|八九)[日号]
      | (?P<first_ten>初)?(?P<day>{N}{{1,3}})(?:{_GAP}(?:两?日|号(?!{_NUMBERED}))|(?=[、及和]{N}{{1,3}}两日)|(?(month)(?=(?:[、，及和与]{N}{{1,3}}){{1,8}}两?[日号])|(?!))) )
  | (?<=[、，及和与])(?P<listed_day>{N}{{1,2}})(?=(?:[、，及和与]{N}{{1,2}}){{1,8}}两?[日号])
  | (?P<bare_day>初[一二三四五六七八九十]|[廿卅][一二三四五六七八九]?)(?!年)
  | (?(month)(?P<before_night>{_ROUND_DAY})(?=[夜晚晨])|(?!))
  | (?(lunar_month)(?P<after_name>{_ROUND_DAY})|(?!))
  | (?(calendar)(?P<after_calendar>{_ROUND_DAY})|(?(calendar_too)(?P<after_calendar_too>{_ROUND_DAY})|(?!)))
  | (?(leap)(?P<after_leap>{_ROUND_DAY})|(?(era)(?P<after_era>(?(month){_ROUND_DAY}|(?!)))|(?!)))
  | (?P<day_word>{words}) | (?<![非如若犹自从到至于是])(?P<yesterday>昨)(?=[^\s\d{NUMERAL}日天晚夜晨早午夕朝晓年岁秋冬春夏非是今上下前之，。、；：])(?!今) )
"""
