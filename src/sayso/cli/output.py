"""How commands print what they found: a readable form, JSON Lines, or CSV."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

import typer

from sayso.codec import Json

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV with a header line.")]
Record = Mapping[str, Json]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Forms(Generic[Item]):
    """How one kind of item is printed: as a flat record for machines, as lines for people."""

    record: Callable[[Item], Record]
    readable: Callable[[Item], str]


def emit(items: Iterable[Item], forms: Forms[Item], as_json: bool, as_csv: bool) -> int:
    """Print ``items`` in the form asked for; returns how many there were."""
    if as_json and as_csv:
        raise typer.BadParameter("choose --json or --csv, not both")
    if as_csv:
        return _csv(forms.record(item) for item in items)
    count = 0
    for item in items:
        if as_json:
            print(dumped(forms.record(item)))
        else:
            print(clean(forms.readable(item)))
        count += 1
    return count


def dumped(record: Record) -> str:
    """A record as one line of JSON, escaped where stdout cannot hold every character."""
    return json.dumps(record, ensure_ascii=not _holds_all())


def _holds_all() -> bool:
    return sys.stdout is None or sys.stdout.encoding.lower().startswith("utf")


def fields(row: object) -> Record:
    """The exported fields of a row."""
    from sayso.codec import encode

    encoded = encode(row)
    assert isinstance(encoded, dict)
    return encoded


def clean(text: str) -> str:
    """``text`` without control characters that could drive the reader's terminal."""
    return "".join(
        c if c in "\n\t" or (c >= " " and not "\x7f" <= c <= "\x9f") else "�" for c in text
    )


def line(text: str) -> str:
    """``text`` on one line: every run of white space is one space."""
    return " ".join(text.split())


def note(text: str) -> None:
    """Say something to the person, on stderr, so that stdout stays data."""
    print(text, file=sys.stderr)


def _csv(records: Iterable[Record]) -> int:
    from sayso.export.cells import cell

    if not _holds_all() and isinstance(sys.stdout, io.TextIOWrapper):
        # CSV has no escapes: it is UTF-8 like the exported files.
        sys.stdout.reconfigure(encoding="utf-8")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    count = 0
    for record in records:
        if count == 0:
            writer.writerow(record)
        writer.writerow([cell(value) for value in record.values()])
        count += 1
    return count
