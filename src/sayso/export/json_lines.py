"""JSON Lines: one row a line, UTF-8, the values exactly as the ledger has them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sayso.codec import encode

# Legal inside JSON, but many a program takes them for the end of a line.
_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def line(row: object) -> str:
    """A row as one line of JSON, with its end."""
    text = json.dumps(encode(row), ensure_ascii=False, separators=(",", ":"))
    return text.translate(_BREAKS) + "\n"


def write(path: Path, row: type[object], rows: Iterator[object]) -> None:
    """Write rows, one a line. ``row``, their type, is not needed: each line names its fields."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(map(line, rows))
