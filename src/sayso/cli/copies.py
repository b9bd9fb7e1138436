"""``sayso copies``: the passages that several documents share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.output import AsCsv, AsJson, Forms, Record, emit, fields, line, note

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.ledger.views import DocumentSummary
    from sayso.rows import Passage, PassageMember


@dataclass(frozen=True, slots=True)
class Carried:
    """A passage with the words of its earliest wording and the documents that carry it."""

    passage: Passage
    text: str
    documents: Mapping[str, DocumentSummary]

    def where(self, member: PassageMember) -> str:
        """A carrier in one line."""
        document = self.documents[member.doc]
        published = document.published or "date unknown"
        span = f"{member.doc} {member.span.start}–{member.span.end}"
        return (
            f"{published}, {document.outlet or 'outlet unknown'}: {line(document.label)} [{span}]"
        )


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger.")],
    limit: Annotated[int | None, typer.Option(help="At most so many passages.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List passages shared by several documents.

    Most carriers first, with their wordings and what each changed.
    """
    from sayso.ledger import Ledger

    with Ledger.open(ledger) as opened:
        widest = sorted(opened.passages(), key=lambda p: (-len(p.members), p.id))[:limit]
        count = emit(_carried(opened, widest), Forms(_record, _readable), as_json, as_csv)
    if not count:
        note("No passage is shared by two documents of this ledger.")


def _carried(ledger: Ledger, passages: list[Passage]) -> Iterator[Carried]:
    for passage in passages:
        documents = ledger.summaries({member.doc for member in passage.members})
        yield Carried(passage, _text(ledger, passage), documents)


def _text(ledger: Ledger, passage: Passage) -> str:
    """The words of the first wording that has no parent, as its first carrier has them."""
    root = next((w for w in passage.wordings if w.parent is None), passage.wordings[0])
    carriers = [m for m in passage.members if m.wording == root.id] or list(passage.members)
    member = next((m for m in carriers if m.doc == root.first), carriers[0])
    return ledger.document(member.doc).text[slice(*member.span)]


def _record(carried: Carried) -> Record:
    outlets = {document.outlet or "outlet unknown" for document in carried.documents.values()}
    return {
        **fields(carried.passage),
        "documents": len(carried.documents),
        "outlets": [*sorted(outlets)],
        "text": carried.text,
    }


def _readable(carried: Carried) -> str:
    passage = carried.passage
    lines = [
        f"{len(carried.documents)} documents, {len(passage.wordings)} wordings  [{passage.id}]",
        f"    {line(carried.text)}",
    ]
    for wording in passage.wordings:
        lines += [f"    – {carried.where(m)}" for m in passage.members if m.wording == wording.id]
        lines += [f"        {edit.what}: “{edit.old}” → “{edit.new}”" for edit in wording.edits]
    return "\n".join(lines) + "\n"
