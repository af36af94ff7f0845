"""All settings of a workspace, read once: first the file `settings.toml` in it, then the environment."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from ontology.errors import BadInput

PROFILES = ("accurate", "fast", "rules")
"""Ways to find names: two trained taggers, or none."""
PREFIX = "DANGMAI_"
"""Every setting can be given as an environment variable: `DANGMAI_` and its name in capitals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a workspace's owner may choose."""

    archive_code: str = "000000"
    """Code of the archive (档案馆代码); part of every record's key."""
    archive_name: str = "档脉示例档案馆"
    """Name of the archive, shown on every page and in every citation."""
    language: str = "zh"
    """Language of screens and exports at first: zh, en or ru."""
    accept_at: float = 0.4
    """Confidence from which a machine's claim makes an edge of the graph."""
    threads: int = 2
    """Threads the page reader (OCR) and the encoder of passages may use."""
    vectors: str = "auto"
    """Whether passages get vectors, for search by meaning: yes, no, or auto: all but in the fast profile."""
    port: int = 8501
    """Port of the staff app on 127.0.0.1; the next free one is taken when it is busy."""
    profile: str = "accurate"
    """How names are found by training: accurate, fast (for large corpora of text), or rules (none, lists and grammar alone)."""
    pipeline_zh: str = ""
    """Folder of a trained spaCy pipeline whose names are added for Chinese."""
    pipeline_ru: str = ""
    """Folder of a trained spaCy pipeline whose names are added for Russian."""
    pipeline_ja: str = ""
    """Folder of a trained spaCy pipeline whose names are added for Japanese."""
    plugins_zh: str = ""
    """Plug-ins for Chinese with commas between: lac, cutword, hanlp:FOLDER, spacy:FOLDER, llm:URL|MODEL."""
    plugins_ru: str = ""
    """Plug-ins for Russian with commas between: spacy:FOLDER, llm:URL|MODEL."""
    plugins_ja: str = ""
    """Plug-ins for Japanese with commas between: ginza, hanlp:FOLDER, spacy:FOLDER, llm:URL|MODEL."""
    llm_key: str = ""
    """Key for the language model's address; better given in the environment than in the file."""
    relator_llm: str = ""
    """A language model that proposes claims for review, URL|MODEL; every text of the workspace is sent there. Empty: none."""
    relator_llm_accept: str = "no"
    """Whether its affirmed facts make edges of the graph without a reviewer: yes or no."""
    llm_price_in: float = 0.0
    """Price of a million tokens asked of the language model, in a currency of your own; 0 where unknown."""
    llm_price_out: float = 0.0
    """Price of a million tokens that the language model answers; 0 where unknown."""
    neo4j_uri: str = ""
    """Address of a Neo4j server, for instance bolt://127.0.0.1:7687."""
    neo4j_user: str = "neo4j"
    """User name at the Neo4j server."""
    neo4j_password: str = ""
    """Password at the Neo4j server; better given in the environment than in the file."""


def _typed(name: str, value: object, *, place: str) -> str | int | float:
    """The value in the type of the setting, or a sentence that says what was expected."""
    default: str | int | float = getattr(Settings(), name)
    try:
        if isinstance(default, str):
            return str(value)
        return int(str(value)) if isinstance(default, int) else float(str(value))
    except ValueError:
        expected = type(default).__name__
        raise BadInput(
            place, f"{name} = {value!r} is not a {expected}", "Correct or delete the line."
        ) from None


_RANGES: Mapping[str, tuple[Callable[[Settings], bool], str]] = {
    "language": (lambda chosen: chosen.language in ("zh", "en", "ru"), "one of zh, en or ru"),
    "profile": (lambda chosen: chosen.profile in PROFILES, f"one of {', '.join(PROFILES)}"),
    "accept_at": (lambda chosen: 0 <= chosen.accept_at <= 1, "between 0 and 1"),
    "threads": (lambda chosen: chosen.threads >= 1, "at least 1"),
    "vectors": (lambda chosen: chosen.vectors in ("yes", "no", "auto"), "yes, no or auto"),
    "relator_llm_accept": (lambda chosen: chosen.relator_llm_accept in ("yes", "no"), "yes or no"),
    "llm_price_in": (lambda chosen: 0 <= chosen.llm_price_in < 1e9, "0 or more"),
    "llm_price_out": (lambda chosen: 0 <= chosen.llm_price_out < 1e9, "0 or more"),
    "port": (lambda chosen: 0 < chosen.port < 65_536, "between 1 and 65535"),
}
"""What a setting must be besides of the right type."""


def _apply(settings: Settings, values: Mapping[str, object], *, place: str) -> Settings:
    known = {field.name for field in fields(Settings)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise BadInput(place, f"unknown setting {unknown[0]}", f"Known are: {', '.join(sorted(known))}.")
    for name, value in values.items():
        settings = replace(settings, **{name: _typed(name, value, place=place)})  # type: ignore[arg-type]
        fits, expected = _RANGES.get(name, (lambda _: True, ""))
        if not fits(settings):
            raise BadInput(place, f"{name} = {value!r} is not {expected}", "Correct or delete the line.")
    return settings


def read_settings(workspace: Path | None = None, *, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of a workspace: defaults, then its `settings.toml`, then the environment.

    Raises:
        BadInput: for a file that is not TOML, an unknown name or a value of the wrong type.
    """
    settings = Settings()
    if workspace is not None and (file := workspace / "settings.toml").is_file():
        try:
            settings = _apply(settings, tomllib.loads(file.read_text(encoding="utf-8")), place=str(file))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadInput(str(file), f"this is not TOML in UTF-8 ({error})", "Correct the file.") from None
    surroundings = os.environ if environment is None else environment
    given = {
        field.name: surroundings[PREFIX + field.name.upper()]
        for field in fields(Settings)
        if PREFIX + field.name.upper() in surroundings
    }
    for name in ("uri", "user", "password"):  # the customary names of Neo4j's own tools
        if f"NEO4J_{name.upper()}" in surroundings:
            given.setdefault(f"neo4j_{name}", surroundings[f"NEO4J_{name.upper()}"])
    return _apply(settings, given, place="environment")
