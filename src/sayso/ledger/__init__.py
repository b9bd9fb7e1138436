"""The SQLite store: schema, migrations, writer, reader, search."""

from sayso.ledger.ledger import Ledger
from sayso.ledger.reader import Reader
from sayso.ledger.search import search
from sayso.ledger.views import (
    Counts,
    DocumentSummary,
    Hit,
    OutletCount,
    Quote,
    SearchResult,
    SpeakerCount,
)

__all__ = [
    "Counts",
    "DocumentSummary",
    "Hit",
    "Ledger",
    "OutletCount",
    "Quote",
    "Reader",
    "SearchResult",
    "SpeakerCount",
    "search",
]
