"""Stable identifiers made of content: same archive in, same ids out."""

from __future__ import annotations

import hashlib


def content_id(prefix: str, *parts: object) -> str:
    """An id such as `men-3f2a…`: a class prefix and 20 hex digits of SHA-256 over the parts.

    Parts are joined with U+001F, which no archive text contains, so that ("ab", "c") and ("a", "bc") differ.
    """
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8')).hexdigest()[:20]}"


def checksum(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(data).hexdigest()
