"""Opening the archive file: its settings, its identity, and transactions that nest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.records.statements import additions, schema
from ontology.errors import WorkspaceError

APPLICATION_ID = 0x64616E67  # "dang", so that a stranger's SQLite file is told apart from ours
SCHEMA_VERSION = 1
BUSY_SECONDS = 10.0


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection to an archive file, made if it is missing and may be written."""
    if read_only and not path.is_file():
        raise WorkspaceError(str(path), "there is no archive file here", "Run `dangmai build` first.")
    try:
        connection = _opened(path, read_only=read_only)
    except sqlite3.Error as error:
        raise WorkspaceError(
            str(path), f"cannot be opened ({error})", "Check the path and its rights."
        ) from error
    connection.row_factory = sqlite3.Row
    try:
        _prepare(connection, path, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; inside another transaction it is part of that one."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _opened(path: Path, *, read_only: bool) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc"
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,  # transactions are begun and ended here, by name
        timeout=BUSY_SECONDS,
        check_same_thread=not read_only,  # screens read from several threads; SQLite serializes them
    )


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            with transaction(connection):
                _create(connection)
                _check(connection, path)
                _add(connection)
        _check(connection, path)
    except sqlite3.Error as error:
        raise WorkspaceError(str(path), f"is not usable ({error})", "Rebuild the workspace.") from error


def _create(connection: sqlite3.Connection) -> None:
    """Lay the tables of an empty file; leave any other file alone."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    for one in _single_statements(schema()):
        connection.execute(one)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _add(connection: sqlite3.Connection) -> None:
    """Lay what an older archive file of ours does not have yet."""
    for one in _single_statements(additions()):
        connection.execute(one)


def _single_statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit between them."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise WorkspaceError(str(path), "is not an archive file of ours", "Choose another workspace folder.")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        raise WorkspaceError(
            str(path),
            f"was written by another version (tables {version}, expected {SCHEMA_VERSION})",
            "Build the workspace again.",
        )
