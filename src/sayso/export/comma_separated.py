"""CSV (RFC 4180): a header, then one row a line; UTF-8, line ends CR LF.

Cells are those of ``sayso.export.cells``: what looks like a formula has an apostrophe before it,
and offsets count from the text without it. A cell that is null is empty, and so is an empty
string: JSON Lines tells the two apart. Line breaks inside a cell are kept as they are, so read it
with ``newline=""``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from sayso.codec import encode, key
from sayso.export.cells import cell


def write(path: Path, row: type[object], rows: Iterator[object]) -> None:
    """Write a header with the fields of ``row``, then the rows."""
    names = [key(field.name) for field in fields(row)]  # type: ignore[arg-type]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for one in rows:
            found = encode(one)
            assert isinstance(found, dict)
            writer.writerow([cell(found[name]) for name in names])
