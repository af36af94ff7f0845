"""One event as several records tell it: their accounts side by side, and what they contradict each other in."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import streamlit as st

from app.text import Texts
from app.widgets.links import passage_link
from app.widgets.marks import short_quote
from app.widgets.words import when
from kg.export.dates import said
from kg.queries import Account, Accounts, Conflict
from ontology.happenings import type_label
from ontology.records import Modality

COLUMNS = 2
SHOWN = 12
"""Accounts that are shown at once; the rest waits folded."""


def show_accounts(told: Accounts, t: Texts) -> None:
    """All accounts of an event, none before the others; conflicts first, as conflicts."""
    st.subheader(t("account.title", n=told.records))
    for conflict in told.conflicts:
        st.html(_conflict(conflict, t))
    _side_by_side(told.accounts[:SHOWN], t)
    rest = told.accounts[SHOWN:]
    if rest:
        with st.expander(t("app.more_n", n=len(rest))):
            _side_by_side(rest, t)


def _side_by_side(accounts: tuple[Account, ...], t: Texts) -> None:
    for place in range(0, len(accounts), COLUMNS):
        for column, account in zip(st.columns(COLUMNS), accounts[place : place + COLUMNS], strict=False):
            with column, st.container(border=True, gap="xsmall"):
                st.html(_account(account, t))
                passage_link(account.passage, t)


def _conflict(conflict: Conflict, t: Texts) -> str:
    """What the records contradict each other in; every value stays, none is worked out from the others."""
    values = [said(one, t.language) if conflict.about == "date" else one for one in conflict.values]
    text = t(f"account.conflict_{conflict.about}", values=" / ".join(values))
    return f'<p class="dm-unsure">{escape(text)}</p>'


def _account(account: Account, t: Texts) -> str:
    """One account as HTML: whose paper it is, when, where, who, what came of it, and its words."""
    chips = [t(f"stance.{account.stance or 'unknown'}")]
    if account.modality != Modality.FACT:
        chips.append(t(f"claim.{account.modality}"))
    head = "".join(f'<span class="dm-chip">{escape(one)}</span>' for one in chips)
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in _rows(account, t))
    return f'<div>{head}</div><dl class="dm-facts">{rows}</dl>{short_quote(account.passage)}'


def _rows(account: Account, t: Texts) -> Iterator[tuple[str, str]]:
    """The frame of an account, each part that the record tells."""
    yield t("account.type"), escape(type_label(account.type, t.language))
    if account.date:
        yield t("account.when"), when(account.date.edtf, account.date.raw, t)
    comma = "、" if t.language == "zh" else ", "
    if account.places:
        yield t("account.where"), escape(comma.join(ref.label for ref in account.places))
    parts: dict[tuple[str, str], list[str]] = {}
    for one in account.participants:
        parts.setdefault((one.part or "named", one.side), []).append(one.entity.label)
    for (part, side), names in parts.items():
        whose = f" ({t(f'side.{side}')})" if side else ""
        yield t(f"part.{part}"), escape(comma.join(names) + whose)
    if account.outcomes:
        yield t("account.outcome"), escape(comma.join(f"“{one}”" for one in account.outcomes))
