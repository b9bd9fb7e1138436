"""The ledger's tables as files: one module a format."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from sayso.errors import SaysoError
from sayso.export import comma_separated, json_lines
from sayso.ledger.dump import ROWS
from sayso.ledger.reader import Reader

Format = Literal["jsonl", "csv"]
Writer = Callable[[Path, type[object], Iterator[object]], None]
"""Writes rows of one type to a file."""

FORMATS: dict[Format, Writer] = {"jsonl": json_lines.write, "csv": comma_separated.write}
"""How each format writes a table; a further format is one module and one entry here."""


def export(ledger: Reader, format: Format, to: Path) -> list[Path]:  # noqa: A002 the users' word
    """Write one file a table into the folder ``to`` (made if missing) and return their paths.

    The files hold one state of the ledger, whatever is written meanwhile, in an order that depends
    on the rows alone: by document id, then text order. They appear together, complete, in place of
    older ones. Memory does not grow with the ledger. Raises ``LedgerError``, and ``SaysoError``
    when a file cannot be written.
    """
    write = FORMATS[format]
    finished: dict[Path, Path] = {}
    try:
        to.mkdir(parents=True, exist_ok=True)
        with ledger.snapshot() as reader:
            for table, row in ROWS.items():
                partial = to / f".{table}.{format}.{os.getpid()}"
                finished[partial] = to / f"{table}.{format}"
                write(partial, row, reader.rows(table))
        for partial, path in finished.items():
            partial.replace(path)
    except OSError as error:
        raise SaysoError(
            f"{to}: the export could not be written ({error.strerror or error}); files already "
            "there are unchanged. Check the folder's permissions and the room on its disk."
        ) from error
    finally:
        for partial in finished:
            partial.unlink(missing_ok=True)
    return list(finished.values())
