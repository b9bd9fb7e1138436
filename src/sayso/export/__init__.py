"""The ledger's tables as files: one module a format."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sayso.ledger.reader import Reader

Format = Literal["jsonl", "csv"]


def export(ledger: Reader, format: Format, to: Path) -> list[Path]:  # noqa: A002 the word users know
    """Write one file a table into the folder ``to`` (made if missing) and return their paths.

    The files hold one state of the ledger, whatever is written meanwhile, in an order that depends
    on the rows alone: by document id, then text order. A file appears only when it is complete and
    replaces an older one at once. Raises ``LedgerError`` and ``OSError``.
    """
    raise NotImplementedError
