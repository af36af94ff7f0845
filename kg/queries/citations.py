"""How a record is cited, in the manner of archival footnotes (GB/T 7714 for Chinese, ГОСТ-like for Russian).

Only what the catalogue knows is printed; a missing creator or date leaves no hole.
"""

from __future__ import annotations

from ontology.records import Description, Record


def citation(record: Record, *, archive_name: str, page: int | None = None, lang: str = "zh") -> str:
    """One line that leads a reader back to the page."""
    if lang == "ru":
        return _russian(record, archive_name, page)
    if lang == "en":
        return _english(record, archive_name, page)
    return _chinese(record, archive_name, page)


def numbered(citations: tuple[str, ...]) -> tuple[str, ...]:
    """Citations with their numbers in brackets, equal ones once."""
    return tuple(f"[{number}] {one}" for number, one in enumerate(dict.fromkeys(citations), start=1))


def _chinese(record: Record, archive_name: str, page: int | None) -> str:
    said = record.description
    head = f"{said.creator}：" if said.creator else ""
    date = f"（{said.date}）" if said.date else ""
    tail = (
        f"档号：{said.ref_code}" if said.ref_code else "",
        f"第{page}页" if page else "",
        archive_name,
    )
    return "，".join((f"{head}《{record.title}》{date}", *filter(None, tail))) + "。"


def _russian(record: Record, archive_name: str, page: int | None) -> str:
    said = record.description
    head = f"{said.creator}. " if said.creator else ""
    date = f". {said.date}" if said.date else ""
    place = (archive_name, *_shelf(said), f"Л. {page}" if page else "")
    return f"{head}{record.title}{date} // {'. '.join(filter(None, place))}."


def _shelf(said: Description) -> tuple[str, ...]:
    """Фонд, опись, дело where the catalogue has them, else the reference code."""
    if not (said.fonds and said.file):
        return (f"Шифр {said.ref_code}",) if said.ref_code else ()
    parts = (("Ф.", said.fonds), ("Оп.", said.series), ("Д.", said.file), ("Док.", said.item))
    return tuple(f"{word} {value}" for word, value in parts if value)


def _english(record: Record, archive_name: str, page: int | None) -> str:
    said = record.description
    head = f"{said.creator}, " if said.creator else ""
    date = f" ({said.date})" if said.date else ""
    tail = (said.ref_code, f"p. {page}" if page else "", archive_name)
    return ", ".join((f"{head}“{record.title}”{date}", *filter(None, tail))) + "."
