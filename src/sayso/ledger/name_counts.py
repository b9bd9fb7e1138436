"""Counting what each outlet and speaker calls each referent of a ledger, and keeping it.

Imported only where names are counted: it brings the gazetteer with it, which asking does not need.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sayso.ledger import sameness, slots
from sayso.ledger.fold import fold
from sayso.ledger.names import REFERENT
from sayso.ledger.rowmap import columns, values
from sayso.ledger.tables import insertion
from sayso.link.names import Tally, Use, tally
from sayso.link.referent import site_of
from sayso.rows import EntityKind, Name

_USES: Final = """
SELECT coalesce(j.referent, l.entity, n.entity) AS referent, n.name, n.voice, d.outlet, d.url,
  n.doc, d.published, ifnull(s.entity, a.speaker),
  (SELECT m.passage FROM passage_members m
   WHERE m.doc = n.doc AND m.start <= n.start AND m."end" >= n."end" LIMIT 1) AS passage, count(*)
FROM namings n
JOIN documents d ON d.id = n.doc
LEFT JOIN entity_links l ON l.local = n.entity
LEFT JOIN same_referent j ON j.entity = ifnull(l.entity, n.entity)
LEFT JOIN attributions a ON a.id = n.attribution AND a.doc = n.doc
LEFT JOIN entity_links s ON s.local = a.speaker
WHERE n.entity IS NOT NULL
GROUP BY 1, 2, 3, 6, 8, 9 ORDER BY 1
"""


def recount(connection: sqlite3.Connection) -> None:
    """Replace the names of all referents by what the documents now say.

    Holds the uses of one referent at a time.
    """
    connection.execute("DELETE FROM names")
    connection.execute("DELETE FROM referents")
    copied = list(slots.found(connection))
    sameness.rejoin(connection, copied)
    for identity, records in groupby(connection.execute(_USES), key=itemgetter(0)):
        uses = [_use(record) for record in records]
        if len({use.name for use in uses}) > 1:
            _keep(connection, tally(identity, *_called(connection, identity), uses))
    for passage, slot in copied:
        if not slots.names_something(connection, slot):
            identity = slots.slot_id(passage, slot)
            uses = list(slots.word_uses(connection, passage, slot))
            if _keep(connection, tally(identity, slot[0].words, "happening", uses)):
                sameness.keep(connection, identity, slots.word_joins(passage, slot))


def _keep(connection: sqlite3.Connection, found: Tally | None) -> bool:
    """Write a referent with its names, if it has several; whether it has."""
    if found is None:
        return False
    one, rows = found
    folded = "|".join(dict.fromkeys(fold(form) for row in rows for form in row.forms))
    record = [getattr(one, name) for name in REFERENT.split(", ")]
    into = insertion("referents", (*REFERENT.split(", "), "folded"), "INSERT OR REPLACE")
    connection.execute(into, (*record, folded))
    insert = insertion("names", columns(Name))
    connection.executemany(insert, (tuple(values(row)) for row in rows))
    return True


def _use(record: Sequence[Any]) -> Use:
    _, name, voice, outlet, url, doc, published, speaker, passage, count = record
    site = None if outlet or not url else site_of(url)
    return Use(name, voice, outlet, site, doc, published, speaker, passage, count)


def _called(connection: sqlite3.Connection, identity: str) -> tuple[str, EntityKind]:
    """The name and kind of an entity; of several that are one referent, of the one used most."""
    for sql in (
        "SELECT e.name, e.kind FROM same_referent s JOIN entities e ON e.id = s.entity "
        "JOIN entity_links l ON l.entity = e.id WHERE s.referent = ? "
        "GROUP BY e.id ORDER BY count(*) DESC, e.name LIMIT 1",
        "SELECT name, kind FROM entities WHERE id = ?",
        "SELECT name, kind FROM local_entities WHERE id = ? LIMIT 1",
    ):
        record = connection.execute(sql, (identity,)).fetchone()
        if record is not None:
            return record[0], record[1]
    raise KeyError(identity)
