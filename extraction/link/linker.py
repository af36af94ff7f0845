"""Who is who in an archive: names looked up in the authority file, read in their record, strangers gathered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from extraction.link.choice import Choice, RecordContext, decide, scored, weigh
from extraction.link.keys import SHORT_PLACES, keys_of, language_of, modern, without_suffix
from extraction.link.lookup import Candidate, NameIndex, type_of
from extraction.link.numerals import with_arabic_numbers
from extraction.link.russian import lemma_keys, nominative
from extraction.link.units import full_army_name, is_bare
from extraction.link.within import settle_within
from extraction.steps import Linked, Marked
from ontology.authority import Authority
from ontology.kinds import Kind
from ontology.names import fold, name_key
from ontology.records import Entity, Link, Mention, Name, entity_id

_SURNAME = 1
"""A person of one character is a surname, which alone makes nobody the same."""


_REVISION = 2
"""Raised when a rule changes who is who."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A mention with what was decided about it."""

    mention: Mention
    lang: str
    choice: Choice


class AuthorityLinker:
    """Links names to the authority file, and gathers the rest by name over the whole archive.

    It decides each record by that record alone, so the order of records cannot matter.
    """

    def __init__(self, authority: Authority) -> None:
        """Index the authority file."""
        self._authority_version = authority.version
        self._index = NameIndex(authority)

    @property
    def version(self) -> str:
        """The revision of these rules and the authority files they look names up in."""
        return f"linker-{_REVISION}-{self._authority_version}"

    def link(self, archive: Iterable[Marked]) -> Linked:
        """Link every mention of an archive to an entity."""
        known: dict[str, list[_Placed]] = defaultdict(list)
        strangers: dict[tuple[Kind, str], list[_Placed]] = defaultdict(list)
        for marked in archive:
            for placed in self._place(marked):
                if placed.choice.entry is not None:
                    known[placed.choice.entry.id].append(placed)
                else:
                    strangers[placed.mention.kind, placed.choice.key].append(placed)
        groups = [(_known_entity(group), group) for group in known.values()]
        groups += [(_stranger(group), group) for group in strangers.values()]
        groups.sort(key=lambda pair: pair[0].id)
        links = {p.mention.id: _link(p, entity) for entity, group in groups for p in group}
        return Linked(entities={entity.id: entity for entity, _ in groups}, links=dict(sorted(links.items())))

    def _place(self, marked: Marked) -> list[_Placed]:
        """Every mention of one record with its choice."""
        context = RecordContext(marked)
        found = {m.id: self._candidates(context, m) for m in context.mentions}
        strangers = {m.id: self._unknown(context, m, found[m.id]) for m in context.mentions}
        decided = self._from_authority(context, found)
        choices = settle_within(context, decided, strangers, index=self._index)
        lang = marked.record.lang
        return [
            _Placed(
                mention=mention,
                lang=language_of(mention.text, lang),
                choice=choices[mention.id],
            )
            for mention in context.mentions
        ]

    def _candidates(self, context: RecordContext, mention: Mention) -> tuple[Candidate, ...]:
        """Who a mention may be by its name; a place spoken of as a province is looked up as one first."""
        lang = context.marked.record.lang
        if mention.kind is Kind.PLACE and context.is_province(mention):
            province = self._index.candidates(mention.text + "省", mention.kind, lang)
            sure = tuple(c for c in province if type_of(c.entry) == "province" and not c.how)
            if sure:
                return sure
        found = self._index.candidates(mention.text, mention.kind, lang)
        office = context.title_after(mention) if not found and mention.kind is Kind.PERSON else ""
        if office:
            titled = self._index.candidates(
                mention.text + office, mention.kind, lang
            )  # a name with its title
            return titled or self._index.holders(fold(mention.text), office)
        return found

    def _from_authority(
        self, context: RecordContext, found: dict[str, tuple[Candidate, ...]]
    ) -> dict[str, Choice]:
        """Those the authority file decides: first the clear ones, then the shared names in their company."""
        choices: dict[str, Choice] = {}
        for _ in range(2):
            present = {choice.entry.id for choice in choices.values() if choice.entry}
            for mention in context.mentions:
                weighed = weigh(
                    found[mention.id], mention, context=context, index=self._index, present=present
                )
                choice = decide(weighed, mention)
                if choice is not None:
                    choices[mention.id] = choice
        return choices

    def _unknown(self, context: RecordContext, mention: Mention, found: tuple[Candidate, ...]) -> Choice:
        """A mention nobody could place: it gathers with its namesakes, or stays within its record."""
        weighed = weigh(found, mention, context=context, index=self._index)
        lang = language_of(mention.text, context.marked.record.lang)
        alone = bool(weighed) or _is_bare(mention)
        key = _gathering_key(mention, lang) + (f"@{mention.record}" if alone else "")
        return Choice(
            entry=None,
            key=key,
            label=_plain_label(mention, lang),
            score=0.4 if alone else 0.5,
            why=_why_unknown(mention, shared=len(weighed), alone=alone),
            candidates=scored(weighed),
        )


def _is_bare(mention: Mention) -> bool:
    """A surname or an ordinal alone says too little to be the same thing in two records."""
    if mention.kind is Kind.ORGANIZATION:
        return is_bare(mention.text)
    return mention.kind is Kind.PERSON and len(mention.text) <= _SURNAME


def _gathering_key(mention: Mention, lang: str) -> str:
    if lang == "ru":
        keys = lemma_keys(modern(mention.text))
        name = keys[0] if keys else name_key(mention.text, "ru")
    elif mention.kind is Kind.ORGANIZATION:
        name = keys_of(mention.text, mention.kind, "zh")[0].text
        name = with_arabic_numbers(full_army_name(name))
    elif mention.kind is Kind.PLACE:
        name = without_suffix(name_key(mention.text, "zh"))
    else:
        name = name_key(mention.text, "zh").strip("《》“”「」『』")
    return f"{mention.kind.value}:{name}"


def _plain_label(mention: Mention, lang: str) -> str:
    """The name of a stranger: simplified characters, a Russian one in the nominative."""
    if lang == "ru":
        return nominative(modern(" ".join(mention.text.split())))
    plain = fold("".join(mention.text.split()))
    if mention.kind is Kind.PLACE:
        return without_suffix(SHORT_PLACES.get(plain, plain))
    return full_army_name(plain) if mention.kind is Kind.ORGANIZATION else plain


def _why_unknown(mention: Mention, *, shared: int, alone: bool) -> str:
    if shared > 1:
        return f"“{mention.text}”可指权威档中的{shared}个条目，本件不足以判定，暂不归并。"
    if shared:
        return f"“{mention.text}”与权威档的一个条目相近，但证据不足，暂不归并。"
    if alone:
        return f"“{mention.text}”过于简略，本件又无全称，只在本件内归并。"
    return f"权威档中没有“{mention.text}”，按同名归并。"


def _known_entity(group: list[_Placed]) -> Entity:
    entry = group[0].choice.entry
    assert entry is not None  # groups of `known` are made by entry
    return entry.entity()


def _stranger(group: list[_Placed]) -> Entity:
    """A thing known from mentions alone, named as most of them name it."""
    kind = group[0].mention.kind
    labels = Counter(placed.choice.label for placed in group)
    canonical = min(labels, key=lambda label: (-labels[label], label))
    written = sorted({(placed.mention.text, placed.lang) for placed in group})
    return Entity(
        id=entity_id(kind, min(placed.mention.id for placed in group)),
        kind=kind,
        canonical=canonical,
        names=tuple(Name(text=text, lang=lang) for text, lang in written),
    )


def _link(placed: _Placed, entity: Entity) -> Link:
    choice = placed.choice
    return Link(
        mention=placed.mention.id,
        entity=entity.id,
        score=choice.score,
        why=choice.why,
        candidates=choice.candidates or ((entity.id, choice.score),),
    )
