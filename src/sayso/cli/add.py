"""``sayso add``: read, annotate and link sources into a ledger."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sayso.run.add import Summary

# More problems than this are counted and left to ``sayso problems``.
SHOWN = 10


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger; made if there is none.")],
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, JSON Lines, feeds; - reads JSON Lines from stdin."),
    ] = None,
    processes: Annotated[
        int, typer.Option("--processes", "-p", min=0, help="Worker processes; 0: one a core.")
    ] = 0,
) -> None:
    """Read, annotate and link SOURCES into LEDGER.

    What it already holds is not done again. Without SOURCES, brings the documents already in the
    ledger up to date with this version.
    """
    from sayso.run.processes import cores, warm_up

    workers = processes or cores()
    if workers > 1:
        warm_up()
    from sayso.cli.progress import Bar
    from sayso.run.add import add

    names = sources or []
    with Bar(_bytes(names)) as bar:
        summary = add(ledger, names, workers, bar)
    report(summary, ledger)
    if summary.failed:
        raise typer.Exit(1)


def report(summary: Summary, ledger: Path) -> None:
    """Tell on stderr what was done and what went wrong."""
    from sayso.cli.output import clean, line, note
    from sayso.ledger import Ledger

    for problem in summary.problems[:SHOWN]:
        said = f"{problem.severity}: {problem.name}: {problem.stage}: {problem.message}"
        note(clean(line(said)))
    count = summary.failed + summary.warnings
    if count > SHOWN:
        note(f"… and {count - SHOWN} more: sayso problems {ledger}")
    done = summary.added + summary.again
    speed = f", {done / summary.seconds:.1f} documents/s" if done and summary.seconds else ""
    note(
        f"{summary.added} added, {summary.again} brought up to date, {summary.known} already known,"
        f" {summary.failed} failed, {summary.warnings} warnings"
        f" in {summary.seconds:.1f} s{speed}"
    )
    with Ledger.open(ledger) as opened:
        counts = opened.counts()
    note(
        f"{ledger}: {counts.documents} documents, {counts.attributions} attributions,"
        f" {counts.passages} passages shared by several documents. Read it: sayso {ledger}"
    )


def _bytes(sources: Sequence[str]) -> int | None:
    """How many bytes are to come, as far as it can be told without reading them."""
    if "-" in sources:
        return None
    return sum(_size(source) for source in sources)


def _size(source: str) -> int:
    """The bytes in a file or below a folder; what cannot be looked at is told of when it is read.

    Links to folders are not followed, so that a loop of them ends.
    """
    if not source or not os.path.isdir(source):  # noqa: PTH112 pathlib raises for paths too long or with a NUL
        return _file_size(source)
    return sum(
        _file_size(os.path.join(folder, name))  # noqa: PTH118
        for folder, _, names in os.walk(source)
        for name in names
    )


def _file_size(path: str) -> int:
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0
