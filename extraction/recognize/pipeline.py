"""The spaCy pipeline of a language: blank, with our components in order."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from extraction.recognize import components, tokens  # noqa: F401 - tokens registers the tokenizers
from extraction.recognize.tagger.finder import NameTagger
from ontology.authority import Authority

LANGUAGES = ("zh", "ru", "ja")
"""Languages with a pipeline of their own; text of unknown language goes through the Chinese one."""
_TOKENIZERS = {"zh": "dangmai.characters.v1", "ja": "dangmai.characters.v1", "ru": "dangmai.words.v1"}


def build_pipeline(
    lang: str,
    *,
    authority: Authority | None = None,
    tagger: NameTagger | None = None,
    natasha: bool = True,
    folder: str | Path | None = None,
) -> Language:
    """The pipeline of a language.

    Args:
        lang: zh, ru or ja.
        authority: whose names the gazetteer knows; the files under data/authority if none is given.
        tagger: the trained tagger that joins; none is possible.
        natasha: whether Russian is read by natasha's tagger as well.
        folder: a trained spaCy pipeline that joins as one more finder.
    """
    config = {"nlp": {"tokenizer": {"@tokenizers": _TOKENIZERS[lang]}}}
    nlp = spacy.blank(lang, config=config)
    gazetteer = nlp.add_pipe("dangmai_gazetteer")
    if authority is not None and isinstance(gazetteer, components.GazetteerComponent):
        gazetteer.use(authority)
    nlp.add_pipe("dangmai_grammar")
    if tagger is not None:
        component = nlp.add_pipe("dangmai_tagger")
        assert isinstance(component, components.TaggerComponent)
        component.use(tagger)
    if lang == "ru" and natasha:
        nlp.add_pipe("dangmai_natasha")
    if folder is not None:
        nlp.add_pipe("dangmai_pipeline_folder", config={"folder": str(folder)})
    merger = nlp.add_pipe("dangmai_merge")
    if tagger is not None:
        assert isinstance(merger, components.MergeComponent)
        merger.trust(tagger.reliability)
    return nlp
