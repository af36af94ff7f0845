"""Optical character recognition: the contract, and the adapter for RapidOCR."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata
from typing import Any, Literal, Protocol

from extraction.read.columns import direction_of, is_vertical, reading_order
from ontology.errors import BadInput, MissingPart
from ontology.records import Box

_LYING = str.maketrans({"’": "，", "°": "。"})
"""What the engine, which reads a column lying on its side, takes a comma and a full stop for."""
_INSTALL = "Install it: pip install 'dangmai[ocr]'."


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrLine:
    """One line as an engine read it, its box in pixels of the picture that was handed in."""

    text: str
    box: Box
    score: float
    direction: Literal["h", "v"] = "h"
    char_boxes: tuple[Box, ...] = ()


class Ocr(Protocol):
    """Reads the lines of a picture, in reading order. Never corrects what it read."""

    @property
    def version(self) -> str:
        """What the reading depends on besides the picture: engine, models, settings."""

    def read(self, image: bytes) -> tuple[OcrLine, ...]:
        """The lines of a picture given as PNG or JPEG bytes."""


class RapidOcr:
    """RapidOCR with the models inside its package: Chinese and Japanese print, offline."""

    def __init__(self, *, threads: int = 1, max_side: int = 2000) -> None:
        """Load the engine once; `threads` bounds what it takes of the machine."""
        try:
            import rapidocr  # an optional part, and heavy
        except ImportError as error:
            raise MissingPart("OCR", "the package rapidocr is not installed", _INSTALL) from error
        self._max_side = max_side
        self._engine: Any = rapidocr.RapidOCR(params=_parameters(threads=threads, max_side=max_side))

    @property
    def version(self) -> str:
        """Engine, model and page size."""
        return f"rapidocr {metadata.version('rapidocr')} side {self._max_side} order 1"

    def read(self, image: bytes) -> tuple[OcrLine, ...]:
        """The lines of a picture: straightened, read, and put in reading order."""
        from extraction.read.deskew import Straight  # needs OpenCV, which comes with the engine

        straight = Straight.of(image)
        result = self._run(straight.pixels)
        if result.txts is None:
            return ()
        lines = [_line(result, index) for index in range(len(result.txts))]
        lines = [line for line in lines if line.text.strip()]
        boxes = [line.box for line in lines]
        vertical = is_vertical(boxes, lengths=[len(line.text) for line in lines])
        return tuple(straight.back(lines[i]) for i in reading_order(boxes, vertical=vertical))

    def _run(self, pixels: Any) -> Any:
        """The engine's answer; a shape it cannot hold is bad input, not the end of a run."""
        import cv2
        from rapidocr.utils.process_img import ResizeImgError

        try:
            return self._engine(pixels)
        except (ResizeImgError, cv2.error) as error:
            raise BadInput("OCR", "the engine cannot hold the picture", "Scan it again as a page.") from error


def _parameters(*, threads: int, max_side: int) -> dict[str, Any]:
    """The engine's settings."""
    if threads < 1 or max_side < 1:
        raise BadInput("OCR", f"{threads} threads and side {max_side} do not work", "Give whole numbers > 0.")
    return {
        "Global.log_level": "error",
        "Global.max_side_len": max_side,
        # the angle classifier turns long columns of vertical print upside down
        "Global.use_cls": False,
        # in a batch, short lines are padded to the longest and lose characters
        "Rec.rec_batch_num": 1,
        "Global.return_word_box": True,
        "Global.return_single_char_box": True,
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }


def _line(result: Any, index: int) -> OcrLine:
    """One line of the engine's answer."""
    text = str(result.txts[index])
    box = _around(result.boxes[index])
    direction = direction_of(box, characters=len(text))
    return OcrLine(
        text=text.translate(_LYING) if direction == "v" else text,
        box=box,
        score=float(result.scores[index]),
        direction=direction,
        char_boxes=_char_boxes(result, index, text=text),
    )


def _char_boxes(result: Any, index: int, *, text: str) -> tuple[Box, ...]:
    """A box for every character, where the engine's pieces spell the line; a space gets the gap."""
    words = result.word_results
    pieces = words[index] if words is not None and index < len(words) else ()
    if any(len(piece) != 3 or piece[2] is None or len(piece[0]) != 1 for piece in pieces):
        return ()
    if [str(piece[0]) for piece in pieces] != [char for char in text if not char.isspace()]:
        return ()
    left = [_around(piece[2]) for piece in pieces]
    found: list[Box] = []
    for char in text:
        found.append(_gap(found, left) if char.isspace() else left.pop(0))
    return tuple(found)


def _gap(before: list[Box], after: list[Box]) -> Box:
    """The box of a space: from the end of the character before it to the start of the next."""
    last = before[-1] if before else after[0]
    following = after[0] if after else last
    if following[0] >= last[2]:
        return last[2], last[1], following[0], last[3]
    return last[0], last[3], last[2], max(last[3], following[1])


def _around(corners: Any) -> Box:
    """The upright box around four corners."""
    xs = [float(corner[0]) for corner in corners]
    ys = [float(corner[1]) for corner in corners]
    return round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))
