"""Entities across documents by their names, and which entities of documents they are."""

from __future__ import annotations

import sqlite3

from sayso.ledger.fold import fold
from sayso.ledger.views import Candidate, Member

_CANDIDATES = """
WITH found (id, name, kind, folded) AS (
  SELECT id, name, kind, folded FROM entities WHERE instr(folded, :begins) > 0
  UNION ALL SELECT id, name, kind, folded FROM local_entities s WHERE instr(folded, :begins) > 0
    AND NOT EXISTS (SELECT 1 FROM entity_links l WHERE l.local = s.id))
SELECT f.id, f.name, f.kind,
  (SELECT count(DISTINCT s.doc) FROM local_entities s WHERE s.id IN
    (SELECT f.id UNION ALL SELECT local FROM entity_links WHERE entity = f.id)) AS documents,
  (SELECT count(*) FROM attributions a WHERE a.speaker IN
    (SELECT f.id UNION ALL SELECT local FROM entity_links WHERE entity = f.id)) AS attributions,
  instr('|' || f.folded || '|', '|' || :words || '|') > 0 AS whole
FROM found f ORDER BY whole DESC, documents DESC, f.name, f.id LIMIT :limit"""


def find(connection: sqlite3.Connection, words: str, limit: int) -> list[Candidate]:
    """The entities with these words in a name, the last perhaps only begun."""
    folded = fold(words)
    if not folded:
        return []
    given = {"words": folded, "begins": folded.rstrip(" "), "limit": limit}
    found = connection.execute(_CANDIDATES, given)
    return [
        Candidate(identifier, name, kind, documents, attributions, bool(whole))
        for identifier, name, kind, documents, attributions, whole in found
    ]


def members(connection: sqlite3.Connection, entity: str) -> list[Member]:
    """The entities of documents that an entity is, by document."""
    sql = """
    SELECT s.doc, s.id, s.name = e.name FROM local_entities s
    JOIN entity_links l ON l.local = s.id JOIN entities e ON e.id = l.entity
    WHERE l.entity = ? ORDER BY s.doc, s.position"""
    found = connection.execute(sql, (entity,))
    return [Member(doc, local, bool(named)) for doc, local, named in found]
