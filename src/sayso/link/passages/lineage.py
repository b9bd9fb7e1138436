"""The wordings of a passage in the order of their dates, and which was made from which.

"Earliest" is always the earliest seen here: a ledger cannot know what it was never given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from sayso.link.dates import surely_before

DAY = len("2023-07-29")


class Version(NamedTuple):
    """The words of one wording and the published date of its earliest dated carrier."""

    key: int
    hashes: tuple[int, ...]
    published: str | None


class _Parent(NamedTuple):
    """How far a candidate is; of equally far ones the latest, then by content."""

    distance: int
    version: Version

    def rank(self) -> tuple[int, tuple[int, ...], int]:
        return self.distance, _latest_first(self.version.published or ""), self.version.key


def parents(versions: Iterable[Version]) -> dict[int, int | None]:
    """For each wording's key its parent's: the closest earlier wording by words changed.

    An undated wording has no parent and is nobody's. Of wordings first seen on the same day,
    neither is known to be earlier; but where older ones exist, each is taken to come from
    whichever is closest, so that two edits of one day are not both traced to last year's text.
    """
    found: dict[int, int | None] = {}
    dated = []
    for version in sorted(versions, key=lambda one: (one.published or "", one.key)):
        found[version.key] = None
        if version.published:
            dated.append(version)
    for published, group in groupby(dated, key=lambda one: one.published or ""):
        older = [version for version in dated if surely_before(version.published, published)]
        if older:
            found.update(_placed(list(group), older, chain=len(published) >= DAY))
    return found


def _placed(group: list[Version], older: Sequence[Version], chain: bool) -> dict[int, int | None]:
    """Give each of a day's wordings its parent, the closest pair first."""
    best = {
        version: min((_parent(version, one) for one in older), key=_Parent.rank)
        for version in group
    }
    placed: dict[int, int | None] = {}
    while best:
        version = min(best, key=lambda one: (best[one].distance, one.key))
        placed[version.key] = best.pop(version).version.key
        for other in best if chain else ():
            candidate = _parent(other, version)
            if candidate.distance < best[other].distance:
                best[other] = candidate
    return placed


def _parent(version: Version, candidate: Version) -> _Parent:
    return _Parent(Levenshtein.distance(version.hashes, candidate.hashes), candidate)


def _latest_first(published: str) -> tuple[int, ...]:
    return tuple(-ord(character) for character in published)
