"""The ego network through pyvis: one self-contained page without a single outside address."""

from __future__ import annotations

import base64
import json
import re

from pyvis.network import Network

from app.exports import FONTS
from app.text import Texts
from kg.export.dates import said
from kg.queries import GraphView

FACE = "Dangmai Sans"
FONT_FILES = ("NotoSansSC-Regular.woff2", "NotoSans-Cyrillic.woff2", "NotoSans-CyrillicExt.woff2")
RANGES = ("", "unicode-range:U+0301,U+0400-045F,U+0490-0491,U+2116;", "unicode-range:U+0460-052F;")
_OUTSIDE = re.compile(r"<link\b[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>", re.IGNORECASE)
_OPTIONS = {
    "nodes": {"widthConstraint": {"maximum": 170}},
    "interaction": {"hover": True, "navigationButtons": False, "keyboard": False},
    "physics": {
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {"gravitationalConstant": -70, "springLength": 120, "avoidOverlap": 0.6},
        "stabilization": {"iterations": 220, "fit": True},
    },
}
_OPENING = (
    "network.on('doubleClick', function (e) {{ if (e.nodes.length) "
    "window.open('entity?language={language}&id=' + encodeURIComponent(e.nodes[0]), '_blank'); }}); "
)
"""Inside the app a double click opens the page of a thing; a downloaded drawing has no such page."""


def to_pyvis(view: GraphView, t: Texts) -> Network:
    """The view as a pyvis network: size by how much joins a node, colour by kind, font named on every node."""
    network = Network(height="560px", width="100%", directed=True, cdn_resources="in_line", bgcolor="#FCFAF6")
    for node in view.nodes:
        network.add_node(
            node.id,
            label=node.label,
            title=f"{node.label} · {t('kind.' + node.kind.value)}",
            color=node.color,
            shape="dot",
            size=26 if node.id == view.center else 11 + min(node.weight, 9),
            font={"face": FACE, "size": 17 if node.id == view.center else 14, "color": "#2B2622"},
        )
    for edge in view.edges:
        network.add_edge(
            edge.source,
            edge.target,
            label=edge.label,
            title=" ".join(
                part for part in (edge.label, said(edge.date, t.language) if edge.date else "") if part
            ),
            color="#B9AC98",
            font={"face": FACE, "size": 11, "color": "#7B7066", "strokeWidth": 3, "strokeColor": "#FCFAF6"},
            arrows="to",
        )
    network.set_options(json.dumps(_OPTIONS))
    return network


def network_page(view: GraphView, t: Texts, *, embed_fonts: bool) -> str:
    """The network as one HTML page; with `embed_fonts` it opens from a file, else it uses the app's own fonts."""
    html = _OUTSIDE.sub("", to_pyvis(view, t).generate_html(notebook=False))
    faces = "".join(
        f"@font-face{{font-family:'{FACE}';src:url({_source(name, embed_fonts)}) format('woff2');{span}}}"
        for name, span in zip(FONT_FILES, RANGES, strict=True)
    )
    style = f"<style>{faces}body{{margin:0;font-family:'{FACE}',sans-serif;background:#FCFAF6}}"
    style += ".card{border:0!important}#mynetwork{border:0!important}h1{display:none}</style>"
    html = html.replace("<head>", f'<head><meta charset="utf-8"><title>{t("nav.graph")}</title>{style}', 1)
    # vis draws on a canvas, which falls back to boxes when the font comes after the first drawing.
    opening = "" if embed_fonts else _OPENING.format(language=t.language)
    waiting = f"document.fonts.load(\"16px '{FACE}'\", '脉Д').then(function () {{ drawGraph(); {opening}window.READY = true; }});"
    return re.sub(r"(?m)^\s*drawGraph\(\);\s*$", waiting.replace("\\", r"\\"), html, count=1)


def _source(name: str, embed: bool) -> str:
    if not embed:
        return f"/app/static/fonts/{name}"
    return "data:font/woff2;base64," + base64.b64encode((FONTS / name).read_bytes()).decode("ascii")
