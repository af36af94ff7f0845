"""One finder alone as a recogniser: what it finds without our gazetteer, grammar and merger beside it."""

from __future__ import annotations

from extraction.recognize.recognizer import CHUNK, chunks, to_source
from extraction.recognize.spans import Finder, Found
from extraction.steps import Marked
from extraction.text.layers import layers_of
from ontology.ids import content_id
from ontology.records import Layer, Mention, Record, mention_id


class LoneRecognizer:
    """Marks names by one finder. Finds no dates, and never decides who anyone is."""

    def __init__(self, finder: Finder, *, name: str) -> None:
        """Take a finder; the name stands in the version."""
        self._finder = finder
        self._name = name

    @property
    def version(self) -> str:
        """A hash of the finder's name and of its own version, where it tells one."""
        return content_id("rcg", self._name, str(getattr(self._finder, "version", "")))

    def recognize(self, record: Record) -> Marked:
        """Mark one record; the finder reads its last layer, spans are in L0."""
        scanned = any(page.lines for page in record.pages)
        layers = layers_of(record.text, lang=record.lang, script=record.script, scanned=scanned)
        folded = layers[-1].name == "fold" and getattr(self._finder, "unfolded", False)
        layer = layers[-2 if folded else -1]
        found = {
            mention.id + mention.kind: mention
            for start, end in chunks(layer.text, CHUNK)
            for one in self._finder.find(layer.text[start:end], ())
            if (mention := _mention(record, layer, one.moved(start))) is not None
        }
        mentions = sorted(found.values(), key=lambda one: (one.start, one.end, one.kind))
        return Marked(record=record, mentions=tuple(mentions), dates=())


def _mention(record: Record, layer: Layer, found: Found) -> Mention | None:
    """A found span as a mention; a tagger's span of mere white space is none."""
    if not layer.text[found.start : found.end].strip():
        return None
    start, end = to_source(record, layer, found.start, found.end)
    return Mention(
        id=mention_id(record, start, end),
        record=record.id,
        start=start,
        end=end,
        text=record.text[start:end],
        kind=found.kind,
        score=found.score,
        found_by=(found.by,),
    )
