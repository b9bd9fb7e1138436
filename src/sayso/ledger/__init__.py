"""The SQLite store: schema, migrations, writer, reader, search."""

from sayso.ledger.ledger import Ledger
from sayso.ledger.reader import Reader
from sayso.ledger.search import search
from sayso.ledger.views import (
    Appearance,
    Counts,
    DocumentSummary,
    Hit,
    OutletCount,
    Presence,
    Quote,
    SearchResult,
    SpeakerCount,
)

__all__ = [
    "Appearance",
    "Counts",
    "DocumentSummary",
    "Hit",
    "Ledger",
    "OutletCount",
    "Presence",
    "Quote",
    "Reader",
    "SearchResult",
    "SpeakerCount",
    "search",
]
