"""Reading an archive's files: formats, encodings, OCR, and the catalogue that describes them."""

from extraction.read.catalogue import Catalogue, Row, match, read_catalogue
from extraction.read.draft import PageImage
from extraction.read.folder import READER_VERSION, ReadFile, read_file, read_folder
from extraction.read.ocr import Ocr, OcrLine, RapidOcr

__all__ = [
    "READER_VERSION",
    "Catalogue",
    "Ocr",
    "OcrLine",
    "PageImage",
    "RapidOcr",
    "ReadFile",
    "Row",
    "match",
    "read_catalogue",
    "read_file",
    "read_folder",
]
