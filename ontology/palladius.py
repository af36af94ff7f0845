"""Chinese names in Russian letters: the system of Archimandrite Palladius (1888), both ways.

The table is the one that Russian encyclopedias and the state mapping service use, written out here syllable
by syllable. Russian н is pinyin -ng, нь is -n, and ъ parts a final н from a vowel: Цзинъюй is jing yu.

To read is harder than to write, because older and careless hands differ: е for э (Шен, Пей), ын for эн (Фын
Юйсян), цзе for цзэ (Мао Цзе-дун), хой for хуэй, a final ъ before 1918, a ъ left out, hyphens between the
syllables of a given name. Such readings come after the regular one. A shape test and no more: Лена and Хата
could be Chinese by their letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice, product

from ontology.pinyin import is_surname, surname_first, surname_last, syllables

_TABLE = """
a а ai ай an ань ang ан ao ао e э ei эй en энь eng эн er эр o о ou оу
ba ба bai бай ban бань bang бан bao бао bei бэй ben бэнь beng бэн bi би bian бянь biao бяо bie бе bin бинь
bing бин bo бо bu бу
ca ца cai цай can цань cang цан cao цао ce цэ cen цэнь ceng цэн ci цы cong цун cou цоу cu цу cuan цуань cui цуй
cun цунь cuo цо
cha ча chai чай chan чань chang чан chao чао che чэ chen чэнь cheng чэн chi чи chong чун chou чоу chu чу chua чуа
chuai чуай chuan чуань chuang чуан chui чуй chun чунь chuo чо
da да dai дай dan дань dang дан dao дао de дэ dei дэй den дэнь deng дэн di ди dia дя dian дянь diao дяо die де
ding дин diu дю dong дун dou доу du ду duan дуань dui дуй dun дунь duo до
fa фа fan фань fang фан fei фэй fen фэнь feng фэн fo фо fou фоу fu фу
ga га gai гай gan гань gang ган gao гао ge гэ gei гэй gen гэнь geng гэн gong гун gou гоу gu гу gua гуа guai гуай
guan гуань guang гуан gui гуй gun гунь guo го
ha ха hai хай han хань hang хан hao хао he хэ hei хэй hen хэнь heng хэн hong хун hou хоу hu ху hua хуа huai хуай
huan хуань huang хуан hui хуэй hun хунь huo хо
ji цзи jia цзя jian цзянь jiang цзян jiao цзяо jie цзе jin цзинь jing цзин jiong цзюн jiu цзю ju цзюй juan цзюань
jue цзюэ jun цзюнь
ka ка kai кай kan кань kang кан kao као ke кэ kei кэй ken кэнь keng кэн kong кун kou коу ku ку kua куа kuai куай
kuan куань kuang куан kui куй kun кунь kuo ко
la ла lai лай lan лань lang лан lao лао le лэ lei лэй leng лэн li ли lia ля lian лянь liang лян liao ляо lie ле
lin линь ling лин liu лю lo ло long лун lou лоу lu лу luan луань lun лунь luo ло lü люй lüe люэ
ma ма mai май man мань mang ман mao мао me мэ mei мэй men мэнь meng мэн mi ми mian мянь miao мяо mie ме min минь
ming мин miu мю mo мо mou моу mu му
na на nai най nan нань nang нан nao нао ne нэ nei нэй nen нэнь neng нэн ni ни nian нянь niang нян niao няо nie не
nin нинь ning нин niu ню nong нун nou ноу nu ну nuan нуань nun нунь nuo но nü нюй nüe нюэ
pa па pai пай pan пань pang пан pao пао pei пэй pen пэнь peng пэн pi пи pian пянь piao пяо pie пе pin пинь
ping пин po по pou поу pu пу
qi ци qia ця qian цянь qiang цян qiao цяо qie це qin цинь qing цин qiong цюн qiu цю qu цюй quan цюань que цюэ
qun цюнь
ran жань rang жан rao жао re жэ ren жэнь reng жэн ri жи rong жун rou жоу ru жу rua жуа ruan жуань rui жуй run жунь
ruo жо
sa са sai сай san сань sang сан sao сао se сэ sen сэнь seng сэн si сы song сун sou соу su су suan суань sui суй
sun сунь suo со
sha ша shai шай shan шань shang шан shao шао she шэ shei шэй shen шэнь sheng шэн shi ши shou шоу shu шу shua шуа
shuai шуай shuan шуань shuang шуан shui шуй shun шунь shuo шо
ta та tai тай tan тань tang тан tao тао te тэ teng тэн ti ти tian тянь tiao тяо tie те ting тин tong тун tou тоу
tu ту tuan туань tui туй tun тунь tuo то
wa ва wai вай wan вань wang ван wei вэй wen вэнь weng вэн wo во wu у
xi си xia ся xian сянь xiang сян xiao сяо xie се xin синь xing син xiong сюн xiu сю xu сюй xuan сюань xue сюэ
xun сюнь
ya я yan янь yang ян yao яо ye е yi и yin инь ying ин yo йо yong юн you ю yu юй yuan юань yue юэ yun юнь
za цза zai цзай zan цзань zang цзан zao цзао ze цзэ zei цзэй zen цзэнь zeng цзэн zi цзы zong цзун zou цзоу zu цзу
zuan цзуань zui цзуй zun цзунь zuo цзо
zha чжа zhai чжай zhan чжань zhang чжан zhao чжао zhe чжэ zhei чжэй zhen чжэнь zheng чжэн zhi чжи zhong чжун
zhou чжоу zhu чжу zhua чжуа zhuai чжуай zhuan чжуань zhuang чжуан zhui чжуй zhun чжунь zhuo чжо
"""
_CELLS = _TABLE.split()
PALLADIUS: Mapping[str, str] = dict(zip(_CELLS[::2], _CELLS[1::2], strict=True))
"""Each pinyin syllable and its Russian spelling."""

_WHOLE_VARIANTS = {
    "хой": "hui", "хуй": "hui", "гуэй": "gui", "куэй": "kui", "дуэй": "dui", "туэй": "tui", "жуэй": "rui",
    "шуэй": "shui", "суэй": "sui", "чжуэй": "zhui", "цуэй": "cui", "цзуэй": "zui", "куо": "kuo", "гуо": "guo",
    "хуо": "huo", "чжуо": "zhuo", "иен": "yan", "иень": "yan", "ву": "wu", "йи": "yi", "ио": "yo",
}  # fmt: skip
_VOWELS = "аеёиоуыэюя"
_OLD_LETTERS = str.maketrans("ѣіѳѵ", "еифи")
_SPACES = re.compile(r"[,\s·]+")
_FINAL_HARD_SIGN = re.compile(r"ъ(?![а-яё])")
_MARKS = re.compile(r"[-‐‑–ъ'’ʼ]+")
_RUSSIAN = re.compile(r"[а-я'’ʼ‐‑–-]+")
_Reading = tuple[int, tuple[str, ...]]  # what it costs in irregularity, and its syllables
_LONGEST_SYLLABLE = 7
_LONGEST_WORD = 24
_MOST = 8
_SLACK = 2  # how much more irregular than the best reading another one may be


@lru_cache(maxsize=1 << 14)
def plain_russian(text: str) -> str:
    """A Russian name in small letters and the letters of today, one space between words; ё stays."""
    composed = unicodedata.normalize("NFC", text).casefold().translate(_OLD_LETTERS)
    plain = " ".join(_SPACES.sub(" ", composed).split())
    return _FINAL_HARD_SIGN.sub("", plain) if "ъ" in plain else plain


@lru_cache(maxsize=1 << 14)
def to_pinyin(russian: str) -> tuple[str, ...]:
    """The Chinese readings of a Russian name, the regular one first: Ян Цзинъюй as `yang jing yu`.

    Of two or three words one must be a surname; empty for words that are no Chinese names (Молотов).
    """
    words = plain_russian(russian).replace("ё", "е").split()
    if (
        not 1 <= len(words) <= 3
        or not all(map(_RUSSIAN.fullmatch, words))
        or max(map(len, words)) > _LONGEST_WORD
    ):
        return ()
    choices = list(islice(product(*map(_read, words)), 64))
    return _ranked(choices, surname_first) or _ranked(choices, surname_last)


def _ranked(
    choices: list[tuple[_Reading, ...]], order: Callable[[tuple[tuple[str, ...], ...]], str]
) -> tuple[str, ...]:
    """The readings of all words together, the most regular first, then the shortest."""
    costs = [(sum(cost for cost, _ in choice), order(tuple(way for _, way in choice))) for choice in choices]
    ranked = sorted((pair for pair in costs if pair[1]), key=lambda pair: (pair[0], pair[1].count(" ")))
    return tuple(dict.fromkeys(way for cost, way in ranked if cost <= ranked[0][0] + _SLACK))[:_MOST]


def to_russian(pinyin: str) -> str:
    """Pinyin in Russian letters, word by word: Yang Jingyu as Ян Цзинъюй; empty for anything else."""
    words = pinyin.split()
    found = [_word_to_russian(word) for word in words]
    return " ".join(found) if all(found) else ""


def _word_to_russian(word: str) -> str:
    made = ""
    for syllable in syllables(word):
        russian = PALLADIUS[syllable]
        made += ("ъ" if made.endswith("н") and russian[0] in _VOWELS else "") + russian
    return made.capitalize() if word[:1].isupper() else made


@lru_cache(maxsize=1 << 14)
def _read(word: str) -> tuple[_Reading, ...]:
    """The readings of one word with what each costs in irregularity, the cheapest and shortest first."""
    pieces = [tuple(_ways(piece)) for piece in _MARKS.split(word) if piece]
    found: dict[tuple[str, ...], int] = {}
    for choice in islice(product(*pieces), 64):
        way = tuple(syllable for _, piece in choice for syllable in piece)
        found[way] = min(found.get(way, 99), sum(cost for cost, _ in choice))
    ranked = sorted((cost, way) for way, cost in found.items() if way)
    return tuple(sorted(ranked, key=lambda pair: (pair[0], len(pair[1])))[: 2 * _MOST])


@lru_cache(maxsize=1 << 14)
def _ways(piece: str) -> tuple[_Reading, ...]:
    """All ways to cut a piece without marks, each with its cost."""
    return tuple(_cuts(piece)) if piece else ((0, ()),)


def _cuts(piece: str) -> Iterator[_Reading]:
    for size in range(min(_LONGEST_SYLLABLE, len(piece)), 0, -1):
        head, rest = piece[:size], piece[size:]
        irregular = 0
        if rest[:1] and rest[0] in _VOWELS:
            irregular = 2 if head[-1] == "н" else int(_could_go_on_at(head, rest[:4]))
        for cost, syllable in _spellings().get(head, ()):
            for more, way in _ways(rest):
                yield cost + more + irregular, (syllable, *way)


@cache
def _could_go_on_at(head: str, rest: str) -> bool:
    """Whether a longer syllable begins here: Хуань is huan before it is hu an."""
    return any(head + rest[:size] in _spellings() for size in range(1, min(4, len(rest)) + 1))


@cache
def _spellings() -> Mapping[str, tuple[tuple[int, str], ...]]:
    """Russian spellings with the syllables they may mean: 0 for the table, 1 for a usual variant."""
    found: dict[str, dict[str, int]] = {}
    for syllable, russian in PALLADIUS.items():
        found.setdefault(russian, {})[syllable] = 0
    for syllable, russian in PALLADIUS.items():
        for variant in (russian.replace("э", "е"), russian.replace("эн", "ын")):
            found.setdefault(variant, {}).setdefault(syllable, 1)
    for variant, syllable in _WHOLE_VARIANTS.items():
        found.setdefault(variant, {}).setdefault(syllable, 1)
    return {spelling: tuple((cost, way) for way, cost in ways.items()) for spelling, ways in found.items()}


def is_chinese_surname(russian: str) -> bool:
    """Whether a Russian word is how some Chinese surname is written: Чжан, Оуян."""
    word = plain_russian(russian).replace("ё", "е")
    return len(word) <= _LONGEST_WORD and any(is_surname(way) for cost, way in _read(word) if cost == 0)
