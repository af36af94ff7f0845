"""图谱: the network around one thing, and the same as a table."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.state import AUDIENCE, archive, words
from app.widgets.choosing import choose_entity
from app.widgets.marks import entity_link, legend
from app.widgets.network import network_page
from kg.queries import GraphView, Sight, ego_network, overview

t = words()


def _table(view: GraphView) -> None:
    names = {node.id: node.label for node in view.nodes}
    rows = [
        {
            t("graph.from"): names[edge.source],
            t("graph.relation"): edge.label,
            t("graph.to"): names[edge.target],
            t("graph.when"): edge.date,
            t("graph.evidence"): edge.records,
        }
        for edge in view.edges
    ]
    st.subheader(t("graph.table"))
    st.dataframe(rows, hide_index=True, width="stretch")


st.title(t("nav.graph"))
with archive() as opened:
    featured = overview(opened, AUDIENCE, lang=t.language).people
    first = featured[0].entity.id if featured else ""
    left, right = st.columns([3, 1])
    with left:
        center = choose_entity(opened, t, label=t("graph.center"), default=first)
    limit = right.slider(t("graph.limit"), 10, 120, 40, step=10)
    view = ego_network(opened, center, audience=AUDIENCE, limit=limit, lang=t.language) if center else None
if view is None:
    st.info(t("app.none"))
else:
    name = next(node.label for node in view.nodes if node.id == view.center)
    st.iframe(network_page(view, t, embed_fonts=False), height=580, alt=t("graph.alt", name=name))
    st.html(legend(t))
    st.caption(t("graph.caption", nodes=len(view.nodes), edges=len(view.edges)))
    with archive() as opened:
        center_ref = Sight(opened, AUDIENCE, lang=t.language).ref(view.center)
    if center_ref:
        entity_link(center_ref, f"· {t('graph.open_entity')}")
    st.download_button(
        t("graph.download"),
        data=partial(network_page, view, t, embed_fonts=True),
        file_name=f"{name}.html",
        mime="text/html",
        icon=":material/download:",
    )
    _table(view)
