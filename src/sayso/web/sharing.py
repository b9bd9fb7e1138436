"""What a document shares with others: which passages, who had them before, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sayso.ledger import DocumentSummary
from sayso.link.dates import surely_before
from sayso.rows import Document, Edit, Passage, Span

OPENING = 90
"""Code points of the words by which the list names a passage."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """A passage as one document carries it. Counts are of other documents that carry it."""

    passage: Passage
    spans: tuple[Span, ...]
    """Where it stands in this document."""
    opening: str
    """Its first words here."""
    others: int
    only: DocumentSummary | None
    """The other document, where there is just one."""
    earliest: DocumentSummary | None
    """The dated carrier that no other one comes before, this document included."""
    earlier: int
    """How many were certainly published before this document."""
    later: int
    """How many were certainly published after it; of the rest it is unknown, or the same day."""
    parent: DocumentSummary | None
    """A carrier of the wording that this one was made from; null where it was made from none."""
    edits: tuple[Edit, ...]
    """What this wording changed of its parent's."""


def others(passage: Passage, doc: str) -> set[str]:
    """The documents besides ``doc`` that carry the passage."""
    return {member.doc for member in passage.members} - {doc}


def sharing(
    passage: Passage, document: Document, carriers: Mapping[str, DocumentSummary]
) -> Sharing:
    """What ``document`` shares by ``passage``; ``carriers`` are all that carry it, by id."""
    found = [carriers[doc] for doc in sorted(others(passage, document.id)) if doc in carriers]
    dated = [carriers[m.doc] for m in passage.members if m.doc in carriers]
    here = [member for member in passage.members if member.doc == document.id]
    wording = next((w for w in passage.wordings if here and w.id == here[0].wording), None)
    return Sharing(
        passage=passage,
        spans=tuple(member.span for member in here),
        opening=opening(document.text, here[0].span) if here else "",
        others=len(others(passage, document.id)),
        only=found[0] if len(found) == 1 else None,
        earliest=min((c for c in dated if c.published), key=_by_date, default=None),
        earlier=sum(surely_before(one.published, document.published) for one in found),
        later=sum(surely_before(document.published, one.published) for one in found),
        parent=_carrier(passage, wording.parent, carriers) if wording else None,
        edits=wording.edits if wording else (),
    )


def _by_date(document: DocumentSummary) -> tuple[str, str]:
    return document.published or "", document.id


def _carrier(
    passage: Passage, wording: str | None, carriers: Mapping[str, DocumentSummary]
) -> DocumentSummary | None:
    """The first dated document with this wording, else any."""
    first = next((w.first for w in passage.wordings if w.id == wording), None)
    docs = [first, *(member.doc for member in passage.members if member.wording == wording)]
    return next((carriers[doc] for doc in docs if doc and doc in carriers), None)


def opening(text: str, span: Span) -> str:
    """The first words of a stretch, by which a list names a passage."""
    words = text[span.start : min(span.end, span.start + OPENING)]
    if span.end - span.start <= OPENING:
        return words
    return f"{words.rpartition(' ')[0] or words} …"
