"""What the ledger keeps so that passages are found: units, fingerprints, and what is new.

Implements ``sayso.link.passages.PassageIndex``. A document that is written is noted in
``to_link``; linking again starts from the units of these documents alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from sayso.ledger import resolve, stored_passages
from sayso.ledger.rowmap import dumps
from sayso.rows import Passage, Span

if TYPE_CHECKING:
    from sayso.link.passages import Carrier, Link, PassageIndex, Relinked, Words

KEPT = 8_000_000
"""Code points of texts kept at hand while linking reads them over and over."""
KEPT_UNITS = 200
"""Units whose carriers are kept at hand: several questions in a row are about the same ones."""
INDEXED = 20_000
"""Units whose fingerprints are written together: half a million, 70 MB."""
_LINK = "a, a_first, a_last, b, b_first, b_last, matched"
BATCH = 50
"""Groups of stretches whose old passages are looked up together; some hold long edits."""


LinkPassages = Callable[["PassageIndex", Iterable[int]], Iterable["Relinked"]]
"""``sayso.link.passages.link_passages``: stores links as it goes, and yields what replaces what."""


class Unit(Protocol):
    """A paragraph to find passages by; ``sayso.link.passages.UnitRow`` is one."""

    @property
    def unit(self) -> int:
        """The hash of its words, signed 64 bits."""

    @property
    def span(self) -> Span:
        """Where it stands in the document's text."""


class LedgerIndex:
    """The ledger's units, fingerprints and links as ``link_passages`` asks for them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._texts: dict[str, str] = {}
        self._kept = 0
        self._carriers: dict[int, list[Carrier]] = {}

    def sharing(self, hash_: int, limit: int | None) -> Sequence[int]:
        """The units with a fingerprint, smallest first."""
        sql = "SELECT unit FROM fingerprints WHERE hash = ? ORDER BY unit LIMIT ?"
        found = self._connection.execute(sql, (hash_, -1 if limit is None else limit))
        return [unit for (unit,) in found]

    def carriers(self, unit: int) -> Sequence[Carrier]:
        """Every paragraph that is this unit, by document and place."""
        if unit not in self._carriers:
            if len(self._carriers) >= KEPT_UNITS:
                self._carriers.clear()
            self._carriers[unit] = self._read_carriers(unit)
        return self._carriers[unit]

    def _read_carriers(self, unit: int) -> list[Carrier]:
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

    def stored(self, passage: str) -> Passage | None:
        """The passage with this id as it is stored, if it is."""
        try:
            return resolve.passage(self._connection, passage)
        except KeyError:
            return None

    def shared(self, unit: int) -> bool:
        """Whether several documents carry a unit."""
        sql = "SELECT count(*) FROM (SELECT DISTINCT number FROM units WHERE unit = ? LIMIT 2)"
        (count,) = self._connection.execute(sql, (unit,)).fetchone()
        return int(count) > 1

    def words(self, unit: int) -> Words:
        """The words of a unit, as one of its carriers writes them."""
        from sayso.link.passages import words

        sql = (
            'SELECT t.text, u.start, u."end" FROM units u JOIN texts t USING (number) '
            "WHERE u.unit = ? LIMIT 1"
        )
        text, start, end = self._connection.execute(sql, (unit,)).fetchone()
        return words(text[start:end])

    def linked(self, unit: int) -> bool:
        """Whether the links of a unit with all older ones are stored."""
        sql = (
            "SELECT EXISTS (SELECT 1 FROM units WHERE unit = ? "
            "AND number NOT IN (SELECT number FROM to_link))"
        )
        return bool(self._connection.execute(sql, (unit,)).fetchone()[0])

    def links(self, unit: int) -> Sequence[Link]:
        """The stored links of a unit."""
        from sayso.link.passages import Extent, Link

        sql = (
            f"SELECT {_LINK} FROM links WHERE a = ?1 "
            f"UNION ALL SELECT {_LINK} FROM links WHERE b = ?1"
        )
        return [
            Link(Extent(*record[:3]), Extent(*record[3:6]), record[6])
            for record in self._connection.execute(sql, (unit,))
        ]

    def link(self, unit: int, links: Sequence[Link]) -> None:
        """Store the links of a unit; one that was there before a text was cut otherwise is old."""
        self._connection.executemany(
            f"INSERT OR REPLACE INTO links ({_LINK}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((*link.a, *link.b, link.matched) for link in links),
        )

    def unlink(self, one: int, other: int) -> None:
        """Drop the links between two units."""
        self._connection.execute(
            "DELETE FROM links WHERE a = ? AND b = ?", (min(one, other), max(one, other))
        )


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
    connection.executemany(
        "INSERT OR IGNORE INTO units VALUES (?, ?, ?, ?)",
        ((unit, number, start, end) for unit, start, end in new),
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
    units = connection.execute("SELECT unit FROM units WHERE number = ?", (number,)).fetchall()
    connection.execute("DELETE FROM units WHERE number = ?", (number,))
    for unit in units:
        partners = "SELECT a FROM links WHERE b = ?1 UNION SELECT b FROM links WHERE a = ?1"
        connection.execute(
            f"INSERT OR IGNORE INTO to_link SELECT number FROM units WHERE unit IN ({partners})",
            unit,
        )
        connection.execute(
            "DELETE FROM links WHERE (a = ?1 OR b = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM units WHERE unit = ?1)",
            unit,
        )
    connection.execute("INSERT OR IGNORE INTO meta VALUES ('orphaned units', '1')")


def units_to_link(connection: sqlite3.Connection) -> list[int]:
    """Units of the documents that came or changed, each once and in order."""
    sql = "SELECT DISTINCT unit FROM units JOIN to_link USING (number) ORDER BY unit"
    return [unit for (unit,) in connection.execute(sql)]


def relink(connection: sqlite3.Connection, link: LinkPassages, *, afresh: bool) -> None:
    """Find the links and passages of what came or changed, or of everything, and store them."""
    if afresh:
        connection.execute("DELETE FROM links")
        connection.execute("INSERT OR IGNORE INTO to_link SELECT number FROM documents")
    _forget_orphans(connection)
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS stale (passage TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM stale")
    index, units = LedgerIndex(connection), units_to_link(connection)
    _write_fingerprints(connection, index, units)
    groups = iter(link(index, units))
    written: set[str] = set()
    while batch := list(islice(groups, BATCH)):
        places = [[place.doc, *place.span] for group in batch for place in group.places]
        connection.execute(
            "INSERT OR IGNORE INTO stale SELECT m.passage FROM json_each(?) p "
            "JOIN passage_members m ON m.doc = p.value ->> 0 "
            'AND m.start < p.value ->> 2 AND m."end" > p.value ->> 1',
            (dumps(places),),
        )
        for group in batch:
            for passage in group.passages:
                stored_passages.write(connection, passage)
                written.add(passage.id)
    connection.executemany("DELETE FROM stale WHERE passage = ?", ((one,) for one in written))
    connection.execute("DELETE FROM passages WHERE id IN (SELECT passage FROM stale)")
    connection.execute("DELETE FROM to_link")


def _write_fingerprints(
    connection: sqlite3.Connection, index: LedgerIndex, units: Iterable[int]
) -> None:
    """Index the units that are new, many at once and in the order of the table.

    One by one, each document would change a page of the file for nearly each of its fingerprints.
    """
    new = (unit for unit in units if not index.linked(unit))
    while batch := list(islice(new, INDEXED)):
        found = sorted((value, unit) for unit in batch for value in index.words(unit).fingerprints)
        connection.executemany("INSERT OR IGNORE INTO fingerprints VALUES (?, ?)", found)


def _forget_orphans(connection: sqlite3.Connection) -> None:
    """Drop fingerprints of units that nobody carries; rare, and a walk over all of them.

    A unit that is a hub in place of one of those may have links that it had not.
    """
    cursor = connection.execute("DELETE FROM meta WHERE name = 'orphaned units'")
    if not cursor.rowcount:
        return
    orphans = "SELECT unit FROM fingerprints EXCEPT SELECT unit FROM units"
    hashes = connection.execute(
        f"SELECT DISTINCT hash FROM fingerprints WHERE unit IN ({orphans})"
    ).fetchall()
    before = {hash_: set(_hubs(connection, *hash_)) for hash_ in hashes}
    connection.execute(f"DELETE FROM fingerprints WHERE unit IN ({orphans})")
    for hash_, hubs in before.items():
        for unit in set(_hubs(connection, *hash_)) - hubs:
            connection.execute(
                "INSERT OR IGNORE INTO to_link SELECT number FROM units WHERE unit = ?", (unit,)
            )


def _hubs(connection: sqlite3.Connection, hash_: int) -> list[int]:
    from sayso.link.passages import HUBS

    return list(LedgerIndex(connection).sharing(hash_, HUBS))


def replace_all(connection: sqlite3.Connection, passages: Iterable[Passage]) -> None:
    """Replace every passage; nothing is left to link afterwards."""
    connection.execute("DELETE FROM passage_members")
    connection.execute("DELETE FROM passages")
    for passage in passages:
        stored_passages.write(connection, passage)
    connection.execute("DELETE FROM to_link")
