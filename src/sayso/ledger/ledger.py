"""The ledger itself: one SQLite file, opened for writing or for reading."""

from __future__ import annotations

import sqlite3
import threading
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from sayso.ledger.connect import Pool, create, open_reading, outdated
from sayso.ledger.writer import Writer


class Ledger(Writer):
    """A ledger. Use ``Ledger.create`` or ``Ledger.open``, and close it or use it with ``with``.

    Any number of readers work beside one writer, in this process and in others.
    """

    def __init__(self, path: Path, writing: sqlite3.Connection | None) -> None:
        self._pool = Pool(path)
        super().__init__(path, self._pool)
        self._writing = writing
        self._write_lock = threading.RLock()

    @classmethod
    def create(cls, path: str | PathLike[str]) -> Self:
        """Open the ledger at ``path`` for writing, making it if there is none.

        A ledger of an earlier version is brought up to date. Raises ``NotALedger`` (the file is
        something else, and left alone), ``LedgerTooNew``, ``LedgerFull``, ``LedgerError``.
        """
        file = Path(path)
        return cls(file, create(file))

    @classmethod
    def open(cls, path: str | PathLike[str]) -> Self:
        """Open the ledger at ``path`` for reading.

        Works while another process writes, and after one was killed. A ledger of an earlier
        version is brought up to date if it may be written. Raises ``LedgerMissing``,
        ``NotALedger``, ``LedgerTooNew``, ``LedgerError``.
        """
        file = Path(path)
        connection = open_reading(file)
        try:
            if outdated(connection):
                create(file).close()
        finally:
            connection.close()
        return cls(file, None)

    @property
    def writable(self) -> bool:
        """Whether it was opened with ``create``."""
        return self._writing is not None

    def close(self) -> None:
        """Close it; closing twice is harmless."""
        with self._write_lock:
            self._pool.close()
            if self._writing is not None:
                self._writing.close()
                self._writing = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
