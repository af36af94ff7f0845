"""Dates and calendars of the archive: from what is written to EDTF and to bounds that sort."""

from __future__ import annotations

from ontology.dates.bounds import edtf_bounds
from ontology.dates.find import find_dates, parse_date

__all__ = ["edtf_bounds", "find_dates", "parse_date"]
