"""Zip files that are the same bytes for the same content, and what an export says of itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import WorkspaceError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_COMPRESSED_ALREADY = (".woff2", ".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """Where an export lies, how much it holds, and a sentence for each thing that was left out."""

    path: Path
    items: int
    left_out: tuple[str, ...] = ()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of some files: sorted names, one fixed time, fixed rights."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.external_attr = 0o644 << 16
            info.create_system = 3  # or the system that packs would be written into the file
            stored = name.lower().endswith(_COMPRESSED_ALREADY)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name])
    return out.getvalue()


def repacked(data: bytes) -> bytes:
    """The same zip without the time at which it was made; the order of its members is kept by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def written(path: Path, data: bytes) -> Path:
    """Put an export at its place, and make the folder for it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise WorkspaceError(
            str(path), f"cannot be written ({error.strerror})", "Choose another place for the export."
        ) from error
    return path
