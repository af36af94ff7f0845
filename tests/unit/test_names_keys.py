"""Names across scripts: Chinese, Russian, Latin and Japanese forms of one name share a key, others do not."""

from __future__ import annotations

import re
import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology import kana, palladius, pinyin
from ontology.authority import Authority, load_authority
from ontology.kinds import Kind
from ontology.names import name_keys, script_of, share_key

SAME = """
楊靖宇 ja|杨靖宇 zh
杨靖宇 zh|Ян Цзинъюй ru
楊靖宇 zh|Ян Цзинъюй ru
杨靖宇 zh|Yang Jingyu en
Ян Цзинъюй ru|Yang Jingyu en
Ян Цзинъюй ru|Jingyu Yang en
杨靖宇 zh|Yang Ching-yü en
杨靖宇 zh|Yang Ching-yu en
杨靖宇 zh|YANG Jing-yu en
杨靖宇 zh|Yáng Jìngyǔ en
杨靖宇 zh|Ян Цзин-юй ru
周保中 zh|Чжоу Баочжун ru
周保中 zh|Чжоу Бао-чжун ru
周保中 zh|Chou Pao-chung en
周保中 zh|Baozhong Zhou en
李兆麟 zh|Ли Чжаолинь ru
冯仲云 zh|Фэн Чжунъюнь ru
馮仲雲 ja|Фэн Чжунъюнь ru
赵尚志 zh|Чжао Шанчжи ru
赵一曼 zh|Чжао Имань ru
张作霖 zh|Чжан Цзо-линь ru
张作霖 zh|Chang Tso-lin en
張學良 zh|Чжан Сюэлян ru
张学良 zh|Чжан Сюелян ru
张学良 zh|Chang Hsüeh-liang en
毛泽东 zh|Мао Цзэдун ru
毛泽东 zh|Мао Цзе-дун ru
毛泽东 zh|Mao Tse-tung en
周恩来 zh|Чжоу Эньлай ru
周恩来 zh|Chou En-lai en
朱德 zh|Чжу Дэ ru
朱德 zh|Чжу Де ru
朱德 zh|Chu Teh en
冯玉祥 zh|Фын Юйсян ru
冯玉祥 zh|Feng Yü-hsiang en
吴佩孚 zh|У Пэйфу ru
吴佩孚 zh|У Пей-фу ru
吴佩孚 zh|Wu P'ei-fu en
李鸿章 zh|Ли-Хунъ-Чжанъ ru
李鸿章 zh|Li Hung-chang en
单志刚 zh|Шань Чжиган ru
解方 zh|Се Фан ru
尉迟恭 zh|Юйчи Гун ru
仇鳌 zh|Цю Ао ru
曾纪泽 zh|Цзэн Цзицзэ ru
曾国藩 zh|Zeng Guofan en
万俟卨 zh|Moqi Xie en
欧阳钦 zh|Оуян Цинь ru
司马迁 zh|Сыма Цянь ru
司马迁 zh|Ssu-ma Ch'ien en
端木蕻良 zh|Дуаньму Хунлян ru
吕正操 zh|Люй Чжэнцао ru
吕正操 zh|Lyu Zhengcao en
吕正操 zh|Lü Zhengcao en
任弼时 zh|Жэнь Биши ru
叶剑英 zh|Е Цзяньин ru
萧劲光 zh|Сяо Цзингуан ru
张国焘 zh|Чжан Готао ru
彭德怀 zh|Пын Дэхуай ru
邓小平 zh|Дэн Сяопин ru
聂荣臻 zh|Не Жунчжэнь ru
盖叫天 zh|Гэ Цзяотянь ru
朴吉松 zh|Пяо Цзисун ru
西安 zh|Сиань ru
西安 zh|Xi'an en
西安 zh|Xian en
长安 zh|Чанъань ru
长安 zh|Чанань ru
长春 zh|Чанчунь ru
瀋陽 ja|Шэньян ru
沈阳 zh|Шеньян ru
濛江 zh|Мэнцзян ru
黑龙江 zh|Хэйлунцзян ru
黒竜江 ja|黑龙江 zh
重庆 zh|Чунцин ru
安徽 zh|Аньхуэй ru
安徽 zh|Аньхой ru
张家口 zh|Чжанцзякоу ru
乾隆 zh|Цяньлун ru
どいはら けんじ ja|Доихара Кэндзи ru
ドイハラ・ケンジ ja|Кэндзи Доихара ru
どいはらけんじ ja|Doihara Kenji en
Доихара Кэндзи ru|Kenji Doihara en
Доихара Кенджи ru|Doihara Kenji en
いしい しろう ja|Исии Сиро ru
イシイ シロウ ja|Ishii Shirō en
Сиро Исии ru|Ishii Shiro en
とうじょう ひでき ja|Хидэки Тодзио ru
Tōjō Hideki en|Тодзё Хидэки ru
Matsuoka Yōsuke en|Ёсукэ Мацуока ru
ごとう しんぺい ja|Симпэй Гото ru
Gotō Shinpei en|Goto Shimpei en
はっとり ja|Хаттори ru
みすゞ ja|みすず ja
ゐのうえ ja|Иноуэ ru
しみづ ja|シミズ ja
じゅんいちろう ja|Дзюнъитиро ru
とうきょう ja|Токио ru
ヴォロシロフ ja|ボロシロフ ja
ｶﾝﾄｳ ja|かんとう ja
佐々木到一 ja|佐佐木到一 zh
土肥原賢二 ja|土肥原贤二 zh
Дмитрий Леонидович Хорват ru|Хорват Дмитрий Леонидович ru
Семёнов ru|СЕМЕНОВ ru
Маньчжоу-го ru|Маньчжоуго ru
Харбинъ ru|Харбин ru
Мерецков, Кирилл ru|Кирилл Мерецков ru
"""

OTHER = """
杨靖宇 zh|Ян Цзин ru
杨靖宇 zh|Ян Цзиньюй ru
杨靖宇 zh|Yang Jinyu en
杨靖宇 zh|Янь Цзинъюй ru
杨靖宇 zh|Yang Ch'ing-yü en
李兆麟 zh|Ли Чжаолин ru
李兆麟 zh|Чжао Линь ru
周保中 zh|Чжу Баочжун ru
赵尚志 zh|Чжао Шанчи ru
冯雷 zh|雷锋 zh
雷锋 zh|Фэн Лэй ru
赵李 zh|李赵 zh
Ли Чжао ru|Чжао Ли ru
西安 zh|Сянь ru
长安 zh|Чжаньань ru
吕正操 zh|Лу Чжэнцао ru
张作霖 zh|Чжан Цзосян ru
张作霖 zh|张作相 zh
陈毅 zh|陈云 zh
毛泽东 zh|毛泽民 zh
毛岸英 zh|Мао Аньцин ru
王明 zh|Ван Мэн ru
濛江 zh|Нэньцзян ru
莫洛托夫 zh|Молотов ru
哈巴罗夫斯克 zh|Хабаровск ru
哈尔滨 zh|Харбин ru
大野 ja|小野 ja
Доихара Кэндзи ru|Доихара Кэндзо ru
どいはら けんじ ja|Дои Харакэн ru
いしい しろう ja|Исихара Сиро ru
いしはら ja|いしわら ja
かとう ja|かど ja
はっとり ja|はとり ja
とうごう ja|とうじょう ja
Исии ru|Иси ru
Сато ru|Сайто ru
Хорват ru|Ховарт ru
Молотов ru|Молоков ru
Lytton en|Литтон ru
Yang Jingyu zh|Yang Jin en
李 zh|Ли ru
731 zh|731 ru
満洲 ja|満鉄 ja
Мао Цзэдун ru|Мао Цзэминь ru
Hata en|Hatta en
"""

CHINESE_BY_OTHER_SYSTEMS = {
    "许亨植": "Korean reading",
    "李学福": "Korean reading",
    "武亭": "Korean reading",
    "鲁迅": "old reading of 迅 as xin",
    "孙中山": "his other name in Cantonese",
    "蒋介石": "Cantonese",
    "艾奇逊": "no Chinese name: the Russian form of Dean looks like the surname 丁",
}


def _pairs(table: str) -> list[tuple[str, ...]]:
    return [
        tuple(part for form in line.split("|") for part in form.rsplit(" ", 1))
        for line in table.split("\n")
        if line
    ]


@pytest.mark.parametrize(("first", "first_lang", "second", "second_lang"), _pairs(SAME))
def test_forms_of_one_name_share_a_key(first: str, first_lang: str, second: str, second_lang: str) -> None:
    """Whatever script a clerk wrote a name in, it can be found under one key."""
    shared = share_key(first, first_lang, second, second_lang)

    assert shared, (sorted(name_keys(first, first_lang)), sorted(name_keys(second, second_lang)))


@pytest.mark.parametrize(("first", "first_lang", "second", "second_lang"), _pairs(OTHER))
def test_other_names_share_none(first: str, first_lang: str, second: str, second_lang: str) -> None:
    """A letter more or less is another name: ь, ъ, a vowel, the order of a Chinese name."""
    shared = name_keys(first, first_lang) & name_keys(second, second_lang)

    assert frozenset() == shared


@pytest.mark.parametrize(
    "word",
    ["Молотов", "Хабаровск", "Сталин", "Владивосток", "Блюхер", "Хорват", "Харбин", "Доихара", "Исии Сиро", "", "К.", "Лин 3"],
)  # fmt: skip
def test_a_word_that_is_no_chinese_name_has_no_reading(word: str) -> None:
    """Russian and Japanese names do not turn into Chinese ones."""
    assert () == palladius.to_pinyin(word)


@pytest.mark.parametrize("word", ["Молотов", "Хабаровск", "Ян Цзинъюй", "Чжоу", "Блюхер", "Ленин", ""])
def test_a_word_that_is_no_japanese_name_has_no_reading(word: str) -> None:
    """Russian and Chinese names do not turn into Japanese ones."""
    assert () == kana.words_of_russian(word)


@pytest.mark.parametrize("word", ["Yang", "Zhou Baozhong", "Lytton", "Stalin", "", "Kim 3"])
def test_a_latin_word_that_is_no_japanese_name_has_no_reading(word: str) -> None:
    """Syllables that Japanese does not have end the reading."""
    assert () == kana.words_of_romaji(word)


def test_the_two_tables_of_syllables_agree() -> None:
    """The Palladius table has every syllable of Mandarin once, and no other."""
    assert (pinyin.SYLLABLES, 411) == (frozenset(palladius.PALLADIUS), len(pinyin.SYLLABLES))


def test_every_common_character_has_a_reading() -> None:
    """The syllables cover what the dictionary says of the 3755 characters of GB 2312's first level."""
    cells = [
        bytes((row, cell)).decode("gb2312", "ignore")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
    ]

    unread = [character for character in filter(None, cells) if not pinyin.readings(character)]

    assert ["嗯"] == unread or [] == unread


def test_palladius_comes_back_wherever_two_syllables_meet() -> None:
    """What is written by the table is read back as it was: every syllable before and after every kind of sound."""
    by_start = {palladius.PALLADIUS[syllable][0]: syllable for syllable in sorted(pinyin.SYLLABLES)}
    by_end = {palladius.PALLADIUS[syllable][-2:]: syllable for syllable in sorted(pinyin.SYLLABLES)}
    pairs = {*product(pinyin.SYLLABLES, by_start.values()), *product(by_end.values(), pinyin.SYLLABLES)}

    lost = [pair for pair in sorted(pairs) if not _comes_back(pair)]

    assert [] == lost


@settings(deadline=None, max_examples=500)
@given(st.tuples(*[st.sampled_from(sorted(pinyin.SYLLABLES))] * 2))
def test_palladius_comes_back_for_any_pair(pair: tuple[str, str]) -> None:
    """The same for pairs drawn from all 168 921."""
    assert _comes_back(pair)


def _comes_back(pair: tuple[str, str]) -> bool:
    return " ".join(pair) in palladius.to_pinyin(palladius.to_russian("'".join(pair)))


@given(st.lists(st.sampled_from(sorted(pinyin.SYLLABLES)), min_size=2, max_size=3))
def test_wade_giles_and_pinyin_of_a_name_agree(given_name: list[str]) -> None:
    """A name in Wade-Giles with all its marks is read as its pinyin, among others."""
    name = ["Wang", *given_name]

    wade = f"Wang {'-'.join(pinyin.to_wade_giles(syllable)[0] for syllable in given_name)}"

    assert " ".join(name).casefold() in pinyin.from_latin(wade)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Jingyu", "jing yu"), ("jing'yu", "jing yu"), ("Xi'an", "xi an"), ("xian", "xian"), ("Fangan", "fan gan"),
        ("fang'an", "fang an"), ("Zhengcao", "zheng cao"), ("Nüer", "nü er"), ("lv", "lü"), ("Baozhong", "bao zhong"),
        ("Heilongjiang", "hei long jiang"), ("Jing-yu", "jing yu"), ("Lytton", ""), ("", ""), ("yǔ", "yu"),
    ],
)  # fmt: skip
def test_pinyin_run_together_is_taken_apart(word: str, expected: str) -> None:
    """The rule of the apostrophe decides between two readings."""
    assert tuple(expected.split()) == pinyin.syllables(word)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Yang Jingyu", "Ян Цзинъюй"), ("Zhou Baozhong", "Чжоу Баочжун"), ("Chang'an", "Чанъань"), ("xi'an", "сиань"),
        ("Tian'anmen", "Тяньаньмэнь"), ("Lü Zhengcao", "Люй Чжэнцао"), ("Anhui", "Аньхуэй"), ("Lytton", ""), ("", ""),
    ],
)  # fmt: skip
def test_pinyin_is_written_in_russian(name: str, expected: str) -> None:
    """ъ stands between a hard н and a vowel, and nowhere else."""
    assert expected == palladius.to_russian(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("いしい しろう", "Исии Сиро"), ("Tōjō Hideki", "Тодзё Хидэки"), ("ごとう しんぺい", "Гото Симпэй"),
        ("Hattori", "Хаттори"), ("まつおか ようすけ", "Мацуока Ёсукэ"), ("Itchō", "Иттё"), ("Yang", ""), ("杨", ""),
    ],
)  # fmt: skip
def test_japanese_is_written_in_russian(name: str, expected: str) -> None:
    """Polivanov's system leaves long vowels unmarked and writes м before lip sounds."""
    assert expected == kana.to_russian(name)


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("杨靖宇", "Hans"), ("楊靖宇", "Hant"), ("李文", "Hani"), ("モロトフ", "Jpan"), ("佐藤けんじ", "Jpan"),
        ("Ян", "Cyrl"), ("Lü", "Latn"), ("731", "Zyyy"), ("", "Zyyy"),
    ],
)  # fmt: skip
def test_the_script_of_a_name_is_told(name: str, script: str) -> None:
    """Characters that both scripts have are said to be just that."""
    assert script == script_of(name)


def test_the_kind_of_a_key_stands_before_it() -> None:
    """So a Russian spelling never meets a pinyin one, and a linker knows what a shared key proves."""
    kinds = {
        key.split(":")[0] for name in ("杨靖宇", "Ян Цзинъюй", "Исии Сиро", "Yang") for key in name_keys(name)
    }

    assert {"han", "py", "cy", "ro", "la"} == kinds


def test_latin_letters_go_by_the_language_that_is_known() -> None:
    """Mao Tan may be either; a Japanese list means a Japanese name."""
    kinds = {lang: {key[:2] for key in name_keys("Mao Tan", lang)} for lang in ("zh", "ja", "en")}

    assert {"zh": {"la", "py"}, "ja": {"la", "ro"}, "en": {"la", "py", "ro"}} == kinds


@pytest.fixture(scope="module")
def authority() -> Authority:
    """The authority files of the project."""
    return load_authority()


def _chinese_persons(authority: Authority) -> list[tuple[str, str, bool]]:
    return [
        (entry.canonical, name.text, any(share_key(other.text, "zh", name.text, "ru") for other in entry.names if other.lang == "zh"))
        for entry in authority.of(Kind.PERSON)
        for name in entry.names
        if (name.lang, name.type, name.certainty, entry.certainty) == ("ru", "preferred", "certain", "certain")
        and len(name.text.split()) == 2
        and palladius.is_chinese_surname(name.text.split()[0])
        and re.fullmatch("[一-鿿]{2,4}", entry.canonical)
    ]  # fmt: skip


def test_chinese_persons_of_the_authority_meet_their_russian_names(authority: Authority) -> None:
    """Of the certain persons whose Russian name begins with a Chinese surname, all but a known few share a key."""
    rows = _chinese_persons(authority)

    alone = {chinese for chinese, _, shared in rows if not shared}

    print(f"{len(rows) - len(alone)} of {len(rows)} Chinese persons share a key with their Russian name")
    assert len(rows) >= 100
    assert len(alone) <= len(rows) // 10
    assert set(CHINESE_BY_OTHER_SYSTEMS) == alone


def test_places_of_the_authority_meet_their_russian_names(authority: Authority) -> None:
    """Of the certain places whose Russian name reads as Chinese, the most share a key; the others are foreign words."""
    rows = []
    for entry in authority.of(Kind.PLACE):
        chinese = {
            form
            for name in entry.names
            if name.lang == "zh"
            for form in (name.text, name.text.rstrip("省县市区"))
        }
        rows += [
            any(share_key(form, "zh", name.text, "ru") for form in chinese)
            for name in entry.names
            if (name.lang, name.type, entry.certainty) == ("ru", "preferred", "certain")
            and palladius.to_pinyin(name.text)
        ]  # fmt: skip

    print(f"{sum(rows)} of {len(rows)} places share a key with their Russian name")
    assert len(rows) >= 50
    assert sum(rows) >= 0.8 * len(rows)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=20), st.sampled_from(["zh", "ru", "ja", "en", ""]))
def test_any_text_has_keys_of_known_kinds(text: str, lang: str) -> None:
    """Noise of a scan raises nothing."""
    assert {key.split(":")[0] for key in name_keys(text, lang)} <= {"han", "py", "cy", "ro", "la"}


@settings(deadline=None, max_examples=300)
@given(
    st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяѣ -'", max_size=30),
    st.text("abcdefghijklmnopqrstuvwxyzü -'", max_size=30),
)
def test_letters_in_any_order_raise_nothing(russian: str, latin: str) -> None:
    """Long runs of letters end soon, too: the number of readings is bounded."""
    assert (
        max(
            len(palladius.to_pinyin(russian)),
            len(pinyin.from_latin(latin)),
            len(kana.words_of_russian(russian)),
        )
        <= 8
    )


@settings(deadline=None, max_examples=200)
@given(st.text("".join(chr(code) for code in range(0x3041, 0x30FF)) + " ", max_size=12))
def test_kana_in_any_order_is_plain_romaji(text: str) -> None:
    """Stray small signs and repeat marks leave nothing but letters."""
    assert re.fullmatch("[a-z]*", "".join(kana.words_of_kana(text)))


@given(
    st.lists(
        st.sampled_from(
            "あいうえおかきくけこさしすせそたちつてとなにのはひふへほまみもやゆよらりろわがぎだでどばぶきしじん"
        ),
        min_size=3,
        max_size=6,
    )
)
def test_kana_and_its_russian_spelling_meet(signs: list[str]) -> None:
    """What Polivanov's rules make of a name in kana is found by the kana again."""
    name = "".join(signs)

    russian = kana.to_russian(name)

    assert len(kana.romaji_key(kana.words_of_kana(name))) < 3 or share_key(name, "ja", russian, "ru"), russian


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("an" * 900, {"la"}), ("ао-" * 400, {"cy"}), ("ио" * 900, {"cy"}), ("na" * 40 + "x", {"la"}),
        ("杨" * 9000, {"han"}), ("yi-" * 30 + "yi", {"la"}), ("яо" * 12, {"cy"}),
    ],
)  # fmt: skip
def test_a_long_line_is_no_name(text: str, kinds: set[str]) -> None:
    """A line of syllables keeps its written key and is not cut in all possible ways."""
    assert kinds == {key.split(":")[0] for key in name_keys(text, "en")} - {"ro"}


def test_ten_thousand_names_take_about_a_second() -> None:
    """An index of all names of an archive is made while one waits; the bound is loose, for slow machines."""
    name_keys("杨靖宇"), name_keys("Ян Цзинъюй"), name_keys("Yang Ching-yü")
    surnames = "Ян Чжоу Ли Чжао Фэн Вэй Ван Чэнь Ся Се".split()
    ends = (
        "цзин юй бао чжун линь шань чжи сань мин хуа дэ тай юнь гуан пин сян цзе вэнь бин чунь фу гуй".split()
    )
    names = [
        f"{surname} {first.capitalize()}{second}" for surname, first, second in product(surnames, ends, ends)
    ]
    names += [
        f"{a}{b}{c}"
        for a, b, c in product("杨周李赵冯魏王陈夏谢", "靖保兆尚仲拯德翰云文一志", "宇中麟志云民泰章杰东曼")
    ]
    names = (names * 2)[:10_000]
    started = time.process_time()

    found = [name_keys.__wrapped__(name) for name in names]

    assert time.process_time() - started < 5
    assert all(found)
