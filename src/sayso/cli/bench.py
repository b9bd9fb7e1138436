"""``sayso bench``: the figures of a stage on a gold, as JSON."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Name(StrEnum):
    """The benchmarks."""

    attribution = "attribution"
    reading = "reading"
    time = "time"
    quantity = "quantity"
    place = "place"
    copies = "copies"
    entities = "entities"
    joins = "joins"
    names = "names"


def command(
    name: Annotated[Name, typer.Argument(help="What to measure.")],
    data: Annotated[
        Path | None, typer.Option("--data", help="Folder of the gold, or one that holds it.")
    ] = None,
    split: Annotated[
        str | None, typer.Option("--split", help="Part of the gold; else its development part.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", help="Only so many documents; for a quick look.")
    ] = None,
) -> None:
    """Print a benchmark's figures as JSON. The copies benchmark makes its own data.

    With --data, copies also looks at the real dispatches in its folder ``seeds``.
    """
    from sayso.bench.figures import measure, plain

    figures = measure(name.value, data, split, limit)
    print(json.dumps(plain(figures), indent=2, ensure_ascii=False))
