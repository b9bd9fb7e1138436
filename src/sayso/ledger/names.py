"""Names of referents in the ledger: counted anew when documents are linked, read by page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sayso.ledger import documents, sameness, slots
from sayso.ledger.appearances import context
from sayso.ledger.fold import fold
from sayso.ledger.rowmap import build, columns, values
from sayso.ledger.tables import insertion
from sayso.ledger.views import NameExample, NameJoin
from sayso.link.names import Referent, Tally, Use, site_of, tally
from sayso.rows import EntityKind, Name, Naming, Span

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
_REFERENT: Final = "id, name, kind, names, count, documents, origins, telling"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which referents are asked for; null means any. ``text``: words of one of its names, or its
    id. ``outlet``: words of the name of one that uses a name for it."""

    text: str | None = None
    outlet: str | None = None
    kind: EntityKind | None = None


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
    record = [getattr(one, name) for name in _REFERENT.split(", ")]
    into = insertion("referents", (*_REFERENT.split(", "), "folded"), "INSERT OR REPLACE")
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


def rows(connection: sqlite3.Connection) -> Iterator[object]:
    """Every row: by referent, the names most used first."""
    sql = f"SELECT {', '.join(columns(Name))} FROM names ORDER BY referent, position"
    for record in connection.execute(sql):
        yield build(Name, record)


def referents(
    connection: sqlite3.Connection, wanted: Wanted, limit: int | None, offset: int
) -> list[Referent]:
    """Referents with several names, the most telling first."""
    where, given = _where(wanted)
    sql = (
        f"SELECT {_REFERENT} FROM referents r WHERE {where} "
        "ORDER BY telling DESC, count DESC, id LIMIT :limit OFFSET :skip"
    )
    bounds = {"limit": -1 if limit is None else limit, "skip": offset}
    return [Referent(*record) for record in connection.execute(sql, given | bounds)]


def count(connection: sqlite3.Connection, wanted: Wanted) -> int:
    """How many referents fit."""
    where, given = _where(wanted)
    sql = f"SELECT count(*) FROM referents r WHERE {where}"
    return int(connection.execute(sql, given).fetchone()[0])


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    conditions = ["1"]
    given: dict[str, Any] = {}
    if wanted.text is not None:
        conditions.append("(r.id = :id OR (:text != '' AND instr(r.folded, :text) > 0))")
        given |= {"id": wanted.text, "text": fold(wanted.text)}
    if wanted.kind is not None:
        conditions.append("r.kind = :kind")
        given["kind"] = wanted.kind
    if wanted.outlet is not None:
        conditions.append(
            "EXISTS (SELECT 1 FROM names n WHERE n.referent = r.id AND "
            "instr(lower(ifnull(n.outlet, n.site)), lower(:outlet)) > 0)"
        )
        given["outlet"] = wanted.outlet
    return " AND ".join(conditions), given


def names_of(connection: sqlite3.Connection, referent: str) -> list[Name]:
    """The names of a referent, most used first; none where it has but one."""
    sql = f"SELECT {', '.join(columns(Name))} FROM names WHERE referent = ? ORDER BY position"
    return [build(Name, record) for record in connection.execute(sql, (referent,))]


_IDS: Final = """
WITH ids (id) AS (
  SELECT :referent UNION SELECT entity FROM same_referent WHERE referent = :referent),
every (id) AS (SELECT id FROM ids UNION SELECT local FROM entity_links WHERE entity IN ids)
"""


def examples(connection: sqlite3.Connection, referent: str) -> list[NameExample]:
    """For each spelling, outlet and voice, the earliest use, with the words around it."""
    named = ", ".join(f"n.{name}" for name in columns(Naming))
    sql = (
        f"{_IDS} SELECT d.outlet, d.url, min(ifnull(d.published, '~') || n.doc || "
        f"printf('%09d', n.start)), ifnull(s.entity, a.speaker), {named} FROM namings n "
        "JOIN documents d ON d.id = n.doc "
        "LEFT JOIN attributions a ON a.id = n.attribution AND a.doc = n.doc "
        "LEFT JOIN entity_links s ON s.local = a.speaker "
        "WHERE n.entity IN every GROUP BY n.name, d.outlet, d.url IS NULL, n.voice, 4"
    )
    found = connection.execute(sql, {"referent": referent}).fetchall()
    rows = [
        (outlet, site_of(url) if url and not outlet else None, speaker, build(Naming, record))
        for outlet, url, _, speaker, *record in found
    ]
    known = documents.by_ids(connection, {row.doc for *_, row in rows})
    texts = {doc: documents.text(connection, doc) for doc in known}
    return [
        NameExample(row, known[row.doc], outlet, site, speaker, context(texts[row.doc], row.span))
        for outlet, site, speaker, row in rows
    ]


def joins(connection: sqlite3.Connection, referent: str) -> list[NameJoin]:
    """Why entities count as this referent, in the order they were found."""
    sql = (
        "SELECT first, second, evidence, first_doc, first_span, second_doc, second_span "
        "FROM name_joins WHERE referent = ? ORDER BY position"
    )
    return [NameJoin(*_spans(record)) for record in connection.execute(sql, (referent,))]


def _spans(record: Sequence[Any]) -> Iterator[Any]:
    for value in record:
        if isinstance(value, str) and value.startswith("["):
            start, end = value[1:-1].split(",")
            yield Span(int(start), int(end))
        else:
            yield value
