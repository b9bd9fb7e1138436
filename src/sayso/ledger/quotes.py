"""Attributions with the words they stand on, streamed document by document."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sayso.ledger import dates, documents, resolve
from sayso.ledger.fold import fold
from sayso.ledger.rowmap import dumps
from sayso.ledger.tables import IN_DOCUMENT
from sayso.ledger.views import DocumentSummary, Quote
from sayso.rows import Attribution, AttributionKind, Document, Entity, Span

_ATTRIBUTIONS = next(table for table in IN_DOCUMENT if table.row is Attribution)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which attributions are asked for; null means any."""

    speaker: str | None = None
    outlet: str | None = None
    kind: AttributionKind | None = None
    after: str | None = None
    before: str | None = None
    doc: str | None = None


def quotes(
    connection: sqlite3.Connection, wanted: Wanted, limit: int | None = None
) -> Iterator[Quote]:
    """The attributions that fit, by published date of their documents, then in text order."""
    speakers = None if wanted.speaker is None else speaker_ids(connection, wanted.speaker)
    found = (
        quote
        for doc in _docs(connection, wanted, speakers)
        for quote in _in_document(connection, doc, wanted, speakers)
    )
    yield from islice(found, limit)


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


def _docs(
    connection: sqlite3.Connection, wanted: Wanted, speakers: frozenset[str] | None
) -> Iterator[str]:
    conditions: list[str] = ["1"]
    given: dict[str, str] = {}
    if wanted.doc is not None:
        conditions.append("d.id = :doc")
        given["doc"] = wanted.doc
    if wanted.outlet is not None:
        conditions.append("d.outlet IN (SELECT value FROM json_each(:outlet))")
        given["outlet"] = dumps(documents.outlets_named(connection, [wanted.outlet]))
    if wanted.after is not None:
        conditions.append(dates.AFTER)
        given["after"] = dates.first_day(wanted.after, "after")
    if wanted.before is not None:
        conditions.append(dates.BEFORE)
        given["before"] = dates.first_day(wanted.before, "before")
    if speakers is not None:
        conditions.append(
            "d.id IN (SELECT doc FROM attributions WHERE speaker IN "
            "(SELECT value FROM json_each(:speakers)))"
        )
        given["speakers"] = dumps(sorted(speakers))
    sql = (
        f"SELECT d.id FROM documents d WHERE {' AND '.join(conditions)} "
        "ORDER BY d.published IS NULL, d.published, d.id"
    )
    for (doc,) in connection.execute(sql, given):
        yield doc


def _in_document(
    connection: sqlite3.Connection, doc: str, wanted: Wanted, speakers: frozenset[str] | None
) -> Iterator[Quote]:
    made = [
        row for row in resolve.rows(connection, _ATTRIBUTIONS, doc) if isinstance(row, Attribution)
    ]
    chosen = [
        row
        for row in made
        if (speakers is None or row.speaker in speakers)
        and (wanted.kind is None or row.kind == wanted.kind)
    ]
    if not chosen:
        return
    document = documents.document(connection, doc)
    summary = documents.by_ids(connection, [doc])[doc]
    linked = resolve.links(connection, doc)
    known = resolve.entities(connection, {row.speaker for row in made if row.speaker})
    by_id = {row.id: row for row in made}
    for row in chosen:
        yield _quote(row, document, summary, known, by_id, linked)


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
    return Quote(
        resolve.resolved(row, linked),
        summary,
        cut(row.source) if row.source else None,
        cut(row.cue),
        tuple(cut(span) for span in row.content),
        entity.name if entity else None,
        tuple(name for name in chain if name),
    )


def chain_of(row: Attribution, by_id: Mapping[str, Attribution]) -> Sequence[Attribution]:
    """The attributions around this one, outermost first, and itself last; a circle is cut."""
    chain = [row]
    seen = {row.id}
    while (outer := by_id.get(chain[0].inside or "")) and outer.id not in seen:
        seen.add(outer.id)
        chain.insert(0, outer)
    return chain
