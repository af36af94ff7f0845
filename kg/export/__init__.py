"""What leaves the archive: exhibitions, topic packs and tables. Unless told otherwise, only what is open."""

from kg.export.docx import export_docx
from kg.export.packing import ExportReport
from kg.export.pdf import export_pdf
from kg.export.shown import Options
from kg.export.site import export_site
from kg.export.tables import export_graphml, export_tables

__all__ = [
    "ExportReport",
    "Options",
    "export_docx",
    "export_graphml",
    "export_pdf",
    "export_site",
    "export_tables",
]
