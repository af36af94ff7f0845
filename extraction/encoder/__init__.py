"""What the recogniser and the passage vectors share: pieces of text, and a vector for each piece."""

from extraction.encoder.pieces import Cut, Pieces, base_folder
from extraction.encoder.table import Table

__all__ = ["Cut", "Pieces", "Table", "base_folder"]
