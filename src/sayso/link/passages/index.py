"""Finding passages with an index: what a ledger keeps, and the walk over it.

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
After that, ``link_passages(index, units)`` for the new rows' units yields what to store::

    for relinked in link_passages(index, units):
        -- delete every stored passage that has a member in one of relinked.units
        -- (join passage_members with units on the member's document and span), then
        -- insert relinked.passages

Bounds. A fingerprint that more than ``HUBS`` units share connects its ``HUBS`` smallest units with
all others, and the others not with each other: a pure function of the set of units, so that order
cannot matter, and an amortised ``HUBS`` rows a fingerprint whatever the size of the ledger. As
units are hashes, the hubs of a frequent paragraph are the same for all its fingerprints: every
edited copy meets the same few, which is what a passage's core is.

Known loss. A unit that becomes a hub takes the place of another; a link that rested on that other
alone is gone, but what is stored of its far side is renewed only when that is linked again. It
takes more than ``HUBS`` units with the same set phrases and nothing else in common; linking all
units afresh settles it.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from sayso.link.passages.align import align
from sayso.link.passages.build import Carrier, passages
from sayso.link.passages.cluster import Extent, Link
from sayso.link.passages.words import Words, fingerprint_hashes, key, units, words
from sayso.rows import Passage, Span

HUBS = 16
"""How many units of a frequent fingerprint are compared with all that share it. Measured on the
planted paragraphs: with 8 to 32 the same are found, with 32 at half the speed."""
SHARED = 2
"""Fingerprints that two units must share to be compared: five words in a row, or four twice."""
KEPT = 20_000
"""Units whose words are kept while linking, some 20 MB; then forgotten and read again."""


class UnitRow(NamedTuple):
    """One paragraph of a document for the tables ``units`` and ``fingerprints``."""

    unit: int
    span: Span
    hashes: tuple[int, ...]


class Relinked(NamedTuple):
    """All the passages among ``units``: they replace whatever was stored for those units."""

    units: frozenset[int]
    passages: tuple[Passage, ...]


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


def link_passages(index: PassageIndex, changed: Iterable[int]) -> Iterator[Relinked]:
    """The passages of every group of linked units that holds a changed one.

    Pass the units of the documents that came since the last call; pass all units to link afresh.
    A group is linked again as a whole, so the result is that of linking everything at once.
    """
    walk = _Walk(index)
    done: set[int] = set()
    for unit in changed:
        if unit not in done:
            group, links = walk.group(unit)
            done |= group
            yield Relinked(frozenset(group), tuple(passages(links, walk.words, index)))


class _Walk:
    """Follows links from unit to unit."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self._words: dict[int, Words] = {}

    def words(self, unit: int) -> Words:
        """The words of a unit, as one of its carriers writes them."""
        if unit not in self._words:
            if len(self._words) >= KEPT:
                self._words.clear()
            carrier = self._index.carriers(unit)[0]
            self._words[unit] = words(self._index.text(carrier))
        return self._words[unit]

    def group(self, start: int) -> tuple[set[int], list[Link]]:
        """All units that links lead to from this one, and the links between them."""
        group, ahead = {start}, [start]
        links: list[Link] = []
        compared: set[int] = set()
        while ahead:
            unit = ahead.pop()
            compared.add(unit)
            links.extend(self._whole(unit))
            for other in self.candidates(unit):
                if other in compared:
                    continue
                found = _links(unit, self.words(unit), other, self.words(other))
                links.extend(found)
                if found and other not in group:
                    group.add(other)
                    ahead.append(other)
        return group, links

    def candidates(self, unit: int) -> list[int]:
        """The units that share enough fingerprints with this one to be worth aligning."""
        shared: Counter[int] = Counter()
        for value in fingerprint_hashes(self.words(unit)):
            hubs = self._index.sharing(value, HUBS)
            hub = len(hubs) < HUBS or unit <= hubs[-1]
            shared.update(self._index.sharing(value, None) if hub else hubs)
        del shared[unit]
        return [other for other, count in shared.items() if count >= SHARED]

    def _whole(self, unit: int) -> Iterator[Link]:
        if len({carrier.doc for carrier in self._index.carriers(unit)}) > 1:
            extent = Extent(unit, 0, len(self.words(unit)))
            yield Link(extent, extent, extent.last)


def _links(one: int, one_words: Words, other: int, other_words: Words) -> list[Link]:
    if one > other:
        return _links(other, other_words, one, one_words)
    return [
        Link(
            Extent(one, found.a_first, found.a_last),
            Extent(other, found.b_first, found.b_last),
            found.matched,
        )
        for found in align(one_words, other_words)
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
