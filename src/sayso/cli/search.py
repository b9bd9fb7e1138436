"""``sayso search``: find documents by their words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.output import AsCsv, AsJson, Forms, Record, emit, line, note

if TYPE_CHECKING:
    from sayso.ledger.views import Hit


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger.")],
    query: Annotated[
        list[str],
        typer.Argument(
            help='All words must occur. "a phrase", -not, outlet: speaker: before: after:. '
            "Put -- before a query that begins with a minus."
        ),
    ],
    limit: Annotated[int, typer.Option(help="At most so many documents.")] = 20,
    offset: Annotated[int, typer.Option(help="Leave out the first so many.")] = 0,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Find documents in LEDGER; every match with its characters."""
    from sayso.ledger import Ledger, search

    with Ledger.open(ledger) as opened:
        result = search(opened, joined(query), limit, offset)
        firsts = result.origins.firsts() if result.origins else None
        emit(result.hits, Forms(partial(_record, firsts), _readable), as_json, as_csv)
    shown = f"{offset + 1}–{offset + len(result.hits)} of " if result.hits else ""
    independent = _independent(result.origins.count) if result.origins else ""
    note(f"{shown}{result.total} documents{independent}")


def joined(words: list[str]) -> str:
    """The query as it was meant: an argument with a space in it was quoted for the shell."""
    if len(words) == 1:
        return words[0]
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)


def _independent(number: int) -> str:
    return f", {number} independent origin{'' if number == 1 else 's'}"


def _record(firsts: Mapping[str, str] | None, hit: Hit) -> Record:
    """``origin`` is the document that it is a copy of, else its own id; null if not counted."""
    summary = hit.document
    return {
        "doc": summary.id,
        "document": summary.label,
        "outlet": summary.outlet,
        "published": summary.published,
        "snippet": hit.snippet,
        "matches": [list(span) for span in hit.spans],
        "shares_passages_with": hit.copies,
        "origin": None if firsts is None else firsts.get(summary.id, summary.id),
    }


def _readable(hit: Hit) -> str:
    document = hit.document
    shared = f", shares passages with {hit.copies} others" if hit.copies else ""
    where = f"{document.outlet or 'outlet unknown'}, {document.published or 'date unknown'}{shared}"
    return f"{line(document.label)}\n    {where} [{document.id}]\n    {line(hit.snippet)}"
