"""How many independent texts documents are, from the passages that the ledger holds of them.

Asks for the passages of the documents on hand alone, by index, and for the sentences of those that
share one: measured in a ledger of 100,000, under 0.1 ms a document.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.ledger.rowmap import dumps
from sayso.link.origins import Origins, Stretch, Text, origins
from sayso.rows import Span

MOST = 5_000
"""Documents up to which pages and commands count origins unasked: under half a second."""

Within = Mapping[str, Sequence[Span]]
"""Of each document, by id, the stretches that a count is about."""


def of_documents(connection: sqlite3.Connection, docs: Iterable[str]) -> Origins:
    """The origins of whole articles; ids that are unknown count as documents that share nothing."""
    wanted = set(docs)
    shared = _shared(connection, wanted)
    lengths = _lengths(connection, shared)
    return origins(_texts(connection, shared, lengths), len(wanted))


def of_stretches(connection: sqlite3.Connection, within: Within) -> Origins:
    """The origins of stretches: what else their documents say is left out."""
    shared = {
        doc: cut
        for doc, stretches in _shared(connection, set(within)).items()
        if (cut := [one for stretch in stretches for one in _cut(stretch, within[doc])])
    }
    lengths = {doc: sum(span.end - span.start for span in within[doc]) for doc in shared}
    return origins(_texts(connection, shared, lengths), len(within))


def _cut(stretch: Stretch, spans: Sequence[Span]) -> list[Stretch]:
    found = (
        Span(max(stretch.span.start, span.start), min(stretch.span.end, span.end)) for span in spans
    )
    return [Stretch(stretch.passage, span) for span in found if span.start < span.end]


def _shared(connection: sqlite3.Connection, docs: set[str]) -> dict[str, list[Stretch]]:
    """Of each document, in text order, what another of them carries too."""
    # The cross join keeps SQLite from reading all members where there are many documents.
    sql = (
        'SELECT m.passage, m.doc, m.start, m."end" FROM json_each(?) j '
        "CROSS JOIN passage_members m ON m.doc = j.value ORDER BY m.doc, m.start"
    )
    found = connection.execute(sql, (dumps(sorted(docs)),)).fetchall()
    carriers = Counter(passage for passage, _ in {record[:2] for record in found})
    shared: defaultdict[str, list[Stretch]] = defaultdict(list)
    for passage, doc, start, end in found:
        if carriers[passage] > 1:
            shared[doc].append(Stretch(passage, Span(start, end)))
    return shared


def _texts(
    connection: sqlite3.Connection,
    shared: Mapping[str, Sequence[Stretch]],
    lengths: Mapping[str, int],
) -> list[Text]:
    sql = "SELECT id, published, outlet FROM documents WHERE id IN (SELECT value FROM json_each(?))"
    return [
        Text(doc, lengths[doc], published, outlet, tuple(shared[doc]))
        for doc, published, outlet in connection.execute(sql, (dumps(list(shared)),))
    ]


def _lengths(connection: sqlite3.Connection, docs: Iterable[str]) -> dict[str, int]:
    """Code points of each document's sentences; of one without any, of its text."""
    sql = (
        'SELECT d.id, ifnull((SELECT sum(s."end" - s.start) FROM sentences s WHERE s.doc = d.id), '
        "d.characters) FROM documents d WHERE d.id IN (SELECT value FROM json_each(?))"
    )
    return dict(connection.execute(sql, (dumps(list(docs)),)).fetchall())
