"""Tables for spreadsheets and a graph file for other tools, cut to what an audience may know."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import networkx

from kg.export.packing import ExportReport, written
from kg.graph.projection import Projection
from kg.queries.citations import citation
from kg.queries.overviews import link_count
from kg.queries.passages import facts_from, relation_label
from kg.queries.sight import Sight
from kg.queries.statements import ask
from kg.records.reader import ArchiveReader
from ontology.access import Audience

ENTITY_COLUMNS = (
    "id",
    "kind",
    "label",
    "names",
    "begin",
    "end",
    "certainty",
    "mentions",
    "records",
    "links",
    "note",
    "source",
)
CLAIM_COLUMNS = (
    "id",
    "subject",
    "subject_label",
    "predicate",
    "predicate_label",
    "object",
    "object_label",
    "date",
    "role",
    "state",
    "confidence",
    "stance",
    "record",
    "page",
    "start",
    "end",
    "quote",
    "citation",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], " ")


def export_tables(
    archive: ArchiveReader,
    folder: Path,
    *,
    audience: Audience = Audience.OPEN,
    lang: str = "zh",
    archive_name: str = "",
) -> tuple[ExportReport, ...]:
    """Write `entities.csv` and `claims.csv`, which spreadsheets open with the right letters."""
    sight = Sight(archive, audience, lang=lang)
    entities = list(_entities(sight))
    claims = list(_claims(sight, archive_name))
    return (
        ExportReport(
            path=written(folder / "entities.csv", _csv(ENTITY_COLUMNS, entities)), items=len(entities)
        ),
        ExportReport(path=written(folder / "claims.csv", _csv(CLAIM_COLUMNS, claims)), items=len(claims)),
    )


def export_graphml(projection: Projection, path: Path) -> ExportReport:
    """Write a projection as GraphML, for Gephi, yEd, Cytoscape and the like; it holds what its audience may know."""
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in projection.nodes:
        names = "; ".join(dict.fromkeys(name.text for name in node.names))
        graph.add_node(
            node.id,
            label=_xml(node.label),
            kind=node.kind,
            names=_xml(names),
            begin=node.begin,
            end=node.end,
            certainty=node.certainty,
            mentions=node.mentions,
            records=node.records,
        )
    for edge in projection.edges:
        graph.add_edge(
            edge.source,
            edge.target,
            key=edge.key,
            type=edge.type,
            confidence=edge.confidence,
            evidence=edge.evidence,
            date=edge.edtf,
            role=_xml(edge.role),
            why=_xml(edge.why),
        )
    out = io.BytesIO()
    networkx.write_graphml_xml(graph, out, encoding="utf-8", named_key_ids=True)
    return ExportReport(path=written(path, out.getvalue()), items=len(projection.nodes))


def _entities(sight: Sight) -> Iterator[tuple[object, ...]]:
    for entity in sight.entities():
        records = list(ask(sight.archive, "records_of_entity", audience=sight.audience, entity=entity.id))
        yield (
            entity.id,
            entity.kind.value,
            sight.ref_to(entity).label,
            "; ".join(dict.fromkeys(name.text for name in entity.names)),
            entity.begin,
            entity.end,
            entity.certainty,
            sum(row["number"] for row in records),
            len(records),
            link_count(sight, entity.id),
            entity.note,
            entity.source,
        )


def _claims(sight: Sight, archive_name: str) -> Iterator[tuple[object, ...]]:
    """One line for each passage of each claim."""
    rows = ask(sight.archive, "all_claims", audience=sight.audience)
    for fact in facts_from(sight, list(rows)):
        for one in fact.passages:
            record = sight.record(one.record.id)
            yield (
                fact.id,
                fact.subject.id,
                fact.subject.label,
                fact.predicate,
                relation_label(fact.predicate, sight.lang),
                fact.object.id,
                fact.object.label,
                one.date.edtf if one.date else "",
                one.role,
                one.state,
                one.confidence,
                one.stance,
                record.key,
                one.page,
                one.start,
                one.end,
                one.quote,
                citation(record, archive_name=archive_name, page=one.page or None, lang=sight.lang),
            )


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(columns)
    table.writerows(tuple(map(_cell, row)) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: what an archive says is never run."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _xml(text: str) -> str:
    """A text without what XML cannot hold."""
    return text.translate(_NOT_XML)
