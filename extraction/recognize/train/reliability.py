"""Count on development passages how far each finder is to be trusted beside a trained tagger.

    python -m extraction.recognize.train.reliability FOLDER

reads the passages of data/gold that rules may be tuned on and writes `reliability.json` into the tagger's folder.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from extraction.evaluate import Scored, read_passages
from extraction.pipeline import record_of_text
from extraction.recognize.components import SOURCES, UNFOLDED
from extraction.recognize.merge import trimmed
from extraction.recognize.pipeline import build_pipeline
from extraction.recognize.reliability import FILE, Company, Reliability, log_odds
from extraction.recognize.spans import Found, taken, text_of
from extraction.recognize.tagger.finder import NameTagger
from extraction.recognize.tagger.profiles import tagger_in
from extraction.text.layers import layers_of
from ontology.paths import data_folder

Judged = tuple[Found, str, bool]


def tuning_passages() -> list[Scored]:
    """The passages rules may be tuned on: the sample's, and those of `development.jsonl` not set aside."""
    gold = data_folder() / "gold"
    development = read_passages(gold / "development.jsonl")
    return [*read_passages(gold / "sample.jsonl"), *(one for one in development if one["split"] == "tuning")]


def judged(tagger: NameTagger, passages: Sequence[Scored]) -> Iterator[Judged]:
    """Every candidate of every finder with its company and whether the gold has it."""
    blank = Reliability(counts={}, curves={"alone": (1.0, 0.0), "conflict": (1.0, 0.0)})
    pipelines = {lang: build_pipeline(lang, tagger=_Blank(tagger, blank)) for lang in ("zh", "ja", "ru")}
    for passage in passages:
        record = record_of_text(str(passage["id"]), str(passage["text"]), str(passage["lang"]))
        *_, before, layer = layers_of(record.text, lang=record.lang)
        nlp = pipelines[record.lang]
        doc = nlp.make_doc(layer.text)
        doc.user_data[UNFOLDED] = before.text if len(before.text) == len(layer.text) else layer.text
        for name, component in nlp.pipeline:
            doc = doc if name == "dangmai_merge" else component(doc)
        gold = {(one["start"], one["end"], one["type"]) for one in passage["entities"]}  # type: ignore[attr-defined]
        every = [
            kept for source in SOURCES for one in taken(doc, source) if (kept := trimmed(text_of(doc), one))
        ]
        company = Company(every)
        for one in every:
            span = (*layer.source_span(one.start, one.end), one.kind.value)
            yield one, company.of(one), span in gold


class _Blank:
    """A tagger whose reliability is not counted yet."""

    def __init__(self, tagger: NameTagger, reliability: Reliability) -> None:
        self.tag, self.version, self.reliability = tagger.tag, "uncounted", reliability


def counted(candidates: Sequence[Judged]) -> dict[str, object]:
    """The counts of rules and the curves of the tagger."""
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for item, company, right in candidates:
        if item.by != "tagger":
            row = counts[f"{item.by} {item.rule}"][company]
            row[0], row[1] = row[0] + right, row[1] + 1
    curves = {}
    for company in ("alone", "conflict"):
        chosen = [
            (log_odds(item.score), right)
            for item, beside, right in candidates
            if item.by == "tagger" and beside == company
        ]
        curves[company] = fitted(
            np.array([odds for odds, _ in chosen]), np.array([right for _, right in chosen], float)
        )
    return {"counts": counts, "curves": curves}


def fitted(odds: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Slope and shift of log odds that make probabilities true (Platt's scaling, with his priors; Newton's method)."""
    positive = right.sum()
    target = np.where(right > 0, (positive + 1) / (positive + 2), 1 / (len(right) - positive + 2))
    design = np.stack([odds, np.ones_like(odds)], axis=1)
    weights = np.array([1.0, 0.0])
    believed = np.array([1.0, 0.0])  # slope and shift before anything was seen, with the weight of one name
    for _ in range(200):
        said = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (said - target) + (weights - believed)
        curve = (design * (said * (1 - said))[:, None]).T @ design + np.eye(2)
        weights = weights - np.clip(np.linalg.solve(curve, slope), -0.25, 0.25)
    return round(float(weights[0]), 4), round(float(weights[1]), 4)


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    result = counted(list(judged(tagger_in(folder), tuning_passages())))
    (folder / FILE).write_text(
        json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
