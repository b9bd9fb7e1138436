"""Rows with their entities resolved: what a document alone shows, joined across documents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sayso.codec import decode
from sayso.ledger.fold import fold
from sayso.ledger.rowmap import build, columns, dumps
from sayso.ledger.tables import IN_DOCUMENT, InDocument
from sayso.ledger.views import SpeakerCount
from sayso.link.evidence import Evidence
from sayso.rows import Attribution, Entity, Mention, Naming, Passage, Phrase, Place

if TYPE_CHECKING:
    from sayso.annotate.stage import Annotations

Row = TypeVar("Row")


def rows(connection: sqlite3.Connection, table: InDocument, doc: str) -> Iterator[object]:
    """The rows of one table and document, as the stage made them."""
    names = ", ".join(columns(table.row))
    sql = f"SELECT {names} FROM {table.name} WHERE doc = ? ORDER BY position"
    for record in connection.execute(sql, (doc,)):
        yield build(table.row, record)


def links(connection: sqlite3.Connection, doc: str) -> dict[str, str]:
    """The entity that each of a document's local entities is linked to."""
    sql = (
        "SELECT l.local, l.entity FROM local_entities s JOIN entity_links l ON l.local = s.id "
        "WHERE s.doc = ?"
    )
    return dict(connection.execute(sql, (doc,)).fetchall())


def resolved(row: Row, linked: Mapping[str, str]) -> Row:
    """The row with its entity ids exchanged for those across documents."""
    if isinstance(row, Mention | Place | Naming):
        return replace(row, entity=_link(row.entity, linked))
    if isinstance(row, Phrase):
        at, by = (tuple(linked.get(one, one) for one in ids) for ids in (row.at, row.by))
        return replace(row, entity=_link(row.entity, linked), at=at, by=by)
    if isinstance(row, Attribution):
        speaker, audience = _link(row.speaker, linked), _link(row.audience, linked)
        return replace(row, speaker=speaker, audience=audience)
    return row


def _link(local: str | None, linked: Mapping[str, str]) -> str | None:
    return None if local is None else linked.get(local, local)


def annotations_of(connection: sqlite3.Connection, doc: str, *, linked: bool) -> Annotations:
    """The rows of a document."""
    from sayso.annotate.stage import Annotations

    found = {table.field: tuple(rows(connection, table, doc)) for table in IN_DOCUMENT}
    if linked:
        known = links(connection, doc)
        found = {
            field: tuple(resolved(row, known) for row in made) for field, made in found.items()
        }
        ids = dict.fromkeys(_link(row.id, known) for row in found["entities"])  # type: ignore[attr-defined]
        found["entities"] = tuple(entities(connection, (i for i in ids if i)).values())
    return Annotations(**found)  # type: ignore[arg-type]


def attribution(connection: sqlite3.Connection, identifier: str) -> Attribution:
    """The attribution with this id; ``KeyError`` if there is none."""
    sql = f"SELECT {', '.join(columns(Attribution))} FROM attributions WHERE id = ?"
    record = connection.execute(sql, (identifier,)).fetchone()
    if record is None:
        raise KeyError(identifier)
    row = build(Attribution, record)
    return resolved(row, links(connection, row.doc))


def entities(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Entity]:
    """Entities by the ids asked for, which may be former ones, or, while they are not linked yet,
    those of one document alone."""
    names = ", ".join(columns(Entity))
    wanted = list(ids)
    found: dict[str, Entity] = {}
    for source in (
        f"SELECT f.id, {_of('e', names)} FROM former_entities f "
        "JOIN entity_links l ON l.local = f.local JOIN entities e ON e.id = l.entity "
        "WHERE f.id IN (SELECT value FROM json_each(?))",
        f"SELECT id, {names} FROM local_entities WHERE id IN (SELECT value FROM json_each(?))",
        f"SELECT l.local, {_of('e', names)} FROM entity_links l JOIN entities e ON e.id = l.entity "
        "WHERE l.local IN (SELECT value FROM json_each(?))",
        f"SELECT id, {names} FROM entities WHERE id IN (SELECT value FROM json_each(?))",
    ):
        for identifier, *record in connection.execute(source, (dumps(wanted),)):
            found[identifier] = build(Entity, record)
    whose = _linked_offices(connection, found.values())
    return {
        identifier: _with_offices(found[identifier], whose)
        for identifier in wanted
        if identifier in found
    }


def _linked_offices(connection: sqlite3.Connection, found: Iterable[Entity]) -> Mapping[str, str]:
    """The entities across documents whose offices the roles of ``found`` are."""
    local = sorted({role.of for entity in found for role in entity.roles if role.of is not None})
    if not local:
        return {}
    sql = "SELECT local, entity FROM entity_links WHERE local IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(sql, (dumps(local),)).fetchall())


def _with_offices(entity: Entity, whose: Mapping[str, str]) -> Entity:
    if not any(role.of in whose for role in entity.roles):
        return entity
    roles = tuple(replace(role, of=_link(role.of, whose)) for role in entity.roles)
    return replace(entity, roles=roles)


def evidence(connection: sqlite3.Connection, entity: str) -> list[Evidence]:
    """Why the local entities of an entity are taken for one, in order."""
    sql = "SELECT kind, why, documents FROM entity_evidence WHERE entity = ? ORDER BY position"
    return [Evidence(*record) for record in connection.execute(sql, (entity,))]


def _of(table: str, names: str) -> str:
    return ", ".join(f"{table}.{name}" for name in names.split(", "))


def speakers(
    connection: sqlite3.Connection, name: str | None, limit: int | None
) -> list[SpeakerCount]:
    """Who speaks, most often first."""
    sql = """
    SELECT ifnull(l.entity, a.speaker) AS id, ifnull(e.name, s.name) AS name,
      count(*), count(DISTINCT a.doc)
    FROM attributions a
    LEFT JOIN entity_links l ON l.local = a.speaker
    LEFT JOIN entities e ON e.id = l.entity
    LEFT JOIN local_entities s ON s.doc = a.doc AND s.id = a.speaker
    WHERE a.speaker IS NOT NULL AND ifnull(e.name, s.name) IS NOT NULL
      AND (?1 = '' OR instr(ifnull(e.folded, s.folded), ?1) > 0)
    GROUP BY 1 ORDER BY 3 DESC, 2, 1 LIMIT ?2"""
    given = (fold(name), -1 if limit is None else limit)
    return [SpeakerCount(*record) for record in connection.execute(sql, given)]


def passages(connection: sqlite3.Connection, doc: str | None) -> Iterator[Passage]:
    """Passages by id, or those of one document by where they stand in it."""
    if doc is None:
        found = connection.execute("SELECT id, wordings FROM passages ORDER BY id")
    else:
        found = connection.execute(
            "SELECT p.id, p.wordings FROM passages p JOIN passage_members m ON m.passage = p.id "
            "WHERE m.doc = ? GROUP BY p.id ORDER BY min(m.start), p.id",
            (doc,),
        )
    for identifier, wordings in found:
        yield _passage(connection, identifier, wordings)


def passage(connection: sqlite3.Connection, identifier: str) -> Passage:
    """The passage with this id; ``KeyError`` if there is none."""
    sql = "SELECT wordings FROM passages WHERE id = ?"
    record = connection.execute(sql, (identifier,)).fetchone()
    if record is None:
        raise KeyError(identifier)
    return _passage(connection, identifier, record[0])


def _passage(connection: sqlite3.Connection, identifier: str, wordings: str) -> Passage:
    sql = (
        'SELECT json_array(?1, json_group_array(json_array(doc, json_array(start, "end"), '
        "wording))) FROM (SELECT * FROM passage_members WHERE passage = ?1 ORDER BY position)"
    )
    ((packed,),) = connection.execute(sql, (identifier,)).fetchall()
    members = [
        {"doc": doc, "span": span, "wording": wording}
        for doc, span, wording in json.loads(packed)[1]
    ]
    return decode(Passage, {"id": identifier, "members": members, "wordings": json.loads(wordings)})


def local_entities(
    connection: sqlite3.Connection,
) -> Iterator[tuple[str, str | None, Entity]]:
    """Every document's entities with the document's id and outlet, by document id."""
    sql = (
        f"SELECT s.doc, d.outlet, {_of('s', ', '.join(columns(Entity)))} FROM local_entities s "
        "CROSS JOIN documents d ON d.id = s.doc ORDER BY s.doc, s.position"
    )
    for doc, outlet, *record in connection.execute(sql):
        yield doc, outlet, build(Entity, record)
