"""The recognizer that works out of the box: layers, a spaCy pipeline a language, dates, and the way back to L0."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from spacy.language import Language

from extraction.recognize.components import FINDERS, MERGED, UNFOLDED
from extraction.recognize.folder import SpacyFolderRecognizer
from extraction.recognize.grammar import VERSION as GRAMMAR_VERSION
from extraction.recognize.pipeline import build_pipeline
from extraction.recognize.plugins.joined import JoinedFinders, join
from extraction.recognize.spans import Found, taken
from extraction.recognize.tagger.finder import NameTagger
from extraction.steps import Marked
from extraction.text.layers import layers_of
from ontology.authority import Authority, load_authority
from ontology.dates import find_dates, parse_date
from ontology.errors import BadInput
from ontology.ids import content_id
from ontology.kinds import Kind
from ontology.records import DateMention, DateValue, Layer, Mention, Record, mention_id

CHUNK = 400_000
"""Characters handed to spaCy at once: under its limit of 1,000,000, cut at the end of a sentence."""
_PACKAGES = ("spacy", "natasha", "pymorphy3")
_SENTENCE_END = re.compile(r"[。！？!?…\n]+|\.(?=\s+[А-ЯЁA-Z])")


class DefaultRecognizer:
    """Marks names and dates by authority files, grammars and, in Russian, natasha. Never decides who they are."""

    def __init__(
        self,
        authority: Authority | None = None,
        *,
        tagger: NameTagger | None = None,
        natasha: bool = True,
        folders: dict[str, Path] | None = None,
        plugins: Mapping[str, JoinedFinders] | None = None,
    ) -> None:
        """Prepare; pipelines are built at the first record of their language, once a process.

        Args:
            authority: whose names the gazetteer knows; the files under data/authority if none is given.
            tagger: the trained tagger of a profile; without one, names are found by rules and lists alone.
            natasha: whether Russian is read by natasha's tagger as well.
            folders: a trained spaCy pipeline by language, where the user has one.
            plugins: other finders by language, where the user has some.
        """
        self._authority = authority or load_authority()
        self._tagger = tagger
        self._natasha = natasha
        self._folders = dict(folders or {})
        self._plugins = dict(plugins or {})
        self._pipelines: dict[str, Language] = {}

    @property
    def version(self) -> str:
        """A hash of the authority's version, the grammars' version and the packages' versions."""
        packages = (f"{name} {_installed(name)}" for name in _PACKAGES if self._natasha or name == "spacy")
        folders = (
            f"{lang} {SpacyFolderRecognizer(folder).version}"
            for lang, folder in sorted(self._folders.items())
        )
        tagger = (f"tagger {self._tagger.version}",) if self._tagger else ()
        plugins = (f"{lang} {finders.version}" for lang, finders in sorted(self._plugins.items()))
        return content_id(
            "rcg", self._authority.version, GRAMMAR_VERSION, *tagger, *packages, *folders, *plugins
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the plug-ins have to say of this run, for its report."""
        return tuple(said for _, finders in sorted(self._plugins.items()) for said in finders.remarks)

    def pipeline(self, lang: str) -> Language:
        """The spaCy pipeline for a language; unknown languages are read as Chinese."""
        lang = lang if lang in ("zh", "ru", "ja") else "zh"
        if lang not in self._pipelines:
            self._pipelines[lang] = build_pipeline(
                lang,
                authority=self._authority,
                tagger=self._tagger,
                natasha=self._natasha,
                folder=self._folders.get(lang),
            )
            if lang in self._plugins:
                join(self._pipelines[lang], self._plugins[lang])
        return self._pipelines[lang]

    def recognize(self, record: Record) -> Marked:
        """Mark one record; spans are in L0."""
        scanned = any(page.lines for page in record.pages)
        *_, before, layer = layers_of(record.text, lang=record.lang, script=record.script, scanned=scanned)
        if not layer.text.strip():
            return Marked(record=record, mentions=(), dates=())
        unfolded = before.text if len(before.text) == len(layer.text) else layer.text
        names = self._names(layer.text, record.lang, unfolded)
        dates = list(_dates(layer.text, record))
        names = [one for one in names if not _longer_date_over(one, dates)]
        return Marked(
            record=record,
            mentions=tuple(_mentions(record, layer, names)),
            dates=tuple(_date_mentions(record, layer, names, dates)),
        )

    def _names(self, text: str, lang: str, unfolded: str) -> list[Found]:
        """The names of a reading layer, chunk by chunk."""
        nlp, names = self.pipeline(lang), list[Found]()
        for start, end in chunks(text, CHUNK):
            doc = nlp.make_doc(text[start:end])
            doc.user_data[UNFOLDED] = unfolded[start:end]
            names += (found.moved(start) for found in taken(nlp(doc), MERGED))
        return names


def chunks(text: str, size: int) -> Iterator[tuple[int, int]]:
    """Spans of a text no longer than `size`, each ending with a sentence where one ends in its last tenth."""
    start = 0
    while start < len(text):
        end = min(len(text), start + size)
        if end < len(text):
            ends = [match.end() for match in _SENTENCE_END.finditer(text, end - size // 10, end)]
            end = ends[-1] if ends else end
        yield start, end
        start = end


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


_Dated = tuple[int, int, DateValue]


def _dates(text: str, record: Record) -> Iterator[_Dated]:
    """The dates of a reading layer, resolved against the date the catalogue gives."""
    anchor = parse_date(record.description.date) if record.description.date else None
    yield from find_dates(text, lang=record.lang, anchor=anchor)


def _longer_date_over(item: Found, dates: list[_Dated]) -> bool:
    """Whether a date covers this name and more: then it is part of the date (康德三年)."""
    place = bisect_right(dates, item.start, key=lambda date: date[0]) - 1
    if place < 0:
        return False
    start, end, date = dates[place]
    # 九一八事变后 is a date by the event in it, and the event's name comes first.
    event = item.kind is Kind.EVENT and item.start == start  # 九一八事变|后, but not 一九一八年
    return not event and item.end <= end and end - start > item.length and date.rule != "event"


def _mentions(record: Record, layer: Layer, names: list[Found]) -> Iterator[Mention]:
    """Names as mentions of L0."""
    for item in names:
        start, end = to_source(record, layer, item.start, item.end)
        yield Mention(
            id=mention_id(record, start, end),
            record=record.id,
            start=start,
            end=end,
            text=record.text[start:end],
            kind=item.kind,
            score=item.score,
            found_by=tuple(item.by.split(FINDERS)),
        )


def _date_mentions(
    record: Record, layer: Layer, names: list[Found], dates: list[_Dated]
) -> Iterator[DateMention]:
    """Dates that no name stands in the way of, as spans of L0."""
    for start, end, date in dates:
        place = (
            bisect_left(names, end, key=lambda item: item.start) - 1
        )  # the last name that begins before it ends
        if place < 0 or names[place].end <= start:
            first, last = to_source(record, layer, start, end)
            raw = record.text[first:last]
            yield DateMention(record=record.id, start=first, end=last, date=replace(date, raw=raw))


def to_source(record: Record, layer: Layer, start: int, end: int) -> tuple[int, int]:
    """A span of a layer as a span of L0 without white space at its edges."""
    first, last = layer.source_span(start, end)
    while first < last and record.text[first].isspace():
        first += 1
    while first < last and record.text[last - 1].isspace():
        last -= 1
    if first >= last:
        raise BadInput(
            record.source, f"the span {start}–{end} of layer {layer.name} maps to nothing", "Report the text."
        )
    return first, last
