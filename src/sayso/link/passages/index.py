"""What a ledger keeps to find passages by, and what linking asks of it.

What is kept. A *unit* is a paragraph of at least eight words, known by a hash of its words
(``words.key``), so that word-for-word copies, boilerplate above all, are one unit with many
carriers and are compared once. Two tables::

    CREATE TABLE units (                    -- who carries which paragraph
      unit INTEGER NOT NULL,                -- words.key of its words
      number INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
      start INTEGER NOT NULL, "end" INTEGER NOT NULL,
      PRIMARY KEY (unit, number, start)
    ) WITHOUT ROWID;
    CREATE INDEX units_number ON units (number);
    CREATE TABLE fingerprints (             -- once a unit, however many carry it
      hash INTEGER NOT NULL, unit INTEGER NOT NULL,
      PRIMARY KEY (hash, unit)
    ) WITHOUT ROWID;

What is asked of them, call by call, is in the docstrings of ``PassageIndex``. When a document
comes: ``indexed(text, paragraphs)`` gives its rows for both tables; ``INSERT OR IGNORE`` them.
After that, ``walk.link_passages(index, units)`` for the new rows' units yields what to store::

    for relinked in link_passages(index, units):
        -- delete every stored passage that has a member in one of relinked.places, then
        -- insert relinked.passages

Bounds. A fingerprint that more than ``HUBS`` units share connects its ``HUBS`` smallest units with
all others, and the others not with each other: a pure function of the set of units, so that order
cannot matter, and an amortised ``HUBS`` rows a fingerprint whatever the size of the ledger. As
units are hashes, the hubs of a frequent paragraph are the same for all its fingerprints: every
edited copy meets the same few, which is what a passage's core is.

A unit that becomes a hub takes the place of another. What that one is no longer linked with is
looked at again (``walk._displaced``), so that adding one by one gives what adding at once does.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from sayso.link.passages.build import Carrier
from sayso.link.passages.words import fingerprint_hashes, key, units
from sayso.rows import Span

HUBS = 8
"""How many units of a frequent fingerprint are compared with all that share it. Measured on the
planted paragraphs of 3,000 documents 8 and 16 find the same; of 30,000, 16 align twice as many."""


class UnitRow(NamedTuple):
    """One paragraph of a document for the tables ``units`` and ``fingerprints``."""

    unit: int
    span: Span
    hashes: tuple[int, ...]


class PassageIndex(Protocol):
    """What linking asks of a store."""

    def sharing(self, hash_: int, limit: int | None) -> Sequence[int]:
        """The units with a fingerprint, smallest first.

        ``SELECT unit FROM fingerprints WHERE hash = ? ORDER BY unit LIMIT ?`` (-1 for ``None``)
        """
        ...

    def carriers(self, unit: int) -> Sequence[Carrier]:
        """Every paragraph that is this unit, in any order.

        ``SELECT d.id, u.start, u."end", d.published FROM units u JOIN documents d USING (number)
        WHERE u.unit = ?``
        """
        ...

    def text(self, carrier: Carrier) -> str:
        """The words of one carrier: ``text[start:end]`` of its document.

        ``SELECT substr(t.text, start + 1, "end" - start) FROM texts t JOIN documents d
        USING (number) WHERE d.id = ?``
        """
        ...


def indexed(text: str, paragraphs: Iterable[Span]) -> list[UnitRow]:
    """A document's rows for the index. ``paragraphs``: what to compare, site furniture left out."""
    return [
        UnitRow(key(unit.hashes), unit.span, fingerprint_hashes(unit))
        for unit in units(text, paragraphs)
    ]


class MemoryIndex:
    """An index in memory, for benchmarks, tests and corpora that fit."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._carriers: dict[int, set[Carrier]] = defaultdict(set)
        self._sharing: dict[int, list[int]] = defaultdict(list)

    def add(
        self, doc: str, text: str, paragraphs: Iterable[Span], published: str | None = None
    ) -> list[int]:
        """Index one document; its units, to be passed to ``link_passages``."""
        self._texts[doc] = text
        found = indexed(text, paragraphs)
        for row in found:
            if row.unit not in self._carriers:
                for value in row.hashes:
                    insort(self._sharing[value], row.unit)
            self._carriers[row.unit].add(Carrier(doc, row.span, published))
        return [row.unit for row in found]

    def units(self) -> list[int]:
        """Every unit known."""
        return sorted(self._carriers)

    def sharing(self, hash_: int, limit: int | None) -> Sequence[int]:
        """The units with a fingerprint, smallest first."""
        return self._sharing.get(hash_, [])[:limit]

    def carriers(self, unit: int) -> Sequence[Carrier]:
        """Every paragraph that is this unit."""
        return list(self._carriers[unit])

    def text(self, carrier: Carrier) -> str:
        """The words of one carrier."""
        return self._texts[carrier.doc][slice(*carrier.span)]
