"""Small things said in words: dates, names, claims. Plain text and escaped HTML, nothing of Streamlit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import escape

from app.text import Texts
from kg.export.dates import said
from kg.queries import Fact, relation_label
from ontology.records import Name

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$:!&+-])")


def plain(text: str) -> str:
    """A text for a label of Streamlit, which reads Markdown: a title must not become a picture or a link."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def distinct(names: Mapping[str, str]) -> dict[str, str]:
    """Names for a list, equal ones numbered: Streamlit knows the choice by its name alone."""
    seen: Counter[str] = Counter()
    told = {}
    for key, name in names.items():
        seen[name] += 1
        told[key] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return told


def when(edtf: str, raw: str, t: Texts) -> str:
    """A date in words as HTML; the exact form, and what the record has, stand in the tooltip."""
    shown = said(edtf, t.language) if edtf else raw
    if not shown:
        return ""
    title = " · ".join(part for part in (edtf, raw) if part)
    return f'<time title="{escape(title)}">{escape(shown)}</time>'


def name_note(name: Name, t: Texts) -> str:
    """What sort of name it is, in which language, how long it was used, and whether we doubt it."""
    sort = t(f"name.{name.type}")
    foreign = t(f"lang.{name.lang}") if name.lang != "zh" else ""
    if foreign and name.type == "preferred":
        sort = ""  # every language has its usual name; the language says enough
    years = said(name.valid, t.language) if name.valid else ""
    unsure = t("entity.unsure") if name.certainty != "certain" else ""
    return " · ".join(part for part in (foreign, sort, years, unsure) if part)


def sentence(fact: Fact, t: Texts) -> str:
    """A claim as one sentence in HTML: who, what, whom, as what, when, how surely."""
    relation = relation_label(fact.predicate, t.language)
    role = f'<span class="dm-role">{escape(fact.role)}</span>' if fact.role else ""
    date = when(fact.date.edtf, fact.date.raw, t) if fact.date else ""
    sure = t("entity.confidence", value=f"{fact.confidence:.2f}")
    return (
        f'<p class="dm-fact"><b>{escape(fact.subject.label)}</b> {escape(relation)} '
        f"<b>{escape(fact.object.label)}</b> {role} {date} <small>{escape(sure)}</small></p>"
    )
