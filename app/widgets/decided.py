"""What was decided about a thing and its claims, each with the way to take it back."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.decided import Decided, decided_about
from app.decisions import undo
from app.state import archive, workspace
from app.text import Texts
from app.widgets.claims import WHO


def show_decided(entity: str, t: Texts) -> None:
    """The decisions that hold about a thing and what is claimed of it, folded away; nothing where there are none."""
    with archive() as opened:
        found = decided_about(opened, entity, lang=t.language)
    if not found:
        return
    with st.expander(t("decided.title", n=len(found)), icon=":material/gavel:"):
        for one in found:
            _decided(one, t)


def _decided(one: Decided, t: Texts) -> None:
    said = one.decision
    about = "、".join(filter(None, one.about))
    value = f" → {said.value}" if said.value else ""
    lost = f' <span class="dm-unsure">{escape(t("decided.lost"))}</span>' if one.lost else ""
    with st.container(gap="xxsmall"):
        st.html(
            f"<b>{escape(t(f'decided.{said.verb}'))}</b> {escape(about + value)}{lost}"
            f'<p class="dm-sigil">{escape(said.reason)} · {escape(said.who)} · {escape(said.when)}</p>'
        )
        key = f"undo-{said.id}"
        if st.button(t("decided.undo"), help=t("decided.undo_help"), key=key, type="tertiary"):
            with st.spinner(t("decided.undo")):
                undo(workspace(), said.id, who=WHO, reason=t("decided.reason"))
            st.rerun()
