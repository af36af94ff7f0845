"""Passages of a record as vectors, for search by meaning across languages."""

from extraction.vectors.encoder import TextEncoder, as_int8
from extraction.vectors.passages import PassageText, passages_of
from extraction.vectors.records import vectors_of

__all__ = ["PassageText", "TextEncoder", "as_int8", "passages_of", "vectors_of"]
