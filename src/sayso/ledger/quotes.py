"""Attributions with the words they stand on, streamed document by document."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sayso.ledger import dates, documents, resolve
from sayso.ledger.fold import fold
from sayso.ledger.rowmap import dumps
from sayso.ledger.tables import IN_DOCUMENT
from sayso.ledger.views import DocumentSummary, Quote
from sayso.rows import Attribution, AttributionKind, Document, Entity, Polarity, Span

_ATTRIBUTIONS = next(table for table in IN_DOCUMENT if table.row is Attribution)


# From the mentions, by index, to the attributions around them: each content is read only for the
# few mentions between its ends.
_ABOUT = """
(a.doc, a.position) IN (
  SELECT o.doc, o.position FROM mentions m CROSS JOIN attributions o ON o.doc = m.doc
  WHERE m.entity IN (SELECT value FROM json_each(:about))
    AND json_extract(o.content, '$[0][0]') <= m.start
    AND json_extract(o.content, '$[#-1][1]') >= m."end"
    AND EXISTS (SELECT 1 FROM json_each(o.content) c
      WHERE json_extract(c.value, '$[0]') <= m.start AND json_extract(c.value, '$[1]') >= m."end"))
AND (a.speaker IS NULL OR a.speaker NOT IN (SELECT value FROM json_each(:about)))
AND d.id IN (SELECT doc FROM local_entities WHERE id IN (SELECT value FROM json_each(:about)))"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which attributions are asked for; null means any."""

    speaker: str | None = None
    outlet: str | None = None
    kind: AttributionKind | None = None
    after: str | None = None
    before: str | None = None
    doc: str | None = None
    audience: str | None = None
    polarity: Polarity | None = None
    about: str | None = None


def quotes(
    connection: sqlite3.Connection, wanted: Wanted, limit: int | None = None, offset: int = 0
) -> Iterator[Quote]:
    """The attributions that fit, by published date of their documents, then in text order."""
    where, given = _where(connection, wanted)
    # The order of the documents first, so that a page needs no sorting of all attributions.
    sql = (
        "SELECT d.id, a.position FROM documents d CROSS JOIN attributions a ON a.doc = d.id "
        f"WHERE {where} ORDER BY d.published IS NULL, d.published, d.id, a.position "
        "LIMIT :limit OFFSET :skip"
    )
    bounds = {"limit": -1 if limit is None else limit, "skip": offset}
    found = connection.execute(sql, given | bounds)
    for doc, places in groupby(found, key=itemgetter(0)):
        yield from _in_document(connection, doc, [place for _, place in places])


def count(connection: sqlite3.Connection, wanted: Wanted) -> int:
    """How many attributions fit."""
    where, given = _where(connection, wanted)
    sql = f"SELECT count(*) FROM attributions a JOIN documents d ON d.id = a.doc WHERE {where}"
    return int(connection.execute(sql, given).fetchone()[0])


def speaker_ids(connection: sqlite3.Connection, speaker: str) -> frozenset[str]:
    """The local ids of the entity with this id, or of those with these words in a name."""
    sql = """
    WITH found (id) AS (
      SELECT ?1 UNION
      SELECT id FROM entities WHERE ?2 != '' AND instr(folded, ?2) > 0 UNION
      SELECT id FROM local_entities s WHERE ?2 != '' AND instr(folded, ?2) > 0
        AND NOT EXISTS (SELECT 1 FROM entity_links l WHERE l.local = s.id))
    SELECT id FROM found UNION
    SELECT local FROM entity_links WHERE entity IN (SELECT id FROM found)"""
    return frozenset(str(i) for (i,) in connection.execute(sql, (speaker, fold(speaker))))


def _where(connection: sqlite3.Connection, wanted: Wanted) -> tuple[str, dict[str, str | int]]:
    """Conditions on ``d`` and ``a`` in SQL, with the values they name."""
    conditions = ["1"]
    given: dict[str, str | int] = {}

    def add(condition: str, name: str, value: str | None) -> None:
        if value is not None:
            conditions.append(condition)
            given[name] = value

    def ids(name: str | None) -> str | None:
        return None if name is None else dumps(sorted(speaker_ids(connection, name)))

    def day(field: str, text: str | None) -> str | None:
        return None if text is None else dates.first_day(text, field)

    outlets = [wanted.outlet] if wanted.outlet is not None else []
    named = dumps(documents.outlets_named(connection, outlets)) if outlets else None
    add("d.id = :doc", "doc", wanted.doc)
    add("d.outlet IN (SELECT value FROM json_each(:outlet))", "outlet", named)
    add(dates.AFTER, "after", day("after", wanted.after))
    add(dates.BEFORE, "before", day("before", wanted.before))
    add("a.kind = :kind", "kind", wanted.kind)
    add("a.polarity = :polarity", "polarity", wanted.polarity)
    # Which documents first, by index: otherwise the attributions of all of them are read.
    docs = {
        "speaker": "SELECT doc FROM attributions WHERE speaker",
        "audience": "SELECT doc FROM local_entities WHERE id",
    }
    for role, name in (("speaker", wanted.speaker), ("audience", wanted.audience)):
        listed = f"IN (SELECT value FROM json_each(:{role}))"
        add(f"a.{role} {listed} AND d.id IN ({docs[role]} {listed})", role, ids(name))
    add(_ABOUT, "about", ids(wanted.about))
    return " AND ".join(conditions), given


def _in_document(
    connection: sqlite3.Connection, doc: str, places: Sequence[int]
) -> Iterator[Quote]:
    made = [
        row for row in resolve.rows(connection, _ATTRIBUTIONS, doc) if isinstance(row, Attribution)
    ]
    document = documents.document(connection, doc)
    summary = documents.by_ids(connection, [doc])[doc]
    linked = resolve.links(connection, doc)
    people = {one for row in made for one in (row.speaker, row.audience) if one}
    known = resolve.entities(connection, people)
    by_id = {row.id: row for row in made}
    for place in places:
        yield _quote(made[place], document, summary, known, by_id, linked)


def _quote(
    row: Attribution,
    document: Document,
    summary: DocumentSummary,
    known: Mapping[str, Entity],
    by_id: Mapping[str, Attribution],
    linked: Mapping[str, str],
) -> Quote:
    def cut(span: Span) -> str:
        return document.text[span.start : span.end]

    def who(one: Attribution) -> str | None:
        entity = known.get(one.speaker) if one.speaker else None
        return entity.name if entity else cut(one.source) if one.source else None

    chain = [who(one) for one in chain_of(row, by_id)]
    entity = known.get(row.speaker) if row.speaker else None
    audience = known.get(row.audience) if row.audience else None
    return Quote(
        resolve.resolved(row, linked),
        summary,
        cut(row.source) if row.source else None,
        cut(row.cue),
        tuple(cut(span) for span in row.content),
        entity.name if entity else None,
        tuple(name for name in chain if name),
        audience.name if audience else None,
    )


def chain_of(row: Attribution, by_id: Mapping[str, Attribution]) -> Sequence[Attribution]:
    """The attributions around this one, outermost first, and itself last; a circle is cut."""
    chain = [row]
    seen = {row.id}
    while (outer := by_id.get(chain[0].inside or "")) and outer.id not in seen:
        seen.add(outer.id)
        chain.insert(0, outer)
    return chain
