"""A comparison as one HTML file that opens without network: tables, mistakes, calibration, every passage marked.

Chinese comes first, English beside it. What a mark means is said three times: by color, by a sign before it, and by
words for readers that do not see either. Text of archives is escaped by the template; a content policy inside the
file forbids every request and every script but its own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extraction.compare import Comparison, Sheet
from extraction.evaluate import Key, Scored
from extraction.mistakes import DATE, KINDS, Example, Mistake, Side, examples
from extraction.report_text import counts_by_kind, shown_groups
from extraction.resample import LEVEL, ROUNDS, SEED
from ontology.kinds import KINDS as THINGS
from ontology.kinds import Kind

TEMPLATES = Path(__file__).resolve().parent / "templates"
SHOWN = 5
"""Examples of each kind of mistake."""

LANGUAGES = {"zh": "中文", "ja": "日文", "ru": "俄文", "und": "语种不明", "all": "全部"}
"""The groups, in Chinese."""
MEASURES = {
    "main types": "人地机合计",
    "PERSON": "人物",
    "PLACE": "地点",
    "ORGANIZATION": "机构",
    "events, works": "事件与文献",
    "dates": "日期位置",
    "edtf": "日期取值",
}
"""What is measured, in Chinese."""
MISTAKES = {
    "missed": "漏标",
    "spurious": "多标",
    "type": "类型错",
    "long": "边界偏长",
    "short": "边界偏短",
    "shifted": "边界错位",
    "type and boundary": "类型与边界皆错",
    "split": "一名拆开",
    "merged": "数名并作一名",
    "value": "日期取值不同",
}
"""The kinds of mistake, in Chinese."""
FINDERS = {
    "all": "全部",
    "gazetteer": "名录",
    "grammar": "规则",
    "memory": "文内记忆",
    "tagger": "标注模型",
    "natasha": "natasha",
}
"""Finders that have a name in Chinese."""
_TAGS = {
    "PERSON": "人",
    "PLACE": "地",
    "ORGANIZATION": "机",
    "EVENT": "事",
    "WORK": "文",
    DATE: "时",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a passage: plain where `look` is empty, else a mark with its sign and its words."""

    text: str
    look: str = ""  # gold, ok, missed, spurious, near
    sign: str = ""
    tag: str = ""  # one character for the type
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A passage as one configuration marked it, with the number of right and wrong marks."""

    number: int  # of the configuration
    name: str
    pieces: tuple[Piece, ...]
    right: int
    wrong: Mapping[str, int]  # by Chinese words


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One passage: the marks by hand, and a row for each configuration that reads its language."""

    name: str
    anchor: str
    lang: str
    about: str
    gold: tuple[Piece, ...]
    rows: tuple[Row, ...]

    @property
    def faulty(self) -> str:
        """The configurations with a mistake here, by number, for the filter."""
        return " ".join(str(row.number) for row in self.rows if row.wrong)


_Mark = tuple[int, int, Piece]


def page(comparison: Comparison, *, fonts: Mapping[str, bytes] | None = None) -> str:
    """The report as one HTML document.

    Args:
        comparison: what was measured.
        fonts: WOFF2 files by family name, laid inside the document; the style sheet asks for `Dangmai Sans` and
            `Dangmai Cyrillic` first and then for what the reader's machine has.
    """
    script = Markup(_source("evaluation.js"))  # ours, not an archive's
    return (
        _environment()
        .get_template("evaluation.html.j2")
        .render(
            comparison=comparison,
            sheets=[_sheet(number, sheet, comparison) for number, sheet in enumerate(comparison.sheets)],
            remarks=_remarks(comparison),
            languages=LANGUAGES,
            measures=MEASURES,
            finders=FINDERS,
            level=f"{LEVEL:.0%}",
            rounds=ROUNDS,
            seed=SEED,
            style=Markup(_faces(fonts or {}) + _source("evaluation.css")),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii"),
        )
    )


def pieces(text: str, marks: Iterable[_Mark]) -> tuple[Piece, ...]:
    """A text cut at its marks; where two overlap, the later one is shown from the end of the earlier."""
    cut: list[Piece] = []
    position = 0
    for start, end, mark in sorted(marks, key=lambda one: one[:2]):
        left, right = max(start, position), min(end, len(text))
        if left >= right:
            continue
        if left > position:
            cut.append(Piece(text=text[position:left]))
        cut.append(
            Piece(text=text[left:right], look=mark.look, sign=mark.sign, tag=mark.tag, words=mark.words)
        )
        position = right
    return (*cut, Piece(text=text[position:])) if position < len(text) else tuple(cut)


# --- what the template shows -----------------------------------------------------------------


def _remarks(comparison: Comparison) -> list[str]:
    """What must be known beside the figures; what the caller says, as of missing plug-ins, in its own words."""
    said = [
        f"{name} 不标{'、'.join(_type_of(kind) for kind in kinds)}，其错误清单不计这些。"
        for name, kinds in comparison.unmarked.items()
    ]
    if comparison.names_only:
        said.append(f"只标人物、地点、机构，只量这三类：{'、'.join(comparison.names_only)}。")
    return [*said, *comparison.remarks]


def _sheet(number: int, sheet: Sheet, comparison: Comparison) -> dict[str, object]:
    anchors = {str(line["id"]): f"p{number}-{place}" for place, line in enumerate(sheet.passages)}
    counted = {name: counts_by_kind(sides) for name, sides in sheet.sides.items()}
    return {
        "name": sheet.name,
        "groups": shown_groups(sheet),
        "mistakes": [
            (MISTAKES[kind], kind, [found[kind] for found in counted.values()])
            for kind in KINDS
            if any(found[kind] for found in counted.values())
        ],
        "examples": {name: _examples(sides) for name, sides in sheet.sides.items()},
        "anchors": anchors,
        "passages": [
            _passage(line, sheet, anchors[str(line["id"])], comparison.configurations)
            for line in sheet.passages
        ],
    }


def _examples(sides: Mapping[str, Side]) -> list[tuple[str, str, Sequence[Example]]]:
    return [(MISTAKES[kind], kind, found[:SHOWN]) for kind, found in examples(sides.values()).items()]


def _passage(line: Scored, sheet: Sheet, anchor: str, configurations: Sequence[str]) -> Shown:
    name, text = str(line["id"]), str(line["text"])
    gold = sheet.gold[name]
    return Shown(
        name=name,
        anchor=anchor,
        lang=str(line["lang"]),
        about=" · ".join(str(line[key]) for key in ("kind", "script", "split") if line.get(key)),
        gold=pieces(text, (_mark(key, "gold", "", _kind_of(key, gold)) for key in gold)),
        rows=tuple(
            _row(number, configuration, sheet.sides[configuration][name])
            for number, configuration in enumerate(configurations)
            if name in sheet.sides[configuration]
        ),
    )


def _row(number: int, name: str, side: Side) -> Row:
    wrong: dict[str, int] = {}
    for one in side.wrong:
        wrong[MISTAKES[one.kind]] = wrong.get(MISTAKES[one.kind], 0) + 1
    return Row(
        number=number,
        name=name,
        pieces=pieces(side.text, _marks(side)),
        right=len(side.right),
        wrong=wrong,
    )


def _marks(side: Side) -> Iterator[_Mark]:
    """The marks of a configuration's row: what is right, what is not, and what it left out."""
    for key in side.right:
        yield _mark(key, "ok", "✓", f"正确：{_kind_of(key, side.found)}")
    for one in side.wrong:
        if one.kind == "missed":
            yield from (_mark(key, "missed", "−", f"漏标：{_kind_of(key, side.gold)}") for key in one.gold)
        elif one.kind == "spurious":
            yield from (
                _mark(key, "spurious", "+", f"多标：{_kind_of(key, side.found)}") for key in one.found
            )
        else:
            yield from (_mark(key, "near", "≠", _beside(one, key, side)) for key in one.found)


def _beside(mistake: Mistake, key: Key, side: Side) -> str:
    wanted = "；".join(
        f"“{side.text[start:end]}”（{_kind_of((start, end, kind), side.gold)}）"
        for start, end, kind in mistake.gold
    )
    return f"{MISTAKES[mistake.kind]}：标作{_kind_of(key, side.found)}，应为{wanted}"


def _kind_of(key: Key, values: Mapping[Key, str]) -> str:
    """A span's type in Chinese; a date with its value."""
    return f"日期 {values[key] or '未定'}" if key[2] == DATE else _type_of(key[2])


def _type_of(kind: str) -> str:
    """The name of a type in Chinese."""
    return "日期" if kind == DATE else THINGS[Kind(kind)].zh


def _mark(key: Key, look: str, sign: str, words: str) -> _Mark:
    return key[0], key[1], Piece(text="", look=look, sign=sign, tag=_TAGS.get(key[2], key[2]), words=words)


# --- templates -------------------------------------------------------------------------------


@cache
def _environment() -> Environment:
    """The template; what it does not know is an error, what it prints is escaped."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _faces(fonts: Mapping[str, bytes]) -> str:
    """The style sheet that carries the fonts."""
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-display: swap; '
        f'src: url(data:font/woff2;base64,{base64.b64encode(content).decode("ascii")}) format("woff2"); }}\n'
        for family, content in fonts.items()
    )


def _source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
