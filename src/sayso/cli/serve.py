"""``sayso serve``: the pages, on this machine only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger to show.")],
    port: Annotated[
        int, typer.Option(help="Port on 127.0.0.1; the next free one if taken.")
    ] = 8321,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Open the pages of LEDGER on 127.0.0.1."""
    from sayso.ledger import Ledger
    from sayso.web import serve

    Ledger.open(ledger).close()  # a clear message now rather than an error page later
    serve(ledger, port=port, open_browser=browser)
