"""Entities across documents, grouped on disk: memory holds one block of names at a time."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from sayso.ledger.rowmap import build, columns, dumps, values
from sayso.ledger.tables import insertion, names_folded
from sayso.link.evidence import Evidence
from sayso.rows import Alias, Entity

if TYPE_CHECKING:
    from sayso.link.entities import Join, Keyed, Linked

_TABLES = (
    "CREATE TEMP TABLE keyed (local TEXT PRIMARY KEY, doc TEXT NOT NULL, key TEXT NOT NULL, "
    "alone INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TEMP TABLE blocked (block TEXT NOT NULL, local TEXT NOT NULL, "
    "PRIMARY KEY (block, local)) WITHOUT ROWID",
    "CREATE TEMP TABLE owners (key TEXT PRIMARY KEY, owner TEXT NOT NULL) WITHOUT ROWID",
)
_INDEXES = (
    "CREATE INDEX temp.keyed_key ON keyed (key, doc)",
    "CREATE INDEX temp.keyed_doc ON keyed (doc, alone, key)",
)
# Offices that no text names without their holder, with their names, the most used first.
_NAMED_OFFICES = """
SELECT h.office, h.name, d.outlet, count(*) FROM office_holders h JOIN documents d ON d.id = h.doc
WHERE NOT EXISTS (SELECT 1 FROM entities e WHERE e.id = h.office)
GROUP BY h.office, h.name, d.outlet ORDER BY h.office, 4 DESC, h.name, d.outlet
"""


class Grouping(Protocol):
    """Which entities of documents are one, as ``sayso.link.entities.Grouping`` says."""

    def link(self, store: Keys) -> Linked:
        """Key all entities of ``store`` and find which keys are one."""

    def evidence(
        self, group: Sequence[tuple[str, Entity]], joins: Iterable[Join]
    ) -> Iterable[Evidence]:
        """Why the entities of a group, each with its key, are one."""

    def entity(self, key: str, group: Iterable[Entity]) -> Entity:
        """The entity across documents that a group is."""


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
        for one in keyed:
            self._connection.execute(
                "INSERT OR IGNORE INTO keyed VALUES (?, ?, ?, ?)",
                (one.local, one.doc, one.key, one.alone),
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO blocked VALUES (?, ?)",
                ((block, one.local) for block in one.blocks),
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


def regroup(connection: sqlite3.Connection, grouping: Grouping) -> None:
    """Replace the entities across documents, which local entity is which of them, and why."""
    linked = grouping.link(Keys(connection))
    connection.executemany("INSERT INTO owners VALUES (?, ?)", linked.owners.items())
    for table in ("entity_links", "entity_evidence", "office_holders", "entities"):
        connection.execute(f"DELETE FROM {table}")
    joins = linked.by_owner()
    for owner, members in groupby(_by_owner(connection), key=itemgetter(0)):
        group = [(key, local) for _, key, local in members]
        entity = grouping.entity(owner, (local for _, local in group))
        _insert(connection, entity, group, grouping.evidence(group, joins.get(owner, ())))
    _add_offices(connection)
    for table in ("keyed", "blocked", "owners"):
        connection.execute(f"DROP TABLE {table}")


def _insert(
    connection: sqlite3.Connection,
    entity: Entity,
    group: Iterable[tuple[str, Entity]],
    why: Iterable[Evidence],
) -> None:
    insert = insertion("entities", (*columns(Entity), "folded"))
    connection.execute(insert, (*values(entity), names_folded(entity)))
    connection.executemany(
        "INSERT OR REPLACE INTO entity_links VALUES (?, ?)",
        ((local.id, entity.id) for _, local in group),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO office_holders VALUES (?, ?, ?, ?, ?, ?)",
        (
            (role.office, entity.id, role.doc, *role.span, role.name)
            for role in entity.roles
            if role.office is not None and entity.kind == "person"
        ),
    )
    connection.executemany(
        "INSERT INTO entity_evidence VALUES (?, ?, ?, ?, ?)",
        ((entity.id, at, one.kind, one.why, one.documents) for at, one in enumerate(why)),
    )


def _add_offices(connection: sqlite3.Connection) -> None:
    """Make an entity of every office that is only named together with who holds it."""
    insert = insertion("entities", (*columns(Entity), "folded"), "INSERT OR IGNORE")
    for office, uses in groupby(connection.execute(_NAMED_OFFICES).fetchall(), itemgetter(0)):
        aliases = tuple(Alias(name, outlet, count) for _, name, outlet, count in uses)
        entity = Entity(office, aliases[0].name, "office", aliases)
        connection.execute(insert, (*values(entity), names_folded(entity)))


def _by_owner(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Entity]]:
    """(key it counts under, own key, entity) of each document's entities, by the first."""
    names = ", ".join(f"s.{name}" for name in columns(Entity))
    found = connection.execute(
        f"SELECT ifnull(o.owner, k.key) AS owner, k.key, {names} FROM keyed k "
        "JOIN local_entities s ON s.id = k.local LEFT JOIN owners o ON o.key = k.key "
        "ORDER BY 1, s.doc, s.position"
    )
    for owner, key, *row in found:
        yield owner, key, build(Entity, row)
