"""Silver labels: what ready tools find in plain text, each under its own guideline."""

from __future__ import annotations

import json
from pathlib import Path

from extraction.recognize.natasha_ner import NatashaFinder
from extraction.recognize.train.items import Item, Span

RUSSIAN = ("unlabelled/ru/xquad_ru.jsonl", "unlabelled/ru/ud_gsd_ru.jsonl")


def natasha_silver(corpora: Path) -> list[Item]:
    """Plain Russian paragraphs as natasha's tagger marks them."""
    finder, items = NatashaFinder(), []
    for name in RUSSIAN:
        for line in (corpora / name).read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            spans: list[Span] = [(one.start, one.end, one.kind.value) for one in finder.find(text)]
            items.append(Item(text=text, spans=tuple(spans), lang="ru", guideline="natasha", source=name))
    return items
