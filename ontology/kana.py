"""Japanese names by their sound: kana, Latin letters and Polivanov's Russian letters meet in one romaji key.

The key is Hepburn romaji in which everything is made equal that writers leave out: long vowels are short
(ō, ou, oo, oh, ー), n stands before every lip sound, syllables are not parted (Shin'ichi, Shinichi), v is b.
So 小野 Ono and 大野 Ōno share a key: equal romaji means that two names may be one, never that they are.
Characters have no key here, for only a dictionary of persons knows how to read them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice, product

from ontology.palladius import plain_russian

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ",
    "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}  # fmt: skip
_IRREGULAR = {
    "し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu", "ゔ": "bu", "や": "ya",
    "ゆ": "yu", "よ": "yo", "わ": "wa", "ゐ": "i", "ゑ": "e", "を": "o", "ん": "n",
}  # fmt: skip
_SYLLABARY: Mapping[str, str] = {
    sign: consonant + vowel
    for consonant, signs in _ROWS.items()
    for sign, vowel in zip(signs, "aiueo", strict=True)
} | _IRREGULAR
_SMALL = {
    "ぁ": "a",
    "ぃ": "i",
    "ぅ": "u",
    "ぇ": "e",
    "ぉ": "o",
    "ゃ": "ya",
    "ゅ": "yu",
    "ょ": "yo",
    "ゎ": "wa",
}
_WITH_SIGN = {"ヷ": "ば", "ヸ": "び", "ヹ": "べ", "ヺ": "ぼ", "ヵ": "か", "ヶ": "が", "ゕ": "か", "ゖ": "が"}
_VOICED = dict(
    zip("かきくけこさしすせそたちつてとはひふへほ", "がぎぐげござじずぜぞだぢづでどばびぶべぼ", strict=True)
)
_KANA = re.compile(r"[ぁ-ゖゝゞァ-ヺー-ヾ・=\s]*[ぁ-ゖァ-ヺ][ぁ-ゖゝゞァ-ヺー-ヾ・=\s]*")
_BREAKS = re.compile(r"[\s・=]+")

# Polivanov's syllables; the vowel i stands as й after another vowel.
_POLIVANOV: Mapping[str, str] = {
    russian: romaji
    for row, sounds in (
        ("а и у э о", "a i u e o"), ("ка ки ку кэ ко", "ka ki ku ke ko"), ("са си су сэ со", "sa shi su se so"),
        ("та ти цу тэ то", "ta chi tsu te to"), ("на ни ну нэ но", "na ni nu ne no"),
        ("ха хи фу хэ хо", "ha hi fu he ho"), ("ма ми му мэ мо", "ma mi mu me mo"), ("я ю ё", "ya yu yo"),
        ("ра ри ру рэ ро", "ra ri ru re ro"), ("ва", "wa"), ("га ги гу гэ го", "ga gi gu ge go"),
        ("дза дзи дзу дзэ дзо", "za ji zu ze zo"), ("да дэ до", "da de do"), ("ба би бу бэ бо", "ba bi bu be bo"),
        ("па пи пу пэ по", "pa pi pu pe po"), ("кя кю кё", "kya kyu kyo"), ("ся сю сё", "sha shu sho"),
        ("тя тю тё", "cha chu cho"), ("ня ню нё", "nya nyu nyo"), ("хя хю хё", "hya hyu hyo"),
        ("мя мю мё", "mya myu myo"), ("ря рю рё", "rya ryu ryo"), ("гя гю гё", "gya gyu gyo"),
        ("дзя дзю дзё", "ja ju jo"), ("бя бю бё", "bya byu byo"), ("пя пю пё", "pya pyu pyo"),
    )
    for russian, romaji in zip(row.split(), sounds.split(), strict=True)
}  # fmt: skip
_FROM_ROMAJI = {romaji: russian for russian, romaji in _POLIVANOV.items()}
# Other systems and loose hands, in Latin and in Russian letters.
_KUNREI = {
    "si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu", "zi": "ji", "di": "ji", "du": "zu", "dzu": "zu", "wo": "o",
    "sya": "sha", "syu": "shu", "syo": "sho", "tya": "cha", "tyu": "chu", "tyo": "cho", "zya": "ja", "zyu": "ju",
    "zyo": "jo", "jya": "ja", "jyu": "ju", "jyo": "jo", "ye": "e", "wi": "i", "we": "e",
}  # fmt: skip
_LOOSE_RUSSIAN = {
    "ши": "shi", "чи": "chi", "джи": "ji", "дзио": "jo", "сио": "sho", "тио": "cho", "кио": "kyo", "рио": "ryo",
    "хио": "hyo", "нио": "nyo", "мио": "myo", "гио": "gyo", "био": "byo", "ио": "yo", "йо": "yo", "йа": "ya",
    "во": "o",
}  # fmt: skip
_LONGEST_WORD = 24
_SPACES = re.compile(r"[-,\s]+")
_HYPHENS = re.compile(r"[-‐‑–]")
_MARKS = re.compile(r"['’‘ʼʻ`\u0300-\u036f]")
_LONG = re.compile(r"o[ou]+|uu+")
_LONG_H = re.compile(r"(?<=o)h(?![aiueoy])")  # Satoh, Ohno
_LIP_NASAL = re.compile(r"m(?=[bmp])")
_MOST = 8


def is_kana(text: str) -> bool:
    """Whether a text is in hiragana or katakana alone."""
    return bool(_KANA.fullmatch(unicodedata.normalize("NFKC", text)))


@lru_cache(maxsize=1 << 14)
def words_of_kana(text: str) -> tuple[str, ...]:
    """The words of a name in kana as plain romaji, long vowels as written: どいはら けんじ; empty for other text."""
    plain = unicodedata.normalize("NFKC", text)
    if not _KANA.fullmatch(plain):
        return ()
    return tuple(filter(None, (_romaji(_hiragana(word)) for word in _BREAKS.split(plain))))


def _hiragana(word: str) -> str:
    """One syllabary instead of two, repeat signs spelled out."""
    made = ""
    for sign in word:
        sign = _WITH_SIGN.get(sign, sign)
        sign = chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヴ" or sign in "ヽヾ" else sign
        if sign in "ゝゞ":
            last = made[-1:]
            sign = _VOICED.get(last, last) if sign == "ゞ" else last
        made += sign
    return made


def _romaji(word: str) -> str:
    made, doubled = "", False
    for sign in word:
        if sign in _SMALL:
            made = _with_small(made, _SMALL[sign])
        elif sign == "っ":
            doubled = True
        elif sign in _SYLLABARY:
            sound = _SYLLABARY[sign]
            made += (_doubling(sound) if doubled else "") + sound
            doubled = False
    return made


def _doubling(sound: str) -> str:
    return "" if sound[0] in "aiueon" else "t" if sound.startswith("ch") else sound[0]


def _with_small(made: str, small: str) -> str:
    """Kya from ki and a small ya, sha from shi, ti from te and a small i."""
    stem = made[:-1] if made[-1:] in tuple("aiueo") else made
    if stem.endswith(("sh", "ch", "j")) and small[0] == "y":
        return stem + small[1:]
    if not stem or stem[-1] in "aiueon":  # ウィ, イェ: a glide of its own
        glide = {"u": "w", "i": "y"}.get(made[-1:], "")
        return stem + glide + small if small[0] not in "yw" else made + small
    return stem + small


def words_of_romaji(text: str) -> tuple[str, ...]:
    """The words of a Japanese name in Latin letters in plain Hepburn; empty for other words (Yang)."""
    small = unicodedata.normalize("NFD", text.casefold())
    words = _MARKS.sub("", _SPACES.sub(" ", small)).split()
    found = [_hepburn(word) for word in words]
    return tuple(found) if found and all(found) else ()


@lru_cache(maxsize=1 << 14)
def _hepburn(word: str) -> str:
    word = _LONG_H.sub("", word)
    tokens = _tokens(word)
    return "".join(map(_token, tokens)) if "".join(tokens) == word else ""


def _tokens(word: str) -> list[str]:
    return [found.group() for found in _one_token().finditer(word)]


def _token(token: str) -> str:
    return _KUNREI.get(token, token)


@cache
def _one_token() -> re.Pattern[str]:
    known = set(_SYLLABARY.values()) | set(_POLIVANOV.values()) | set(_KUNREI)
    known |= {"va", "vi", "vu", "ve", "vo", "fa", "fi", "fe", "fo", "che", "she", "je"}
    syllables = sorted(known - {"n"}, key=lambda sound: (-len(sound), sound))
    return re.compile(rf"{'|'.join(syllables)}|n|m(?=[bmp])|([kstpgdbz])(?=\1)|t(?=ch)|c(?=ch)")


@lru_cache(maxsize=1 << 14)
def words_of_russian(russian: str) -> tuple[tuple[str, ...], ...]:
    """The readings of a Japanese name in Russian letters, word by word, the regular one first.

    Takes Polivanov's system and the usual departures (Тодзио, Токио, ши, е for э and for ё). Empty for words
    that are no Japanese names (Молотов, Хабаровск).
    """
    words = _HYPHENS.sub(" ", plain_russian(russian)).split()
    options = (
        [_polivanov(word) for word in words]
        if 1 <= len(words) <= 3 and max(map(len, words)) <= _LONGEST_WORD
        else []
    )
    return tuple(islice(product(*options), _MOST)) if options and all(options) else ()


@lru_cache(maxsize=1 << 14)
def _polivanov(word: str) -> tuple[str, ...]:
    if not word:
        return ("",)
    found: list[str] = []
    for size in range(min(4, len(word)), 0, -1):
        for sound in _russian_sounds().get(word[:size], ()):
            found += [sound + rest for rest in _polivanov(word[size:])]
    found += _odd_start(word)
    return tuple(dict.fromkeys(found))[:_MOST]


def _odd_start(word: str) -> list[str]:
    """A final or nasal sound, a doubled one, and й as the second part of a vowel."""
    rest, after = word[1:], word[1:2]
    if word[0] == "н" and (not rest or after not in "аиуэоеяюё"):
        return ["n" + more for more in _polivanov(rest.removeprefix("ъ"))]
    if word[0] == "м" and after and after in "бмп":
        return ["n" + more for more in _polivanov(rest)]
    if word[0] == "й" and after not in tuple("аоуэ"):
        return ["i" + more for more in _polivanov(rest)]
    if word[:2] == "тц" or (word[0] == after and after in "ксптц"):
        return [_doubling(more) + more for more in _polivanov(rest) if more[0] not in "aiueon"]
    return []


@cache
def _russian_sounds() -> Mapping[str, tuple[str, ...]]:
    """Russian spellings with the sounds they may mean: the system, е for э, other habits, ё without its dots."""
    found: dict[str, list[str]] = {}
    exact = tuple(_POLIVANOV.items())
    loose = [(russian.replace("э", "е"), romaji) for russian, romaji in exact]
    undotted = [(russian.replace("ё", "е"), romaji) for russian, romaji in exact]
    for russian, romaji in (*exact, *loose, *_LOOSE_RUSSIAN.items(), *undotted):
        found.setdefault(russian, []).append(romaji)
    return {russian: tuple(dict.fromkeys(sounds)) for russian, sounds in found.items()}


def to_russian(name: str) -> str:
    """A name in kana or romaji in Polivanov's Russian letters: Doihara Kenji as Доихара Кэндзи; else empty."""
    words = words_of_kana(name) or words_of_romaji(name)
    return " ".join(_to_polivanov(_long_vowels_short(word)).capitalize() for word in words)


def _to_polivanov(word: str) -> str:
    made = ""
    sounds = [_token(token) for token in _tokens(word)]
    for sound, following in zip(sounds, [*sounds[1:], ""], strict=True):
        if sound == "i" and made[-1:] in tuple("аоуэ") and following[:1] not in tuple("aiueo"):
            made += "й"
        elif sound == "n":
            made += "н"
        else:
            russian = _FROM_ROMAJI.get(sound) or {"t": "т", "c": "т", "m": "м"}.get(sound, "")
            made += ("ъ" if made.endswith("н") and russian[:1] in tuple("аиуэояюё") else "") + russian
    return re.sub("н(?=[бмп])", "м", made)


def _long_vowels_short(word: str) -> str:
    return _LONG.sub(lambda found: found.group()[0], word)


def romaji_key(words: tuple[str, ...]) -> str:
    """The key of a Japanese name: its words run together, long vowels short, every lip nasal n, v as b."""
    joined = _long_vowels_short("".join(words).replace("v", "b"))
    return _LIP_NASAL.sub("n", joined.replace("cch", "tch"))
