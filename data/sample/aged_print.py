"""Pages that look like old prints: layout, horizontal or vertical, and ageing."""

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from sources import Source

WIDTH, HEIGHT, MARGIN = 1240, 1754, 130  # A4 at 150 dpi
TURNED = set("「」『』（）《》〈〉【】—…：～ー〜()")
RAISED = set("，。、．")
NO_LINE_START = set("，。、；：！？）」』》〉】…ー")
PAPER = (1.0, 0.965, 0.88)  # red, green and blue of a yellowed white
STEP = 5  # distance between the tones kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A line or column of print and where it stands on its page, in pixels."""

    text: str
    x: float
    y: float
    paragraph: int


class Fonts:
    """The fonts given, and which of them can print a text."""

    def __init__(self, paths: list[str]) -> None:
        """Read which characters each font has."""
        self.covers = {path: set(TTFont(path).getBestCmap()) for path in paths}

    def pick(self, text: str) -> str:
        """The first font that has every character."""
        wanted = {ord(c) for c in text if c.isprintable()}
        for path, covered in self.covers.items():
            if wanted <= covered:
                return path
        gaps = {p: "".join(chr(c) for c in sorted(wanted - c_)) for p, c_ in self.covers.items()}
        raise SystemExit(f"No font has every character; missing: {gaps}")


def wrap(line: str, measure: Callable[[str], float], width: float, indent: float) -> list[str]:
    """Break a paragraph; closing punctuation hangs rather than starting a line."""
    pieces, current, room = [], "", width - indent
    for char in line:
        if current and measure(current + char) > room and char not in NO_LINE_START:
            pieces.append(current)
            current, room = "", width
        current += char
    return [*pieces, current]


def lay_out(source: Source, font: ImageFont.FreeTypeFont, em: int) -> list[list[Placed]]:
    """Pages of placed lines, or of placed columns from right to left."""
    vertical = source.head["direction"] == "v"
    along = (HEIGHT if vertical else WIDTH) - 2 * MARGIN
    across = (WIDTH if vertical else HEIGHT) - 2 * MARGIN
    pitch = em * 1.75
    per_page = int(across // pitch)
    slots: list[tuple[int, float, str]] = []
    for number, line in enumerate(source.lines):
        indent = 2.0 * em if number and not line.startswith("【") else 0.0
        measure = (lambda text: len(text) * em) if vertical else font.getlength
        for index, piece in enumerate(wrap(line, measure, along, indent)):
            slots.append((number, 0.0 if index else indent, piece))
    pages = []
    for first in range(0, len(slots), per_page):
        page = []
        for row, (number, indent, piece) in enumerate(slots[first : first + per_page]):
            offset = row * pitch
            x = WIDTH - MARGIN - em - offset if vertical else MARGIN + indent
            y = MARGIN + indent if vertical else MARGIN + offset
            page.append(Placed(text=piece, x=x, y=y, paragraph=number))
        pages.append(page)
    return pages


def fit(source: Source, path: str, sizes: range) -> tuple[ImageFont.FreeTypeFont, list[list[Placed]]]:
    """The largest size at which the text stands on one page, or the smallest size."""
    for em in sizes:
        font = ImageFont.truetype(path, em, layout_engine=ImageFont.Layout.BASIC)
        pages = lay_out(source, font, em)
        if len(pages) == 1:
            break
    return font, pages


def draw_page(page: list[Placed], font: ImageFont.FreeTypeFont, *, vertical: bool) -> Image.Image:
    """Ink of one page: 255 where print is."""
    ink = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(ink)
    for placed in page:
        if not vertical:
            pen.text((placed.x, placed.y), placed.text, font=font, fill=255)
            continue
        for row, char in enumerate(placed.text):
            draw_upright(ink, char, font, (round(placed.x), round(placed.y + row * font.size)))
    return ink


def draw_upright(ink: Image.Image, char: str, font: ImageFont.FreeTypeFont, at: tuple[int, int]) -> None:
    """One character of vertical print: brackets turned, stops moved to the upper right."""
    em = int(font.size)
    cell = Image.new("L", (em * 2, em * 2), 0)
    ImageDraw.Draw(cell).text((em // 2, em // 2 + round(0.88 * em)), char, font=font, fill=255, anchor="ls")
    x, y = at[0] - em // 2, at[1] - em // 2
    if char in TURNED:
        cell = cell.rotate(-90, resample=Image.Resampling.BICUBIC)
    elif char in RAISED and (box := cell.getbbox()):
        x += em // 2 + round(0.98 * em) - box[2]
        y += em // 2 + round(0.06 * em) - box[1]
    ink.paste(255, (x, y), cell)


def cloud(rng: np.random.Generator, cells: int) -> np.ndarray:
    """Slow random variation over a page, between 0 and 1."""
    small = Image.fromarray((rng.random((cells + 2, cells)) * 255).astype(np.uint8))
    return np.asarray(small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC), dtype=float) / 255


def age(ink: Image.Image, rng: np.random.Generator, *, skew: float) -> Image.Image:
    """An old print from clean ink: uneven ink, paper tone, bleed-through, dust, skew, noise."""
    turned = ink.rotate(skew, resample=Image.Resampling.BICUBIC)
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.6)), dtype=float) / 255
    back = np.asarray(turned.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(
        ImageFilter.GaussianBlur(3)), dtype=float) / 255  # fmt: skip
    paper = 226 + 16 * cloud(rng, 5) - 10 * back * cloud(rng, 4)
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    edge = np.minimum.reduce([rows, HEIGHT - rows, columns, WIDTH - columns])
    paper -= 40 * np.exp(-edge / 35)
    strength = np.clip(0.74 + 0.32 * cloud(rng, 9) - 0.25 * (cloud(rng, 150) > 0.86), 0, 1)
    page = paper * (1 - soft * strength) + 38 * soft * strength
    page += rng.normal(0, 2.6, page.shape)
    for _ in range(60):
        y, x = rng.integers(HEIGHT - 4), rng.integers(WIDTH - 4)
        page[y : y + rng.integers(1, 4), x : x + rng.integers(1, 4)] -= rng.integers(40, 110)
    fold = rng.integers(HEIGHT // 3, HEIGHT // 2)
    page[fold : fold + 2] -= 7
    return Image.fromarray(np.clip(page, 0, 255).astype(np.uint8))


def tones() -> list[tuple[int, int, int]]:
    """The colours a scan may have, from black to yellowed white."""
    steps = [min(255, STEP * level) for level in range(255 // STEP + 1)]
    return [(round(v * PAPER[0]), round(v * PAPER[1]), round(v * PAPER[2])) for v in steps]


def colored(page: Image.Image) -> Image.Image:
    """The grey page in its few tones."""
    levels = np.minimum((np.asarray(page, dtype=int) + STEP // 2) // STEP, 255 // STEP)
    image = Image.fromarray(levels.astype(np.uint8), mode="P")
    image.putpalette([value for tone in tones() for value in tone])
    return image


def as_jpeg(page: Image.Image, quality: int) -> bytes:
    """The page as JPEG."""
    out = io.BytesIO()
    page.save(out, "JPEG", quality=quality, dpi=(150, 150))
    return out.getvalue()


def as_png(page: Image.Image) -> bytes:
    """The page as a PNG of few tones that once was a JPEG."""
    out = io.BytesIO()
    colored(Image.open(io.BytesIO(as_jpeg(page, 45)))).save(out, "PNG", optimize=True, dpi=(150, 150))
    return out.getvalue()


def scan(source: Source, fonts: Fonts, sizes: range, *, skewed: bool = True) -> Iterator[Image.Image]:
    """The aged pages of a source."""
    font, pages = fit(source, fonts.pick(source.text), sizes)
    vertical = source.head["direction"] == "v"
    for number, page in enumerate(pages):
        rng = np.random.default_rng(zlib.crc32(f"{source.head['ref']}/{number}".encode()))
        skew = round(float(rng.uniform(0.3, 0.9)) * (1 if rng.random() < 0.5 else -1), 2)
        yield age(draw_page(page, font, vertical=vertical), rng, skew=skew if skewed else 0.0)
