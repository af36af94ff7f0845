"""Zip containers of the office programs: opened with care before any library parses them."""

from __future__ import annotations

import io
import zipfile
import zlib

from ontology.errors import UnreadableDocument

_LARGEST_UNPACKED = 300_000_000
_OLE = b"\xd0\xcf\x11\xe0"


def refuse_bad_container(data: bytes, *, name: str, kind: str) -> None:
    """Say in one sentence why a .docx or .xlsx cannot be opened: locked, old, broken or swollen."""
    if data.startswith(_OLE):
        raise UnreadableDocument(
            name, "it is locked with a password or in an old Office format", f"Save it unlocked as {kind}."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            size = sum(part.file_size for part in container.infolist())
            broken = container.testzip() if size <= _LARGEST_UNPACKED else None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise broken_container(name, kind=kind) from error
    if size > _LARGEST_UNPACKED:
        raise UnreadableDocument(
            name,
            f"unpacked it would take {size // 1_000_000} MB; the limit is {_LARGEST_UNPACKED // 1_000_000} MB",
            "Split it.",
        )
    if broken is not None:
        raise broken_container(name, kind=kind)


def broken_container(name: str, *, kind: str) -> UnreadableDocument:
    """The problem of a file that has the suffix of an office format but not its content."""
    return UnreadableDocument(
        name, f"it is not a whole {kind} file", "Open it in an office program and save it again."
    )
