"""Why several documents count as one origin: the passage that all of them carry."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ledger import DocumentSummary, Reader
from sayso.link.origins import Copy, Origin, Origins
from sayso.web.sharing import opening

GROUPS = 12
"""Origins of several documents that a page explains, the largest first."""
SHOWN = 40
"""Documents of one origin that it lists."""


@dataclass(frozen=True, slots=True)
class Explained:
    """An origin with its documents, the first one first, and the words that they share."""

    origin: Origin
    documents: tuple[tuple[Copy, DocumentSummary], ...]
    words: str


def explained(ledger: Reader, origins: Origins | None) -> tuple[Explained, ...]:
    """The largest origins of several documents; none where they were not counted."""
    return tuple(_explained(ledger, one) for one in (origins.groups if origins else ())[:GROUPS])


def _explained(ledger: Reader, origin: Origin) -> Explained:
    shown = (origin.first, *origin.copies)[:SHOWN]
    summaries = ledger.summaries([copy.doc for copy in shown])
    member = ledger.passage(origin.passage).members[0]
    words = opening(ledger.document(member.doc).text, member.span)
    return Explained(origin, tuple((copy, summaries[copy.doc]) for copy in shown), words)
