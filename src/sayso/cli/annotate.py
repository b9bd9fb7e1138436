"""``sayso annotate``: the rows of documents as JSON Lines, without a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sayso.run.work import Job, Outcome


def command(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, feeds; - reads JSON Lines from stdin.")
    ],
    processes: Annotated[
        int, typer.Option("--processes", "-p", min=0, help="Worker processes; 0: one a core.")
    ] = 1,
) -> None:
    """Print the rows of SOURCES as JSON Lines.

    Each row has its "table"; no ledger is made.
    """
    from sayso.cli.output import note
    from sayso.read import sources as read_sources
    from sayso.rows import Problem
    from sayso.run.local import run
    from sayso.run.processes import cores
    from sayso.run.work import Job

    failed = 0
    unread: list[Problem] = []

    def jobs() -> Iterator[Job]:
        for item in read_sources(sources):
            if isinstance(item, Problem):
                unread.append(item)
            else:
                yield Job(item)

    for outcome in run(jobs(), processes or cores()):
        _print(outcome)
        unread.extend(outcome.problems)
        while unread:
            failed += _report(unread.pop(0))
    failed += sum(_report(problem) for problem in unread)
    if failed:
        note(f"{failed} failed; their rows are in the table problems")
        raise typer.Exit(1)


def _print(outcome: Outcome) -> None:
    if outcome.document is None:
        return
    _row("documents", outcome.document)
    for field in fields(outcome.annotations):
        for row in getattr(outcome.annotations, field.name):
            _row(field.name, row)


def _report(problem: object) -> bool:
    _row("problems", problem)
    return getattr(problem, "severity", "") == "failed"


def _row(table: str, row: object) -> None:
    from sayso.cli.output import dumped
    from sayso.cli.output import fields as exported

    print(dumped({"table": table, **exported(row)}))
