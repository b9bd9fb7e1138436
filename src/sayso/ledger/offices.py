"""Who held which office, as the texts have it, and when those texts are from."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal

from sayso.ledger.views import Holding
from sayso.rows import Span

_SAID: Final = """
SELECT h.office, h.holder, e.name, d.published, h.doc, h.start, h."end"
FROM office_holders h JOIN documents d ON d.id = h.doc JOIN entities e ON e.id = {named}
WHERE {asked} = ?
ORDER BY h.office, h.holder, d.published IS NULL, d.published, h.doc, h.start
"""
_LAST: Final = "9999"  # after every date: the undated come last


def holders(connection: sqlite3.Connection, office: str) -> list[Holding]:
    """Whom the texts call the holder of an office, the earliest text first."""
    return _holdings(connection, "h.office", "h.holder", office)


def offices(connection: sqlite3.Connection, person: str) -> list[Holding]:
    """The offices that the texts give a person, the earliest text first."""
    return _holdings(connection, "h.holder", "h.office", person)


def _holdings(
    connection: sqlite3.Connection,
    asked: Literal["h.office", "h.holder"],
    named: Literal["h.office", "h.holder"],
    identifier: str,
) -> list[Holding]:
    said = connection.execute(_SAID.format(named=named, asked=asked), (identifier,))
    found = [_holding(list(rows)) for _, rows in groupby(said, key=itemgetter(0, 1))]
    return sorted(found, key=lambda one: (one.first or _LAST, -one.documents, one.name))


def _holding(rows: list[tuple[str, str, str, str | None, str, int, int]]) -> Holding:
    office, holder, name, first, doc, start, end = rows[0]
    dates = [row[3] for row in rows if row[3] is not None]
    documents = len({row[4] for row in rows})
    last = dates[-1] if dates else None
    return Holding(office, holder, name, first, last, documents, Span(start, end), doc)
