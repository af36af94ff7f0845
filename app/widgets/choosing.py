"""Choosing a thing or a record: from the address, else from a list."""

from __future__ import annotations

import streamlit as st

from app.state import AUDIENCE
from app.text import Texts
from kg.queries import EntityRef, RecordRef, Sight
from kg.records import Archive
from ontology.kinds import Kind


def entities_of(sight: Sight) -> tuple[EntityRef, ...]:
    """Everything the archive names, by kind and name."""
    found = [sight.ref_to(entity) for entity in sight.entities()]
    return tuple(sorted(found, key=lambda ref: (list(Kind).index(ref.kind), ref.label, ref.id)))


def records_of(archive: Archive) -> tuple[RecordRef, ...]:
    """Every record, by reference code."""
    sight = Sight(archive, AUDIENCE)
    found = [ref for ref in map(sight.record_ref, archive.record_ids(AUDIENCE)) if ref]
    return tuple(sorted(found, key=lambda ref: (ref.ref_code, ref.title, ref.id)))


def choose_entity(archive: Archive, t: Texts, *, label: str, default: str = "") -> str:
    """The id of the thing in the address, which a list can change."""
    refs = entities_of(Sight(archive, AUDIENCE, lang=t.language))
    ids = [ref.id for ref in refs]
    names = {ref.id: f"{ref.label} · {t('kind.' + ref.kind.value)}" for ref in refs}
    return _choose(ids, names, label=label, default=default)


def choose_record(archive: Archive, t: Texts) -> str:
    """The id of the record in the address, which a list can change."""
    refs = records_of(archive)
    names = {ref.id: f"{ref.ref_code} {ref.title} · {t('access.' + ref.access)}".strip() for ref in refs}
    return _choose([ref.id for ref in refs], names, label=t("record.choose"), default="")


def _choose(ids: list[str], names: dict[str, str], *, label: str, default: str) -> str:
    if not ids:
        return ""
    wanted = st.query_params.get("id", default)
    index = ids.index(wanted) if wanted in names else (ids.index(default) if default in names else 0)
    chosen = st.selectbox(label, ids, index=index, format_func=lambda one: names[one])
    if chosen != st.query_params.get("id"):
        st.query_params.from_dict({"id": chosen})  # another thing: its old passage no longer fits
    return str(chosen)
