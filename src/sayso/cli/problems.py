"""``sayso problems``: what could not be read or annotated, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.output import AsCsv, AsJson, Record, emit, note


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger.")],
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what went wrong while LEDGER was filled."""
    from sayso.codec import encode
    from sayso.ledger import Ledger

    with Ledger.open(ledger) as opened:
        rows = (encode(problem) for problem in opened.problems())
        count = emit((row for row in rows if isinstance(row, dict)), as_json, as_csv, _readable)
    if not count:
        note("No problems: every source was read and every document annotated.")


def _readable(problem: Record) -> str:
    return "{severity}: {name}: {stage}: {message}".format(**problem)
