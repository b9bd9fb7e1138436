"""Following links from stretch to stretch: which passages must be found again, and nothing else.

Two units that share enough fingerprints are aligned; what they share are links between stretches
of them. Stretches of one unit that overlap belong together, others do not: a paragraph whose first
sentence is copied here and whose last one there does not tie the two together. So a group is as
large as what its documents print, whatever else they print, however many there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sayso.link.passages.align import align
from sayso.link.passages.build import passages
from sayso.link.passages.cluster import Extent, Link
from sayso.link.passages.index import HUBS, PassageIndex
from sayso.link.passages.words import GRAM, Words, words
from sayso.rows import Passage, Span

SHARED = 2
"""Fingerprints that two units must share to be compared: five words in a row, or four twice."""
DENSE = 0.25
"""Share of some sentence, in each of two units, that lies in fingerprints they share; or
``ROW`` such words in a row. Aligning is most of the cost, and four pairs in five have only set
phrases in common, spread over their sentences. Of 1,701 pairs of generated paragraphs that align
this leaves out 18, all made of one template and none copied."""
ROW = 9
KEPT = 20_000
"""Units whose words are kept while linking, at most 100 MB; those used longest ago go first."""


class Place(NamedTuple):
    """A stretch of a document, in code points."""

    doc: str
    span: Span


class Relinked(NamedTuple):
    """All the passages among ``places``: they replace every stored one that reaches into those."""

    places: tuple[Place, ...]
    passages: tuple[Passage, ...]


def link_passages(index: PassageIndex, changed: Iterable[int]) -> Iterator[Relinked]:
    """The passages of every group of linked stretches that holds one of a changed unit.

    Pass the units of the documents that came since the last call; pass all units to link afresh.
    A group is linked again as a whole, so the result is that of linking everything at once. The
    changed units themselves come first, without passages: what is stored of them is out of date.
    """
    # From the largest down: hubs are the smallest, so that what is compared with them is few units,
    # whose words are at hand, and when their own turn comes little is left to compare.
    units = dict.fromkeys(sorted(changed, reverse=True))
    walk = _Walk(index)
    units.update(dict.fromkeys(_displaced(index, walk, units)))
    for unit in units:
        yield Relinked(tuple(Place(one.doc, one.span) for one in index.carriers(unit)), ())
    for unit in units:
        for stretches, links in walk.groups(unit):
            older = (one for one in stretches if one.unit not in units)
            places = tuple(place for one in older for place in walk.places(one))
            yield Relinked(places, tuple(passages(links, walk.words, index)))


def _displaced(index: PassageIndex, walk: _Walk, changed: Iterable[int]) -> set[int]:
    """Units that were hubs before these came, and those they were linked with as hubs alone.

    They must be looked at again. Of a fingerprint that thousands share, one newcomer in hundreds
    is a hub, so that this is a few fingerprints a document and fewer the larger the ledger.
    """
    new = set(changed)
    lost: defaultdict[int, set[int]] = defaultdict(set)
    for value in {value for unit in new for value in walk.words(unit).fingerprints}:
        hubs = index.sharing(value, HUBS)
        if len(hubs) == HUBS and not new.isdisjoint(hubs):
            before = [unit for unit in index.sharing(value, None) if unit not in new][:HUBS]
            for unit in before:
                if unit > hubs[-1]:
                    lost[unit].add(value)
    found: set[int] = set()
    for unit, values in lost.items():
        found.add(unit)
        found.update(walk.linked_through(unit, values))
    return found - new


class _Walk:
    """Follows links from stretch to stretch, each once."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self.words = lru_cache(KEPT)(self._read)
        self._known: set[int] = set()
        # Links to units whose own are not known yet; and those of stretches in no group yet.
        self._waiting: defaultdict[int, list[Link]] = defaultdict(list)
        self._open: dict[int, dict[Extent, list[Link]]] = {}

    def _read(self, unit: int) -> Words:
        return words(self._index.text(self._index.carriers(unit)[0]))

    def places(self, stretch: Extent) -> Iterator[Place]:
        """Where a stretch stands in each document, without the punctuation around it."""
        whole = (stretch.first, stretch.last) == (0, len(self.words(stretch.unit)))
        for carrier in self._index.carriers(stretch.unit):
            if whole:
                yield Place(carrier.doc, carrier.span)
            else:
                at, start = words(self._index.text(carrier)).places, carrier.span.start
                begin, end = at[stretch.first][0], at[stretch.last - 1][1]
                yield Place(carrier.doc, Span(start + begin, start + end))

    def groups(self, unit: int) -> Iterator[tuple[list[Extent], list[Link]]]:
        """Groups with a stretch of a unit: all stretches that links lead to, and the links."""
        for stretch in list(self._stretches(unit)):
            if stretch in self._open.get(unit, ()):
                yield self._group(stretch)

    def _group(self, start: Extent) -> tuple[list[Extent], list[Link]]:
        group: list[Extent] = []
        links: list[Link] = []
        ahead = [start]
        while ahead:
            extent = ahead.pop()
            stretches = self._stretches(extent.unit)
            for whole in [one for one in stretches if _overlap(one, extent)]:
                group.append(whole)
                for link in stretches.pop(whole):
                    links.append(link)
                    ahead.extend(one for one in (link.a, link.b) if one.unit != extent.unit)
            if not stretches:
                self._open.pop(extent.unit, None)
        return group, links

    def _stretches(self, unit: int) -> dict[Extent, list[Link]]:
        """The stretches of a unit that are in no group yet, with their links."""
        if unit not in self._known:
            self._known.add(unit)
            if stretches := _parted(unit, self._links(unit)):
                self._open[unit] = stretches
        return self._open.get(unit, {})

    def _links(self, unit: int) -> list[Link]:
        links = self._waiting.pop(unit, [])
        if len({carrier.doc for carrier in self._index.carriers(unit)}) > 1:
            extent = Extent(unit, 0, len(self.words(unit)))
            links.append(Link(extent, extent, extent.last))
        for other in self._candidates(unit):
            found = _aligned(unit, self.words(unit), other, self.words(other))
            links.extend(found)
            if found:
                self._waiting[other].extend(found)
        return links

    def _candidates(self, unit: int) -> Iterator[int]:
        """The units, among those not looked at yet, that are worth aligning with this one."""
        for other, count in self._sharing(unit).items():
            if count >= SHARED and other not in self._known and self._close(unit, other):
                yield other

    def linked_through(self, unit: int, values: Collection[int]) -> Iterator[int]:
        """The units that a unit has links with only if it is a hub of these fingerprints."""
        now = self._sharing(unit)
        for other, count in self._sharing(unit, values).items():
            lost = count >= SHARED > now[other] and self._close(unit, other)
            if lost and _aligned(unit, self.words(unit), other, self.words(other)):
                yield other

    def _sharing(self, unit: int, hub_of: Collection[int] = ()) -> Counter[int]:
        """How many fingerprints other units share with this one, as far as the hubs show it."""
        shared: Counter[int] = Counter()
        for value in self.words(unit).fingerprints:
            others = self._index.sharing(value, HUBS)
            if len(others) == HUBS and (unit <= others[-1] or value in hub_of):
                others = self._index.sharing(value, None)
            shared.update(others)
        del shared[unit]
        return shared

    def _close(self, one: int, other: int) -> bool:
        a, b = self.words(one), self.words(other)
        # Those in common, not those counted: the index leaves some out where many share.
        common = a.fingerprints.keys() & b.fingerprints.keys()
        return _dense(a, common) and _dense(b, common)


def _dense(unit: Words, shared: Iterable[int]) -> bool:
    """Whether fingerprints cover enough of some sentence of a unit; words are bits of a number."""
    covered, at = 0, unit.fingerprints
    for value in shared:
        covered |= (1 << GRAM) - 1 << at[value]
    for begin, end in pairwise(unit.sentences):
        inside = covered >> begin & (1 << end - begin) - 1
        if inside.bit_count() >= DENSE * (end - begin):
            return True
    pairs = covered & covered >> 1
    fours = pairs & pairs >> 2
    return bool(fours & fours >> 4 & covered >> ROW - 1)


def _parted(unit: int, links: Iterable[Link]) -> dict[Extent, list[Link]]:
    """A unit's links by the stretch that they are about: overlapping ones are about one."""
    sides = [(own, link) for link in links for own in {link.a, link.b} if own.unit == unit]
    parts: dict[Extent, list[Link]] = {}
    first = last = -1
    held: list[Link] = []
    for own, link in sorted(sides):
        if held and own.first >= last:
            parts[Extent(unit, first, last)] = held
            held = []
        if not held:
            first, last = own.first, own.last
        held.append(link)
        last = max(last, own.last)
    if held:
        parts[Extent(unit, first, last)] = held
    return parts


def _overlap(one: Extent, other: Extent) -> bool:
    return one.first < other.last and other.first < one.last


def _aligned(one: int, one_words: Words, other: int, other_words: Words) -> list[Link]:
    if one > other:
        return _aligned(other, other_words, one, one_words)
    return [
        Link(
            Extent(one, found.a_first, found.a_last),
            Extent(other, found.b_first, found.b_last),
            found.matched,
        )
        for found in align(one_words, other_words)
    ]
