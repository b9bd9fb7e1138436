"""What the ledger keeps so that passages are found: units, fingerprints, and what is new.

Implements ``sayso.link.passages.PassageIndex``. A document that is written is noted in
``to_link``; linking again starts from the units of these documents alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from sayso.codec import encode
from sayso.ledger.rowmap import columns, dumps, values
from sayso.ledger.tables import insertion
from sayso.rows import Passage, PassageMember, Span

if TYPE_CHECKING:
    from sayso.link.passages import Carrier, Relinked

KEPT = 8_000_000
"""Code points of texts kept at hand while linking reads them over and over."""
BATCH = 50
"""Groups of stretches whose old passages are looked up together; some hold long edits."""


class Unit(Protocol):
    """A paragraph to find passages by; ``sayso.link.passages.UnitRow`` is one."""

    @property
    def unit(self) -> int:
        """The hash of its words, signed 64 bits."""

    @property
    def span(self) -> Span:
        """Where it stands in the document's text."""

    @property
    def hashes(self) -> Sequence[int]:
        """Its fingerprints, signed 64 bits."""


class LedgerIndex:
    """The ledger's units and fingerprints as ``link_passages`` asks for them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._texts: dict[str, str] = {}
        self._kept = 0

    def sharing(self, hash_: int, limit: int | None) -> Sequence[int]:
        """The units with a fingerprint, smallest first."""
        # A document that was written anew may have left fingerprints of units nobody carries.
        sql = (
            "SELECT unit FROM fingerprints f WHERE hash = ? AND EXISTS "
            "(SELECT 1 FROM units u WHERE u.unit = f.unit) ORDER BY unit LIMIT ?"
        )
        found = self._connection.execute(sql, (hash_, -1 if limit is None else limit))
        return [unit for (unit,) in found]

    def carriers(self, unit: int) -> Sequence[Carrier]:
        """Every paragraph that is this unit, by document and place."""
        from sayso.link.passages import Carrier

        sql = (
            'SELECT d.id, u.start, u."end", d.published FROM units u '
            "JOIN documents d USING (number) WHERE u.unit = ? ORDER BY d.id, u.start"
        )
        return [
            Carrier(doc, Span(start, end), published)
            for doc, start, end, published in self._connection.execute(sql, (unit,))
        ]

    def text(self, carrier: Carrier) -> str:
        """The words of one carrier."""
        return self._text(carrier.doc)[carrier.span.start : carrier.span.end]

    def _text(self, doc: str) -> str:
        # Cut here and not by SQL, whose substr takes a NUL for the end.
        known = self._texts.get(doc)
        if known is None:
            sql = "SELECT t.text FROM texts t JOIN documents d USING (number) WHERE d.id = ?"
            known = str(self._connection.execute(sql, (doc,)).fetchone()[0])
            if self._kept + len(known) > KEPT:
                self._texts.clear()
                self._kept = 0
            self._texts[doc] = known
            self._kept += len(known)
        return known


def write_units(connection: sqlite3.Connection, number: int, units: Iterable[Unit]) -> None:
    """Replace a document's units, and note that its passages are to be found again."""
    made = list(units)
    new = sorted({(one.unit, one.span.start, one.span.end) for one in made})
    old = connection.execute(
        'SELECT unit, start, "end" FROM units WHERE number = ? ORDER BY unit, start, "end"',
        (number,),
    ).fetchall()
    if old and old != new:
        _unlink(connection, number)
        connection.execute("DELETE FROM units WHERE number = ?", (number,))
    connection.executemany(
        "INSERT OR IGNORE INTO units VALUES (?, ?, ?, ?)",
        ((unit, number, start, end) for unit, start, end in new),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO fingerprints VALUES (?, ?)",
        ((value, one.unit) for one in made for value in one.hashes),
    )
    connection.execute("INSERT OR IGNORE INTO to_link VALUES (?)", (number,))


def _unlink(connection: sqlite3.Connection, number: int) -> None:
    """Drop the passages of a document whose text is cut otherwise now; find their others anew."""
    shared = (
        "SELECT m.passage FROM passage_members m JOIN documents d ON d.id = m.doc "
        "WHERE d.number = ?"
    )
    connection.execute(
        "INSERT OR IGNORE INTO to_link SELECT d.number FROM passage_members m "
        f"JOIN documents d ON d.id = m.doc WHERE m.passage IN ({shared})",
        (number,),
    )
    connection.execute(f"DELETE FROM passages WHERE id IN ({shared})", (number,))
    connection.execute("INSERT OR IGNORE INTO meta VALUES ('orphaned units', '1')")


def units_to_link(connection: sqlite3.Connection, everything: bool) -> Iterator[int]:
    """Units of new documents, or all, each once and in order."""
    new = "" if everything else "WHERE number IN (SELECT number FROM to_link) "
    for (unit,) in connection.execute(f"SELECT DISTINCT unit FROM units {new}ORDER BY unit"):
        yield unit


def relink(connection: sqlite3.Connection, relinked: Iterable[Relinked]) -> None:
    """Replace the passages of groups of stretches; nothing is left to link afterwards."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS linked (number INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM linked")
    connection.execute("INSERT INTO linked SELECT number FROM to_link")
    groups = iter(relinked)
    while batch := list(islice(groups, BATCH)):
        places = [[place.doc, *place.span] for group in batch for place in group.places]
        connection.execute(
            "DELETE FROM passages WHERE id IN (SELECT m.passage FROM json_each(?) p "
            "JOIN passage_members m ON m.doc = p.value ->> 0 "
            'AND m.start < p.value ->> 2 AND m."end" > p.value ->> 1)',
            (dumps(places),),
        )
        for group in batch:
            for passage in group.passages:
                _write(connection, passage)
    connection.execute("DELETE FROM to_link WHERE number IN (SELECT number FROM linked)")
    _forget_orphans(connection)


def _forget_orphans(connection: sqlite3.Connection) -> None:
    """Drop fingerprints of units that nobody carries; rare, and a walk over all of them."""
    cursor = connection.execute("DELETE FROM meta WHERE name = 'orphaned units'")
    if cursor.rowcount:
        connection.execute(
            "DELETE FROM fingerprints WHERE unit IN (SELECT unit FROM fingerprints "
            "EXCEPT SELECT unit FROM units)"
        )


def replace_all(connection: sqlite3.Connection, passages: Iterable[Passage]) -> None:
    """Replace every passage; nothing is left to link afterwards."""
    connection.execute("DELETE FROM passage_members")
    connection.execute("DELETE FROM passages")
    for passage in passages:
        _write(connection, passage)
    connection.execute("DELETE FROM to_link")


def _write(connection: sqlite3.Connection, passage: Passage) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO passages VALUES (?, ?)",
        (passage.id, dumps(encode(passage.wordings))),
    )
    connection.executemany(
        insertion("passage_members", ("passage", "position", *columns(PassageMember))),
        (
            (passage.id, position, *values(member))
            for position, member in enumerate(passage.members)
        ),
    )
