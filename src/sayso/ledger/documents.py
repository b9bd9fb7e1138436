"""Documents as the ledger lists them, never reading a text that is not asked for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sayso.ledger import dates
from sayso.ledger.fold import fold, words
from sayso.ledger.rowmap import build, columns, dumps
from sayso.ledger.views import Counts, DocumentSummary, OutletCount
from sayso.rows import Document

Order = Literal["published", "newest", "name"]

_ORDERS: dict[Order, str] = {
    "published": "d.published IS NULL, d.published, d.id",
    "newest": "d.published DESC, d.id",
    "name": "d.name COLLATE NOCASE, d.name, d.id",
}
OPENING = 120
"""Code points of the first words that stand for a title, where a document has none."""
LONGEST_OPENED = 1_000_000
"""Code points of the longest text that is read for its first words."""
MOST_OPENED = 500
"""In a longer list no text is read for first words."""

_SUMMARY = """
SELECT d.id, d.name,
  (SELECT json_group_array(name) FROM
    (SELECT DISTINCT name FROM document_names n WHERE n.doc = d.id ORDER BY name)),
  d.title, d.outlet, d.published, d.published_precision, d.language, d.characters, d.words,
  (SELECT count(*) FROM attributions a WHERE a.doc = d.id),
  (SELECT count(DISTINCT ifnull(l.entity, a.speaker)) FROM attributions a
    LEFT JOIN entity_links l ON l.local = a.speaker WHERE a.doc = d.id),
  (SELECT count(DISTINCT m.passage) FROM passage_members m WHERE m.doc = d.id),
  (SELECT count(*) FROM problems p WHERE p.doc = d.id), d.claimed_source
FROM documents d"""
_OPENING = f"""
SELECT d.id, substr(t.text, ifnull(s.start, 0) + 1,
  min({OPENING}, ifnull(s."end" - s.start, {OPENING})))
FROM documents d JOIN texts t USING (number)
LEFT JOIN sentences s ON s.doc = d.id AND s.position = 0
WHERE d.id IN (SELECT value FROM json_each(?)) AND d.characters <= {LONGEST_OPENED}"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents are asked for; null means any."""

    outlet: str | None = None
    query: str | None = None
    after: str | None = None
    before: str | None = None


def _summary(record: tuple[object, ...]) -> DocumentSummary:
    identifier, name, names, *rest = record
    return DocumentSummary(identifier, name, tuple(json.loads(str(names))), *rest)  # type: ignore[arg-type]


def summaries(
    connection: sqlite3.Connection,
    wanted: Wanted,
    order: Order,
    limit: int | None,
    offset: int,
) -> list[DocumentSummary]:
    """Summaries of the documents that fit, in order."""
    # First which, then what of them: otherwise rows are counted for documents that are skipped.
    where, given = _where(wanted)
    sql = f"SELECT d.id FROM documents d{where} ORDER BY {_ORDERS[order]} LIMIT :limit OFFSET :skip"
    bounds = {"limit": -1 if limit is None else limit, "skip": offset}
    page = connection.execute(sql, given | bounds)
    ids = [str(doc) for (doc,) in page]
    found = by_ids(connection, ids)
    return [found[doc] for doc in ids]


def count(connection: sqlite3.Connection, wanted: Wanted) -> int:
    """How many documents fit."""
    where, given = _where(wanted)
    (number,) = connection.execute(f"SELECT count(*) FROM documents d{where}", given).fetchone()
    return int(number)


def _where(wanted: Wanted) -> tuple[str, dict[str, str | int]]:
    conditions: list[str] = []
    given: dict[str, str | int] = {}
    if wanted.outlet is not None:
        conditions.append("d.outlet = :outlet")
        given["outlet"] = wanted.outlet
    for number, word in enumerate(words(wanted.query or "")):
        conditions.append(f"instr(d.folded, :word{number}) > 0")
        given[f"word{number}"] = word
    if wanted.after is not None:
        conditions.append(dates.AFTER)
        given["after"] = dates.first_day(wanted.after, "after")
    if wanted.before is not None:
        conditions.append(dates.BEFORE)
        given["before"] = dates.first_day(wanted.before, "before")
    return (f" WHERE {' AND '.join(conditions)}" if conditions else ""), given


def by_ids(connection: sqlite3.Connection, docs: Iterable[str]) -> dict[str, DocumentSummary]:
    """Summaries by id."""
    sql = f"{_SUMMARY} WHERE d.id IN (SELECT value FROM json_each(?))"
    made = [_summary(record) for record in connection.execute(sql, (dumps(list(docs)),))]
    found = {summary.id: summary for summary in made}
    untitled = [summary.id for summary in made if summary.title is None]
    if untitled and len(found) <= MOST_OPENED:
        for doc, opening in connection.execute(_OPENING, (dumps(untitled),)):
            found[doc] = replace(found[doc], opening=opening)
    return found


def document(connection: sqlite3.Connection, doc: str) -> Document:
    """The document with its text; ``KeyError`` if there is none."""
    names = ", ".join("t.text" if name == '"text"' else f"d.{name}" for name in columns(Document))
    sql = f"SELECT {names} FROM documents d JOIN texts t USING (number) WHERE d.id = ?"
    record = connection.execute(sql, (doc,)).fetchone()
    if record is None:
        raise KeyError(doc)
    return build(Document, record)


def text(connection: sqlite3.Connection, doc: str) -> str:
    """The frozen text of a document that there is."""
    sql = "SELECT t.text FROM texts t JOIN documents d USING (number) WHERE d.id = ?"
    return str(connection.execute(sql, (doc,)).fetchone()[0])


def count_copies(connection: sqlite3.Connection, doc: str) -> int:
    """How many other documents share a passage with this one."""
    sql = (
        "SELECT count(DISTINCT b.doc) FROM passage_members a "
        "JOIN passage_members b ON b.passage = a.passage AND b.doc != a.doc WHERE a.doc = ?"
    )
    return int(connection.execute(sql, (doc,)).fetchone()[0])


def outlets_named(connection: sqlite3.Connection, names: Iterable[str]) -> list[str]:
    """The outlets in whose names the words of any of ``names`` occur, side by side."""
    folded = list(filter(None, map(fold, names)))
    found = connection.execute(
        "SELECT DISTINCT outlet FROM documents WHERE outlet IS NOT NULL ORDER BY outlet"
    )
    return [str(outlet) for (outlet,) in found if any(name in fold(outlet) for name in folded)]


def find(connection: sqlite3.Connection, name: str) -> list[str]:
    """Ids of the documents with this id or name, else of those that begin or end so."""
    exact = (
        "SELECT id FROM documents WHERE id = ?1 "
        "UNION SELECT doc FROM document_names WHERE name = ?1 ORDER BY 1"
    )
    # substr instead of LIKE: a name may hold LIKE's own signs.
    near = (
        "SELECT id FROM documents WHERE ?1 != '' AND substr(id, 1, length(?1)) = ?1 UNION "
        "SELECT doc FROM document_names WHERE ?1 != '' AND (substr(name, 1, length(?1)) = ?1 "
        "OR substr(name, -length(?1)) = ?1) ORDER BY 1 LIMIT 50"
    )
    for sql in (exact, near):
        found = [str(doc) for (doc,) in connection.execute(sql, (name,))]
        if found:
            return found
    return []


def outdated(connection: sqlite3.Connection, keys: Mapping[str, str], last: str) -> list[str]:
    """At most 500 ids after ``last`` of documents that lack a stage under its key."""
    sql = """
    SELECT id FROM documents d WHERE id > ? AND (SELECT count(*) FROM stage_runs r
      JOIN json_each(?) c ON c.key = r.stage AND c.value = r.key WHERE r.doc = d.id) < ?
    ORDER BY id LIMIT 500"""
    return [str(doc) for (doc,) in connection.execute(sql, (last, dumps(dict(keys)), len(keys)))]


def outlets(connection: sqlite3.Connection) -> list[OutletCount]:
    """Outlets with their number of documents, most first."""
    sql = "SELECT outlet, count(*) FROM documents GROUP BY outlet ORDER BY 2 DESC, outlet"
    return [OutletCount(outlet, number) for outlet, number in connection.execute(sql)]


def counts(connection: sqlite3.Connection) -> Counts:
    """How many rows of each kind there are."""
    sql = """
    SELECT (SELECT count(*) FROM documents), (SELECT count(DISTINCT name) FROM document_names),
      (SELECT count(DISTINCT outlet) FROM documents), (SELECT count(*) FROM sentences),
      (SELECT count(*) FROM attributions),
      (SELECT count(DISTINCT ifnull(l.entity, a.speaker)) FROM attributions a
        LEFT JOIN entity_links l ON l.local = a.speaker),
      (SELECT count(*) FROM entities) + (SELECT count(*) FROM local_entities s
        WHERE NOT EXISTS (SELECT 1 FROM entity_links l WHERE l.local = s.id)),
      (SELECT count(*) FROM times), (SELECT count(*) FROM quantities),
      (SELECT count(*) FROM passages), (SELECT count(*) FROM problems),
      (SELECT count(*) FROM documents WHERE published IS NULL),
      (SELECT min(published) FROM documents), (SELECT max(published) FROM documents)"""
    return Counts(*connection.execute(sql).fetchone())
