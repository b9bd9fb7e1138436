"""Which entities of a ledger count as one referent when names are compared, and why."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter

from sayso.annotate.gazetteer import gazetteer
from sayso.ledger import slots
from sayso.ledger.rowmap import dumps
from sayso.link.sameness import Join, PhraseUse, joins, referents
from sayso.link.slots import Slot
from sayso.rows import Span

_PHRASES = """
SELECT ifnull(l.entity, p.entity), p.doc, p.start, p."end", p.kind, p.words, p."at", p."by",
  p."begin", p.end_, ifnull((SELECT m.passage FROM passage_members m WHERE m.doc = p.doc
    AND m.start <= p.start AND m."end" >= p."end" LIMIT 1), p.doc)
FROM phrases p LEFT JOIN entity_links l ON l.local = p.entity ORDER BY p.doc, p.position
"""
_INSERT = (
    "INSERT INTO name_joins (referent, first, second, evidence, first_doc, first_span, "
    "second_doc, second_span) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def rejoin(connection: sqlite3.Connection, copied: Iterable[tuple[str, Slot]] = ()) -> None:
    """Replace what is known of the sameness of happenings and documents.

    ``copied``: the slots of passages, each with its passage's id. Memory grows with the number of
    phrases, not of documents.
    """
    connection.execute("DELETE FROM same_referent")
    connection.execute("DELETE FROM name_joins")
    found = list(joins(_uses(connection), partial(_wide, connection)))
    for passage, slot in copied:
        found += slots.named_joins(connection, passage, slot)
    found += _same_names(connection)
    same = referents(found)
    connection.executemany("INSERT INTO same_referent VALUES (?, ?)", same.items())
    connection.executemany(_INSERT, (_record(same[join.first.entity], join) for join in found))


def _same_names(connection: sqlite3.Connection) -> Iterator[Join]:
    """A document that one text takes for a happening, "the Zenda Act", is one by its full name."""
    sql = (
        'SELECT lower(e.name), e.id, e.kind, e.name, n.doc, n.start, n."end" FROM entities e '
        "JOIN entity_links l ON l.entity = e.id JOIN namings n ON n.entity = l.local "
        "WHERE e.kind IN ('document', 'happening') AND e.name LIKE '% %' AND n.name = e.name "
        "GROUP BY e.id ORDER BY 1, 2"
    )
    nobody: frozenset[str] = frozenset()
    for _, records in groupby(connection.execute(sql).fetchall(), key=itemgetter(0)):
        uses = [
            PhraseUse(one, doc, Span(start, end), kind, name, nobody, nobody, None, None, doc)
            for _, one, kind, name, doc, start, end in records
        ]
        for first, second in pairwise(uses):
            yield Join("same full name", first, second)


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


def keep(connection: sqlite3.Connection, referent: str, found: Iterable[Join]) -> None:
    """Note why names are of a referent."""
    connection.executemany(_INSERT, (_record(referent, join) for join in found))


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
