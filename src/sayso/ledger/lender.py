"""Who lends connections to those who ask a ledger, and several questions about one state of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sayso.ledger.connect import transaction


class Lender(Protocol):
    """Where connections come from."""

    path: Path

    def borrow(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection for a ``with`` block, and for nobody else meanwhile."""


@contextmanager
def same_state(connection: sqlite3.Connection) -> Iterator[None]:
    """Several questions about one state of the ledger; inside a snapshot they are so already."""
    if connection.in_transaction:
        yield
    else:
        with transaction(connection, "BEGIN"):
            yield
