"""The space in which meanings are compared, as it is kept beside the model."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from extraction.encoder import base_folder
from ontology.errors import WorkspaceError
from ontology.vectors import Space

SPACE = "meaning.npz"
"""The file of the space: its center, and the directions that are left out."""


def load_space(folder: Path | None = None) -> Space:
    """The space of a trained folder; that of the base model if none is named."""
    path = (folder or base_folder()) / SPACE
    try:
        with np.load(path) as kept:
            return Space(center=kept["center"], left_out=kept["left_out"])
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise WorkspaceError(str(path), f"cannot be read ({error})", "Install it again.") from None
