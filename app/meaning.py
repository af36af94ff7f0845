"""Asking by meaning: the encoder of the workspace makes the question's vector, the archive compares."""

from __future__ import annotations

from app.settings import Settings
from app.wiring import encoder_for
from kg.queries import Question
from ontology.errors import BadInput


def question_of(words: str, *, settings: Settings) -> Question:
    """What somebody asks in any language, ready to be compared with passages.

    Raises:
        BadInput: for a question without words.
    """
    if not words.strip():
        raise BadInput("search by meaning", "there is no question", "Ask a question or name a topic.")
    encoder = encoder_for(settings)
    return Question(text=words, vector=encoder.questions([words])[0], version=encoder.version)
