"""Search over the documents' texts."""

from __future__ import annotations

from sayso.ledger.reader import Reader
from sayso.ledger.views import SearchResult


def search(ledger: Reader, query: str, limit: int = 20, offset: int = 0) -> SearchResult:
    """Documents that fit ``query``, best first; every word must occur (AND).

    ``"a phrase"`` (straight or curly marks) must occur as it is, ``-word`` must not occur.
    ``outlet:``, ``speaker:``, ``before:`` and ``after:`` narrow the documents; a value with spaces
    is quoted: ``speaker:"Ana Petrova"``. Case and diacritics do not count. Raises ``QueryError``,
    whose message explains what is wrong with the query and what to write.
    """
    raise NotImplementedError
