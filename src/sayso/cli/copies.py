"""``sayso copies``: the passages that several documents share, and which outlet carries whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sayso.cli.output import AsCsv, AsJson, Forms, Record, emit, fields, line, note

if TYPE_CHECKING:
    from sayso.ledger import DocumentSummary, Ledger
    from sayso.link.outlets import Flow, Outlets, Reach, Repeats
    from sayso.rows import Passage, PassageMember


@dataclass(frozen=True, slots=True)
class Copied:
    """A passage with the words of its earliest wording and the documents that carry it."""

    passage: Passage
    text: str
    documents: Mapping[str, DocumentSummary]
    reach: Reach

    def where(self, member: PassageMember) -> str:
        """A carrier in one line."""
        document = self.documents[member.doc]
        published = document.published or "date unknown"
        span = f"{member.doc} {member.span.start}–{member.span.end}"
        named = f", names {document.claimed_source}" if document.claimed_source else ""
        outlet = document.outlet or "outlet unknown"
        return f"{published}, {outlet}{named}: {line(document.label)} [{span}]"


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger.")],
    limit: Annotated[int | None, typer.Option(help="At most so many.")] = None,
    order: Annotated[
        Literal["spread", "age", "edits"],
        typer.Option(help="Most documents, earliest seen, or most edits first."),
    ] = "spread",
    outlets: Annotated[
        bool, typer.Option("--outlets", help="Which outlet had whose passages first here.")
    ] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List passages shared by several documents.

    With their wordings and what each changed; or, with --outlets, who carries whose words.
    """
    from sayso.ledger import Ledger

    with Ledger.open(ledger) as opened:
        if outlets:
            _outlets(opened.outlet_copies(), limit, as_json, as_csv)
            return
        found = _copied(opened, opened.copies(order, limit))
        count = emit(found, Forms(_record, _readable), as_json, as_csv)
    if not count:
        note("No passage is shared by two documents of this ledger.")


def _copied(ledger: Ledger, passages: list[Passage]) -> Iterator[Copied]:
    from sayso.link.outlets import Carried, reach

    for passage in passages:
        documents = ledger.summaries({member.doc for member in passage.members})
        far = reach(Carried("", one.id, one.outlet, one.published) for one in documents.values())
        yield Copied(passage, _text(ledger, passage), documents, far)


def _text(ledger: Ledger, passage: Passage) -> str:
    """The words of the first wording that has no parent, as its first carrier has them."""
    root = next((w for w in passage.wordings if w.parent is None), passage.wordings[0])
    carriers = [m for m in passage.members if m.wording == root.id] or list(passage.members)
    member = next((m for m in carriers if m.doc == root.first), carriers[0])
    return ledger.document(member.doc).text[slice(*member.span)]


def _record(copied: Copied) -> Record:
    outlets = {document.outlet or "outlet unknown" for document in copied.documents.values()}
    named = Counter(d.claimed_source for d in copied.documents.values() if d.claimed_source)
    return {
        **fields(copied.passage),
        "documents": len(copied.documents),
        "outlets": [*sorted(outlets)],
        "reach": copied.reach.kind,
        "repeats": copied.reach.repeats,
        "claimed_sources": dict(named.most_common()),
        "text": copied.text,
    }


def _readable(copied: Copied) -> str:
    passage, far = copied.passage, copied.reach
    reached = {
        "across": f"across {far.outlets} outlets",
        "within": "within one outlet",
        "unknown": "outlets unknown",
    }
    lines = [
        f"{far.documents} documents, one origin of it, {reached[far.kind]}, "
        f"{len(passage.wordings)} wordings  [{passage.id}]",
        f"    {line(copied.text)}",
    ]
    for wording in passage.wordings:
        lines += [f"    – {copied.where(m)}" for m in passage.members if m.wording == wording.id]
        lines += [f"        {edit.what}: “{edit.old}” → “{edit.new}”" for edit in wording.edits]
    return "\n".join(lines) + "\n"


def _outlets(found: Outlets, limit: int | None, as_json: bool, as_csv: bool) -> None:
    """Pairs of outlets, then what each outlet repeats of its own."""
    items: tuple[Flow | Repeats, ...] = (*found.flows, *found.repeats)
    emit(items[:limit], Forms(_pair_record, _pair), as_json, as_csv)
    note(f"{found.ordered} passages that one outlet had first here, as far as dates tell")
    note(f"{found.unordered} passages in several outlets of which nobody is known to be first")


def _pair_record(item: Flow | Repeats) -> Record:
    first, later = _names(item)
    return {
        "first": first,
        "later": later,
        "repeats": first == later,
        "passages": len(item.passages),
        "documents": item.documents,
        "passage_ids": [*item.passages],
    }


def _pair(item: Flow | Repeats) -> str:
    first, later = _names(item)
    found = f"{len(item.passages)} passages in {item.documents} documents"
    if first == later:
        return f"{found}: {line(first)} repeats itself"
    return f"{found}: {line(first)} (earliest seen here) → {line(later)}"


def _names(item: Flow | Repeats) -> tuple[str, str]:
    from sayso.link.outlets import Flow

    return (item.first, item.later) if isinstance(item, Flow) else (item.outlet, item.outlet)
