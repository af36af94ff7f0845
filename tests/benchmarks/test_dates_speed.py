"""How fast dates are found: characters a second of wall clock, one process on one core."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ontology.dates import find_dates, parse_date

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "archive"
SIZE = 5_000_000
LEAST = 200_000
PASSAGES = {
    "zh": "民国二十五年二月二十日，各部会商。同年冬，部队转移至山里；次年正月初五，又有战斗。上月廿九日来信说，九月十八日夜十时许，"
    "铁路附近枪声不断，翌日晨五时城陷。光绪二十二年四月二十二日订约，闰五月换文。去岁中秋，粮食已尽；本月上旬方得补给。\n",
    "ru": "16 (28) мая 1858 г. был подписан договор. В том же году начались работы; на следующий день прибыл отряд. "
    "С 12 октября по 22 декабря 1929 г. шли бои, в ночь на 9 августа 1945 г. войска перешли границу.\n",
    "ja": "昭和六年九月十八日の夜、奉天郊外で爆発が起こった。翌十九日未明には城内に入った。同年十一月四日から十九日まで戦闘が続き、"
    "翌昭和七年二月五日にはハルビンに達した。昨年の秋以来、兵力は増えた。\n",
}


def _sample(language: Callable[[str], bool]) -> str:
    """The UTF-8 texts of the sample archive whose name says they are in a language."""
    files = [file for file in sorted(SAMPLE.glob("*.txt")) if language(file.stem)]
    texts = [file.read_bytes().decode("utf-8-sig", errors="ignore") for file in files]
    return "\n".join(text for text in texts if len(text) > 200)


def _is_russian(name: str) -> bool:
    return any("а" <= letter.lower() <= "я" for letter in name)


def _texts() -> dict[str, str]:
    """A text a language and the mix of all, each repeated to its full size."""
    chinese, russian = _sample(lambda name: not _is_russian(name)), _sample(_is_russian)
    bases = {
        "zh": PASSAGES["zh"] * 40 + chinese,
        "ru": PASSAGES["ru"] * 20 + russian,
        "ja": PASSAGES["ja"] * 20,
    }
    mix = "\n".join(bases.values())
    return {name: (base * (SIZE // len(base) + 1))[:SIZE] for name, base in {**bases, "mix": mix}.items()}


@pytest.mark.benchmark
@pytest.mark.parametrize("name", ["zh", "ru", "ja", "mix"])
def test_five_million_characters(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An archive of a thousand files is read in well under a minute a language."""
    text = _texts()[name]
    lang = "zh" if name == "mix" else name
    anchor = parse_date("1936-02-20")
    find_dates(text[:10_000], lang=lang, anchor=anchor)  # tables are built once a process

    begun, used = time.perf_counter(), time.process_time()
    found = find_dates(text, lang=lang, anchor=anchor)
    wall, cpu = time.perf_counter() - begun, time.process_time() - used

    with capsys.disabled():
        print(f"\n{name}: {len(found):,} dates, {SIZE / wall:,.0f} characters/s wall, {SIZE / cpu:,.0f} cpu")
    assert SIZE / wall >= LEAST
