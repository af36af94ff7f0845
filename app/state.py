"""What a screen works with: the workspace, its settings, the words, and the open archive file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from app.settings import Settings, read_settings
from app.text import LANGUAGES, Texts
from app.workspace import Workspace
from kg.records import Archive, open_archive
from ontology.access import Audience

AUDIENCE = Audience.STAFF
"""This is the staff app: it shows everything, with the access state beside every record."""


def workspace() -> Workspace:
    """The workspace the app was started for."""
    return Workspace(folder=Path(os.environ.get("DANGMAI_WORKSPACE", "workspace")))


def settings() -> Settings:
    """The settings of the workspace."""
    return read_settings(workspace().folder)


def words() -> Texts:
    """The words in the language chosen on the left."""
    chosen = st.session_state.get("language", settings().language)
    return Texts(chosen if chosen in LANGUAGES else "zh")


@contextmanager
def archive(*, writing: bool = False) -> Iterator[Archive]:
    """The archive file, open for the length of one drawing; read-only unless something is being curated."""
    with open_archive(workspace().opened().archive, read_only=not writing) as opened:
        yield opened
