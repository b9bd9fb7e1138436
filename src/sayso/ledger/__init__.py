"""The SQLite store: schema, migrations, writer, reader, search."""

from sayso.ledger.ledger import Ledger
from sayso.ledger.reader import Reader
from sayso.ledger.search import search
from sayso.ledger.views import (
    Appearance,
    Candidate,
    Counts,
    DocumentSummary,
    Hit,
    Member,
    NameExample,
    NameJoin,
    OutletCount,
    Presence,
    Quote,
    SearchResult,
    SpeakerCount,
    Standing,
    Voiced,
)

__all__ = [
    "Appearance",
    "Candidate",
    "Counts",
    "DocumentSummary",
    "Hit",
    "Ledger",
    "Member",
    "NameExample",
    "NameJoin",
    "OutletCount",
    "Presence",
    "Quote",
    "Reader",
    "SearchResult",
    "SpeakerCount",
    "Standing",
    "Voiced",
    "search",
]
