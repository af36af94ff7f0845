"""图谱: the network around one thing, and the same as a table."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.state import AUDIENCE, archive, words
from app.widgets.choosing import choose_entity
from app.widgets.links import entity_chips
from app.widgets.marks import legend
from app.widgets.network import network_page
from kg.export.dates import said
from kg.queries import EntityRef, GraphView, Sight, ego_network

t = words()


def _table(view: GraphView) -> None:
    names = {node.id: node.label for node in view.nodes}
    rows = [
        {
            t("graph.from"): names[edge.source],
            t("graph.relation"): edge.label,
            t("graph.to"): names[edge.target],
            t("graph.when"): said(edge.date, t.language) if edge.date else "",
            t("graph.evidence"): edge.records,
        }
        for edge in view.edges
    ]
    st.subheader(t("graph.table"))
    st.dataframe(rows, hide_index=True, width="stretch")


def _links(refs: list[EntityRef]) -> None:
    """The things of the drawing as links: the way on for those who do not use a mouse."""
    st.subheader(t("graph.things"))
    entity_chips([(ref, t("kind." + ref.kind.value)) for ref in refs], "drawn")


def _drawing(view: GraphView) -> None:
    name = next(node.label for node in view.nodes if node.id == view.center)
    st.iframe(network_page(view, t, embed_fonts=False), height=580, alt=t("graph.alt", name=name))
    st.html(legend(t, dates=False))
    counts = t("graph.caption", nodes=len(view.nodes), edges=len(view.edges))
    left_out = t("graph.left_out", n=view.left_out) if view.left_out else ""
    st.caption(" ".join(part for part in (counts, left_out, t("graph.hint")) if part))
    st.download_button(
        t("graph.download"),
        data=partial(network_page, view, t, embed_fonts=True),
        file_name=f"{name}.html",
        mime="text/html",
        icon=":material/download:",
        on_click="ignore",
    )


st.title(t("nav.graph"))
with archive() as opened:
    left, right = st.columns([3, 1], gap="large")
    with left:
        center = choose_entity(opened, t, label=t("graph.center"))
    limit = right.slider(t("graph.limit"), 10, 120, 40, step=10)
    view = ego_network(opened, center, audience=AUDIENCE, limit=limit, lang=t.language) if center else None
    sight = Sight(opened, AUDIENCE, lang=t.language)
    drawn = [ref for node in (view.nodes if view else ()) if (ref := sight.ref(node.id))]
if view is None:
    st.info(t("app.none"))
else:
    if not view.edges:
        st.info(t("graph.alone"))
    _drawing(view)
    _links(drawn)
    _table(view)
