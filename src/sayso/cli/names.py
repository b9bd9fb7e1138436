"""``sayso names``: what each outlet, and each speaker, calls whoever has more than one name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sayso.cli.output import AsCsv, AsJson, Forms, Record, emit, fields, line, note

if TYPE_CHECKING:
    from sayso.ledger import Ledger, NameExample, NameJoin
    from sayso.link.referent import Referent
    from sayso.rows import Name

Kind = Literal["person", "organisation", "office", "place", "group", "document", "happening"]
MANY = 50
"""Referents that are listed unless ``--limit`` says otherwise."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One name of a referent in the documents of one outlet, with an example of it if asked."""

    referent: Referent
    name: Name
    speakers: Sequence[tuple[str, int]]
    example: NameExample | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """A referent with all its names, and why they are taken to be of one."""

    referent: Referent
    cells: Sequence[Cell]
    joins: Sequence[NameJoin]


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger.")],
    name: Annotated[
        str | None,
        typer.Argument(help="Words of a name, or an entity id: with an example of every use."),
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Words of an outlet's name.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What kind of thing is named.")] = None,
    limit: Annotated[
        int | None, typer.Option(help=f"At most so many; {MANY} in the terminal.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show who calls what by which name: outlets in their own voice, and speakers.

    Most telling first: those over whose names the outlets and speakers divide most unevenly. With
    --json and --csv one line for each name and outlet.
    """
    from sayso.ledger import Ledger

    plain = not (as_json or as_csv)
    with Ledger.open(ledger) as opened:
        most = limit if limit is not None or not plain else MANY
        found = _called(opened, name, outlet, kind, most)
        if plain:
            count = emit(found, Forms(lambda one: {}, _readable), False, False)
        else:
            cells = (cell for one in found for cell in one.cells)
            count = emit(cells, Forms(_record, str), as_json, as_csv)
        total = opened.count_referents(name, outlet, kind)
    if not count:
        note("Nothing that fits has more than one name in this ledger.")
    elif plain and total > count:
        note(f"{total - count} more with several names: --limit {total} lists them all.")


def _called(
    ledger: Ledger, name: str | None, outlet: str | None, kind: Kind | None, limit: int | None
) -> Iterator[Called]:
    for referent in ledger.referents(name, outlet, kind, limit):
        rows = ledger.names(referent.id)
        if outlet is not None:
            rows = [row for row in rows if outlet.lower() in (row.outlet or row.site or "").lower()]
        examples = ledger.name_examples(referent.id) if name is not None else []
        whose = {one.speaker for row in rows for one in row.speakers if one.speaker}
        known = ledger.entities(whose)
        cells = []
        for row in rows:
            said = [
                (known[one.speaker].name, one.indirect + one.verbatim)
                for one in row.speakers
                if one.speaker in known
            ]
            cells.append(Cell(referent, row, said, _example(row, examples)))
        yield Called(referent, cells, ledger.name_joins(referent.id) if name is not None else ())


def _example(row: Name, examples: Sequence[NameExample]) -> NameExample | None:
    """The earliest use by the outlet, in its own voice if there is one."""
    order = ("own", "scare", "verbatim", "indirect")
    fitting = [
        one
        for one in examples
        if (one.outlet, one.site) == (row.outlet, row.site) and one.naming.name in row.forms
    ]
    key = {voice: number for number, voice in enumerate(order)}
    return min(
        fitting,
        key=lambda one: (
            key[one.naming.voice],
            one.document.published or "~",
            one.naming.doc,
            one.naming.span,
        ),
        default=None,
    )


def _record(cell: Cell) -> Record:
    one = cell.example
    record: Record = {
        "referent_name": cell.referent.name,
        "kind": cell.referent.kind,
        "telling": cell.referent.telling,
        **fields(cell.name),
        "speaker_names": [name for name, _ in cell.speakers],
    }
    if one is None:
        return record
    return {
        **record,
        "example_doc": one.naming.doc,
        "example_start": one.naming.span.start,
        "example_end": one.naming.span.end,
        "example_voice": one.naming.voice,
        "example": line("".join(one.context)),
    }


def _readable(called: Called) -> str:
    one = called.referent
    lines = [
        f"{line(one.name)}: {one.kind}, {one.names} names, {_counted(one.count, 'use')} in "
        f"{_counted(one.documents, 'document')}, {_counted(one.origins, 'independent origin')} "
        f" [{one.id}]"
    ]
    for name, cells in groupby(called.cells, key=lambda cell: cell.name.name):
        rows = list(cells)
        forms = sorted({form for cell in rows for form in cell.name.forms} - {name})
        also = f"  (also {', '.join(map(line, forms))})" if forms else ""
        lines.append(f"{sum(cell.name.count for cell in rows):>6}  {line(name)}{also}")
        for cell in rows:
            lines += _cell(cell)
    for join in called.joins:
        lines.append(
            f"        {join.evidence}: “{line(join.first)}” "
            f"[{join.first_doc} {join.first_span.start}–{join.first_span.end}], “"
            f"{line(join.second)}” "
            f"[{join.second_doc} {join.second_span.start}–{join.second_span.end}]"
        )
    return "\n".join(lines) + "\n"


def _cell(cell: Cell) -> Iterator[str]:
    row = cell.name
    whose = row.outlet or (f"{row.site} (web address)" if row.site else "outlet unknown")
    said = ", ".join(f"{line(name)} {count}" for name, count in cell.speakers[:4])
    counts = [
        f"{number} {what}"
        for number, what in (
            (row.own, "in its own voice"),
            (row.scare, "at arm's length"),
            (row.indirect, "in reported speech"),
            (row.verbatim, "in others' quotation marks"),
        )
        if number
    ]
    yield f"{row.count:>12}  {line(whose)}: {', '.join(counts)}{f' ({said})' if said else ''}"
    if cell.example is not None:
        span = cell.example.naming.span
        before, words, after = map(line, cell.example.context)
        shown = " ".join(filter(None, (before, f"[{words}]", after)))
        yield f"              … {shown} …  [{cell.example.naming.doc} {span.start}–{span.end}]"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
