"""Reign titles and eras: which Gregorian year bears a number, and whether its days are lunar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A way to number years: year 1, how many years are believed, and how its days are counted."""

    name: str  # as the fold writes it
    first_year: int
    years: int
    lunar_until: int = 0  # last Gregorian year whose months and days are lunar

    def year(self, number: int) -> int | None:
        """The Gregorian year of a year of this era, or nothing where the era had no such year."""
        return self.first_year + number - 1 if 1 <= number <= self.years else None

    def is_lunar(self, year: int) -> bool:
        """Whether months and days of this year are those of the Chinese calendar."""
        return year <= self.lunar_until


# Years one past the last are believed: a telegram may be dated before the news of a new era arrives.
ERAS = {
    era.name: era
    for era in (
        Era(name="永乐", first_year=1403, years=22, lunar_until=1425),
        Era(name="宣德", first_year=1426, years=10, lunar_until=1435),
        Era(name="万历", first_year=1573, years=48, lunar_until=1620),
        Era(name="天命", first_year=1616, years=11, lunar_until=1626),
        Era(name="天聪", first_year=1627, years=10, lunar_until=1636),
        Era(name="崇祯", first_year=1628, years=17, lunar_until=1644),
        Era(name="崇德", first_year=1636, years=8, lunar_until=1644),
        Era(name="顺治", first_year=1644, years=18, lunar_until=1662),
        Era(name="康熙", first_year=1662, years=61, lunar_until=1723),
        Era(name="雍正", first_year=1723, years=13, lunar_until=1736),
        Era(name="干隆", first_year=1736, years=60, lunar_until=1796),  # 乾隆 as folded
        Era(name="嘉庆", first_year=1796, years=25, lunar_until=1821),
        Era(name="道光", first_year=1821, years=31, lunar_until=1851),
        Era(name="咸丰", first_year=1851, years=12, lunar_until=1862),
        Era(name="同治", first_year=1862, years=14, lunar_until=1875),
        Era(name="光绪", first_year=1875, years=35, lunar_until=1909),
        Era(name="宣统", first_year=1909, years=4, lunar_until=1912),
        Era(name="民国", first_year=1912, years=60),
        Era(name="洪宪", first_year=1916, years=1),
        Era(name="大同", first_year=1932, years=3),
        Era(name="康德", first_year=1934, years=13),
        Era(name="嘉永", first_year=1848, years=7, lunar_until=1854),
        Era(name="安政", first_year=1854, years=7, lunar_until=1860),
        Era(name="文久", first_year=1861, years=4, lunar_until=1864),
        Era(name="庆应", first_year=1865, years=4, lunar_until=1868),
        Era(name="明治", first_year=1868, years=45, lunar_until=1872),
        Era(name="大正", first_year=1912, years=15),
        Era(name="昭和", first_year=1926, years=64),
    )
}
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
FIRST_CYCLICAL, LAST_CYCLICAL = 1850, 1980
"""Between these years a cyclical year without context is looked for."""


def cyclical_years(name: str) -> tuple[int, ...]:
    """The years that bear a sexagenary name such as 甲午; none where the pair does not exist."""
    stem, branch = STEMS.index(name[0]), BRANCHES.index(name[1])
    return tuple(
        year
        for year in range(FIRST_CYCLICAL, LAST_CYCLICAL + 1)
        if (year - 4) % 10 == stem and (year - 4) % 12 == branch
    )
