"""The staff app's entry: the frame around the screens. Started by `dangmai serve` and `dangmai demo`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.state import settings, words, workspace
from app.text import LANGUAGES

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


def _frame() -> None:
    """Language, archive name and menu on the left; the chosen screen on the right."""
    t = words()
    st.set_page_config(
        page_title=f"{t('app.title')} · {settings().archive_name}", page_icon=str(LOGO), layout="wide"
    )
    st.logo(str(LOGO), size="large")
    st.html(HERE / "static" / "app.css")
    with st.sidebar:
        st.markdown(f"### {settings().archive_name}")
        st.caption(t("app.staff"))
        st.selectbox(
            t("app.language"),
            list(LANGUAGES),
            format_func=lambda code: LANGUAGES[code],
            key="language",
            index=list(LANGUAGES).index(t.language),
        )
    pages = [
        st.Page(
            HERE / "views" / f"{name}.py",
            title=words()(f"nav.{name}"),
            icon=icon,
            url_path=name,
            default=name == "home",
        )
        for name, icon in SCREENS
    ]
    chosen = st.navigation(pages)
    if workspace().archive.is_file():
        chosen.run()
    else:
        st.info(t("app.no_archive"))


_frame()
