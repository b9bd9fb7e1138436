"""The wordings of a passage in the order of their dates, and which was made from which.

"Earliest" is always the earliest seen here: a ledger cannot know what it was never given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

DAY = len("2023-07-29")


class Version(NamedTuple):
    """The words of one wording and the published date of its earliest dated carrier."""

    key: int
    hashes: tuple[int, ...]
    published: str | None


class _Parent(NamedTuple):
    """An earlier wording, and how many words are changed."""

    distance: int
    key: int


NEAREST = 1
"""The least distance of two wordings. Of a stretch that thousands carry with another number each,
the latest earlier wording is as near as any can be, and no other need be looked at."""


def parents(versions: Iterable[Version]) -> dict[int, int | None]:
    """For each wording's key its parent's: the closest earlier wording by words changed.

    Of equally close ones the latest. An undated wording has no parent and is nobody's. Of wordings
    first seen on the same day, neither is known to be earlier; but where older ones exist, each is
    taken to come from whichever is closest, so that two edits of one day are not both traced to
    last year's text.
    """
    found: dict[int, int | None] = {}
    dated = []
    for version in versions:
        found[version.key] = None
        if version.published:
            dated.append(version)
    dated.sort(key=lambda one: (_latest_first(one.published or ""), one.key))
    begin = 0
    for published, group in groupby(dated, key=lambda one: one.published or ""):
        same_day = list(group)
        found.update(_placed(same_day, dated[begin:], published))
        begin += len(same_day)
    return found


def _placed(group: list[Version], dated: Sequence[Version], published: str) -> dict[int, int]:
    """Give each of a day's wordings its parent, the closest pair first; none if none is older."""
    best: dict[Version, _Parent] = {}
    for version in group:
        closest = _closest(version, _older(dated, published))
        if closest is None:
            return {}
        best[version] = closest
    ahead = [(parent.distance, version.key, version) for version, parent in best.items()]
    heapify(ahead)
    far = {version for version, parent in best.items() if parent.distance > NEAREST}
    if len(published) < DAY:
        far.clear()
    placed: dict[int, int] = {}
    while ahead:
        _, _, version = heappop(ahead)
        if version.key in placed:
            continue  # an entry from before something closer was found
        placed[version.key] = best[version].key
        far.discard(version)
        for other in sorted(far):
            closer = _closest(other, (version,), best[other].distance - 1)
            if closer is not None:
                best[other] = closer
                heappush(ahead, (closer.distance, other.key, other))
                if closer.distance == NEAREST:
                    far.discard(other)
    return placed


def _older(dated: Sequence[Version], published: str) -> Iterator[Version]:
    """Those surely before a date, of the wordings up to it, latest first."""
    # Those later are left out already: of "2023-07-29", "2023-07" and "2023" no two are in order.
    for one in dated:
        other = one.published or ""
        if not (published.startswith(other) or other.startswith(published)):
            yield one


def _closest(
    version: Version, candidates: Iterable[Version], at_most: int | None = None
) -> _Parent | None:
    """The first of the closest candidates, if any is as close as asked."""
    found = None
    for one in candidates:
        distance = Levenshtein.distance(version.hashes, one.hashes, score_cutoff=at_most)
        if at_most is None or distance <= at_most:
            found, at_most = _Parent(distance, one.key), distance - 1
            if distance == NEAREST:
                break
    return found


def _latest_first(published: str) -> tuple[int, ...]:
    return tuple(-ord(character) for character in published)
