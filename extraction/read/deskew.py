"""Straightening a page before it is read, and carrying boxes back to the picture as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from extraction.read.ocr import OcrLine
from ontology.errors import BadInput
from ontology.records import Box

_WIDEST = 4.0  # degrees
_STEP = 0.2
_PROBE_SIDE = 800
_GAIN = 1.03  # a straightened profile must be that much sharper, or the page stays as it is
_STRIP = 60
_PAPER = (255, 255, 255)


@dataclass(frozen=True, slots=True, kw_only=True)
class Straight:
    """A picture turned upright, with the way back."""

    pixels: Any  # numpy array, BGR
    turn: Any  # 2×3 matrix from the original to the straightened picture, None where nothing was turned
    width: int
    height: int

    @classmethod
    def of(cls, image: bytes) -> Straight:
        """Straighten a picture given as bytes."""
        pixels = cv2.imdecode(np.frombuffer(image, dtype=np.uint8), cv2.IMREAD_COLOR)
        if pixels is None:
            raise BadInput("OCR", "the picture cannot be decoded", "Save it again as PNG.")
        height, width = pixels.shape[:2]
        if max(height, width) > _STRIP * min(height, width):
            raise BadInput("OCR", f"the picture is a strip of {width} × {height} pixels", "Give whole pages.")
        angle = skew_of(pixels)
        if angle == 0.0:
            return cls(pixels=pixels, turn=None, width=width, height=height)
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        turned = cv2.warpAffine(
            pixels,
            turn,
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=_PAPER,
        )
        return cls(pixels=turned, turn=turn, width=width, height=height)

    def back(self, line: OcrLine) -> OcrLine:
        """A line with its boxes in pixels of the picture as it was handed in."""
        boxes = tuple(self._back(box) for box in line.char_boxes)
        return replace(line, box=self._back(line.box), char_boxes=boxes)

    def _back(self, box: Box) -> Box:
        """The upright box around a box turned back, inside the picture."""
        left, top, right, bottom = box
        if self.turn is not None:
            corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=float)
            there = cv2.invertAffineTransform(self.turn)
            points = corners @ there[:, :2].T + there[:, 2]
            left, top = (round(float(side)) for side in points.min(axis=0))
            right, bottom = (round(float(side)) for side in points.max(axis=0))
        return (
            min(max(left, 0), self.width),
            min(max(top, 0), self.height),
            min(max(right, 0), self.width),
            min(max(bottom, 0), self.height),
        )


def skew_of(pixels: Any) -> float:
    """The angle in degrees by which a page must be turned to stand straight, 0 where none is clearly better.

    Lines or columns of a straight page make the sharpest profile of ink along the rows or the columns.
    """
    ink = _ink(pixels)
    if not ink.any():
        return 0.0
    angles = [round(-_WIDEST + _STEP * step, 1) for step in range(round(2 * _WIDEST / _STEP) + 1)]
    sharp = {angle: _sharpness(ink, angle=angle) for angle in angles}
    best = max(angles, key=lambda angle: (sharp[angle], -abs(angle)))
    return best if sharp[best] > _GAIN * sharp[0.0] else 0.0


def _ink(pixels: Any) -> Any:
    """Where the ink is, on a small copy."""
    gray = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    scale = _PROBE_SIDE / max(gray.shape)
    if scale < 1:
        height, width = gray.shape
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        gray = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(gray, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return ink.astype(np.float32)


def _sharpness(ink: Any, *, angle: float) -> float:
    """How much the profile of ink jumps from line to line, along the better of the two directions."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR)
    return max(float((np.diff(turned.sum(axis=axis)) ** 2).sum()) for axis in (0, 1))
