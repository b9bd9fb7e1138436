"""CSV (RFC 4180): a header, then one row a line; UTF-8, line ends CR LF.

Lists and objects are JSON text in their cell. A cell that is null is empty, and so is an empty
string: JSON Lines tells the two apart. Line breaks inside a cell are kept as they are, so read it
with ``newline=""``.

Articles are strangers' text, and a spreadsheet runs a cell that begins with ``=``, ``+``, ``-``,
``@``, a tab or a carriage return as a formula. Such a string gets an apostrophe put before it; one
that already has apostrophes before such a character gets one more, so that ``restored`` always
gives back what the ledger has. Offsets count from the restored text. Numbers are left alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from sayso.codec import Json, encode, key
from sayso.ledger.rowmap import dumps

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def write(path: Path, row: type[object], rows: Iterator[object]) -> None:
    """Write a header with the fields of ``row``, then the rows."""
    names = [key(field.name) for field in fields(row)]  # type: ignore[arg-type]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for one in rows:
            found = encode(one)
            assert isinstance(found, dict)
            writer.writerow([_cell(found[name]) for name in names])


def _cell(value: Json) -> str | int | float | None:
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, list | dict | bool):
        return dumps(value)
    return value


def guarded(text: str) -> str:
    """``text`` such that no spreadsheet takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(cell: str) -> str:
    """What was ``guarded``: call it on the string cells that you read."""
    return cell[1:] if _GUARDED.match(cell) else cell
