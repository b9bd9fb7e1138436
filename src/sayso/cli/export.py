"""``sayso export``: the tables of a ledger as files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.output import note


class Format(StrEnum):
    """The forms in which tables are written."""

    jsonl = "jsonl"
    csv = "csv"


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger.")],
    to: Annotated[Path, typer.Option("--to", help="Folder to write into; made if there is none.")],
    form: Annotated[Format, typer.Option("--format", help="One file a table.")] = Format.jsonl,
) -> None:
    """Write every table of LEDGER into a folder.

    One file a table: TABLE.jsonl or TABLE.csv.
    """
    from sayso.export import export
    from sayso.ledger import Ledger

    with Ledger.open(ledger) as opened:
        for path in export(opened, form.value, to):
            note(str(path))
