"""``sayso problems``: what could not be read or annotated, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.output import AsCsv, AsJson, Forms, emit, fields, line, note
from sayso.rows import Problem


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger.")],
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what went wrong while LEDGER was filled."""
    from sayso.ledger import Ledger

    with Ledger.open(ledger) as opened:
        count = emit(opened.problems(), Forms(fields, _readable), as_json, as_csv)
    if not count:
        note("No problems: every source was read and every document annotated.")


def _readable(problem: Problem) -> str:
    return line(f"{problem.severity}: {problem.name}: {problem.stage}: {problem.message}")
