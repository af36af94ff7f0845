"""Our steps as spaCy components: each writes to `doc.spans`, the merger to `doc.ents` as well.

| factory | writes |
|---|---|
| dangmai_gazetteer | doc.spans["gazetteer"] |
| dangmai_grammar | doc.spans["grammar"] |
| dangmai_tagger | doc.spans["tagger"] |
| dangmai_natasha | doc.spans["natasha"] (Russian) |
| dangmai_pipeline_folder | doc.spans["pipeline"] |
| dangmai_merge | doc.spans["dangmai"] with scores and finders, doc.ents |
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.util import filter_spans

from extraction.recognize.folder import SpacyFolderRecognizer
from extraction.recognize.gazetteer import Gazetteer
from extraction.recognize.gazetteer_ru import RussianGazetteer
from extraction.recognize.grammar import GrammarFinder
from extraction.recognize.memory import recall
from extraction.recognize.merge import merge
from extraction.recognize.natasha_ner import NatashaFinder
from extraction.recognize.reliability import Reliability
from extraction.recognize.spans import Finder, put, taken, text_of
from extraction.recognize.tagger.finder import NameTagger, TaggerFinder
from extraction.recognize.tagger.profiles import tagger_of
from ontology.authority import Authority, load_authority

if TYPE_CHECKING:
    from spacy.tokens import Doc

SOURCES = ("gazetteer", "grammar", "tagger", "natasha", "pipeline", "plugins")
"""The span groups the merger reads, in the order the components write them."""
FINDERS = "\x1f"
"""Joins the finders of a merged span."""
UNFOLDED = "dangmai_unfolded"
"""Key in `doc.user_data` for the text before its characters were folded; as long as the document's own."""
MERGED = "dangmai"
"""The span group that holds what stays."""


class FinderComponent:
    """A finder as a spaCy component; it sees what the components before it have found."""

    def __init__(self, finder: Finder, key: str) -> None:
        """Write what the finder finds to `doc.spans[key]`."""
        self.finder = finder
        self.key = key

    def __call__(self, doc: Doc) -> Doc:
        """Find names in a document."""
        known = tuple(item for source in SOURCES if source != self.key for item in taken(doc, source))
        put(doc, self.key, self.finder.find(text_of(doc), known))
        return doc


class GazetteerComponent:
    """Known names; the authority files are read at the first document unless others are handed in."""

    def __init__(self, lang: str) -> None:
        """Remember the language; `use` says which authority."""
        self.lang = lang
        self._finder: Gazetteer | RussianGazetteer | None = None

    def use(self, authority: Authority) -> None:
        """Index the names of an authority."""
        self._finder = RussianGazetteer(authority) if self.lang == "ru" else Gazetteer(authority)

    def __call__(self, doc: Doc) -> Doc:
        """Find known names in a document."""
        if self._finder is None:
            self.use(load_authority())
        assert self._finder is not None
        put(doc, "gazetteer", self._finder.find(text_of(doc)))
        return doc


class TaggerComponent:
    """The trained tagger; its weights are read at the first document."""

    def __init__(self, lang: str, profile: str) -> None:
        """Remember the language and the profile; `use` may bring another tagger."""
        self.lang = lang
        self.profile = profile
        self._finder: TaggerFinder | None = None

    def use(self, tagger: NameTagger) -> None:
        """Read with this tagger."""
        self._finder = TaggerFinder(tagger, self.lang)

    def __call__(self, doc: Doc) -> Doc:
        """Find names in a document, reading the characters it had before they were folded."""
        if self._finder is None:
            self.use(tagger_of(self.profile))
        assert self._finder is not None
        put(doc, "tagger", self._finder.find(doc.user_data.get(UNFOLDED) or text_of(doc)))
        return doc


class MergeComponent:
    """Resolves overlaps by the table of `merge`, adds what the document teaches, and fills `doc.ents`."""

    def __init__(self, lang: str) -> None:
        """Remember the language for the document's memory."""
        self.lang = lang
        self._reliability: Reliability | None = None

    def trust(self, reliability: Reliability) -> None:
        """Decide by confidence, as counted for the tagger that reads before."""
        self._reliability = reliability

    def __call__(self, doc: Doc) -> Doc:
        """Merge what all components before have found."""
        found = [item for source in SOURCES for item in taken(doc, source)]
        first = merge(text_of(doc), found, reliability=self._reliability)
        more = list(recall(text_of(doc), (item.found for item in first), lang=self.lang))
        merged = merge(text_of(doc), [*found, *more], reliability=self._reliability) if more else first
        put(doc, MERGED, (replace(item.found, by=FINDERS.join(item.found_by)) for item in merged))
        doc.set_ents(filter_spans(list(doc.spans[MERGED])))
        return doc


@Language.factory("dangmai_gazetteer", assigns=["doc.spans"])
def gazetteer(nlp: Language, name: str) -> GazetteerComponent:
    """Known names of the authority files."""
    return GazetteerComponent(nlp.lang or "zh")


@Language.factory("dangmai_grammar", assigns=["doc.spans"])
def grammar(nlp: Language, name: str) -> FinderComponent:
    """Names by rule."""
    return FinderComponent(GrammarFinder(nlp.lang or "zh"), "grammar")


@Language.factory("dangmai_tagger", default_config={"profile": "accurate"}, assigns=["doc.spans"])
def tagger(nlp: Language, name: str, profile: str) -> TaggerComponent:
    """Names by the trained tagger."""
    return TaggerComponent(nlp.lang or "zh", profile)


@Language.factory("dangmai_natasha", assigns=["doc.spans"])
def natasha(nlp: Language, name: str) -> FinderComponent:
    """Russian names by natasha's tagger."""
    return FinderComponent(NatashaFinder(), "natasha")


@Language.factory("dangmai_pipeline_folder", default_config={"folder": ""}, assigns=["doc.spans"])
def pipeline_folder(nlp: Language, name: str, folder: str) -> FinderComponent:
    """Names by a trained pipeline of the user's."""
    return FinderComponent(SpacyFolderRecognizer(folder), "pipeline")


@Language.factory("dangmai_merge", assigns=["doc.ents", "doc.spans"])
def merger(nlp: Language, name: str) -> MergeComponent:
    """What stays where finders disagree."""
    return MergeComponent(nlp.lang or "zh")
