"""Connections to a ledger's file, and what SQLite's errors mean to the person who meets them."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import LedgerError, LedgerFull, LedgerMissing, LedgerTooNew, NotALedger
from sayso.ledger import schema

BUSY_SECONDS = 15.0
"""How long to wait for another process that is writing before giving up."""

_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
_DENIED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into a ``LedgerError``: what, where, what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(path, error) from error


def _explain(path: Path, error: sqlite3.Error) -> LedgerError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    kind = code & 0xFF  # extended codes keep the primary one in their low byte
    if code in _FULL or kind == sqlite3.SQLITE_FULL:
        return LedgerFull(
            f"{path}: no room left to write (disk full, or a size limit). "
            "What was committed is safe; make room and run the same command again."
        )
    if kind == sqlite3.SQLITE_NOTADB:
        return NotALedger(f"{path}: not a ledger. Name another file.")
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerError(
            f"{path}: another process is writing to it. Wait until it is done, then try again."
        )
    if kind in _DENIED:
        return LedgerError(
            f"{path}: may not be read or written ({error}). Check the permissions of the file "
            "and of its folder, in which SQLite keeps two more files."
        )
    if kind in _DAMAGED:
        return LedgerError(
            f"{path}: damaged or unreadable ({error}). Copy it away and recover what can be "
            f"recovered with: sqlite3 {path.name} .recover"
        )
    return LedgerError(f"{path}: {error}")


def create(path: Path) -> sqlite3.Connection:
    """A connection for writing to the ledger at ``path``, made or brought up to date if need be."""
    if not path.exists() and not path.parent.is_dir():
        raise LedgerError(f"{path}: there is no folder {path.parent}. Make it first.")
    _check_file(path)
    with explained(path):
        connection = _connect(path, "rwc")
        try:
            # Looked at before anything is changed: the file may be somebody else's database.
            with transaction(connection, "BEGIN"):
                version = _version(path, connection, may_be_empty=True)
            _keep_log(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA cache_size = -16000")
            if version < len(schema.STEPS):
                _upgrade(path, connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise NotALedger(f"{path}: a folder, not a ledger. Name a file.")
    if path.exists() and not path.is_file():
        raise NotALedger(f"{path}: a device or a pipe, not a ledger. Name a file.")


def open_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read; works beside a writer and after one was killed."""
    _check_file(path)
    if not path.exists():
        raise LedgerMissing(f"{path}: there is no such ledger. Make one with: sayso add {path} …")
    with explained(path):
        connection = _open_best(path)
        try:
            with transaction(connection, "BEGIN"):
                _version(path, connection, may_be_empty=False)
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def _open_best(path: Path) -> sqlite3.Connection:
    """Open for reading in the way that the file's permissions allow.

    A file that may be written is opened so, because only then does SQLite clear away the two files
    that it keeps beside it. A file in a folder that may not be written can be read only as one
    that nobody else is writing.
    """
    if not os.access(path, os.R_OK):
        raise LedgerError(f"{path}: you may not read it. Check the permissions of the file.")
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return _connect(path, "rw")
    log = path.with_name(path.name + "-wal")
    if os.access(path.parent, os.W_OK) or (log.exists() and log.stat().st_size):
        return _connect(path, "ro")
    return _connect(path, "ro&immutable=1")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        # With a write-ahead log, NORMAL survives a killed process; a power cut may cost the last
        # documents, which the next run adds again.
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _keep_log(connection: sqlite3.Connection) -> None:
    """Switch the file to a write-ahead log, which it then has for good.

    SQLite's own timeout does not hold here: the switch reads first and then asks to write, and of
    two that do so at once, one is refused on the spot, lest each wait for the other.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(random.uniform(0.001, 0.02))
        else:
            return


def _version(path: Path, connection: sqlite3.Connection, *, may_be_empty: bool) -> int:
    """The ledger's schema version, 0 if it is empty; raises if it is no ledger or too new.

    To be called in a transaction: while another process makes the ledger, what is read here must
    be of one moment, or half of it looks like a database of another program.
    """
    application = _pragma(connection, "application_id")
    version = _pragma(connection, "user_version")
    if application != schema.APPLICATION_ID:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if application or version or tables:
            raise NotALedger(f"{path}: a database of another program. Name another file.")
        if not may_be_empty:
            raise NotALedger(f"{path}: empty, not a ledger. Fill it with: sayso add {path} …")
    if version > len(schema.STEPS):
        raise LedgerTooNew(
            f"{path}: made by a later version of Sayso (schema {version}, this one knows "
            f"{len(schema.STEPS)}). Upgrade with: pip install --upgrade sayso"
        )
    return version


def outdated(connection: sqlite3.Connection) -> bool:
    """Whether the ledger was made by an earlier version and needs ``create`` to bring it up."""
    return _pragma(connection, "user_version") < len(schema.STEPS)


def _upgrade(path: Path, connection: sqlite3.Connection) -> None:
    with transaction(connection):
        # Read again inside the transaction: another process may have done it meanwhile.
        for step in schema.STEPS[_version(path, connection, may_be_empty=True) :]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(schema.STEPS)}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; ``executescript`` would commit and so undo the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)


class Pool:
    """Lends reading connections, one to each reader at a time, and makes more as needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self._lock = threading.Lock()

    @contextmanager
    def borrow(self) -> Iterator[sqlite3.Connection]:
        """A connection for this ``with`` block alone; SQLite's errors come out explained."""
        with explained(self.path):
            connection = self._take()
            try:
                yield connection
            finally:
                self._put_back(connection)

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise LedgerError(f"{self.path}: the ledger is closed; open it again.")
            if self._idle:
                return self._idle.pop()
        return open_reading(self.path)

    def _put_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close the connections; one that is still lent is closed when it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()


class Held:
    """Lends one connection over and over: everything read through it is one state of the ledger."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @contextmanager
    def borrow(self) -> Iterator[sqlite3.Connection]:
        """The one connection; SQLite's errors come out explained."""
        with explained(self.path):
            yield self._connection


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Commit what is done inside, or, if anything is raised, undo all of it."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk makes SQLite roll back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
