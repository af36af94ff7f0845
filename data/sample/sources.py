"""The sources of the sample: a head, a text in light markup, relations.

Markup of a source with `gold: yes`: `[[surface|TYPE|canonical]]`, `{{date|EDTF}}` and
`<<trigger|EDTF>>`, the trigger optionally followed by `|name|participants|places` (canonicals
joined by `、`). An event without a name is named after the nearest agent before it in its
sentence; arguments that are not written are left empty, never guessed.
"""

import itertools
import re
from dataclasses import dataclass
from pathlib import Path

MARKS = ("样例文本", "樣例文本", "様例文本", "примерный текст")
LENGTH = range(250, 901)
MARKUP = re.compile(r"\[\[|\{\{|<<")
KINDS = ("报告", "回忆录", "通讯", "大事略记", "大事记", "汇报", "事迹材料")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document of the sample: its head, its plain text and what is marked in it."""

    head: dict[str, str]
    text: str
    entities: list[dict[str, object]]
    dates: list[dict[str, object]]
    events: list[dict[str, object]]
    relations: list[dict[str, object]]

    @property
    def kind(self) -> str:
        """Its genre: as written in the head, else read from the title."""
        named = [kind for kind in KINDS if kind in self.head["title"]]
        return self.head.get("kind") or (named[0] if named else "档案")

    @property
    def lines(self) -> list[str]:
        """Its paragraphs, as printed."""
        return self.text.rstrip("\n").split("\n")


def read_sources(folder: Path) -> list[Source]:
    """All sources of a folder, by number."""
    return [parse(path) for path in sorted(folder.glob("[0-9][0-9]-*.txt"))]


def parse(path: Path) -> Source:
    """One source: head, text, relations."""
    head_part, body = path.read_text("utf-8").split("\n---\n", 1)
    head = dict(line.split(": ", 1) for line in head_part.splitlines() if line.strip())
    body, _, relation_part = body.partition("\n---relations\n")
    marked = Marked(path.name)
    marked.feed(body.strip("\n") + "\n")
    lines = [line for line in relation_part.splitlines() if line.strip()]
    return Source(
        head=head,
        text=marked.text,
        entities=marked.entities,
        dates=marked.dates,
        events=[finish_event(event, marked) for event in marked.events],
        relations=[relation(line, marked) for line in lines],
    )


class Marked:
    """Reads light markup into plain text and spans."""

    def __init__(self, name: str) -> None:
        """Start empty; the name is only for messages."""
        self.name, self.text = name, ""
        self.entities: list[dict[str, object]] = []
        self.dates: list[dict[str, object]] = []
        self.events: list[dict[str, object]] = []

    def feed(self, body: str) -> None:
        """Append a piece of marked text."""
        while opening := MARKUP.search(body):
            self.text += body[: opening.start()]
            closing = {"[[": "]]", "{{": "}}", "<<": ">>"}[opening.group()]
            end = body.index(closing, opening.end())
            inner = body[opening.end() : end]
            {"[[": self._entity, "{{": self._date, "<<": self._event}[opening.group()](inner)
            body = body[end + 2 :]
        self.text += body

    def _span(self, surface: str) -> dict[str, object]:
        start = len(self.text)
        self.text += surface
        return {"start": start, "end": len(self.text), "text": surface}

    def _entity(self, inner: str) -> None:
        surface, kind, canonical = inner.split("|")
        self.entities.append({**self._span(surface), "type": kind, "canonical": canonical})

    def _date(self, inner: str) -> None:
        surface, edtf = inner.split("|")
        self.dates.append({**self._span(surface), "edtf": edtf})

    def _event(self, inner: str) -> None:
        whole = re.fullmatch(r"((?:\[\[.*?\]\]|\{\{.*?\}\}|[^|])+)\|(.*)", inner)
        if whole is None:
            raise SystemExit(f"{self.name}: the event <<{inner}>> has no date field.")
        start = len(self.text)
        self.feed(whole.group(1))
        edtf, name, people, places = [*whole.group(2).split("|"), "", "", ""][:4]
        self.events.append({"trigger": [start, len(self.text)], "name": name, "edtf": edtf,
                            "participants": [p for p in people.split("、") if p],
                            "places": [p for p in places.split("、") if p]})  # fmt: skip


def finish_event(event: dict, marked: Marked) -> dict[str, object]:
    """The event with a name: its own entity, or its nearest agent and the trigger."""
    start, end = event["trigger"]
    known = {e["canonical"] for e in marked.entities}
    if strange := set(event["participants"] + event["places"]) - known:
        raise SystemExit(f"{marked.name}: {strange} of {event['name']} is no entity of the text.")
    if event["name"]:
        return event
    inside = [e["canonical"] for e in marked.entities if start <= e["start"] and e["end"] <= end]
    sentence = max(marked.text.rfind(stop, 0, start) for stop in "。；\n")
    before = [e["canonical"] for e in marked.entities
              if sentence < e["start"] < start and e["type"] != "PLACE"]  # fmt: skip
    name = inside[0] if inside else (before[-1] if before else "") + marked.text[start:end]
    return {**event, "name": name}


def relation(line: str, marked: Marked) -> dict[str, object]:
    """One stated relation between the first mentions of two surfaces."""
    head, kind, tail = (part.strip() for part in line.split("|"))
    spans = []
    for surface in (head, tail):
        found = [e for e in marked.entities if e["text"] == surface]
        if not found:
            raise SystemExit(f"{marked.name}: relation end {surface!r} is not marked in the text.")
        spans.append([found[0]["start"], found[0]["end"]])
    return {"head": spans[0], "type": kind, "tail": spans[1]}


def check(sources: list[Source]) -> None:
    """Stop with a sentence when a source breaks the rules of the sample."""
    for key in ("ref", "file"):
        seen = [s.head[key] for s in sources]
        if twice := {v for v in seen if seen.count(v) > 1}:
            raise SystemExit(f"{key} used twice: {twice}")
    for source in sources:
        name, size = source.head["file"], len(source.text.strip())
        if size not in LENGTH:
            raise SystemExit(f"{name}: {size} characters; write 250 to 900.")
        if not any(mark in source.lines[0] + source.lines[1] + source.lines[-1] for mark in MARKS):
            raise SystemExit(f"{name}: the sample mark is missing.")
        if re.search(r"\[\[|\]\]|\{\{|\}\}|<<|>>", source.text):
            raise SystemExit(f"{name}: markup is left in the text.")
        spans = sorted((s["start"], s["end"]) for s in [*source.entities, *source.dates])
        if any(a[1] > b[0] for a, b in itertools.pairwise(spans)):
            raise SystemExit(f"{name}: two spans overlap.")
