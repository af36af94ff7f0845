"""Scans: pictures of pages, read by OCR with the picture kept as the page to show."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from extraction.read.draft import Draft, DraftLine, DraftPage
from extraction.read.ocr import Ocr, OcrLine
from ontology.errors import UnreadableDocument

_DOUBTFUL = 0.8
_HARDLY = 0.7
_PLAIN_MODES = {"1", "L", "RGB"}


def read_scan(data: bytes, *, name: str, ocr: Ocr | None) -> Draft:
    """The pages of a picture file; a TIFF may hold several."""
    if ocr is None:
        raise UnreadableDocument(
            name, "it is a scan and OCR is not installed", "Install it: pip install 'dangmai[ocr]'."
        )
    read = [read_picture(png, size=size, ocr=ocr) for png, size in pictures(data, name=name)]
    notes = tuple(f"page {number}: {note}" for number, (_, all_) in enumerate(read, 1) for note in all_)
    return Draft(pages=tuple(page for page, _ in read), notes=notes)


def read_picture(png: bytes, *, size: tuple[int, int], ocr: Ocr) -> tuple[DraftPage, tuple[str, ...]]:
    """One page by OCR, and what was noticed on it."""
    lines = ocr.read(png)
    page = DraftPage(
        lines=tuple(
            DraftLine(
                text=line.text,
                box=line.box,
                score=line.score,
                direction=line.direction,
                char_boxes=line.char_boxes,
            )
            for line in lines
        ),
        png=png,
        width=size[0],
        height=size[1],
    )
    return page, tuple(_doubts(lines))


def pictures(data: bytes, *, name: str) -> list[tuple[bytes, tuple[int, int]]]:
    """The pages of a picture file as PNG with their sizes; a PNG stays byte for byte what it is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return list(_pictures(data))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableDocument(name, "the picture has too many pixels", "Scan it at 300 dpi.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableDocument(
            name, "the picture cannot be decoded", "Scan it again or restore it from the original."
        ) from error


def _pictures(data: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Every frame upright, as PNG."""
    with Image.open(io.BytesIO(data)) as picture:
        if picture.format == "PNG" and picture.mode in _PLAIN_MODES and "transparency" not in picture.info:
            picture.load()  # a picture that breaks off must fail here
            yield data, picture.size
            return
        for frame in ImageSequence.Iterator(picture):
            plain = _plain(ImageOps.exif_transpose(frame))
            out = io.BytesIO()
            plain.save(out, format="PNG")
            yield out.getvalue(), plain.size


def _plain(frame: Image.Image) -> Image.Image:
    """A frame in gray or color on white: without transparency, with 8 bits a channel."""
    if frame.mode.startswith("I"):  # 16 bits of gray, which a plain conversion would burn out
        return frame.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if frame.mode in _PLAIN_MODES and "transparency" not in frame.info:
        return frame
    clear = frame.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")


def _doubts(lines: tuple[OcrLine, ...]) -> Iterator[str]:
    """What a reader should know before trusting a page."""
    if not lines:
        yield "no text was found on the picture"
        return
    doubtful = sum(1 for line in lines if line.score < _DOUBTFUL)
    hardly = sum(1 for line in lines if line.score < _HARDLY)
    if doubtful:
        yield f"{doubtful} of {len(lines)} lines were read with a score under {_DOUBTFUL}"
    if hardly * 2 > len(lines):
        yield "most lines are hardly legible to the OCR: it reads no Russian, no handwriting and no turned pages"
