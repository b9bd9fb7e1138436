"""From stretches that two units share to passages that many do. Pure, and blind to order.

A passage is built around one unit, its *core*: of all units the one whose stretch agrees with
most others'. Every member is aligned with the core itself, over at least half of the core's
stretch, and all members have ``LEAST`` words of it in common; so nothing joins a passage because
it resembles something that resembles it. What a passage explains is set aside, and the next core
is looked for among the rest. Ties are broken by content, never by the order of arrival.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from sayso.link.passages.words import LEAST

OVERLAP = 0.5
"""Intersection over union of two stretches of one unit that count as the same stretch."""
CHOICES = 24
"""How many different stretches of one unit are tried as the core's."""


class Extent(NamedTuple):
    """Words ``[first, last)`` of a unit."""

    unit: int
    first: int
    last: int


class Link(NamedTuple):
    """Two extents of two units that an alignment found the same, with the words they share.

    A unit that several documents carry word for word is linked with itself as a whole.
    """

    a: Extent
    b: Extent
    matched: int


Cluster = tuple[Extent, ...]
"""The extents of one passage, sorted; the core is one of them."""


class _Side(NamedTuple):
    """A link as seen from one of its units."""

    first: int
    last: int
    matched: int
    link: int


class _Core(NamedTuple):
    score: int
    first: int
    last: int
    links: tuple[int, ...]


def clusters(links: Iterable[Link]) -> list[Cluster]:
    """The passages among linked units: a function of the set of links alone."""
    ordered = sorted(set(links))
    sides: dict[int, dict[int, list[_Side]]] = defaultdict(dict)
    for number, link in enumerate(ordered):
        for own in {link.a, link.b}:
            side = _Side(own.first, own.last, link.matched, number)
            sides[own.unit].setdefault(number, []).append(side)
    return _greedy(ordered, sides)


def _greedy(links: list[Link], sides: dict[int, dict[int, list[_Side]]]) -> list[Cluster]:
    cores = {unit: _core(own) for unit, own in sides.items()}
    heap = [(-core.score, unit) for unit, core in cores.items()]
    heapify(heap)
    found = []
    while heap:
        score, unit = heappop(heap)
        core = cores.get(unit)
        if core is None or -score != core.score:
            continue  # out of date: the unit was seen again with what is left of it
        members = _members(unit, core, links, sides)
        found.append(tuple(sorted(members.values())))
        for touched in _set_aside(members, links, sides):
            if sides[touched]:
                cores[touched] = _core(sides[touched])
                heappush(heap, (-cores[touched].score, touched))
            else:
                cores.pop(touched, None)
    return found


def _core(sides: dict[int, list[_Side]]) -> _Core:
    """The stretch of one unit on which most of its links agree, and those links."""
    every = [side for own in sides.values() for side in own]
    weights: Counter[tuple[int, int]] = Counter()
    for side in every:
        weights[side.first, side.last] += side.matched
    choices = sorted(weights, key=lambda at: (-weights[at], at[0] - at[1], at))[:CHOICES]
    best = _Core(-1, 0, 0, ())
    for first, last in choices:
        group = [side for side in every if _overlap(side, first, last) >= OVERLAP]
        group = _common(group, first, last)
        score = sum(side.matched for side in group)
        if (score, last - first, -first) > (best.score, best.last - best.first, -best.first):
            best = _Core(score, first, last, tuple(side.link for side in group))
    return best


def _common(group: list[_Side], first: int, last: int) -> list[_Side]:
    """Those of a group that cover the ``LEAST`` words of the core that most of them cover."""
    changes: Counter[int] = Counter()
    for side in group:
        begin, end = max(first, side.first), min(last, side.last) - LEAST + 1
        if begin < end:
            changes[begin] += side.matched
            changes[end] -= side.matched
    depth = best = 0
    at = first
    for place in sorted(changes):
        depth += changes[place]
        if depth > best:
            best, at = depth, place
    return [side for side in group if side.first <= at and side.last >= at + LEAST]


def _overlap(side: _Side, first: int, last: int) -> float:
    shared = min(side.last, last) - max(side.first, first)
    return shared / (max(side.last, last) - min(side.first, first)) if shared > 0 else 0.0


def _members(
    core: int, found: _Core, links: list[Link], sides: dict[int, dict[int, list[_Side]]]
) -> dict[int, Extent]:
    """The core and the units linked with it; each widened to what it shares with any other."""
    members: dict[int, Extent] = {}
    for number in found.links:
        for extent in (links[number].a, links[number].b):
            _widen(members, extent)
    near = dict(members)
    for unit in members:
        for number in sides[unit]:
            a, b, _ = links[number]
            if a.unit == unit and b.unit in members and _same(a, members) and _same(b, members):
                _widen(near, a)
                _widen(near, b)
    return near


def _same(own: Extent, members: dict[int, Extent]) -> bool:
    _, first, last = members[own.unit]
    shared = min(own.last, last) - max(own.first, first)
    return shared >= OVERLAP * (max(own.last, last) - min(own.first, first))


def _widen(members: dict[int, Extent], extent: Extent) -> None:
    known = members.get(extent.unit, extent)
    members[extent.unit] = Extent(
        extent.unit, min(known.first, extent.first), max(known.last, extent.last)
    )


def _set_aside(
    members: dict[int, Extent], links: list[Link], sides: dict[int, dict[int, list[_Side]]]
) -> set[int]:
    """Drop the links that a passage explains; return the units that lost one."""
    explained = {
        number
        for unit in members
        for number in sides[unit]
        if _inside(links[number].a, members) and _inside(links[number].b, members)
    }
    touched = set()
    for number in explained:
        for extent in {links[number].a, links[number].b}:
            sides[extent.unit].pop(number, None)
            touched.add(extent.unit)
    return touched


def _inside(extent: Extent, members: dict[int, Extent]) -> bool:
    whole = members.get(extent.unit)
    return whole is not None and whole.first <= extent.first and extent.last <= whole.last
