"""Bring what spans documents up to date: entities, passages and names."""

from __future__ import annotations

from sayso.annotate.gazetteer import gazetteer
from sayso.ledger import Ledger
from sayso.link.entities import Grouping
from sayso.link.passages import link_passages

# Changed whenever linking the same documents may give another result.
VERSION = "link-6"


def load() -> None:
    """Load what linking needs, while this process waits for its workers to start; once."""
    gazetteer()


def link(ledger: Ledger) -> None:
    """Link the documents that came or changed since the last time; nothing if there are none.

    If it is interrupted, the ledger holds the state before and is linked the next time.
    """
    if ledger.link_is_current(VERSION):
        return
    revision = ledger.revision()
    ledger.relink_entities(Grouping)
    afresh = ledger.link_key() not in (None, VERSION)
    ledger.relink_passages(link_passages, afresh=afresh)
    ledger.recount_names()
    ledger.set_link(VERSION, revision)
