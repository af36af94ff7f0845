"""Where exhibitions are kept: in the archive file, as they are, in the curator's order."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from kg.curation.exhibitions import Exhibition, Item, ItemKind, Section, new_exhibition
from kg.records import Archive, StoredExhibition
from ontology.errors import BadInput


class ExhibitionShelf:
    """The exhibitions of one archive."""

    def __init__(self, archive: Archive) -> None:
        """Stand before the shelf of an archive."""
        self._archive = archive

    def list(self) -> tuple[Exhibition, ...]:
        """All exhibitions in their order."""
        return tuple(_from_json(stored.id, stored.body) for stored in self._archive.exhibitions())

    def load(self, exhibition_id: str) -> Exhibition:
        """One exhibition, or a sentence where there is none."""
        found = next((one for one in self.list() if one.id == exhibition_id), None)
        if found is None:
            raise BadInput(exhibition_id, "there is no such exhibition", "Choose one from the list.")
        return found

    def create(self, title: str, *, intro: str = "") -> Exhibition:
        """A new, empty exhibition, kept at once; a second one of the same title gets another id."""
        taken = {stored.id for stored in self._archive.exhibitions()}
        ordinal = 0
        while (made := new_exhibition(title, ordinal=ordinal, intro=intro)).id in taken:
            ordinal += 1
        return self.save(made)

    def adopt(self, draft: Exhibition) -> Exhibition:
        """Keep a draft under an id of its own: one of the same title that is here already stays as it is."""
        made = self.create(draft.title, intro=draft.intro)
        return self.save(replace(made, sections=draft.sections))

    def save(self, exhibition: Exhibition) -> Exhibition:
        """Keep an exhibition as it now is; it stays at its place, a new one comes last."""
        places = {stored.id: stored.position for stored in self._archive.exhibitions()}
        position = places.get(exhibition.id, max(places.values(), default=-1) + 1)
        body = json.dumps(_to_json(exhibition), ensure_ascii=False, sort_keys=True)
        self._archive.save_exhibition(StoredExhibition(id=exhibition.id, position=position, body=body))
        return exhibition

    def delete(self, exhibition_id: str) -> None:
        """Take an exhibition off the shelf."""
        self._archive.remove_exhibition(exhibition_id)


def _to_json(exhibition: Exhibition) -> dict[str, object]:
    plain = asdict(exhibition)
    plain.pop("id")
    return plain


def _from_json(id_: str, body: str) -> Exhibition:
    try:
        kept = json.loads(body)
        sections = tuple(
            Section(
                title=section["title"],
                text=section["text"],
                items=tuple(Item(**{**item, "kind": ItemKind(item["kind"])}) for item in section["items"]),
            )
            for section in kept["sections"]
        )
        return Exhibition(id=id_, title=kept["title"], intro=kept["intro"], sections=sections)
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            id_, f"this exhibition cannot be read ({error})", "Restore it from a backup."
        ) from error
