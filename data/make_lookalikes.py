"""Lists the characters that look alike, as a scanner sees them; run by hand: `python data/make_lookalikes.py`.

Every character of GB 2312 is drawn in the app's own font, blurred and compared with every other. What is written,
extraction/link/lookalikes.txt, has one character a line with those most like it, the likest first. Needs pillow,
numpy and fonttools with brotli (extra [dev]).
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parent.parent
FONT = ROOT / "app" / "static" / "fonts" / "NotoSansSC-Regular.woff2"
TARGET = ROOT / "extraction" / "link" / "lookalikes.txt"
SIDE, BLUR = 48, 2.0
ALIKE_FROM = 0.8
MOST = 20


def characters() -> list[str]:
    """The Chinese characters of GB 2312."""
    return [
        bytes([lead, trail]).decode("gb2312")
        for lead in range(0xB0, 0xF8)
        for trail in range(0xA1, 0xFF)
        if not (lead == 0xD7 and trail > 0xF9)
    ]


def drawn(signs: list[str]) -> np.ndarray:
    """The characters as rows of blurred pixels of mean 0 and length 1."""
    file = io.BytesIO()
    font = TTFont(FONT)
    font.flavor = None
    font.save(file)
    file.seek(0)
    face = ImageFont.truetype(file, SIDE)
    rows = []
    for sign in signs:
        image = Image.new("L", (SIDE + 8, SIDE + 8))
        ImageDraw.Draw(image).text((SIDE // 2 + 4, SIDE // 2 + 4), sign, font=face, fill=255, anchor="mm")
        small = image.filter(ImageFilter.GaussianBlur(BLUR)).resize((28, 28))
        row = np.asarray(small, dtype=np.float32).ravel()
        rows.append(row - row.mean())
    found = np.stack(rows)
    lengths: np.ndarray = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / lengths)


def main() -> None:
    """Draw, compare and write."""
    signs = characters()
    pictures = drawn(signs)
    lines = []
    for place, sign in enumerate(signs):
        likeness = pictures @ pictures[place]
        order = [n for n in np.argsort(-likeness, kind="stable")[: MOST + 1] if n != place]
        alike = "".join(signs[n] for n in order if likeness[n] >= ALIKE_FROM)
        if alike:
            lines.append(sign + alike)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
