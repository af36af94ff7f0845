"""Reading a folder: every file becomes a record or a problem, and nothing is lost silently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extraction.read.alto import read_alto
from extraction.read.catalogue import Catalogue, Row, match, read_catalogue
from extraction.read.draft import LARGEST_FILE, Draft, PageImage, lay_out, oversize
from extraction.read.ocr import Ocr
from extraction.read.pdf import read_pdf
from extraction.read.plain import read_plain
from extraction.read.scan import read_scan
from extraction.read.word import read_word
from ontology.access import Access
from ontology.errors import BadInput, UnreadableDocument
from ontology.ids import checksum, content_id
from ontology.records import Description, Record, record_id

READER_VERSION = "1"
"""Changes whenever the same file would be read differently."""
Known = Callable[[str, str], bool]
"""Whether a file (path, stamp) has been read already; the stamp is that of `ReadFile.stamp`."""

_PLAIN = {".txt", ".text", ".md", ".csv", ".tsv"}
_PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff"}
_BY_OCR = {*_PICTURES, ".pdf"}
_SHEET = ".xlsx"
_OLD = {".doc": ".docx", ".wps": ".docx", ".rtf": ".docx", ".odt": ".docx", ".xls": ".xlsx", ".et": ".xlsx"}
_JUNK = {"Thumbs.db", "desktop.ini"}
_HEAD = 4096
_READABLE = "txt, md, csv, docx, pdf, png, jpg, tif, ALTO xml or a catalogue in xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """What became of one file: a record with its page pictures, or the problem that kept it from being read.

    `stamp` says what the outcome depends on: the file, its catalogue row, the reader and the OCR engine.
    """

    path: str  # POSIX, relative to the folder
    sha256: str = ""
    stamp: str = ""
    record: Record | None = None
    images: tuple[PageImage, ...] = ()
    problem: UnreadableDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The files of a folder by what they are."""

    sheets: tuple[str, ...]
    documents: tuple[str, ...]
    scans: Mapping[str, str]  # ALTO file → the picture beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """One file as it lies in the folder, before its format matters."""

    name: str
    data: bytes
    picture: bytes  # beside an ALTO file
    sha256: str
    stamp: str
    key: str


def read_folder(
    folder: Path, *, archive_code: str, ocr: Ocr | None = None, known: Known | None = None
) -> Iterator[ReadFile]:
    """Read a folder in order of paths, its catalogue first; files that `known` knows are passed over."""
    if not folder.is_dir():
        raise BadInput(str(folder), "it is not a folder", "Give the folder that holds the archive's files.")
    found = _look(folder)
    rows: list[Row] = []
    for sheet in found.sheets:
        try:
            rows += read_catalogue(_bytes(folder / sheet, name=sheet), name=sheet)
        except UnreadableDocument as problem:
            yield ReadFile(path=sheet, problem=problem)
    catalogue = match(rows, files=found.documents, scans=found.scans)
    yield from (ReadFile(path=problem.place, problem=problem) for problem in catalogue.problems)
    holders: dict[str, str] = {}
    for name in found.documents:
        source = _source(folder / name, name=_shown(name), catalogue=catalogue, code=archive_code, ocr=ocr)
        if isinstance(source, ReadFile):
            yield source
        elif (holder := holders.setdefault(source.key, name)) != name:
            yield _twin(source, holder=holder)
        elif known is None or not known(source.name, source.stamp):
            yield _read(source, catalogue=catalogue, ocr=ocr)


def read_file(
    path: Path, *, name: str, catalogue: Catalogue, archive_code: str, ocr: Ocr | None = None
) -> ReadFile:
    """Read one file that is called `name` in its folder; a problem is part of the answer, never raised."""
    source = _source(path, name=name, catalogue=catalogue, code=archive_code, ocr=ocr)
    return source if isinstance(source, ReadFile) else _read(source, catalogue=catalogue, ocr=ocr)


def _source(path: Path, *, name: str, catalogue: Catalogue, code: str, ocr: Ocr | None) -> _Source | ReadFile:
    """A file's bytes with its key and stamp, or the problem that they cannot be had."""
    try:
        data = _bytes(path, name=name)
        beside = _picture_beside(path)
        picture = _bytes(beside, name=name) if beside else b""
    except UnreadableDocument as problem:
        return ReadFile(path=name, problem=problem)
    sha256 = checksum(data)
    row = catalogue.rows.get(name)
    engine = ocr.version if ocr and path.suffix.lower() in _BY_OCR else ""
    said = (row.description, row.access) if row else ()  # not its place: a row may move
    stamp = content_id("file", name, sha256, checksum(picture), said, catalogue.shared.get(name), engine)
    return _Source(
        name=name,
        data=data,
        picture=picture,
        sha256=sha256,
        stamp=f"{READER_VERSION}:{stamp}",
        key=_key(name, catalogue=catalogue, sha256=sha256, code=code),
    )


def _key(name: str, *, catalogue: Catalogue, sha256: str, code: str) -> str:
    """The record's key: its 档号, or the hash of a file that has none of its own."""
    row = catalogue.rows.get(name)
    own = row is not None and row.description.ref_code and name not in catalogue.shared
    return f"{code}:{row.description.ref_code}" if row is not None and own else f"sha256:{sha256}"


def _read(source: _Source, *, catalogue: Catalogue, ocr: Ocr | None) -> ReadFile:
    """The record of a file, or the problem that its format has."""
    try:
        draft = _draft(source, ocr=ocr)
        laid = lay_out(draft, sha256=source.sha256, name=source.name)
    except (UnreadableDocument, BadInput) as error:
        problem = UnreadableDocument(source.name, error.reason, error.remedy)
        return ReadFile(path=source.name, sha256=source.sha256, stamp=source.stamp, problem=problem)
    row = catalogue.rows.get(source.name)
    record = Record(
        id=record_id(source.key),
        key=source.key,
        text=laid.text,
        lang=laid.lang,
        script=laid.script,
        source=source.name,
        source_sha256=source.sha256,
        pages=laid.pages,
        description=row.description if row else Description(),
        access=row.access if row else Access.UNKNOWN,
        encoding=draft.encoding,
        notes=(*draft.notes, *_row_notes(source.name, catalogue=catalogue)),
    )
    return ReadFile(
        path=source.name, sha256=source.sha256, stamp=source.stamp, record=record, images=laid.images
    )


def _draft(source: _Source, *, ocr: Ocr | None) -> Draft:
    """Read a file by the format its suffix says."""
    name, suffix = source.name, PurePosixPath(source.name).suffix.lower()
    if suffix in _PLAIN:
        return read_plain(source.data, name=name)
    if suffix == ".docx":
        return read_word(source.data, name=name)
    if suffix == ".pdf":
        return read_pdf(source.data, name=name, ocr=ocr)
    if suffix in _PICTURES:
        return read_scan(source.data, name=name, ocr=ocr)
    if suffix == ".xml":
        return read_alto(source.data, name=name, picture=source.picture)
    better = _OLD.get(suffix)
    remedy = f"Save it as {better}." if better else f"Give {_READABLE}, or take it out of the folder."
    raise UnreadableDocument(name, f"files of the kind {suffix or 'without a suffix'} are not read", remedy)


def _row_notes(name: str, *, catalogue: Catalogue) -> Iterator[str]:
    """What is odd about a file's catalogue row."""
    row = catalogue.rows.get(name)
    if row and name in catalogue.shared:
        code = row.description.ref_code or row.file_name
        yield f"{code} is held by {catalogue.shared[name]}; join the pages into one PDF to make them one record"
    if row and row.access is Access.UNKNOWN and row.description.open_mark:
        yield f"the catalogue's 开放标识 {row.description.open_mark} is not known: the record stays closed"


def _twin(source: _Source, *, holder: str) -> ReadFile:
    """The problem of a file that is the same as one already met."""
    problem = UnreadableDocument(
        source.name,
        f"it is the same as {_shown(holder)}",
        "Remove one, or give each its row in the catalogue.",
    )
    return ReadFile(path=source.name, sha256=source.sha256, stamp=source.stamp, problem=problem)


def _look(folder: Path) -> _Found:
    """What lies in a folder; hidden files and the lock files of office programs are passed over."""
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_dir() and not _is_hidden(path.relative_to(folder))
    )
    scans = {
        name: beside.relative_to(folder).as_posix()
        for name in names
        if (beside := _picture_beside(folder / name)) is not None
    }
    pictures = set(scans.values())
    sheets = tuple(name for name in names if name.lower().endswith(_SHEET))
    documents = tuple(name for name in names if name not in pictures and name not in sheets)
    return _Found(sheets=sheets, documents=documents, scans=scans)


def _is_hidden(path: Path) -> bool:
    return path.name in _JUNK or any(part.startswith((".", "~$")) for part in path.parts)


def _picture_beside(path: Path) -> Path | None:
    """The scan that an ALTO file describes: same name, suffix of a picture."""
    if path.suffix.lower() != ".xml" or not _looks_like_alto(path):
        return None
    beside = (path.with_suffix(suffix) for suffix in sorted(_PICTURES))
    return next((picture for picture in beside if picture.is_file()), None)


def _looks_like_alto(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"alto" in file.read(_HEAD).replace(b"\0", b"").lower()
    except OSError:
        return False


def _bytes(path: Path, *, name: str) -> bytes:
    """A file's content, unless it is empty, too large or not to be had."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise oversize(name, size=size, limit=LARGEST_FILE)
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UnreadableDocument(name, f"it cannot be opened ({reason})", "Check its permissions.") from error
    if not data:
        raise UnreadableDocument(name, "it is empty (0 bytes)", "Copy it again from the original.")
    return data


def _shown(name: str) -> str:
    """A path that can be stored: bytes that are no UTF-8 are written out."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
