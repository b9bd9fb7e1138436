"""Reading a ledger. Entity ids in every row are those of entities across documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.annotate.shares import VoiceShare
from sayso.ledger import (
    copies,
    documents,
    dump,
    origins,
    packed,
    quotes,
    resolve,
    shares,
)
from sayso.ledger.connect import Held
from sayso.ledger.lender import Lender, same_state
from sayso.ledger.passage_index import units_to_link
from sayso.ledger.rowmap import build, columns
from sayso.ledger.views import (
    Counts,
    DocumentSummary,
    OutletCount,
    Quote,
)
from sayso.ledger.who import WhoReader
from sayso.link.origins import Origins
from sayso.link.outlets import Outlets, outlets
from sayso.rows import (
    Attribution,
    AttributionKind,
    Document,
    Entity,
    Passage,
    Polarity,
    Problem,
)

if TYPE_CHECKING:
    from sayso.annotate.stage import Annotations
    from sayso.read.receipt import Receipt


class Reader(WhoReader):
    """Everything that can be asked of a ledger. Methods may be called from any thread.

    Each call sees the ledger as it was last committed; to see one state over several calls, use
    ``snapshot``. Iterators stream: memory does not grow with the ledger.
    """

    def __init__(self, path: Path, lender: Lender) -> None:
        super().__init__(lender)
        self.path = path
        self._counted: tuple[int, Counts] | None = None
        self._outlets: tuple[int, Outlets] | None = None

    @contextmanager
    def snapshot(self) -> Iterator[Reader]:
        """A reader that sees the ledger as it is now, whatever is written meanwhile.

        For one thread at a time.
        """
        with self._lender.borrow() as connection, same_state(connection):
            yield Reader(self.path, Held(self.path, connection))

    def borrow(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection that can only read, for questions that no method answers."""
        return self._lender.borrow()

    # Documents

    def counts(self) -> Counts:
        """How much the ledger holds. Counted once for each state of the ledger."""
        with self._lender.borrow() as connection, same_state(connection):
            changes = int(_meta(connection)["changes"])
            known = self._counted
            if known is None or known[0] != changes:
                known = self._counted = changes, documents.counts(connection)
            return known[1]

    def changes(self) -> int:
        """A number that grows with everything that is written, for whoever keeps answers."""
        with self._lender.borrow() as connection:
            return int(_meta(connection)["changes"])

    def has(self, doc: str) -> bool:
        """Whether the ledger holds the document with this id."""
        with self._lender.borrow() as connection:
            query = "SELECT 1 FROM documents WHERE id = ?"
            return connection.execute(query, (doc,)).fetchone() is not None

    def stages(self, doc: str) -> dict[str, str]:
        """The key under which each stage was done for the document; empty for an unknown one."""
        with self._lender.borrow() as connection:
            query = "SELECT stage, key FROM stage_runs WHERE doc = ? ORDER BY stage"
            return dict(connection.execute(query, (doc,)).fetchall())

    def documents(
        self,
        outlet: str | None = None,
        query: str | None = None,
        order: documents.Order = "published",
        limit: int | None = None,
        offset: int = 0,
        after: str | None = None,
        before: str | None = None,
    ) -> list[DocumentSummary]:
        """Documents without their texts.

        ``outlet``: exactly this one. ``query``: every word of it, or a part of
        one, in the title or the name.
        ``order``: "published" (earliest first), "newest" or "name"; undated documents come last.
        ``after`` and ``before`` as in ``quotes``, with its ``QueryError``.
        """
        wanted = documents.Wanted(outlet, query, after, before)
        with self._lender.borrow() as connection:
            return documents.summaries(connection, wanted, order, limit, offset)

    def count_documents(
        self,
        outlet: str | None = None,
        query: str | None = None,
        after: str | None = None,
        before: str | None = None,
    ) -> int:
        """How many documents ``documents`` would give without a limit."""
        wanted = documents.Wanted(outlet, query, after, before)
        with self._lender.borrow() as connection:
            return documents.count(connection, wanted)

    def summary(self, doc: str) -> DocumentSummary:
        """The summary of the document with this id. Raises ``KeyError`` if there is none."""
        return self.summaries([doc])[doc]

    def summaries(self, docs: Iterable[str]) -> dict[str, DocumentSummary]:
        """The summaries of the documents with these ids, by id, without those that are unknown."""
        with self._lender.borrow() as connection:
            return documents.by_ids(connection, docs)

    def document(self, doc: str) -> Document:
        """The document with this id, with its text. Raises ``KeyError`` if there is none."""
        with self._lender.borrow() as connection:
            return documents.document(connection, doc)

    def find(self, name: str) -> list[str]:
        """The ids of the documents meant by ``name``: an id, the start of one, or a name.

        An exact id or name comes alone; otherwise at most 50 whose id or file name begins so.
        """
        with self._lender.borrow() as connection:
            return documents.find(connection, name)

    def received(self, doc: str) -> bytes:
        """The bytes as received from which the document was read. ``KeyError`` if unknown."""
        return self.receipt(doc).data

    def receipt(self, doc: str) -> Receipt:
        """The document as it was received, under the name it has here. ``KeyError`` if unknown."""
        with self._lender.borrow() as connection:
            return packed.receipt(connection, doc)

    def outlets(self) -> list[OutletCount]:
        """The outlets and how many documents each published, most first."""
        with self._lender.borrow() as connection:
            return documents.outlets(connection)

    def problems(self, doc: str | None = None) -> list[Problem]:
        """Every problem noted, or those of one document; by name, then stage."""
        query = f"SELECT {', '.join(columns(Problem))} FROM problems"
        order = " ORDER BY name, stage, message, doc"
        with self._lender.borrow() as connection:
            if doc is None:
                found = connection.execute(query + order)
            else:
                found = connection.execute(f"{query} WHERE doc = ?{order}", (doc,))
            return [build(Problem, record) for record in found]

    # Rows

    def annotations(self, doc: str, *, linked: bool = True) -> Annotations:
        """The rows of a document; all empty for an unknown one.

        ``linked``: entity ids, and the entities themselves, are those across documents; otherwise
        exactly what the stages made.
        """
        with self._lender.borrow() as connection:
            return resolve.annotations_of(connection, doc, linked=linked)

    def attribution(self, identifier: str) -> Attribution:
        """The attribution with this id. Raises ``KeyError`` if there is none."""
        with self._lender.borrow() as connection:
            return resolve.attribution(connection, identifier)

    def voice_shares(self, doc: str) -> tuple[VoiceShare, ...]:
        """How much of a document is in whose voice, as ``sayso.annotate.shares`` counts.

        The outlet's own voice first, then the largest; empty for an unknown document.
        """
        with self._lender.borrow() as connection, same_state(connection):
            return shares.of_document(connection, doc)

    def outlet_shares(self, outlet: str | None) -> tuple[VoiceShare, ...]:
        """The same for all documents of exactly this outlet together; null: of an unknown one.

        Reads the texts of them all: a few milliseconds each.
        """
        with self._lender.borrow() as connection, same_state(connection):
            return shares.of_outlet(connection, outlet)

    def passages(self, doc: str | None = None) -> Iterator[Passage]:
        """Passages by id, or those of one document in text order."""
        with self._lender.borrow() as connection:
            yield from resolve.passages(connection, doc)

    def copies(
        self,
        order: copies.Order = "spread",
        limit: int | None = None,
        offset: int = 0,
        among: Collection[str] | None = None,
    ) -> list[Passage]:
        """Passages in order, all or those with the ids in ``among``.

        ``order``: "spread" (most documents first), "age" (the earliest dated carrier first, those
        without one last) or "edits" (most first).
        """
        with self._lender.borrow() as connection, same_state(connection):
            return copies.ordered(connection, order, limit, offset, among)

    def outlet_copies(self) -> Outlets:
        """Which outlet carries whose words. Read from every carrier, once for each state of the
        ledger: 2.4 seconds for 280,000.
        """
        with self._lender.borrow() as connection, same_state(connection):
            changes = int(_meta(connection)["changes"])
            known = self._outlets
            if known is None or known[0] != changes:
                known = self._outlets = changes, outlets(copies.carried(connection))
            return known[1]

    def passage(self, identifier: str) -> Passage:
        """The passage with this id. Raises ``KeyError`` if there is none."""
        with self._lender.borrow() as connection:
            return resolve.passage(connection, identifier)

    def origins(self, docs: Iterable[str]) -> Origins:
        """How many independent texts these documents are, and why (``sayso.link.origins``)."""
        with self._lender.borrow() as connection, same_state(connection):
            return origins.of_documents(connection, docs)

    def quotes(
        self,
        speaker: str | None = None,
        outlet: str | None = None,
        kind: AttributionKind | None = None,
        after: str | None = None,
        before: str | None = None,
        limit: int | None = None,
        doc: str | None = None,
        *,
        audience: str | None = None,
        polarity: Polarity | None = None,
        about: str | None = None,
        offset: int = 0,
    ) -> Iterator[Quote]:
        """Attributions with their words, by published date (undated last), then in text order.

        ``speaker``: an entity id, or words of one of its names. ``outlet``: words of its name.
        ``after`` includes the day, month or year that it names, ``before`` excludes it; both
        leave out documents whose date is not known precisely enough to tell. ``audience``: whom it
        was said to, given like ``speaker``. ``about``: whom the content mentions, given so, too;
        what is not said by that one itself. ``offset``: how many are left out at the beginning.
        Raises ``QueryError`` for a date that is none.
        """
        wanted = quotes.Wanted(speaker, outlet, kind, after, before, doc, audience, polarity, about)
        with self._lender.borrow() as connection:
            yield from quotes.quotes(connection, wanted, limit, offset)

    def count_quotes(
        self,
        speaker: str | None = None,
        outlet: str | None = None,
        kind: AttributionKind | None = None,
        after: str | None = None,
        before: str | None = None,
        doc: str | None = None,
        *,
        audience: str | None = None,
        polarity: Polarity | None = None,
        about: str | None = None,
    ) -> int:
        """How many attributions ``quotes`` would give without a limit."""
        wanted = quotes.Wanted(speaker, outlet, kind, after, before, doc, audience, polarity, about)
        if wanted == quotes.Wanted():
            return self.counts().attributions
        with self._lender.borrow() as connection:
            return quotes.count(connection, wanted)

    def rows(self, table: dump.TableName) -> Iterator[object]:
        """Every row of an exported table: by document id and text order, or by id."""
        with self._lender.borrow() as connection:
            yield from dump.rows(connection, table)

    # For linking

    def revision(self) -> int:
        """A number that grows whenever a document's rows change."""
        with self._lender.borrow() as connection:
            return int(_meta(connection)["revision"])

    def link_is_current(self, key: str) -> bool:
        """Whether ``set_link(key)`` was called and no document has changed since."""
        with self._lender.borrow() as connection:
            meta = _meta(connection)
        return (meta.get("link key"), meta.get("link revision")) == (key, meta["revision"])

    def link_key(self) -> str | None:
        """The key of the last ``set_link``; null before the first."""
        with self._lender.borrow() as connection:
            return _meta(connection).get("link key")

    def outdated(self, keys: Mapping[str, str]) -> Iterator[str]:
        """The ids of documents of which some stage was not done under its key in ``keys``.

        What is written meanwhile is taken into account, so that documents may be redone one by
        one.
        """
        last = ""
        while True:
            with self._lender.borrow() as connection:
                found = documents.outdated(connection, keys, last)
            if not found:
                return
            yield from found
            last = found[-1]

    def units_to_link(self) -> list[int]:
        """The units of the documents that came or changed since the last ``relink_passages``."""
        with self._lender.borrow() as connection:
            return units_to_link(connection)

    def local_entities(self) -> Iterator[tuple[str, str | None, Entity]]:
        """(document id, outlet, entity) for the entities of each document, by document id."""
        with self._lender.borrow() as connection:
            yield from resolve.local_entities(connection)


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, value FROM meta").fetchall())
