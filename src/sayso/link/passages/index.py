"""What a ledger keeps to find passages by, and what linking asks of it.

What is kept. A *unit* is a paragraph of at least eight words, known by a hash of its words
(``words.key``), so that word-for-word copies, boilerplate above all, are one unit with many
carriers and are compared once. Three tables::

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
    CREATE TABLE links (                    -- which words of two units are the same; a < b
      a INTEGER NOT NULL, a_first INTEGER NOT NULL, a_last INTEGER NOT NULL,
      b INTEGER NOT NULL, b_first INTEGER NOT NULL, b_last INTEGER NOT NULL,
      matched INTEGER NOT NULL,
      PRIMARY KEY (a, b, a_first, b_first)
    ) WITHOUT ROWID;
    CREATE INDEX links_b ON links (b);

What is asked of them, call by call, is in the docstrings of ``PassageIndex``. When a document
comes: ``indexed(text, paragraphs)`` gives its rows for the first, and ``words`` the fingerprints of
a unit for the second; ``INSERT OR IGNORE`` them. After that, ``walk.link_passages(index, units)``
for the new rows' units fills the third and yields what to store::

    for relinked in link_passages(index, units):
        -- delete every stored passage that has a member in one of relinked.places, then
        -- insert relinked.passages

Bounds. A fingerprint that more than ``HUBS`` units share connects its ``HUBS`` smallest units with
all others, and the others not with each other: a pure function of the set of units, so that order
cannot matter, and an amortised ``HUBS`` rows a fingerprint whatever the size of the ledger. As
units are hashes, the hubs of a frequent paragraph are the same for all its fingerprints: every
edited copy meets the same few, which is what a passage's core is.

A unit that becomes a hub takes the place of another. Links that this one had only as a hub are
dropped (``links``), so that adding one by one gives what adding at once does.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from sayso.link.passages.build import Carrier
from sayso.link.passages.cluster import Extent, Link
from sayso.link.passages.words import Words, key, packed, units, unpacked
from sayso.rows import Passage, Span

HUBS = 8
"""How many units of a frequent fingerprint are compared with all that share it. Measured on the
planted paragraphs of 3,000 documents 8 and 16 find the same; of 30,000, 16 align twice as many."""


class UnitRow(NamedTuple):
    """One paragraph of a document for the table ``units``."""

    unit: int
    span: Span


class PassageIndex(Protocol):
    """What linking asks of a store."""

    def sharing(self, hash_: int, limit: int | None) -> Sequence[int]:
        """The units with a fingerprint, smallest first; perhaps none where only one has it.

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

    def stored(self, passage: str) -> Passage | None:
        """The passage with this id as it was, if it was there: its edits are not found again."""
        ...

    def shared(self, unit: int) -> bool:
        """Whether several documents carry a unit."""
        ...

    def words(self, unit: int) -> Words:
        """The words of a unit, as any of its carriers writes them."""
        ...

    def linked(self, unit: int) -> bool:
        """Whether the links of a unit with all older ones are stored."""
        ...

    def links(self, unit: int) -> Sequence[Link]:
        """The stored links of a unit, in any order."""
        ...

    def link(self, unit: int, links: Sequence[Link]) -> None:
        """Store the links of a unit, which has none stored yet, with units linked before."""
        ...

    def unlink(self, one: int, other: int) -> None:
        """Drop the links between two units."""
        ...


def indexed(text: str, paragraphs: Iterable[Span]) -> list[UnitRow]:
    """A document's rows for the index. ``paragraphs``: what to compare, site furniture left out."""
    return [UnitRow(key(unit.hashes), unit.span) for unit in units(text, paragraphs)]


class MemoryIndex:
    """An index in memory, for benchmarks, tests and corpora that fit.

    What is kept for every unit is plain numbers and bytes: a fifth of the memory of lists, nothing
    for Python's collector of garbage to walk through, and hardly a table larger than the caches of
    the machine, in which every look-up would take longer the more there is.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._words: dict[int, bytes] = {}
        self._carrier: dict[int, tuple[str, int, int, str | None]] = {}
        self._further: defaultdict[int, list[Carrier]] = defaultdict(list)
        # A fingerprint and a unit that has it, in turn.
        self._fingerprints, self._units_of = array("q"), array("q")
        self._sharing: dict[int, list[int]] = {}
        self._sorted = 0
        self._linked: set[int] = set()
        self._links: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)

    def add(
        self, doc: str, text: str, paragraphs: Iterable[Span], published: str | None = None
    ) -> list[int]:
        """Index one document; its units, to be passed to ``link_passages``."""
        self._texts[doc] = text
        found = []
        for one in units(text, paragraphs):
            unit = key(one.hashes)
            found.append(unit)
            if unit in self._carrier:
                self._further[unit].append(Carrier(doc, one.span, published))
                continue
            self._carrier[unit] = (doc, *one.span, published)
            self._words[unit] = packed(one)
            self._fingerprints.extend(one.fingerprints)
            self._units_of.extend([unit] * len(one.fingerprints))
        return found

    def units(self) -> list[int]:
        """Every unit known."""
        return sorted(self._carrier)

    def sharing(self, hash_: int, limit: int | None) -> Sequence[int]:
        """The units with a fingerprint, smallest first."""
        if self._sorted < len(self._units_of):
            self._sharing = _by_fingerprint(self._fingerprints, self._units_of)
            self._sorted = len(self._units_of)
        return self._sharing.get(hash_, ())[:limit]

    def carriers(self, unit: int) -> Sequence[Carrier]:
        """Every paragraph that is this unit."""
        return [self._first(unit), *self._further.get(unit, ())]

    def _first(self, unit: int) -> Carrier:
        doc, start, end, published = self._carrier[unit]
        return Carrier(doc, Span(start, end), published)

    def text(self, carrier: Carrier) -> str:
        """The words of one carrier."""
        return self._texts[carrier.doc][slice(*carrier.span)]

    def stored(self, passage: str) -> None:
        """Nothing: passages are not kept here."""

    def shared(self, unit: int) -> bool:
        """Whether several documents carry a unit."""
        doc = self._carrier[unit][0]
        return any(carrier.doc != doc for carrier in self._further.get(unit, ()))

    def words(self, unit: int) -> Words:
        """The words of a unit."""
        return unpacked(self.text(self._first(unit)), self._words[unit])

    def linked(self, unit: int) -> bool:
        """Whether the links of a unit with all older ones are stored."""
        return unit in self._linked

    def links(self, unit: int) -> Sequence[Link]:
        """The stored links of a unit."""
        known = self._links.get(unit, ())
        return [Link(Extent(*ends[:3]), Extent(*ends[3:6]), ends[6]) for ends in known]

    def link(self, unit: int, links: Sequence[Link]) -> None:
        """Store the links of a unit."""
        self._linked.add(unit)
        for a, b, matched in links:
            self._links[a.unit].append((*a, *b, matched))
            self._links[b.unit].append((*a, *b, matched))

    def unlink(self, one: int, other: int) -> None:
        """Drop the links between two units."""
        for unit in (one, other):
            kept = (ends for ends in self._links[unit] if {ends[0], ends[3]} != {one, other})
            self._links[unit] = list(kept)


def _by_fingerprint(fingerprints: array[int], units_of: array[int]) -> dict[int, list[int]]:
    """The units of each fingerprint that several have, sorted."""
    values = np.frombuffer(fingerprints, np.int64)
    order = np.argsort(values, kind="stable")
    values = values[order]
    begins = np.flatnonzero(np.diff(values, prepend=values[0] - 1))
    sizes = np.diff(begins, append=len(values))
    several = sizes > 1
    sharing = {}
    for begin, size in zip(begins[several].tolist(), sizes[several].tolist(), strict=True):
        at = order[begin : begin + size].tolist()
        sharing[int(values[begin])] = sorted([units_of[one] for one in at])
    return sharing
