"""Which stretches of which units say the same: links, found once and kept in the index.

Two units that share enough fingerprints are aligned, when the later of them comes. A link depends
on its two units and on who the hubs of their fingerprints are (see ``index``); so that adding one
by one leaves the links that adding at once does, those that were found only because one of the two
was a hub are dropped when newcomers take its place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, KeysView, Sequence
from itertools import islice, pairwise

from sayso.link.passages.align import align
from sayso.link.passages.cluster import Extent, Link
from sayso.link.passages.index import HUBS, PassageIndex
from sayso.link.passages.words import GRAM, Words

SHARED = 2
"""Fingerprints that two units must share to be compared: five words in a row, or four twice."""
DENSE = 0.25
"""Share of some sentence, in each of two units, that lies in fingerprints they share; or
``ROW`` such words in a row. Aligning is most of the cost, and four pairs in five have only set
phrases in common, spread over their sentences. Of 1,701 pairs of generated paragraphs that align
this leaves out 18, all made of one template and none copied."""
ROW = 9

WordsOf = Callable[[int], Words]


def find_links(index: PassageIndex, words_of: WordsOf, changed: Iterable[int]) -> set[int]:
    """Store the links of those units that have none yet; the older units that lost links by it."""
    # From the largest down: hubs are the smallest, so that what is compared with them is few units,
    # whose words are at hand, and when their own turn comes little is left to compare.
    new = dict.fromkeys(sorted((u for u in changed if not index.linked(u)), reverse=True))
    search = _Search(index, words_of, new.keys())
    for unit in new:
        index.link(unit, search.links(unit))
    return set(search.drop_links_of_displaced())


class _Search:
    """Finds the links of new units, each pair of units once."""

    def __init__(self, index: PassageIndex, words_of: WordsOf, new: KeysView[int]) -> None:
        self._index = index
        self._words = words_of
        self._new = new
        self._done: set[int] = set()
        # Units that were hubs of these fingerprints before the new ones came.
        self._displaced: defaultdict[int, set[int]] = defaultdict(set)

    def links(self, unit: int) -> list[Link]:
        """The links of a unit with all that are not new, and with new ones not yet done."""
        self._done.add(unit)
        own = self._words(unit)
        links = []
        for other, count in self._sharing(unit).items():
            if count >= SHARED and other not in self._done and _close(own, self._words(other)):
                links.extend(_aligned(unit, own, other, self._words(other)))
        return links

    def _sharing(self, unit: int) -> Counter[int]:
        """How many fingerprints other units share with this one, as far as the hubs show it."""
        shared: Counter[int] = Counter()
        for value in self._words(unit).fingerprints:
            others = self._index.sharing(value, HUBS)
            if len(others) < 2:
                continue  # the unit itself, as of most
            if len(others) == HUBS and unit <= others[-1]:
                others = self._index.sharing(value, None)
                self._note_displaced(value, others)
            shared.update(others)
        return shared

    def _note_displaced(self, value: int, sharing: Sequence[int]) -> None:
        """Of a fingerprint that thousands share, one newcomer in hundreds is a hub, so that this
        is a few fingerprints a document and fewer the larger the ledger.
        """
        if len(sharing) > HUBS and not self._new >= set(sharing):
            before = islice((unit for unit in sharing if unit not in self._new), HUBS)
            for unit in before:
                if unit > sharing[HUBS - 1]:
                    self._displaced[unit].add(value)

    def drop_links_of_displaced(self) -> Iterator[int]:
        """Drop the links that rest on a unit's having been a hub; the units that lost one."""
        for unit, values in self._displaced.items():
            partners = {end.unit for link in self._index.links(unit) for end in (link.a, link.b)}
            partners.difference_update(self._new)
            for other in partners - {unit}:
                if not values.isdisjoint(self._words(other).fingerprints) and (
                    self._count(unit, other) < SHARED
                ):
                    self._index.unlink(unit, other)
                    yield from (unit, other)

    def _count(self, one: int, other: int) -> int:
        """The same as ``_sharing``, of one pair."""
        common = self._words(one).fingerprints.keys() & self._words(other).fingerprints.keys()
        hubs = (self._index.sharing(value, HUBS) for value in common)
        return sum(one in those or other in those for those in hubs)


def _close(a: Words, b: Words) -> bool:
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
