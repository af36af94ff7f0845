"""Deciding who is who: names to entities, over a whole archive."""

from extraction.link.aliases import StatedAlias, stated_aliases
from extraction.link.linker import AuthorityLinker

__all__ = ["AuthorityLinker", "StatedAlias", "stated_aliases"]
