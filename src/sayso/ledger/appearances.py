"""Where an entity is found: the documents that mention it, with each mention in its context."""

from __future__ import annotations

import sqlite3
from typing import Final

from sayso.ledger import documents, origins, resolve
from sayso.ledger.rowmap import build, columns
from sayso.ledger.views import Appearance, Presence
from sayso.rows import Mention, Span

CONTEXT: Final = 60
"""Code points before and after a mention that are shown with it, at most."""

# The entity's rows in its documents. An entity that is linked goes by the ids it has there.
_FOUND = """
WITH ids (id) AS (SELECT :entity UNION SELECT local FROM entity_links WHERE entity = :entity),
found AS (
  SELECT s.doc,
    (SELECT count(*) FROM attributions a WHERE a.doc = s.doc AND a.speaker IN ids) AS speaks,
    (SELECT count(*) FROM attributions a WHERE a.doc = s.doc AND a.audience IN ids) AS hears
  FROM (SELECT DISTINCT doc FROM local_entities WHERE id IN ids) s)
"""


def appearances(
    connection: sqlite3.Connection, entity: str, limit: int | None, offset: int
) -> list[Appearance]:
    """The documents that mention the entity, by published date, the undated last."""
    sql = (
        f"{_FOUND} SELECT f.doc, f.speaks, f.hears FROM found f JOIN documents d ON d.id = f.doc "
        "ORDER BY d.published IS NULL, d.published, d.id LIMIT :limit OFFSET :skip"
    )
    bounds = {"limit": -1 if limit is None else limit, "skip": offset}
    found = connection.execute(sql, {"entity": entity} | bounds).fetchall()
    summaries = documents.by_ids(connection, [doc for doc, _, _ in found])
    made = []
    for doc, speaks, hears in found:
        mentions = _mentions(connection, doc, entity)
        text = documents.text(connection, doc)
        contexts = tuple(context(text, mention.span) for mention in mentions)
        made.append(Appearance(summaries[doc], mentions, contexts, speaks, hears))
    return made


def _docs(connection: sqlite3.Connection, entity: str) -> list[str]:
    found = connection.execute(f"{_FOUND} SELECT doc FROM found", {"entity": entity})
    return [str(doc) for (doc,) in found]


def presence(connection: sqlite3.Connection, entity: str) -> Presence:
    """How many documents mention it, let it speak, let it be spoken to, or only mention it."""
    sql = (
        f"{_FOUND} SELECT count(*), total(speaks > 0), total(hears > 0), "
        "total(speaks = 0 AND hears = 0) FROM found"
    )
    record = connection.execute(sql, {"entity": entity}).fetchone()
    mentioned, speaking, addressed, only_mentioned = map(int, record)
    counted = None
    if mentioned <= origins.MOST:
        counted = origins.of_documents(connection, _docs(connection, entity))
    return Presence(mentioned, speaking, addressed, only_mentioned, counted)


def context(text: str, span: Span) -> tuple[str, str, str]:
    """The words before a stretch, its own and those after it, in the same paragraph."""
    span = Span(max(0, span.start), max(0, span.end))
    before = text[max(0, span.start - CONTEXT) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + CONTEXT].partition("\n")[0]
    if len(before) == CONTEXT:
        before = before.partition(" ")[2]
    if len(after) == CONTEXT:
        after = after.rpartition(" ")[0]
    return before, text[span.start : span.end], after


def _mentions(connection: sqlite3.Connection, doc: str, entity: str) -> tuple[Mention, ...]:
    sql = (
        f"SELECT {', '.join(columns(Mention))} FROM mentions WHERE doc = :doc AND entity IN "
        "(SELECT :entity UNION SELECT local FROM entity_links WHERE entity = :entity) "
        "ORDER BY start, position"
    )
    links = resolve.links(connection, doc)
    found = connection.execute(sql, {"doc": doc, "entity": entity})
    return tuple(resolve.resolved(build(Mention, record), links) for record in found)
