"""Which things belong to which theme, and the reason why."""

from __future__ import annotations

import json
from dataclasses import dataclass

from kg.queries.sight import EntityRef, Sight, label_in, theme_entity_id
from kg.queries.statements import ask
from ontology.authority import theme_reasons, theme_rule
from ontology.errors import BadInput
from ontology.records import Entity

SHOWN_REASONS = 3
"""How many examples a theme's card gives for what made it appear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """That a thing belongs to a theme, and why."""

    theme: str  # id in the authority file
    theme_label: str
    entity: EntityRef
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCard:
    """One theme with how much of the archive belongs to it and examples of why."""

    id: str  # id in the authority file
    entity: str  # its node in the graph
    label: str
    note: str
    broader: tuple[str, ...]
    histories: tuple[str, ...]  # which of the four histories
    entities: int
    records: int
    reasons: tuple[Membership, ...]
    rule: str = ""  # what makes a thing belong, in one Chinese sentence


def themes_of(sight: Sight, entity: Entity) -> tuple[Membership, ...]:
    """The themes one thing belongs to."""
    return tuple(
        Membership(
            theme=theme, theme_label=theme_label(sight, theme), entity=sight.ref_to(entity), reason=reason
        )
        for theme, reason in theme_reasons(entity, sight.authority)
    )


def members(sight: Sight) -> dict[str, tuple[Membership, ...]]:
    """What readable records name, by theme; the themes in order."""
    found: dict[str, list[Membership]] = {}
    for entity in sight.entities():
        for one in themes_of(sight, entity):
            found.setdefault(one.theme, []).append(one)
    return {theme: tuple(found[theme]) for theme in sorted(found)}


def theme_cards(sight: Sight) -> tuple[ThemeCard, ...]:
    """The themes that the readable part of the archive touches, the fullest first."""
    cards = [_card(sight, theme, group) for theme, group in members(sight).items()]
    return tuple(sorted(cards, key=lambda card: (-card.records, -card.entities, card.id)))


def theme_label(sight: Sight, theme: str) -> str:
    """A theme's name in the reader's language."""
    entry = sight.authority.entries.get(theme)
    if entry is None:
        raise BadInput(theme, "no theme has this id", "Choose one of the themes of the overview.")
    return label_in(entry.entity(), sight.lang)


def records_about(sight: Sight, entities: tuple[str, ...]) -> tuple[str, ...]:
    """The readable records that name one of some things."""
    wanted = json.dumps(sorted(entities))
    rows = ask(sight.archive, "records_mentioning", audience=sight.audience, entities=wanted)
    return tuple(row["id"] for row in rows)


def _card(sight: Sight, theme: str, group: tuple[Membership, ...]) -> ThemeCard:
    entry = sight.authority.entries[theme]
    return ThemeCard(
        id=theme,
        entity=theme_entity_id(theme),
        label=theme_label(sight, theme),
        note=entry.fields.get("scope", "") or entry.note,
        broader=entry.ids("broader"),
        histories=tuple(filter(None, entry.fields.get("four_histories", "").replace("|", ";").split(";"))),
        entities=len(group),
        records=len(records_about(sight, tuple(one.entity.id for one in group))),
        reasons=group[:SHOWN_REASONS],
        rule=theme_rule(entry, sight.authority).sentence(),
    )
