"""The archive file: catalogue, text, mentions, entities, claims, and the search index over them."""

from kg.records.archive import Archive, open_archive
from kg.records.rows import FileRow, LinkedMention, Passage, RecordHead, Replay, Sourced, StoredExhibition

__all__ = [
    "Archive",
    "FileRow",
    "LinkedMention",
    "Passage",
    "RecordHead",
    "Replay",
    "Sourced",
    "StoredExhibition",
    "open_archive",
]
