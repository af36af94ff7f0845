"""The layers of a text: copies that are easier to read, each aligned to L0, the text as digitised.

rejoin → nfkc → kana-fix (scanned Japanese) → modern-ru (old spelling) → fold (Chinese characters).
Each layer goes on from the one before it and points straight to L0. The last one is the reading layer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from extraction.text.alignment import Edit, edited, untouched
from extraction.text.modern_russian import looks_old, modern_edits
from extraction.text.rejoin import breaks_to_join
from ontology.names import fold
from ontology.records import Lang, Layer

# Chinese punctuation stays Chinese: rules and models for Chinese are written with it.
_KEPT_PUNCTUATION = frozenset("，：；！？（）…‥～")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
_HIRAGANA = re.compile(r"[\u3041-\u3096]")
_KANJI_READ_FOR_KANA = dict(zip("二八卜夕又儿", "ニハトタスル", strict=True))
_BESIDE_NUMBERS = "一三四五六七九十百千万〇零第數数"
_COUNTED = "年月日時时分秒人名個箇个回号號條条圓円銭錢里町師旅聯連隊大中小軍路郎次等級班組组族重方"
_KANJI_FOR_KANA = re.compile(  # beside a number or a unit they are numbers; 又ハ is a word
    rf"(?<![{_BESIDE_NUMBERS}\d])(?:[二八卜夕儿]|又(?![ハ八]))(?![{_BESIDE_NUMBERS}\d{_COUNTED}])"
)


def layers_of(text: str, *, lang: Lang, script: str = "", scanned: bool = False) -> tuple[Layer, ...]:
    """The layers of a text, from the rejoined one to the reading layer; each goes on from the one before."""
    now = edited(untouched(text), breaks_to_join(text, lang))
    layers = [now.named("rejoin", *(["break"] if now.text != text else []))]
    for name, edits in _steps(lang, scanned):
        before = now
        now = edited(now, edits(now.text))
        layers.append(now.named(name, *([name] if now is not before else [])))
    if lang in ("zh", "ja") or (lang == "und" and script != "Cyrl"):
        folded = now.with_text(fold(now.text))
        layers.append(folded.named("fold", *(["fold"] if folded.text != now.text else [])))
    return tuple(layers)


def unfolded(layers: Sequence[Layer]) -> Layer:
    """The last layer whose characters are as they were written; as long as the reading layer."""
    return next((layer for layer in reversed(layers) if layer.name != "fold"), layers[-1])


def reading_layer(text: str, *, lang: Lang, script: str = "", scanned: bool = False) -> Layer:
    """The layer that rules and vocabularies read."""
    return layers_of(text, lang=lang, script=script, scanned=scanned)[-1]


def _steps(lang: Lang, scanned: bool) -> list[tuple[str, Callable[[str], Iterator[Edit]]]]:
    """What follows rejoining, in order: a name, and the edits of a text."""
    steps: list[tuple[str, Callable[[str], Iterator[Edit]]]] = [("nfkc", _nfkc_edits)]
    if lang == "ja" and scanned:
        steps.append(("kana-fix", _kana_edits))
    if lang == "ru":
        steps.append(("modern-ru", _modern_russian_edits))
    return steps


def _nfkc_edits(text: str) -> Iterator[Edit]:
    """Compatibility forms as plain ones: full-width letters, ligatures, letters with loose accents."""
    strange = sorted(set(_NOT_ASCII.findall(text)) - _KEPT_PUNCTUATION)
    changing = "".join(c for c in strange if unicodedata.normalize("NFKC", c) != c)
    joining = "".join(c for c in strange if _joins_the_one_before(c))
    if not (changing or joining):
        return
    alternatives = [rf"[^\n][{re.escape(joining)}]+"] if joining else []
    alternatives += [f"[{re.escape(changing)}]"] if changing else []
    for found in re.finditer("|".join(alternatives), text):
        plain = unicodedata.normalize("NFKC", found.group())
        if plain != found.group():
            yield found.start(), found.end(), plain


def _joins_the_one_before(character: str) -> bool:
    """Whether a character is a mark on the character before it."""
    first = unicodedata.normalize("NFKC", character)[0]
    return unicodedata.combining(first) > 0


def _kana_edits(text: str) -> Iterator[Edit]:
    """Characters read for katakana of the same shape, in a text whose kana are katakana."""
    katakana = len(_KATAKANA.findall(text))
    if katakana < 4 or katakana <= len(_HIRAGANA.findall(text)):
        return
    for found in _KANJI_FOR_KANA.finditer(text):
        yield found.start(), found.end(), _KANJI_READ_FOR_KANA[found.group()]


def _modern_russian_edits(text: str) -> Iterator[Edit]:
    """Modern spelling, where the text shows the old one."""
    if looks_old(text):
        yield from modern_edits(text)
