"""Choosing a thing or a record: from the address, else from a list."""

from __future__ import annotations

import streamlit as st

from app.state import AUDIENCE
from app.text import Texts
from app.widgets.words import distinct
from kg.queries import EntityRef, RecordRef, Sight
from kg.queries.overviews import featured
from kg.records import Archive
from ontology.kinds import Kind


def entities_of(sight: Sight) -> tuple[EntityRef, ...]:
    """Everything the archive names, by kind and name; names in the reader's own letters come first."""
    found = [sight.ref_to(entity) for entity in sight.entities()]
    return tuple(sorted(found, key=lambda ref: _order(ref, sight.lang)))


def records_of(archive: Archive) -> tuple[RecordRef, ...]:
    """Every record, by reference code."""
    sight = Sight(archive, AUDIENCE)
    found = [ref for ref in map(sight.record_ref, archive.record_ids(AUDIENCE)) if ref]
    return tuple(sorted(found, key=lambda ref: (ref.ref_code, ref.title, ref.id)))


def choose_entity(archive: Archive, t: Texts, *, label: str) -> str:
    """The id of the thing in the address, which a list can change; at first the person most records name."""
    sight = Sight(archive, AUDIENCE, lang=t.language)
    refs = _with_address(sight, entities_of(sight))
    names = {ref.id: f"{ref.label} · {t('kind.' + ref.kind.value)}" for ref in refs}
    first = next((one.entity.id for one in featured(sight, Kind.PERSON, limit=1)), "")
    return choose([ref.id for ref in refs], names, label=label, default=first)


def _with_address(sight: Sight, refs: tuple[EntityRef, ...]) -> tuple[EntityRef, ...]:
    """The things of a list and the one in the address: an event without a name is only reached from elsewhere."""
    wanted = st.query_params.get("id", "")
    ref = None if any(one.id == wanted for one in refs) else sight.ref(wanted)
    return (*refs, ref) if ref else refs


def choose_record(archive: Archive, t: Texts) -> str:
    """The id of the record in the address, which a list can change."""
    refs = records_of(archive)
    names = {ref.id: f"{ref.ref_code} {ref.title} · {t('access.' + ref.access)}".strip() for ref in refs}
    return choose([ref.id for ref in refs], names, label=t("record.choose"))


def _order(ref: EntityRef, lang: str) -> tuple[int, bool, str, str]:
    chinese = any("一" <= letter <= "鿿" for letter in ref.label)
    return list(Kind).index(ref.kind), chinese is not (lang == "zh"), ref.label, ref.id


def choose(ids: list[str], names: dict[str, str], *, label: str, default: str = "") -> str:
    """The id in the address, else the default, else the first; a list changes it. Empty where there is none."""
    if not ids:
        return ""
    wanted = st.query_params.get("id", default)
    shown = wanted if wanted in names else default if default in names else ids[0]
    told = distinct(names)
    chosen = st.selectbox(label, ids, index=ids.index(shown), format_func=lambda one: told[one])
    if chosen != shown:
        for old in ("start", "end"):  # another thing: the old passage no longer fits
            st.query_params.pop(old, None)
        st.query_params["id"] = chosen
        st.rerun()  # else the list would remember this choice against the next link
    return str(chosen)
