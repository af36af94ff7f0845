"""Reading claims and events off sentences."""

from extraction.relate.relator import PatternRelator

__all__ = ["PatternRelator"]
