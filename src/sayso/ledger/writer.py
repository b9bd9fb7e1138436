"""Writing to a ledger: one transaction a document, one for each product of linking."""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sayso.codec import encode
from sayso.errors import LedgerError
from sayso.ledger import decisions, entity_groups, packed, passage_index
from sayso.ledger.connect import explained, transaction
from sayso.ledger.decisions import Ruling
from sayso.ledger.entity_groups import Grouping
from sayso.ledger.fold import fold
from sayso.ledger.reader import Reader
from sayso.ledger.rowmap import columns, dumps, values
from sayso.ledger.tables import IN_DOCUMENT, insertion, names_folded
from sayso.link.rulings import Rulings
from sayso.rows import Decision, Document, Entity, Passage, Problem

if TYPE_CHECKING:
    from sayso.annotate.stage import Annotations
    from sayso.ledger.passage_index import LinkPassages, Unit
    from sayso.read.receipt import Receipt

_UNREAD = """
DELETE FROM problems WHERE severity = 'failed'
  AND ((stage = 'read' AND (name = :name OR doc = :doc)) OR (doc IS NULL AND name = :name))"""
"""Failures to read an input, which are over once it is read under the same name."""
_SOLVED = f"{_UNREAD} OR (doc = :doc AND stage != 'read')"


class Writer(Reader):
    """What ``sayso add`` needs on top of reading. Methods may be called from any thread.

    Every method is one transaction: it happens whole or not at all, and is safe from a killed
    process once it has returned. Raises ``LedgerFull`` when the disk is, ``LedgerError`` when
    another process has been writing for longer than 15 seconds.
    """

    _writing: sqlite3.Connection | None
    _write_lock: threading.RLock

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._write_lock:
            if self._writing is None:
                raise LedgerError(f"{self.path}: opened for reading; use Ledger.create to write.")
            with explained(self.path), transaction(self._writing):
                yield self._writing
                self._writing.execute("UPDATE meta SET value = value + 1 WHERE name = 'changes'")

    def write(
        self,
        document: Document,
        receipt: Receipt,
        annotations: Annotations,
        keys: Mapping[str, str],
        problems: Sequence[Problem] = (),
        units: Iterable[Unit] = (),
    ) -> None:
        """Write a document with all its rows, in place of what the ledger has of it.

        ``keys`` says which version of each stage made ``annotations``; ``units`` are those of
        ``sayso.link.passages.indexed``. Names and bytes under which the document came before are
        kept. Problems that its stages had, and failures to read it, are replaced by ``problems``;
        warnings from reading it stay.
        """
        with self._transaction() as connection:
            number = _write_document(connection, document)
            _write_receipt(connection, document.id, receipt)
            _write_annotations(connection, document.id, annotations, keys)
            passage_index.write_units(connection, number, units)
            connection.execute(_SOLVED, {"doc": document.id, "name": receipt.name})
            _write_problems(connection, problems)
            _revise(connection)

    def add_name(self, doc: str, receipt: Receipt) -> None:
        """Keep one more name, and the bytes, of a document that the ledger has already.

        Failures to read this name are cleared. Nothing is written when nothing is new. Raises
        ``LedgerError`` if there is no such document.
        """
        if self._knows_name(doc, receipt):
            return
        with self._transaction() as connection:
            self._number(connection, doc)
            _write_receipt(connection, doc, receipt)
            connection.execute(_UNREAD, {"doc": doc, "name": receipt.name})

    def _knows_name(self, doc: str, receipt: Receipt) -> bool:
        with self.borrow() as connection:
            sql = (
                "SELECT (SELECT count(*) FROM document_names WHERE doc = ? AND name = ? "
                "AND sha256 = ?) AND NOT EXISTS (SELECT 1 FROM problems WHERE name = ? "
                "AND severity = 'failed' AND (stage = 'read' OR doc IS NULL))"
            )
            given = (doc, receipt.name, receipt.sha256, receipt.name)
            return bool(connection.execute(sql, given).fetchone()[0])

    def _number(self, connection: sqlite3.Connection, doc: str) -> int:
        row = connection.execute("SELECT number FROM documents WHERE id = ?", (doc,)).fetchone()
        if row is None:
            raise LedgerError(f"{self.path}: there is no document {doc}; write it first.")
        return int(row[0])

    def annotate(
        self,
        doc: str,
        annotations: Annotations,
        keys: Mapping[str, str],
        problems: Sequence[Problem] = (),
    ) -> None:
        """Replace the rows of a document after a stage has changed.

        Problems of its stages are replaced by ``problems``. Raises ``LedgerError`` if there is no
        such document.
        """
        with self._transaction() as connection:
            self._number(connection, doc)
            _write_annotations(connection, doc, annotations, keys)
            connection.execute("DELETE FROM problems WHERE doc = ? AND stage != 'read'", (doc,))
            _write_problems(connection, problems)
            _revise(connection)

    def write_units(self, doc: str, units: Iterable[Unit]) -> None:
        """Replace the paragraphs by which passages of a document are found.

        Raises ``LedgerError`` if there is no such document.
        """
        with self._transaction() as connection:
            passage_index.write_units(connection, self._number(connection, doc), units)
            _revise(connection)

    def problem(self, problem: Problem) -> None:
        """Note a problem; the same one twice is one row."""
        with self._transaction() as connection:
            _write_problems(connection, [problem])

    def clear_problems(self, name: str) -> None:
        """Forget the problems that an input of this name had."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM problems WHERE name = ?", (name,))

    def replace_entities(
        self, entities: Iterable[Entity], links: Iterable[tuple[str, str]]
    ) -> None:
        """Replace the entities across documents. ``links`` are pairs (local id, entity id)."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM entity_links")
            connection.execute("DELETE FROM entities")
            connection.executemany(
                insertion("entities", (*columns(Entity), "folded")),
                ((*values(entity), names_folded(entity)) for entity in entities),
            )
            connection.executemany("INSERT OR REPLACE INTO entity_links VALUES (?, ?)", links)

    def relink_entities(self, grouping: Callable[[Rulings], Grouping]) -> None:
        """Replace the entities across documents by groups of those of the documents.

        ``grouping`` is given the decisions in force.
        """
        with self._transaction() as connection:
            entity_groups.regroup(connection, grouping)

    def decide(
        self, rulings: Iterable[Ruling], by: str, grouping: Callable[[Rulings], Grouping]
    ) -> list[Decision]:
        """Add decisions to the log, signed and dated now, and group the entities anew.

        Raises ``DecisionError`` for what cannot be ruled; nothing is written then.
        """
        with self._transaction() as connection:
            made = decisions.sign(connection, rulings, by)
            if decisions.write(connection, made):
                _regroup(connection, grouping)
            return made

    def withdraw(
        self, identifier: str, by: str, grouping: Callable[[Rulings], Grouping]
    ) -> Decision:
        """Take a decision back and group the entities anew; the decision as it is then.

        Raises ``DecisionError`` if there is none, or it was withdrawn already.
        """
        with self._transaction() as connection:
            made = decisions.withdrawn(connection, identifier, by)
            decisions.write(connection, [made])
            _regroup(connection, grouping)
            return made

    def load_decisions(
        self, made: Iterable[Decision], grouping: Callable[[Rulings], Grouping]
    ) -> int:
        """Add decisions of another ledger, with their ids, names and times.

        Returns how many decisions and withdrawals are new. Raises ``DecisionError`` for one that
        is none; nothing is written then.
        """
        with self._transaction() as connection:
            new = decisions.write(connection, map(decisions.check, made))
            if new:
                _regroup(connection, grouping)
            return new

    def recount_names(self) -> None:
        """Count anew what each outlet calls each referent, from entities and passages as linked."""
        with self._transaction() as connection:
            _recount(connection)

    def replace_passages(self, passages: Iterable[Passage]) -> None:
        """Replace all passages, taking them one at a time from ``passages``.

        ``passages`` may read from this ledger while it is consumed: it sees the state before.
        """
        with self._transaction() as connection:
            passage_index.replace_all(connection, passages)

    def relink_passages(self, link: LinkPassages, *, afresh: bool = False) -> None:
        """Link the documents that came or changed since the last time, or all of them, afresh.

        ``link`` is ``sayso.link.passages.link_passages``. Afterwards ``units_to_link`` is empty.
        """
        with self._transaction() as connection:
            passage_index.relink(connection, link, afresh=afresh)

    def set_link(self, key: str, revision: int | None = None) -> None:
        """Note that linking with ``key`` is done for the documents as they were at ``revision``.

        Without ``revision``, as they are now. Take ``revision()`` before linking begins: what
        another process adds meanwhile is then linked next time.
        """
        with self._transaction() as connection:
            linked = self.revision() if revision is None else revision
            connection.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                [("link key", key), ("link revision", str(linked))],
            )


def _regroup(connection: sqlite3.Connection, grouping: Callable[[Rulings], Grouping]) -> None:
    """Group the entities anew, and with them what each outlet calls them."""
    entity_groups.regroup(connection, grouping)
    _recount(connection)


def _recount(connection: sqlite3.Connection) -> None:
    from sayso.ledger.name_counts import recount  # heavy, and whoever only reads needs none of it

    recount(connection)


def _write_document(connection: sqlite3.Connection, document: Document) -> int:
    """Write the document, its text and its search entry; the number that tables of its use."""
    old = connection.execute(
        "SELECT d.number, t.title, t.text FROM documents d JOIN texts t USING (number) "
        "WHERE d.id = ?",
        (document.id,),
    ).fetchone()
    record = dict(zip(columns(Document), values(document), strict=True))
    text = record.pop('"text"')
    record["characters"] = len(document.text)
    record["words"] = len(document.text.split())
    record["folded"] = fold(document.title) + fold(document.name)
    if old is not None:
        _unindex(connection, *old)
        record["number"] = old[0]
        assignments = ", ".join(f"{name} = ?" for name in record)
        connection.execute(
            f"UPDATE documents SET {assignments} WHERE number = ?", (*record.values(), old[0])
        )
        number = int(old[0])
    else:
        cursor = connection.execute(insertion("documents", tuple(record)), tuple(record.values()))
        assert cursor.lastrowid is not None
        number = cursor.lastrowid
    # A title that is part of the text is found there; indexed again it would be found twice.
    title = document.title if document.title_span is None else None
    connection.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", (number, title, text))
    connection.execute(
        "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", (number, title, text)
    )
    return number


def _unindex(connection: sqlite3.Connection, number: int, title: str | None, text: str) -> None:
    """Take a document out of the search index, which must be told what it was given."""
    connection.execute(
        "INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        (number, title, text),
    )


def _write_receipt(connection: sqlite3.Connection, doc: str, receipt: Receipt) -> None:
    digest = receipt.sha256
    connection.execute(
        "INSERT OR IGNORE INTO document_names VALUES (?, ?, ?)", (doc, receipt.name, digest)
    )
    kept = connection.execute(
        "SELECT 1 FROM received WHERE doc = ? AND sha256 = ?", (doc, digest)
    ).fetchone()
    if kept is None:
        connection.execute(
            "INSERT INTO received VALUES (?, ?, ?, ?, ?, ?)",
            (
                doc,
                digest,
                receipt.format,
                dumps(encode(receipt.given)),
                packed.pack_identity(receipt),
                zlib.compress(receipt.data),
            ),
        )


def _write_annotations(
    connection: sqlite3.Connection, doc: str, annotations: Annotations, keys: Mapping[str, str]
) -> None:
    for table in IN_DOCUMENT:
        connection.execute(f"DELETE FROM {table.name} WHERE doc = ?", (doc,))
        connection.executemany(table.insert, table.records(doc, annotations))
    connection.execute("DELETE FROM stage_runs WHERE doc = ?", (doc,))
    connection.executemany(
        "INSERT INTO stage_runs VALUES (?, ?, ?)",
        [(doc, stage, key) for stage, key in keys.items()],
    )


def _write_problems(connection: sqlite3.Connection, problems: Iterable[Problem]) -> None:
    connection.executemany(
        insertion("problems", columns(Problem), "INSERT OR REPLACE"),
        [tuple(values(problem)) for problem in problems],
    )


def _revise(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
