"""Asking an archive by meaning: the encoder makes the question's vector, the archive compares."""

from __future__ import annotations

from app.settings import Settings
from app.wiring import encoder_for
from kg.queries import Question, SearchFilters, SearchPage, by_meaning
from kg.records import Archive
from ontology.access import Audience
from ontology.errors import BadInput


def nearest(
    archive: Archive,
    words: str,
    *,
    settings: Settings,
    audience: Audience,
    filters: SearchFilters | None = None,
    limit: int = 20,
) -> SearchPage:
    """The passages nearest to a question in any language, the nearest first.

    Raises:
        BadInput: for a question without words, and where the archive was built without vectors.
    """
    if not words.strip():
        raise BadInput("search by meaning", "there is no question", "Ask a question or name a topic.")
    encoder = encoder_for(settings)
    question = Question(text=words, vector=encoder.questions([words])[0], version=encoder.version)
    return by_meaning(
        archive,
        question,
        audience=audience,
        filters=filters or SearchFilters(),
        limit=limit,
        lang=settings.language,
    )
