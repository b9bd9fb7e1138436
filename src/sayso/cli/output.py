"""How commands print rows: a readable form, JSON Lines, or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated

import typer

from sayso.codec import Json
from sayso.export.cells import cell

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV with a header line.")]
Record = Mapping[str, Json]


def emit(
    records: Iterable[Record], as_json: bool, as_csv: bool, readable: Callable[[Record], str]
) -> int:
    """Print ``records`` in the form asked for; returns how many there were."""
    if as_json and as_csv:
        raise typer.BadParameter("choose --json or --csv, not both")
    if as_csv:
        return _csv(records)
    count = 0
    for record in records:
        print(json.dumps(record, ensure_ascii=False) if as_json else clean(readable(record)))
        count += 1
    return count


def clean(text: str) -> str:
    """``text`` without control characters that could drive the reader's terminal."""
    return "".join(c if c >= " " or c in "\n\t" else "�" for c in text.replace("\x7f", "�"))


def note(text: str) -> None:
    """Say something to the person, on stderr, so that stdout stays data."""
    print(text, file=sys.stderr)


def _csv(records: Iterable[Record]) -> int:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    count = 0
    for record in records:
        if count == 0:
            writer.writerow(record)
        writer.writerow([cell(value) for value in record.values()])
        count += 1
    return count
