"""Names of referents in the ledger: counted anew when documents are linked, read by page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso.ledger import documents
from sayso.ledger.appearances import context
from sayso.ledger.fold import fold
from sayso.ledger.rowmap import build, columns
from sayso.ledger.views import NameExample, NameJoin
from sayso.link.referent import Referent, site_of
from sayso.rows import EntityKind, Name, Naming, Span

REFERENT: Final = "id, name, kind, names, count, documents, origins, telling"
"""The columns of a ``Referent``."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which referents are asked for; null means any. ``text``: words of one of its names, or its
    id. ``outlet``: words of the name of one that uses a name for it."""

    text: str | None = None
    outlet: str | None = None
    kind: EntityKind | None = None


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
        f"SELECT {REFERENT} FROM referents r WHERE {where} "
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
