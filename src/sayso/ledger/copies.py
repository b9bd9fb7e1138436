"""Passages in the order that a list wants, and who carries them, without reading any text."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from typing import Literal

from sayso.ledger import resolve
from sayso.ledger.rowmap import dumps
from sayso.link.outlets import Carried
from sayso.rows import Passage

Order = Literal["spread", "age", "edits"]

_ORDERS: dict[Order, str] = {
    "spread": "(SELECT count(DISTINCT m.doc) FROM passage_members m WHERE m.passage = p.id) DESC, "
    '(SELECT max(m."end" - m.start) FROM passage_members m WHERE m.passage = p.id) DESC',
    "age": "ifnull((SELECT min(d.published) FROM passage_members m JOIN documents d "
    "ON d.id = m.doc WHERE m.passage = p.id), '~')",
    "edits": "(SELECT count(*) FROM json_each(p.wordings) w, json_each(w.value, '$.edits')) DESC",
}


def ordered(
    connection: sqlite3.Connection,
    order: Order,
    limit: int | None,
    offset: int,
    among: Collection[str] | None,
) -> list[Passage]:
    """Passages: the most documents, the earliest dated carrier, or the most edits first."""
    where = "" if among is None else "WHERE p.id IN (SELECT value FROM json_each(:among)) "
    sql = (
        f"SELECT p.id FROM passages p {where}ORDER BY {_ORDERS[order]}, p.id "
        "LIMIT :limit OFFSET :offset"
    )
    given = {"limit": -1 if limit is None else limit, "offset": offset}
    found = connection.execute(sql, given | ({} if among is None else {"among": dumps([*among])}))
    return [resolve.passage(connection, identifier) for (identifier,) in found.fetchall()]


def carried(connection: sqlite3.Connection) -> Iterator[Carried]:
    """Every carrier of every passage, by passage."""
    sql = (
        "SELECT m.passage, m.doc, d.outlet, d.published FROM passage_members m "
        "CROSS JOIN documents d ON d.id = m.doc ORDER BY m.passage, m.position"
    )
    return (Carried(*record) for record in connection.execute(sql))
