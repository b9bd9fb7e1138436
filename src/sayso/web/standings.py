"""Decisions as lists show them: with their documents, and what their entities are called today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.ledger import DocumentSummary, Reader, Standing


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision with its documents, for a list."""

    standing: Standing
    documents: Mapping[str, DocumentSummary]
    names: Mapping[str, str]
    """The names that its entities have today, by id."""


def shown(ledger: Reader, found: Sequence[Standing]) -> list[Shown]:
    """Decisions with what a list says of them."""
    docs = {anchor.doc for one in found for anchor in one.decision.on}
    documents = ledger.summaries(docs)
    ids = {entity for one in found for entity in one.entities if entity}
    names = {one.id: one.name for one in ledger.entities(ids).values()}
    return [Shown(one, documents, names) for one in found]
