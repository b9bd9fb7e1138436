"""Which entities of a ledger count as one referent when names are compared, and why."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import partial

from sayso.annotate.gazetteer import gazetteer
from sayso.ledger.rowmap import dumps
from sayso.link.sameness import Join, PhraseUse, joins, referents
from sayso.rows import Span

_PHRASES = """
SELECT ifnull(l.entity, p.entity), p.doc, p.start, p."end", p.kind, p.words, p."at", p."by",
  p."begin", p.end_, ifnull((SELECT m.passage FROM passage_members m WHERE m.doc = p.doc
    AND m.start <= p.start AND m."end" >= p."end" LIMIT 1), p.doc)
FROM phrases p LEFT JOIN entity_links l ON l.local = p.entity ORDER BY p.doc, p.position
"""


def rejoin(connection: sqlite3.Connection) -> None:
    """Replace what is known of the sameness of phrases. Memory grows with their number."""
    connection.execute("DELETE FROM same_referent")
    connection.execute("DELETE FROM name_joins")
    found = list(joins(_uses(connection), partial(_wide, connection)))
    same = referents(found)
    connection.executemany("INSERT INTO same_referent VALUES (?, ?)", same.items())
    connection.executemany(
        "INSERT INTO name_joins (referent, first, second, evidence, first_doc, first_span, "
        "second_doc, second_span) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (_record(same[join.first.entity], join) for join in found),
    )


def _uses(connection: sqlite3.Connection) -> Iterator[PhraseUse]:
    sql = "SELECT entity FROM entity_links WHERE local = ?"

    def linked(ids: str) -> frozenset[str]:
        found = (connection.execute(sql, (one,)).fetchone() or (one,) for one in json.loads(ids))
        return frozenset(str(entity) for (entity,) in found)

    for entity, doc, start, end, kind, words, at, by, begin, last, source in connection.execute(
        _PHRASES
    ).fetchall():
        if entity is not None:
            span = Span(start, end)
            yield PhraseUse(
                entity, doc, span, kind, words, linked(at), linked(by), begin, last, source
            )


def _wide(connection: sqlite3.Connection, entity: str) -> bool:
    """Whether an anchor is a state or region, or a place that the gazetteer does not know."""
    sql = "SELECT kind, geonames FROM entities WHERE id = ?"
    kind, geonames = connection.execute(sql, (entity,)).fetchone() or (None, None)
    place = None if geonames is None else gazetteer().place(geonames)
    return kind == "place" and (place is None or place.kind in ("country", "region", "area"))


def _record(referent: str, join: Join) -> tuple[str, ...]:
    first, second = join.first, join.second
    return (
        referent,
        first.words,
        second.words,
        join.evidence,
        first.doc,
        dumps(list(first.span)),
        second.doc,
        dumps(list(second.span)),
    )
