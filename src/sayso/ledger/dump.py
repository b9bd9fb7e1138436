"""Every row of a table, streamed in an order that depends on the rows alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Literal

from sayso.ledger import decisions, documents, names, resolve
from sayso.ledger.rowmap import build, columns
from sayso.ledger.tables import IN_DOCUMENT, InDocument
from sayso.rows import (
    Attribution,
    Decision,
    Document,
    Entity,
    Mention,
    Name,
    Naming,
    Passage,
    Phrase,
    Place,
    Problem,
    Quantity,
    Sentence,
    Time,
    Voice,
)

TableName = Literal[
    "documents",
    "sentences",
    "attributions",
    "voices",
    "times",
    "quantities",
    "mentions",
    "entities",
    "places",
    "phrases",
    "namings",
    "names",
    "passages",
    "problems",
    "decisions",
]

ROWS: dict[TableName, type[object]] = {
    "documents": Document,
    "sentences": Sentence,
    "attributions": Attribution,
    "voices": Voice,
    "times": Time,
    "quantities": Quantity,
    "mentions": Mention,
    "entities": Entity,
    "places": Place,
    "phrases": Phrase,
    "namings": Naming,
    "names": Name,
    "passages": Passage,
    "problems": Problem,
    "decisions": Decision,
}
"""The tables of the export and the row type of each."""


def rows(connection: sqlite3.Connection, table: TableName) -> Iterator[object]:
    """The rows of a table with entities resolved: by document id and text order, else by id."""
    return _STREAMS[table](connection)


def _documents(connection: sqlite3.Connection) -> Iterator[object]:
    for doc in _ids(connection):
        yield documents.document(connection, doc)


def _ids(connection: sqlite3.Connection) -> Iterator[str]:
    for (doc,) in connection.execute("SELECT id FROM documents ORDER BY id"):
        yield doc


def _in_document(table: InDocument) -> Callable[[sqlite3.Connection], Iterator[object]]:
    def stream(connection: sqlite3.Connection) -> Iterator[object]:
        for doc in _ids(connection):
            linked = resolve.links(connection, doc)
            for row in resolve.rows(connection, table, doc):
                yield resolve.resolved(row, linked)

    return stream


def _entities(connection: sqlite3.Connection) -> Iterator[object]:
    """Entities across documents, and those of one document that are not linked yet."""
    names = ", ".join(columns(Entity))
    sql = f"""
    SELECT {names} FROM entities UNION ALL
    SELECT {names} FROM local_entities s WHERE NOT EXISTS
      (SELECT 1 FROM entity_links l WHERE l.local = s.id) GROUP BY id
    ORDER BY id"""
    for record in connection.execute(sql):
        yield build(Entity, record)


def _passages(connection: sqlite3.Connection) -> Iterator[object]:
    return resolve.passages(connection, None)


def _problems(connection: sqlite3.Connection) -> Iterator[object]:
    names = ", ".join(columns(Problem))
    sql = f"SELECT {names} FROM problems ORDER BY name, stage, message, doc"
    for record in connection.execute(sql):
        yield build(Problem, record)


def _decisions(connection: sqlite3.Connection) -> Iterator[object]:
    yield from decisions.log(connection)


_STREAMS: dict[TableName, Callable[[sqlite3.Connection], Iterator[object]]] = {
    "documents": _documents,
    **{
        name: _in_document(table)
        for name in ROWS
        for table in IN_DOCUMENT
        if table.name == name  # local entities are exported as entities
    },
    "entities": _entities,
    "names": names.rows,
    "passages": _passages,
    "problems": _problems,
    "decisions": _decisions,
}
