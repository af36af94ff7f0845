"""Dates as archives write them, and what they mean."""

from __future__ import annotations

import csv
import warnings
from datetime import date
from pathlib import Path

import pytest
import sxtwl
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.dates import edtf_bounds, find_dates, parse_date
from ontology.records import DateValue

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

GOLDEN = Path(__file__).parents[1] / "golden" / "dates"
Case = tuple[str, str, str, str]


def cases() -> list[Case]:
    """Every row of the golden tables: language, text, day of writing, the dates that stand in the text.

    Tables named after a language hold that language; the others are by calendar and name the language.
    """
    rows = []
    for file in sorted(GOLDEN.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as table:
            rows += [
                (row.get("lang") or file.stem, row["text"], row["anchor"], row["dates"])
                for row in csv.DictReader(table)
            ]
    return rows


def anchored(edtf: str) -> DateValue | None:
    """The day of writing of a golden row."""
    return parse_date(edtf) if edtf else None


@pytest.mark.parametrize(("lang", "text", "anchor", "dates"), cases())
def test_golden_dates(lang: str, text: str, anchor: str, dates: str) -> None:
    """Each row names the dates of its text, no more and no fewer."""
    expected = [tuple(part.rsplit("=", 1)) for part in dates.split(";") if part]

    found = find_dates(text, lang=lang, anchor=anchored(anchor))

    assert expected == [(text[start:end], value.edtf) for start, end, value in found]


def test_the_golden_tables_are_not_thin() -> None:
    """Three languages, and enough rows that a rule cannot be lost unnoticed."""
    assert len(cases()) >= 400
    assert {"zh", "ru", "ja"} == {lang for lang, *_ in cases()}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "edtf", sorted({part.rsplit("=")[-1] for *_, dates in cases() for part in dates.split(";")} - {""})
)
def test_what_we_write_is_edtf(edtf: str) -> None:
    """Another program can read every date that we write."""
    assert parse_edtf(edtf)


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "一二三十〇元年月日初闰正冬至—前后同次翌年民国光绪昭和康德甲子农历上中下旬世纪代春夏1936289./()（）から"
        ),
        st.sampled_from("годмаяю иснтябрь.()/1936– стXIв"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


@settings(deadline=None)
@given(
    TEXTS,
    st.sampled_from(["zh", "ru", "ja", "und"]),
    st.sampled_from(["", "1931", "1936-02", "9999-12-31", "1700-01-01"]),
)
def test_any_text_can_be_read(text: str, lang: str, anchor: str) -> None:
    """No text breaks the engine; spans are in order and apart, and bounds are the right way round."""
    found = find_dates(text, lang=lang, anchor=anchored(anchor))

    edges = [edge for start, end, _ in found for edge in (start, end)]
    assert edges == sorted(edges)
    assert all(start < end <= len(text) for start, end, _ in found)
    for start, end, value in found:
        assert text[start:end] == value.raw
        assert not (value.lo and value.hi) or value.lo <= value.hi
        assert bool(value.edtf) == bool(value.lo or value.hi)


@settings(deadline=None)
@given(TEXTS)
def test_any_field_can_be_parsed(text: str) -> None:
    """Whatever stands in a catalogue, the field is kept as written."""
    assert text == parse_date(text).raw


@pytest.mark.parametrize(
    ("edtf", "bounds"),
    [
        ("1936", (19360101, 19361231)), ("1936-02", (19360201, 19360229)), ("1936-02-20", (19360220, 19360220)),
        ("193X", (19300101, 19391231)), ("18XX", (18000101, 18991231)), ("1936-XX", (19360101, 19361231)),
        ("1936-02-XX", (19360201, 19360229)), ("1936~", (19360101, 19361231)), ("1936-02?", (19360201, 19360229)),
        ("1936-21", (19360301, 19360531)), ("1936-24", (19361201, 19370228)), ("1931/1945", (19310101, 19451231)),
        ("1931-09-18/1945-08", (19310918, 19450831)), ("1949/..", (19490101, 0)), ("../1931", (0, 19311231)),
        ("1949/", (19490101, 0)), ("[1894,1954]", (18940101, 19541231)), ("[1908-01-05,1910]", (19080105, 19101231)),
        ("{1931..1933}", (19310101, 19331231)), ("[..1931]", (0, 19311231)), ("1932-03~/1934-02-28", (19320301, 19340228)),
        ("XXXX", (0, 0)), ("", (0, 0)), ("..", (0, 0)), ("1936-02-30", (0, 0)), ("1936-13", (0, 0)), ("nonsense", (0, 0)),
    ],
)  # fmt: skip
def test_bounds(edtf: str, bounds: tuple[int, int]) -> None:
    """Every expression sorts by its first and last day; 0 where it is open."""
    assert bounds == edtf_bounds(edtf)


@pytest.mark.parametrize(
    ("field", "edtf"),
    [
        ("民国二十五年二月二十日", "1936-02-20"), ("19360220", "1936-02-20"), ("19360200", "1936-02"), ("19360000", "1936"),
        ("1936-02-20", "1936-02-20"), ("1936.2.20", "1936-02-20"), ("1936", "1936"), ("[1936年2月]", "1936-02"),
        ("1936年2月—5月", "1936-02/1936-05"), ("1936~", "1936~"), ("1931/1945", "1931/1945"), ("康德三年", "1936"),
        ("1 мая 1936 г.", "1936-05-01"), ("不详", ""), ("", ""), ("19361301", ""), ("1936年2月、1938年3月", ""),
    ],
)  # fmt: skip
def test_catalogue_fields(field: str, edtf: str) -> None:
    """A catalogue writes dates as words, figures or EDTF; what is unclear stays empty."""
    assert edtf == parse_date(field).edtf


def test_an_unclear_field_keeps_its_readings() -> None:
    """Two dates in one field are not guessed between."""
    value = parse_date("1936年2月、1938年3月")

    assert (("1936-02", "1938-03"), "uncertain") == (value.readings, value.certainty)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("1936年2月上旬", (19360201, 19360210)), ("1936年2月中旬", (19360211, 19360220)),
        ("1936年2月下旬", (19360221, 19360229)), ("1936年2月上旬至4月下旬", (19360201, 19360430)),
    ],
)  # fmt: skip
def test_thirds_of_a_month_have_narrow_bounds(text: str, bounds: tuple[int, int]) -> None:
    """上旬 is written as the month and sorts as its first ten days."""
    value = parse_date(text)

    assert bounds == (value.lo, value.hi)


@pytest.mark.parametrize(
    ("text", "lang", "calendar"),
    [
        ("1936年", "zh", "gregorian"), ("康德三年", "zh", "era"), ("光绪二十二年", "zh", "era"),
        ("光绪二十二年四月二十二日", "zh", "chinese_lunisolar"), ("除夕", "zh", "unknown"), ("甲午年", "zh", "chinese_lunisolar"),
        ("епархия, 5 мая 1923 г.", "ru", "unknown"), ("民国四年旧历五月初五日", "zh", "chinese_lunisolar"), ("光绪二十二年四月", "zh", "chinese_lunisolar"),
        ("16 мая 1858 г.", "ru", "julian"), ("16 (28) мая 1858 г.", "ru", "mixed"), ("1 мая 1936 г.", "ru", "gregorian"),
    ],
)  # fmt: skip
def test_the_calendar_is_kept(text: str, lang: str, calendar: str) -> None:
    """A reader can see in which calendar a date was written."""
    assert calendar == parse_date(text, lang=lang).calendar


def test_double_dates_that_disagree_are_uncertain() -> None:
    """16 (29) мая 1858: one of the two is wrong, so the New Style one is marked."""
    value = parse_date("16 (29) мая 1858 г.", lang="ru")

    assert ("1858-05-29", "uncertain") == (value.edtf, value.certainty)


@pytest.mark.parametrize(
    ("text", "lang", "readings"),
    [
        ("甲午年", "zh", ("1894", "1954")), ("епархия, 5 мая 1923 г.", "ru", ("1923-05-05", "1923-05-18")),
        ("16 (29) мая 1858 г.", "ru", ("1858-05-28", "1858-05-29")), ("1936年", "zh", ()), ("16 (28) мая 1858 г.", "ru", ()),
    ],
)  # fmt: skip
def test_two_readings_are_kept(text: str, lang: str, readings: tuple[str, ...]) -> None:
    """Where more than one reading is left, the curator sees all of them."""
    assert readings == parse_date(text, lang=lang).readings


def test_a_span_of_days_in_either_style_is_two_spans() -> None:
    """A church paper's с 1 по 5 мая 1923 г. has no one EDTF, but two readings."""
    value = find_dates("епархия: с 1 по 5 мая 1923 г.", lang="ru")[0][2]

    assert ("", ("1923-05-01/1923-05-05", "1923-05-14/1923-05-18")) == (value.edtf, value.readings)


def test_japanese_lines_of_a_chinese_record_are_read_as_japanese() -> None:
    """昨年 and 先月 are Japanese words; the line tells the language."""
    text = "1936年2月20日\n昨年九月には先月の\n去年九月"

    found = find_dates(text, lang="zh", anchor=parse_date("1936-02-20"))

    assert ["1936-02-20", "1935-09", "1936-01", "1935-09"] == [value.edtf for _, _, value in found]


def test_words_such_as_last_year_do_not_drift() -> None:
    """去年 twice under one dateline is the same year, however many dates stand between."""
    text = "民国二十一年二月二十日讯\n去年九月十八日事起。去年十一月四日又战。今年一月成军。上月二十七日。"

    found = find_dates(text, lang="zh")

    assert ["1932-02-20", "1931-09-18", "1931-11-04", "1932-01", "1932-01-27"] == [
        value.edtf for _, _, value in found
    ]


_NUMERALS = "〇一二三四五六七八九"


def in_characters(number: int) -> str:
    """A number up to 99 with its tens spoken: 二十五."""
    tens, ones = divmod(number, 10)
    spoken = ("" if tens < 2 else _NUMERALS[tens]) + ("十" if tens else "")
    return spoken + (_NUMERALS[ones] if ones or not tens else "")


@settings(deadline=None)
@given(st.dates(min_value=date(1919, 1, 1), max_value=date(1971, 12, 31)))
def test_a_day_written_in_any_way_is_read_back(day: date) -> None:
    """Eleven ways to write one day mean that day."""
    digits = "".join(_NUMERALS[int(figure)] for figure in str(day.year))
    month, number = in_characters(day.month), in_characters(day.day)
    genitive = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
    roman = "I II III IV V VI VII VIII IX X XI XII".split()[day.month - 1]
    written = [
        ("zh", f"{day.year}年{day.month}月{day.day}日"), ("zh", f"{digits}年{month}月{number}日"),
        ("zh", f"民国{in_characters(day.year - 1911) if day.year > 1912 else '元'}年{month}月{number}日"),
        ("zh", f"{day.year}.{day.month}.{day.day}"), ("zh", day.isoformat()),
        ("ja", f"{day.year}年{day.month}月{day.day}日"), ("ja", f"{digits}年{month}月{number}日午前十時"),
        ("ru", f"{day.day} {genitive[day.month - 1]} {day.year} г."), ("ru", f"{day.day:02d}.{day.month:02d}.{day.year}"),
        ("ru", f"{day.day}.{roman}.{day.year}"), ("ru", f"{day.day}/{roman}-{day.year} г."),
    ]  # fmt: skip

    read = {parse_date(text, lang=lang).edtf for lang, text in written}

    assert {day.isoformat()} == read


@settings(deadline=None)
@given(st.integers(1851, 1908), st.integers(1, 12), st.integers(1, 29))
def test_a_lunar_day_of_a_reign_is_read_back(year: int, month: int, day: int) -> None:
    """A day of the Chinese calendar means the day that another almanac gives it."""
    name, first = next(
        (name, start) for name, start in (("光绪", 1875), ("同治", 1862), ("咸丰", 1851)) if start <= year
    )
    text = f"{name}{in_characters(year - first + 1) if year > first else '元'}年{in_characters(month)}月{in_characters(day)}日"
    other = sxtwl.fromLunar(year, month, day)

    value = parse_date(text)

    assert date(other.getSolarYear(), other.getSolarMonth(), other.getSolarDay()).isoformat() == value.edtf


def test_dates_are_found_at_reading_speed() -> None:
    """A long text with many half-dates (一, 日, 上, 同) takes time in proportion to its length."""
    text = "第一日上午同志们一一到达，是年一月，上下同心，一九三一年的一切。" * 2000

    found = find_dates(text, lang="zh")

    assert 4000 == len(found)
