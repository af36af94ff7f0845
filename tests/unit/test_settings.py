"""Settings of a workspace: defaults, then its file, then the environment; what does not fit is a sentence."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from app.settings import PREFIX, Settings, read_settings
from app.wiring import steps_for
from ontology.errors import BadInput


def _file(folder: Path, text: str) -> Path:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    """A workspace needs no settings to work."""
    assert read_settings(tmp_path, environment={}) == Settings()
    assert read_settings(None, environment={}) == Settings()


def test_the_file_is_over_the_defaults_and_the_environment_over_the_file(tmp_path: Path) -> None:
    """So an owner writes down what is usual and overrules it for one run."""
    place = _file(tmp_path, 'archive_name = "省馆"\naccept_at = 0.7\nport = 9000\n')

    settings = read_settings(place, environment={"DANGMAI_PORT": "9001", "DANGMAI_LANGUAGE": "ru"})

    assert (settings.archive_name, settings.accept_at) == ("省馆", 0.7)
    assert (settings.port, settings.language) == (9001, "ru")


CHOICES = {"language": "en", "profile": "fast", "vectors": "no", "relator_llm_accept": "yes"}
"""Settings that take a few words only, each with one that is not its default."""


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_can_be_given_in_the_environment(name: str) -> None:
    """Under its name in capitals, with our prefix."""
    given = CHOICES.get(name, "1")

    settings = read_settings(None, environment={PREFIX + name.upper(): given})

    assert str(getattr(settings, name)) in (given, f"{given}.0")


def test_the_customary_names_of_neo4j_work() -> None:
    """Our own name is stronger."""
    environment = {"NEO4J_URI": "bolt://a", "NEO4J_PASSWORD": "p", "DANGMAI_NEO4J_URI": "bolt://b"}

    settings = read_settings(None, environment=environment)

    assert (settings.neo4j_uri, settings.neo4j_password) == ("bolt://b", "p")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("port = \n", "not TOML"),
        ("prot = 1\n", "unknown setting prot"),
        ('port = "many"\n', "port = 'many' is not a int"),
        ("accept_at = true\n", "accept_at = True is not a float"),
        ("accept_at = 1.5\n", "between 0 and 1"),
        ("accept_at = nan\n", "between 0 and 1"),
        ('language = "de"\n', "zh, en or ru"),
        ("threads = 0\n", "at least 1"),
        ("[neo4j]\nuri = 'x'\n", "unknown setting neo4j"),
    ],
)
def test_what_does_not_fit_is_said(tmp_path: Path, text: str, words: str) -> None:
    """With the file, the setting and the remedy; a typing error must not be taken for a default."""
    with pytest.raises(BadInput) as error:
        read_settings(_file(tmp_path, text), environment={})

    assert "settings.toml" in str(error.value)
    assert words in str(error.value)


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    """A file saved as GBK is no traceback."""
    (tmp_path / "settings.toml").write_bytes('archive_name = "省馆"\n'.encode("gbk"))

    with pytest.raises(BadInput, match="not TOML in UTF-8"):
        read_settings(tmp_path, environment={})


def test_a_wrong_variable_is_said() -> None:
    """The environment is named as the place."""
    with pytest.raises(BadInput, match=r"environment: threads = 'two'"):
        read_settings(None, environment={"DANGMAI_THREADS": "two"})


@pytest.mark.parametrize(
    ("profile", "vectors", "made"),
    [
        ("accurate", "auto", True),
        ("rules", "auto", True),
        ("fast", "auto", False),
        ("fast", "yes", True),
        ("accurate", "no", False),
    ],
)
def test_the_fast_profile_writes_no_vectors_unless_asked(profile: str, vectors: str, made: bool) -> None:
    """They would cost it many times what names do."""
    steps = steps_for(Settings(profile=profile, vectors=vectors))

    assert (steps.encoder is not None) == made
