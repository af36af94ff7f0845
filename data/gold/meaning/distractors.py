"""Cuts the passages that must not be found (`distractors.jsonl`) from openly licensed paragraphs; run by hand.

    python data/gold/meaning/distractors.py FOLDER

FOLDER holds the paragraphs (`zh_wiki.jsonl`, `ja_wiki.jsonl`, `ja_aozora.jsonl`, `ru/xquad_ru.jsonl`,
`ru/ud_gsd_ru.jsonl`; origin and licences: data/README.md). Half of each share are the paragraphs richest in words of
the subject (war, railway, works, treaties), so that they lie near; which others are taken is settled by their ids.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from extraction.text.segment import sentences

HERE = Path(__file__).resolve().parent
SHARES = (
    ("zh", "zh_wiki.jsonl", "cmrc", 220, 230),
    ("zh", "zh_wiki.jsonl", "drcd", 220, 230),
    ("ja", "ja_wiki.jsonl", "", 180, 220),
    ("ja", "ja_aozora.jsonl", "", 180, 220),
    ("ru", "ru/xquad_ru.jsonl", "", 200, 330),
    ("ru", "ru/ud_gsd_ru.jsonl", "", 60, 330),
)
"""Language, file, beginning of the id, how many, and characters at most."""
SUBJECT = re.compile(
    r"战|戰|戦|军|軍|铁路|鐵路|鉄道|工厂|工廠|工場|条约|條約|条約|革命|移民|日本|俄|露西亜|苏联|蘇聯|满|滿|満|学校|學校"
    r"|войн|арми|железн|завод|договор|револю|войск|Росси|Кита|Япон|школ",
)


def shared(folder: Path) -> Iterator[dict[str, str]]:
    """The passages of every share, in a fixed order."""
    for lang, file, begin, count, most in SHARES:
        lines = (folder / file).read_text(encoding="utf-8").splitlines()
        rows = [row for row in map(json.loads, lines) if row["id"].startswith(begin)]
        texts = {row["id"]: shortened(row["text"], most) for row in rows}
        fitting = {one: text for one, text in texts.items() if len(text) >= most // 3}
        near = sorted(fitting, key=lambda one: (-richness(fitting[one]), one))[: count // 2]
        rest = sorted(set(fitting) - set(near), key=lambda one: hashlib.sha256(one.encode()).hexdigest())
        for one in sorted([*near, *rest[: count - len(near)]]):
            yield {"id": one, "lang": lang, "text": fitting[one]}


def richness(text: str) -> float:
    """How much of a text speaks of the subject."""
    return len(SUBJECT.findall(text)) / len(text)


def shortened(text: str, most: int) -> str:
    """The first sentences of a text that fit."""
    end = 0
    for _, last in sentences(text):
        if last > most:
            break
        end = last
    return text[:end].strip()


if __name__ == "__main__":
    found = [json.dumps(row, ensure_ascii=False) for row in shared(Path(sys.argv[1]))]
    (HERE / "distractors.jsonl").write_text("\n".join(found) + "\n", encoding="utf-8")
    print(len(found), "passages")
