"""Strangers over a whole archive: namesakes told apart, and one person's names in two scripts or slips joined.

Names meet by keys and never all with all. Of one written name the records are taken in a fixed order and each joins
the group it fits best; two groups of different names join only where sound or shape and the records agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from extraction.link.pairing import YES_FROM, Verdict, weigh_pair
from extraction.link.profile import Profile, without_side
from extraction.link.shapes import shape_key
from ontology.kinds import Kind
from ontology.names import name_keys
from ontology.records import Mention

APART_BELOW = 0.42
"""Mentions of one written name stay two things below this score: the records speak against one."""
_COMPARED = 16  # groups of a name that share no evidence with a record and are weighed all the same
_CROWD = 24
"""A key that more groups share than this tells nobody from another."""
_LONG_ENOUGH = 3


class Profiled(Protocol):
    """A mention with the evidence its record gives; none where an entry of the authority file is meant."""

    @property
    def mention(self) -> Mention:
        """The mention itself."""

    @property
    def profile(self) -> Profile | None:
        """What its record says of its bearer."""


P = TypeVar("P", bound=Profiled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered(Generic[P]):
    """The groups, why groups of two names are one, and which other groups each might be one with."""

    groups: Mapping[str, list[P]]
    reasons: Mapping[str, str]  # by group
    rivals: Mapping[str, tuple[tuple[str, float], ...]]  # by group: other groups with scores


@dataclass(slots=True)
class _Group(Generic[P]):
    """One thing while it gathers mentions; its profile is all their evidence together."""

    key: str
    profile: Profile
    members: list[P] = field(default_factory=list)


def gather(found: Mapping[str, list[P]]) -> Gathered[P]:
    """Regroup what gathered by name alone; groups without profiles are left as they are."""
    settled: dict[str, list[P]] = {}
    rivals: dict[str, list[tuple[str, float]]] = defaultdict(list)
    groups: list[_Group[P]] = []
    for key in sorted(found):
        if found[key][0].profile is None:
            settled[key] = found[key]
        else:
            groups += _told_apart(key, found[key], rivals)
    reasons = dict(_joined(groups, rivals))
    settled |= {group.key: group.members for group in groups if group.members}
    return Gathered(
        groups=settled,
        reasons=reasons,
        rivals={key: _best(others, settled) for key, others in sorted(rivals.items()) if key in settled},
    )


def _best(
    others: Iterable[tuple[str, float]], settled: Mapping[str, list[P]]
) -> tuple[tuple[str, float], ...]:
    return tuple(sorted({one for one in others if one[0] in settled}, key=lambda one: (-one[1], one[0]))[:5])


# --- one written name -----------------------------------------------------------------------


def _told_apart(
    key: str, members: Sequence[P], rivals: dict[str, list[tuple[str, float]]]
) -> list[_Group[P]]:
    """The bearers of one written name: each record joins the bearer it fits best."""
    made: list[_Group[P]] = []
    by_evidence: dict[str, list[_Group[P]]] = defaultdict(list)
    for bundle in _by_record(members):
        profile = bundle[0].profile
        assert profile is not None  # the caller looked
        near = _near(profile, made, by_evidence)
        weighed = [(weigh_pair(group.profile, profile).score, group) for group in near]
        best = max(weighed, key=lambda one: one[0], default=None)
        if best is not None and best[0] >= APART_BELOW:
            group = best[1]
            group.profile = together(group.profile, profile)
        else:
            group = _Group(key=f"{key}#{len(made)}" if made else key, profile=profile)
            made.append(group)
            for score, other in weighed:
                rivals[group.key].append((other.key, score))
                rivals[other.key].append((group.key, score))
        group.members += bundle
        for token in _evidence(profile):
            if all(one is not group for one in by_evidence[token][-_COMPARED:]):
                by_evidence[token].append(group)
    return made


def _by_record(members: Sequence[P]) -> Iterator[list[P]]:
    """The mentions of one name, record by record: within a record one name is one thing."""
    records: dict[str, list[P]] = defaultdict(list)
    for member in members:
        records[member.mention.record].append(member)
    for record in sorted(records):
        yield sorted(records[record], key=lambda one: one.mention.start)


def _near(
    profile: Profile, made: Sequence[_Group[P]], by_evidence: Mapping[str, list[_Group[P]]]
) -> list[_Group[P]]:
    """The groups worth weighing: those that share evidence, and the first few besides."""
    found = {group.key: group for group in made[:_COMPARED]}
    for token in _evidence(profile):
        found |= {group.key: group for group in by_evidence.get(token, ())[:_COMPARED]}
    return list(found.values())


def _evidence(profile: Profile) -> Iterator[str]:
    yield from sorted(profile.people | profile.places | profile.bodies | profile.kin)


def together(first: Profile, second: Profile) -> Profile:
    """The evidence of two mentions of one thing."""
    years = [year for year in (first.first, second.first) if year]
    return replace(
        first,
        first=min(years, default=0),
        last=max(first.last, second.last),
        people=first.people | second.people,
        places=first.places | second.places,
        bodies=first.bodies | second.bodies,
        walks=first.walks | second.walks,
        roles=first.roles | second.roles,
        kin=first.kin | second.kin,
        also=first.also | second.also,
    )


# --- two names ------------------------------------------------------------------------------


def _joined(
    groups: Sequence[_Group[P]], rivals: dict[str, list[tuple[str, float]]]
) -> Iterator[tuple[str, str]]:
    """Join groups of different names that sound or look alike and whose records agree; yield why."""
    namesakes: dict[str, list[_Group[P]]] = defaultdict(list)
    for group in groups:
        namesakes[_name_of(group)].append(group)
    for first, second in _meetings(groups):
        if not first.members or not second.members:
            continue
        verdict = weigh_pair(first.profile, second.profile)
        if verdict.score >= YES_FROM and not _as_good(first, second, namesakes, verdict):
            first.profile = together(first.profile, second.profile)
            first.members += second.members
            second.members = []
            yield first.key, verdict.why
        elif verdict.score > 0:
            rivals[first.key].append((second.key, verdict.score))
            rivals[second.key].append((first.key, verdict.score))


def _name_of(group: _Group[P]) -> str:
    return group.key.partition("#")[0]


def _as_good(
    first: _Group[P], second: _Group[P], namesakes: Mapping[str, list[_Group[P]]], verdict: Verdict
) -> bool:
    """Whether another bearer of the second name would fit as well: then nobody is chosen."""
    twins = (
        group for group in namesakes[_name_of(second)][:_COMPARED] if group is not second and group.members
    )
    return any(weigh_pair(first.profile, twin.profile).score >= verdict.score for twin in twins)


def _meetings(groups: Sequence[_Group[P]]) -> Iterator[tuple[_Group[P], _Group[P]]]:
    """Pairs of groups of different names that meet under a key of sound, shape or designation."""
    foreign = {key for group in groups if group.profile.lang == "ru" for key in _sounds(group.profile)}
    blocks: dict[tuple[Kind, str], list[_Group[P]]] = defaultdict(list)
    for group in groups:
        for key in _second_keys(group.profile, foreign):
            blocks[group.profile.kind, key].append(group)
    seen: set[tuple[str, str]] = set()
    for block in sorted(blocks):
        crowd = blocks[block]
        if len(crowd) > _CROWD:
            continue
        for place, first in enumerate(crowd):
            for second in crowd[place + 1 :]:
                if first.profile.name != second.profile.name and (first.key, second.key) not in seen:
                    seen.add((first.key, second.key))
                    yield first, second


def _second_keys(profile: Profile, foreign: set[str]) -> Iterator[str]:
    for name in sorted({profile.name, *profile.also}):
        yield "also:" + name
    if profile.kind is Kind.ORGANIZATION:
        yield "side:" + without_side(profile.name)
    if profile.kind in (Kind.PERSON, Kind.PLACE):
        if len(profile.name) >= _LONG_ENOUGH and profile.lang != "ru":
            yield "shape:" + shape_key(profile.name)
        if foreign:
            yield from sorted(_sounds(profile) & foreign)


def _sounds(profile: Profile) -> frozenset[str]:
    return frozenset(
        key
        for name in (profile.name, profile.written)
        for key in name_keys(name)
        if key[:3] in ("py:", "ro:")
    )
