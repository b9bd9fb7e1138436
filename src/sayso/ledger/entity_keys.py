"""The keys of a ledger's entities of documents, on disk: memory holds one block at a time."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from sayso.ledger.rowmap import build, columns, dumps
from sayso.rows import Entity

if TYPE_CHECKING:
    from sayso.link.entities import Keyed

_TABLES = (
    "CREATE TEMP TABLE keyed (local TEXT PRIMARY KEY, doc TEXT NOT NULL, key TEXT NOT NULL, "
    "alone INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TEMP TABLE blocked (block TEXT NOT NULL, local TEXT NOT NULL, "
    "PRIMARY KEY (block, local)) WITHOUT ROWID",
    "CREATE TEMP TABLE owners (key TEXT PRIMARY KEY, owner TEXT NOT NULL) WITHOUT ROWID",
)
_AT_ONCE = 10_000
_INDEXES = (
    "CREATE INDEX temp.keyed_key ON keyed (key, doc)",
    "CREATE INDEX temp.keyed_doc ON keyed (doc, alone, key)",
)


class Keys:
    """The ledger's entities of documents, as linking asks for them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._documents = 0
        self._frequency = lru_cache(maxsize=65536)(self._documents_with)

    def locals(self) -> Iterator[tuple[str, Entity]]:
        """The id of each document with each of its entities."""
        sql = f"SELECT doc, {', '.join(columns(Entity))} FROM local_entities ORDER BY doc, position"
        for doc, *row in self._connection.execute(sql):
            yield doc, build(Entity, row)

    def keep(self, keyed: Iterable[Keyed]) -> None:
        """Take the keys of all of them."""
        # Temporary tables live in a file once they are large.
        for table in _TABLES:
            self._connection.execute(table)
        rest = iter(keyed)
        while some := list(islice(rest, _AT_ONCE)):
            self._connection.executemany(
                "INSERT OR IGNORE INTO keyed VALUES (?, ?, ?, ?)",
                ((one.local, one.doc, one.key, one.alone) for one in some),
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO blocked VALUES (?, ?)",
                ((block, one.local) for one in some for block in one.blocks),
            )
        for index in _INDEXES:
            self._connection.execute(index)
        ((self._documents,),) = self._connection.execute("SELECT count(DISTINCT doc) FROM keyed")

    def blocks(self) -> Iterator[str]:
        """Blocks with several keys, in order."""
        sql = (
            "SELECT b.block FROM blocked b JOIN keyed k ON k.local = b.local GROUP BY b.block "
            "HAVING min(k.key) < max(k.key) ORDER BY b.block"
        )
        return (block for (block,) in self._connection.execute(sql).fetchall())

    def members(self, block: str, *, alone: bool) -> Iterator[tuple[str, str, Entity]]:
        """(key, document, entity) of a block, by key: those that stand alone, or the others."""
        names = ", ".join(f"s.{name}" for name in columns(Entity))
        sql = (
            f"SELECT k.key, k.doc, {names} FROM blocked b JOIN keyed k ON k.local = b.local "
            "JOIN local_entities s ON s.id = k.local AND s.doc = k.doc "
            "WHERE b.block = ? AND k.alone = ? ORDER BY k.key, k.doc, k.local"
        )
        for key, doc, *row in self._connection.execute(sql, (block, alone)):
            yield key, doc, build(Entity, row)

    def count(self, keys: Iterable[str]) -> Mapping[str, int]:
        """In how many documents each of these keys is."""
        return {key: self._frequency(key) for key in keys}

    def beside(self, docs: Iterable[str]) -> Mapping[str, float]:
        """What these documents mention, by key, each with its weight: the rarer the heavier."""
        found = self._connection.execute(
            "SELECT DISTINCT key FROM keyed WHERE alone AND doc IN "
            "(SELECT value FROM json_each(?))",
            (dumps(list(docs)),),
        )
        return {key: math.log(self._documents / self._frequency(key)) for (key,) in found}

    def _documents_with(self, key: str) -> int:
        sql = "SELECT count(DISTINCT doc) FROM keyed WHERE key = ?"
        ((count,),) = self._connection.execute(sql, (key,))
        return int(count)
