"""The interface's words in Chinese, English and Russian, from one catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from ontology.errors import BadInput

LANGUAGES: Mapping[str, str] = {"zh": "中文", "en": "English", "ru": "Русский"}
"""The interface languages, Chinese first, each in its own words."""


@cache
def _catalogue() -> Mapping[str, Mapping[str, str]]:
    file = Path(__file__).resolve().parent / "texts.yaml"
    return dict(yaml.safe_load(file.read_text(encoding="utf-8")))


def keys() -> tuple[str, ...]:
    """Every key of the catalogue, in its order."""
    return tuple(_catalogue())


class Texts:
    """The words of one language: `t("nav.home")`, with places filled by `t("home.mentions", n=3)`."""

    def __init__(self, language: str) -> None:
        """Choose a language of `LANGUAGES`."""
        if language not in LANGUAGES:
            raise BadInput("language", f"{language!r} is not one of zh, en, ru", "Set language = zh.")
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The words for a key.

        Raises:
            BadInput: for a key that the catalogue lacks: a mistake of ours that must not show as a blank.
        """
        entry = _catalogue().get(key)
        if entry is None:
            raise BadInput("app/text/texts.yaml", f"no words for {key!r}", "Add the key in zh, en and ru.")
        return entry[self.language].format(**values)
