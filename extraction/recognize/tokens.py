"""Tokenizers without a dictionary, so that no segmentation can cut a name in two.

Chinese and Japanese: every character is a token. Russian: every run of letters or digits is one, every other
character is one. White space is made of tokens too, so that `doc.text` is the text and offsets need no care.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from extraction.recognize.spans import TEXT

_WORDS = re.compile(r"\w+|\W", re.DOTALL)


class CharacterTokenizer:
    """One token a character."""

    def __init__(self, vocab: Vocab) -> None:
        """Keep the vocabulary the documents share."""
        self.vocab = vocab

    def split(self, text: str) -> list[str]:
        """The tokens of a text."""
        return list(text)

    def __call__(self, text: str) -> Doc:
        """A document of the text's tokens."""
        words = self.split(text)
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc.user_data[TEXT] = text
        return doc

    def to_disk(self, path: str | Path, *, exclude: object = ()) -> None:
        """Nothing to save: the rule is in the code."""

    def from_disk(self, path: str | Path, *, exclude: object = ()) -> CharacterTokenizer:
        """Nothing to load: the rule is in the code."""
        return self

    def to_bytes(self, *, exclude: object = ()) -> bytes:
        """Nothing to save: the rule is in the code."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: object = ()) -> CharacterTokenizer:
        """Nothing to load: the rule is in the code."""
        return self


class WordTokenizer(CharacterTokenizer):
    """One token a word or a mark."""

    def split(self, text: str) -> list[str]:
        """The tokens of a text."""
        return _WORDS.findall(text)


def characters() -> Callable[[Language], CharacterTokenizer]:
    """The tokenizer of Chinese and Japanese pipelines, by its name in a spaCy config."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)


def words() -> Callable[[Language], WordTokenizer]:
    """The tokenizer of Russian pipelines, by its name in a spaCy config."""
    return lambda nlp: WordTokenizer(nlp.vocab)


registry.tokenizers.register("dangmai.characters.v1", func=characters)
registry.tokenizers.register("dangmai.words.v1", func=words)
