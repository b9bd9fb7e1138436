"""``sayso demo``: the ledger of the example corpus, built and shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def command(
    ledger: Annotated[Path, typer.Argument(help="Where to build it.")] = Path("demo.ledger"),
    port: Annotated[
        int, typer.Option(help="Port on 127.0.0.1; the next free one if taken.")
    ] = 8321,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    pages: Annotated[bool, typer.Option(help="Serve the pages; --no-pages only builds.")] = True,
) -> None:
    """Build the example corpus's ledger and open its pages.

    The corpus is an invented dispute: 24 articles, six outlets, four years.
    """
    from sayso.cli.add import report
    from sayso.cli.progress import Bar
    from sayso.run.add import add
    from sayso.run.processes import cores
    from sayso.web import serve

    folder = corpus()
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    with Bar(size) as bar:
        summary = add(ledger, [os.path.relpath(folder)], cores(), bar)
    report(summary, ledger)
    if pages:
        serve(ledger, port=port, open_browser=browser)
    if summary.failed:
        raise typer.Exit(1)


def corpus() -> Path:
    """The folder of the example corpus: beside the installed package, or in the checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_examples", package.parent.parent / "examples" / "corpus"):
        if folder.is_dir():
            return folder
    raise typer.BadParameter("this installation lacks the example corpus; reinstall sayso")
