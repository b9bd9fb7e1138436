"""Entities across documents, grouped on disk: memory holds one group at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Protocol

from sayso.ledger.rowmap import build, columns, values
from sayso.ledger.tables import insertion, names_folded
from sayso.rows import Entity


class Grouping(Protocol):
    """Which entities of documents are one, as ``sayso.link.entities.Grouping`` says."""

    def key(self, entity: Entity) -> str:
        """What an entity is grouped by."""

    def joined(self) -> Mapping[str, str]:
        """The keys that count as another key, after all entities have been seen."""

    def entity(self, key: str, group: Iterable[Entity]) -> Entity:
        """The entity across documents that a group is."""


def regroup(connection: sqlite3.Connection, grouping: Grouping) -> None:
    """Replace the entities across documents, and which local entity is which of them."""
    _key_all(connection, grouping)
    connection.execute("DELETE FROM entity_links")
    connection.execute("DELETE FROM entities")
    insert = insertion("entities", (*columns(Entity), "folded"))
    for key, members in groupby(_by_key(connection), key=itemgetter(0)):
        group = [entity for _, entity in members]
        entity = grouping.entity(key, group)
        connection.execute(insert, (*values(entity), names_folded(entity)))
        connection.executemany(
            "INSERT OR REPLACE INTO entity_links VALUES (?, ?)",
            ((local.id, entity.id) for local in group),
        )
    connection.execute("DROP TABLE keyed")


def _key_all(connection: sqlite3.Connection, grouping: Grouping) -> None:
    # A temporary table lives in a file once it is large.
    connection.execute(
        "CREATE TEMP TABLE keyed (local TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID"
    )
    everyone = connection.execute(f"SELECT {', '.join(columns(Entity))} FROM local_entities")
    connection.executemany(
        "INSERT OR IGNORE INTO keyed VALUES (?, ?)",
        ((entity.id, grouping.key(entity)) for entity in (build(Entity, row) for row in everyone)),
    )
    connection.execute("CREATE INDEX temp.keyed_key ON keyed (key)")
    connection.executemany(
        "UPDATE keyed SET key = ? WHERE key = ?",
        ((owner, key) for key, owner in grouping.joined().items()),
    )


def _by_key(connection: sqlite3.Connection) -> Iterator[tuple[str, Entity]]:
    names = ", ".join(f"s.{name}" for name in columns(Entity))
    found = connection.execute(
        f"SELECT k.key, {names} FROM keyed k JOIN local_entities s ON s.id = k.local "
        "ORDER BY k.key, s.doc, s.position"
    )
    for key, *row in found:
        yield key, build(Entity, row)
