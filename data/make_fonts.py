"""Cuts the app's fonts out of the full ones; run by hand when the sample or the authority files gain characters.

Needs fonttools and brotli (extra [dev]) and the npm packages @expo-google-fonts/noto-sans-sc 0.4.3 and
@expo-google-fonts/noto-serif-sc 0.4.3 (SIL OFL 1.1), unpacked into one folder:
`python data/make_fonts.py FOLDER`. The Cyrillic faces are copied unchanged from @fontsource/noto-sans and
@fontsource/noto-serif 5.3.0, subsets cyrillic and cyrillic-ext: no Noto CJK font has ѣ ѳ ѵ і.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "app" / "static" / "fonts"
CUTS = {
    "NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.woff2",
    "NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.woff2",
    "NotoSerifSC_600SemiBold.ttf": "NotoSerifSC-SemiBold.woff2",
}
CHARSETS = (
    ("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)),
    ("big5", range(0xA1, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)]),
    ("euc_jp", range(0xA1, 0xF5), range(0xA1, 0xFF)),
)
RANGES = ((0x20, 0x7F), (0xA0, 0x180), (0x400, 0x530), (0x2010, 0x2060), (0x3000, 0x3100), (0xFF00, 0xFFF0))
OURS = ("data/sample/source/*.txt", "data/authority/*.csv", "data/gazetteer/*.csv", "app/text/*.yaml")


def characters() -> Iterator[str]:
    """GB 2312, Big5 level 1, JIS, Latin, Cyrillic, kana, and every character of our own texts."""
    for name, leads, trails in CHARSETS:
        for lead in leads:
            for trail in trails:
                try:
                    yield from bytes([lead, trail]).decode(name)
                except UnicodeDecodeError:
                    continue  # a gap of the character set
    for first, last in RANGES:
        yield from map(chr, range(first, last))
    for pattern in OURS:
        for path in ROOT.glob(pattern):
            yield from path.read_text(encoding="utf-8")


def cut(source: Path, target: Path) -> None:
    """Write the wanted characters of a font as woff2."""
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted({ord(char) for char in characters()}))
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def main(folder: Path) -> None:
    """Cut every font of `CUTS` that lies below a folder."""
    for name, target in CUTS.items():
        source = next(folder.rglob(name))
        cut(source, TARGET / target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
