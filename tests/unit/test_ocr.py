"""The real engine on real scans of the sample archive."""

from __future__ import annotations

import io
import sys
from difflib import SequenceMatcher
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from extraction.read import OcrLine, RapidOcr
from extraction.read.deskew import Straight, skew_of
from ontology.errors import BadInput, MissingPart
from ontology.paths import data_folder

ARCHIVE = data_folder() / "sample" / "archive"


@pytest.fixture(scope="module")
def engine() -> RapidOcr:
    """The engine, loaded once."""
    return RapidOcr(threads=2)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, format="PNG")
    return out.getvalue()


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _likeness(read: str, expected: str) -> float:
    """The share of letters that agree."""
    return SequenceMatcher(None, _letters(read), _letters(expected), autojunk=False).ratio()


def _source(number: str) -> str:
    """What was printed on a scan of the sample."""
    (path,) = (ARCHIVE.parent / "source").glob(f"{number}-*.txt")
    return path.read_text("utf-8").split("\n---\n", 1)[1]


def _scan(number: str) -> Path:
    (path,) = ARCHIVE.glob(f"0{number}-*.png")
    return path


@pytest.mark.parametrize(
    ("number", "direction"),
    [("04", "h"), ("24", "v"), ("25", "v"), ("36", "h")],
    ids=["zh", "vert", "vert2", "ja"],
)
def test_scans_are_read_in_order(engine: RapidOcr, number: str, direction: str) -> None:
    """Horizontal and vertical, simplified, traditional and Japanese: letters and their order are right."""
    lines = engine.read(_scan(number).read_bytes())

    assert _likeness("".join(line.text for line in lines), _source(number)) > 0.98
    assert sum(line.direction == direction for line in lines) * 2 > len(lines)


def test_boxes_lie_on_the_original_picture(engine: RapidOcr) -> None:
    """A skewed page is straightened for reading; its boxes are those of the page as scanned."""
    with Image.open(_scan("04")) as page:
        top = page.convert("RGB").crop((0, 0, page.width, page.height // 3))
    skewed = top.rotate(2.0, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)

    lines = engine.read(_png(skewed))

    ink = np.asarray(skewed.convert("L")) < 128
    assert _likeness(lines[0].text, _source("04").split("\n")[0]) > 0.9
    for line in lines:
        left, upper, right, lower = line.box
        assert 0 <= left < right <= skewed.width
        assert 0 <= upper < lower <= skewed.height
        assert ink[upper:lower, left:right].any()


def test_every_character_has_its_box(engine: RapidOcr) -> None:
    """A name inside a line can be shown on the page."""
    with Image.open(_scan("36")) as page:
        top = page.convert("RGB").crop((0, 0, page.width, page.height // 4))

    lines = engine.read(_png(top))

    assert lines
    assert [len(line.char_boxes) for line in lines] == [len(line.text) for line in lines]


def test_a_blank_page_has_no_lines(engine: RapidOcr) -> None:
    """The engine answers None; we answer nothing."""
    assert engine.read(_png(Image.new("RGB", (400, 300), "white"))) == ()


def test_the_version_names_engine_and_size(engine: RapidOcr) -> None:
    """Results are kept by it: another page size is another reading."""
    assert engine.version.startswith("rapidocr 3.")
    assert "side 2000" in engine.version


def test_what_is_no_picture_is_bad_input(engine: RapidOcr) -> None:
    """Bytes that cannot be decoded."""
    with pytest.raises(BadInput, match="cannot be decoded"):
        engine.read(b"no picture")


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (200, 3)])
def test_scraps_do_not_stop_the_engine(engine: RapidOcr, size: tuple[int, int]) -> None:
    """A single pixel or a strip is answered with nothing or with a sentence."""
    scrap = _png(Image.new("RGB", size, "white"))

    if max(size) > 60 * min(size):
        with pytest.raises(BadInput, match="a strip of"):
            engine.read(scrap)
    else:
        assert engine.read(scrap) == ()


def test_senseless_settings_are_bad_input() -> None:
    """No threads, no reading."""
    with pytest.raises(BadInput, match="0 threads"):
        RapidOcr(threads=0)


def test_without_the_package_the_install_line_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """OCR is an optional part."""
    monkeypatch.setitem(sys.modules, "rapidocr", None)

    with pytest.raises(MissingPart, match=r"pip install 'dangmai\[ocr\]'"):
        RapidOcr()


def _striped(angle: float) -> np.ndarray:
    """A page of twenty black lines, turned."""
    page = Image.new("L", (800, 1000), 255)
    draw = ImageDraw.Draw(page)
    for row in range(20):
        draw.rectangle((100, 100 + 40 * row, 700, 118 + 40 * row), fill=0)
    return cv2.cvtColor(np.asarray(page.rotate(angle, fillcolor=255)), cv2.COLOR_GRAY2BGR)


@pytest.mark.parametrize("angle", [-3.0, -1.4, 0.0, 0.8, 2.2])
def test_the_skew_of_a_page_is_found(angle: float) -> None:
    """The angle that straightens a page, within the step of the search."""
    assert skew_of(_striped(angle)) == pytest.approx(-angle, abs=0.21)


def test_a_box_turned_and_back_covers_where_it_was() -> None:
    """Straightening loses no place."""
    ok, png = cv2.imencode(".png", _striped(2.2))
    assert ok
    straight = Straight.of(png.tobytes())
    inside = np.array([400.0, 300.0])
    turned = straight.turn[:, :2] @ inside + straight.turn[:, 2]
    x, y = (round(float(side)) for side in turned)

    back = straight.back(OcrLine(text="点", box=(x - 5, y - 5, x + 5, y + 5), score=1.0)).box

    assert back[0] <= 400 <= back[2]
    assert back[1] <= 300 <= back[3]
    assert back[2] - back[0] < 14
