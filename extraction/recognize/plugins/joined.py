"""The plug-ins of a language as one step of its spaCy pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc

from extraction.recognize.plugins.llm_tally import Tally
from extraction.recognize.spans import Finder, Found, put, taken, text_of
from ontology.ids import content_id

GROUP = "plugins"
"""The span group they write to, which the merger reads beside the others."""
_BEFORE = ("gazetteer", "grammar", "tagger", "natasha", "pipeline")


class JoinedFinders:
    """Several finders as one. Never decides between them: the merger does."""

    def __init__(self, finders: Sequence[Finder]) -> None:
        """Take the finders; each keeps its own name in what it finds."""
        self.finders = tuple(finders)

    @cached_property
    def version(self) -> str:
        """A hash of the finders' own versions."""
        told = (f"{type(one).__name__} {getattr(one, 'version', '')}" for one in self.finders)
        return content_id("plg", *told)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the finders that keep count have to say of this run: tokens, names dropped, parts left unread."""
        tallies = (getattr(finder, "tally", None) for finder in self.finders)
        return tuple(tally.sentence() for tally in tallies if isinstance(tally, Tally) and tally.tried)

    def find(self, text: str, known: tuple[Found, ...] = ()) -> Iterator[Found]:
        """What any of them finds."""
        for finder in self.finders:
            yield from finder.find(text, known)


class PluginsComponent:
    """Plug-ins as a spaCy component; it sees what the components before it have found."""

    def __init__(self, finders: JoinedFinders | None = None) -> None:
        """Start without a finder; `use` brings them."""
        self.finders = finders or JoinedFinders(())

    def use(self, finders: JoinedFinders) -> None:
        """Read with these."""
        self.finders = finders

    def __call__(self, doc: Doc) -> Doc:
        """Find names in a document."""
        known = tuple(item for source in _BEFORE for item in taken(doc, source))
        put(doc, GROUP, self.finders.find(text_of(doc), known))
        return doc


@Language.factory("dangmai_plugins", assigns=["doc.spans"])
def plugins(nlp: Language, name: str) -> PluginsComponent:
    """Names by the plug-ins of a workspace."""
    return PluginsComponent()


def join(nlp: Language, finders: JoinedFinders) -> None:
    """Put plug-ins into a pipeline, right before its merger."""
    component = nlp.add_pipe("dangmai_plugins", before="dangmai_merge")
    assert isinstance(component, PluginsComponent)
    component.use(finders)
