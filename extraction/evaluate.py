"""How well a machine's marks agree with passages that people marked by hand.

One line of JSON is one passage. Gold lines carry `id, lang, text, entities, dates, relations, events`; lines of
predictions carry `id` and the same lists, relations by name (`head_canonical, type, tail_canonical`) or by span.
Counts are summed over all passages of a group before any rate is taken, so long passages weigh more.

    span          a predicted span is right when start, end and type are the gold's; a looser reading pairs
                  spans of one type that share a character, one to one, equal spans first, then the longest overlap
    date          spans as above; the EDTF of equal spans must be the same string, unresolved being ""
    linking       the canonical name of equal spans must be the gold's
    clusters      two mentions with one canonical are a pair, also across passages; pairs are compared
    relations     (passage, head, type, tail) by canonical name; founded is foundedBy read backwards; a relation
                  of a thing to itself, as between its two names, is not counted on either side
    events        triggers that overlap, one to one; gold lists some events, not all, so read the recall
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extraction.scores import Counts, Evaluation, GroupScores, Share, SpanScores
from ontology.errors import BadInput
from ontology.kinds import MARKED

Key = tuple[int, int, str]
"""A span and its type; the type is empty for dates and triggers."""

Scored = Mapping[str, object]
"""One passage as read from JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One passage's marks in a form that can be compared."""

    lang: str
    entities: Mapping[Key, str]
    dates: Mapping[Key, str]
    relations: frozenset[tuple[str, str, str]]
    events: Mapping[Key, str]


MAIN_TYPES = ("PERSON", "PLACE", "ORGANIZATION")
_TYPES = tuple(kind.value for kind in MARKED)


def read_passages(path: Path) -> list[Scored]:
    """The passages of a JSON-lines file."""
    lines = path.read_text(encoding="utf-8-sig").split("\n")  # texts may hold U+2028 and its like
    return [_passage_line(line, f"{path.name}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]


def evaluate(gold_lines: Iterable[Scored], predictions: Iterable[Scored]) -> Evaluation:
    """Compare predictions with gold passages; a passage without a prediction counts as an empty one."""
    gold_by_id, found_by_id = by_id(gold_lines), by_id(predictions)
    pairs: list[tuple[Passage, Passage]] = []
    groups: dict[str, list[int]] = defaultdict(list)
    for number, (name, line) in enumerate(gold_by_id.items()):
        text = str(line.get("text") or "")
        gold = comparable(line, text)
        groups[gold.lang].append(number)
        pairs.append((gold, comparable(found_by_id.get(name, {}), text)))
    scores = [_score(lang, [pairs[n] for n in numbers]) for lang, numbers in sorted(groups.items())]
    return Evaluation(groups=(*scores, _score("all", pairs)), remarks=_remarks(gold_by_id, found_by_id))


def _passage_line(line: str, place: str) -> Scored:
    try:
        value: object = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(place, f"this is not JSON: {error.msg}", "Write one passage a line.") from error
    if not isinstance(value, dict):
        raise BadInput(place, "a passage must be a JSON object", "Write one passage a line.")
    return value


def by_id(lines: Iterable[Scored]) -> dict[str, Scored]:
    """Passages by their ids, in their order."""
    found: dict[str, Scored] = {}
    for line in lines:
        name = str(line.get("id", ""))
        if not name or name in found:
            raise BadInput(
                name or "a passage", "its id is missing or used twice", "Give each passage one id."
            )
        found[name] = line
    return found


def _remarks(gold: Mapping[str, Scored], found: Mapping[str, Scored]) -> tuple[str, ...]:
    missing, extra = len(gold.keys() - found.keys()), len(found.keys() - gold.keys())
    said = []
    if missing:
        said.append(f"{missing} passages have no prediction and count as empty.")
    if extra:
        said.append(f"{extra} predictions belong to no gold passage and are left out.")
    return tuple(said)


# --- reading one passage -----------------------------------------------------------------


def comparable(line: Scored, text: str) -> Passage:
    """One line's marks in a form that can be compared; the text places triggers given as words."""
    entities = _entities(line)
    return Passage(
        lang=str(line.get("lang") or "und"),
        entities=entities,
        dates=_first_wins((span_of(d, ""), _value(d, "edtf")) for d in items_of(line, "dates")),
        relations=_relations(line, entities),
        events=_first_wins(
            (_trigger(event, text, n), _value(event, "edtf"))
            for n, event in enumerate(items_of(line, "events"))
        ),
    )


def items_of(line: Scored, name: str) -> list[Scored]:
    """One list of a line, empty where the line lacks it."""
    found = line.get(name) or []
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise BadInput(str(line.get("id")), f"`{name}` must be a list of objects", "See the format of gold.")
    return found


def _first_wins(pairs: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found


def _value(item: Scored, name: str) -> str:
    return str(item.get(name) or "").strip()


def _name(value: object) -> str:
    return unicodedata.normalize("NFKC", str(value)).strip() if value else ""


def span_of(item: Scored, kind: str) -> Key:
    """Where a mark stands, with its type."""
    start, end = item.get("start"), item.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        raise BadInput(
            str(item.get("text", "a span")), "start and end must be whole numbers", "Mend the line."
        )
    return start, end, kind


def _entities(line: Scored) -> dict[Key, str]:
    return _first_wins(
        (span_of(item, str(item["type"])), _name(item.get("canonical")))
        for item in items_of(line, "entities")
        if item.get("type") in _TYPES
    )


def _relations(line: Scored, entities: Mapping[Key, str]) -> frozenset[tuple[str, str, str]]:
    by_span: dict[tuple[int, int], str] = {}
    for (start, end, _), canonical in entities.items():
        by_span.setdefault((start, end), canonical)
    found = set()
    for item in items_of(line, "relations"):
        head, tail, kind = _end(item, "head", by_span), _end(item, "tail", by_span), _value(item, "type")
        if head and head == tail:
            continue
        found.add((tail, "foundedBy", head) if kind == "founded" else (head, kind, tail))
    return frozenset(found)


def _end(item: Scored, which: str, by_span: Mapping[tuple[int, int], str]) -> str:
    name, span = item.get(f"{which}_canonical"), item.get(which)
    if name:
        return _name(name)
    return by_span.get((span[0], span[1]), "") if isinstance(span, list) and len(span) == 2 else ""


def _trigger(item: Scored, text: str, number: int) -> Key:
    trigger = item.get("trigger")
    if isinstance(trigger, list | tuple) and len(trigger) == 2:
        return int(trigger[0]), int(trigger[1]), ""
    word = str(trigger or "")
    at = text.find(word) if word else -1
    # A word the text lacks stays a wrong prediction: it gets a place of its own outside the text.
    return (at, at + len(word), "") if at >= 0 else (-2 * number - 2, -2 * number - 1, "")


# --- counting ----------------------------------------------------------------------------


def pair_spans(gold: Iterable[Key], found: Iterable[Key]) -> dict[Key, Key]:
    """Gold spans with their predicted partners: equal ones first, then by the longest overlap."""
    wanted, offered = set(gold), set(found)
    partner = {key: key for key in wanted & offered}
    rivals = sorted(
        (-shared, mine, theirs)
        for mine in wanted - partner.keys()
        for theirs in offered - partner.keys()
        if mine[2] == theirs[2] and (shared := min(mine[1], theirs[1]) - max(mine[0], theirs[0])) > 0
    )
    taken: set[Key] = set()
    for _, mine, theirs in rivals:
        if mine not in partner and theirs not in taken:
            partner[mine] = theirs
            taken.add(theirs)
    return partner


def pair_counts(gold: Mapping[object, str], found: Mapping[object, str]) -> Counts:
    """How many pairs of mentions with one canonical both sides share; a nameless mention pairs with none."""
    both = Counter((name, found.get(mention, "")) for mention, name in gold.items())
    return Counts(
        right=sum(_pairs(n) for (mine, theirs), n in both.items() if mine and theirs),
        predicted=sum(_pairs(n) for name, n in Counter(found.values()).items() if name),
        gold=sum(_pairs(n) for name, n in Counter(gold.values()).items() if name),
    )


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


_Sides = Sequence[tuple[Passage, Passage]]


def _span_scores(sides: _Sides, pick: Callable[[Passage], list[Key]]) -> SpanScores:
    picked = [(pick(gold), pick(found)) for gold, found in sides]
    n_gold, n_found = (sum(len(pair[side]) for pair in picked) for side in (0, 1))
    exact = sum(len(set(gold) & set(found)) for gold, found in picked)
    loose = sum(len(pair_spans(gold, found)) for gold, found in picked)
    return SpanScores(
        exact=Counts(right=exact, predicted=n_found, gold=n_gold),
        overlap=Counts(right=loose, predicted=n_found, gold=n_gold),
    )


def _of_types(*types: str) -> Callable[[Passage], list[Key]]:
    return lambda passage: [key for key in passage.entities if key[2] in types]


def _share(answers: Sequence[bool]) -> Share:
    return Share(right=sum(answers), of=len(answers))


def _score(name: str, sides: _Sides) -> GroupScores:
    spans = {"main types": _span_scores(sides, _of_types(*MAIN_TYPES))}
    spans["events, works"] = _span_scores(sides, _of_types("EVENT", "WORK"))
    spans |= {kind: _span_scores(sides, _of_types(kind)) for kind in _TYPES}
    spans["dates"] = _span_scores(sides, lambda passage: list(passage.dates))
    dated = [(v, p.dates[k]) for g, p in sides for k, v in g.dates.items() if k in p.dates]
    clusters, matched, linking = _cluster_scores(sides)
    events, event_dates = _event_scores(sides)
    return GroupScores(
        name=name,
        passages=len(sides),
        spans=spans,
        edtf=_share([mine == theirs for mine, theirs in dated]),
        edtf_where_resolved=_share([mine == theirs for mine, theirs in dated if mine]),
        linking=linking,
        clusters=clusters,
        clusters_matched=matched,
        relations=_relation_scores(sides),
        events=events,
        event_dates=event_dates,
    )


def _cluster_scores(sides: _Sides) -> tuple[Counts, Counts, Share]:
    gold: dict[object, str] = {(n, key): c for n, (g, _) in enumerate(sides) for key, c in g.entities.items()}
    found: dict[object, str] = {
        (n, key): c for n, (_, p) in enumerate(sides) for key, c in p.entities.items()
    }
    shared = gold.keys() & found.keys()
    mine, theirs = {k: gold[k] for k in shared}, {k: found[k] for k in shared}
    linking = _share([mine[k] == theirs[k] for k in shared])
    return pair_counts(gold, found), pair_counts(mine, theirs), linking


def _relation_scores(sides: _Sides) -> Counts:
    right = sum(
        1 for gold, found in sides for head, _, tail in gold.relations & found.relations if head and tail
    )
    return Counts(
        right=right,
        predicted=sum(len(found.relations) for _, found in sides),
        gold=sum(len(gold.relations) for gold, _ in sides),
    )


def _event_scores(sides: _Sides) -> tuple[Counts, Share]:
    dates: list[bool] = []
    for gold, found in sides:
        partners = pair_spans(gold.events, found.events)
        dates += [gold.events[mine] == found.events[theirs] for mine, theirs in partners.items()]
    counts = Counts(
        right=len(dates),
        predicted=sum(len(found.events) for _, found in sides),
        gold=sum(len(gold.events) for gold, _ in sides),
    )
    return counts, _share(dates)
