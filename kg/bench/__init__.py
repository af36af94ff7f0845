"""Plausible archives of any size, to measure by: no text of them is anybody's."""

from kg.bench.archive import Paper, papers

__all__ = ["Paper", "papers"]
