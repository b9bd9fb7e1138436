"""Whose voice documents are in, from the rows that the ledger holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sayso.annotate.shares import VoiceShare, pooled, shares
from sayso.ledger import documents, resolve
from sayso.ledger.tables import IN_DOCUMENT
from sayso.rows import Attribution, Voice

_TABLES = {table.row: table for table in IN_DOCUMENT}


def of_document(connection: sqlite3.Connection, doc: str) -> tuple[VoiceShare, ...]:
    """The shares of one document; none for an unknown one."""
    voices = [
        row for row in resolve.rows(connection, _TABLES[Voice], doc) if isinstance(row, Voice)
    ]
    if not voices:
        return ()
    linked = resolve.links(connection, doc)
    attributions = [
        resolve.resolved(row, linked)
        for row in resolve.rows(connection, _TABLES[Attribution], doc)
        if isinstance(row, Attribution)
    ]
    speaking = resolve.entities(connection, {row.speaker for row in attributions if row.speaker})
    text = documents.text(connection, doc)
    return shares(text, voices, attributions, speaking.values())


def of_outlet(connection: sqlite3.Connection, outlet: str | None) -> tuple[VoiceShare, ...]:
    """The shares of all documents of an outlet together; null: of those of an unknown one."""
    return pooled(of_document(connection, doc) for doc in _published_by(connection, outlet))


def _published_by(connection: sqlite3.Connection, outlet: str | None) -> Iterator[str]:
    sql = "SELECT id FROM documents WHERE outlet IS ? ORDER BY id"
    return (str(doc) for (doc,) in connection.execute(sql, (outlet,)))
