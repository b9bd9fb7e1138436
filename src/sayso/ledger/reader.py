"""Reading a ledger. Entity ids in every row are those of entities across documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sayso.annotate.shares import VoiceShare
from sayso.ledger import (
    appearances,
    copies,
    decisions,
    documents,
    dump,
    entities,
    names,
    offices,
    origins,
    packed,
    quotes,
    resolve,
    shares,
    voiced,
)
from sayso.ledger.connect import Held, transaction
from sayso.ledger.passage_index import units_to_link
from sayso.ledger.rowmap import build, columns
from sayso.ledger.views import (
    Appearance,
    Candidate,
    Counts,
    DocumentSummary,
    Holding,
    Member,
    NameExample,
    NameJoin,
    OutletCount,
    Presence,
    Quote,
    SpeakerCount,
    Standing,
    Voiced,
)
from sayso.link.evidence import Evidence
from sayso.link.names import Referent
from sayso.link.origins import Origins
from sayso.link.outlets import Outlets, outlets
from sayso.rows import (
    Anchor,
    Attribution,
    AttributionKind,
    Document,
    Entity,
    EntityKind,
    Name,
    Passage,
    Place,
    Polarity,
    Problem,
)

if TYPE_CHECKING:
    from sayso.annotate.stage import Annotations
    from sayso.read.receipt import Receipt


class Lender(Protocol):
    """Where connections come from."""

    path: Path

    def borrow(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection for a ``with`` block, and for nobody else meanwhile."""


class Reader:
    """Everything that can be asked of a ledger. Methods may be called from any thread.

    Each call sees the ledger as it was last committed; to see one state over several calls, use
    ``snapshot``. Iterators stream: memory does not grow with the ledger.
    """

    def __init__(self, path: Path, lender: Lender) -> None:
        self.path = path
        self._lender = lender
        self._counted: tuple[int, Counts] | None = None
        self._outlets: tuple[int, Outlets] | None = None

    @contextmanager
    def snapshot(self) -> Iterator[Reader]:
        """A reader that sees the ledger as it is now, whatever is written meanwhile.

        For one thread at a time.
        """
        with self._lender.borrow() as connection, _same_state(connection):
            yield Reader(self.path, Held(self.path, connection))

    def borrow(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection that can only read, for questions that no method answers."""
        return self._lender.borrow()

    # Documents

    def counts(self) -> Counts:
        """How much the ledger holds. Counted once for each state of the ledger."""
        with self._lender.borrow() as connection, _same_state(connection):
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

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """The entities with these ids, by the id asked for, without those that are unknown."""
        with self._lender.borrow() as connection:
            return resolve.entities(connection, ids)

    def entity(self, identifier: str) -> Entity:
        """The entity with this id. Raises ``KeyError`` if there is none."""
        return self.entities([identifier])[identifier]

    def evidence(self, entity: str) -> list[Evidence]:
        """Why the entities of documents that are this one are taken for it; none for one of a
        single document."""
        with self._lender.borrow() as connection:
            return resolve.evidence(connection, entity)

    def holders(self, office: str) -> list[Holding]:
        """Whom the texts call the holder of an office, the earliest text first."""
        with self._lender.borrow() as connection:
            return offices.holders(connection, office)

    def offices(self, person: str) -> list[Holding]:
        """The offices that the texts give a person, the earliest text first."""
        with self._lender.borrow() as connection:
            return offices.offices(connection, person)

    def place(self, geonames: int) -> Place | None:
        """The place with this GeoNames id, as one of the documents names it; null if none does."""
        sql = f"SELECT {', '.join(columns(Place))} FROM places WHERE geonames = ? LIMIT 1"
        with self._lender.borrow() as connection:
            record = connection.execute(sql, (geonames,)).fetchone()
        return None if record is None else build(Place, record)

    def speakers(self, name: str | None = None, limit: int | None = None) -> list[SpeakerCount]:
        """Who speaks, most often first; only those with these words in a name, if given."""
        with self._lender.borrow() as connection:
            return resolve.speakers(connection, name, limit)

    def voice_shares(self, doc: str) -> tuple[VoiceShare, ...]:
        """How much of a document is in whose voice, as ``sayso.annotate.shares`` counts.

        The outlet's own voice first, then the largest; empty for an unknown document.
        """
        with self._lender.borrow() as connection, _same_state(connection):
            return shares.of_document(connection, doc)

    def outlet_shares(self, outlet: str | None) -> tuple[VoiceShare, ...]:
        """The same for all documents of exactly this outlet together; null: of an unknown one.

        Reads the texts of them all: a few milliseconds each.
        """
        with self._lender.borrow() as connection, _same_state(connection):
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
        with self._lender.borrow() as connection, _same_state(connection):
            return copies.ordered(connection, order, limit, offset, among)

    def outlet_copies(self) -> Outlets:
        """Which outlet carries whose words. Read from every carrier, once for each state of the
        ledger: 2.4 seconds for 280,000.
        """
        with self._lender.borrow() as connection, _same_state(connection):
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
        with self._lender.borrow() as connection, _same_state(connection):
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

    def appearances(
        self, entity: str, limit: int | None = None, offset: int = 0
    ) -> list[Appearance]:
        """The documents that mention an entity, with every mention, by published date.

        ``entity``: an id across documents or within one; undated documents come last.
        """
        with self._lender.borrow() as connection:
            return appearances.appearances(connection, entity, limit, offset)

    def presence(self, entity: str) -> Presence:
        """In how many documents an entity is mentioned, speaks, is spoken to, or neither."""
        with self._lender.borrow() as connection:
            return appearances.presence(connection, entity)

    def find_entities(self, words: str, limit: int = 20) -> list[Candidate]:
        """The entities with these words in a name, of the last of which the beginning is enough.

        Those of whom it is a whole name come first, then those in the most documents.
        """
        with self._lender.borrow() as connection:
            return entities.find(connection, words, limit)

    def members(self, entity: str) -> list[Member]:
        """The entities of documents that the entity with this id is, by document."""
        with self._lender.borrow() as connection:
            return entities.members(connection, entity)

    def in_whose_words(self, entity: str) -> tuple[Voiced, ...]:
        """In whose words an entity is mentioned, by outermost speaker, the most mentions first."""
        with self._lender.borrow() as connection, _same_state(connection):
            return voiced.voiced(connection, entity)

    # Decisions

    def decisions(self, entity: str | None = None) -> list[Standing]:
        """What people ruled, with how it stands today, the latest first.

        ``entity``: only what is about the entity with this id.
        """
        with self._lender.borrow() as connection, _same_state(connection):
            found = decisions.standings(connection)
        return [one for one in found if entity is None or entity in one.entities]

    def anchor(self, entity: str, doc: str | None = None) -> Anchor:
        """Words of the entity with this id to rule on; ``doc``: those in this document.

        Raises ``KeyError`` if there is no such entity, or not there.
        """
        with self._lender.borrow() as connection:
            return decisions.anchor(connection, entity, doc)

    def referents(
        self,
        text: str | None = None,
        outlet: str | None = None,
        kind: EntityKind | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Referent]:
        """Who or what has several names, the most unevenly used first (``sayso.link.names``).

        ``text``: an entity id, or words of one of the names. ``outlet``: words of the name of an
        outlet that uses one of them.
        """
        wanted = names.Wanted(text, outlet, kind)
        with self._lender.borrow() as connection:
            return names.referents(connection, wanted, limit, offset)

    def count_referents(
        self, text: str | None = None, outlet: str | None = None, kind: EntityKind | None = None
    ) -> int:
        """How many ``referents`` would give without a limit."""
        with self._lender.borrow() as connection:
            return names.count(connection, names.Wanted(text, outlet, kind))

    def names(self, referent: str) -> list[Name]:
        """What the outlets call a referent, the name most used first; none if it has but one."""
        with self._lender.borrow() as connection:
            return names.names_of(connection, referent)

    def name_examples(self, referent: str) -> list[NameExample]:
        """The earliest use of each spelling by each outlet and speaker, with its context."""
        with self._lender.borrow() as connection, _same_state(connection):
            return names.examples(connection, referent)

    def name_joins(self, referent: str) -> list[NameJoin]:
        """Why names that no document joins by itself are of this referent."""
        with self._lender.borrow() as connection:
            return names.joins(connection, referent)

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


@contextmanager
def _same_state(connection: sqlite3.Connection) -> Iterator[None]:
    """Several questions about one state of the ledger; inside a snapshot they are so already."""
    if connection.in_transaction:
        yield
    else:
        with transaction(connection, "BEGIN"):
            yield


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, value FROM meta").fetchall())
