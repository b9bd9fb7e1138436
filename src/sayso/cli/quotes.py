"""``sayso quotes``: who said what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from sayso.cli.output import AsCsv, AsJson, Forms, Record, emit, fields, line, note
from sayso.rows import AttributionKind

if TYPE_CHECKING:
    from sayso.ledger.views import Quote


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger.")],
    speaker: Annotated[str | None, typer.Option(help="Words of a speaker's name.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Words of an outlet's name.")] = None,
    kind: Annotated[str | None, typer.Option(help="direct, mixed, indirect or scare.")] = None,
    after: Annotated[
        str | None, typer.Option(help="Published on or after: 2020, 2020-05-31.")
    ] = None,
    before: Annotated[str | None, typer.Option(help="Published before this date.")] = None,
    document: Annotated[str | None, typer.Option(help="Id or name of one document.")] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List who said what, by date of the article.

    Every item comes with the characters it stands on.
    """
    from sayso.ledger import Ledger

    kinds: tuple[AttributionKind, ...] = get_args(AttributionKind)
    chosen = next((known for known in kinds if known == kind), None)
    if kind is not None and chosen is None:
        raise typer.BadParameter(f"{kind}: a kind is one of {', '.join(kinds)}")
    with Ledger.open(ledger) as opened:
        doc = one(opened.find(document), document) if document else None
        found = opened.quotes(speaker, outlet, chosen, after, before, limit, doc)
        count = emit(found, Forms(_record, _readable), as_json, as_csv)
    if not count:
        note("Nothing fits. Without options, every attribution is listed.")


def one(found: list[str], name: str) -> str:
    """The only id in ``found``; a clear message if there is none, or several."""
    if not found:
        raise typer.BadParameter(f"no document with the id or name {name}")
    if len(found) > 1:
        raise typer.BadParameter(f"{name} fits several documents: {', '.join(found[:5])} …")
    return found[0]


def _record(quote: Quote) -> Record:
    return {
        "speaker_name": quote.speaker,
        "source_text": quote.source,
        "cue_text": quote.cue,
        "content_text": " … ".join(quote.content),
        "chain": [*quote.chain],
        "outlet": quote.document.outlet,
        "published": quote.document.published,
        "document": quote.document.label,
        **fields(quote.attribution),
    }


def _readable(quote: Quote) -> str:
    attribution, document = quote.attribution, quote.document
    who = " → ".join(quote.chain) or "(no source named)"
    content = line(" … ".join(quote.content))
    polarity = "" if attribution.polarity == "asserted" else f" [{attribution.polarity}]"
    start, end = attribution.cue
    return (
        f"{line(who)} – {line(quote.cue)}{polarity}: {content}\n"
        f"    {document.outlet or 'outlet unknown'}, {document.published or 'date unknown'},"
        f" {line(document.label)} [{document.id} {start}–{end}]"
    )
