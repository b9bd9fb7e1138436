"""Entities across documents, grouped on disk: memory holds one block of names at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from sayso.ledger import decisions
from sayso.ledger.entity_keys import Keys
from sayso.ledger.rowmap import build, columns, values
from sayso.ledger.tables import insertion, names_folded
from sayso.link.evidence import Evidence
from sayso.link.rulings import Rulings
from sayso.rows import Alias, Entity

if TYPE_CHECKING:
    from sayso.link.entities import Join, Linked

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


def regroup(connection: sqlite3.Connection, make: Callable[[Rulings], Grouping]) -> None:
    """Replace the entities across documents, which local entity is which of them, and why.

    ``make`` is given the decisions in force. Ids that no entity has any more lead on from then.
    """
    grouping = make(decisions.rulings(connection))
    connection.execute("CREATE TEMP TABLE linked AS SELECT local, entity FROM entity_links")
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
    _lead_on(connection)
    for table in ("keyed", "blocked", "owners", "linked"):
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


def _lead_on(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO former_entities SELECT entity, min(local) FROM linked "
        "WHERE entity NOT IN (SELECT id FROM entities) "
        "AND local IN (SELECT local FROM entity_links) GROUP BY entity"
    )
    connection.execute("DELETE FROM former_entities WHERE id IN (SELECT id FROM entities)")


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
