"""Who is who in an archive: names looked up in the authority file, read in their record, strangers gathered."""

from __future__ import annotations

import copy
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from extraction.link.choice import Choice, decide, scored, weigh
from extraction.link.cluster import gather
from extraction.link.constraints import ENTRY, NONE, Constraints, Ruled
from extraction.link.keys import language_of, modern
from extraction.link.lookup import Candidate, NameIndex, type_of
from extraction.link.naming import full_name, gathering_key, label_of, plain_label
from extraction.link.official import full_designation, line_of_railway
from extraction.link.parts import part_of_body
from extraction.link.profile import Profile, profile_of
from extraction.link.russian_bodies import body_in_chinese, with_its_railway
from extraction.link.surroundings import RecordContext
from extraction.link.units import is_bare
from extraction.link.within import settle_within
from extraction.steps import Linked, Marked
from ontology.authority import Authority
from ontology.kinds import Kind
from ontology.names import fold
from ontology.records import Entity, Link, Mention, Name, entity_id

_WRITTEN_OUT = 0.95
_SURELY = 0.8
_SPOTS = frozenset({"station", "battlefield", "site", "fortress", "railway", "bridge"})
_UNFIT_FOR = {
    "县": frozenset({"province", "river", "region", "country"}) | _SPOTS,
    "市": frozenset({"province", "river", "region", "country"}) | _SPOTS,
    "镇": frozenset({"province", "river", "region", "country"}),
    "省": frozenset({"city", "county", "river", "district", "town"}),
}
"""What a name is not when such a word follows it."""
_SURNAME = 1
"""A person of one character is a surname, which alone makes nobody the same."""


_REVISION = 4
"""Raised when a rule changes who is who."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A mention with what was decided about it."""

    mention: Mention
    lang: str
    choice: Choice
    profile: Profile | None  # of a stranger


class AuthorityLinker:
    """Links names to the authority file, and gathers the rest by name over the whole archive.

    It decides each record by that record alone, so the order of records cannot matter.
    """

    def __init__(self, authority: Authority, *, constraints: Constraints = NONE) -> None:
        """Index the authority file; what people decided about who is who outweighs what is found."""
        self._authority = authority
        self._index = NameIndex(authority)
        self._constraints = constraints

    @property
    def version(self) -> str:
        """The revision of these rules, the authority files they look names up in, and what people decided."""
        decided = f"-{self._constraints.version}" if self._constraints.version else ""
        return f"linker-{_REVISION}-{self._authority.version}{decided}"

    def under(self, constraints: Constraints) -> Self:
        """The same linker, bound by what people decided."""
        bound = copy.copy(self)
        bound._constraints = constraints
        return bound

    def link(self, archive: Iterable[Marked]) -> Linked:
        """Link every mention of an archive to an entity."""
        found: dict[str, list[_Placed]] = defaultdict(list)
        for marked in archive:
            for placed in self._place(marked):
                found[_group_of(placed)].append(placed)
        gathered = gather(found)
        ruled = self._constraints.applied(gathered.groups)
        entities = {key: self._entity(key, ruled) for key in ruled.groups}
        links: dict[str, Link] = {}
        for key, group in ruled.groups.items():
            others = tuple(
                (entities[other].id, score)
                for other, score in gathered.rivals.get(key, ())
                if other in entities
            )
            joined = gathered.reasons.get(key, "")
            for placed in group:
                links[placed.mention.id] = _link(
                    placed, entities[key], ruled.reasons, joined=joined, others=others
                )
        by_id = {entity.id: entity for entity in sorted(entities.values(), key=lambda one: one.id)}
        return Linked(entities=by_id, links=dict(sorted(links.items())))

    def _entity(self, key: str, ruled: Ruled[_Placed]) -> Entity:
        """What a group of mentions names: an entry of the authority file, else a stranger."""
        kind = ruled.kinds.get(key)
        if not key.startswith(ENTRY):
            return _stranger(ruled.groups[key], kind)
        entries = self._authority.entries
        entity = entries[key.removeprefix(ENTRY)].entity()
        others = (name for entry in ruled.also.get(key, ()) for name in entries[entry].names)
        more = (replace(name, type="variant") if name.type == "preferred" else name for name in others)
        entity = replace(entity, names=tuple(dict.fromkeys((*entity.names, *more))))
        return replace(entity, kind=kind, id=entity_id(kind, entity.authority)) if kind else entity

    def choices(self, marked: Marked) -> dict[str, Choice]:
        """What one record alone decides about each of its mentions, by mention id."""
        return self._choices(RecordContext(marked))

    def _choices(self, context: RecordContext) -> dict[str, Choice]:
        found = {m.id: self._candidates(context, m) for m in context.mentions}
        strangers = {m.id: self._unknown(context, m, found[m.id]) for m in context.mentions}
        decided = self._from_authority(context, found)
        return settle_within(context, decided, strangers, index=self._index)

    def _place(self, marked: Marked) -> Iterator[_Placed]:
        """Every mention of one record with its choice, and of a stranger what the record says of him."""
        context = RecordContext(marked)
        choices = self._choices(context)
        profiles: dict[str, Profile] = {}
        for mention in context.mentions:
            choice = choices[mention.id]
            if choice.entry is None and choice.key not in profiles:
                profiles[choice.key] = profile_of(context, mention, choice, choices)
            yield _Placed(
                mention=mention,
                lang=language_of(mention.text, marked.record.lang),
                choice=replace(choice, why=sys.intern(choice.why)),
                profile=profiles.get(choice.key) if choice.entry is None else None,
            )

    def _candidates(self, context: RecordContext, mention: Mention) -> tuple[Candidate, ...]:
        """Who a mention may be by its name; a place spoken of as a province is looked up as one first."""
        lang = context.marked.record.lang
        if mention.kind is Kind.PLACE and context.is_province(mention):
            province = self._index.candidates(mention.text + "省", mention.kind, lang)
            sure = tuple(c for c in province if type_of(c.entry) == "province" and not c.how)
            if sure:
                return sure
        if mention.kind is Kind.PLACE:
            if context.is_era(mention):
                return ()
            if suffix := context.suffix_after(mention):
                return self._place_called(mention.text, suffix, lang)
        found = self._index.candidates(mention.text, mention.kind, lang)
        office = context.title_after(mention) if not found and mention.kind is Kind.PERSON else ""
        if office:
            titled = self._index.candidates(
                mention.text + office, mention.kind, lang
            )  # a name with its title
            return titled or self._index.holders(fold(mention.text), office)
        return found or self._by_full_name(context, mention)

    def _place_called(self, name: str, suffix: str, lang: str) -> tuple[Candidate, ...]:
        """A place whose rank stands right after its name: 松江|县 is not the province, 吉林|市 neither."""
        whole = self._index.candidates(name + ("市" if suffix == "城" else suffix), Kind.PLACE, lang)
        if whole and not whole[0].how:
            return whole
        found = self._index.candidates(name, Kind.PLACE, lang)
        unfit = _UNFIT_FOR.get(suffix, frozenset())
        return tuple(
            one for one in found if type_of(one.entry) not in unfit and not one.how.startswith("补上")
        )

    def _part_of_railway(self, mention: Mention, lang: str) -> str:
        """中东路西线 is 中东铁路西线; empty for what is no part of a known railway."""
        road, part = line_of_railway(fold(mention.text)) if mention.kind is Kind.PLACE else ("", "")
        known = self._index.candidates(road, Kind.PLACE, lang) if road else ()
        return known[0].entry.canonical + part if known and type_of(known[0].entry) == "railway" else ""

    def _by_full_name(self, context: RecordContext, mention: Mention) -> tuple[Candidate, ...]:
        """Who a name stands for once it is written out as its time and side wrote it."""
        lang = context.marked.record.lang
        full = self._full_body(context, mention) or full_name(
            context, mention, language_of(mention.text, lang)
        )
        if full == fold("".join(mention.text.split())):
            return ()
        found = self._index.candidates(full, mention.kind, "zh")
        return tuple(replace(one, score=one.score * _WRITTEN_OUT, how="写成全称后") for one in found)

    def _full_body(self, context: RecordContext, mention: Mention) -> str:
        """A body's full Chinese name where it is translated or put together from a known one; empty for others."""
        if mention.kind is not Kind.ORGANIZATION:
            return ""
        lang = context.marked.record.lang
        if language_of(mention.text, lang) != "ru":
            return part_of_body(fold("".join(mention.text.split())), self._index, lang)
        day = context.day_of(mention)
        return body_in_chinese(
            with_its_railway(modern(" ".join(mention.text.split())), context.folded),
            self._listed,
            before_1918=day is not None and 0 < day.date.lo < 1918_01_01,
        )

    def _listed(self, russian: str) -> str:
        """The canonical name of a body or place with this Russian name; empty where nobody bears it surely."""
        for kind in (Kind.ORGANIZATION, Kind.PLACE):
            found = self._index.candidates(russian, kind, "ru")
            if found and found[0].score > _SURELY:
                return found[0].entry.canonical
        return ""

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
        body = self._full_body(context, mention)
        full = body or full_name(context, mention, lang)
        key = gathering_key(mention, lang, full=full) + (f"@{mention.record}" if alone else "")
        return Choice(
            entry=None,
            key=key,
            label=body or self._part_of_railway(mention, lang) or label_of(context, mention, lang),
            score=0.4 if alone else 0.5,
            why=_why_unknown(mention, shared=len(weighed), alone=alone),
            candidates=scored(weighed),
        )


def _is_bare(mention: Mention) -> bool:
    """A surname or an ordinal alone says too little to be the same thing in two records."""
    if mention.kind is Kind.ORGANIZATION:
        return is_bare(full_designation(fold(mention.text)))
    return mention.kind is Kind.PERSON and len(mention.text) <= _SURNAME


def _why_unknown(mention: Mention, *, shared: int, alone: bool) -> str:
    if shared > 1:
        return f"“{mention.text}”可指权威档中的{shared}个条目，本件不足以判定，暂不归并。"
    if shared:
        return f"“{mention.text}”与权威档的一个条目相近，但证据不足，暂不归并。"
    if alone:
        return f"“{mention.text}”过于简略，本件又无全称，只在本件内归并。"
    return f"权威档中没有“{mention.text}”，按同名归并。"


def _group_of(placed: _Placed) -> str:
    """The key of the group a mention belongs to by what was found."""
    choice = placed.choice
    return f"{ENTRY}{choice.entry.id}" if choice.entry else f"{placed.mention.kind.value} {choice.key}"


def _stranger(group: list[_Placed], kind: Kind | None = None) -> Entity:
    """A thing known from mentions alone, named as most of them name it."""
    kinds = Counter(placed.mention.kind for placed in group)
    kind = kind or min(kinds, key=lambda one: (-kinds[one], one))
    # A name that a person took away from an entry of the authority file is called as it is written.
    labels = Counter(
        p.choice.label if p.choice.entry is None else plain_label(p.mention, p.lang) for p in group
    )
    canonical = min(labels, key=lambda label: (-labels[label], label))
    written = sorted({(placed.mention.text, placed.lang) for placed in group})
    return Entity(
        id=entity_id(kind, min(placed.mention.id for placed in group)),
        kind=kind,
        canonical=canonical,
        names=tuple(Name(text=text, lang=lang) for text, lang in written),
    )


def _link(
    placed: _Placed,
    entity: Entity,
    decided: Mapping[str, str],
    *,
    joined: str = "",
    others: tuple[tuple[str, float], ...] = (),
) -> Link:
    """The link of a mention; where a person decided, it is sure, and what was found stays among the candidates."""
    choice = placed.choice
    own = choice.candidates or ((entity.id, choice.score), *others)
    why = decided.get(placed.mention.id)
    rest = tuple(one for one in choice.candidates if one[0] != entity.id)
    return Link(
        mention=placed.mention.id,
        entity=entity.id,
        score=1.0 if why else choice.score,
        # One string for the many links that say the same, which a large archive would keep a million times.
        why=sys.intern(why or (f"{choice.why}另与异写合为一：{joined}" if joined else choice.why)),
        candidates=((entity.id, 1.0), *rest) if why else own,
    )
