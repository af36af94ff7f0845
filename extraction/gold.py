"""Passages marked by hand, read from either format: the annotation guideline's, or a corpus of sentences.

| | guideline | corpus |
|---|---|---|
| a line | `id, lang, text, entities, dates, relations, events` | `text, entities` |
| kinds marked | five, and dates | PERSON, PLACE, ORGANIZATION |
| language | the line says it | `--lang`, or the folder's name (`ner/zh/…`), or judged by the letters |
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extraction.evaluate import MAIN_TYPES, Passage, Scored, comparable, read_passages
from extraction.text.language import language_of
from ontology.errors import BadInput

FOLDERS = ("zh", "ru", "ja")
"""Folder names that say the language of the corpora in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFile:
    """One file of hand-marked passages, each with its id and language."""

    name: str
    passages: tuple[Scored, ...]
    left_out: frozenset[str] = frozenset()  # ids of passages of other splits

    @property
    def only_names(self) -> bool:
        """Whether the file is a corpus of names: people, places and bodies, neither events nor dates."""
        return not any("dates" in line for line in self.passages)

    def seen(self, line: Scored, text: str) -> Passage:
        """A line's marks as far as this file marks such things at all."""
        passage = comparable(line, text)
        if not self.only_names:
            return passage
        names = {key: name for key, name in passage.entities.items() if key[2] in MAIN_TYPES}
        return Passage(
            lang=passage.lang, entities=names, dates={}, relations=passage.relations, events=passage.events
        )


def read_gold(path: Path, *, lang: str = "", split: str = "") -> GoldFile:
    """The passages of a file.

    Args:
        path: JSON lines in either format.
        lang: the language of lines that do not say theirs.
        split: keep only passages whose field `split` is this.

    Raises:
        BadInput: for a line that is no passage, or a split that no passage has.
    """
    lines = read_passages(path)
    nameless = not any("id" in line for line in lines)
    language = lang or (path.resolve().parent.name if path.resolve().parent.name in FOLDERS else "")
    named = [
        {**line, **({"id": str(number)} if nameless else {}), "lang": _language(line, language)}
        for number, line in enumerate(lines, start=1)
    ]
    kept = [line for line in named if not split or line.get("split") == split]
    if split and not kept:
        there = sorted({str(line["split"]) for line in lines if line.get("split")})
        remedy = f"There are: {', '.join(there)}." if there else "Its passages name no split."
        raise BadInput(path.name, f"no passage has the split “{split}”", remedy)
    left_out = {str(line.get("id")) for line in named} - {str(line.get("id")) for line in kept}
    return GoldFile(name=path.name, passages=tuple(kept), left_out=frozenset(left_out))


def named_apart(files: Sequence[GoldFile], paths: Sequence[Path]) -> tuple[GoldFile, ...]:
    """The same files under names that tell them apart: the folder is said where two are called alike."""
    names = [file.name for file in files]
    return tuple(
        replace(
            file,
            name=f"{path.resolve().parent.name}/{file.name}" if names.count(file.name) > 1 else file.name,
        )
        for file, path in zip(files, paths, strict=True)
    )


def languages_of(lines: Iterable[Scored]) -> frozenset[str]:
    """The languages that some passages are in."""
    return frozenset(str(line.get("lang") or "und") for line in lines)


def _language(line: Scored, otherwise: str) -> str:
    return str(line.get("lang") or otherwise or language_of(str(line.get("text") or ""))[0])
