"""Where the vocabularies and the sample archive lie, in a clone and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """The folder `data/` of a clone, or its copy inside an installed wheel."""
    inside = _HERE / "_data"
    return inside if inside.is_dir() else _HERE.parent / "data"
