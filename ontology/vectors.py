"""The vector of a passage, as the extraction yields it and the archive file keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageVector:
    """Where a stretch of a record points in the space of meanings; its length is one."""

    record: str
    start: int  # in L0, like every span
    end: int
    numbers: bytes  # int8, one a dimension
    scale: float  # number × scale is the coordinate

    def __post_init__(self) -> None:
        """A vector without a passage or without numbers is none."""
        if not 0 <= self.start < self.end or not self.numbers or self.scale <= 0:
            raise BadInput(self.record, "a vector lacks its passage or its numbers", "Encode the text again.")
