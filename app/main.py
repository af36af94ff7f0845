"""The staff app's entry: the frame around the screens. Started by `dangmai serve` and `dangmai demo`."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from app.state import settings, words, workspace
from app.text import LANGUAGES, Texts
from ontology.errors import ArchiveError

HERE = Path(__file__).resolve().parent
LOGO = HERE / "static" / "logo.png"
SCREENS = (
    ("home", ":material/home:"),
    ("search", ":material/search:"),
    ("graph", ":material/hub:"),
    ("entity", ":material/badge:"),
    ("record", ":material/description:"),
    ("curate", ":material/collections_bookmark:"),
    ("topics", ":material/school:"),
)
"""The screens in the order of the menu, with their icons."""
TAGS = {"zh": "zh-CN", "en": "en", "ru": "ru"}
"""What the page says of its language to screen readers and fonts."""


def _language() -> Texts:
    """The words to speak in. A language that is not the archive's own stands in the address, for copied links."""
    wanted = st.query_params.get("language", settings().language)
    if "language" not in st.session_state:
        st.session_state["language"] = wanted if wanted in LANGUAGES else settings().language
    t = words()
    if t.language != wanted:
        st.query_params["language"] = t.language
    return t


def _sidebar(t: Texts) -> None:
    """Whose archive this is, and the language."""
    name = escape(settings().archive_name)
    with st.sidebar:
        st.html(f'<div class="dm-side"><b>{name}</b><small>{escape(t("app.staff"))}</small></div>')
        st.selectbox(
            t("app.language"), list(LANGUAGES), format_func=lambda code: LANGUAGES[code], key="language"
        )


def _run(screen: st.Page) -> None:
    """The chosen screen, or a sentence where there is nothing to show."""
    if not workspace().archive.is_file():
        st.info(words()("app.no_archive"))
        return
    try:
        screen.run()
    except ArchiveError as error:
        st.error(str(error))


def _frame() -> None:
    """Language, archive name and menu on the left; the chosen screen on the right."""
    t = _language()
    st.set_page_config(
        page_title=f"{t('app.title')} · {settings().archive_name}", page_icon=str(LOGO), layout="wide"
    )
    st.logo(str(LOGO), size="large")
    st.html(HERE / "static" / "app.css")
    _sidebar(t)
    tag = f"<script>document.documentElement.lang = {TAGS[t.language]!r}</script>"
    st.html(tag, unsafe_allow_javascript=True)  # ours alone: Streamlit says lang="en" whatever is shown
    pages = [
        st.Page(
            HERE / "views" / f"{name}.py",
            title=t(f"nav.{name}"),
            icon=icon,
            url_path=name,
            default=name == "home",
        )
        for name, icon in SCREENS
    ]
    _run(st.navigation(pages))


_frame()
