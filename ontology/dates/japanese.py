"""The relative words of Japanese dates, as the fold writes them."""

from __future__ import annotations

from ontology.dates.grammar import Words

JAPANESE = Words(
    told_years={"同年": 0, "当年": 0, "是年": 0, "该年": 0, "其年": 0, "翌年": 1, "次年": 1, "前年": -1},
    written_years={"本年": 0, "今年": 0, "去年": -1, "昨年": -1, "一昨年": -2, "来年": 1, "明年": 1},
    told_months={"同月": 0, "当月": 0, "翌月": 1, "次月": 1},
    written_months={"本月": 0, "今月": 0, "前月": -1, "先月": -1, "客月": -1, "来月": 1},
    told_days={
        "同日": 0,
        "当日": 0,
        "翌日": 1,
        "次日": 1,
        "当夜": 0,
        "当晩": 0,
        "当晚": 0,
        "同夜": 0,
        "翌朝": 1,
        "翌晩": 1,
        "翌晚": 1,
        "翌未明": 1,
    },
    written_days={
        "本日": 0,
        "今日": 0,
        "昨日": -1,
        "一昨日": -2,
        "明日": 1,
        "今朝": 0,
        "今晩": 0,
        "今晚": 0,
        "今夜": 0,
        "昨夜": -1,
        "昨晩": -1,
        "昨晚": -1,
        "今暁": 0,
        "今晓": 0,
    },
)
"""前年 is the year before the one told; in Chinese it is the year before last."""
