"""The words of Russian dates and the pattern they make; `russian.py` says what a found date means."""

from __future__ import annotations

import re

from ontology.dates.events import RUSSIAN_NAMES

_MONTHS = (
    "янв(?:ар(?:ь|я|ю|[её]м|е)|\\.)", "фев(?:рал(?:ь|я|ю|[её]м|е)|р?\\.)", "март(?:а|у|ом|е)?|мар\\.",
    "апр(?:ел(?:ь|я|ю|ем|е)|\\.)", "ма(?:й|я|ю|ем|е)", "июн(?:ь|я|ю|ем|е)", "июл(?:ь|я|ю|ем|е)",
    "авг(?:уст(?:а|у|ом|е)?|\\.)", "сен(?:тябр(?:ь|я|ю|[её]м|е)|т?\\.)", "окт(?:ябр(?:ь|я|ю|[её]м|е)|\\.)",
    "ноя(?:бр(?:ь|я|ю|[её]м|е)|б?\\.)", "дек(?:абр(?:ь|я|ю|[её]м|е)|\\.)",
)  # fmt: skip
STARTS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
"""How the names of the months begin."""
_MONTH = rf"(?:{'|'.join(_MONTHS)})ъ?(?![а-яё])"
_YEAR = r"(?:1[5-9]|20)\d\d"
_UNIT = r"(?:годъ?(?:а|у|ом|е|ы|ов|ах|ам)?(?![а-яё])|гг?\.|г(?![а-яё.]))"
RELATIVE_YEARS = {
    r"то[гм](?:о|ъ|у)?\s+же\s+год[ау]": 0, r"тот\s+же\s+год": 0, r"эт(?:ого|ом)\s+же\s+год[ау]": 0,
    r"следующ(?:его|ем|ий)ъ?\s+год[ау]?": 1, r"предыдущ(?:его|ем|ий)ъ?\s+год[ау]?": -1,
}  # fmt: skip
"""Years counted from the date told before."""
WRITTEN_YEARS = {
    r"с(?:его|ем)\s+год[ау]|с\.\s?г\.": 0, r"(?:эт|нынешн|текущ)(?:ого|ом|его|ем)ъ?\s+год[ау]": 0,
    r"(?:прошл|минувш|истекш)(?:ого|ом|аго|его|ем)ъ?\s+год[ау]|п\.\s?г\.": -1, r"будущ(?:его|ем)ъ?\s+год[ау]": 1,
    r"позапрошл(?:ого|ом)\s+год[ау]": -2,
}  # fmt: skip
"""Years counted from the day of writing."""
_YEAR_WORD = "|".join([*RELATIVE_YEARS, *WRITTEN_YEARS])
_OF_MONTH = r"(?:сего|того\s+же|прошлого|минувшего|истекшего|этого)\s+месяца|с\.\s?м\."
_IN_MONTH = r"(?:том\s+же|этом\s+же|сем|этом|прошлом|минувшем|следующем)\s+месяце"
TOLD_DAYS = {
    r"то(?:го|т)\s+же\s+(?:дня|день|числа)|тем\s+же\s+днем": 0, r"(?:следующ|друг)(?:ий|ой|его)\s+д(?:ень|ня)|назавтра|наутро": 1,
    r"накануне(?!\s+[а-яё])": -1, r"то[тг]о?\s+же\s+вечера?(?![а-яё])|тем\s+же\s+вечером|ту\s+же\s+ночь|то[йю]\s+же\s+ночью": 0,
    r"следующ(?:ее\s+утро|им\s+утром|им\s+вечером|ую\s+ночь|ей\s+ночью)|друг(?:ое|им)\s+утром?": 1,
}  # fmt: skip
"""Days counted from the date told before."""
WRITTEN_DAYS = {
    r"сегодня(?!шн)": 0,
    r"вчера(?!шн)": -1,
    r"позавчера(?!шн)|третьего\s+дня(?!\s+\d)": -2,
    r"завтра(?!шн|к)": 1,
}
"""Days counted from the day of writing."""
SEASONS = {"весн": 21, "лет": 22, "осен": 23, "зим": 24}
"""Seasons as EDTF numbers them."""
_SEASON = r"весн(?:а|ою|ой|ы|у|е)|лет(?:ом|о|а|у)|осен(?:ью|ь|и)|зим(?:ою|ой|а|ы|у|е)"
ROMAN = {"XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21}
"""Centuries."""
_CENTURY = r"[XХ][VXХIІ]{1,4}"
REIGNS = {"сян": "咸丰", "тун": "同治", "гуан": "光绪", "сюан": "宣统"}
"""Chinese reigns in Russian words."""
TENS = {"двадцат": 2, "тридцат": 3, "сороков": 4, "пятидесят": 5, "шестидесят": 6, "семидесят": 7}
"""Decades in words."""
ORDINALS = {
    "перв": 1, "втор": 2, "треть": 3, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9, "десят": 10,
    "одиннадцат": 11, "двенадцат": 12, "тринадцат": 13, "четырнадцат": 14, "пятнадцат": 15, "шестнадцат": 16,
    "семнадцат": 17, "восемнадцат": 18, "девятнадцат": 19, "двадцат": 20, "тридцат": 30, "сороков": 40, "пятидесят": 50,
    "шестидесят": 60, "семидесят": 70, "восьмидесят": 80, "девяност": 90,
}  # fmt: skip
"""Ordinal numbers by their stems."""
CARDINALS = {
    "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80,
    "девяносто": 90, "восемьсот": 800, "девятьсот": 900, "тысяча": 1000,
}  # fmt: skip
"""The numbers that stand before an ordinal in a year or a day."""
COUNTS = {
    "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10,
    "двенадцать": 12, "пятнадцать": 15, "двадцать": 20,
}  # fmt: skip
"""The numbers that stand in "two days later"."""
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
_UNIT_OF_TIME = r"дня|дней|сутки|суток|недел(?:ю|и|ь)|месяц(?:а|ев)?|год(?:а)?|лет|полгода"
_LATER = rf"""
(?:через|спустя)ъ?\s+(?:(?P<wait>{_COUNT})\s+)?(?P<wait_unit>{_UNIT_OF_TIME})(?![а-яё])
| (?:(?P<waited>{_COUNT})\s+)?(?P<waited_unit>{_UNIT_OF_TIME}|день)\s+спустя(?![а-яё])
| (?<=на\s)(?P<third_day>третий)\s+день(?!\s+после)
"""
_STEM = "|".join(sorted(ORDINALS, key=len, reverse=True))
_ORDINAL = rf"(?:(?:двадцать|тридцать)\s+)?(?:{_STEM})(?:ого|его|аго|ое|ье|ье|ем|ом|ому|ьего|ьем)(?![а-яё])"
_YEAR_IN_WORDS = rf"тысяча\s+(?:восемьсот|девятьсот)\s+(?:(?:двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)\s+)?(?:{_STEM})(?:ый|ой|ий|ого|его|ьего|ом|ем|ьем)(?![а-яё])"
_PART = r"""(?:(?:самом\s+)?(?P<part>начал[еоау]|середин[еыау]|кон(?:ец|ц[еау])|исход[еау])
  | (?P<third>перв|втор|треть|последн)[а-яё]+\s+декад[а-яё]+ | (?:перв|последн|средн)(?:ых|ие|их)\s+чис(?:лах|ел|ла) | (?P<half>перв|втор)[а-яё]+\s+половин[а-яё]+
  | (?P<quarter>перв|втор|трет|четв[её]рт)[а-яё]+\s+квартал[а-яё]* | (?P<quarter_roman>I{1,3}|IV)(?:-?[йм])?\s+квартал[а-яё]*)\s+"""
_CLOCK = r"\d{1,2}(?:[.:-]\d\d)?(?:\s+с\s+половиною)?\s*(?:час(?:а|ов|у|\.)?(?![а-яё])|ч\.)(?:\s*\d{1,2}\s*(?:мин(?:ут[аы]?|\.)?))?"
_DAYTIME = r"(?:ранним\s+|поздним\s+|глубокой\s+)?(?:утром|утра|вечером|вечера|ночью|ночи|днем|дня(?=\s+\d)|на\s+рассвете|рассвете|пополудни|полудня|полдень|полночь)"
_BEFORE_DAY = rf"(?:(?:{_CLOCK}(?:\s+{_DAYTIME})?|{_DAYTIME}|ночь)\s+(?:на\s+)?)"
_AFTER_DAY = rf"(?:,?\s+(?:(?:в|около|к)\s+)?(?:{_CLOCK}(?:\s+{_DAYTIME})?|{_DAYTIME}(?![а-яё])))"
_NUMERIC = rf"(?P<nd>\d{{1,2}})(?:\.(?P<nm>\d{{1,2}}|[IVX]{{1,4}})\.|\s?[/-]\s?(?P<nm_roman>[IVX]{{1,4}})[\s./-]+|-(?P<nm_dash>\d\d)-)(?P<ny>{_YEAR}|\d\d(?![\d.]))(?!\d)(?:\s*{_UNIT})?"

_DAY_AND_MONTH = rf"""
(?P<month_first>{_MONTH})\s+(?P<day_after>\d{{1,2}})(?:-?го)?(?:\s+(?:дня|числа))?,?\s+(?P<year_after>{_YEAR})(?!\d)(?:-?го)?(?:\s*{_UNIT})?
| (?P<listed>\d{{1,2}})(?:-?го)?(?=(?:,\s*\d{{1,2}}(?:-?го)?){{0,8}},?\s+и\s+\d{{1,2}}(?:-?(?:го|е))?\s+{_MONTH})
| (?P<daytime>{_BEFORE_DAY}(?=\d|с\s|двадцать|тридцать|{_STEM}))?
  (?:(?:с\s+|от\s+)?(?P<day_from>\d{{1,2}})(?:-?го)?\s*(?:\s(?:по|до|на)\s|[—–-])\s*(?=\d{{1,2}}(?:-?[её]|-?го)?\s+{_MONTH}))?
  (?:(?:сего\s+)?(?:(?P<day>\d{{1,2}})(?:-?(?:го|е|ое|му))?(?:\s+(?:дня|числа))?|(?P<day_words>{_ORDINAL}))
     (?:\s*(?:\((?P<day_two>\d{{1,2}})\)|/\s*(?P<day_slash>\d{{1,2}})(?!\d)))?(?:\s+(?P<month_which>сего|минувшего|прошлого|истекшего))?\s+)?
  (?P<month>{_MONTH})(?:\s+месяц(?:а|е|ъ)?(?![а-яё]))?
  (?:(?:\s+(?P<year_inner>{_YEAR})(?:\s*{_UNIT})?(?=\s*\(\d))?
     \s*[(/]\s*(?P<day_other>\d{{1,2}})\s+(?P<month_other>{_MONTH})(?:\s+(?P<year_other>{_YEAR})(?:\s*{_UNIT})?)?\s*\)?(?:\s*г\.)?)?
  (?:,?\s+(?:(?P<year>{_YEAR})(?!\d)(?:-?го)?(?:\s*{_UNIT})?|(?P<year_in_words>{_YEAR_IN_WORDS})(?:\s+{_UNIT})?|(?P<month_year_word>{_YEAR_WORD})(?![а-яё])))?
"""
_PERIOD = rf"""
(?:(?:ранн|поздн|глубок)(?:ей|ею|им|яя|ее|ой|ою|ая)\s+)?(?P<season>{_SEASON})ъ?\s+(?:(?P<season_year>{_YEAR})(?:\s?[/—–-]\s?(?:19)?\d\d)?(?!\d)(?:-?го)?(?:\s*{_UNIT})?|(?P<season_year_word>{_YEAR_WORD})(?![а-яё]))
| (?P<which_season>прошл|минувш|эт|нынешн|следующ|то[йю]\s+же|тем\s+же)(?:ой|ей|ым|им|ою|ею)?\s+(?P<season_alone>{_SEASON})(?![а-яё])
| (?P<lone_season>(?-i:Весною|Весной|Летом|Осенью|Зимою|Зимой))(?![а-яё])(?!\s+и\s)
| (?P<war_from>{_YEAR})[—–/-](?P<war_to>\d\d)\s*(?:гг?\.|(?:учебн|хозяйственн|операционн|бюджетн)[а-яё]+\s+год[а-яё]*)
| (?<=\()(?P<born>{_YEAR})\s?[—–-]\s?(?P<died>{_YEAR})(?=\))
| (?:(?:с\s+)?(?P<year_from>{_YEAR})(?:\s*{_UNIT})?\s*(?:\s(?:по|до)\s|[—–-])\s*)?
  (?P<year_alone>{_YEAR})(?:(?:-?(?:го|й|м|ый|ом))?\s*{_UNIT}|-(?:го|м|му|й)(?![а-яё\d])|(?=(?:,\s*{_YEAR}){{0,8}}\s+и\s+{_YEAR}\s*{_UNIT}))
| (?P<words_alone>{_YEAR_IN_WORDS})\s+{_UNIT}
| (?:(?P<decade_first>(?:1[5-9]|20)?\d0)(?:-?(?:е|х|ые|ых))?\s?[—–-]\s?)?(?P<decade>(?:1[5-9]|20)?\d0)-?(?:е|х|ые|ых)\s*(?:годы|годов|годах|гг\.|г\.)(?:\s+(?P<decade_century>{_CENTURY})\s*(?:век|столет|в\.)[а-яё]*)?
| (?P<decade_bare>(?:1[5-9]|20)\d0)-(?:е|х)(?![а-яё])
| (?P<decade_word>{"|".join(TENS)})(?:ые|ых)\s+год(?:ы|ов|ах)
| (?:(?P<century_from>{_CENTURY})\s?[—–-]\s?)?(?P<century>{_CENTURY})(?:-?(?:й|го|м|ый))?\s*(?:век(?:а|у|ом|е|ов|ах)?(?![а-яё])|столети[еяюий]м?|вв?\.)
"""
_NO_DAY = r"(?:(?:,|\s+и)\s+\d{1,2}-го){0,4}\s+(?:(?-i:[А-ЯЁ«\d])|[а-яё]+(?:ого|его|аго|яго|ой)(?![а-яё])|полк|корпус|отряд|батальон|эскадрон|дивизион|разряд|участк|класс|съезд|округ|год|г\.|век|район|отдел|кил|верст|разъезд|заседан|пункт|параграф|том|стат|завод|пути|псу|кап|сап|стр)"
"""What a number in -го may count other than a day: 16-го полка, 5-го Амурского батальона."""
_LEANING = rf"""
(?:(?P<number_day>\d{{1,2}})(?:-?го)?|(?P<number_words>{_ORDINAL}))\s+(?:(?:числа|(?<=\d-го\s)дня)(?![а-яё])(?:\s+(?P<number_month>{_OF_MONTH}))?|(?P<day_of_month>{_OF_MONTH}))
| ночь\s+на\s+(?:(?P<night_day>\d{{1,2}})-(?:е|го)(?![а-яё])|(?P<night_words>{_ORDINAL}))(?!\s+{_MONTH})
| (?P<clock_day>\d{{1,2}})-го\s+(?:утром|вечером|ночью|днем|на\s+рассвете)(?![а-яё]) | {_LATER}
| (?P<bare_ordinal>\d{{1,2}})-го(?![а-яё])(?!{_NO_DAY})
| (?P<month_word>{_IN_MONTH})(?![а-яё]) | (?P<year_word>{_YEAR_WORD})(?![а-яё])
| (?P<day_word>{"|".join((*TOLD_DAYS, *WRITTEN_DAYS))})(?![а-яё])
"""
_STYLE = r"""
(?:,?\s*\(?(?:по\s+)?(?P<style>ст\.?\s*ст(?:\.|илю)|н\.?\s*ст(?:\.|илю)|старого\s+стиля|нового\s+стиля
  |старому\s+стилю|новому\s+стилю|юлианскому\s+календарю|григорианскому\s+календарю)\)?)?
"""
PATTERN = re.compile(
    rf"""(?<![а-яёa-z\d.])(?:(?P<about>около|приблизительно\s+в|примерно\s+в)\s+|(?P<before>до)\s+)?(?:{_PART})?
(?: (?P<reign_day>\d{{1,2}})-(?:й|го)\s+д(?:ень|ня)\s+(?P<reign_month>\d{{1,2}})-й\s+луны\s+(?P<reign_year>\d{{1,2}})-го\s+года\s+(?P<reign>сян|тун|гуан|сюан)[\w-]*
  | (?P<event_side>после|до|со\s+времени)\s+(?P<event>{RUSSIAN_NAMES})[а-яё]*
  | (?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d) | {_NUMERIC} | {_DAY_AND_MONTH} | {_PERIOD} | {_LEANING} )
{_STYLE}(?:(?(day){_AFTER_DAY}|(?(nd){_AFTER_DAY}|(?(day_words){_AFTER_DAY}|(?(day_word){_AFTER_DAY}|(?!)))))){{0,2}}
""",
    re.VERBOSE | re.IGNORECASE,
)
"""A date in modernised Russian text."""

EVENT_NAME = re.compile(RUSSIAN_NAMES, re.IGNORECASE)
"""The name of an event that everybody can date."""


def ordinal(text: str) -> int:
    """The value of an ordinal in words: двадцатого, двадцать первого, тысяча девятьсот тридцать шестого."""
    total = 0
    for word in text.lower().split():
        if word in CARDINALS:
            total += CARDINALS[word]
        else:
            total += next((ORDINALS[stem] for stem in _BY_LENGTH if word.startswith(stem)), 0)
    return total


_BY_LENGTH = sorted(ORDINALS, key=len, reverse=True)


def month_number(name: str) -> int:
    """The number of a month written as a word, in Roman or in Arabic figures; 0 where there is none."""
    plain = name.lower()
    if plain.isdecimal():
        return int(plain)
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    if plain in roman:
        return roman.index(plain) + 1
    return next((i for i, start in enumerate(STARTS, start=1) if start and plain.startswith(start)), 0)
