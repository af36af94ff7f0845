"""Templates and fonts of the exports that are HTML. Everything that comes from an archive is escaped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).resolve().parent / "templates"
_RANGES = {
    "CyrillicExt": "U+0460-052F, U+1C80-1C8A, U+20B4, U+2DE0-2DFF, U+A640-A69F, U+FE2E-FE2F",
    "Cyrillic": "U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116",
}
"""Which letters a font file that is named after them holds."""


@cache
def environment() -> Environment:
    """The templates; what they do not know is an error, what they print is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return made


def asset(name: str) -> bytes:
    """A file that goes along unchanged: a style sheet, a script."""
    return (TEMPLATES / name).read_bytes()


def font_files(folder: Path | None) -> dict[str, bytes]:
    """The fonts of a folder and their licence, by file name."""
    if folder is None:
        return {}
    wanted = sorted((*folder.glob("*.woff2"), *folder.glob("OFL.txt")))
    return {path.name: path.read_bytes() for path in wanted}


def font_css(names: list[str], *, base: str, apart: bool = False) -> str:
    """The style sheet that names the fonts: families “Dangmai Sans” and “Dangmai Serif”.

    `apart` gives the files of other letters families of their own: a printer of PDF mixes up files that share one.
    """
    faces = (_face(name, base, apart) for name in sorted(names) if name.endswith(".woff2"))
    return "\n".join(faces) + "\n"


def _face(name: str, base: str, apart: bool) -> str:
    serif = "Serif" in name
    found = next((key for key in _RANGES if f"-{key}" in name), "")
    family = f"Dangmai {'Serif' if serif else 'Sans'}{f' {found}' if apart and found else ''}"
    letters = f" unicode-range: {_RANGES[found]};" if found and not apart else ""
    safe = re.sub(r"[^\w.-]", "_", name)
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {_weight(name, serif, apart)}; font-display: swap;'
        f' src: url("{base}{safe}") format("woff2");{letters} }}'
    )


def _weight(name: str, serif: bool, apart: bool) -> str:
    """The serif has one weight for all headings and quotes; the sans is regular or bold."""
    if serif:
        return "600" if apart else "400 700"
    return "700" if "-Bold" in name else "400"
