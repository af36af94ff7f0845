"""Questions to an archive: each takes an open archive and an audience, and answers with plain frozen values."""

from kg.queries.citations import citation, numbered
from kg.queries.entity_pages import EntityPage, FactGroup, Neighbor, RecordCount, entity_page
from kg.queries.happenings import Account, Accounts, Conflict, TookPart, accounts_of
from kg.queries.meaning import Question, by_meaning
from kg.queries.networks import GraphEdge, GraphNode, GraphView, ego_network, view_of
from kg.queries.overviews import Count, Featured, Overview, overview
from kg.queries.passages import Fact, Passage, passage_at, relation_label
from kg.queries.record_pages import DateMark, Mark, RecordPage, TextPage, boxes_of, record_page, union
from kg.queries.searching import (
    EntityHit,
    Expansion,
    Facets,
    Hit,
    Search,
    SearchFilters,
    SearchPage,
    search,
)
from kg.queries.sight import EntityRef, RecordRef, Sight
from kg.queries.themes import Membership, ThemeCard, theme_cards
from kg.queries.timelines import TimelineItem

__all__ = [
    "Account",
    "Accounts",
    "Conflict",
    "Count",
    "DateMark",
    "EntityHit",
    "EntityPage",
    "EntityRef",
    "Expansion",
    "Facets",
    "Fact",
    "FactGroup",
    "Featured",
    "GraphEdge",
    "GraphNode",
    "GraphView",
    "Hit",
    "Mark",
    "Membership",
    "Neighbor",
    "Overview",
    "Passage",
    "Question",
    "RecordCount",
    "RecordPage",
    "RecordRef",
    "Search",
    "SearchFilters",
    "SearchPage",
    "Sight",
    "TextPage",
    "ThemeCard",
    "TimelineItem",
    "TookPart",
    "accounts_of",
    "boxes_of",
    "by_meaning",
    "citation",
    "ego_network",
    "entity_page",
    "numbered",
    "overview",
    "passage_at",
    "record_page",
    "relation_label",
    "search",
    "theme_cards",
    "union",
    "view_of",
]
