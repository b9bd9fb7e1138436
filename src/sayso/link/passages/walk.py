"""Following links from stretch to stretch: which passages must be found again, and nothing else.

Stretches of one unit that overlap belong together, others do not: a paragraph whose first
sentence is copied here and whose last one there does not tie the two together. So a group is as
large as what its documents print, whatever else they print, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sayso.link.passages.build import passages
from sayso.link.passages.cluster import Extent, Link
from sayso.link.passages.index import PassageIndex
from sayso.link.passages.links import WordsOf, find_links
from sayso.link.passages.words import words
from sayso.rows import Passage, Span

KEPT = 4_000
"""Units whose words are kept while linking, at most 20 MB; those used longest ago go first."""


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

    Pass the units of the documents that came since the last call, or all units where none came
    yet. A group is clustered again as a whole, so the result is that of linking everything at once.
    The changed units themselves come first, without passages: what is stored of them is out of
    date.
    """
    words_of = lru_cache(KEPT)(index.words)
    units = dict.fromkeys(sorted(changed, reverse=True))
    units.update(dict.fromkeys(sorted(find_links(index, words_of, units))))
    for unit in units:
        yield Relinked(tuple(Place(one.doc, one.span) for one in index.carriers(unit)), ())
    walk = _Walk(index, words_of)
    for unit in units:
        for stretches, links in walk.groups(unit):
            older = (one for one in stretches if one.unit not in units)
            places = tuple(place for one in older for place in walk.places(one))
            yield Relinked(places, tuple(passages(links, words_of, index)))


class _Walk:
    """Follows links from stretch to stretch, each once."""

    def __init__(self, index: PassageIndex, words_of: WordsOf) -> None:
        self._index = index
        self._words = words_of
        self._known: set[int] = set()
        # The stretches of known units that are in no group yet, with their links.
        self._open: dict[int, dict[Extent, list[Link]]] = {}

    def places(self, stretch: Extent) -> Iterator[Place]:
        """Where a stretch stands in each document, without the punctuation around it."""
        whole = (stretch.first, stretch.last) == (0, len(self._words(stretch.unit)))
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
        links = [*self._index.links(unit)]
        if self._index.shared(unit):
            extent = Extent(unit, 0, len(self._words(unit)))
            links.append(Link(extent, extent, extent.last))
        return links


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
